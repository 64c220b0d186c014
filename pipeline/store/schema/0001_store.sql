-- The store of jiyue: tables that other programs build on (DESIGN section 6).
--
-- The line above a table says: 中文 | what one row is. The comment of a column
-- says: 中文 | what it is and where it comes from | unit. The comments are part
-- of the file (.schema prints them) and fill data_dictionary.
--
-- m2 is square metres; 1 mu = 2000/3 m2. wan is 10 000 CNY. An absent figure is
-- NULL, never 0. Layers (extent, piece) hold the last land run; the other
-- tables with a run_id hold every run.

-- 库结构版本 | one row per file of schema/ that has been applied
CREATE TABLE schema_step (
  step INTEGER PRIMARY KEY, -- 步骤 | number of the file | -
  name TEXT NOT NULL        -- 文件 | name of the file | -
);

-- 数据字典 | one row per column of the store
CREATE TABLE data_dictionary (
  id INTEGER PRIMARY KEY,    -- 序号 | number of the row | -
  table_name TEXT NOT NULL,  -- 表 | table of the column | -
  column_name TEXT NOT NULL, -- 列 | name of the column | -
  name_zh TEXT NOT NULL,     -- 中文名 | Chinese term | -
  meaning TEXT NOT NULL,     -- 含义 | what it is and where it comes from | -
  unit TEXT NOT NULL         -- 单位 | unit, - where there is none | -
);

-- 运行 | one execution, kept for ever
CREATE TABLE run (
  run_id INTEGER PRIMARY KEY,        -- 运行序号 | from 1, rising | -
  kind TEXT NOT NULL,                -- 类型 | land: with new pieces; score: the stored land scored again | -
  land_run INTEGER NOT NULL,         -- 用地运行 | run_id of the run whose pieces, totals and ledger this one rests on | -
  started_at TEXT NOT NULL,          -- 开始时间 | RFC 3339 | UTC
  finished_at TEXT NOT NULL,         -- 结束时间 | RFC 3339 | UTC
  version TEXT NOT NULL,             -- 程序版本 | of jiyue | -
  config_hash TEXT NOT NULL,         -- 配置摘要 | SHA-256 of the configuration and the files it names | -
  input_hash TEXT NOT NULL,          -- 输入摘要 | SHA-256 over the content of every source | -
  project_name TEXT NOT NULL,        -- 项目名称 | configuration, project.name | -
  base_date TEXT NOT NULL,           -- 评价时点 | configuration, project.base_date | -
  indicator_set TEXT NOT NULL,       -- 指标体系 | name of the indicator set | -
  area_kind TEXT NOT NULL,           -- 面积类型 | planar or ellipsoidal: which area stands in area_m2 | -
  crs TEXT NOT NULL,                 -- 工作坐标系 | of extent and piece | -
  parcels_read INTEGER NOT NULL,     -- 读入地块数 | records of all parcel sources | count
  parcels_rejected INTEGER NOT NULL, -- 未计入地块数 | records without usable area, or repeated | count
  pieces INTEGER NOT NULL,           -- 地块片数 | rows of piece | count
  findings INTEGER NOT NULL,         -- 问题数 | data problems of the run | count
  seconds REAL NOT NULL              -- 用时（至评分完成，不含编制报告） | wall clock from the start to the scores; reports are made from the finished record | s
);

-- 输入文件 | one input file of one run
CREATE TABLE source_file (
  id INTEGER PRIMARY KEY,   -- 序号 | number of the row | -
  run_id INTEGER NOT NULL,  -- 运行序号 | the land run | -
  role TEXT NOT NULL,       -- 用途 | parks, parcels, statistics or declared | -
  path TEXT NOT NULL,       -- 路径 | relative to the configuration file where it lies below it | -
  bytes INTEGER NOT NULL,   -- 大小 | all parts of a shapefile together | byte
  hash TEXT NOT NULL,       -- 内容摘要 | SHA-256 of the content | -
  records INTEGER NOT NULL, -- 记录数 | records or rows of the file | count
  crs TEXT NOT NULL,        -- 坐标系 | as found in the source | -
  crs_rule TEXT NOT NULL,   -- 坐标系依据 | what decided: prj, config, easting | -
  encoding TEXT NOT NULL,   -- 文字编码 | of the attribute texts | -
  enc_rule TEXT NOT NULL,   -- 编码依据 | what decided: user, cpg, language byte, utf-8, gb18030 | -
  scheme TEXT NOT NULL      -- 地类分类 | land-use classification of a parcel source | -
);

