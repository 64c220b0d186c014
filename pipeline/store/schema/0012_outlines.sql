-- What became of the extents themselves from one night to the next, so that a
-- parcel that an extent no longer holds is told from one that is no longer among
-- the parcels. The line above a table and the comments of columns read as in
-- 0001_store.sql.

-- 范围界线变化 | an extent that is new, gone, or has another outline than in the land run before
CREATE TABLE outline_change (
  id INTEGER PRIMARY KEY,        -- 序号 | number of the row | -
  run_id INTEGER NOT NULL,       -- 运行序号 | the later land run | -
  previous_run INTEGER NOT NULL, -- 前次运行 | the earlier land run | -
  park_code TEXT NOT NULL,       -- 园区代码 | park of the extent | -
  extent_kind TEXT NOT NULL,     -- 范围类型 | as in extent | -
  name TEXT NOT NULL,            -- 园区名称 | in the later run; of an extent that is gone in the earlier one | -
  blocks_before INTEGER,         -- 原片区数 | records that were united in the earlier run; NULL of a new extent | count
  blocks_after INTEGER,          -- 现片区数 | in the later run; NULL of one that is gone | count
  area_before_m2 REAL,           -- 原面积 | as extent.area_m2, in the earlier run; NULL of a new extent | m2
  area_after_m2 REAL,            -- 现面积 | in the later run; NULL of one that is gone | m2
  outline_before INTEGER,        -- 原界线指纹 | of the edges of the outline, in whatever order: two outlines with the same are equal; NULL of a new extent | -
  outline_after INTEGER,         -- 现界线指纹 | as outline_before; NULL of one that is gone | -
  UNIQUE (run_id, park_code, extent_kind)
);

ALTER TABLE piece_change ADD COLUMN by_extent INTEGER; -- 因范围改变 | 1 where the outline of the extent alone makes the piece come, go or have another shape: on the land that both outlines hold nothing differs; 0 where the parcel itself differs, or the outline is the same; NULL of a run of an earlier program | -
