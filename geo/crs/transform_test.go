package crs_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"jiyue/geo/crs"
)

func TestTransformWithinADatum(t *testing.T) {
	cases := []struct {
		name, from, to string
		in, want       orb.Point
	}{
		{"prefix off", "EPSG:4525", "EPSG:4546", orb.Point{37_478_000, 4_038_000}, orb.Point{478_000, 4_038_000}},
		{"3° to 6°", "EPSG:4525", "EPSG:4497", orb.Point{37_478_000, 4_038_000}, orb.Point{19_478_000, 4_038_000}},
		{"degrees to metres", "EPSG:4490", "EPSG:4525", orb.Point{111, 0}, orb.Point{37_500_000, 0}},
		// the neighbouring zone, by PROJ 9.1: cct +proj=pipeline +step +inv +proj=tmerc +lon_0=111 … +step +proj=tmerc +lon_0=114 …
		{"zone 37 to 38", "EPSG:4525", "EPSG:4526", orb.Point{37_634_000, 4_038_000}, orb.Point{38_365_091.0910669565, 4_038_014.1449465891}},
	}
	for _, c := range cases {
		tr, err := crs.NewTransform(mustParse(t, c.from), mustParse(t, c.to))
		if err != nil {
			t.Fatal(err)
		}
		points := []orb.Point{c.in, c.in}
		tr.Apply(points)
		for _, p := range points {
			near(t, c.name+" x", p[0], c.want[0], 2e-8)
			near(t, c.name+" y", p[1], c.want[1], 2e-8)
		}
	}
}

func TestIdentityTouchesNothing(t *testing.T) {
	tr, err := crs.NewTransform(mustParse(t, "EPSG:4508"), mustParse(t, "EPSG:4546"))
	if err != nil || !tr.Identity() {
		t.Fatalf("%v, %v, want the identity", tr, err)
	}
	points := []orb.Point{{478_000.1234, 4_038_000.5678}}
	if tr.Apply(points); points[0] != (orb.Point{478_000.1234, 4_038_000.5678}) {
		t.Errorf("moved to %v", points[0])
	}
	if tr, _ := crs.NewTransform(mustParse(t, "EPSG:4525"), mustParse(t, "EPSG:4546")); tr.Identity() {
		t.Error("taking the prefix off is called the identity")
	}
}

func TestBetweenDatumsIsRefused(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"EPSG:2361", "EPSG:4525", "not published"},
		{"EPSG:2413", "EPSG:4525", "not published"},
		{"EPSG:4214", "EPSG:4555", "not published"},
		{"EPSG:4326", "EPSG:4490", "declare the file's coordinates as CGCS2000"},
	} {
		_, err := crs.NewTransform(mustParse(t, c.from), mustParse(t, c.to))
		if !errors.Is(err, crs.ErrDatum) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s to %s: %v, want ErrDatum with %q", c.from, c.to, err, c.want)
		}
	}
	if _, err := crs.NewTransform(crs.CRS{}, mustParse(t, "EPSG:4490")); err == nil {
		t.Error("a transform from nowhere was made")
	}
}

// TestHelmert uses made-up parameters of the usual size and a point computed
// with PROJ 9.1: cct +proj=pipeline +step +proj=cart +a=6378140 +rf=298.257
// +step +proj=helmert +convention=position_vector … +step +inv +proj=cart +ellps=GRS80.
func TestHelmert(t *testing.T) {
	own := crs.Helmert{DX: 110.5, DY: -12.25, DZ: 7.75, RX: 1.1, RY: -0.7, RZ: 2.3, ScalePPM: -3.5}
	there, err := crs.NewTransform(mustParse(t, "EPSG:4610"), mustParse(t, "EPSG:4490"), crs.WithHelmert(own))
	if err != nil {
		t.Fatal(err)
	}
	points := []orb.Point{{110.75, 36.46}}
	there.Apply(points)
	near(t, "longitude", points[0][0], 110.7497474200435, 1e-11)
	near(t, "latitude", points[0][1], 36.4605448726287, 1e-11)
}

// TestHelmertThereAndBack: the inverse parameters bring a point back to a
// millimetre. It is no exact inverse: rotations are taken as small, and a
// point leaves the second ellipsoid's surface by its height.
func TestHelmertThereAndBack(t *testing.T) {
	from, to := mustParse(t, "EPSG:2361"), mustParse(t, "EPSG:4525")
	rapid.Check(t, func(t *rapid.T) {
		shift, turn := rapid.Float64Range(-150, 150), rapid.Float64Range(-3, 3)
		own := crs.Helmert{
			DX: shift.Draw(t, "dx"), DY: shift.Draw(t, "dy"), DZ: shift.Draw(t, "dz"),
			RX: turn.Draw(t, "rx"), RY: turn.Draw(t, "ry"), RZ: turn.Draw(t, "rz"), ScalePPM: turn.Draw(t, "m"),
		}
		there, err := crs.NewTransform(from, to, crs.WithHelmert(own))
		back, err2 := crs.NewTransform(to, from, crs.WithHelmert(own.Inverse()))
		if err := errors.Join(err, err2); err != nil {
			t.Fatal(err)
		}
		start := orb.Point{rapid.Float64Range(37_360_000, 37_640_000).Draw(t, "x"), rapid.Float64Range(2e6, 5.9e6).Draw(t, "y")}
		points := []orb.Point{start}
		there.Apply(points)
		back.Apply(points)
		if dx, dy := points[0][0]-start[0], points[0][1]-start[1]; dx*dx+dy*dy > 0.01*0.01 {
			t.Errorf("%v: off by %v, %v", own, dx, dy)
		}
	})
}
