-- What the scores lead to: grades, classes, ranks, potential, uses of the
-- results, audits, roll-ups. Tables with a run_id hold every run; the others
-- hold the last run and are written anew by each.

-- 指标体系 | the indicator set of one run
CREATE TABLE indicator_set (
  run_id INTEGER PRIMARY KEY,     -- 运行序号 | run | -
  name TEXT NOT NULL,             -- 名称 | of the set | -
  title_zh TEXT NOT NULL,         -- 中文名 | of the set | -
  title_en TEXT NOT NULL,         -- 英文名 | of the set | -
  provenance TEXT NOT NULL,       -- 依据 | where the contents of the set come from | -
  demonstration INTEGER NOT NULL, -- 示范取值 | 1 where a weight, an ideal value or a bound is confirmed by no source | -
  path TEXT NOT NULL,             -- 文件 | of the user's own set; empty for a built-in one | -
  text TEXT NOT NULL,             -- 内容 | of the user's own set as it was read; empty for a built-in one, and where the next later run that has a text has the same | -
  ideals TEXT NOT NULL,           -- 自定理想值 | single values of the configuration, as JSON | -
  weights TEXT NOT NULL,          -- 自定权重 | single values of the configuration, as JSON | -
  thresholds TEXT NOT NULL        -- 自定界限值 | single values of the configuration, as JSON | -
);

-- 指标词典 | one figure of the last run's indicator set
CREATE TABLE figure (
  id INTEGER PRIMARY KEY, -- 序号 | number of the row, in the order of the set | -
  role TEXT NOT NULL,     -- 类别 | indicator or potential | -
  name TEXT NOT NULL,     -- 名称 | as in metric.indicator and potential.potential | -
  name_zh TEXT NOT NULL,  -- 中文名 | of the figure | -
  name_en TEXT NOT NULL,  -- 英文名 | of the figure | -
  unit TEXT NOT NULL,     -- 单位 | of its values | -
  formula TEXT NOT NULL,  -- 计算式 | over totals and statistics in base units | -
  lower INTEGER NOT NULL, -- 越小越好 | 1 where less is better | -
  source TEXT NOT NULL,   -- 来源 | where the formula comes from | -
  UNIQUE (role, name)
);

-- 界限值 | one bound by which the last run judged
CREATE TABLE threshold (
  id INTEGER PRIMARY KEY,        -- 序号 | number of the row | -
  key TEXT NOT NULL UNIQUE,      -- 键 | under which the configuration can replace it | -
  name_zh TEXT NOT NULL,         -- 中文名 | what is bounded | -
  name_en TEXT NOT NULL,         -- 英文名 | what is bounded | -
  relation TEXT NOT NULL,        -- 关系 | how the figure must stand to the bound; = of a benchmark | -
  value REAL NOT NULL,           -- 界限值 | the bound | see unit
  unit TEXT NOT NULL,            -- 单位 | of value | -
  source TEXT NOT NULL,          -- 来源 | what confirms it; user for a value of the configuration | -
  demonstration INTEGER NOT NULL -- 示范取值 | 1 where no source confirms it | -
);

-- 评价结论 | one extent in one run
CREATE TABLE evaluation (
  id INTEGER PRIMARY KEY,               -- 序号 | number of the row | -
  run_id INTEGER NOT NULL,              -- 运行序号 | run | -
  park_code TEXT NOT NULL,              -- 园区代码 | park | -
  extent_kind TEXT NOT NULL,            -- 范围类型 | approved, managed or growth | -
  tree TEXT NOT NULL,                   -- 评价类型 | tree of the set along which the extent was scored | -
  score REAL,                           -- 集约利用得分 | root of the tree | point
  zone_score REAL,                      -- 开发区总分 | main area and growth-direction area joined, which land is which by the outlines and not by a tag on parcels; NULL of the growth-direction area itself | point
  grade TEXT NOT NULL,                  -- 等级 | band of zone_score; empty where the set has no bands | -
  grade_demonstration INTEGER NOT NULL, -- 等级示范 | 1 where the band, or what the score rests on, is confirmed by no source | -
  class_points REAL,                    -- 亩均效益得分 | of the classification A to D | point
  class TEXT NOT NULL,                  -- 亩均效益类别 | A to D; empty where not classified | -
  class_demonstration INTEGER NOT NULL, -- 类别示范 | 1 where a weight, benchmark or border is confirmed by no source | -
  note TEXT NOT NULL,                   -- 说明 | reason or remark | -
  UNIQUE (run_id, park_code, extent_kind)
);