-- 园区 | one park of the roster
CREATE TABLE park (
  id INTEGER PRIMARY KEY,         -- 序号 | number of the row | -
  park_code TEXT NOT NULL UNIQUE, -- 园区代码 | catalogue code or an id of the user | -
  name TEXT NOT NULL,             -- 园区名称 | roster | -
  level TEXT NOT NULL,            -- 级别 | roster, as delivered | -
  scope TEXT NOT NULL,            -- 调查范围 | roster, as delivered | -
  type TEXT NOT NULL,             -- 评价类型 | roster, as delivered | -
  county TEXT NOT NULL,           -- 县级行政区 | roster, as delivered | -
  approved_area_m2 REAL           -- 核准面积 | roster | m2
);

-- 四至范围 | one outline of a park, all its blocks united
CREATE TABLE extent (
  fid INTEGER PRIMARY KEY,           -- 要素号 | number of the feature | -
  park_code TEXT NOT NULL,           -- 园区代码 | park of the extent | -
  extent_kind TEXT NOT NULL,         -- 范围类型 | approved: 核定范围; managed: 实际管理范围 | -
  name TEXT NOT NULL,                -- 园区名称 | park, for labels on maps | -
  blocks INTEGER NOT NULL,           -- 片区数 | records that were united | count
  area_m2 REAL NOT NULL,             -- 面积 | of the extent, planar or ellipsoidal as run.area_kind says | m2
  ellipsoidal_area_m2 REAL NOT NULL, -- 椭球面积 | by the method of the land survey, whatever run.area_kind says | m2
  geom MULTIPOLYGON                  -- 图形 | working CRS | m
);

-- 地块片 | the part of one parcel inside one extent; additive figures are apportioned by share (分摊)
CREATE TABLE piece (
  fid INTEGER PRIMARY KEY,    -- 要素号 | number of the feature | -
  park_code TEXT NOT NULL,    -- 园区代码 | park of the extent | -
  extent_kind TEXT NOT NULL,  -- 范围类型 | approved or managed | -
  parcel_id TEXT,             -- 地块编号 | parcel source | -
  source TEXT NOT NULL,       -- 来源文件 | path of the parcel source | -
  record INTEGER NOT NULL,    -- 记录号 | of the parcel in its source, from 1 | -
  relation TEXT NOT NULL CHECK (relation IN ('inside', 'cut')),   -- 位置关系 | inside: whole parcel; cut: the extent cuts it | -
  share REAL NOT NULL CHECK (share > 0 AND share <= 1),           -- 占比 | planar area of the piece by that of the parcel | 1
  area_m2 REAL NOT NULL CHECK (area_m2 >= 0),                     -- 面积 | of the piece, planar or ellipsoidal as run.area_kind says | m2
  land_use TEXT,              -- 地类编码 | parcel source, as delivered | -
  scheme TEXT,                -- 地类分类 | in which land_use is to be read | -
  status TEXT,                -- 地块状态 | built, unbuilt, unsupplied, unbuildable, idle | -
  built_code TEXT,            -- 土地建设状况 | A1 to C3 of TD/T 1029 | -
  supply_code TEXT,           -- 土地供应状况 | D1 to F of TD/T 1029 | -
  hightech_code TEXT,         -- 高新技术产业用地 | H1, H2 | -
  footprint_m2 REAL,          -- 建筑基底面积 | parcel source, apportioned | m2
  floor_area_m2 REAL,         -- 建筑面积 | parcel source, apportioned | m2
  site_coverage_m2 REAL,      -- 建(构)筑物基底、露天堆场和露天操作场地面积 | parcel source, apportioned | m2
  hightech_area_m2 REAL,      -- 高新技术产业用地面积 | parcel source, apportioned | m2
  output_wan REAL,            -- 产值或收入 | parcel source, apportioned | wan a year
  tax_wan REAL,               -- 税收 | parcel source, apportioned | wan a year
  value_added_wan REAL,       -- 工业增加值 | parcel source, apportioned | wan a year
  investment_wan REAL,        -- 固定资产投资 | parcel source, apportioned, cumulative | wan
  employees REAL,             -- 从业人员 | parcel source, apportioned | person
  geom MULTIPOLYGON           -- 图形 | working CRS | m
);

