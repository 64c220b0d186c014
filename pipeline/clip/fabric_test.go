package clip_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"jiyue/geo"
	"jiyue/geo/overlay"
	"jiyue/pipeline/clip"
	"jiyue/pipeline/land"
	"jiyue/pipeline/topology"
)

// overlapsBoth returns the overlaps of every extent as the fabric, and the second
// look where it doubts, find them and as holding all pairs against each other
// does, and the number of extents that the fabric was in doubt about. What it is
// not in doubt about has no gap. Some records are rejected when they have been
// woven already.
func overlapsBoth(t testing.TB, src memory, extents []land.Extent, rejected ...int) (got, want [][]topology.Overlap, doubtful int) {
	t.Helper()
	x := clip.Prepare(extents)
	fabric := clip.NewFabric(x)
	ledger := land.NewLedger([]land.Source{{Role: land.RoleParcels, Path: "parcels.shp"}}, extents)
	pieces := make([][]orb.MultiPolygon, len(extents))
	err := clip.Run(context.Background(), src, x, clip.Options{Jobs: 1, Work: fabric.Weave}, func(b *land.Batch) error {
		for i := range b.Parcels {
			b.Parcels[i].Rejected = slices.Contains(rejected, b.Parcels[i].Record)
		}
		clip.Settle(b, ledger)
		fabric.Add(b)
		for _, p := range b.Pieces {
			pieces[p.Extent] = append(pieces[p.Extent], p.Shape.Clone())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for i := range extents {
		want = append(want, topology.Overlaps(pieces[i]))
		report := topology.Examine(extents[i].Shape, pieces[i], topology.Options{Policy: land.CountTwice})
		found := report.Overlaps
		if fabric.Doubtful(i) {
			doubtful++
		} else if found = nil; len(pieces[i]) > 0 && len(report.Gaps) > 0 {
			t.Fatalf("extent %d is beyond doubt and has gaps of %v m²", i, report.GapM2)
		}
		got = append(got, found)
	}
	return got, want, doubtful
}

// sheet draws a grid of parcels on a lattice of whole metres, so that sheets
// laid over each other share corners and stretches of boundary often: the
// cases in which boundaries cancel that should not. Cells may be joined, cut
// in two by a diagonal, or hold a parcel as an island.
func sheet(t *rapid.T, x, y float64, columns, rows int, cell float64) []orb.MultiPolygon {
	joggle := rapid.SampledFrom([]float64{0, 0, 1, 2}).Draw(t, "joggle")
	corner := func(i, j int) orb.Point {
		p := orb.Point{east + x + float64(i)*cell, north + y + float64(j)*cell}
		if joggle > 0 && i > 0 && j > 0 && i < columns && j < rows {
			p[0] += joggle * float64(rapid.IntRange(-1, 1).Draw(t, "dx"))
			p[1] += joggle * float64(rapid.IntRange(-1, 1).Draw(t, "dy"))
		}
		return p
	}
	points := make([][]orb.Point, columns+1)
	for i := range points {
		for j := range rows + 1 {
			points[i] = append(points[i], corner(i, j))
		}
	}
	var shapes []orb.MultiPolygon
	for i := range columns {
		for j := range rows {
			a, b, c, d := points[i][j], points[i+1][j], points[i+1][j+1], points[i][j+1]
			shapes = append(shapes, cellOf(rapid.IntRange(0, 7).Draw(t, "kind"), a, b, c, d, cell)...)
		}
	}
	return shapes
}

// cellOf returns the parcels of one cell of a sheet.
func cellOf(kind int, a, b, c, d orb.Point, cell float64) []orb.MultiPolygon {
	one := orb.Ring{a, b, c, d, a}
	switch kind {
	case 0: // two halves
		return []orb.MultiPolygon{{{{a, b, c, a}}}, {{{a, c, d, a}}}}
	case 1: // an island
		x, y := math.Round((a[0]+c[0])/2), math.Round((a[1]+c[1])/2)
		r := cell / 8
		hole := orb.Ring{{x - r, y - r}, {x - r, y + r}, {x + r, y + r}, {x + r, y - r}, {x - r, y - r}}
		island := hole.Clone()
		island.Reverse()
		return []orb.MultiPolygon{overlay.Repair(orb.MultiPolygon{{one, hole}}), {{island}}}
	case 2: // a vertex in the middle of a side, which the neighbour lacks
		return []orb.MultiPolygon{{{{a, {(a[0] + b[0]) / 2, (a[1] + b[1]) / 2}, b, c, d, a}}}}
	}
	return []orb.MultiPolygon{{{one}}}
}

// damage does to a fabric what happens to cadastres.
func damage(t *rapid.T, shapes []orb.MultiPolygon, size float64) []orb.MultiPolygon {
	for range rapid.IntRange(0, 4).Draw(t, "damages") {
		i := rapid.IntRange(0, len(shapes)-1).Draw(t, "parcel")
		s := shapes[i].Clone()
		switch rapid.IntRange(0, 7).Draw(t, "damage") {
		case 0: // drawn twice
			shapes = append(shapes, s)
		case 1: // drawn again, elsewhere
			shapes = append(shapes, moved(s, float64(rapid.IntRange(-9, 9).Draw(t, "x")), float64(rapid.IntRange(-9, 9).Draw(t, "y"))))
		case 2: // moved by the width of a line
			shapes[i] = moved(s, rapid.Float64Range(-0.02, 0.02).Draw(t, "x"), rapid.Float64Range(-0.02, 0.02).Draw(t, "y"))
		case 3: // enlarged
			s[0][0][1][0] += float64(rapid.IntRange(-3, 9).Draw(t, "x"))
			shapes[i] = overlay.Repair(s)
		case 4: // missing
			if len(shapes) > 1 {
				shapes = append(shapes[:i:i], shapes[i+1:]...)
			}
		case 5: // two parcels in one record
			j := rapid.IntRange(0, len(shapes)-1).Draw(t, "other")
			shapes[i] = overlay.Union(s, shapes[j])
		case 6: // a parcel over many
			x, y := rapid.Float64Range(0, size).Draw(t, "x"), rapid.Float64Range(0, size).Draw(t, "y")
			shapes = append(shapes, box(x, y, size/3, size/2))
		case 7: // drawn twice, once the other way round
			for _, polygon := range s {
				for _, r := range polygon {
					r.Reverse()
				}
			}
			shapes = append(shapes, s)
		}
	}
	kept := shapes[:0]
	for _, s := range shapes {
		if len(s) > 0 {
			kept = append(kept, s)
		}
	}
	return kept
}

func moved(mp orb.MultiPolygon, dx, dy float64) orb.MultiPolygon {
	for _, polygon := range mp {
		for _, r := range polygon {
			for i := range r {
				r[i][0] += dx
				r[i][1] += dy
			}
		}
	}
	return mp
}

// extentsOver draws extents: around everything, along the lines of the sheet,
// across them, in two blocks.
func extentsOver(t *rapid.T, size float64) []land.Extent {
	var extents []land.Extent
	for i := range rapid.IntRange(1, 3).Draw(t, "extents") {
		var shape orb.MultiPolygon
		switch rapid.IntRange(0, 3).Draw(t, "extent") {
		case 0:
			shape = box(-50, -50, size+100, size+100)
		case 1:
			shape = box(8, 8, math.Floor(size/16)*8, math.Floor(size/16)*8)
		case 2:
			x, y := rapid.Float64Range(0, size/2).Draw(t, "x"), rapid.Float64Range(0, size/2).Draw(t, "y")
			shape = box(x, y, size/3+1, size/2+1)
		case 3:
			shape = append(box(2, 2, size/4+1, size/4+1), box(size/2+4, size/2+4, size/4+1, size/3)...)
		}
		extents = append(extents, land.Extent{ParkCode: fmt.Sprint(i), Shape: shape})
	}
	return extents
}

// batchesBy makes batches of so many parcels each, their rings turned as ingest
// turns them.
func batchesBy(size int, shapes []orb.MultiPolygon) memory {
	var src memory
	for i, s := range shapes {
		s, _ := geo.Assemble(slices.Concat(s...))
		if i%size == 0 {
			src = append(src, nil)
		}
		var area float64
		for _, polygon := range s {
			for k, r := range polygon {
				if ring := math.Abs(shoelace(r)); k == 0 {
					area += ring
				} else {
					area -= ring
				}
			}
		}
		src[len(src)-1] = append(src[len(src)-1], parcel(i+1, s, area))
	}
	return src
}

// TestFabricMissesNothing: sheets of parcels, laid over one another and
// damaged, give the same overlaps, to the last bit, as all pairs do; in any
// order of the parcels. Extents that are beyond doubt are covered wholly.
func TestFabricMissesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		columns, rows := rapid.IntRange(1, 7).Draw(t, "columns"), rapid.IntRange(1, 7).Draw(t, "rows")
		size := float64(max(columns, rows)) * 8
		shapes := sheet(t, 0, 0, columns, rows, 8)
		for range rapid.IntRange(0, 2).Draw(t, "more sheets") {
			x, y := rapid.SampledFrom([]float64{0, 4, 8, 16}).Draw(t, "x"), rapid.SampledFrom([]float64{0, 3, 8, 16}).Draw(t, "y")
			cell := rapid.SampledFrom([]float64{8, 8, 16}).Draw(t, "cell")
			shapes = append(shapes, sheet(t, x, y, rapid.IntRange(1, 5).Draw(t, "columns"), rapid.IntRange(1, 5).Draw(t, "rows"), cell)...)
		}
		shapes = damage(t, shapes, size)
		if rapid.Bool().Draw(t, "shuffle") {
			shapes = rapid.Permutation(shapes).Draw(t, "order")
		}
		rejected := rapid.SliceOfN(rapid.IntRange(1, len(shapes)), 0, 2).Draw(t, "rejected")
		got, want, _ := overlapsBoth(rapidTB{t: t}, batchesBy(10, shapes), extentsOver(t, size), rejected...)
		if diff := cmp.Diff(want, got, cmp.Comparer(sameOverlaps)); diff != "" {
			t.Fatalf("all pairs (-) and fabric (+): %s", diff)
		}
	})
}

