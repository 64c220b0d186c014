package store

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
)

// measureUnits are the ends of the columns of piece, by land.Measure.
var measureUnits = [land.MeasureCount]string{"_m2", "_m2", "_m2", "_m2", "_wan", "_wan", "_wan", "_wan", ""}

// measureColumns returns the columns of the additive attributes, as
// footprint_m2, in the order of land.Figures.
func measureColumns() []string {
	columns := land.MeasureNames()
	for i := range columns {
		columns[i] += measureUnits[i]
	}
	return columns
}

// Pieces visits the pieces of one extent in the order of source and record.
// The piece belongs to the visitor.
func (s *Store) Pieces(parkCode, extentKind string, visit func(*Piece) error) error {
	return s.pieces("geom", "park_code = ? AND extent_kind = ?", []any{parkCode, extentKind}, visit)
}

// PieceFigures is Pieces without the shapes.
func (s *Store) PieceFigures(parkCode, extentKind string, visit func(*Piece) error) error {
	return s.pieces("NULL", "park_code = ? AND extent_kind = ?", []any{parkCode, extentKind}, visit)
}

// PieceRecord is a record of a source, of which pieces are.
type PieceRecord struct {
	Source string
	Record int // from 1
}

// CutPieces visits those pieces of one extent that the extent cuts, and those of
// the records, in the order of source and record and without their shapes.
func (s *Store) CutPieces(parkCode, extentKind string, records []PieceRecord, visit func(*Piece) error) error {
	names := make([]string, len(records))
	for i, r := range records {
		names[i] = fmt.Sprintf("%d %s", r.Record, r.Source)
	}
	also, err := json.Marshal(names)
	if err != nil {
		return err
	}
	where := "park_code = ? AND extent_kind = ? AND (relation = 'cut' OR record || ' ' || source IN (SELECT value FROM json_each(?)))"
	return s.pieces("NULL", where, []any{parkCode, extentKind, string(also)}, visit)
}

// pieces visits the pieces that a condition picks; shape is the column of their
// shapes, or NULL.
func (s *Store) pieces(shape, where string, args []any, visit func(*Piece) error) error {
	query := `SELECT park_code, extent_kind, coalesce(parcel_id, ''), source, record, relation, share, area_m2,
		coalesce(land_use, ''), coalesce(scheme, ''), coalesce(status, ''), coalesce(built_code, ''), coalesce(supply_code, ''),
		coalesce(hightech_code, ''), ` + strings.Join(measureColumns(), ", ") + ", " + shape + `
		FROM piece WHERE ` + where + ` ORDER BY fid` // pieces are written in that order
	names := land.MeasureNames()
	return s.each(query, args, func(row scanner) error {
		p, err := scanPiece(row, names)
		if err != nil {
			return s.failed(err)
		}
		return visit(p)
	})
}

func scanPiece(row scanner, names []string) (*Piece, error) {
	p := &Piece{Figures: make(map[string]*float64, len(names))}
	var figures [land.MeasureCount]*float64
	var blob sql.RawBytes // read at once, so it need not be copied
	into := []any{&p.ParkCode, &p.ExtentKind, &p.ParcelID, &p.Source, &p.Record, &p.Relation, &p.Share, &p.AreaM2,
		&p.LandUse, &p.Scheme, &p.Status, &p.BuiltCode, &p.SupplyCode, &p.HightechCode}
	for i := range figures {
		into = append(into, &figures[i])
	}
	if err := row.Scan(append(into, &blob)...); err != nil {
		return nil, err
	}
	for i, name := range names {
		p.Figures[name] = figures[i]
	}
	var err error
	p.Shape, err = shapeOf(blob)
	return p, err
}

// Outline is the shape of a piece with the record that it comes from.
type Outline struct {
	Source   string
	Record   int
	ParcelID string
	Shape    orb.MultiPolygon
}

// Outlines visits the shapes of the pieces of one extent in the order of source
// and record, for work that needs no figures: several times as fast as Pieces.
func (s *Store) Outlines(parkCode, extentKind string, visit func(Outline) error) error {
	query := "SELECT source, record, coalesce(parcel_id, ''), geom FROM piece WHERE park_code = ? AND extent_kind = ? ORDER BY fid"
	return s.each(query, []any{parkCode, extentKind}, func(row scanner) error {
		var o Outline
		var blob sql.RawBytes
		err := row.Scan(&o.Source, &o.Record, &o.ParcelID, &blob)
		if err == nil {
			o.Shape, err = shapeOf(blob)
		}
		if err != nil {
			return s.failed(err)
		}
		return visit(o)
	})
}
