package store

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store/pages"
)

// Pack makes the rows of the pieces of a batch, in memory that the batch keeps,
// so that WritePieces has but to copy them. It may run for several batches at
// once, after WriteExtents; the pieces are not to be changed afterwards. A piece
// that the table may not hold is left for WritePieces to refuse.
func (t *Tonight) Pack(b *land.Batch) {
	r := pages.NewRecord(b.Rows[:0])
	for i := range b.Pieces {
		p := &b.Pieces[i]
		p.Row, _ = t.layers.pack(p, &r) // the error comes again, in its turn
	}
	b.Rows = r.Memory()
}

// rowBox is what stands behind the record in a piece's Row: the envelope of its
// shape, four 64-bit floats, for the R-tree. That of an absent shape is pages.NoBox.
const rowBox = 4 * 8

// pack makes the row of a piece: its record, in the order of the columns of the
// table, and its envelope.
func (l *layers) pack(p *land.Piece, r *pages.Record) ([]byte, error) {
	if p.Extent < 0 || p.Extent >= len(l.extents) || p.Source < 0 || p.Source >= len(l.sources) {
		return nil, fmt.Errorf("extent %d of %d, source %d of %d", p.Extent, len(l.extents), p.Source, len(l.sources))
	}
	if err := checkPiece(p); err != nil {
		return nil, err
	}
	r.Open()
	l.packTexts(p, r)
	for i := range p.Figures {
		if q := &p.Figures[i]; q.Known {
			r.Real(q.Value)
		} else {
			r.Null()
		}
	}
	b, err := l.packShape(p, r)
	if err != nil {
		return nil, err
	}
	row := r.CloseWith(rowBox)
	for i, v := range [4]float64{b.MinX, b.MinY, b.MaxX, b.MaxY} {
		binary.LittleEndian.PutUint64(row[len(row)-rowBox+8*i:], math.Float64bits(v))
	}
	return row, nil
}

// packTexts packs the columns up to the figures.
func (l *layers) packTexts(p *land.Piece, r *pages.Record) {
	e := &l.extents[p.Extent]
	r.Null() // fid: the rowid
	r.Text(e.parkCode)
	r.Text(e.kind)
	r.TextOrNull(p.ParcelID)
	r.Text(l.sources[p.Source].Path)
	r.Integer(int64(p.Record))
	r.Text(string(p.Relation))
	r.Real(p.Share)
	r.Real(p.AreaM2)
	r.TextOrNull(p.LandUse)
	r.TextOrNull(p.Scheme)
	r.TextOrNull(string(p.Status))
	r.TextOrNull(p.BuiltCode)
	r.TextOrNull(p.SupplyCode)
	r.TextOrNull(p.HightechCode)
}

func (l *layers) packShape(p *land.Piece, r *pages.Record) (pages.Box, error) {
	if !hasPoints(p.Shape) {
		r.Null()
		return pages.NoBox, nil
	}
	b, ok := putBlob(r.Blob(blobSize(p.Shape)), p.Shape, l.srs)
	if !ok {
		return pages.NoBox, errCoordinate
	}
	return b, nil
}

// splitRow returns the record and the envelope of a packed row.
func splitRow(row []byte) ([]byte, pages.Box) {
	n := len(row) - rowBox
	at := func(i int) float64 { return math.Float64frombits(binary.LittleEndian.Uint64(row[n+8*i:])) }
	return row[:n], pages.Box{MinX: at(0), MinY: at(1), MaxX: at(2), MaxY: at(3)}
}

// checkPiece refuses what the constraints of the table forbid, before it is
// packed: the proof would find it only at the end of the night.
func checkPiece(p *land.Piece) error {
	if err := checkValues(string(p.Relation), p.Share, p.AreaM2); err != nil {
		return err
	}
	notFinite := 0.0 // v-v is 0 for every finite v and NaN for all else
	for i := range p.Figures {
		notFinite += p.Figures[i].Value - p.Figures[i].Value
	}
	if notFinite == 0 {
		return nil
	}
	for m, q := range p.Figures {
		if err := finite(land.Measure(m).String(), q.Value); err != nil && q.Known {
			return err
		}
	}
	return nil
}

// checkValues refuses what the CHECK constraints of piece forbid, and areas that
// are no finite number.
func checkValues(relation string, share, areaM2 float64) error {
	if relation != string(land.Inside) && relation != string(land.Cut) {
		return fmt.Errorf("relation %q", strings.Clone(relation)) // a clone, so that callers need not allocate
	}
	if !(share > 0 && share <= 1) {
		return fmt.Errorf("share is %v, not in (0, 1]", share)
	}
	if err := finite("area_m2", areaM2); err != nil {
		return err
	}
	if areaM2 < 0 {
		return fmt.Errorf("area_m2 is %v", areaM2)
	}
	return nil
}