-- 潜力 | one potential of one extent in the last run; potentials of one extent measure the same land from several sides and are not added up
CREATE TABLE potential (
  id INTEGER PRIMARY KEY,    -- 序号 | number of the row | -
  park_code TEXT NOT NULL,   -- 园区代码 | park | -
  extent_kind TEXT NOT NULL, -- 范围类型 | approved, managed or growth | -
  potential TEXT NOT NULL,   -- 潜力 | name of the figure | -
  value REAL,                -- 潜力值 | negative where the park is better than the ideal; NULL with the reason in note | see unit
  shown REAL,                -- 报告值 | value, 0 where it is negative | see unit
  unit TEXT NOT NULL,        -- 单位 | hectares of land or years of supply | -
  numerator REAL,            -- 分子 | of a quotient | as the aggregate
  denominator REAL,          -- 分母 | of a quotient | as the aggregate
  demonstration INTEGER NOT NULL, -- 示范取值 | 1 where an ideal value in it is confirmed by no source | -
  note TEXT NOT NULL         -- 说明 | reason or remark | -
);

-- 成果应用 | the answer to one use of the results for one extent in the last run
CREATE TABLE application (
  id INTEGER PRIMARY KEY,        -- 序号 | number of the row | -
  park_code TEXT NOT NULL,       -- 园区代码 | park | -
  extent_kind TEXT NOT NULL,     -- 范围类型 | approved or managed | -
  application TEXT NOT NULL,     -- 应用 | new_quota, release_land, enlargement, warning, or a name of the user's set | -
  name_zh TEXT NOT NULL,         -- 中文名 | of the application | -
  name_en TEXT NOT NULL,         -- 英文名 | of the application | -
  answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'undecided')), -- 结论 | undecided: a figure that would decide is missing | -
  rule TEXT NOT NULL CHECK (rule IN ('all', 'any')),                 -- 条件关系 | all conditions must hold, or one is enough | -
  reason TEXT NOT NULL,          -- 依据 | the conditions that decide, with their figures | -
  conditions TEXT NOT NULL,      -- 条件 | every condition with its figure, as JSON; application_condition lays them out as rows | -
  demonstration INTEGER NOT NULL -- 示范取值 | 1 where a bound, or what a figure of a condition rests on, is confirmed by no source | -
);

-- 汇总单位 | one county, city or the whole, with one kind of extents, in the last run
CREATE TABLE region (
  id INTEGER PRIMARY KEY,    -- 序号 | number of the row | -
  region_level TEXT NOT NULL CHECK (region_level IN ('county', 'city', 'all')), -- 层级 | county as in park.county; city by the first four digits of its code | -
  region TEXT NOT NULL,      -- 区域 | code or name; empty for all | -
  extent_kind TEXT NOT NULL, -- 范围类型 | kinds are never added together | -
  parks INTEGER NOT NULL,    -- 园区数 | extents that are added up | count
  scored INTEGER NOT NULL,   -- 已评分园区数 | of them with a score | count
  twice_m2 REAL NOT NULL,    -- 重叠面积 | land that lies in two extents and so counts twice | m2
  UNIQUE (region_level, region, extent_kind)
);

-- 汇总指标 | one indicator of one region: sum of numerators by sum of denominators
CREATE TABLE region_metric (
  id INTEGER PRIMARY KEY,     -- 序号 | number of the row | -
  region_level TEXT NOT NULL, -- 层级 | county, city or all | -
  region TEXT NOT NULL,       -- 区域 | code or name; empty for all | -
  extent_kind TEXT NOT NULL,  -- 范围类型 | approved, managed or growth | -
  indicator TEXT NOT NULL,    -- 指标 | as in metric | -
  value REAL,                 -- 指标值 | NULL where it cannot be computed, with the reason in note | see unit
  unit TEXT NOT NULL,         -- 单位 | of value | -
  numerator REAL,             -- 分子 | sum over the parks | as in metric
  denominator REAL,           -- 分母 | sum over the parks | as in metric
  note TEXT NOT NULL,         -- 说明 | how many parks lack the figure | -
  UNIQUE (region_level, region, extent_kind, indicator)
);

