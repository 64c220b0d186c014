package clip

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"jiyue/geo/overlay"
)

// TestFingerprintTellsWhatIsOpen holds fingerprints against a count: they are
// zero if every step was walked as often to as fro, in whatever order and however
// the sums were divided, and at no other time.
func TestFingerprintTellsWhatIsOpen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		coordinate := rapid.SampledFrom([]float64{0, 1, -1, 0.5, 500000, 38500000.0001, 38500000.0002})
		point := rapid.Custom(func(t *rapid.T) orb.Point {
			return orb.Point{coordinate.Draw(t, "x"), coordinate.Draw(t, "y")}
		})
		type step struct{ a, b orb.Point }
		surplus := map[step]int{}
		var one, other fingerprint
		walk := func(a, b orb.Point) {
			sum := &one
			if rapid.Bool().Draw(t, "other") {
				sum = &other
			}
			sum.addStep(scatter(&a), scatter(&b))
			surplus[step{a, b}]++
			surplus[step{b, a}]--
		}
		points := rapid.SliceOfN(point, 2, 6).Draw(t, "points")
		for i := range points {
			walk(points[i], points[(i+1)%len(points)])
		}
		backwards := rapid.Permutation(points).Draw(t, "back")
		if rapid.Bool().Draw(t, "the same way") {
			backwards = points
		}
		for i := range backwards {
			walk(backwards[(i+1)%len(backwards)], backwards[i])
		}
		one.add(&other)
		open := false
		for _, n := range surplus {
			open = open || n != 0
		}
		if zero := one == (fingerprint{}); zero == open {
			t.Fatalf("fingerprint %x, some step open: %v", one, open)
		}
	})
}

// TestFingerprintOfRings: a ring is the sum of its steps, wherever it starts, and
// takes out the rings about and within it that share its steps.
func TestFingerprintOfRings(t *testing.T) {
	a, b, c, d := orb.Point{0, 0}, orb.Point{4, 0}, orb.Point{4, 3}, orb.Point{0, 3}
	tests := []struct {
		name  string
		rings []orb.Ring
		zero  bool
	}{
		{"a parcel", []orb.Ring{{a, b, c, d, a}}, false},
		{"a parcel as a hole of another", []orb.Ring{{a, b, c, d, a}, {c, b, a, d, c}}, true},
		{"two halves in the hole of another", []orb.Ring{{a, b, c, a}, {a, c, d, a}, {a, d, c, b, a}}, true},
		{"a corner repeated", []orb.Ring{{a, b, b, c, d, a}, {a, d, c, b, a}}, true},
		{"a corner at -0", []orb.Ring{{a, b, c, d, a}, {{math.Copysign(0, -1), 0}, d, c, b, a}}, true},
		{"one half is missing", []orb.Ring{{a, b, c, a}, {a, d, c, b, a}}, false},
		{"a corner that the other lacks", []orb.Ring{{a, {2, 0}, b, c, d, a}, {a, d, c, b, a}}, false},
		{"drawn twice", []orb.Ring{{a, b, c, d, a}, {a, b, c, d, a}}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var f fingerprint
			for _, r := range tt.rings {
				f.addRing(r)
			}
			if (f == fingerprint{}) != tt.zero {
				t.Errorf("fingerprint %x, want zero: %v", f, tt.zero)
			}
		})
	}
}

// TestClearBoxesMeetNoEdge: a box that is said to be clear of the extent's edges
// meets none of the wall, and some boxes are so.
func TestClearBoxesMeetNoEdge(t *testing.T) {
	clear, all := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		corner := orb.Point{rapid.SampledFrom([]float64{0, 38500000, -1e9}).Draw(t, "east"), rapid.SampledFrom([]float64{0, 3500000}).Draw(t, "north")}
		width := rapid.SampledFrom([]float64{1e-6, 1, 640, 1e5}).Draw(t, "width")
		point := rapid.Custom(func(t *rapid.T) orb.Point {
			return orb.Point{corner[0] + rapid.Float64Range(0, width).Draw(t, "x"), corner[1] + rapid.Float64Range(0, width).Draw(t, "y")}
		})
		ring := orb.Ring(rapid.SliceOfN(point, 3, 6).Draw(t, "ring"))
		ring = append(ring, ring[0])
		shape := overlay.Repair(orb.MultiPolygon{{ring}})
		w := wallOf(shape)
		for range 20 {
			a, size := point.Draw(t, "a"), width/rapid.SampledFrom([]float64{10, 100, 1e9}).Draw(t, "part")
			box := orb.Bound{Min: a, Max: orb.Point{a[0] + size, a[1] + size}}
			all++
			if !w.extent.Clear(&box) {
				continue
			}
			clear++
			for _, e := range w.edges {
				if intersect(&e.box, &box) && !besides(e.ends, box) {
					t.Fatalf("edge %v meets the box %v", e.ends, box)
				}
			}
		}
	})
	if clear < all/50 {
		t.Errorf("only %d of %d boxes are clear", clear, all)
	}
}
