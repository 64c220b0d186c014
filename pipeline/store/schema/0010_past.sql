-- The past apart from what stands. A row of a table of spans that no run can
-- prolong any more moves to a table of the past, which is written once a night, in
-- one piece, and never changed: so ten years of nights are copied and proved as
-- they lie, and the indexes of what stands stay as small as one night. The number
-- of a row of the past is its last run times 1 000 000 000 and its place among
-- those that ended with that run, so that the past needs no index: what ended
-- before a run lies before it.
--
-- The views read as before, one row per run. Whoever joins spans joins both
-- tables.

-- 汇总数（历史） | one aggregate, with the land runs for which it stood
CREATE TABLE total_past_span (
  id INTEGER PRIMARY KEY,      -- 序号 | last_run times 1 000 000 000 and the place of the row among those that ended with it, from 1 | -
  first_run INTEGER NOT NULL,  -- 起始运行 | first land run of which the row is true | -
  last_run INTEGER NOT NULL,   -- 截止运行 | last land run of which the row is true | -
  position INTEGER NOT NULL,   -- 行次 | place of the row in its last run, from 1 | -
  park_code TEXT NOT NULL,     -- 园区代码 | park | -
  extent_kind TEXT NOT NULL,   -- 范围类型 | approved, managed or growth | -
  name TEXT NOT NULL,          -- 名称 | of the aggregate in the indicator set, or of the given figure | -
  value REAL,                  -- 数值 | NULL where no piece has the attribute | see unit
  unit TEXT NOT NULL,          -- 单位 | of value | -
  pieces INTEGER NOT NULL,     -- 片数 | pieces in the aggregate | count
  missing INTEGER NOT NULL     -- 缺失数 | those of them that lack the attribute | count
);

DROP VIEW total;

-- 汇总数 | one aggregate of one extent, or one figure that was handed in for the park, in one land run
CREATE VIEW total AS
SELECT s.position AS id, r.run_id, s.park_code, s.extent_kind, s.name, s.value, s.unit, s.pieces, s.missing
FROM run r JOIN total_span s ON r.run_id BETWEEN s.first_run AND s.last_run WHERE r.kind = 'land'
UNION ALL
SELECT s.position AS id, r.run_id, s.park_code, s.extent_kind, s.name, s.value, s.unit, s.pieces, s.missing
FROM run r JOIN total_past_span s ON s.id >= r.run_id * 1000000000 AND r.run_id BETWEEN s.first_run AND s.last_run WHERE r.kind = 'land';

-- 指标（历史） | one indicator of one extent, with the runs for which it stood
CREATE TABLE metric_past_span (
  id INTEGER PRIMARY KEY,      -- 序号 | last_run times 1 000 000 000 and the place of the row among those that ended with it, from 1 | -
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
  note TEXT NOT NULL           -- 说明 | reason or remark | -
);

DROP VIEW metric;

-- 指标 | one indicator of one extent in one run
CREATE VIEW metric AS
SELECT s.position AS id, r.run_id, s.park_code, s.extent_kind, s.indicator, s.value, s.unit, s.numerator, s.denominator, s.note
FROM run r JOIN metric_span s ON r.run_id BETWEEN s.first_run AND s.last_run
UNION ALL
SELECT s.position AS id, r.run_id, s.park_code, s.extent_kind, s.indicator, s.value, s.unit, s.numerator, s.denominator, s.note
FROM run r JOIN metric_past_span s ON s.id >= r.run_id * 1000000000 AND r.run_id BETWEEN s.first_run AND s.last_run;

-- 评分（历史） | one node of the indicator tree of one extent, with the runs for which it stood
CREATE TABLE score_past_span (
  id INTEGER PRIMARY KEY,         -- 序号 | last_run times 1 000 000 000 and the place of the row among those that ended with it, from 1 | -
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
  note TEXT NOT NULL              -- 说明 | reason or remark | -
);

DROP VIEW score;

-- 评分 | one node of the indicator tree of one extent in one run
CREATE VIEW score AS
SELECT s.position AS id, r.run_id, s.park_code, s.extent_kind, s.node, s.parent, s.name_zh, s.name_en, s.value, s.ideal, s.weight, s.score,
  s.rank, s.demonstration, s.note
