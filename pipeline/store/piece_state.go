package store

import (
	"database/sql"
	"strings"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store/pages"
)

// PieceState is what a piece is in one run, but for its shape. Figures are
// apportioned. Two states are equal where == says so.
type PieceState struct {
	ParcelID string // "" where the source has none
	Source   string // path of the parcel source
	Record   int    // of the parcel in its source, from 1
	Relation string // land.Inside or land.Cut
	Share    float64
	AreaM2   float64
	land.Classes
	land.Figures
}

// stateColumns are the columns of a state in a table whose names begin with
// prefix, in the order of statePlaces and stateValues.
func stateColumns(prefix string) string {
	names := append([]string{"parcel_id", "source", "record", "relation", "share", "area_m2",
		"land_use", "scheme", "status", "built_code", "supply_code", "hightech_code"}, measureColumns()...)
	return prefix + strings.Join(names, ", "+prefix)
}

// stateRow is a state as it comes out of a table.
type stateRow struct {
	texts   [8]sql.NullString // parcel_id, source, relation, land_use, scheme, status, built_code, supply_code
	tech    sql.NullString
	record  sql.NullInt64
	numbers [2]sql.NullFloat64 // share, area_m2
	figures [land.MeasureCount]sql.NullFloat64
}

// places are where to scan the columns of stateColumns.
func (r *stateRow) places() []any {
	into := []any{&r.texts[0], &r.texts[1], &r.record, &r.texts[2], &r.numbers[0], &r.numbers[1],
		&r.texts[3], &r.texts[4], &r.texts[5], &r.texts[6], &r.texts[7], &r.tech}
	for i := range r.figures {
		into = append(into, &r.figures[i])
	}
	return into
}

// state returns what was scanned; nil where the piece was not there.
func (r *stateRow) state() *PieceState {
	if !r.record.Valid {
		return nil
	}
	s := &PieceState{
		ParcelID: r.texts[0].String, Source: r.texts[1].String, Record: int(r.record.Int64), Relation: r.texts[2].String,
		Share: r.numbers[0].Float64, AreaM2: r.numbers[1].Float64,
		Classes: land.Classes{LandUse: r.texts[3].String, Scheme: r.texts[4].String, Status: land.Status(r.texts[5].String),
			BuiltCode: r.texts[6].String, SupplyCode: r.texts[7].String, HightechCode: r.tech.String},
	}
	for i, f := range r.figures {
		s.Figures[i] = land.Quantity{Value: f.Float64, Known: f.Valid}
	}
	return s
}

// values are what goes into the columns of stateColumns; NULLs for nil.
func (s *PieceState) values() []any {
	if s == nil {
		return make([]any, stateWidth)
	}
	values := []any{orNull(s.ParcelID), s.Source, s.Record, s.Relation, s.Share, s.AreaM2, orNull(s.LandUse), orNull(s.Scheme),
		orNull(string(s.Status)), orNull(s.BuiltCode), orNull(s.SupplyCode), orNull(s.HightechCode)}
	for _, q := range s.Figures {
		if q.Known {
			values = append(values, q.Value)
		} else {
			values = append(values, nil)
		}
	}
	return values
}

// stateWidth is the number of columns of a state.
const stateWidth = 12 + land.MeasureCount

// pack makes the row of piece that the state stands in, as Tonight.Pack does.
func (s *PieceState) pack(r *pages.Record, of extentKey, shape []byte) []byte {
	r.Reset()
	r.Open()
	r.Null()
	r.Text(of.parkCode)
	r.Text(of.kind)
	r.TextOrNull(s.ParcelID)
	r.Text(s.Source)
	r.Integer(int64(s.Record))
	r.Text(s.Relation)
	r.Real(s.Share)
	r.Real(s.AreaM2)
	for _, text := range []string{s.LandUse, s.Scheme, string(s.Status), s.BuiltCode, s.SupplyCode, s.HightechCode} {
		r.TextOrNull(text)
	}
	for _, q := range s.Figures {
		if q.Known {
			r.Real(q.Value)
		} else {
			r.Null()
		}
	}
	if shape == nil {
		r.Null()
	} else {
		copy(r.Blob(len(shape)), shape)
	}
	return r.Close()
}

// storedPiece is a piece as it is read back to be compared.
type storedPiece struct {
	fid     int64
	content uint64
	state   *PieceState
	shape   []byte // GeoPackage geometry, valid during the visit; nil where there is none
}

// storedPieces visits the pieces of one extent in the order of their numbers, or
// those of them whose numbers are listed in JSON where the list is not "".
func (s *Store) storedPieces(of extentKey, listed string, visit func(storedPiece) error) error {
	query := "SELECT fid, geom, " + stateColumns("") + " FROM piece WHERE park_code = ? AND extent_kind = ? ORDER BY fid"
	args := []any{of.parkCode, of.kind}
	if listed != "" {
		query = "SELECT fid, geom, " + stateColumns("") + " FROM json_each(?) j CROSS JOIN piece ON fid = j.value ORDER BY fid"
		args = []any{listed}
	}
	var p storedPiece
	var row stateRow
	var blob sql.RawBytes
	var packed pages.Record
	into := append([]any{&p.fid, &blob}, row.places()...)
	return s.each(query, args, func(rows scanner) error {
		if err := rows.Scan(into...); err != nil {
			return s.failed(err)
		}
		p.state, p.shape = row.state(), blob
		var err error
		if p.content, err = contentOf(p.state.pack(&packed, of, p.shape)); err != nil {
			return s.failed(err)
		}
		return visit(p)
	})
}
