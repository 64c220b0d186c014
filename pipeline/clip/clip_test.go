package clip_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"jiyue/pipeline/clip"
	"jiyue/pipeline/land"
)

// The map's offset: eastings of zone 37 and northings of Daning county.
const east, north = 37_478_000, 4_038_000

func box(x, y, w, h float64) orb.MultiPolygon {
	x, y = x+east, y+north
	return orb.MultiPolygon{{{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}, {x, y}}}}
}

func parcel(record int, shape orb.MultiPolygon, areaM2 float64) land.Parcel {
	return land.Parcel{Record: record, ID: fmt.Sprint("D", record), Shape: shape, Box: shape.Bound(), AreaM2: areaM2, DeliveredAreaM2: areaM2, AttributeRow: true}
}

// memory is a Source whose batches are given.
type memory [][]land.Parcel

func (m memory) Batches() int { return len(m) }

func (m memory) Read(i int, b *land.Batch) error {
	b.First = i*1000 + 1
	b.Parcels = append(b.Parcels, m[i]...)
	return nil
}

// clipAll runs the source through the stage and returns the pieces and the
// ledger, its ingest, measure and store sides filled in from the parcels.
func clipAll(t testing.TB, src memory, extents []land.Extent, jobs int) ([]land.Piece, *land.Ledger) {
	t.Helper()
	ledger := land.NewLedger([]land.Source{{Role: land.RoleParcels, Path: "parcels.shp"}}, extents)
	var pieces []land.Piece
	err := clip.Run(context.Background(), src, clip.Prepare(extents), clip.Options{Jobs: jobs}, func(b *land.Batch) error {
		for _, p := range b.Parcels {
			ledger.Sources[0].Records++
			ledger.Sources[0].In.Add(p.DeliveredAreaM2)
		}
		clip.Settle(b, ledger)
		for _, p := range b.Pieces {
			ledger.Parks[p.Extent].Measured.Add(p.AreaM2)
			ledger.Parks[p.Extent].Stored.Add(p.AreaM2)
		}
		pieces = append(pieces, b.Pieces...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return pieces, ledger
}

// TestRelations places one parcel against one extent, the square (0,0)–(100,100).
func TestRelations(t *testing.T) {
	tests := []struct {
		name   string
		parcel orb.MultiPolygon
		area   float64
		want   string // relation and share
	}{
		{"wholly inside", box(10, 10, 20, 20), 400, "inside 1"},
		{"inside, sharing an edge", box(0, 10, 20, 20), 400, "inside 1"},
		{"exactly the extent", box(0, 0, 100, 100), 10000, "inside 1"},
		{"half across", box(-10, 10, 20, 20), 400, "cut 0.5"},
		{"a quarter at a corner", box(90, 90, 20, 20), 400, "cut 0.25"},
		{"covers the extent", box(-100, -100, 300, 300), 90000, "cut 0.1111111111"},
		{"touches along an edge", box(100, 10, 20, 20), 400, ""},
		{"touches in a corner", box(100, 100, 20, 20), 400, ""},
		{"far away", box(1000, 1000, 20, 20), 400, ""},
	}
	extents := []land.Extent{{ParkCode: "A", Kind: land.Approved, Shape: box(0, 0, 100, 100), AreaM2: 10000}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			pieces, ledger := clipAll(t, memory{{parcel(1, tt.parcel, tt.area)}}, extents, 1)
			got := ""
			if len(pieces) == 1 {
				got = fmt.Sprintf("%s %.10g", pieces[0].Relation, pieces[0].Share)
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if err := ledger.Balance(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestDivided: a parcel that two extents divide between them keeps its whole
// area; the ledger says that nothing was cut off.
func TestDivided(t *testing.T) {
	extents := []land.Extent{
		{ParkCode: "A", Kind: land.Approved, Shape: box(0, 0, 100, 100), AreaM2: 10000},
		{ParkCode: "B", Kind: land.Approved, Shape: box(100, 0, 100, 100), AreaM2: 10000},
	}
	pieces, ledger := clipAll(t, memory{{parcel(1, box(70, 20, 40, 10), 400)}}, extents, 1)
	if len(pieces) != 2 || pieces[0].Share+pieces[1].Share != 1 || pieces[0].PlanarM2 != 300 || pieces[1].PlanarM2 != 100 {
		t.Fatalf("pieces: %+v", pieces)
	}
	s := ledger.Sources[0]
	if s.Cut != 1 || s.Kept.Value() != 400 || s.CutOff.Value() != 0 || s.TwiceM2.Value() != 0 {
		t.Errorf("ledger: %+v", s)
	}
}

// TestCountedTwice: where three extents overlap, each keeps its own piece and
// the ledger counts the land once. The parcel is 100 × 10; A covers x 0–60, B
// 40–80, C 50–90. Pieces 600 + 400 + 400 = 1400 m²; together they cover 0–90,
// 900 m²; so 500 m² count twice and 100 m² are cut off.
func TestCountedTwice(t *testing.T) {
	var extents []land.Extent
	for _, e := range []struct {
		code     string
		from, to float64
	}{{"A", 0, 60}, {"B", 40, 80}, {"C", 50, 90}} {
		extents = append(extents, land.Extent{ParkCode: e.code, Shape: box(e.from, -50, e.to-e.from, 100)})
	}
	pieces, ledger := clipAll(t, memory{{parcel(1, box(0, 0, 100, 10), 1000)}}, extents, 1)
	s := ledger.Sources[0]
	if len(pieces) != 3 || !near(s.Kept.Value(), 900) || !near(s.TwiceM2.Value(), 500) || !near(s.CutOff.Value(), 100) {
		t.Errorf("%d pieces, kept %v, twice %v, cut off %v", len(pieces), s.Kept.Value(), s.TwiceM2.Value(), s.CutOff.Value())
	}
	if err := ledger.Balance(); err != nil {
		t.Error(err)
	}
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-6 }

// TestLostLandIsNoticed: were the pieces smaller than the land inside the
// extents, every sum over them would agree, and still the ledger would not
// balance, since the cut-off land is found without them.
func TestLostLandIsNoticed(t *testing.T) {
	extents := []land.Extent{{ParkCode: "A", Shape: box(0, 0, 100, 100)}}
	b := &land.Batch{Parcels: []land.Parcel{parcel(1, box(90, 20, 20, 10), 200)}}
	clip.NewClipper(clip.Prepare(extents), nil).Clip(b)
	b.Pieces[0].PlanarM2, b.Pieces[0].AreaM2, b.Parcels[0].CoveredM2 = 60, 60, 60 // of 100 m²
	ledger := land.NewLedger([]land.Source{{Role: land.RoleParcels, Path: "parcels.shp"}}, extents)
	ledger.Sources[0].Records = 1
	ledger.Sources[0].In.Add(200)
	clip.Settle(b, ledger)
	ledger.Parks[0].Measured, ledger.Parks[0].Stored = ledger.Parks[0].Clipped, ledger.Parks[0].Clipped
	err := ledger.Balance()
	if err == nil || !strings.Contains(err.Error(), "record 1: of 200.000000 m², 60.000000 m² in pieces and 100.000000 m² cut off") {
		t.Errorf("got %v", err)
	}
}

// TestRejectedLater: a parcel struck out after it was clipped leaves no piece
// and counts as nothing but rejected.
func TestRejectedLater(t *testing.T) {
	extents := []land.Extent{{ParkCode: "A", Shape: box(0, 0, 100, 100)}}
	b := &land.Batch{Parcels: []land.Parcel{parcel(1, box(1, 1, 2, 2), 4), parcel(2, box(1, 1, 2, 2), 4), parcel(3, box(5, 5, 2, 2), 4)}}
	clip.NewClipper(clip.Prepare(extents), nil).Clip(b)
	if len(b.Pieces) != 3 {
		t.Fatalf("%d pieces", len(b.Pieces))
	}
	b.Parcels[1].Rejected = true
	ledger := land.NewLedger([]land.Source{{Role: land.RoleParcels}}, extents)
	clip.Settle(b, ledger)
	if len(b.Pieces) != 2 || b.Pieces[0].Record != 1 || b.Pieces[1].Record != 3 || ledger.Sources[0].Inside.Count != 2 {
		t.Errorf("pieces %+v, ledger %+v", b.Pieces, ledger.Sources[0])
	}
}

// TestShareAboveOne: a figure-eight whose loops cancel is delivered with less
// area than its piece has.
func TestShareAboveOne(t *testing.T) {
	extents := []land.Extent{{ParkCode: "A", Shape: box(0, 0, 100, 100)}}
	p := parcel(9, box(10, 10, 20, 20), 400)
	p.DeliveredAreaM2 = 100
	b := &land.Batch{Parcels: []land.Parcel{p}}
	clip.NewClipper(clip.Prepare(extents), nil).Clip(b)
	if len(b.Findings) != 1 || b.Findings[0].Code != land.ShareAboveOne || b.Findings[0].Record != 9 || b.Pieces[0].Share != 1 {
		t.Errorf("findings %+v, pieces %+v", b.Findings, b.Pieces)
	}
}

// fabric is a grid of parcels whose corners are moved at random, so that they
// tile the square (0,0)–(cells,cells)×10 m without gap or overlap.
func fabric(t *rapid.T, cells int) memory {
	corners := make([][]orb.Point, cells+1)
	for i := range corners {
		for j := range cells + 1 {
			p := orb.Point{east + float64(i)*10, north + float64(j)*10}
			if i > 0 && i < cells && j > 0 && j < cells {
				p[0] += rapid.Float64Range(-4, 4).Draw(t, "dx")
				p[1] += rapid.Float64Range(-4, 4).Draw(t, "dy")
			}
			corners[i] = append(corners[i], p)
		}
	}
	var src memory
	record := 0
	for i := range cells {
		var batch []land.Parcel
		for j := range cells {
			record++
			ring := orb.Ring{corners[i][j], corners[i+1][j], corners[i+1][j+1], corners[i][j+1], corners[i][j]}
			batch = append(batch, parcel(record, orb.MultiPolygon{{ring}}, shoelace(ring)))
		}
		src = append(src, batch)
	}
	return src
}

// shoelace is the textbook area, shifted to the first corner.
func shoelace(r orb.Ring) float64 {
	var twice float64
	for i := 1; i < len(r); i++ {
		twice += (r[i-1][0]-r[0][0])*(r[i][1]-r[0][1]) - (r[i][0]-r[0][0])*(r[i-1][1]-r[0][1])
	}
	return twice / 2
}

// TestAreaIsConserved: over a fabric that tiles the ground, the pieces of an
// extent add up to it; the ledger balances; and the number of jobs changes
// nothing, to the last bit.
func TestAreaIsConserved(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := fabric(t, rapid.IntRange(2, 8).Draw(t, "cells"))
		side := float64(len(src)) * 10
		x, y := rapid.Float64Range(0, side/2).Draw(t, "x"), rapid.Float64Range(0, side/2).Draw(t, "y")
		w, h := rapid.Float64Range(1, side/2).Draw(t, "w"), rapid.Float64Range(1, side/2).Draw(t, "h")
		extents := []land.Extent{{ParkCode: "A", Shape: box(x, y, w, h)}, {ParkCode: "B", Shape: box(0, 0, side/3, side)}}
		one, ledger := clipAllRapid(t, src, extents, 1)
		four, _ := clipAllRapid(t, src, extents, 4)
		if diff := cmp.Diff(one, four); diff != "" {
			t.Fatalf("jobs change the pieces: %s", diff)
		}
		if err := ledger.Balance(); err != nil {
			t.Fatal(err)
		}
		sums := make([]float64, 2)
		for _, p := range one {
			if p.Share <= 0 || p.Share > 1 || (p.Share == 1) != (p.Relation == land.Inside) {
				t.Fatalf("piece with share %v is %s", p.Share, p.Relation)
			}
			sums[p.Extent] += p.PlanarM2
		}
		for i, want := range []float64{w * h, side / 3 * side} {
			if math.Abs(sums[i]-want) > promised(src, extents[i].Shape) {
				t.Fatalf("extent %d of %v m² holds %v m²", i, want, sums[i])
			}
		}
	})
}

// promised is what the pieces of an extent may be off together: geo/overlay promises
// each to 1e-9 of its parcel and 1e-6 m², those that it takes for none included.
func promised(src memory, extent orb.MultiPolygon) float64 {
	sum := 0.0
	for _, batch := range src {
		for i := range batch {
			if p := &batch[i]; p.Shape.Bound().Intersects(extent.Bound()) {
				sum += 1e-9*p.AreaM2 + 1e-6
			}
		}
	}
	return sum
}

func clipAllRapid(t *rapid.T, src memory, extents []land.Extent, jobs int) ([]land.Piece, *land.Ledger) {
	return clipAll(rapidTB{t: t}, src, extents, jobs)
}

// rapidTB lets helpers of testing.TB serve in property tests.
type rapidTB struct {
	testing.TB
	t *rapid.T
}

func (r rapidTB) Helper()           {}
func (r rapidTB) Fatal(args ...any) { r.t.Fatal(args...) }

// faulty fails or panics at one batch.
type faulty struct {
	memory
	at    int
	panic bool
}

var errBroken = errors.New("broken source")

func (f faulty) Read(i int, b *land.Batch) error {
	if i == f.at {
		if f.panic {
			panic("index out of range")
		}
		return errBroken
	}
	return f.memory.Read(i, b)
}

func TestRunEndsWithTheFirstError(t *testing.T) {
	src := make(memory, 50)
	for i := range src {
		src[i] = []land.Parcel{parcel(i+1, box(1, 1, 2, 2), 4)}
	}
	extents := clip.Prepare([]land.Extent{{Shape: box(0, 0, 100, 100)}})
	seen := 0
	count := func(*land.Batch) error { seen++; return nil }

	err := clip.Run(context.Background(), faulty{src, 20, false}, extents, clip.Options{Jobs: 4}, count)
	if !errors.Is(err, errBroken) || seen != 20 {
		t.Errorf("a broken source: %v after %d batches", err, seen)
	}
	err = clip.Run(context.Background(), faulty{src, 20, true}, extents, clip.Options{Jobs: 4}, count)
	if err == nil || !strings.Contains(err.Error(), "internal error") {
		t.Errorf("a panic: %v", err)
	}
	errSink := errors.New("disk full")
	err = clip.Run(context.Background(), src, extents, clip.Options{Jobs: 4}, func(*land.Batch) error { return errSink })
	if !errors.Is(err, errSink) {
		t.Errorf("a sink that fails: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	err = clip.Run(ctx, src, extents, clip.Options{Jobs: 4}, func(*land.Batch) error { cancel(); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("an interrupt: %v", err)
	}
}
