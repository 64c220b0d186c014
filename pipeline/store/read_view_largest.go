package store

// PieceCount returns how many pieces an extent has.
func (s *Store) PieceCount(parkCode, extentKind string) (int, error) {
	counts, err := collect(s, func(row scanner, n *int) error { return row.Scan(n) },
		"SELECT count(*) FROM piece WHERE park_code = ? AND extent_kind = ?", parkCode, extentKind)
	if err != nil {
		return 0, err
	}
	return counts[0], nil
}

// LargestPieces visits the largest pieces of one extent, so many at most, in the
// order of source and record. The others are not read.
func (s *Store) LargestPieces(parkCode, extentKind string, most int, visit func(*Piece) error) error {
	return s.pieces("geom", `fid IN (SELECT fid FROM piece WHERE park_code = ? AND extent_kind = ? ORDER BY area_m2 DESC, fid LIMIT ?)`,
		[]any{parkCode, extentKind, most}, visit)
}

// PieceFacts visits the pieces of one extent in the order of source and record,
// without their shapes.
func (s *Store) PieceFacts(parkCode, extentKind string, visit func(*Piece) error) error {
	return s.pieces("NULL", "park_code = ? AND extent_kind = ?", []any{parkCode, extentKind}, visit)
}
