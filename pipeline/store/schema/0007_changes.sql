-- What changed in the land from one night to the next, piece by piece, so that
-- any two nights can be compared by what lies between them. The line above a
-- table and the comments of columns read as in 0001_store.sql.

-- 地块比对 | how the pieces of one land run were held against those of the land run before
CREATE TABLE land_comparison (
  run_id INTEGER PRIMARY KEY, -- 运行序号 | the land run | -
  previous_run INTEGER,       -- 前次运行 | the land run that it was compared with; NULL of the first | -
  verdict TEXT NOT NULL CHECK (verdict IN ('compared', 'first', 'crs', 'area_kind', 'damaged', 'dropped')), -- 结论 | compared; first: nothing to compare with; crs, area_kind: the runs differ in it, so every piece differs; damaged: the last store could not be read; dropped: it was compared, but so much had changed that the list was kept for one night only | -
  changes INTEGER NOT NULL    -- 变化数 | pieces that changed | count
);

-- 范围变化 | an extent whose pieces differ between two land runs
CREATE TABLE extent_change (
  id INTEGER PRIMARY KEY,        -- 序号 | number of the row | -
  run_id INTEGER NOT NULL,       -- 运行序号 | the later land run | -
  previous_run INTEGER NOT NULL, -- 前次运行 | the earlier land run | -
  park_code TEXT NOT NULL,       -- 园区代码 | park of the extent | -
  extent_kind TEXT NOT NULL,     -- 范围类型 | as in extent | -
  change TEXT NOT NULL CHECK (change IN ('new', 'gone', 'changed', 'altered')), -- 变化 | new or gone: the extent itself, whose pieces are not listed; changed: pieces are listed in piece_change; altered: somebody had changed the pieces in the last store, so that they were not compared | -
  pieces_before INTEGER NOT NULL, -- 原片数 | pieces in the earlier run | count
  pieces_after INTEGER NOT NULL,  -- 现片数 | pieces in the later run | count
  added INTEGER NOT NULL,        -- 新增数 | pieces that the earlier run lacks | count
  removed INTEGER NOT NULL,      -- 消失数 | pieces that the later run lacks | count
  reshaped INTEGER NOT NULL,     -- 变形数 | pieces of another shape, area or share | count
  reclassified INTEGER NOT NULL, -- 变类数 | pieces of the same shape with another land use, status or code | count
  edited INTEGER NOT NULL,       -- 改值数 | pieces of which nothing but figures or the id differs | count
  UNIQUE (run_id, park_code, extent_kind)
);

