package store

import (
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
)

// rectangle returns a rectangle of the working CRS.
func rectangle(x, y, width, height float64) orb.MultiPolygon {
	return orb.MultiPolygon{{{{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}, {x, y}}}}
}

// PiecesIn is the fast way to what Pieces and a look at every box give: over
// windows at random both have the same pieces, and none of another extent.
func TestPiecesInAreThoseThatMeetTheWindow(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	dir := t.TempDir()
	tonight, err := Create(dir, Options{Started: time.Unix(0, 0), Lang: land.ZH})
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(err)
	defer tonight.Discard()
	run, err := tonight.Begin(Run{Kind: KindLand})
	check(err)
	check(tonight.SetCRS(CRS{EPSG: 4525, Name: "x", WKT: "LOCAL_CS[\"x\"]"}))
	check(tonight.WriteSources([]land.Source{{Role: land.RoleParcels, Path: "p.shp"}}))
	check(tonight.WriteParks([]land.Park{{Code: "A"}}))
	check(tonight.WriteExtents([]land.Extent{{ParkCode: "A", Kind: land.Approved, Shape: rectangle(0, 0, 1024, 1024)}, {ParkCode: "A", Kind: land.Managed, Shape: rectangle(0, 0, 1024, 1024)}}))
	var pieces []land.Piece
	for i := range 600 { // whole metres below 2^24: the index's single precision has them exactly
		shape := rectangle(float64(random.IntN(1000)), float64(random.IntN(1000)), float64(1+random.IntN(24)), float64(1+random.IntN(24)))
		pieces = append(pieces, land.Piece{Extent: i / 300, Record: i + 1, Relation: land.Inside, Share: 1, AreaM2: 1, Shape: shape})
	}
	check(tonight.WritePieces(pieces))
	check(tonight.PiecesDone())
	check(tonight.Finish(run))
	check(tonight.Publish())
	s, err := Open(filepath.Join(dir, FileName))
	check(err)
	defer s.Close()
	seen := 0
	for range 200 {
		x, y, least := float64(random.IntN(1000)), float64(random.IntN(1000)), float64(random.IntN(12))
		window := rectangle(x, y, float64(random.IntN(300)), float64(random.IntN(300))).Bound()
		var want, got []int
		check(s.Pieces("A", string(land.Managed), func(p *Piece) error {
			b := p.Shape.Bound()
			if b.Intersects(window) && max(b.Max[0]-b.Min[0], b.Max[1]-b.Min[1]) >= least {
				want = append(want, p.Record)
			}
			return nil
		}))
		check(s.PiecesIn("A", string(land.Managed), window, least, 1000, func(p *WindowPiece) error {
			got = append(got, p.Record)
			return nil
		}))
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("window %v, %v m at least: %v, want %v", window, least, got, want)
		}
		seen += len(got)
	}
	if seen < 500 {
		t.Errorf("%d pieces in all windows prove little", seen)
	}
}
