package store

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
)

// Of upright rectangles what two pieces differ by within two extents is known by
// inclusion and exclusion.
func TestDifferingLandOfRectangles(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	draw := func() orb.Bound {
		x, y := float64(r.IntN(20)), float64(r.IntN(20))
		return orb.Bound{Min: orb.Point{x, y}, Max: orb.Point{x + 1 + float64(r.IntN(12)), y + 1 + float64(r.IntN(12))}}
	}
	for range 2000 {
		before, after, was, is := draw(), draw(), draw(), draw()
		old, now := meet(before, is), meet(after, was)
		want := landOf(old) + landOf(now) - 2*landOf(meet(old, now))
		shape := func(b orb.Bound) orb.MultiPolygon { return orb.MultiPolygon{b.ToPolygon()} }
		if got := differingM2(shape(before), shape(is), shape(after), shape(was)); math.Abs(got-want) > 1e-9 {
			t.Fatalf("%v in %v and %v in %v differ by %v, want %v", before, is, after, was, got, want)
		}
	}
	if got := differingM2(nil, nil, nil, nil); got != 0 {
		t.Errorf("nothing differs by %v", got)
	}
}

// meet is what two bounds have in common; of no width or height where that is
// nothing.
func meet(a, b orb.Bound) orb.Bound {
	m := orb.Bound{Min: orb.Point{max(a.Min[0], b.Min[0]), max(a.Min[1], b.Min[1])}, Max: orb.Point{min(a.Max[0], b.Max[0]), min(a.Max[1], b.Max[1])}}
	if m.Max[0] <= m.Min[0] || m.Max[1] <= m.Min[1] {
		m.Max = m.Min
	}
	return m
}

func landOf(b orb.Bound) float64 { return (b.Max[0] - b.Min[0]) * (b.Max[1] - b.Min[1]) }
