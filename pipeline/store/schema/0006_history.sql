-- History by what changes. A row of these tables stands for every run from
-- first_run to last_run, so that a night takes room for what it changes and ten
-- years of nights stay a small part of the store. The views below them read as
-- the tables of earlier schemas: one row per run. A run stands in whole, with
-- rows of its own, until the next but one takes it in.
--
-- To join many runs, join the _span table on run_id BETWEEN first_run AND
-- last_run: SQLite lays a view out in full where it is the right side of a LEFT
-- JOIN.

-- 汇总数（区间） | one aggregate, with the land runs for which it stands
CREATE TABLE total_span (
  id INTEGER PRIMARY KEY,      -- 序号 | number of the row | -
  first_run INTEGER NOT NULL,  -- 起始运行 | first land run of which the row is true | -
  last_run INTEGER NOT NULL,   -- 截止运行 | last land run of which the row is true | -
  position INTEGER NOT NULL,   -- 行次 | place of the row in its last run, from 1 | -
  park_code TEXT NOT NULL,     -- 园区代码 | park | -
  extent_kind TEXT NOT NULL,   -- 范围类型 | approved, managed or growth | -
  name TEXT NOT NULL,          -- 名称 | of the aggregate in the indicator set, or of the given figure | -
  value REAL,                  -- 数值 | NULL where no piece has the attribute | see unit
  unit TEXT NOT NULL,          -- 单位 | of value | -
  pieces INTEGER NOT NULL,     -- 片数 | pieces in the aggregate | count
  missing INTEGER NOT NULL,    -- 缺失数 | those of them that lack the attribute | count
  UNIQUE (park_code, extent_kind, name, last_run)
);
INSERT INTO total_span SELECT id, run_id, run_id, row_number() OVER (PARTITION BY run_id ORDER BY id),
  park_code, extent_kind, name, value, unit, pieces, missing FROM total ORDER BY id;
DROP TABLE total;
CREATE INDEX total_span_run ON total_span (last_run);

-- 汇总数 | one aggregate of one extent, or one figure that was handed in for the park, in one land run
CREATE VIEW total AS
SELECT s.position AS id, r.run_id, s.park_code, s.extent_kind, s.name, s.value, s.unit, s.pieces, s.missing
FROM run r JOIN total_span s ON r.run_id BETWEEN s.first_run AND s.last_run WHERE r.kind = 'land';

-- 指标（区间） | one indicator of one extent, with the runs for which it stands
CREATE TABLE metric_span (
  id INTEGER PRIMARY KEY,      -- 序号 | number of the row | -
  first_run INTEGER NOT NULL,  -- 起始运行 | first run of which the row is true | -
  last_run INTEGER NOT NULL,   -- 截止运行 | last run of which the row is true | -
  position INTEGER NOT NULL,   -- 行次 | place of the row in its last run, from 1 | -
  park_code TEXT NOT NULL,     -- 园区代码 | park | -
  extent_kind TEXT NOT NULL,   -- 范围类型 | approved, managed or growth | -
  indicator TEXT NOT NULL,     -- 指标 | name of the indicator | -
  value REAL,                  -- 指标值 | NULL where it cannot be computed, with the reason in note | see unit
  unit TEXT NOT NULL,          -- 单位 | of value | -
  numerator REAL,              -- 分子 | of a ratio | as the aggregate
  denominator REAL,            -- 分母 | of a ratio | as the aggregate
  note TEXT NOT NULL,          -- 说明 | reason or remark | -
  UNIQUE (park_code, extent_kind, indicator, last_run)
);
INSERT INTO metric_span SELECT id, run_id, run_id, row_number() OVER (PARTITION BY run_id ORDER BY id),
  park_code, extent_kind, indicator, value, unit, numerator, denominator, note FROM metric ORDER BY id;
DROP TABLE metric;
CREATE INDEX metric_span_run ON metric_span (last_run);