FROM run r JOIN score_span s ON r.run_id BETWEEN s.first_run AND s.last_run
UNION ALL
SELECT s.position AS id, r.run_id, s.park_code, s.extent_kind, s.node, s.parent, s.name_zh, s.name_en, s.value, s.ideal, s.weight, s.score,
  s.rank, s.demonstration, s.note
FROM run r JOIN score_past_span s ON s.id >= r.run_id * 1000000000 AND r.run_id BETWEEN s.first_run AND s.last_run;

-- 评价结论（历史） | the conclusion about one extent, with the runs for which it stood
CREATE TABLE evaluation_past_span (
  id INTEGER PRIMARY KEY,               -- 序号 | last_run times 1 000 000 000 and the place of the row among those that ended with it, from 1 | -
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
  score_demonstration INTEGER           -- 得分示范 | 1 where score or zone_score rests on a weight or an ideal value that no source confirms; NULL of a run of an earlier program | -
);

DROP VIEW evaluation;

-- 评价结论 | one extent in one run
CREATE VIEW evaluation AS
SELECT s.position AS id, r.run_id, s.park_code, s.extent_kind, s.tree, s.score, s.zone_score, s.grade, s.grade_demonstration, s.class_points,
  s.class, s.class_demonstration, s.note, s.score_demonstration
FROM run r JOIN evaluation_span s ON r.run_id BETWEEN s.first_run AND s.last_run
UNION ALL
SELECT s.position AS id, r.run_id, s.park_code, s.extent_kind, s.tree, s.score, s.zone_score, s.grade, s.grade_demonstration, s.class_points,
  s.class, s.class_demonstration, s.note, s.score_demonstration
FROM run r JOIN evaluation_past_span s ON s.id >= r.run_id * 1000000000 AND r.run_id BETWEEN s.first_run AND s.last_run;

