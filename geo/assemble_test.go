package geo_test

import (
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"jiyue/geo"
)

// shell and hole are rings as a shapefile should deliver them.
func shell(x, y, side float64) orb.Ring { return turned(square(x, y, side)) }
func hole(x, y, side float64) orb.Ring  { return square(x, y, side) }

func TestAssemble(t *testing.T) {
	for _, c := range []struct {
		name   string
		rings  []orb.Ring
		holes  []int // of each polygon
		areaM2 float64
		turned int
	}{
		{"one shell", []orb.Ring{shell(0, 0, 10)}, []int{0}, 100, 0},
		{"one shell, wrong way", []orb.Ring{hole(0, 0, 10)}, []int{0}, 100, 1},
		{"shell and hole", []orb.Ring{shell(0, 0, 10), hole(1, 1, 2)}, []int{1}, 96, 0},
		{"hole first", []orb.Ring{hole(1, 1, 2), shell(0, 0, 10)}, []int{1}, 96, 0},
		{"hole runs like its shell", []orb.Ring{shell(0, 0, 10), shell(1, 1, 2)}, []int{1}, 96, 1},
		{"everything runs the wrong way", []orb.Ring{hole(0, 0, 10), shell(1, 1, 2)}, []int{1}, 96, 2},
		{"two shells", []orb.Ring{shell(0, 0, 10), shell(20, 0, 1)}, []int{0, 0}, 101, 0},
		{"an island in a lake", []orb.Ring{shell(0, 0, 10), hole(1, 1, 8), shell(3, 3, 2)}, []int{1, 0}, 40, 0},
		{"a pond on the island in the lake", []orb.Ring{shell(3, 3, 4), hole(4, 4, 1), hole(1, 1, 8), shell(0, 0, 10)}, []int{1, 1}, 36 + 15, 0},
		{"a hole in a hole", []orb.Ring{shell(0, 0, 50), hole(10, 10, 30), hole(15, 15, 10)}, []int{1, 0}, 2500 - 900 + 100, 1},
		{"the hole of the second shell", []orb.Ring{shell(0, 0, 10), shell(20, 0, 10), hole(22, 2, 2)}, []int{0, 1}, 196, 0},
		{"hole touches its shell at all corners", []orb.Ring{shell(0, 0, 10), closed(0, 5, 5, 0, 10, 5, 5, 10)}, []int{1}, 50, 0},
		{"hole along its shell's edge", []orb.Ring{shell(0, 0, 10), hole(0, 0, 5)}, []int{1}, 75, 0},
		{"shell outside, along the edge", []orb.Ring{shell(0, 0, 10), shell(10, 0, 5)}, []int{0, 0}, 125, 0},
		{"shell and hole of one shape", []orb.Ring{shell(0, 0, 10), hole(0, 0, 10)}, []int{1}, 0, 0},
		{"a shell twice", []orb.Ring{shell(0, 0, 10), shell(0, 0, 10)}, []int{0, 0}, 200, 0},
		{"hole that leaves its shell", []orb.Ring{shell(0, 0, 10), hole(8, 2, 4)}, []int{1}, 84, 0},
		{"shells that overlap", []orb.Ring{shell(0, 0, 10), shell(8, 2, 4)}, []int{0, 0}, 116, 0},
		{"a ring without area", []orb.Ring{closed(0, 0, 1, 1)}, []int{0}, 0, 0},
		{"none", nil, nil, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			rings := make([]orb.Ring, len(c.rings))
			for i, r := range c.rings {
				rings[i] = r.Clone()
			}
			mp, turned := geo.Assemble(rings)
			if turned != c.turned {
				t.Errorf("%d rings turned, want %d", turned, c.turned)
			}
			if got := geo.AreaM2(mp); got != c.areaM2 {
				t.Errorf("area %v, want %v", got, c.areaM2)
			}
			if len(mp) != len(c.holes) {
				t.Fatalf("%d polygons, want %d", len(mp), len(c.holes))
			}
			for i, polygon := range mp {
				if len(polygon)-1 != c.holes[i] {
					t.Errorf("polygon %d has %d holes, want %d", i, len(polygon)-1, c.holes[i])
				}
				for k, r := range polygon {
					if a := geo.RingAreaM2(r); a != 0 && (a > 0) != (k == 0) {
						t.Errorf("polygon %d ring %d runs the wrong way", i, k)
					}
				}
			}
		})
	}
}

// Roles and area follow from the rings alone, not from their order or direction.
func TestAssembleOrderAndDirectionDoNotMatter(t *testing.T) {
	nested := []orb.Ring{
		shell(0, 0, 100), hole(5, 5, 40), shell(10, 10, 20), hole(12, 12, 3), hole(60, 60, 30), shell(70, 70, 5), shell(200, 0, 7),
	}
	want := 100.0*100 - 40*40 + 20*20 - 3*3 - 30*30 + 5*5 + 7*7
	r := rand.New(rand.NewPCG(5, 5))
	for range 200 {
		rings, flipped := []orb.Ring{}, 0
		for _, i := range r.Perm(len(nested)) {
			ring := nested[i].Clone()
			if r.IntN(2) == 0 {
				ring.Reverse()
				flipped++
			}
			rings = append(rings, ring)
		}
		mp, turned := geo.Assemble(rings)
		if got := geo.AreaM2(mp); got != want || len(mp) != 4 || turned != flipped {
			t.Fatalf("area %v of %d polygons, %d turned; want %v of 4, %d turned", got, len(mp), turned, want, flipped)
		}
	}
}
