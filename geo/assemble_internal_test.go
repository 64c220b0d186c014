package geo

import (
	"math"
	"strconv"
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

// squareAt is a square around a centre, clockwise.
func squareAt(x, y, half float64) orb.Ring {
	return orb.Ring{{x - half, y - half}, {x - half, y + half}, {x + half, y + half}, {x + half, y - half}, {x - half, y - half}}
}

// Rings apart from each other are looked at with their neighbours only: four times
// as many cost four times as much.
func TestRingsAreHeldAgainstNeighbours(t *testing.T) {
	looks := func(across int) float64 {
		var rings []orb.Ring
		for i := range across * across {
			x, y := float64(i%across), float64(i/across)
			hole := squareAt(x, y, 0.2)
			hole.Reverse()
			rings = append(rings, squareAt(x, y, 0.4), hole)
		}
		n := newNest(rings)
		for i := range rings {
			if n.depth[i] != i%2 || i%2 == 1 && n.parent[i] != i-1 {
				t.Fatalf("ring %d: depth %d, parent %d", i, n.depth[i], n.parent[i])
			}
		}
		return float64(n.looked) / float64(len(rings))
	}
	if few, many := looks(20), looks(40); many > 1.1*few {
		t.Errorf("%.1f looks a ring, of four times as many %.1f", few, many)
	}
}

// Rings in each other are shells and holes in turn.
func TestRingsInEachOther(t *testing.T) {
	const depth = 500 // more than are asked each
	var rings []orb.Ring
	want := 0.0
	for i := range depth {
		rings = append(rings, squareAt(0, 0, float64(depth-i)))
		want += 4 * float64((depth-i)*(depth-i)) * math.Pow(-1, float64(i))
	}
	if n := newNest(rings); n.looked > 2*depth {
		t.Errorf("%d looks at %d rings", n.looked, depth)
	}
	mp, _ := Assemble(rings)
	if len(mp) != depth/2 || AreaM2(mp) != want {
		t.Errorf("%d polygons of %v m², want %d of %v", len(mp), AreaM2(mp), depth/2, want)
	}
	for _, polygon := range mp {
		if len(polygon) != 2 || polygon[0][0][0] != polygon[1][0][0]-1 {
			t.Fatalf("a hole is not in the shell around it: %v", polygon)
		}
	}
}

func BenchmarkAssemble(b *testing.B) {
	for _, c := range []struct {
		name string
		at   func(i int) orb.Ring
	}{
		{"apart", func(i int) orb.Ring { return squareAt(float64(i%100), float64(i/100), 0.4) }},
		{"nested", func(i int) orb.Ring { return squareAt(0, 0, float64(i+1)) }},
	} {
		for _, n := range []int{1000, 10_000} {
			rings := make([]orb.Ring, n)
			b.Run(c.name+"/rings="+strconv.Itoa(n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					for i := range rings {
						rings[i] = c.at(i)
					}
					Assemble(rings)
				}
			})
		}
	}
}