-- 汇总数 | one aggregate of one extent, or one figure that was handed in for the park
CREATE TABLE total (
  id INTEGER PRIMARY KEY,    -- 序号 | number of the row | -
  run_id INTEGER NOT NULL,   -- 运行序号 | the land run | -
  park_code TEXT NOT NULL,   -- 园区代码 | park | -
  extent_kind TEXT NOT NULL, -- 范围类型 | approved or managed | -
  name TEXT NOT NULL,        -- 名称 | of the aggregate in the indicator set, or of the given figure | -
  value REAL,                -- 数值 | NULL where no piece has the attribute | see unit
  unit TEXT NOT NULL,        -- 单位 | of value | -
  pieces INTEGER NOT NULL,   -- 片数 | pieces in the aggregate | count
  missing INTEGER NOT NULL,  -- 缺失数 | those of them that lack the attribute | count
  UNIQUE (run_id, park_code, extent_kind, name)
);

-- 指标 | one indicator of one extent in one run
CREATE TABLE metric (
  id INTEGER PRIMARY KEY,    -- 序号 | number of the row | -
  run_id INTEGER NOT NULL,   -- 运行序号 | run | -
  park_code TEXT NOT NULL,   -- 园区代码 | park | -
  extent_kind TEXT NOT NULL, -- 范围类型 | approved or managed | -
  indicator TEXT NOT NULL,   -- 指标 | name of the indicator | -
  value REAL,                -- 指标值 | NULL where it cannot be computed, with the reason in note | see unit
  unit TEXT NOT NULL,        -- 单位 | of value | -
  numerator REAL,            -- 分子 | of a ratio | as the aggregate
  denominator REAL,          -- 分母 | of a ratio | as the aggregate
  note TEXT NOT NULL,        -- 说明 | reason or remark | -
  UNIQUE (run_id, park_code, extent_kind, indicator)
);

-- 评分 | one node of the indicator tree of one extent in one run
CREATE TABLE score (
  id INTEGER PRIMARY KEY,         -- 序号 | number of the row, in the order of the tree | -
  run_id INTEGER NOT NULL,        -- 运行序号 | run | -
  park_code TEXT NOT NULL,        -- 园区代码 | park | -
  extent_kind TEXT NOT NULL,      -- 范围类型 | approved or managed | -
  node TEXT NOT NULL,             -- 节点 | name in the tree; the name of the set is the root | -
  parent TEXT NOT NULL,           -- 上级节点 | node above; empty for the root | -
  name_zh TEXT NOT NULL,          -- 中文名 | of the node | -
  name_en TEXT NOT NULL,          -- 英文名 | of the node | -
  value REAL,                     -- 现状值 | of an indicator | as the metric
  ideal REAL,                     -- 理想值 | of an indicator | as the metric
  weight REAL,                    -- 权重 | in the tree | 1
  score REAL,                     -- 得分 | of the node | point
  rank INTEGER,                   -- 排名 | among parks of the same type, root only | -
  demonstration INTEGER NOT NULL, -- 示范取值 | 1 where no source confirms weight or ideal | -
  note TEXT NOT NULL,             -- 说明 | reason or remark | -
  UNIQUE (run_id, park_code, extent_kind, node)
);

