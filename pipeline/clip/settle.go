package clip

import (
	"fmt"
	"math"

	"jiyue/pipeline/land"
)

// Settle closes the batch: pieces of parcels that were rejected after they had
// been clipped (repeated records) are dropped, and the ledger learns what
// became of every parcel. Call it once a batch, in input order.
func Settle(b *land.Batch, l *land.Ledger) {
	kept, next := b.Pieces[:0], 0
	account := &l.Sources[b.Source]
	for i := range b.Parcels {
		p := &b.Parcels[i]
		from := next
		for next < len(b.Pieces) && b.Pieces[next].Record == p.Record {
			next++
		}
		if p.Rejected {
			continue
		}
		pieces := b.Pieces[from:next]
		settleParcel(account, p, pieces)
		settlePieces(l.Parks, pieces)
		if len(kept) == from { // nothing was dropped: they stand where they belong
			kept = b.Pieces[:next]
		} else {
			kept = append(kept, pieces...)
		}
	}
	b.Pieces = kept
}

// settleParcel writes the source's side of the ledger.
func settleParcel(s *land.SourceLedger, p *land.Parcel, pieces []land.Piece) {
	if len(pieces) == 0 {
		s.Outside.Add(p.AreaM2)
		return
	}
	inside, sum := false, 0.0
	for i := range pieces {
		piece := &pieces[i]
		inside = inside || piece.Relation == land.Inside
		sum += piece.PlanarM2
	}
	s.TwiceM2.Add(sum - p.CoveredM2)
	if inside {
		s.Inside.Add(p.AreaM2)
		return
	}
	s.Cut++
	s.Kept.Add(p.CoveredM2)
	s.CutOff.Add(p.CutOffM2)
	if off := p.AreaM2 - p.CoveredM2 - p.CutOffM2; math.Abs(off) > disputeRelative*p.AreaM2+disputeM2 {
		s.Disputed++
		if s.Dispute == "" {
			s.Dispute = fmt.Sprintf("record %d: of %.6f m², %.6f m² in pieces and %.6f m² cut off", p.Record, p.AreaM2, p.CoveredM2, p.CutOffM2)
		}
	}
}

// What the two hands may differ by: geo/overlay promises a piece to 1e-9 of the
// parcel's area and 1e-6 m²; a parcel may lie in a handful of extents.
const (
	disputeRelative = 1e-8
	disputeM2       = 1e-5
)

// settlePieces writes the parks' side of the ledger.
func settlePieces(parks []land.ParkLedger, pieces []land.Piece) {
	for i := range pieces {
		piece := &pieces[i]
		park := &parks[piece.Extent]
		if piece.Relation == land.Inside {
			park.Inside.Add(piece.PlanarM2)
		} else {
			park.Cut.Add(piece.PlanarM2)
		}
		park.Removed.AreaM2.Add(piece.RemovedM2)
		if piece.Share == 0 {
			park.Removed.Count++
			continue
		}
		park.Clipped.Add(piece.AreaM2)
	}
}
