package geo

import (
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"
)

// Going along x finds a crossing if, and only if, looking at every pair of edges
// does: scribbles of one ring or several on grids so small that corners, edges
// and lines coincide, and on ones so large that they do not.
func TestNoneCrossIsNoPairCrosses(t *testing.T) {
	crossed, clear := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.SampledFrom([]int{2, 3, 5, 9, 1000}).Draw(t, "grid")
		var mp orb.MultiPolygon
		for range rapid.IntRange(1, 3).Draw(t, "rings") {
			var r orb.Ring
			for range rapid.IntRange(0, 7).Draw(t, "corners") {
				r = append(r, orb.Point{
					37.5e6 + float64(rapid.IntRange(0, size).Draw(t, "x")),
					4e6 + float64(rapid.IntRange(0, size).Draw(t, "y")),
				})
			}
			mp = append(mp, orb.Polygon{r})
		}
		edges := appendEdges(nil, mp)
		want := true
		for i := range edges {
			for j := i + 1; j < len(edges); j++ {
				if _, crosses := edgesCross(edges, i, j); crosses {
					want = false
				}
			}
		}
		if got := noneCross(edges); got != want {
			t.Fatalf("no crossing: %v along x, %v by all pairs: %v", got, want, mp)
		}
		if want {
			clear++
		} else {
			crossed++
		}
	})
	if crossed == 0 || clear == 0 {
		t.Errorf("%d crossed, %d did not: the test tests nothing", crossed, clear)
	}
}