// sameOverlaps compares to the last bit; none are none, nil or empty.
func sameOverlaps(a, b []topology.Overlap) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// TestFabricSeesBehindRounding: two parcels share the line x = 50. A third over
// the second begins one step of rounding before that line, so its only open
// step lies within the first, with which it shares nothing worth the name.
func TestFabricSeesBehindRounding(t *testing.T) {
	extents := []land.Extent{{Shape: box(0, 0, 100, 100)}}
	third := box(50, 0, 50, 100)
	for _, k := range []int{0, 3, 4} {
		third[0][0][k][0] = math.Nextafter(third[0][0][k][0], 0)
	}
	got, want, _ := overlapsBoth(t, batchesBy(10, []orb.MultiPolygon{box(0, 0, 50, 100), box(50, 0, 50, 100), third}), extents)
	if len(want[0]) != 1 || !sameOverlaps(got[0], want[0]) {
		t.Errorf("all pairs %+v, fabric %+v", want, got)
	}
}

// TestFabricDoesNotCountTheRejected: a record that repeats another is rejected
// after it was woven; then there is nothing to doubt. While it counts, there is.
func TestFabricDoesNotCountTheRejected(t *testing.T) {
	extents := []land.Extent{{Shape: box(0, 0, 100, 100)}}
	src := batchesBy(10, []orb.MultiPolygon{box(0, 0, 50, 100), box(50, 0, 50, 100), box(50, 0, 50, 100)})
	if _, _, doubtful := overlapsBoth(t, src, extents, 3); doubtful != 0 {
		t.Error("doubtful without the repeated record")
	}
	if got, _, doubtful := overlapsBoth(t, src, extents); doubtful != 1 || len(got[0]) != 1 {
		t.Errorf("with the repeated record %d doubtful, overlaps %v", doubtful, got)
	}
}

