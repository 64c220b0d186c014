package overlay_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"jiyue/geo"
	"jiyue/geo/overlay"
)

func TestRepair(t *testing.T) {
	for _, c := range []struct {
		name         string
		in           orb.MultiPolygon
		areaM2       float64
		parts, holes int
	}{
		{"valid", box(0, 0, 2, 2), 4, 1, 0},
		{"bow-tie", one(0, 0, 4, 4, 4, 0, 0, 4), 8, 2, 0},
		{"spike outwards", one(0, 0, 4, 0, 8, 0, 4, 0, 4, 4, 0, 4), 16, 1, 0},
		{"spike inwards", one(0, 0, 4, 0, 4, 2, 2, 2, 4, 2, 4, 4, 0, 4), 16, 1, 0},
		{"square run round twice", one(0, 0, 2, 0, 2, 2, 0, 2, 0, 0, 2, 0, 2, 2, 0, 2), 0, 0, 0},
		{"pentagram: its middle is no land", one(0, 10, -6, -8, 9, 3, -9, 3, 6, -8), 0, 5, 0},
		{"hole leaves the shell", with(box(0, 0, 10, 10), ring(8, 2, 12, 2, 12, 6, 8, 6)), 100 - 8 + 8, 2, 0},
		{"hole along the shell", with(box(0, 0, 10, 10), ring(0, 2, 3, 2, 3, 5, 0, 5)), 91, 1, 0},
		{"holes that share an edge", with(box(0, 0, 10, 10), ring(2, 2, 4, 2, 4, 4, 2, 4), ring(4, 2, 6, 2, 6, 4, 4, 4)), 92, 1, 1},
		{"holes that overlap", with(box(0, 0, 10, 10), ring(2, 2, 5, 2, 5, 5, 2, 5), ring(4, 4, 7, 4, 7, 7, 4, 7)), 100 - 16, 2, 1},
		{"parts that share an edge", and(box(0, 0, 2, 2), box(2, 0, 4, 2)), 8, 1, 0},
		{"parts that overlap", and(box(0, 0, 4, 4), box(2, 0, 6, 4)), 16, 2, 0},
		{"shell within a shell is a hole", and(box(0, 0, 4, 4), box(1, 1, 2, 2)), 15, 1, 1},
		{"ring that touches itself is shell and hole", one(0, 0, 5, 2, 10, 0, 10, 10, 0, 10), 90, 1, 0},
		{"hole cut from one ring", one(0, 0, 10, 0, 10, 10, 0, 10, 0, 0, 4, 2, 2, 4), 100 - 6, 1, 1},
		{"line", one(0, 0, 4, 4), 0, 0, 0},
		{"nothing", nil, 0, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.name == "pentagram: its middle is no land" {
				exact, _ := overlay.ExactIntersectionArea(c.in, c.in).Float64()
				c.areaM2 = exact
			}
			in := moved(c.in, east, north)
			got := overlay.Repair(in)
			holes := 0
			for _, p := range got {
				holes += len(p) - 1
			}
			if a := geo.AreaM2(got); math.Abs(a-c.areaM2) > 1e-6 || len(got) != c.parts || holes != c.holes {
				t.Errorf("%v m² in %d parts with %d holes, want %v m² in %d with %d: %v", a, len(got), holes, c.areaM2, c.parts, c.holes, got)
			}
			if s := invalid(got); s != "" {
				t.Error(s)
			}
			if again := overlay.Repair(got); math.Abs(geo.AreaM2(again)-geo.AreaM2(got)) > 1e-9 || len(again) != len(got) {
				t.Errorf("repaired twice: %v", again)
			}
		})
	}
}

func TestUnion(t *testing.T) {
	for _, c := range []struct {
		name         string
		in           []orb.MultiPolygon
		areaM2       float64
		parts, holes int
	}{
		{"one", []orb.MultiPolygon{box(0, 0, 2, 2)}, 4, 1, 0},
		{"apart", []orb.MultiPolygon{box(0, 0, 2, 2), box(5, 0, 7, 2)}, 8, 2, 0},
		{"overlap counts once", []orb.MultiPolygon{box(0, 0, 4, 4), box(2, 0, 6, 4)}, 24, 1, 0},
		{"shared edge", []orb.MultiPolygon{box(0, 0, 2, 2), box(2, 0, 4, 2)}, 8, 1, 0},
		{"shared corner", []orb.MultiPolygon{box(0, 0, 2, 2), box(2, 2, 4, 4)}, 8, 2, 0},
		{"within", []orb.MultiPolygon{box(0, 0, 4, 4), box(1, 1, 2, 2)}, 16, 1, 0},
		{"the same twice", []orb.MultiPolygon{box(0, 0, 4, 4), box(0, 0, 4, 4)}, 16, 1, 0},
		{"three that overlap", []orb.MultiPolygon{box(0, 0, 4, 4), box(2, 0, 6, 4), box(3, 1, 9, 2)}, 27, 1, 0},
		{"fills a hole", []orb.MultiPolygon{with(box(0, 0, 10, 10), ring(4, 4, 4, 6, 6, 6, 6, 4)), box(3, 3, 7, 7)}, 100, 1, 0},
		{"a frame of four", []orb.MultiPolygon{box(0, 0, 10, 2), box(0, 8, 10, 10), box(0, 1, 2, 9), box(8, 1, 10, 9)}, 100 - 36, 1, 1},
		{"a bow-tie and its box", []orb.MultiPolygon{one(0, 0, 4, 4, 4, 0, 0, 4), box(0, 0, 4, 4)}, 16, 1, 0},
		{"clockwise", []orb.MultiPolygon{reversed(box(0, 0, 4, 4)), box(2, 0, 6, 4)}, 24, 1, 0},
		{"none", nil, 0, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := make([]orb.MultiPolygon, len(c.in))
			for i, mp := range c.in {
				in[len(in)-1-i] = moved(mp, east, north)
			}
			got, holes := overlay.Union(in...), 0
			for _, p := range got {
				holes += len(p) - 1
			}
			if a := geo.AreaM2(got); math.Abs(a-c.areaM2) > 1e-6 || len(got) != c.parts || holes != c.holes {
				t.Errorf("%v m² in %d parts with %d holes, want %v m² in %d with %d: %v", a, len(got), holes, c.areaM2, c.parts, c.holes, got)
			}
			if s := invalid(got); s != "" {
				t.Error(s)
			}
		})
	}
}