-- 申报核对 | one figure that was handed in, held against the land, in the last run
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,    -- 序号 | number of the row | -
  park_code TEXT NOT NULL,   -- 园区代码 | park | -
  extent_kind TEXT NOT NULL, -- 范围类型 | of the computed figure | -
  indicator TEXT NOT NULL,   -- 指标 | as in metric | -
  declared REAL NOT NULL,    -- 申报值 | as handed in | see unit
  computed REAL,             -- 计算值 | from the land; NULL where it cannot be computed | see unit
  difference REAL,           -- 差值 | declared less computed | see unit
  tolerance REAL,            -- 容差 | up to which the two agree | see unit
  unit TEXT NOT NULL,        -- 单位 | of the figures | -
  verdict TEXT NOT NULL CHECK (verdict IN ('agrees', 'differs', 'not_computable')), -- 结论 | of the comparison | -
  whole_parcels REAL,        -- 按整宗计算值 | what the figure would be with every cut parcel counted whole | see unit
  source TEXT NOT NULL,      -- 来源文件 | table of the declared figure; empty where unknown | -
  record INTEGER NOT NULL,   -- 记录号 | row of the table; 0 where unknown | -
  note TEXT NOT NULL,        -- 说明 | what explains the difference | -
  UNIQUE (park_code, extent_kind, indicator)
);

-- 申报数据来源 | where a figure that was handed in stands, of the last land run
CREATE TABLE declared_place (
  id INTEGER PRIMARY KEY,   -- 序号 | number of the row | -
  park_code TEXT NOT NULL,  -- 园区代码 | park | -
  indicator TEXT NOT NULL,  -- 指标 | as the configuration names it | -
  source TEXT NOT NULL,     -- 来源文件 | table of the figure | -
  record INTEGER NOT NULL,  -- 记录号 | row of the table, from 1 | -
  UNIQUE (park_code, indicator)
);

-- 申报核对地块 | a parcel that helps to explain the difference of a declared figure
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
  effect REAL,               -- 影响 | by how much the figure would change with this parcel counted whole, or left out where it is whole | as the figure
  reason TEXT NOT NULL CHECK (reason IN ('cut', 'problem')) -- 缘由 | cut: the extent cuts the parcel; problem: a data problem is on record | -
);

-- 地块清单 | one list of parcels of the last run; the parcels stand in listed_parcel
CREATE TABLE parcel_list (
  id INTEGER PRIMARY KEY,        -- 序号 | number of the row | -
  list TEXT NOT NULL UNIQUE,     -- 清单 | name of the list | -
  name_zh TEXT NOT NULL,         -- 中文名 | of the list | -
  name_en TEXT NOT NULL,         -- 英文名 | of the list | -
  land TEXT NOT NULL CHECK (land IN ('idle', 'expired', 'industrial')), -- 用地 | idle; expired: D22; industrial: built A2 | -
  figure TEXT,                   -- 指标 | of a single parcel; NULL where all the land is listed | -
  below REAL,                    -- 界限值 | parcels below it are listed | see unit
  unit TEXT NOT NULL,            -- 单位 | of the figure | -
  demonstration INTEGER NOT NULL -- 示范取值 | 1 where no source confirms the bound | -
);

-- 地类与土地状况代码 | one class of a land-use classification, or one land-status code
CREATE TABLE land_class (
  id INTEGER PRIMARY KEY,      -- 序号 | number of the row | -
  scheme TEXT NOT NULL,        -- 分类 | as in piece.scheme; empty for land-status codes | -
  code TEXT NOT NULL,          -- 代码 | of the class | -
  name_zh TEXT NOT NULL,       -- 中文名 | of the class | -
  name_en TEXT NOT NULL,       -- 英文名 | of the class | -
  industrial INTEGER NOT NULL, -- 工矿仓储 | 1 for industry, mining, salt pans and warehouses | -
  built_code TEXT NOT NULL,    -- 建成后状况 | land-status code of built land of the class; empty where it does not say | -
  refined INTEGER NOT NULL,    -- 可细分 | 1 where a longer code that begins with this one stands for it | -
  UNIQUE (scheme, code)
);

