package store

// PieceOrigin is a piece by the record that it comes from.
type PieceOrigin struct {
	Source, ParcelID, Relation string
	Record                     int
}

// PieceOrigins returns the records of the pieces of one extent, in the order of
// source and record, without their shapes.
func (s *Store) PieceOrigins(parkCode, extentKind string) ([]PieceOrigin, error) {
	scan := func(row scanner, p *PieceOrigin) error {
		return row.Scan(&p.Source, &p.Record, &p.ParcelID, &p.Relation)
	}
	return collect(s, scan, "SELECT source, record, coalesce(parcel_id, ''), relation FROM piece WHERE park_code = ? AND extent_kind = ? ORDER BY fid", parkCode, extentKind)
}