-- 地块变化 | a piece that differs between two land runs; record numbers alone make no difference
CREATE TABLE piece_change (
  id INTEGER PRIMARY KEY,        -- 序号 | number of the row | -
  run_id INTEGER NOT NULL,       -- 运行序号 | the later land run | -
  previous_run INTEGER NOT NULL, -- 前次运行 | the earlier land run | -
  park_code TEXT NOT NULL,       -- 园区代码 | park of the extent | -
  extent_kind TEXT NOT NULL,     -- 范围类型 | as in extent | -
  parcel_id TEXT,                -- 地块编号 | in the later run; of a removed piece in the earlier one | -
  change TEXT NOT NULL CHECK (change IN ('added', 'removed', 'reshaped', 'reclassified', 'edited')), -- 变化 | the first that applies; reshaped: shape, area or share; reclassified: land use, status or a code; edited: figures or the id | -
  before_parcel_id TEXT, -- 原地块编号 | before; parcel source | -
  before_source TEXT, -- 原来源文件 | before; path of the parcel source | -
  before_record INTEGER, -- 原记录号 | before; of the parcel in its source, from 1 | -
  before_relation TEXT, -- 原位置关系 | before; inside: whole parcel; cut: the extent cuts it | -
  before_share REAL, -- 原占比 | before; planar area of the piece by that of the parcel | 1
  before_area_m2 REAL, -- 原面积 | before; of the piece, planar or ellipsoidal as run.area_kind says | m2
  before_land_use TEXT, -- 原地类编码 | before; parcel source, as delivered | -
  before_scheme TEXT, -- 原地类分类 | before; in which land_use is to be read | -
  before_status TEXT, -- 原地块状态 | before; built, unbuilt, unsupplied, unbuildable, idle | -
  before_built_code TEXT, -- 原土地建设状况 | before; A1 to C3 of TD/T 1029 | -
  before_supply_code TEXT, -- 原土地供应状况 | before; D1 to F of TD/T 1029 | -
  before_hightech_code TEXT, -- 原高新技术产业用地 | before; H1, H2 | -
  before_footprint_m2 REAL, -- 原建筑基底面积 | before; parcel source, apportioned | m2
  before_floor_area_m2 REAL, -- 原建筑面积 | before; parcel source, apportioned | m2
  before_site_coverage_m2 REAL, -- 原建(构)筑物基底、露天堆场和露天操作场地面积 | before; parcel source, apportioned | m2
  before_hightech_area_m2 REAL, -- 原高新技术产业用地面积 | before; parcel source, apportioned | m2
  before_output_wan REAL, -- 原产值或收入 | before; parcel source, apportioned | wan a year
  before_tax_wan REAL, -- 原税收 | before; parcel source, apportioned | wan a year
  before_value_added_wan REAL, -- 原工业增加值 | before; parcel source, apportioned | wan a year
  before_investment_wan REAL, -- 原固定资产投资 | before; parcel source, apportioned, cumulative | wan
  before_employees REAL, -- 原从业人员 | before; parcel source, apportioned | person
  after_parcel_id TEXT, -- 现地块编号 | after; parcel source | -
  after_source TEXT, -- 现来源文件 | after; path of the parcel source | -
  after_record INTEGER, -- 现记录号 | after; of the parcel in its source, from 1 | -
  after_relation TEXT, -- 现位置关系 | after; inside: whole parcel; cut: the extent cuts it | -
  after_share REAL, -- 现占比 | after; planar area of the piece by that of the parcel | 1
  after_area_m2 REAL, -- 现面积 | after; of the piece, planar or ellipsoidal as run.area_kind says | m2
  after_land_use TEXT, -- 现地类编码 | after; parcel source, as delivered | -
  after_scheme TEXT, -- 现地类分类 | after; in which land_use is to be read | -
  after_status TEXT, -- 现地块状态 | after; built, unbuilt, unsupplied, unbuildable, idle | -
  after_built_code TEXT, -- 现土地建设状况 | after; A1 to C3 of TD/T 1029 | -
  after_supply_code TEXT, -- 现土地供应状况 | after; D1 to F of TD/T 1029 | -
  after_hightech_code TEXT, -- 现高新技术产业用地 | after; H1, H2 | -
  after_footprint_m2 REAL, -- 现建筑基底面积 | after; parcel source, apportioned | m2
  after_floor_area_m2 REAL, -- 现建筑面积 | after; parcel source, apportioned | m2
  after_site_coverage_m2 REAL, -- 现建(构)筑物基底、露天堆场和露天操作场地面积 | after; parcel source, apportioned | m2
  after_hightech_area_m2 REAL, -- 现高新技术产业用地面积 | after; parcel source, apportioned | m2
  after_output_wan REAL, -- 现产值或收入 | after; parcel source, apportioned | wan a year
  after_tax_wan REAL, -- 现税收 | after; parcel source, apportioned | wan a year
  after_value_added_wan REAL, -- 现工业增加值 | after; parcel source, apportioned | wan a year
  after_investment_wan REAL, -- 现固定资产投资 | after; parcel source, apportioned, cumulative | wan
  after_employees REAL, -- 现从业人员 | after; parcel source, apportioned | person
  before_content INTEGER,        -- 原内容指纹 | of everything in the piece but source and record: two pieces with the same are equal; NULL of an added piece | -
  after_content INTEGER,         -- 现内容指纹 | as before_content; NULL of a removed piece | -
  before_geom BLOB               -- 原图形 | GeoPackage geometry in the working CRS; NULL where the shape is still the same, and of an added piece | m
);
CREATE INDEX piece_change_extent ON piece_change (run_id, park_code, extent_kind);

-- 地块摘要 | what the pieces of one extent come to in the last land run: two nights with the same have the same pieces
CREATE TABLE piece_digest (
  id INTEGER PRIMARY KEY,    -- 序号 | number of the row | -
  park_code TEXT NOT NULL,   -- 园区代码 | park of the extent | -
  extent_kind TEXT NOT NULL, -- 范围类型 | as in extent | -
  pieces INTEGER NOT NULL,   -- 片数 | pieces of the extent | count
  digest INTEGER NOT NULL,   -- 摘要 | of their contents without source and record, in whatever order | -
  UNIQUE (park_code, extent_kind)
);
