-- Audits name parcels that explain a difference by being left out though nothing is
-- wrong with them.

DROP TABLE audit_parcel;

-- 申报核对地块 | a parcel that helps to explain the difference of an audit
CREATE TABLE audit_parcel (
  id INTEGER PRIMARY KEY,    -- 序号 | number of the row, greatest effect first | -
  park_code TEXT NOT NULL,   -- 园区代码 | park | -
  extent_kind TEXT NOT NULL, -- 范围类型 | as in audit | -
  indicator TEXT NOT NULL,   -- 指标 | as in audit | -
  parcel_id TEXT NOT NULL,   -- 地块编号 | parcel | -
  source TEXT NOT NULL,      -- 来源文件 | of the parcel | -
  record INTEGER NOT NULL,   -- 记录号 | of the parcel in its source, from 1 | -
  share REAL NOT NULL,       -- 占比 | of the parcel inside the extent | 1
  area_m2 REAL NOT NULL,     -- 面积 | of the piece | m2
  effect REAL,               -- 影响 | by how much the figure would change with this parcel counted as reason says | as the figure
  reason TEXT NOT NULL CHECK (reason IN ('cut', 'problem', 'left_out')) -- 缘由 | cut: the extent cuts the parcel, counted whole; problem: a data problem is on record, left out; left_out: left out | -
);

DROP TABLE region_audit_parcel;

-- 区域申报核对地块 | a parcel that helps to explain the difference of a figure of a county, city or the whole
CREATE TABLE region_audit_parcel (
  id INTEGER PRIMARY KEY,     -- 序号 | number of the row, greatest effect first | -
  region_level TEXT NOT NULL, -- 层级 | county, city or all | -
  region TEXT NOT NULL,       -- 区域 | code or name; empty for all | -
  extent_kind TEXT NOT NULL,  -- 范围类型 | as in region_audit | -
  indicator TEXT NOT NULL,    -- 指标 | as in region_audit | -
  park_code TEXT NOT NULL,    -- 园区代码 | park of the parcel | -
  parcel_id TEXT NOT NULL,    -- 地块编号 | parcel | -
  source TEXT NOT NULL,       -- 来源文件 | of the parcel | -
  record INTEGER NOT NULL,    -- 记录号 | of the parcel in its source, from 1 | -
  share REAL NOT NULL,        -- 占比 | of the parcel inside the extent | 1
  area_m2 REAL NOT NULL,      -- 面积 | of the piece | m2
  effect REAL,                -- 影响 | by how much the region's figure would change with this parcel counted as reason says | as the figure
  reason TEXT NOT NULL CHECK (reason IN ('cut', 'problem', 'left_out')) -- 缘由 | cut: the extent cuts the parcel, counted whole; problem: a data problem is on record, left out; left_out: left out | -
);
