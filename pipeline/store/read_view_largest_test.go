package store_test

import (
	"cmp"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"jiyue/pipeline/store"
)

// LargestPieces are those that a sort of all pieces begins with, and
// PieceOrigins and PieceCount tell of all of them.
func TestLargestPieces(t *testing.T) {
	n := benchNight(900, 3)
	dir := t.TempDir()
	n.publish(t, dir)
	s, err := store.Open(store.PathIn(dir))
	must(t, err)
	defer s.Close()
	for _, e := range n.extents {
		code, kind := e.ParkCode, string(e.Kind)
		var every, largest []store.Piece
		must(t, s.Pieces(code, kind, func(p *store.Piece) error { every = append(every, *p); return nil }))
		origins, err := s.PieceOrigins(code, kind)
		must(t, err)
		count, err := s.PieceCount(code, kind)
		must(t, err)
		if count != len(every) || len(origins) != count || count < 20 {
			t.Fatalf("%s: %d pieces, %d origins, count %d", code, len(every), len(origins), count)
		}
		for i, o := range origins {
			if p := every[i]; o != (store.PieceOrigin{Source: p.Source, Record: p.Record, ParcelID: p.ParcelID, Relation: p.Relation}) {
				t.Fatalf("%s: origin %+v of %+v", code, o, p)
			}
		}
		slices.SortStableFunc(every, func(a, b store.Piece) int { return cmp.Compare(b.AreaM2, a.AreaM2) })
		must(t, s.LargestPieces(code, kind, 20, func(p *store.Piece) error { largest = append(largest, *p); return nil }))
		slices.SortStableFunc(largest, func(a, b store.Piece) int { return cmp.Compare(b.AreaM2, a.AreaM2) })
		if diff := gocmp.Diff(every[:20], largest); diff != "" {
			t.Errorf("%s: %s", code, diff)
		}
	}
}
