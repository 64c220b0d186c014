package store

import (
	"encoding/binary"
	"fmt"
	"math"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store/pages"
)

// pieceAudit reads the rows of piece.
type pieceAudit struct {
	record  *pages.RecordReader
	extents *extentNumbers
	tallies []land.Tally

	park, kind, relation, share, area, shape int // columns

	ofExtents pages.Digest // number of the extent and rowid
	boxes     pages.Digest // rowid and envelope
}

// newPieceAudit learns the columns from the file.
func newPieceAudit(w *writer, extents []extentKey) (*pieceAudit, error) {
	allowed, columns, err := w.columnsOfPiece()
	if err != nil {
		return nil, err
	}
	a := &pieceAudit{record: pages.NewRecordReader(allowed...), extents: newExtentNumbers(extents), tallies: make([]land.Tally, len(extents))}
	for name, at := range map[string]*int{"park_code": &a.park, "extent_kind": &a.kind, "relation": &a.relation, "share": &a.share, "area_m2": &a.area, "geom": &a.shape} {
		place, known := columns[name]
		if !known {
			return nil, fmt.Errorf("piece has no %s", name)
		}
		*at = place
	}
	return a, nil
}

// kindsOfType are what a column of a type may hold besides NULL. A whole number is
// a value of REAL, in fewer bytes.
var kindsOfType = map[string]pages.ValueKinds{
	"TEXT": pages.TextValue, "INTEGER": pages.IntegerValue, "REAL": pages.RealValue | pages.IntegerValue, "MULTIPOLYGON": pages.BlobValue,
}

// columnsOfPiece asks SQLite for the columns of piece, what each may hold, and
// their places by name.
func (w *writer) columnsOfPiece() ([]pages.ValueKinds, map[string]int, error) {
	rows, err := w.conn.QueryContext(unbounded, "SELECT name, type, \"notnull\", pk FROM pragma_table_info('piece') ORDER BY cid")
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	var allowed []pages.ValueKinds
	columns := map[string]int{}
	for rows.Next() {
		var name, kind string
		var notNull, key bool
		if err := rows.Scan(&name, &kind, &notNull, &key); err != nil {
			return nil, nil, err
		}
		kinds, known := kindsOfType[kind]
		switch {
		case key:
			kinds = pages.NullValue // the rowid stands for it
		case !known:
			return nil, nil, fmt.Errorf("column %s of type %s", name, kind)
		case !notNull:
			kinds |= pages.NullValue
		}
		columns[name] = len(allowed)
		allowed = append(allowed, kinds)
	}
	return allowed, columns, rows.Err()
}

// row takes the next row.
func (a *pieceAudit) row(fid int64, payload []byte) error {
	r := a.record
	if err := r.Read(payload); err != nil {
		return fmt.Errorf("%w in piece %d", err, fid)
	}
	area := r.Real(a.area)
	if err := checkValues(string(r.Bytes(a.relation)), r.Real(a.share), area); err != nil {
		return fmt.Errorf("%w: piece %d: %w", errProof, fid, err)
	}
	extent, err := a.extents.of(r.Bytes(a.park), r.Bytes(a.kind))
	if err != nil {
		return fmt.Errorf("%w in piece %d", err, fid)
	}
	a.tallies[extent].Add(area)
	a.ofExtents.Add(uint64(extent), uint64(fid))
	if r.IsNull(a.shape) {
		return nil
	}
	b, ok := readEnvelope(r.Bytes(a.shape))
	if !ok {
		return fmt.Errorf("%w: the shape of piece %d", errProof, fid)
	}
	a.boxes.AddBox(fid, b)
	return nil
}

// readEnvelope returns the envelope that stands in a shape.
func readEnvelope(blob []byte) (pages.Box, bool) {
	if len(blob) < blobHeader || blob[0] != 'G' || blob[1] != 'P' || blob[3] != blobFlags {
		return pages.NoBox, false
	}
	at := func(i int) float64 {
		return math.Float64frombits(binary.LittleEndian.Uint64(blob[envelopeStart+8*i:]))
	}
	b := pages.Box{MinX: at(0), MaxX: at(1), MinY: at(2), MaxY: at(3)}
	return b, !b.Empty()
}
