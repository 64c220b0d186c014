package geo

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"
)

// pairsCross looks at every pair of edges.
func pairsCross(mp orb.MultiPolygon) bool {
	edges := appendEdges(nil, mp)
	for i := range edges {
		for j := i + 1; j < len(edges); j++ {
			if _, crosses := edgesCross(edges, i, j); crosses {
				return true
			}
		}
	}
	return false
}

// strip goes out along one axis and back, as a road does; with width too small
// for its bends, or a corner out of place, it crosses itself.
func strip(t *rapid.T) orb.Ring {
	axis := rapid.IntRange(0, 1).Draw(t, "axis")
	width := rapid.SampledFrom([]float64{0, 1, 2, 5}).Draw(t, "width")
	n := rapid.IntRange(2, 6).Draw(t, "corners a side")
	coordinate := rapid.Float64Range(0, 3)
	if rapid.Bool().Draw(t, "grid") {
		coordinate = rapid.Map(rapid.IntRange(0, 3), func(i int) float64 { return float64(i) })
	}
	var r orb.Ring
	add := func(along, across float64) {
		p := orb.Point{along, across}
		if axis == 1 {
			p = orb.Point{across, along}
		}
		r = append(r, p)
	}
	for i := range n {
		add(4*float64(i)+coordinate.Draw(t, "along"), coordinate.Draw(t, "across"))
	}
	for i := range n {
		add(4*float64(n-1-i)+coordinate.Draw(t, "along"), width+coordinate.Draw(t, "across"))
	}
	start := rapid.IntRange(0, len(r)-1).Draw(t, "start")
	r = append(r[start:], r[:start]...)
	if rapid.Bool().Draw(t, "backwards") {
		r.Reverse()
	}
	return append(r, r[0])
}

// A ring that can be seen whole crosses itself nowhere, from wherever it is
// looked at; from its centroid many can.
func TestRingsSeenWholeAreSimple(t *testing.T) {
	sure := 0
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(3, 12).Draw(t, "corners")
		turns := rapid.IntRange(1, 2).Draw(t, "turns")
		grid := rapid.Bool().Draw(t, "grid") // coordinates that coincide
		var r orb.Ring
		for i := range n {
			radius, angle := rapid.Float64Range(0.2, 4).Draw(t, "radius"), 2*math.Pi*float64(turns)*float64(i)/float64(n)
			p := orb.Point{radius * math.Cos(angle), radius * math.Sin(angle)}
			if grid {
				p = orb.Point{math.Round(p[0]), math.Round(p[1])}
			}
			r = append(r, p)
		}
		if rapid.Bool().Draw(t, "backwards") {
			r.Reverse()
		}
		r = append(r, r[0])
		elsewhere := orb.Point{rapid.Float64Range(-2, 2).Draw(t, "x"), rapid.Float64Range(-2, 2).Draw(t, "y")}
		for _, from := range []orb.Point{centroid(r), elsewhere, r[0]} {
			if !SeenWhole(r, from) {
				continue
			}
			sure++
			if pairsCross(orb.MultiPolygon{{r}}) {
				t.Fatalf("passes for simple from %v: %v", from, r)
			}
		}
	})
	if sure == 0 {
		t.Error("no ring is seen whole")
	}
}

// What goes for monotone crosses itself nowhere, and many strips go for it.
func TestMonotoneRingsAreSimple(t *testing.T) {
	sure := 0
	rapid.Check(t, func(t *rapid.T) {
		r := strip(t)
		if !monotone(r) {
			return
		}
		sure++
		if pairsCross(orb.MultiPolygon{{r}}) {
			t.Fatalf("passes for simple: %v", r)
		}
	})
	if sure == 0 {
		t.Error("no strip passes for simple")
	}
}

// What goes for simple has no edges that cross, of one ring or of two: rings
// that lie beside each other, in each other and across each other.
func TestSurelySimpleIsNoPairCrosses(t *testing.T) {
	sure, doubtful := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		var mp orb.MultiPolygon
		place := rapid.Map(rapid.IntRange(-4, 4), func(i int) float64 { return 37_500_000 + float64(i) })
		for range rapid.IntRange(1, 4).Draw(t, "rings") {
			r := orb.Ring{}
			x, y, radius := place.Draw(t, "x"), place.Draw(t, "y"), float64(rapid.IntRange(1, 9).Draw(t, "radius"))
			n := rapid.IntRange(3, 6).Draw(t, "corners")
			for i := range n {
				sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
				r = append(r, orb.Point{x + math.Round(radius*cos), y + math.Round(radius*sin)})
			}
			mp = append(mp, orb.Polygon{append(r, r[0])})
		}
		if !surelySimple(mp) {
			doubtful++
			return
		}
		if len(mp) > 1 {
			sure++
		}
		if pairsCross(mp) {
			t.Fatalf("passes for simple: %v", mp)
		}
	})
	if sure == 0 || doubtful == 0 {
		t.Errorf("%d pass for simple, %d do not: the test tests nothing", sure, doubtful)
	}
}