-- 绩效自评指标 | one item of the self-evaluation in one run; figures are printed decimals
CREATE TABLE performance (
  id INTEGER PRIMARY KEY,    -- 行号 | number of the row | -
  run_id INTEGER NOT NULL,   -- 运行序号 | run | -
  number INTEGER NOT NULL,   -- 序号 | of the item | -
  dimension TEXT NOT NULL,   -- 一级指标 | self-evaluation table | -
  class TEXT NOT NULL,       -- 二级指标 | self-evaluation table | -
  indicator TEXT NOT NULL,   -- 三级指标 | self-evaluation table | -
  weight TEXT NOT NULL,      -- 分值 | self-evaluation table | point
  target TEXT NOT NULL,      -- 指标值 | self-evaluation table | as printed
  achieved TEXT NOT NULL,    -- 实际完成值 | given or measured | as printed
  completion TEXT NOT NULL,  -- 完成率 | achieved by target | as printed
  score TEXT NOT NULL,       -- 得分 | by the rule of the item; CAST(score AS REAL) to compute with it | point
  reason TEXT NOT NULL,      -- 偏差原因 | self-evaluation table | -
  formula TEXT NOT NULL      -- 计算式 | how achieved was measured; empty where it was given | -
);

-- 绩效自评总分 | the total of the self-evaluation in one run
CREATE TABLE performance_total (
  run_id INTEGER PRIMARY KEY, -- 运行序号 | run | -
  score TEXT NOT NULL,        -- 总分 | sum of the items, a printed decimal | point
  grade TEXT NOT NULL         -- 等级 | by the rule of the table | -
);

-- 预算执行表 | one amount of the budget table of the self-evaluation in one run
CREATE TABLE performance_budget (
  id INTEGER PRIMARY KEY,     -- 行号 | number of the row | -
  run_id INTEGER NOT NULL,    -- 运行序号 | run | -
  line INTEGER NOT NULL,      -- 行次 | of the line in the table, from 1 | -
  number INTEGER NOT NULL,    -- 序号 | of the line, as printed | -
  name TEXT NOT NULL,         -- 项目 | of the line | -
  formula TEXT NOT NULL,      -- 计算式 | of the line | -
  position INTEGER NOT NULL,  -- 栏次 | of the column, from 1 | -
  column_name TEXT NOT NULL,  -- 栏目 | of the column | -
  amount TEXT NOT NULL,       -- 金额 | a printed decimal or percentage; empty where the table is | wan
  UNIQUE (run_id, line, position)
);

-- 绩效自评备注 | one remark on the self-evaluation in one run
CREATE TABLE performance_remark (
  id INTEGER PRIMARY KEY,   -- 行号 | number of the row | -
  run_id INTEGER NOT NULL,  -- 运行序号 | run | -
  text TEXT NOT NULL        -- 备注 | the remark | -
);

-- 问题 | one data problem, or many of one kind rolled up
CREATE TABLE finding (
  id INTEGER PRIMARY KEY,  -- 序号 | number of the row | -
  run_id INTEGER NOT NULL, -- 运行序号 | run | -
  severity TEXT NOT NULL CHECK (severity IN ('error', 'warning', 'note')), -- 级别 | error: a figure may be wrong until somebody acts | -
  code TEXT NOT NULL,      -- 代码 | kind of problem, English in every language | -
  source TEXT,             -- 来源文件 | path; NULL where it is not about a file | -
  record INTEGER,          -- 记录号 | from 1; NULL where it is about the whole file | -
  field TEXT,              -- 字段 | as the file names it | -
  parcel_id TEXT,          -- 地块编号 | parcel | -
  park_code TEXT,          -- 园区代码 | park | -
  area_m2 REAL,            -- 涉及面积 | land concerned, or change of area by a repair | m2
  found TEXT,              -- 实际 | what was found | -
  expected TEXT,           -- 应为 | what was expected | -
  message TEXT NOT NULL,   -- 说明 | one line: found, expected, remedy | -
  count INTEGER NOT NULL,  -- 处数 | how many problems the row stands for | count
  records TEXT             -- 记录号列表 | first records of a rolled-up finding, by comma | -
);
CREATE INDEX finding_run ON finding (run_id, severity);

