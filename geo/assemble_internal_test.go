package geo

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"
)

// Rings that pass for a shell and its holes at a glance are assembled as by
// their containment: boxes beside, in and across each other, turned either way.
func TestShellAndHolesAreWhatContainmentSays(t *testing.T) {
	sure, doubtful := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		place, size := rapid.IntRange(0, 9), rapid.IntRange(1, 4)
		var rings []orb.Ring
		add := func(x, y, width, height int) {
			west, south, east, north := float64(x), float64(y), float64(x+width), float64(y+height)
			r := orb.Ring{{west, south}, {west, north}, {east, north}, {east, south}, {west, south}}
			if cut := rapid.IntRange(0, 2).Draw(t, "cut"); cut > 0 { // a triangle: boxes that overlap, areas that don't
				r = append(r[:cut], r[cut+1:]...)
			}
			if clockwise := rapid.IntRange(0, 3).Draw(t, "turned") > 0; clockwise != (len(rings) == 0) {
				r.Reverse()
			}
			rings = append(rings, r)
		}
		add(-1, -1, rapid.IntRange(5, 12).Draw(t, "width"), rapid.IntRange(5, 12).Draw(t, "height"))
		for range rapid.IntRange(1, 3).Draw(t, "holes") {
			add(place.Draw(t, "x"), place.Draw(t, "y"), size.Draw(t, "width"), size.Draw(t, "height"))
		}
		if !shellAndHoles(rings) {
			doubtful++
			return
		}
		sure++
		n := newNest(rings)
		var depths []int
		for i := range rings {
			depths = append(depths, n.depth[i])
			if shell := i == 0; (n.depth[i] == 0) != shell || n.depth[i] > 1 || n.parent[i] != 0 {
				t.Fatalf("passes for a shell and its holes, containment gives the depths %v: %v", depths, rings)
			}
		}
		want := orb.Polygon{}
		for _, r := range rings {
			r = r.Clone()
			r.Reverse()
			want = append(want, r)
		}
		got, turned := Assemble(rings)
		if diff := cmp.Diff(orb.MultiPolygon{want}, got); diff != "" || turned != 0 {
			t.Fatalf("%d rings turned; (-want +got):\n%s", turned, diff)
		}
	})
	if sure == 0 || doubtful == 0 {
		t.Errorf("%d pass, %d do not: the test tests nothing", sure, doubtful)
	}
}