-- 指标 | one indicator of one extent in one run
CREATE VIEW metric AS
SELECT s.position AS id, r.run_id, s.park_code, s.extent_kind, s.indicator, s.value, s.unit, s.numerator, s.denominator, s.note
FROM run r JOIN metric_span s ON r.run_id BETWEEN s.first_run AND s.last_run;

-- 评分（区间） | one node of the indicator tree of one extent, with the runs for which it stands
CREATE TABLE score_span (
  id INTEGER PRIMARY KEY,         -- 序号 | number of the row | -
  first_run INTEGER NOT NULL,     -- 起始运行 | first run of which the row is true | -
  last_run INTEGER NOT NULL,      -- 截止运行 | last run of which the row is true | -
  position INTEGER NOT NULL,      -- 行次 | place of the row in its last run, from 1, in the order of the tree | -
  park_code TEXT NOT NULL,        -- 园区代码 | park | -
  extent_kind TEXT NOT NULL,      -- 范围类型 | approved, managed or growth | -
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
  UNIQUE (park_code, extent_kind, node, last_run)
);
INSERT INTO score_span SELECT id, run_id, run_id, row_number() OVER (PARTITION BY run_id ORDER BY id),
  park_code, extent_kind, node, parent, name_zh, name_en, value, ideal, weight, score, rank, demonstration, note FROM score ORDER BY id;
DROP TABLE score;
CREATE INDEX score_span_run ON score_span (last_run);

-- 评分 | one node of the indicator tree of one extent in one run
CREATE VIEW score AS
SELECT s.position AS id, r.run_id, s.park_code, s.extent_kind, s.node, s.parent, s.name_zh, s.name_en, s.value, s.ideal, s.weight, s.score,
  s.rank, s.demonstration, s.note
FROM run r JOIN score_span s ON r.run_id BETWEEN s.first_run AND s.last_run;

-- 评价结论（区间） | the conclusion about one extent, with the runs for which it stands
CREATE TABLE evaluation_span (
  id INTEGER PRIMARY KEY,               -- 序号 | number of the row | -
  first_run INTEGER NOT NULL,           -- 起始运行 | first run of which the row is true | -
  last_run INTEGER NOT NULL,            -- 截止运行 | last run of which the row is true | -
  position INTEGER NOT NULL,            -- 行次 | place of the row in its last run, from 1 | -
  park_code TEXT NOT NULL,              -- 园区代码 | park | -
  extent_kind TEXT NOT NULL,            -- 范围类型 | approved, managed or growth | -
  tree TEXT NOT NULL,                   -- 评价类型 | tree of the set along which the extent was scored | -
  score REAL,                           -- 集约利用得分 | root of the tree | point
  zone_score REAL,                      -- 开发区总分 | main area and growth-direction area joined; NULL of the growth-direction area itself | point
  grade TEXT NOT NULL,                  -- 等级 | band of zone_score; empty where the set has no bands | -
  grade_demonstration INTEGER NOT NULL, -- 等级示范 | 1 where the band is confirmed by no source | -
  class_points REAL,                    -- 亩均效益得分 | of the classification A to D | point
  class TEXT NOT NULL,                  -- 亩均效益类别 | A to D; empty where not classified | -
  class_demonstration INTEGER NOT NULL, -- 类别示范 | 1 where a weight, benchmark or border is confirmed by no source | -
  note TEXT NOT NULL,                   -- 说明 | reason or remark | -
  score_demonstration INTEGER,          -- 得分示范 | 1 where score or zone_score rests on a weight or an ideal value that no source confirms; NULL of a run of an earlier program | -
  UNIQUE (park_code, extent_kind, last_run)
);
INSERT INTO evaluation_span SELECT id, run_id, run_id, row_number() OVER (PARTITION BY run_id ORDER BY id), park_code, extent_kind, tree, score,
  zone_score, grade, grade_demonstration, class_points, class, class_demonstration, note, score_demonstration FROM evaluation ORDER BY id;
