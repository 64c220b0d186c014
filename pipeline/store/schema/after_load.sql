-- Indexes of the layers, made when the rows are in: cheaper than along the way.
CREATE INDEX IF NOT EXISTS extent_park ON extent (park_code, extent_kind);
CREATE INDEX IF NOT EXISTS piece_park ON piece (park_code, extent_kind);
