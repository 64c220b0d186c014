-- The layer that a check writes: what is wrong, and where. The line above a
-- table and the comments of columns read as in 0001_store.sql.

-- 问题 | one data problem, or many of one kind rolled up
CREATE TABLE finding (
  fid INTEGER PRIMARY KEY, -- 序号 | number of the row | -
  geom BLOB,               -- 位置 | the parcel or the outline that it is about; NULL where there is none | -
  severity TEXT NOT NULL,  -- 级别 | error: a figure may be wrong until somebody acts | -
  code TEXT NOT NULL,      -- 代码 | kind of problem, English in every language | -
  title TEXT NOT NULL,     -- 名称 | what the code means | -
  why TEXT NOT NULL,       -- 影响 | what it means for the figures | -
  remedy TEXT NOT NULL,    -- 处理 | how to mend it | -
  source TEXT,             -- 来源文件 | path; NULL where it is not about a file | -
  record INTEGER,          -- 记录号 | from 1; NULL where it is about the whole file | -
  field TEXT,              -- 字段 | as the file names it | -
  parcel_id TEXT,          -- 地块编号 | parcel | -
  park_code TEXT,          -- 园区代码 | park | -
  area_m2 REAL,            -- 涉及面积 | land concerned, or change of area by a repair | m2
  detail TEXT,             -- 具体情况 | what was found at this place | -
  count INTEGER NOT NULL   -- 处数 | how many problems the row stands for | count
);
