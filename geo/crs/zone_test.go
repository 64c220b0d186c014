package crs_test

import (
	"testing"

	"jiyue/geo/crs"
)

func TestFromZone(t *testing.T) {
	for _, c := range []struct {
		datum       crs.Datum
		width, zone int
		prefixed    bool
		want        int // EPSG; 0 where there is none
	}{
		{crs.CGCS2000, 3, 37, true, 4525},
		{crs.CGCS2000, 3, 37, false, 4546},
		{crs.CGCS2000, 6, 19, true, 4497},
		{crs.CGCS2000, 6, 19, false, 4508},
		{crs.Xian1980, 3, 37, true, 2361},
		{crs.Beijing1954, 3, 37, false, 2434},
		{crs.CGCS2000, 3, 24, true, 0},
		{crs.CGCS2000, 6, 37, true, 0},
		{crs.CGCS2000, 5, 37, true, 0},
		{crs.WGS84, 3, 37, true, 0},
	} {
		got, ok := crs.FromZone(c.datum, c.width, c.zone, c.prefixed)
		if ok != (c.want != 0) || got.EPSG != c.want {
			t.Errorf("FromZone(%s, %d, %d, %v) is EPSG:%d, want EPSG:%d", c.datum, c.width, c.zone, c.prefixed, got.EPSG, c.want)
		}
	}
}

func TestZoneOf(t *testing.T) {
	for lon, want := range map[float64]int{110.75: 37, 112.6: 38, 75: 25, 135: 45, 60: 0} {
		got, _ := crs.ZoneOf(crs.CGCS2000, lon, true)
		if got.Zone != want {
			t.Errorf("%g° lies in zone %d, want %d", lon, got.Zone, want)
		}
	}
}

func TestZoneNumber(t *testing.T) {
	for easting, want := range map[float64]int{37_478_000: 37, 478_000: 0, 19_500_000: 19, 24_500_000: 0, 3_737_478_000: 0, 4_038_000: 0} {
		if got := crs.ZoneNumber(easting); got != want {
			t.Errorf("easting %.0f has zone number %d, want %d", easting, got, want)
		}
	}
}