-- 绩效目标 | one goal of the self-evaluation in one run
CREATE TABLE performance_goal (
  id INTEGER PRIMARY KEY,  -- 行号 | number of the row | -
  run_id INTEGER NOT NULL, -- 运行序号 | run | -
  span TEXT NOT NULL CHECK (span IN ('period', 'year')), -- 期间 | period: 实施期目标; year: 年度目标 | -
  text TEXT NOT NULL       -- 目标 | of the self-evaluation table | -
);

-- 应用条件 | one condition of a use of the results, with its figure; holds is yes, no or undecided
CREATE VIEW application_condition AS
SELECT a.park_code, a.extent_kind, a.application, c.value ->> 'figure' AS figure, c.value ->> 'name_zh' AS name_zh, c.value ->> 'name_en' AS name_en,
  c.value ->> 'value' AS value, c.value ->> 'relation' AS relation, c.value ->> 'bound' AS bound, c.value ->> 'unit' AS unit,
  c.value ->> 'holds' AS holds, c.value ->> 'demonstration' AS demonstration, c.value ->> 'note' AS note
FROM application a, json_each(a.conditions) c;

-- 排名 | the place of each extent in a group of the last run: all, or those of its type, level, scope, county
-- (kinds of extent are ranked apart, growth-direction areas not at all; scores that differ by less than 1e-9 are equal)
CREATE VIEW ranking AS
WITH measured AS (
  SELECT e.park_code, e.extent_kind, m.column1 AS measure, round(CASE m.column1 WHEN 'score' THEN e.zone_score ELSE e.class_points END, 9) AS rounded,
    CASE m.column1 WHEN 'score' THEN e.zone_score ELSE e.class_points END AS value, g.column1 AS grouping,
    CASE g.column1 WHEN 'all' THEN '' WHEN 'type' THEN p.type WHEN 'level' THEN p.level WHEN 'scope' THEN p.scope ELSE p.county END AS member_of
  FROM evaluation e JOIN park p USING (park_code), (VALUES ('score'), ('class_points')) m, (VALUES ('all'), ('type'), ('level'), ('scope'), ('county')) g
  WHERE e.run_id = (SELECT max(run_id) FROM run) AND e.extent_kind <> 'growth'
)
SELECT park_code, extent_kind, measure, grouping, member_of, value,
  rank() OVER (PARTITION BY measure, grouping, extent_kind, member_of ORDER BY rounded DESC) AS place,
  count(*) OVER (PARTITION BY measure, grouping, extent_kind, member_of) AS members
FROM measured WHERE value IS NOT NULL AND (grouping = 'all' OR member_of <> '');

-- 清单地块 | the parcels of the lists, one row per list and piece
CREATE VIEW listed_parcel AS
SELECT * FROM (
  SELECT l.list, l.name_zh, l.name_en, p.park_code, p.extent_kind, p.parcel_id, p.source, p.record, p.relation, p.share, p.area_m2,
    p.land_use, p.status, l.figure, CASE l.figure
      WHEN 'tax_per_mu' THEN p.tax_wan / (p.area_m2 * 3 / 2000)
      WHEN 'output_per_mu' THEN p.output_wan / (p.area_m2 * 3 / 2000)
      WHEN 'value_added_per_mu' THEN p.value_added_wan / (p.area_m2 * 3 / 2000)
      WHEN 'plot_ratio' THEN p.floor_area_m2 / p.area_m2
      WHEN 'building_density' THEN p.footprint_m2 / p.area_m2
    END AS value, l.below, l.unit, l.demonstration
  FROM piece p CROSS JOIN parcel_list l ON CASE l.land
    WHEN 'idle' THEN p.status = 'idle'
    WHEN 'expired' THEN p.supply_code = 'D22'
    ELSE p.built_code = 'A2' OR p.status = 'built'
      AND (p.built_code IS NULL OR p.built_code NOT IN (SELECT code FROM land_class WHERE scheme = '' AND code < 'D'))
      AND (SELECT c.built_code FROM land_class c WHERE c.scheme = p.scheme
        AND c.code IN (p.land_use, substr(p.land_use, 1, 3), substr(p.land_use, 1, 4), substr(p.land_use, 1, 6))
        AND (c.code = p.land_use OR c.refined AND length(p.land_use) <= length(c.code) + 3) ORDER BY length(c.code) DESC LIMIT 1) = 'A2'
  END
) WHERE figure IS NULL OR value < below;

