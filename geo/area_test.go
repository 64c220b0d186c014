package geo_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"jiyue/geo"
)

func ring(coordinates ...float64) orb.Ring {
	var r orb.Ring
	for i := 0; i < len(coordinates); i += 2 {
		r = append(r, orb.Point{coordinates[i], coordinates[i+1]})
	}
	return r
}

func closed(coordinates ...float64) orb.Ring {
	r := ring(coordinates...)
	return append(r, r[0])
}

func square(x, y, side float64) orb.Ring {
	return closed(x, y, x+side, y, x+side, y+side, x, y+side)
}

func turned(r orb.Ring) orb.Ring {
	out := r.Clone()
	out.Reverse()
	return out
}

func TestRingAreaM2(t *testing.T) {
	for _, c := range []struct {
		name string
		ring orb.Ring
		want float64
	}{
		{"counter-clockwise", square(0, 0, 3), 9},
		{"clockwise", turned(square(0, 0, 3)), -9},
		{"open", ring(0, 0, 3, 0, 3, 3, 0, 3), 9},
		{"bow-tie: the loops cancel", closed(0, 0, 2, 2, 2, 0, 0, 2), 0},
		{"an L of five squares", closed(0, 0, 3, 0, 3, 1, 1, 1, 1, 3, 0, 3), 5},
		{"one millimetre square in zone 37", square(37.5e6, 4e6, 1.0/1024), 1.0 / 1024 / 1024},
		{"two points", ring(0, 0, 1, 1), 0},
		{"nothing", nil, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := geo.RingAreaM2(c.ring); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

// A ring of 30 m at eastings of 37 million keeps all its digits: summed from raw
// coordinates its area would be off by a tenth of a square metre.
func TestAreaKeepsDigitsFarFromTheOrigin(t *testing.T) {
	near := closed(0.125, 0.25, 30.5, 1.75, 28.25, 31.5, -1.5, 27.125)
	far := near.Clone()
	for i := range far {
		far[i][0] += 37_500_000
		far[i][1] += 4_038_000
	}
	if a, b := geo.RingAreaM2(near), geo.RingAreaM2(far); a != b {
		t.Errorf("near the origin %v, in zone 37 %v", a, b)
	}
}

func TestAreaM2AndPerimeterM(t *testing.T) {
	mp := orb.MultiPolygon{
		{square(0, 0, 10), square(1, 1, 2), turned(square(5, 5, 3))}, // holes run either way
		{turned(square(20, 20, 1))},
		{},
	}
	if got, want := geo.AreaM2(mp), 100.0-4-9+1; got != want {
		t.Errorf("area %v, want %v", got, want)
	}
	if got, want := geo.PerimeterM(mp), 40.0+8+12+4; got != want {
		t.Errorf("perimeter %v, want %v", got, want)
	}
	if got := geo.PerimeterM(orb.MultiPolygon{{ring(0, 0, 3, 0, 3, 4)}}); got != 12 {
		t.Errorf("perimeter of an open ring %v, want 12", got)
	}
}

func TestClean(t *testing.T) {
	for _, c := range []struct {
		name   string
		ring   orb.Ring
		want   orb.Ring
		report geo.CleanReport
	}{
		{"nothing to do", square(0, 0, 1), square(0, 0, 1), geo.CleanReport{}},
		{"open", ring(0, 0, 3, 0, 3, 4), closed(0, 0, 3, 0, 3, 4), geo.CleanReport{Closed: true, GapM: 5}},
		{"repeated", closed(0, 0, 0, 0, 3, 0, 3, 4, 3, 4, 3, 4), closed(0, 0, 3, 0, 3, 4), geo.CleanReport{Repeated: 3}},
		{"end repeated", ring(0, 0, 3, 0, 3, 4, 0, 0, 0, 0), closed(0, 0, 3, 0, 3, 4), geo.CleanReport{Repeated: 1}},
		{"open and repeated", ring(0, 0, 3, 0, 3, 0, 3, 4), closed(0, 0, 3, 0, 3, 4), geo.CleanReport{Closed: true, GapM: 5, Repeated: 1}},
		{"one point", ring(1, 1), ring(1, 1), geo.CleanReport{}},
		{"no point", nil, nil, geo.CleanReport{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := c.ring.Clone()
			got, report := geo.Clean(c.ring)
			if !got.Equal(c.want) || report != c.report {
				t.Errorf("got %v %+v, want %v %+v", got, report, c.want, c.report)
			}
			if !c.ring.Equal(before) {
				t.Error("the input was changed")
			}
		})
	}
	r := square(0, 0, 1)
	if n := testing.AllocsPerRun(10, func() { geo.Clean(r) }); n != 0 {
		t.Errorf("%v allocations on a clean ring", n)
	}
}

func TestCleanKeepsArea(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := orb.Ring(rapid.SliceOfN(rapid.Custom(func(t *rapid.T) orb.Point {
			return orb.Point{float64(rapid.IntRange(0, 3).Draw(t, "x")), float64(rapid.IntRange(0, 3).Draw(t, "y"))}
		}), 1, 9).Draw(t, "ring"))
		clean, report := geo.Clean(r)
		if geo.RingAreaM2(clean) != geo.RingAreaM2(r) {
			t.Fatalf("%v became %v", r, clean)
		}
		if again, second := geo.Clean(clean); second != (geo.CleanReport{}) || !again.Equal(clean) {
			t.Fatalf("cleaned twice: %v after %v (%v)", second, report, clean)
		}
	})
}

func TestFinite(t *testing.T) {
	if !geo.Finite(closed(0, 0, -math.MaxFloat64, 1, math.MaxFloat64, 2)) || !geo.Finite(nil) {
		t.Error("numbers taken for none")
	}
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if geo.Finite(ring(0, 0, bad, 0)) || geo.Finite(ring(0, 0, 0, bad)) {
			t.Errorf("%v taken for a number", bad)
		}
	}
}