DROP TABLE evaluation;
CREATE INDEX evaluation_span_run ON evaluation_span (last_run);

-- 评价结论 | one extent in one run
CREATE VIEW evaluation AS
SELECT s.position AS id, r.run_id, s.park_code, s.extent_kind, s.tree, s.score, s.zone_score, s.grade, s.grade_demonstration, s.class_points,
  s.class, s.class_demonstration, s.note, s.score_demonstration
FROM run r JOIN evaluation_span s ON r.run_id BETWEEN s.first_run AND s.last_run;

-- 问题（区间） | one data problem, or many of one kind rolled up, with the runs for which it stands
CREATE TABLE finding_span (
  id INTEGER PRIMARY KEY,     -- 序号 | number of the row | -
  first_run INTEGER NOT NULL, -- 起始运行 | first run of which the row is true | -
  last_run INTEGER NOT NULL,  -- 截止运行 | last run of which the row is true | -
  position INTEGER NOT NULL,  -- 行次 | place of the row in its last run, from 1 | -
  severity TEXT NOT NULL CHECK (severity IN ('error', 'warning', 'note')), -- 级别 | error: a figure may be wrong until somebody acts | -
  code TEXT NOT NULL,         -- 代码 | kind of problem, English in every language | -
  source TEXT,                -- 来源文件 | path; NULL where it is not about a file | -
  record INTEGER,             -- 记录号 | from 1; NULL where it is about the whole file | -
  field TEXT,                 -- 字段 | as the file names it | -
  parcel_id TEXT,             -- 地块编号 | parcel | -
  park_code TEXT,             -- 园区代码 | park | -
  area_m2 REAL,               -- 涉及面积 | land concerned, or change of area by a repair | m2
  found TEXT,                 -- 实际 | what was found | -
  expected TEXT,              -- 应为 | what was expected | -
  message TEXT NOT NULL,      -- 说明 | one line: found, expected, remedy | -
  count INTEGER NOT NULL,     -- 处数 | how many problems the row stands for | count
  records TEXT                -- 记录号列表 | the first records of a rolled-up finding, by comma | -
);
INSERT INTO finding_span SELECT id, run_id, run_id, row_number() OVER (PARTITION BY run_id ORDER BY id),
  severity, code, source, record, field, parcel_id, park_code, area_m2, found, expected, message, count, records FROM finding ORDER BY id;
DROP TABLE finding;
CREATE INDEX finding_span_run ON finding_span (last_run, severity);

-- 问题 | one data problem in one run, or many of one kind rolled up
CREATE VIEW finding AS
SELECT s.position AS id, r.run_id, s.severity, s.code, s.source, s.record, s.field, s.parcel_id, s.park_code, s.area_m2, s.found, s.expected,
  s.message, s.count, s.records
FROM run r JOIN finding_span s ON r.run_id BETWEEN s.first_run AND s.last_run;

-- 台账（区间） | one account of the ledger, with the land runs for which it stands
CREATE TABLE ledger_span (
  id INTEGER PRIMARY KEY,     -- 序号 | number of the row | -
  first_run INTEGER NOT NULL, -- 起始运行 | first land run of which the row is true | -
  last_run INTEGER NOT NULL,  -- 截止运行 | last land run of which the row is true | -
  position INTEGER NOT NULL,  -- 行次 | place of the row in its last run, from 1 | -
  scope TEXT NOT NULL,        -- 账户类别 | source or park | -
  name TEXT NOT NULL,         -- 账户 | path of the source, or code of the park | -
  extent_kind TEXT NOT NULL,  -- 范围类型 | of a park account; empty for a source | -
  account TEXT NOT NULL,      -- 科目 | as in ledger | -
  count INTEGER,              -- 数量 | records or pieces | count
  area_m2 REAL,               -- 面积 | planar; clipped, measured, stored as run.area_kind says | m2
  UNIQUE (scope, name, extent_kind, account, last_run)
);
INSERT INTO ledger_span SELECT id, run_id, run_id, row_number() OVER (PARTITION BY run_id ORDER BY id),
  scope, name, extent_kind, account, count, area_m2 FROM ledger ORDER BY id;