-- 对照运行 | for every run the one before it and the one of the year before
CREATE VIEW run_pair AS
SELECT r.run_id,
  (SELECT max(b.run_id) FROM run b WHERE b.run_id < r.run_id) AS before_run,
  coalesce(
    (SELECT b.run_id FROM run b WHERE b.run_id < r.run_id AND b.base_date <> '' AND b.base_date <= date(r.base_date, '-1 year')
      ORDER BY b.base_date DESC, b.run_id DESC LIMIT 1),
    (SELECT max(b.run_id) FROM run b WHERE b.run_id < r.run_id AND b.started_at <= strftime('%Y-%m-%dT%H:%M:%SZ', r.started_at, '-1 year'))
  ) AS year_run
FROM run r;

-- 前后对比 | every figure of the last run beside the run before and the year before
CREATE VIEW comparison AS
WITH latest AS (SELECT * FROM run_pair WHERE run_id = (SELECT max(run_id) FROM run))
SELECT m.park_code, m.extent_kind, m.indicator AS figure, m.unit, m.value,
  b.value AS before_value, m.value - b.value AS since_before, y.value AS year_value, m.value - y.value AS since_year,
  l.run_id, l.before_run, l.year_run
FROM latest l JOIN metric m ON m.run_id = l.run_id
LEFT JOIN metric b ON b.run_id = l.before_run AND b.park_code = m.park_code AND b.extent_kind = m.extent_kind AND b.indicator = m.indicator
LEFT JOIN metric y ON y.run_id = l.year_run AND y.park_code = m.park_code AND y.extent_kind = m.extent_kind AND y.indicator = m.indicator
UNION ALL
SELECT e.park_code, e.extent_kind, 'score', '分', e.zone_score,
  b.zone_score, e.zone_score - b.zone_score, y.zone_score, e.zone_score - y.zone_score, l.run_id, l.before_run, l.year_run
FROM latest l JOIN evaluation e ON e.run_id = l.run_id
LEFT JOIN evaluation b ON b.run_id = l.before_run AND b.park_code = e.park_code AND b.extent_kind = e.extent_kind
LEFT JOIN evaluation y ON y.run_id = l.year_run AND y.park_code = e.park_code AND y.extent_kind = e.extent_kind
UNION ALL
SELECT e.park_code, e.extent_kind, 'class_points', '分', e.class_points,
  b.class_points, e.class_points - b.class_points, y.class_points, e.class_points - y.class_points, l.run_id, l.before_run, l.year_run
FROM latest l JOIN evaluation e ON e.run_id = l.run_id
LEFT JOIN evaluation b ON b.run_id = l.before_run AND b.park_code = e.park_code AND b.extent_kind = e.extent_kind
LEFT JOIN evaluation y ON y.run_id = l.year_run AND y.park_code = e.park_code AND y.extent_kind = e.extent_kind;

