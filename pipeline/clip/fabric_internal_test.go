package clip

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"jiyue/geo"
	"jiyue/geo/overlay"
)

// TestWallEnters places steps against an extent with a notch and a hole:
//
//	y 10 ┌────┐    ┌────┐
//	   6 │    └────┘    │      x 0 … 4 … 8 … 12; hole (1,1)–(3,3)
//	   0 └──────────────┘
func TestWallEnters(t *testing.T) {
	w := wallOf(orb.MultiPolygon{{
		{{0, 0}, {12, 0}, {12, 10}, {8, 10}, {8, 6}, {4, 6}, {4, 10}, {0, 10}, {0, 0}},
		{{1, 1}, {1, 3}, {3, 3}, {3, 1}, {1, 1}},
	}})
	tests := []struct {
		name string
		a, b orb.Point
		want bool
	}{
		{"inside", orb.Point{5, 2}, orb.Point{6, 3}, true},
		{"outside, beyond", orb.Point{13, 2}, orb.Point{14, 3}, false},
		{"outside, in the notch", orb.Point{5, 8}, orb.Point{7, 9}, false},
		{"in the hole", orb.Point{1.5, 1.5}, orb.Point{2.5, 2}, false},
		{"through an edge", orb.Point{11, 5}, orb.Point{13, 5}, true},
		{"through everything", orb.Point{-5, 5}, orb.Point{20, 6}, true},
		{"across the notch above the ground", orb.Point{4, 8}, orb.Point{8, 8}, true}, // may: its ends lie on the outline
		{"along an edge, all of it", orb.Point{0, 0}, orb.Point{12, 0}, false},
		{"along an edge, part of it", orb.Point{3, 0}, orb.Point{7, 0}, false},
		{"along an edge of the hole", orb.Point{1, 1}, orb.Point{1, 2}, false},
		{"in line with an edge, outside, touching its end", orb.Point{12, 0}, orb.Point{20, 0}, false},
		{"from a corner outwards", orb.Point{12, 10}, orb.Point{14, 12}, false},
		{"from a corner inwards", orb.Point{12, 10}, orb.Point{11, 9}, true},
		{"from an edge inwards", orb.Point{12, 5}, orb.Point{11, 5}, true},
		{"from an edge outwards", orb.Point{12, 5}, orb.Point{13, 5}, false},
		{"from corner to corner, inside", orb.Point{4, 6}, orb.Point{0, 0}, true},
		{"through a corner into the interior", orb.Point{4, 9}, orb.Point{4, 3}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, back := enters(w, tt.a, tt.b), enters(w, tt.b, tt.a); got != tt.want || back != tt.want {
				t.Errorf("enters %v, and back %v; want %v", got, back, tt.want)
			}
		})
	}
}

// wallOf is the wall of an extent by itself.
func wallOf(shape orb.MultiPolygon) *wall { return newWall(shape, overlay.PrepareForMany(shape)) }

// enters asks about a single step.
func enters(w *wall, a, b orb.Point) bool {
	box := boxOf(a, b)
	walk := walk{wall: w, near: w.near(&box, nil)}
	return walk.enters(&a, &b)
}

// TestWalkRemembersRightly: what a walk says of a step does not depend on the
// steps before it, nor on what else lies near.
func TestWalkRemembersRightly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		point := rapid.Custom(func(t *rapid.T) orb.Point {
			return orb.Point{float64(rapid.IntRange(0, 12).Draw(t, "x")), float64(rapid.IntRange(0, 12).Draw(t, "y"))}
		})
		corners := rapid.SliceOfN(point, 3, 8).Draw(t, "corners")
		shape := overlay.Repair(orb.MultiPolygon{{append(orb.Ring(corners), corners[0])}})
		if len(shape) == 0 {
			t.Skip("no extent")
		}
		w, path := wallOf(shape), orb.Ring(rapid.SliceOfN(point, 2, 20).Draw(t, "path"))
		box := path.Bound()
		along := walk{wall: w, near: w.near(&box, nil)}
		for i := 1; i < len(path); i++ {
			if path[i] == path[i-1] {
				t.Skip("no step")
			}
			if got, want := along.enters(&path[i-1], &path[i]), enters(w, path[i], path[i-1]); got != want {
				t.Fatalf("step %d enters: %v on the way, %v back and alone", i, got, want)
			}
		}
	})
}