DROP TABLE ledger;
CREATE INDEX ledger_span_run ON ledger_span (last_run);

-- 台账 | one account of the ledger in one land run: count and area of land in and out
CREATE VIEW ledger AS
SELECT s.position AS id, r.run_id, s.scope, s.name, s.extent_kind, s.account, s.count, s.area_m2
FROM run r JOIN ledger_span s ON r.run_id BETWEEN s.first_run AND s.last_run WHERE r.kind = 'land';

DROP VIEW latest_metric;

-- 最新指标 | the metrics of the last run, with the name of the park
CREATE VIEW latest_metric AS
SELECT m.id, m.park_code, p.name AS park_name, m.extent_kind, m.indicator, m.value, m.unit, m.numerator, m.denominator, m.note, m.last_run AS run_id
FROM metric_span m LEFT JOIN park p USING (park_code)
WHERE m.last_run = (SELECT max(run_id) FROM run);

DROP VIEW park_summary;

-- 园区一览 | one wide row per extent with the figures of the last run; demonstration is 1 where the score rests on weights or ideal values that no source confirms
CREATE VIEW park_summary AS
SELECT e.fid, e.park_code, e.name AS park_name, e.extent_kind, p.level, p.scope, p.type, p.county,
  p.approved_area_m2, e.area_m2 AS extent_area_m2, e.ellipsoidal_area_m2 AS extent_ellipsoidal_area_m2,
  m1.value AS parcel_area_m2, m2.value AS built_area_m2, m3.value AS industrial_area_m2, m4.value AS footprint_area_m2,
  m5.value AS floor_area_m2, m6.value AS output_wan, m7.value AS tax_wan, m8.value AS built_ratio,
  m9.value AS building_density, m10.value AS plot_ratio, m11.value AS industrial_ratio, m12.value AS output_per_mu_wan,
  m13.value AS tax_per_mu_wan, m14.value AS coverage,
  s.score, s.rank, v.score_demonstration AS demonstration
