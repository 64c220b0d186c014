package overlay_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/paulmach/orb"

	"jiyue/geo"
	"jiyue/geo/overlay"
)

// toothed is a comb of n teeth, each 2 m wide, on a back 1 m high; they reach 5 m
// above it and some more.
func toothed(n int, more float64) orb.MultiPolygon {
	r := orb.Ring{{0, 0}}
	for i := range n {
		x := 4 * float64(i)
		r = append(r, orb.Point{x + 1, 0}, orb.Point{x + 1, 5 + more}, orb.Point{x + 3, 5 + more}, orb.Point{x + 3, 0})
	}
	end := 4 * float64(n)
	return moved(orb.MultiPolygon{{append(r, orb.Point{end, 0}, orb.Point{end, -1}, orb.Point{0, -1}, orb.Point{0, 0})}}, east, north)
}

// Teeth that reach into an extent by less than rounding is wide are no land one by
// one. As long as all of them together are within what areas are right to, the
// parcel is outside; beyond that each is a ring, and the rings hold the area.
func TestManySliversAreLand(t *testing.T) {
	const reach = 0x1p-22 // m, a quarter of what is taken for rounding
	for _, c := range []struct {
		teeth int
		want  overlay.Relation
	}{{1, overlay.Outside}, {2, overlay.Outside}, {3, overlay.Cut}, {1000, overlay.Cut}, {10_000, overlay.Cut}} {
		t.Run(fmt.Sprint(c.teeth), func(t *testing.T) {
			comb := toothed(c.teeth, reach)
			across := 4*float64(c.teeth) + 10
			above, below := moved(box(-10, 5, across, 100), east, north), moved(box(-10, -100, across, 5), east, north)
			got, rest := clip(comb, above), clip(comb, below)
			if got.Relation != c.want {
				t.Fatalf("%v, %v m²", got.Relation, got.AreaM2)
			}
			exact, slack := 2*reach*float64(c.teeth), tolerance(got.ParcelAreaM2)
			if c.want == overlay.Outside {
				exact = 0
			} else if len(got.Polygon) != c.teeth {
				t.Errorf("%d polygons", len(got.Polygon))
			}
			if rings := geo.AreaM2(got.Polygon); math.Abs(got.AreaM2-exact) > slack || math.Abs(rings-got.AreaM2) > slack {
				t.Errorf("%v m², rings of %v m², exactly %v m²", got.AreaM2, rings, exact)
			}
			if c.teeth <= 1000 {
				if s := invalid(got.Polygon); s != "" {
					t.Error(s)
				}
			}
			if d := got.AreaM2 + rest.AreaM2 - geo.AreaM2(comb); math.Abs(d) > 2*slack {
				t.Errorf("both sides of the edge: %v m² gained", d)
			}
			if c.want == overlay.Cut && clip(got.Polygon, above).Relation != overlay.Inside {
				t.Error("a clip of the clip changes it")
			}
		})
	}
}

// Slivers beside land are left out of its rings as long as they are few.
func TestSliversBesideLand(t *testing.T) {
	for _, c := range []struct {
		teeth, want int
	}{{2, 1}, {1000, 1001}} {
		comb := toothed(c.teeth, 0x1p-22)
		tower := moved(box(-3, 4, -1, 40), east, north)
		tower[0][0].Reverse()
		above := moved(box(-10, 5, 4*float64(c.teeth)+10, 100), east, north)
		got := clip(append(comb, tower...), above)
		if len(got.Polygon) != c.want {
			t.Errorf("%d teeth: %d polygons, want %d", c.teeth, len(got.Polygon), c.want)
		}
		if d := geo.AreaM2(got.Polygon) - got.AreaM2; math.Abs(d) > tolerance(got.ParcelAreaM2) {
			t.Errorf("%d teeth: rings off by %v m²", c.teeth, d)
		}
	}
}

// A repair, too, loses no more than areas are right to.
func TestRepairKeepsManySlivers(t *testing.T) {
	var slivers orb.MultiPolygon
	for i := range 1000 {
		y := float64(i)
		slivers = append(slivers, moved(box(0, y, 2, y+0x1p-22), east, north)...)
	}
	if got := overlay.Repair(slivers); len(got) != 1000 {
		t.Errorf("%d polygons of %v m²", len(got), geo.AreaM2(got))
	}
}