-- 专题一：成果应用 | use of the results in land plans, market allocation and dynamic management of zones
CREATE VIEW study_results_use AS
WITH latest AS (SELECT * FROM run WHERE run_id = (SELECT max(run_id) FROM run)),
q AS (
  SELECT park_code, extent_kind,
    max(shown) FILTER (WHERE potential = 'extension_potential') AS suppliable_ha,
    max(shown) FILTER (WHERE potential = 'industrial_extension_potential') AS suppliable_industrial_ha,
    max(shown) FILTER (WHERE potential = 'supply_years_mean') AS supply_years,
    max(shown) FILTER (WHERE potential = 'management_potential') AS to_be_released_ha
  FROM potential GROUP BY park_code, extent_kind
),
t AS (
  SELECT park_code, extent_kind,
    max(value) FILTER (WHERE name = 'D1') / 10000 AS allocated_ha,
    max(value) FILTER (WHERE name = 'D21') / 10000 AS paid_ha,
    max(value) FILTER (WHERE name = 'D22') / 10000 AS paid_expired_ha,
    100 * max(value) FILTER (WHERE name = 'statistics.paid_supplied') / max(value) FILTER (WHERE name = 'statistics.paid_due' AND value > 0) AS paid_use_percent,
    100 * max(value) FILTER (WHERE name = 'statistics.tendered') / max(value) FILTER (WHERE name = 'statistics.tender_due' AND value > 0) AS tender_percent
  FROM total WHERE run_id = (SELECT land_run FROM latest) GROUP BY park_code, extent_kind
),
a AS (
  SELECT park_code, extent_kind,
    max(answer) FILTER (WHERE application = 'new_quota') AS new_quota, max(answer) FILTER (WHERE application = 'release_land') AS release_land,
    max(answer) FILTER (WHERE application = 'enlargement') AS enlargement, max(answer) FILTER (WHERE application = 'warning') AS warning
  FROM application GROUP BY park_code, extent_kind
)
SELECT e.park_code, p.name AS park_name, p.county, p.level, p.scope, p.type, e.extent_kind, e.zone_score, e.grade, e.class,
  q.suppliable_ha, q.suppliable_industrial_ha, q.supply_years, q.to_be_released_ha,
  t.allocated_ha, t.paid_ha, t.paid_expired_ha, t.paid_use_percent, t.tender_percent, a.new_quota, a.release_land, a.enlargement, a.warning
FROM evaluation e LEFT JOIN park p USING (park_code) LEFT JOIN q USING (park_code, extent_kind) LEFT JOIN t USING (park_code, extent_kind)
  LEFT JOIN a USING (park_code, extent_kind)
WHERE e.run_id = (SELECT run_id FROM latest)
ORDER BY e.park_code, e.extent_kind;

-- 专题二：衔接 | link of the results to the yearly construction-land plan and to tract development (成片开发)
CREATE VIEW study_plan_link AS
SELECT s.*,
  min(s.suppliable_ha, s.yearly_supply_ha) AS next_year_from_stock_ha,
  max(0, s.yearly_supply_ha - s.suppliable_ha) AS next_year_new_quota_ha
FROM (
  SELECT t.park_code, p.name AS park_name, p.county, t.extent_kind,
    max(t.value) FILTER (WHERE t.name = 'B21') / 10000 AS ready_ha,
    max(t.value) FILTER (WHERE t.name = 'B22') / 10000 AS not_ready_ha,
    (max(t.value) FILTER (WHERE t.name = 'B11') + max(t.value) FILTER (WHERE t.name = 'B12')) / 10000 AS rural_built_ha,
    max(t.value) FILTER (WHERE t.name = 'E') / 10000 AS suppliable_ha,
    max(t.value) FILTER (WHERE t.name = 'E21') / 10000 AS suppliable_industrial_ha,
    max(t.value) FILTER (WHERE t.name = 'statistics.supply_mean') / 10000 AS yearly_supply_ha,
    max(t.value) FILTER (WHERE t.name = 'E') / max(t.value) FILTER (WHERE t.name = 'statistics.supply_mean' AND t.value > 0) AS supply_years,
    (max(t.value) FILTER (WHERE t.name = 'B11') + max(t.value) FILTER (WHERE t.name = 'B12') + max(t.value) FILTER (WHERE t.name = 'B22')) / 10000 AS tract_development_ha,
    100 * (max(t.value) FILTER (WHERE t.name = 'A31') + max(t.value) FILTER (WHERE t.name = 'A32') + max(t.value) FILTER (WHERE t.name = 'A51')
      + max(t.value) FILTER (WHERE t.name = 'A52')) / max(t.value) FILTER (WHERE t.name = 'A' AND t.value > 0) AS public_land_percent
  FROM total t LEFT JOIN park p USING (park_code)
  WHERE t.run_id = (SELECT land_run FROM run ORDER BY run_id DESC LIMIT 1)
  GROUP BY t.park_code, t.extent_kind
) s
ORDER BY s.park_code, s.extent_kind;