FROM extent e
LEFT JOIN park p USING (park_code)
-- One join a figure, and no expression, because desktop GIS takes the types of
-- columns from the tables.
LEFT JOIN metric_span m1 ON m1.indicator = 'parcel_area' AND (m1.park_code, m1.extent_kind, m1.last_run) = (e.park_code, e.extent_kind, (SELECT max(run_id) FROM run))
LEFT JOIN metric_span m2 ON m2.indicator = 'built_area' AND (m2.park_code, m2.extent_kind, m2.last_run) = (e.park_code, e.extent_kind, (SELECT max(run_id) FROM run))
LEFT JOIN metric_span m3 ON m3.indicator = 'industrial_area' AND (m3.park_code, m3.extent_kind, m3.last_run) = (e.park_code, e.extent_kind, (SELECT max(run_id) FROM run))
LEFT JOIN metric_span m4 ON m4.indicator = 'footprint_area' AND (m4.park_code, m4.extent_kind, m4.last_run) = (e.park_code, e.extent_kind, (SELECT max(run_id) FROM run))
LEFT JOIN metric_span m5 ON m5.indicator = 'floor_area' AND (m5.park_code, m5.extent_kind, m5.last_run) = (e.park_code, e.extent_kind, (SELECT max(run_id) FROM run))
LEFT JOIN metric_span m6 ON m6.indicator = 'output' AND (m6.park_code, m6.extent_kind, m6.last_run) = (e.park_code, e.extent_kind, (SELECT max(run_id) FROM run))
LEFT JOIN metric_span m7 ON m7.indicator = 'tax' AND (m7.park_code, m7.extent_kind, m7.last_run) = (e.park_code, e.extent_kind, (SELECT max(run_id) FROM run))
LEFT JOIN metric_span m8 ON m8.indicator = 'built_ratio' AND (m8.park_code, m8.extent_kind, m8.last_run) = (e.park_code, e.extent_kind, (SELECT max(run_id) FROM run))
LEFT JOIN metric_span m9 ON m9.indicator = 'building_density' AND (m9.park_code, m9.extent_kind, m9.last_run) = (e.park_code, e.extent_kind, (SELECT max(run_id) FROM run))
LEFT JOIN metric_span m10 ON m10.indicator = 'plot_ratio' AND (m10.park_code, m10.extent_kind, m10.last_run) = (e.park_code, e.extent_kind, (SELECT max(run_id) FROM run))
LEFT JOIN metric_span m11 ON m11.indicator = 'industrial_ratio' AND (m11.park_code, m11.extent_kind, m11.last_run) = (e.park_code, e.extent_kind, (SELECT max(run_id) FROM run))
LEFT JOIN metric_span m12 ON m12.indicator = 'output_per_mu' AND (m12.park_code, m12.extent_kind, m12.last_run) = (e.park_code, e.extent_kind, (SELECT max(run_id) FROM run))
LEFT JOIN metric_span m13 ON m13.indicator = 'tax_per_mu' AND (m13.park_code, m13.extent_kind, m13.last_run) = (e.park_code, e.extent_kind, (SELECT max(run_id) FROM run))
LEFT JOIN metric_span m14 ON m14.indicator = 'coverage' AND (m14.park_code, m14.extent_kind, m14.last_run) = (e.park_code, e.extent_kind, (SELECT max(run_id) FROM run))
LEFT JOIN score_span s ON s.parent = '' AND (s.park_code, s.extent_kind, s.last_run) = (e.park_code, e.extent_kind, (SELECT max(run_id) FROM run))
LEFT JOIN evaluation_span v ON (v.park_code, v.extent_kind, v.last_run) = (e.park_code, e.extent_kind, (SELECT max(run_id) FROM run))
ORDER BY e.park_code, e.extent_kind;

DROP VIEW comparison;

-- 前后对比 | every figure of the last run beside the run before and the year before
CREATE VIEW comparison AS
WITH latest AS (SELECT * FROM run_pair WHERE run_id = (SELECT max(run_id) FROM run))
SELECT m.park_code, m.extent_kind, m.indicator AS figure, m.unit, m.value,
  b.value AS before_value, m.value - b.value AS since_before, y.value AS year_value, m.value - y.value AS since_year,
  l.run_id, l.before_run, l.year_run
FROM latest l JOIN metric_span m ON m.last_run = l.run_id
LEFT JOIN metric_span b ON l.before_run BETWEEN b.first_run AND b.last_run AND b.park_code = m.park_code AND b.extent_kind = m.extent_kind AND b.indicator = m.indicator
LEFT JOIN metric_span y ON l.year_run BETWEEN y.first_run AND y.last_run AND y.park_code = m.park_code AND y.extent_kind = m.extent_kind AND y.indicator = m.indicator
UNION ALL
SELECT e.park_code, e.extent_kind, 'score', '分', e.zone_score,
  b.zone_score, e.zone_score - b.zone_score, y.zone_score, e.zone_score - y.zone_score, l.run_id, l.before_run, l.year_run
FROM latest l JOIN evaluation_span e ON e.last_run = l.run_id
LEFT JOIN evaluation_span b ON l.before_run BETWEEN b.first_run AND b.last_run AND b.park_code = e.park_code AND b.extent_kind = e.extent_kind
LEFT JOIN evaluation_span y ON l.year_run BETWEEN y.first_run AND y.last_run AND y.park_code = e.park_code AND y.extent_kind = e.extent_kind
UNION ALL
SELECT e.park_code, e.extent_kind, 'class_points', '分', e.class_points,
  b.class_points, e.class_points - b.class_points, y.class_points, e.class_points - y.class_points, l.run_id, l.before_run, l.year_run
