-- Audits name parcels that explain a difference by being left out though nothing is
-- wrong with them; the score by which parks are ranked stands beside the rank.

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

DROP VIEW park_summary;

-- 园区一览 | one wide row per extent with the figures of the last run; the rank is by zone_score; demonstration is 1 where the score rests on weights or ideal values that no source confirms
CREATE VIEW park_summary AS
SELECT e.fid, e.park_code, e.name AS park_name, e.extent_kind, p.level, p.scope, p.type, p.county,
  p.approved_area_m2, e.area_m2 AS extent_area_m2, e.ellipsoidal_area_m2 AS extent_ellipsoidal_area_m2,
  m1.value AS parcel_area_m2, m2.value AS built_area_m2, m3.value AS industrial_area_m2, m4.value AS footprint_area_m2,
  m5.value AS floor_area_m2, m6.value AS output_wan, m7.value AS tax_wan, m8.value AS built_ratio,
  m9.value AS building_density, m10.value AS plot_ratio, m11.value AS industrial_ratio, m12.value AS output_per_mu_wan,
  m13.value AS tax_per_mu_wan, m14.value AS coverage,
  s.score, v.zone_score, s.rank, v.score_demonstration AS demonstration
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
