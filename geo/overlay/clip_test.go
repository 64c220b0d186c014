package overlay_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"jiyue/geo"
	"jiyue/geo/overlay"
)

func with(mp orb.MultiPolygon, holes ...orb.Ring) orb.MultiPolygon {
	mp[0] = append(mp[0], holes...)
	return mp
}

func and(mps ...orb.MultiPolygon) orb.MultiPolygon {
	var all orb.MultiPolygon
	for _, mp := range mps {
		all = append(all, mp...)
	}
	return all
}

// All figures are worked out by hand on squared paper.
func TestClip(t *testing.T) {
	const in, out, cut = overlay.Inside, overlay.Outside, overlay.Cut
	square := box(0, 0, 10, 10)
	for _, c := range []struct {
		name           string
		parcel, extent orb.MultiPolygon
		relation       overlay.Relation
		areaM2         float64
		parts, holes   int
	}{
		{"apart", box(20, 0, 30, 10), square, out, 0, 0, 0},
		{"inside", box(2, 2, 4, 4), square, in, 4, 1, 0},
		{"the same", square, square, in, 100, 1, 0},
		{"inside, shares an edge", box(0, 2, 4, 4), square, in, 8, 1, 0},
		{"inside, shares two edges and a corner", box(0, 0, 4, 4), square, in, 16, 1, 0},
		{"inside, touches with a corner", one(0, 5, 4, 3, 4, 7), square, in, 8, 1, 0},
		{"touches an edge from outside", box(10, 2, 14, 8), square, out, 0, 0, 0},
		{"touches a longer edge from outside", box(10, -2, 14, 18), square, out, 0, 0, 0},
		{"touches a corner from outside", box(10, 10, 14, 18), square, out, 0, 0, 0},
		{"corner on an edge from outside", one(10, 5, 14, 3, 14, 7), square, out, 0, 0, 0},
		{"halved", box(5, 2, 15, 8), square, cut, 30, 1, 0},
		{"corner to corner", box(5, 5, 15, 15), square, cut, 25, 1, 0},
		{"cut along a line through two corners", box(0, 0, 10, 10), one(0, 0, 10, 0, 10, 10), cut, 50, 1, 0},
		{"a strip across", box(-5, 4, 15, 6), square, cut, 20, 1, 0},
		{"the extent inside the parcel", box(-5, -5, 15, 15), square, cut, 100, 1, 0},
		{"the extent's edge along the parcel's, with a dent", box(0, 0, 10, 5), one(0, 5, 4, 5, 5, 2, 6, 5, 10, 5, 10, 10, 0, 10), cut, 3, 1, 0},
		{"a comb cut in three", one(0, 0, 5, 0, 5, 10, 4, 10, 4, 2, 3, 2, 3, 10, 2, 10, 2, 2, 1, 2, 1, 10, 0, 10), box(-1, 5, 6, 11), cut, 15, 3, 0},
		{"a hole of the extent inside the parcel", box(1, 1, 9, 9), with(box(0, 0, 10, 10), ring(4, 4, 4, 6, 6, 6, 6, 4)), cut, 60, 1, 1},
		{"the parcel fills a hole of the extent", box(4, 4, 6, 6), with(box(0, 0, 10, 10), ring(4, 4, 4, 6, 6, 6, 6, 4)), out, 0, 0, 0},
		{"the parcel lies in a hole of the extent", box(4.5, 4.5, 5, 5), with(box(0, 0, 10, 10), ring(4, 4, 4, 6, 6, 6, 6, 4)), out, 0, 0, 0},
		{"a hole of the parcel holds the extent", with(box(0, 0, 10, 10), ring(2, 2, 2, 8, 8, 8, 8, 2)), box(3, 3, 4, 4), out, 0, 0, 0},
		{"a hole of the parcel is the extent", with(box(0, 0, 10, 10), ring(2, 2, 2, 8, 8, 8, 8, 2)), box(2, 2, 8, 8), out, 0, 0, 0},
		{"the hole stays whole", with(box(0, 0, 10, 10), ring(2, 2, 2, 4, 4, 4, 4, 2)), box(-1, -1, 5, 11), cut, 46, 1, 1},
		{"the hole is cut open", with(box(0, 0, 10, 10), ring(2, 2, 2, 4, 4, 4, 4, 2)), box(-1, -1, 3, 11), cut, 28, 1, 0},
		{"the hole touches the cut", with(box(0, 0, 10, 10), ring(2, 2, 2, 4, 4, 4, 4, 2)), box(-1, -1, 4, 11), cut, 36, 1, 0},
		{"a hole's corner touches the cut", with(box(0, 0, 10, 10), ring(2, 3, 3, 4, 4, 3, 3, 2)), box(-1, -1, 4, 11), cut, 38, 1, 1},
		{"two parts of the extent", box(1, 4, 19, 6), and(box(0, 0, 10, 10), box(12, 0, 20, 10)), cut, 32, 2, 0},
		{"parts that share an edge count as one", box(1, 4, 19, 6), and(box(0, 0, 10, 10), box(10, 0, 20, 10)), in, 36, 1, 0},
		{"two parts of the parcel, one of them out", and(box(1, 1, 2, 2), box(11, 11, 12, 12)), square, cut, 1, 1, 0},
		{"two patches that touch at a corner", and(box(0, 0, 2, 2), box(2, 2, 4, 4)), box(-1, -1, 3, 5), cut, 6, 2, 0},
		{"the extent's spike into the parcel", box(0, 0, 10, 10), one(-5, 4, 5, 5, -5, 6), cut, 2.5, 1, 0},
		{"bow-tie parcel inside", one(1, 1, 5, 5, 5, 1, 1, 5), square, in, 8, 2, 0},
		{"bow-tie parcel, cut", one(1, 1, 5, 5, 5, 1, 1, 5), box(0, 0, 3, 10), cut, 4, 1, 0},
		{"parcel with a spike", one(1, 1, 5, 1, 9, 1, 5, 1, 5, 5, 1, 5), box(0, 0, 8, 8), in, 16, 1, 0},
		{"bow-tie extent", box(0, 2, 6, 4), one(1, 1, 5, 5, 5, 1, 1, 5), cut, 6, 2, 0},
		{"a parcel of no area", one(1, 1, 5, 5), square, out, 0, 0, 0},
		{"no parcel", nil, square, out, 0, 0, 0},
		{"no extent", square, nil, out, 0, 0, 0},
	} {
		for _, place := range []struct {
			name   string
			dx, dy float64
		}{{"at the origin", 0, 0}, {"in zone 37", east, north}} {
			t.Run(c.name+" "+place.name, func(t *testing.T) {
				extent, parcel := moved(c.extent, place.dx, place.dy), moved(c.parcel, place.dx, place.dy)
				got := overlay.NewClipper().Clip(overlay.Prepare(extent), parcel)
				parts, holes := len(got.Polygon), 0
				for _, p := range got.Polygon {
					holes += len(p) - 1
				}
				if got.Relation != c.relation || math.Abs(got.AreaM2-c.areaM2) > 1e-6 {
					t.Errorf("%v, %v m², want %v, %v m²", got.Relation, got.AreaM2, c.relation, c.areaM2)
				}
				if parts != c.parts || holes != c.holes {
					t.Errorf("%d parts and %d holes, want %d and %d: %v", parts, holes, c.parts, c.holes, got.Polygon)
				}
				if s := invalid(got.Polygon); s != "" {
					t.Error(s)
				}
				if a := geo.AreaM2(got.Polygon); math.Abs(a-got.AreaM2) > 1e-6 {
					t.Errorf("the rings cover %v m², not %v m²", a, got.AreaM2)
				}
			})
		}
	}
}
