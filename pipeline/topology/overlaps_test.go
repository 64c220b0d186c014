package topology_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
	"jiyue/pipeline/topology"
)

// The map's offset: eastings of zone 37 and northings of Daning county.
const east, north = 37_478_000, 4_038_000

func box(x, y, w, h float64) orb.MultiPolygon {
	x, y = x+east, y+north
	return orb.MultiPolygon{{{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}, {x, y}}}}
}

func TestOverlaps(t *testing.T) {
	shapes := []orb.MultiPolygon{box(0, 0, 10, 10), box(10, 0, 10, 10), box(8, 8, 10, 10), box(20, 0, 10, 10), box(19.9999, 5, 10, 5)}
	want := []topology.Overlap{{I: 0, J: 2, AreaM2: 4}, {I: 1, J: 2, AreaM2: 16}, {I: 3, J: 4, AreaM2: 50 - 0.0005}}
	for name, got := range map[string][]topology.Overlap{
		"all pairs": topology.Overlaps(shapes),
		"examined":  topology.Examine(box(0, 0, 30, 20), shapes, topology.Options{Policy: land.CountTwice}).Overlaps,
	} {
		if len(got) != len(want) {
			t.Fatalf("%s: got %+v", name, got)
		}
		for i := range want {
			if got[i].I != want[i].I || got[i].J != want[i].J || math.Abs(got[i].AreaM2-want[i].AreaM2) > 1e-6 {
				t.Errorf("%s: overlap %d: got %+v, want %+v", name, i, got[i], want[i])
			}
		}
	}
}

// TestOverlapsBetweenAlikeSteps: the parcels round one, and that one, are drawn
// with corners some tenths of a micrometre off. A second drawing has all its steps
// there.
func TestOverlapsBetweenAlikeSteps(t *testing.T) {
	const alike = 0x1p-20
	square := func(x0, y0, x1, y1, grown float64) orb.MultiPolygon {
		x0, y0, x1, y1 = x0-grown*alike, y0-grown*alike, x1+grown*alike, y1+grown*alike
		return orb.MultiPolygon{{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}}}
	}
	around := square(0, 0, 300, 300, 0)
	hole := square(100, 100, 200, 200, 0.4)[0][0]
	hole.Reverse()
	around[0] = append(around[0], hole)
	inner := square(100, 100, 200, 200, -0.4)
	again := square(100, 100, 200, 200, 0)
	again[0][0] = append(orb.Ring{{100, 100}, {150, 100}}, again[0][0][1:]...) // its steps pair off with none
	for name, pieces := range map[string][]orb.MultiPolygon{
		"last":  {around, inner, again},
		"first": {again, around, inner},
	} {
		got := topology.Examine(square(0, 0, 300, 300, 0), pieces, topology.Options{Policy: land.CountTwice})
		want := topology.Overlaps(pieces)
		if len(want) != 1 || len(got.Overlaps) != 1 || got.Overlaps[0] != want[0] {
			t.Errorf("drawn again %s: all pairs %+v, examined %+v", name, want, got.Overlaps)
		}
		if len(got.Gaps) > 0 || got.Slivers.Count() > 0 {
			t.Errorf("drawn again %s: gaps %v, slivers %v", name, got.Gaps, got.Slivers)
		}
	}
}
