package corners_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"jiyue/geo"
	"jiyue/geo/corners"
	"jiyue/geo/crs"
)

func system(t testing.TB, code int) crs.CRS {
	t.Helper()
	c, err := crs.FromEPSG(code)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestPlace: one corner of a block of four is written in another way than the
// others; all come out in the same place.
func TestPlace(t *testing.T) {
	north, east := 4_038_000.0, 37_478_000.0
	in38 := func() corners.Pair { // the same place in the system of zone 38
		lon, lat := system(t, 4525).ToLonLat(east, north)
		x, y := system(t, 4526).FromLonLat(lon, lat)
		return corners.Pair{X: y, Y: x}
	}()
	for _, c := range []struct {
		name   string
		odd    corners.Pair
		system int
		want   orb.Point
		mend   corners.Mend
	}{
		{"as the others", corners.Pair{X: north, Y: east}, 4525, orb.Point{east, north}, 0},
		{"axes swapped", corners.Pair{X: east, Y: north}, 4525, orb.Point{east, north}, corners.Swapped},
		{"no zone number", corners.Pair{X: north, Y: 478_000}, 4525, orb.Point{east, north}, corners.NoZone},
		{"no zone number, none wanted", corners.Pair{X: north, Y: 478_000}, 4546, orb.Point{478_000, north}, 0},
		{"zone number in digits twice", corners.Pair{X: north, Y: 3_737_478_000}, 4525, orb.Point{east, north}, corners.TwoZones},
		{"zone number added twice", corners.Pair{X: north, Y: 74_478_000}, 4525, orb.Point{east, north}, corners.TwoZones},
		{"zone number twice, none wanted", corners.Pair{X: north, Y: 3_737_478_000}, 4546, orb.Point{478_000, north}, corners.TwoZones},
		{"a slip in the zone number", corners.Pair{X: north, Y: 38_478_000}, 4525, orb.Point{east, north}, corners.OtherZone},
		{"in the neighbouring zone's system", in38, 4525, orb.Point{east, north}, corners.OtherZone},
		{"swapped and without zone number", corners.Pair{X: 478_000, Y: north}, 4525, orb.Point{east, north}, corners.Swapped | corners.NoZone},
	} {
		t.Run(c.name, func(t *testing.T) {
			pairs := []corners.Pair{c.odd, {X: north + 100, Y: east}, {X: north + 100, Y: east + 100}, {X: north, Y: east + 100}}
			got := corners.Place(pairs, system(t, c.system), false)[0]
			if !got.OK || got.Mend != c.mend || math.Hypot(got.Point[0]-c.want[0], got.Point[1]-c.want[1]) > 1e-3 {
				t.Errorf("placed %+v, want %v with mend %b", got, c.want, c.mend)
			}
		})
	}
	for name, p := range map[string]corners.Pair{
		"local coordinates": {X: 1000, Y: 2000}, "two northings": {X: north, Y: north}, "not a number": {X: math.NaN(), Y: east},
		"infinite": {X: math.Inf(1), Y: east}, "degrees": {X: 36.4, Y: 110.7}, "negative": {X: -north, Y: east}, "zone 24": {X: north, Y: 24_478_000},
	} {
		if got := corners.Place([]corners.Pair{p}, system(t, 4525), false)[0]; got.OK {
			t.Errorf("%s: placed at %v", name, got.Point)
		}
	}
}

// TestPlaceInAnotherZone: an outline whose eastings have another zone's number,
// but for one that has none, is where that zone says.
func TestPlaceInAnotherZone(t *testing.T) {
	home, c := system(t, 4526), system(t, 4525)
	pairs := []corners.Pair{{X: 4_038_000, Y: 38_300_000}, {X: 4_038_100, Y: 300_000}, {X: 4_038_100, Y: 38_300_100}, {X: 38_300_100, Y: 4_038_000}}
	want := []orb.Point{{38_300_000, 4_038_000}, {38_300_000, 4_038_100}, {38_300_100, 4_038_100}, {38_300_100, 4_038_000}}
	mends := []corners.Mend{0, corners.NoZone, 0, corners.Swapped}
	for i, p := range corners.Place(pairs, c, false) {
		x, y := c.FromLonLat(home.ToLonLat(want[i][0], want[i][1]))
		if !p.OK || math.Hypot(p.Point[0]-x, p.Point[1]-y) > 1e-6 || p.Mend != mends[i]|corners.OtherZone || p.Zone != 38 {
			t.Errorf("corner %d is at %+v, want (%.3f, %.3f)", i+1, p, x, y)
		}
	}
}

func TestPlaceDegrees(t *testing.T) {
	for name, p := range map[string]corners.Pair{"latitude first": {X: 36.4, Y: 110.7}, "longitude first": {X: 110.7, Y: 36.4}} {
		got := corners.Place([]corners.Pair{p}, system(t, 4490), false)[0]
		if !got.OK || got.Point != (orb.Point{110.7, 36.4}) {
			t.Errorf("%s: placed %+v", name, got)
		}
	}
}

func TestSurvey(t *testing.T) {
	got := corners.Survey([]corners.Pair{
		{X: 4_038_000, Y: 37_478_000}, {X: 4_038_000, Y: 37_478_100}, {X: 37_478_000, Y: 4_038_000}, {X: 4_038_000, Y: 478_000},
		{X: 4_038_000, Y: 38_478_000}, {X: 36.5, Y: 110.7}, {X: 1, Y: 2},
	})
	want := corners.Reading{Pairs: 7, Degrees: 1, Metres: 5, EastFirst: 1, Bare: 1, Zone: 37, ZonePairs: 3}
	if got != want {
		t.Errorf("read %+v, want %+v", got, want)
	}
}

// TestPlaceIsOneToOne: a place in China, written in any of the ways, is found
// again.
func TestPlaceIsOneToOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, _ := crs.FromZone(crs.CGCS2000, 3, rapid.IntRange(25, 45).Draw(t, "zone"), rapid.Bool().Draw(t, "prefixed"))
		bare := rapid.Float64Range(101_000, 899_000).Draw(t, "easting")
		north := rapid.Float64Range(1_900_000, 5_990_000).Draw(t, "northing")
		want := orb.Point{bare + c.FalseEasting - 500_000, north}
		for _, east := range []float64{bare, bare + float64(c.Zone)*1e6, bare + float64(c.Zone)*2e6, bare + float64(c.Zone)*101e6} {
			for _, p := range []corners.Pair{{X: north, Y: east}, {X: east, Y: north}} {
				got := corners.Place([]corners.Pair{p}, c, false)[0]
				if !got.OK || math.Abs(got.Point[0]-want[0]) > 1e-3 || got.Point[1] != want[1] {
					t.Fatalf("%+v in %s is at %+v, want %v", p, c, got, want)
				}
			}
		}
	})
}