-- 问题（历史） | one data problem, or many of one kind rolled up, with the runs for which it stood
CREATE TABLE finding_past_span (
  id INTEGER PRIMARY KEY,     -- 序号 | last_run times 1 000 000 000 and the place of the row among those that ended with it, from 1 | -
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

DROP VIEW finding;

-- 问题 | one data problem in one run, or many of one kind rolled up
CREATE VIEW finding AS
SELECT s.position AS id, r.run_id, s.severity, s.code, s.source, s.record, s.field, s.parcel_id, s.park_code, s.area_m2, s.found, s.expected,
  s.message, s.count, s.records
FROM run r JOIN finding_span s ON r.run_id BETWEEN s.first_run AND s.last_run
UNION ALL
SELECT s.position AS id, r.run_id, s.severity, s.code, s.source, s.record, s.field, s.parcel_id, s.park_code, s.area_m2, s.found, s.expected,
  s.message, s.count, s.records
FROM run r JOIN finding_past_span s ON s.id >= r.run_id * 1000000000 AND r.run_id BETWEEN s.first_run AND s.last_run;

-- 台账（历史） | one account of the ledger, with the land runs for which it stood
CREATE TABLE ledger_past_span (
  id INTEGER PRIMARY KEY,     -- 序号 | last_run times 1 000 000 000 and the place of the row among those that ended with it, from 1 | -
  first_run INTEGER NOT NULL, -- 起始运行 | first land run of which the row is true | -
  last_run INTEGER NOT NULL,  -- 截止运行 | last land run of which the row is true | -
  position INTEGER NOT NULL,  -- 行次 | place of the row in its last run, from 1 | -
  scope TEXT NOT NULL,        -- 账户类别 | source or park | -
  name TEXT NOT NULL,         -- 账户 | path of the source, or code of the park | -
  extent_kind TEXT NOT NULL,  -- 范围类型 | of a park account; empty for a source | -
  account TEXT NOT NULL,      -- 科目 | as in ledger | -
  count INTEGER,              -- 数量 | records or pieces | count
  area_m2 REAL                -- 面积 | planar; clipped, measured, stored as run.area_kind says | m2
);

DROP VIEW ledger;

-- 台账 | one account of the ledger in one land run: count and area of land in and out
CREATE VIEW ledger AS
SELECT s.position AS id, r.run_id, s.scope, s.name, s.extent_kind, s.account, s.count, s.area_m2
FROM run r JOIN ledger_span s ON r.run_id BETWEEN s.first_run AND s.last_run WHERE r.kind = 'land'
UNION ALL
SELECT s.position AS id, r.run_id, s.scope, s.name, s.extent_kind, s.account, s.count, s.area_m2
FROM run r JOIN ledger_past_span s ON s.id >= r.run_id * 1000000000 AND r.run_id BETWEEN s.first_run AND s.last_run WHERE r.kind = 'land';

DROP VIEW comparison;

-- 前后对比 | every figure of the last run beside the run before and the year before
CREATE VIEW comparison AS
WITH latest AS (SELECT * FROM run_pair WHERE run_id = (SELECT max(run_id) FROM run)),
stood AS (
  SELECT park_code, extent_kind, indicator, value, NULL AS points, first_run, last_run FROM metric_span
  UNION ALL
  SELECT park_code, extent_kind, '', zone_score, class_points, first_run, last_run FROM evaluation_span
  UNION ALL
  SELECT park_code, extent_kind, indicator, value, NULL, first_run, last_run FROM metric_past_span
  WHERE id >= (SELECT min(coalesce(before_run, run_id), coalesce(year_run, run_id)) FROM latest) * 1000000000
  UNION ALL
  SELECT park_code, extent_kind, '', zone_score, class_points, first_run, last_run FROM evaluation_past_span
  WHERE id >= (SELECT min(coalesce(before_run, run_id), coalesce(year_run, run_id)) FROM latest) * 1000000000
),
earlier AS (
  SELECT s.park_code, s.extent_kind, s.indicator,
    max(s.value) FILTER (WHERE l.before_run BETWEEN s.first_run AND s.last_run) AS before_value,
    max(s.value) FILTER (WHERE l.year_run BETWEEN s.first_run AND s.last_run) AS year_value,
    max(s.points) FILTER (WHERE l.before_run BETWEEN s.first_run AND s.last_run) AS before_points,
    max(s.points) FILTER (WHERE l.year_run BETWEEN s.first_run AND s.last_run) AS year_points
  FROM latest l CROSS JOIN stood s
  WHERE l.before_run BETWEEN s.first_run AND s.last_run OR l.year_run BETWEEN s.first_run AND s.last_run
  GROUP BY s.park_code, s.extent_kind, s.indicator
)
SELECT m.park_code, m.extent_kind, m.indicator AS figure, m.unit, m.value,
  b.before_value, m.value - b.before_value AS since_before, b.year_value, m.value - b.year_value AS since_year,
  l.run_id, l.before_run, l.year_run
FROM latest l JOIN metric_span m ON m.last_run = l.run_id
LEFT JOIN earlier b ON b.park_code = m.park_code AND b.extent_kind = m.extent_kind AND b.indicator = m.indicator
UNION ALL
SELECT e.park_code, e.extent_kind, 'score', '分', e.zone_score,
  b.before_value, e.zone_score - b.before_value, b.year_value, e.zone_score - b.year_value, l.run_id, l.before_run, l.year_run
FROM latest l JOIN evaluation_span e ON e.last_run = l.run_id
LEFT JOIN earlier b ON b.park_code = e.park_code AND b.extent_kind = e.extent_kind AND b.indicator = ''
UNION ALL
SELECT e.park_code, e.extent_kind, 'class_points', '分', e.class_points,
  b.before_points, e.class_points - b.before_points, b.year_points, e.class_points - b.year_points, l.run_id, l.before_run, l.year_run
FROM latest l JOIN evaluation_span e ON e.last_run = l.run_id
LEFT JOIN earlier b ON b.park_code = e.park_code AND b.extent_kind = e.extent_kind AND b.indicator = '';

DROP VIEW changed_parks;

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
  SELECT s.id, s.park_code, s.extent_kind, s.indicator, s.unit, s.value, s.first_run, s.last_run
  FROM metric_past_span s WHERE s.id >= (SELECT before_run FROM pair) * 1000000000
  UNION ALL
  SELECT -s.id, s.park_code, s.extent_kind, 'score', '分', s.zone_score, s.first_run, s.last_run
  FROM evaluation_span s WHERE s.last_run >= (SELECT before_run FROM pair)
  UNION ALL
  SELECT -s.id, s.park_code, s.extent_kind, 'score', '分', s.zone_score, s.first_run, s.last_run
  FROM evaluation_past_span s WHERE s.id >= (SELECT before_run FROM pair) * 1000000000
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