// TestFabricDoubtsNoCleanSheet: parcels that share all corners are beyond doubt,
// however the outline runs through them.
func TestFabricDoubtsNoCleanSheet(t *testing.T) {
	var shapes []orb.MultiPolygon
	for x := range 20 {
		for y := range 20 {
			shapes = append(shapes, box(float64(x)*10, float64(y)*10, 10, 10))
		}
	}
	for name, extent := range map[string]orb.MultiPolygon{
		"across parcels": box(13, 17, 120, 130),
		"along parcels":  box(10, 20, 120, 130),
		"in two blocks":  append(box(13, 17, 20, 130), box(75, 17, 20, 130)...),
		"slanting":       {{{{east + 20, north + 10}, {east + 187, north + 35}, {east + 170, north + 180}, {east + 15, north + 150}, {east + 20, north + 10}}}},
	} {
		if _, _, doubtful := overlapsBoth(t, batchesBy(30, shapes), []land.Extent{{Shape: extent}}); doubtful != 0 {
			t.Errorf("an extent %s is doubtful", name)
		}
	}
}

// TestFabricDoubtsABareBlock: parcels that cover one of two blocks leave no step
// open in either.
func TestFabricDoubtsABareBlock(t *testing.T) {
	extent := append(box(0, 0, 100, 100), box(200, 0, 50, 50)...)
	first := []orb.MultiPolygon{box(0, 0, 50, 100), box(50, 0, 50, 100)}
	if _, _, doubtful := overlapsBoth(t, batchesBy(10, first), []land.Extent{{Shape: extent}}); doubtful != 1 {
		t.Error("no doubt about an extent of which one block is bare")
	}
	if _, _, doubtful := overlapsBoth(t, batchesBy(10, append(first, box(190, -10, 80, 80))), []land.Extent{{Shape: extent}}); doubtful != 0 {
		t.Error("doubt about an extent that is covered once")
	}
}

