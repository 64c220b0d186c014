-- Indexes of the layers. They are made while the layers are empty: the rows of
-- piece and the entries of its index are written page by page.
CREATE INDEX extent_park ON extent (park_code, extent_kind);
CREATE INDEX piece_park ON piece (park_code, extent_kind);
