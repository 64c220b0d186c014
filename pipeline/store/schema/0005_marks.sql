-- The mark of demonstration values follows them into every score and conclusion;
-- audits say what no parcel explains, and those of whole counties and cities
-- name parcels too; land supplied year by year tells how many years are left.

ALTER TABLE evaluation ADD COLUMN score_demonstration INTEGER; -- 得分示范 | 1 where score or zone_score rests on a weight or an ideal value that no source confirms; NULL of a run of an earlier program | -
ALTER TABLE audit ADD COLUMN unexplained REAL; -- 未解释差值 | what the parcels of audit_parcel leave of the difference; NULL where declared and computed agree | see unit
ALTER TABLE region_audit ADD COLUMN unexplained REAL; -- 未解释差值 | what the parcels of region_audit_parcel leave of the difference; NULL where declared and computed agree | see unit

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
  effect REAL,                -- 影响 | by how much the region's figure would change with this parcel counted whole, or left out where it is whole | as the figure
  reason TEXT NOT NULL CHECK (reason IN ('cut', 'problem')) -- 缘由 | cut: the extent cuts the parcel; problem: a data problem is on record | -
);

DROP VIEW park_summary;

-- 园区一览 | one wide row per extent with the figures of the last run; demonstration is 1 where the score rests on weights or ideal values that no source confirms
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
  (SELECT s.rank FROM score s WHERE s.run_id = m.run_id AND s.park_code = e.park_code AND s.extent_kind = e.extent_kind AND s.parent = '') AS rank,
  (SELECT s.demonstration FROM score s WHERE s.run_id = m.run_id AND s.park_code = e.park_code AND s.extent_kind = e.extent_kind AND s.parent = '') AS demonstration
FROM extent e
LEFT JOIN park p USING (park_code)
LEFT JOIN metric m ON m.park_code = e.park_code AND m.extent_kind = e.extent_kind
  AND m.run_id = (SELECT max(run_id) FROM metric)
GROUP BY e.fid
ORDER BY e.park_code, e.extent_kind;

DROP VIEW study_results_use;

DROP VIEW study_plan_link;

DROP VIEW ranking;

-- 排名 | the place of each extent in a group of the last run: all, or those of its type, level, scope, county
-- (kinds of extent are ranked apart, growth-direction areas not at all; scores that differ by less than 1e-9 are equal)
CREATE VIEW ranking AS
WITH measured AS (
  SELECT e.park_code, e.extent_kind, m.column1 AS measure, round(CASE m.column1 WHEN 'score' THEN e.zone_score ELSE e.class_points END, 9) AS rounded,
    CASE m.column1 WHEN 'score' THEN e.zone_score ELSE e.class_points END AS value, g.column1 AS grouping,
    CASE g.column1 WHEN 'all' THEN '' WHEN 'type' THEN p.type WHEN 'level' THEN p.level WHEN 'scope' THEN p.scope ELSE p.county END AS member_of,
    CASE m.column1 WHEN 'score' THEN e.score_demonstration ELSE e.class_demonstration END AS demonstration
  FROM evaluation e JOIN park p USING (park_code), (VALUES ('score'), ('class_points')) m, (VALUES ('all'), ('type'), ('level'), ('scope'), ('county')) g
  WHERE e.run_id = (SELECT max(run_id) FROM run) AND e.extent_kind <> 'growth'
)
SELECT park_code, extent_kind, measure, grouping, member_of, value,
  rank() OVER (PARTITION BY measure, grouping, extent_kind, member_of ORDER BY rounded DESC) AS place,
  count(*) OVER (PARTITION BY measure, grouping, extent_kind, member_of) AS members, demonstration
FROM measured WHERE value IS NOT NULL AND (grouping = 'all' OR member_of <> '');

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
    max(answer) FILTER (WHERE application = 'enlargement') AS enlargement, max(answer) FILTER (WHERE application = 'warning') AS warning,
    max(demonstration) AS demonstration
  FROM application GROUP BY park_code, extent_kind
)
SELECT e.park_code, p.name AS park_name, p.county, p.level, p.scope, p.type, e.extent_kind, e.zone_score, e.grade, e.class,
  q.suppliable_ha, q.suppliable_industrial_ha, q.supply_years, q.to_be_released_ha,
  t.allocated_ha, t.paid_ha, t.paid_expired_ha, t.paid_use_percent, t.tender_percent, a.new_quota, a.release_land, a.enlargement, a.warning,
  max(coalesce(a.demonstration, 0), coalesce(e.score_demonstration, 0), e.grade_demonstration, e.class_demonstration) AS demonstration
FROM evaluation e LEFT JOIN park p USING (park_code) LEFT JOIN q USING (park_code, extent_kind) LEFT JOIN t USING (park_code, extent_kind)
  LEFT JOIN a USING (park_code, extent_kind)
WHERE e.run_id = (SELECT run_id FROM latest)
ORDER BY e.park_code, e.extent_kind;

-- 专题二：衔接 | link of the results to the yearly construction-land plan and to tract development (成片开发)
CREATE VIEW study_plan_link AS
SELECT s.park_code, s.park_name, s.county, s.extent_kind, s.ready_ha, s.not_ready_ha, s.rural_built_ha, s.suppliable_ha, s.suppliable_industrial_ha,
  s.yearly_supply_ha, s.suppliable_ha / nullif(s.yearly_supply_ha, 0) AS supply_years, s.tract_development_ha, s.public_land_percent,
  min(s.suppliable_ha, s.yearly_supply_ha) AS next_year_from_stock_ha,
  max(0, s.yearly_supply_ha - s.suppliable_ha) AS next_year_new_quota_ha
FROM (
  SELECT t.park_code, p.name AS park_name, p.county, t.extent_kind,
    max(t.value) FILTER (WHERE t.name = 'B21') / 10000 AS ready_ha,
    max(t.value) FILTER (WHERE t.name = 'B22') / 10000 AS not_ready_ha,
    (max(t.value) FILTER (WHERE t.name = 'B11') + max(t.value) FILTER (WHERE t.name = 'B12')) / 10000 AS rural_built_ha,
    max(t.value) FILTER (WHERE t.name = 'E') / 10000 AS suppliable_ha,
    max(t.value) FILTER (WHERE t.name = 'E21') / 10000 AS suppliable_industrial_ha,
    coalesce(max(t.value) FILTER (WHERE t.name = 'statistics.supply_mean'),
      (max(t.value) FILTER (WHERE t.name = 'statistics.supply_y0') + max(t.value) FILTER (WHERE t.name = 'statistics.supply_y1')
        + max(t.value) FILTER (WHERE t.name = 'statistics.supply_y2')) / 3) / 10000 AS yearly_supply_ha,
    (max(t.value) FILTER (WHERE t.name = 'B11') + max(t.value) FILTER (WHERE t.name = 'B12') + max(t.value) FILTER (WHERE t.name = 'B22')) / 10000 AS tract_development_ha,
    100 * (max(t.value) FILTER (WHERE t.name = 'A31') + max(t.value) FILTER (WHERE t.name = 'A32') + max(t.value) FILTER (WHERE t.name = 'A51')
      + max(t.value) FILTER (WHERE t.name = 'A52')) / max(t.value) FILTER (WHERE t.name = 'A' AND t.value > 0) AS public_land_percent
  FROM total t LEFT JOIN park p USING (park_code)
  WHERE t.run_id = (SELECT land_run FROM run ORDER BY run_id DESC LIMIT 1)
  GROUP BY t.park_code, t.extent_kind
) s
ORDER BY s.park_code, s.extent_kind;