func TestUntangle(t *testing.T) {
	square := []orb.Point{{0, 0}, {0, 100}, {100, 100}, {100, 0}}
	for _, c := range []struct {
		name  string
		order []int
		want  bool
	}{
		{"round", []int{0, 1, 2, 3}, false},
		{"round, closed", []int{0, 1, 2, 3, 0}, false},
		{"line by line", []int{1, 2, 0, 3}, true},
		{"line by line, closed", []int{1, 2, 0, 3, 1}, true},
		{"column by column", []int{0, 1, 3, 2}, true},
		{"three", []int{0, 1, 2}, false},
	} {
		var ring orb.Ring
		for _, k := range c.order {
			ring = append(ring, orb.Point{37_478_000 + square[k][0], 4_038_000 + square[k][1]})
		}
		got, untangled := corners.Untangle(ring)
		if untangled != c.want {
			t.Errorf("%s: untangled is %v, want %v", c.name, untangled, c.want)
		}
		if untangled && math.Abs(geo.RingAreaM2(got)) != 10_000 {
			t.Errorf("%s: %.2f m², want 10000", c.name, geo.RingAreaM2(got))
		}
	}
}

// TestUntangleLaws: whatever four points come in, the result has the same
// corners, and it does not cross where it says that it was untangled.
func TestUntangleLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var ring orb.Ring
		for range 4 {
			ring = append(ring, orb.Point{float64(rapid.IntRange(0, 6).Draw(t, "x")), float64(rapid.IntRange(0, 6).Draw(t, "y"))})
		}
		got, untangled := corners.Untangle(ring)
		if _, crosses := geo.Crossing(orb.MultiPolygon{{got}}); untangled && crosses {
			t.Fatalf("%v became %v, which crosses", ring, got)
		}
		if again, twice := corners.Untangle(got); twice {
			t.Fatalf("%v became %v, and then %v", ring, got, again)
		}
	})
}
