-- How the land of every extent adds up: the extent is its pieces and its gaps,
-- less what counts too often.

-- 面积闭合 | how the land of one extent adds up, in the last land run; all areas planar
CREATE TABLE closing (
  id INTEGER PRIMARY KEY,       -- 序号 | number of the row | -
  park_code TEXT NOT NULL,      -- 园区代码 | park of the extent | -
  extent_kind TEXT NOT NULL,    -- 范围类型 | approved or managed | -
  extent_area_m2 REAL NOT NULL, -- 范围面积 | of the outline | m2
  piece_area_m2 REAL NOT NULL,  -- 地块片面积合计 | of all pieces as they were cut, before any policy | m2
  gap_area_m2 REAL NOT NULL,    -- 空隙面积 | of the extent, in no piece; slivers too | m2
  overlap_area_m2 REAL NOT NULL, -- 重复计算面积 | of the pieces, beyond what the extent holds: land that n of them cover counts n-1 times | m2
  removed_area_m2 REAL NOT NULL, -- 按规则扣除面积 | taken from pieces by the policy for overlaps | m2
  closing_m2 REAL NOT NULL,     -- 闭合差 | extent less pieces less gaps plus overlaps: 0 but for rounding, at most 1e-9 of the areas and 1e-6 m2 a piece | m2
  gaps INTEGER NOT NULL,        -- 空隙数 | gaps wider than a sliver | count
  slivers INTEGER NOT NULL,     -- 狭缝数 | narrow gaps, and narrow overlaps that are not named as such | count
  sliver_area_m2 REAL NOT NULL, -- 狭缝面积 | of these | m2
  overlaps INTEGER NOT NULL,    -- 重叠数 | pairs of parcels that share land beyond the tolerance | count
  policy TEXT NOT NULL CHECK (policy IN ('report', 'first', 'last', 'split')), -- 重叠处理规则 | report: counts for each; first, last: that parcel keeps it; split: equal parts | -
  UNIQUE (park_code, extent_kind)
);