// TestSettleCountsWhatAPolicyTakes: a piece of which nothing is left is removed,
// of others only the area; what is cut off its shape does not matter.
func TestSettleCountsWhatAPolicyTakes(t *testing.T) {
	ledger := land.NewLedger([]land.Source{{Role: land.RoleParcels, Path: "parcels.shp"}}, []land.Extent{{}})
	clip.Settle(&land.Batch{
		Parcels: []land.Parcel{{Record: 1, AreaM2: 100, CoveredM2: 100}, {Record: 2, AreaM2: 100, CoveredM2: 100}},
		Pieces: []land.Piece{
			{Record: 1, Relation: land.Cut, Share: 0, PlanarM2: 100, RemovedM2: 100},
			{Record: 2, Relation: land.Cut, Share: 0.75, PlanarM2: 100, AreaM2: 75, RemovedM2: 25},
		},
	}, ledger)
	p := &ledger.Parks[0]
	if p.Cut.Count != 2 || p.Clipped.Count != 1 || p.Removed.Count != 1 || p.Clipped.AreaM2.Value() != 75 || p.Removed.AreaM2.Value() != 125 {
		t.Errorf("%+v", p)
	}
	p.Measured, p.Stored = p.Clipped, p.Clipped
	ledger.Sources[0].Records, ledger.Sources[0].In = 2, land.Tally{Count: 2}
	ledger.Sources[0].In.AreaM2.Add(200)
	if err := ledger.Balance(); err != nil {
		t.Error(err)
	}
}