-- 台账 | one account of the ledger: count and area of land in and out
CREATE TABLE ledger (
  id INTEGER PRIMARY KEY,    -- 序号 | number of the row | -
  run_id INTEGER NOT NULL,   -- 运行序号 | the land run | -
  scope TEXT NOT NULL,       -- 账户类别 | source or park | -
  name TEXT NOT NULL,        -- 账户 | path of the source, or code of the park | -
  extent_kind TEXT NOT NULL, -- 范围类型 | of a park account; empty for a source | -
  account TEXT NOT NULL,     -- 科目 | promised, in, repaired, rejected, inside, cut, kept, cut_off, outside, twice; clipped, measured, stored | -
  count INTEGER,             -- 数量 | records or pieces | count
  area_m2 REAL,              -- 面积 | planar; clipped, measured, stored as run.area_kind says | m2
  UNIQUE (run_id, scope, name, extent_kind, account)
);

-- 最新指标 | the metrics of the last run, with the name of the park
CREATE VIEW latest_metric AS
SELECT m.park_code, p.name AS park_name, m.extent_kind, m.indicator, m.value, m.unit, m.numerator, m.denominator, m.note, m.run_id
FROM metric m LEFT JOIN park p USING (park_code)
WHERE m.run_id = (SELECT max(run_id) FROM metric);

-- 园区一览 | one wide row per extent with the figures of the last run
CREATE VIEW park_summary AS
SELECT e.park_code, e.name AS park_name, e.extent_kind, p.level, p.scope, p.type, p.county,
  p.approved_area_m2, e.area_m2 AS extent_area_m2, e.ellipsoidal_area_m2 AS extent_ellipsoidal_area_m2,
  max(m.value) FILTER (WHERE m.indicator = 'parcel_area') AS parcel_area_m2,
  max(m.value) FILTER (WHERE m.indicator = 'built_area') AS built_area_m2,
  max(m.value) FILTER (WHERE m.indicator = 'industrial_area') AS industrial_area_m2,
  max(m.value) FILTER (WHERE m.indicator = 'footprint_area') AS footprint_area_m2,
  max(m.value) FILTER (WHERE m.indicator = 'floor_area') AS floor_area_m2,
  max(m.value) FILTER (WHERE m.indicator = 'output') AS output_wan,
  max(m.value) FILTER (WHERE m.indicator = 'tax') AS tax_wan,
  max(m.value) FILTER (WHERE m.indicator = 'built_ratio') AS built_ratio,
  max(m.value) FILTER (WHERE m.indicator = 'building_density') AS building_density,
  max(m.value) FILTER (WHERE m.indicator = 'plot_ratio') AS plot_ratio,
  max(m.value) FILTER (WHERE m.indicator = 'industrial_ratio') AS industrial_ratio,
  max(m.value) FILTER (WHERE m.indicator = 'output_per_mu') AS output_per_mu_wan,
  max(m.value) FILTER (WHERE m.indicator = 'tax_per_mu') AS tax_per_mu_wan,
  max(m.value) FILTER (WHERE m.indicator = 'coverage') AS coverage,
  (SELECT s.score FROM score s WHERE s.run_id = m.run_id AND s.park_code = e.park_code AND s.extent_kind = e.extent_kind AND s.parent = '') AS score,
  (SELECT s.rank FROM score s WHERE s.run_id = m.run_id AND s.park_code = e.park_code AND s.extent_kind = e.extent_kind AND s.parent = '') AS rank
FROM extent e
LEFT JOIN park p USING (park_code)
LEFT JOIN metric m ON m.park_code = e.park_code AND m.extent_kind = e.extent_kind
  AND m.run_id = (SELECT max(run_id) FROM metric)
GROUP BY e.fid
ORDER BY e.park_code, e.extent_kind;