FROM latest l JOIN evaluation_span e ON e.last_run = l.run_id
LEFT JOIN evaluation_span b ON l.before_run BETWEEN b.first_run AND b.last_run AND b.park_code = e.park_code AND b.extent_kind = e.extent_kind
LEFT JOIN evaluation_span y ON l.year_run BETWEEN y.first_run AND y.last_run AND y.park_code = e.park_code AND y.extent_kind = e.extent_kind;

-- 有变化的园区 | what moved between the last run and the one before it that is comparable: of the same indicator set and kind of area
CREATE VIEW changed_parks AS
WITH pair AS (
  SELECT r.run_id, (SELECT max(b.run_id) FROM run b WHERE b.run_id < r.run_id AND b.indicator_set = r.indicator_set AND b.area_kind = r.area_kind) AS before_run
  FROM run r WHERE r.run_id = (SELECT max(run_id) FROM run)
),
stood AS (
  SELECT s.id, s.park_code, s.extent_kind, s.indicator, s.unit, s.value, s.first_run, s.last_run
  FROM metric_span s WHERE s.last_run >= (SELECT before_run FROM pair)
  UNION ALL
  SELECT -s.id, s.park_code, s.extent_kind, 'score', '分', s.zone_score, s.first_run, s.last_run
  FROM evaluation_span s WHERE s.last_run >= (SELECT before_run FROM pair)
),
moved AS (
  SELECT max(s.id) AS id, s.park_code, s.extent_kind, s.indicator, max(s.unit) AS unit,
    max(s.value) FILTER (WHERE before_run BETWEEN s.first_run AND s.last_run) AS value_before,
    max(s.value) FILTER (WHERE s.last_run = run_id) AS value_after, before_run, run_id
  FROM stood s, pair GROUP BY s.park_code, s.extent_kind, s.indicator
)
SELECT m.id, m.park_code, p.name AS park_name, m.extent_kind, m.indicator, m.unit, m.value_before, m.value_after,
  m.value_after - m.value_before AS difference, 100 * (m.value_after - m.value_before) / abs(nullif(m.value_before, 0)) AS difference_percent,
  m.before_run, m.run_id
FROM moved m LEFT JOIN park p USING (park_code)
WHERE m.value_before IS NOT m.value_after
ORDER BY m.park_code, m.extent_kind, m.indicator;

-- 园区图层 | the outlines with the figures of park_summary, a layer to be coloured by any of them
CREATE VIEW park_map AS
SELECT s.*, e.geom FROM park_summary s JOIN extent e USING (fid);

-- 图层样式 | one style of one layer, as desktop GIS reads it
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY,         -- 序号 | number of the row | -
  f_table_catalog TEXT NOT NULL,  -- 目录 | always empty | -
  f_table_schema TEXT NOT NULL,   -- 模式 | always empty | -
  f_table_name TEXT NOT NULL,     -- 图层 | layer that the style is for | -
  f_geometry_column TEXT NOT NULL, -- 图形列 | of the layer | -
  styleName TEXT NOT NULL,        -- 样式名 | of the style | -
  styleQML TEXT NOT NULL,         -- QML 样式 | in the language of QGIS | -
  styleSLD TEXT NOT NULL,         -- SLD 样式 | in the language of OGC 02-070 and 05-078 | -
  useAsDefault BOOLEAN NOT NULL,  -- 默认 | 1: the layer opens in this style | -
  description TEXT NOT NULL,      -- 说明 | what the style shows | -
  owner TEXT NOT NULL,            -- 所有者 | jiyue | -
  ui TEXT,                        -- 界面 | form of the style; none | -
  update_time DATETIME NOT NULL   -- 更新时间 | start of the run | UTC
);
