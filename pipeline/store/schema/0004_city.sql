-- What the city's desk needs beside the parks: the roster as it was listed,
-- land that two extents share, figures handed in for whole counties and cities.

-- 产业园名录 | one row of a table that lists parks without outlines, in the last land run
CREATE TABLE roster_row (
  id INTEGER PRIMARY KEY,  -- 序号 | number of the row, in the order of the files | -
  park_code TEXT NOT NULL, -- 园区代码 | as listed | -
  source TEXT NOT NULL,    -- 来源文件 | table of the roster | -
  record INTEGER NOT NULL  -- 记录号 | row of the table, from 1 | -
);

-- 范围重叠 | land that the extents of two parks share, in the last land run
CREATE TABLE extent_overlap (
  id INTEGER PRIMARY KEY,        -- 序号 | number of the row | -
  park_code TEXT NOT NULL,       -- 园区代码 | one of the parks | -
  other_park_code TEXT NOT NULL, -- 另一园区代码 | the other | -
  extent_kind TEXT NOT NULL,     -- 范围类型 | of both extents; kinds are never compared with one another | -
  area_m2 REAL NOT NULL          -- 重叠面积 | planar | m2
);

-- 区域申报数据 | one figure handed in for a whole county, city or the project, in the last land run
CREATE TABLE declared_region (
  id INTEGER PRIMARY KEY,  -- 序号 | number of the row | -
  region TEXT NOT NULL,    -- 区域 | county as in park.county, or code of a city; empty for the whole | -
  indicator TEXT NOT NULL, -- 指标 | as the configuration names it | -
  value REAL NOT NULL,     -- 申报值 | as handed in | see metric.unit
  source TEXT NOT NULL,    -- 来源文件 | table of the figure | -
  record INTEGER NOT NULL, -- 记录号 | row of the table, from 1 | -
  UNIQUE (region, indicator)
);

-- 区域申报核对 | one figure of a county, city or the whole, held against the parks added up, in the last run
CREATE TABLE region_audit (
  id INTEGER PRIMARY KEY,     -- 序号 | number of the row | -
  region_level TEXT NOT NULL, -- 层级 | county, city or all | -
  region TEXT NOT NULL,       -- 区域 | code or name; empty for all | -
  extent_kind TEXT NOT NULL,  -- 范围类型 | of the computed figure | -
  indicator TEXT NOT NULL,    -- 指标 | as in region_metric | -
  declared REAL NOT NULL,     -- 申报值 | as handed in | see unit
  computed REAL,              -- 计算值 | sum of numerators by sum of denominators; NULL where it cannot be computed | see unit
  difference REAL,            -- 差值 | declared less computed | see unit
  tolerance REAL,             -- 容差 | up to which the two agree | see unit
  unit TEXT NOT NULL,         -- 单位 | of the figures | -
  verdict TEXT NOT NULL CHECK (verdict IN ('agrees', 'differs', 'not_computable')), -- 结论 | of the comparison | -
  source TEXT NOT NULL,       -- 来源文件 | table of the declared figure | -
  record INTEGER NOT NULL,    -- 记录号 | row of the table, from 1 | -
  note TEXT NOT NULL,         -- 说明 | land that counts twice, parks that lack the figure | -
  UNIQUE (region_level, region, extent_kind, indicator)
);