// Area of a union is that of both less that of the intersection; a repair has
// the area of the even-odd rule. Both by rational arithmetic.
func TestRepairAndUnionAgainstExactAreas(t *testing.T) {
	each(t, 600, func(t *testing.T, a, b orb.MultiPolygon) {
		exact := func(p, q orb.MultiPolygon) *big.Rat { return overlay.ExactIntersectionArea(p, q) }
		own, other, both := exact(a, a), exact(b, b), exact(a, b)
		ownM2, _ := own.Float64()
		repaired := overlay.Repair(a)
		if got := geo.AreaM2(repaired); math.Abs(got-ownM2) > tolerance(ownM2) {
			t.Errorf("repaired %v m², exactly %v m²", got, ownM2)
		}
		if s := invalid(repaired); s != "" {
			t.Errorf("repair: %s", s)
		}
		want, _ := new(big.Rat).Sub(new(big.Rat).Add(own, other), both).Float64()
		union := overlay.Union(a, b)
		if got := geo.AreaM2(union); math.Abs(got-want) > tolerance(want) {
			t.Errorf("union %v m², exactly %v m²", got, want)
		}
		if s := invalid(union); s != "" {
			t.Errorf("union: %s", s)
		}
	})
}

func TestUnionOfManyBlocks(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 9))
	var blocks []orb.MultiPolygon
	for range 60 {
		blocks = append(blocks, orb.MultiPolygon{{star(r, east+900*r.Float64(), north+900*r.Float64(), 50, 150, 12)}})
	}
	all := overlay.Union(blocks...)
	if s := invalid(all); s != "" {
		t.Fatal(s)
	}
	p := overlay.Prepare(all)
	for i, b := range blocks {
		if got := overlay.NewClipper().Clip(p, b); got.Relation != overlay.Inside {
			t.Errorf("block %d is %v, %v of %v m²", i, got.Relation, got.AreaM2, got.ParcelAreaM2)
		}
	}
}

func TestIntersectIsClip(t *testing.T) {
	got := overlay.Intersect(box(0, 0, 4, 4), box(2, 2, 9, 9))
	if a := geo.AreaM2(got); a != 4 {
		t.Errorf("%v m², want 4", a)
	}
}

// Areas by hand: two squares that share a quarter, and the even-odd rule.
func TestExactIntersectionArea(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b orb.MultiPolygon
		want *big.Rat
	}{
		{"a quarter", box(0, 0, 2, 2), box(1, 1, 3, 3), big.NewRat(1, 1)},
		{"two triangles that cross at thirds", one(0, 0, 3, 0, 0, 3), one(3, 0, 3, 3, 0, 0), big.NewRat(9, 4)},
		{"a third: (0,0)-(1,0)-(0,1) and the half plane below y = x/2", one(0, 0, 1, 0, 0, 1), one(0, 0, 2, 0, 2, 1), big.NewRat(1, 6)},
		{"bow-tie", one(0, 0, 4, 4, 4, 0, 0, 4), box(0, 0, 4, 4), big.NewRat(8, 1)},
		{"overlapping parts leave out what both cover", and(box(0, 0, 4, 4), box(2, 0, 6, 4)), box(0, 0, 9, 9), big.NewRat(16, 1)},
		{"touch", box(0, 0, 2, 2), box(2, 0, 4, 2), new(big.Rat)},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := overlay.ExactIntersectionArea(c.a, c.b); got.Cmp(c.want) != 0 {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}

func TestEdgePairAreaM2(t *testing.T) {
	frame := with(box(0, 0, 10, 10), ring(2, 2, 8, 2, 8, 8, 2, 8)) // hole runs like the shell
	for _, c := range []struct {
		name string
		a, b orb.MultiPolygon
		want float64
	}{
		{"a quarter", box(0, 0, 2, 2), box(1, 1, 3, 3), 1},
		{"frame and strip", frame, box(-5, 4, 15, 6), 8},
		{"apart", box(0, 0, 2, 2), box(5, 5, 6, 6), 0},
		{"touch", box(0, 0, 2, 2), box(2, 0, 4, 2), 0},
		{"the same", frame, frame, 64},
		{"none", nil, frame, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := overlay.EdgePairAreaM2(moved(c.a, east, north), moved(c.b, east, north)); math.Abs(got-c.want) > 1e-9 {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}
