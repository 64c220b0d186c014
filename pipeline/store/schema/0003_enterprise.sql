-- Enterprises by what their land yields (亩均论英雄), where a parcel source
-- names them.

-- 企业用地 | one enterprise in one extent, in the last land run
CREATE TABLE enterprise_land (
  id INTEGER PRIMARY KEY,    -- 序号 | number of the row, in the order of the parcels | -
  park_code TEXT NOT NULL,   -- 园区代码 | park | -
  extent_kind TEXT NOT NULL, -- 范围类型 | approved, managed or growth | -
  enterprise TEXT NOT NULL,  -- 企业 | as the parcels name it; empty: all beyond the number that is told apart | -
  parcels INTEGER NOT NULL,  -- 宗地数 | parcels of the enterprise with land in the extent | count
  area_m2 REAL NOT NULL,     -- 用地面积 | of its pieces, planar or ellipsoidal as run.area_kind says | m2
  footprint_m2 REAL,         -- 建筑基底面积 | sum over its pieces; NULL where none tells | m2
  floor_area_m2 REAL,        -- 建筑面积 | sum over its pieces | m2
  site_coverage_m2 REAL,     -- 建(构)筑物基底、露天堆场和露天操作场地面积 | sum over its pieces | m2
  hightech_area_m2 REAL,     -- 高新技术产业用地面积 | sum over its pieces | m2
  output_wan REAL,           -- 产值或收入 | sum over its pieces | wan a year
  tax_wan REAL,              -- 税收 | sum over its pieces | wan a year
  value_added_wan REAL,      -- 工业增加值 | sum over its pieces | wan a year
  investment_wan REAL,       -- 固定资产投资 | sum over its pieces, cumulative | wan
  employees REAL,            -- 从业人员 | sum over its pieces | person
  UNIQUE (park_code, extent_kind, enterprise)
);

-- 企业亩均评价 | one enterprise with all its land in extents of one kind, in the last run
CREATE TABLE enterprise (
  id INTEGER PRIMARY KEY,         -- 序号 | number of the row | -
  extent_kind TEXT NOT NULL,      -- 范围类型 | approved or managed | -
  enterprise TEXT NOT NULL,       -- 企业 | as in enterprise_land | -
  parks INTEGER NOT NULL,         -- 园区数 | in which it has land | count
  area_m2 REAL NOT NULL,          -- 用地面积 | in all of them | m2
  class_points REAL,              -- 亩均效益得分 | 100 where every figure is at its benchmark; NULL with the reason in note | point
  class TEXT NOT NULL,            -- 亩均效益类别 | A to D; empty where not classified | -
  place INTEGER NOT NULL,         -- 名次 | among the enterprises of the kind of extent; 0 without points | -
  members INTEGER NOT NULL,       -- 参评企业数 | with points | count
  demonstration INTEGER NOT NULL, -- 示范取值 | 1 where a weight, benchmark or border is confirmed by no source | -
  note TEXT NOT NULL,             -- 说明 | reason or remark | -
  UNIQUE (extent_kind, enterprise)
);

-- 企业亩均评价指标 | one figure by which the last run classified enterprises
CREATE TABLE enterprise_item (
  id INTEGER PRIMARY KEY,    -- 序号 | number of the row | -
  extent_kind TEXT NOT NULL, -- 范围类型 | approved or managed | -
  indicator TEXT NOT NULL,   -- 指标 | as in figure.name | -
  weight REAL NOT NULL,      -- 权重 | in the points | 1
  benchmark REAL,            -- 基准值 | that counts 100; the mean of the enterprises where the set gives none | as figure.unit
  UNIQUE (extent_kind, indicator)
);

-- 企业亩均效益 | one enterprise in one park: land and yield there, class by all its land
CREATE VIEW enterprise_yield AS
SELECT l.park_code, p.name AS park_name, p.county, l.extent_kind, l.enterprise, l.parcels, l.area_m2, l.area_m2 * 3 / 2000 AS area_mu,
  l.output_wan, l.tax_wan, l.value_added_wan,
  l.output_wan / nullif(l.area_m2 * 3 / 2000, 0) AS output_per_mu, l.tax_wan / nullif(l.area_m2 * 3 / 2000, 0) AS tax_per_mu,
  l.value_added_wan / nullif(l.area_m2 * 3 / 2000, 0) AS value_added_per_mu,
  e.parks, e.class_points, e.class, e.place, e.members, e.demonstration, e.note
FROM enterprise_land l LEFT JOIN park p USING (park_code) LEFT JOIN enterprise e USING (extent_kind, enterprise);
