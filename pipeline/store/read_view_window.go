package store

import (
	"database/sql"

	"github.com/paulmach/orb"
)

// WindowPiece is a piece as a map needs it.
type WindowPiece struct {
	ParcelID, Source, Relation, Status, LandUse, Scheme string
	Record                                              int
	AreaM2                                              float64
	Shape                                               orb.MultiPolygon
}

// PiecesIn visits the pieces of one extent whose box meets the window, in
// metres of the working CRS, and is at least so wide or high; at most so many,
// the largest boxes first. The spatial index finds them, so that the time goes
// with what is visited and not with the size of the park.
func (s *Store) PiecesIn(parkCode, extentKind string, window orb.Bound, least float64, most int, visit func(*WindowPiece) error) error {
	query := `SELECT coalesce(p.parcel_id, ''), p.source, p.relation, coalesce(p.status, ''), coalesce(p.land_use, ''), coalesce(p.scheme, ''), p.record, p.area_m2, p.geom
		FROM (SELECT r.id FROM rtree_piece_geom r CROSS JOIN piece q ON q.fid = r.id
			WHERE r.minx <= ?3 AND r.maxx >= ?1 AND r.miny <= ?4 AND r.maxy >= ?2 AND max(r.maxx - r.minx, r.maxy - r.miny) >= ?5
				AND q.park_code = ?6 AND q.extent_kind = ?7
			ORDER BY (r.maxx - r.minx) * (r.maxy - r.miny) DESC, r.id LIMIT ?8) w
		CROSS JOIN piece p ON p.fid = w.id`
	args := []any{window.Min[0], window.Min[1], window.Max[0], window.Max[1], least, parkCode, extentKind, most}
	return s.each(query, args, func(row scanner) error {
		var p WindowPiece
		var blob sql.RawBytes
		err := row.Scan(&p.ParcelID, &p.Source, &p.Relation, &p.Status, &p.LandUse, &p.Scheme, &p.Record, &p.AreaM2, &blob)
		if err == nil {
			p.Shape, err = shapeOf(blob)
		}
		if err != nil {
			return s.failed(err)
		}
		return visit(&p)
	})
}

// ExtentOf returns the outline of one extent; nil where there is none.
func (s *Store) ExtentOf(parkCode, extentKind string) (orb.MultiPolygon, error) {
	var shape orb.MultiPolygon
	err := s.each("SELECT geom FROM extent WHERE park_code = ? AND extent_kind = ?", []any{parkCode, extentKind}, func(row scanner) error {
		var blob sql.RawBytes
		err := row.Scan(&blob)
		if err == nil {
			shape, err = shapeOf(blob)
		}
		if err != nil {
			return s.failed(err)
		}
		return nil
	})
	return shape, err
}
