package overlay

import (
	"maps"
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"
)

// TestRasterBreaksAsTheSweepDoes: whatever the segments, both ways to find what
// meets what make the same fragments.
func TestRasterBreaksAsTheSweepDoes(t *testing.T) {
	const wide = 1 << 16 // some cells of a raster, see leastCell
	coordinate := rapid.OneOf(rapid.Map(rapid.IntRange(0, 8), func(n int) float64 { return float64(n) * wide / 8 }), rapid.Map(rapid.IntRange(0, wide), func(n int) float64 { return float64(n) }))
	rapid.Check(t, func(t *rapid.T) {
		var mp orb.MultiPolygon
		for range rapid.IntRange(1, 6).Draw(t, "rings") {
			var r orb.Ring
			for range rapid.IntRange(3, 9).Draw(t, "corners") {
				r = append(r, orb.Point{coordinate.Draw(t, "x"), coordinate.Draw(t, "y")})
			}
			mp = append(mp, orb.Polygon{r})
		}
		bound := orb.Bound{Max: orb.Point{1 << 53, 1 << 53}} // steps of one
		arranged := func(build func(*arrangement)) map[[4]float64][2]int32 {
			var a arrangement
			l := newLattice(bound)
			l.ox, l.oy, l.stepX, l.stepY, l.scaleX, l.scaleY = 0, 0, 1, 1, 1, 1
			a.reset(l)
			for _, p := range mp {
				a.addRing(p[0], false, ofParcel)
			}
			a.parcelSegments = len(a.segments)
			a.findEnds()
			build(&a)
			return netByEnds(&a)
		}
		sweep := arranged(func(a *arrangement) { a.crossingsBySweep(true); a.breakSegments() })
		raster := arranged(func(a *arrangement) {
			r := newRaster(a.segments)
			a.crossingsByRaster(r, true)
			a.breakByRaster(r)
		})
		if !maps.Equal(sweep, raster) {
			t.Fatalf("sweep %v\nraster %v", sweep, raster)
		}
	})
}

// netByEnds is the net of every fragment that does not cancel, by its ends, the
// lower left one first.
func netByEnds(a *arrangement) map[[4]float64][2]int32 {
	nets := map[[4]float64][2]int32{}
	for _, f := range a.fragments {
		p, q := a.nodes[f.end[0]].xy, a.nodes[f.end[1]].xy
		if p.x > q.x || p.x == q.x && p.y > q.y {
			p, q, f.net = q, p, [2]int32{-f.net[0], -f.net[1]}
		}
		if f.net != [2]int32{} {
			nets[[4]float64{p.x, p.y, q.x, q.y}] = f.net
		}
	}
	return nets
}

// TestHolesOfManyShells: islands with lakes with islands, more than are asked one
// by one: each lake goes to its own island.
func TestHolesOfManyShells(t *testing.T) {
	const n = 6
	square := func(x, y, r float64) orb.Ring {
		return orb.Ring{{x - r, y - r}, {x + r, y - r}, {x + r, y + r}, {x - r, y + r}, {x - r, y - r}}
	}
	var islands orb.MultiPolygon
	for i := range n * n {
		x, y := 37_478_000+100*float64(i%n), 4_038_000+100*float64(i/n)
		for k, r := range []float64{40, 30, 20, 10} {
			if k%2 == 0 {
				islands = append(islands, orb.Polygon{square(x, y, r)})
			} else {
				islands[len(islands)-1] = append(islands[len(islands)-1], square(x, y, r))
			}
		}
	}
	got := Repair(islands)
	if len(got) != 2*n*n {
		t.Fatalf("%d polygons, want %d", len(got), 2*n*n)
	}
	for _, p := range got {
		if len(p) != 2 {
			t.Fatalf("%d rings in one, want 2", len(p))
		}
		shell, hole := p[0].Bound(), p[1].Bound()
		if shell.Center() != hole.Center() || math.Abs(shell.Max[0]-hole.Max[0]-10) > 1e-9 {
			t.Fatalf("a hole %v in a shell %v", hole, shell)
		}
	}
}
