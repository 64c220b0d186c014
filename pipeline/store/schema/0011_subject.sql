-- A figure that was handed in may be about one extent of a park, or about extents
-- of one kind of a county; statistics have their place on record as declared
-- figures do.

-- 给定数据来源 | where a figure that was handed in, a statistic or a declared one, stands, of the last land run
CREATE TABLE given_place (
  id INTEGER PRIMARY KEY,    -- 序号 | number of the row | -
  park_code TEXT NOT NULL,   -- 园区代码 | park | -
  extent_kind TEXT NOT NULL, -- 范围类型 | of the extent that has the figure | -
  name TEXT NOT NULL,        -- 名称 | as in total: declared.plot_ratio, statistics.population | -
  source TEXT NOT NULL,      -- 来源文件 | table of the figure | -
  record INTEGER NOT NULL,   -- 记录号 | row of the table, from 1 | -
  UNIQUE (park_code, extent_kind, name)
);
INSERT INTO given_place (park_code, extent_kind, name, source, record)
SELECT d.park_code, e.extent_kind, 'declared.' || d.indicator, d.source, d.record
FROM declared_place d JOIN extent e USING (park_code) WHERE e.extent_kind <> 'growth' ORDER BY d.id, e.fid;
DROP TABLE declared_place;

ALTER TABLE declared_region RENAME TO declared_region_9;

-- 区域申报数据 | one figure handed in for a whole county, city or the project, in the last land run
CREATE TABLE declared_region (
  id INTEGER PRIMARY KEY,    -- 序号 | number of the row | -
  region TEXT NOT NULL,      -- 区域 | county as in park.county, or code of a city; empty for the whole | -
  extent_kind TEXT NOT NULL, -- 范围类型 | of the extents that the figure is about; empty where its table does not say | -
  indicator TEXT NOT NULL,   -- 指标 | as the configuration names it | -
  value REAL NOT NULL,       -- 申报值 | as handed in | see metric.unit
  source TEXT NOT NULL,      -- 来源文件 | table of the figure | -
  record INTEGER NOT NULL,   -- 记录号 | row of the table, from 1 | -
  UNIQUE (region, extent_kind, indicator)
);
INSERT INTO declared_region (region, extent_kind, indicator, value, source, record)
SELECT region, '', indicator, value, source, record FROM declared_region_9 ORDER BY id;
DROP TABLE declared_region_9;