// TestWallAgreesWithTheClip: a step that has length inside the extent enters
// it, which a parcel a millimetre wide to either side of the step shows; a point
// is located as by going round the ring; an outline that the box does not meet
// is not near.
func TestWallAgreesWithTheClip(t *testing.T) {
	const offset = 37_478_000
	coordinate := rapid.OneOf(rapid.Map(rapid.IntRange(0, 10), func(n int) float64 { return float64(n) }), rapid.Float64Range(0, 10))
	point := rapid.Custom(func(t *rapid.T) orb.Point {
		return orb.Point{offset + coordinate.Draw(t, "x"), coordinate.Draw(t, "y")}
	})
	rapid.Check(t, func(t *rapid.T) {
		corners := rapid.SliceOfN(point, 3, 8).Draw(t, "corners")
		shape := overlay.Repair(orb.MultiPolygon{{append(orb.Ring(corners), corners[0])}})
		if geo.AreaM2(shape) < 1 {
			t.Skip("no extent")
		}
		w, a, b := wallOf(shape), point.Draw(t, "a"), point.Draw(t, "b")
		if a == b {
			t.Skip("no step")
		}
		enters, back := enters(w, a, b), enters(w, b, a)
		if back != enters {
			t.Fatalf("enters %v, and back %v", enters, back)
		}
		extent, clipper := overlay.Prepare(shape), overlay.NewClipper()
		if left, right := strip(a, b, 1e-3), strip(b, a, 1e-3); !enters {
			in := min(clipper.Measure(extent, left).AreaM2, clipper.Measure(extent, right).AreaM2)
			if length := math.Hypot(b[0]-a[0], b[1]-a[1]); in > 0.05*1e-3*length+1e-4 {
				t.Fatalf("does not enter, but has %v m² to either side", in)
			}
		}
		if box := boxOf(a, b); len(w.near(&box, nil)) == 0 && clipper.Measure(extent, orb.MultiPolygon{boxOf(a, b).ToPolygon()}).Relation == overlay.Cut {
			t.Fatal("cut, but not near")
		}
	})
}

// strip is a parcel along the left side of the step from a to b.
func strip(a, b orb.Point, width float64) orb.MultiPolygon {
	length := math.Hypot(b[0]-a[0], b[1]-a[1])
	dx, dy := -(b[1]-a[1])/length*width, (b[0]-a[0])/length*width
	return orb.MultiPolygon{{{a, b, {b[0] + dx, b[1] + dy}, {a[0] + dx, a[1] + dy}, a}}}
}

// TestMayMeet places boxes against an extent of two blocks, one in the mouth of
// the other:
//
//	10 ┌──┐ ┌──┐ ┌──┐
//	   │  │ │1 │ │  │     block 0 from x 0 to 20, its mouth from x 4 to 16 above y 4
//	   │ 0└─┼──┼─┘  │     block 1 from (6, 6) to (14, 10)
//	 0 └────────────┘
func TestMayMeet(t *testing.T) {
	shape := orb.MultiPolygon{
		{{{0, 0}, {20, 0}, {20, 10}, {16, 10}, {16, 4}, {4, 4}, {4, 10}, {0, 10}, {0, 0}}},
		{{{6, 6}, {14, 6}, {14, 10}, {6, 10}, {6, 6}}},
	}
	l := newLoom(shape, overlay.PrepareForMany(shape))
	tests := []struct {
		name string
		box  orb.Bound
		want [2]bool
	}{
		{"within block 0", boxOf(orb.Point{1, 1}, orb.Point{2, 2}), [2]bool{true, false}},
		{"within block 1, in the mouth of block 0", boxOf(orb.Point{7, 7}, orb.Point{8, 8}), [2]bool{false, true}},
		{"between them", boxOf(orb.Point{4.5, 5}, orb.Point{5.5, 9}), [2]bool{false, false}},
		{"across the edge of block 1", boxOf(orb.Point{5, 7}, orb.Point{7, 8}), [2]bool{false, true}},
		{"across both", boxOf(orb.Point{3, 7}, orb.Point{7, 8}), [2]bool{true, true}},
		{"beyond", boxOf(orb.Point{30, 7}, orb.Point{40, 8}), [2]bool{false, false}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			near := l.wall.near(&tt.box, nil)
			var got [2]bool
			for i := range got {
				got[i] = intersect(&l.blocks[i].box, &tt.box) && l.mayMeet(i, &tt.box, near)
			}
			if got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}
