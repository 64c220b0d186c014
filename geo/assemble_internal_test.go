package geo

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"
)

// Rings whose order says what they are at a glance are assembled as by their
// containment: boxes beside, in and across each other, turned either way.
func TestOrderIsWhatContainmentSays(t *testing.T) {
	var met [shellsOnly + 1]int
	rapid.Check(t, func(t *rapid.T) {
		place, size := rapid.IntRange(0, 9), rapid.IntRange(1, 4)
		likelyHole := rapid.Bool().Draw(t, "holes")
		var rings []orb.Ring
		add := func(x, y, width, height int) {
			west, south, east, north := float64(x), float64(y), float64(x+width), float64(y+height)
			r := orb.Ring{{west, south}, {west, north}, {east, north}, {east, south}, {west, south}}
			if cut := rapid.IntRange(0, 2).Draw(t, "cut"); cut > 0 { // a triangle: boxes that overlap, areas that don't
				r = append(r[:cut], r[cut+1:]...)
			}
			if likely := rapid.IntRange(0, 3).Draw(t, "turned") > 0; likely == (len(rings) > 0 && likelyHole) {
				r.Reverse()
			}
			rings = append(rings, r)
		}
		add(-1, -1, rapid.IntRange(5, 12).Draw(t, "width"), rapid.IntRange(5, 12).Draw(t, "height"))
		for range rapid.IntRange(1, 3).Draw(t, "holes") {
			add(place.Draw(t, "x"), place.Draw(t, "y"), size.Draw(t, "width"), size.Draw(t, "height"))
		}
		order := orderOf(rings)
		met[order]++
		if order == anyOrder {
			return
		}
		n := newNest(rings)
		var depths []int
		for i := range rings {
			depths = append(depths, n.depth[i])
			if shell := i == 0 || order == shellsOnly; (n.depth[i] == 0) != shell || n.depth[i] > 1 || n.parent[i] != 0 {
				t.Fatalf("order %d, containment gives the depths %v: %v", order, depths, rings)
			}
		}
		var want orb.MultiPolygon
		for i, r := range rings {
			r = r.Clone()
			r.Reverse()
			if i == 0 || order == shellsOnly {
				want = append(want, orb.Polygon{})
			}
			want[len(want)-1] = append(want[len(want)-1], r)
		}
		got, turned := Assemble(rings)
		if diff := cmp.Diff(want, got); diff != "" || turned != 0 {
			t.Fatalf("%d rings turned; (-want +got):\n%s", turned, diff)
		}
	})
	if met[anyOrder] == 0 || met[shellAndHoles] == 0 || met[shellsOnly] == 0 {
		t.Errorf("orders met: %v: the test tests nothing", met)
	}
}
