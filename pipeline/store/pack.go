package store

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"

	"jiyue/pipeline/land"
)

// Pack makes the rows of the pieces of a batch, in memory that the batch keeps,
// so that WritePieces has but to copy them. It may run for several batches at
// once, after WriteExtents; the pieces are not to be changed afterwards. A piece
// that the table may not hold is left for WritePieces to refuse.
func (t *Tonight) Pack(b *land.Batch) {
	r := record{memory: b.Rows[:0]}
	for i := range b.Pieces {
		p := &b.Pieces[i]
		p.Row, _ = t.layers.pack(p, &r) // the error comes again, in its turn
	}
	b.Rows = r.memory
}

// rowBox is what stands behind the record in a piece's Row: the envelope of its
// shape, four 64-bit floats, for the R-tree. That of an absent shape is noBox.
const rowBox = 4 * 8

// pack makes the row of a piece: its record, in the order of the columns of the
// table, and its envelope.
func (l *layers) pack(p *land.Piece, r *record) ([]byte, error) {
	if p.Extent < 0 || p.Extent >= len(l.extents) || p.Source < 0 || p.Source >= len(l.sources) {
		return nil, fmt.Errorf("extent %d of %d, source %d of %d", p.Extent, len(l.extents), p.Source, len(l.sources))
	}
	if err := checkPiece(p); err != nil {
		return nil, err
	}
	r.open()
	l.packTexts(p, r)
	for i := range p.Figures {
		if q := &p.Figures[i]; q.Known {
			r.real(q.Value)
		} else {
			r.null()
		}
	}
	b, err := l.packShape(p, r)
	if err != nil {
		return nil, err
	}
	record := r.close()
	for _, v := range [4]float64{b.minX, b.minY, b.maxX, b.maxY} {
		r.memory = binary.LittleEndian.AppendUint64(r.memory, math.Float64bits(v))
	}
	return r.memory[len(r.memory)-rowBox-len(record) : len(r.memory) : len(r.memory)], nil
}

// packTexts packs the columns up to the figures.
func (l *layers) packTexts(p *land.Piece, r *record) {
	e := &l.extents[p.Extent]
	r.null() // fid: the rowid
	r.text(e.parkCode)
	r.text(e.kind)
	r.textOrNull(p.ParcelID)
	r.text(l.sources[p.Source].Path)
	r.integer(int64(p.Record))
	r.text(string(p.Relation))
	r.real(p.Share)
	r.real(p.AreaM2)
	r.textOrNull(p.LandUse)
	r.textOrNull(p.Scheme)
	r.textOrNull(string(p.Status))
	r.textOrNull(p.BuiltCode)
	r.textOrNull(p.SupplyCode)
	r.textOrNull(p.HightechCode)
}

func (l *layers) packShape(p *land.Piece, r *record) (box, error) {
	if !hasPoints(p.Shape) {
		r.null()
		return noBox, nil
	}
	b, ok := putBlob(r.blob(blobSize(p.Shape)), p.Shape, l.srs)
	if !ok {
		return noBox, errCoordinate
	}
	return b, nil
}

// splitRow returns the record and the envelope of a packed row.
func splitRow(row []byte) ([]byte, box) {
	n := len(row) - rowBox
	at := func(i int) float64 { return math.Float64frombits(binary.LittleEndian.Uint64(row[n+8*i:])) }
	return row[:n], box{at(0), at(1), at(2), at(3)}
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
