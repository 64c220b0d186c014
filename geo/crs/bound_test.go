package crs_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"jiyue/geo/crs"
)

func TestCheckBound(t *testing.T) {
	cases := []struct {
		name, system           string
		minX, minY, maxX, maxY float64
		want                   crs.Contradiction // "": none
		remedy                 string
	}{
		{"a county in its zone", "EPSG:4525", 37_455_000, 4_010_000, 37_500_000, 4_060_000, "", ""},
		{"without prefix", "EPSG:4546", 455_000, 4_010_000, 500_000, 4_060_000, "", ""},
		{"a county beyond the zone's edge", "EPSG:4525", 37_640_000, 4_010_000, 37_660_000, 4_060_000, "", ""},
		{"Xisha", "EPSG:4525", 37_600_000, 1_770_000, 37_610_000, 1_780_000, "", ""},
		{"degrees that are degrees", "EPSG:4490", 110.6, 36.2, 111, 36.6, "", ""},
		{"empty", "EPSG:4525", 1, 1, 0, 0, "", ""},
		{"prefix of another zone", "EPSG:4525", 38_455_000, 4_010_000, 38_500_000, 4_060_000, crs.OtherZone, "EPSG:4526"},
		{"prefix of a 6° zone", "EPSG:4525", 19_455_000, 4_010_000, 19_500_000, 4_060_000, crs.OtherZone, "EPSG:4497"},
		{"two zones in one file", "EPSG:4525", 37_455_000, 4_010_000, 38_500_000, 4_060_000, crs.OtherZone, "split"},
		{"prefix missing", "EPSG:4525", 455_000, 4_010_000, 500_000, 4_060_000, crs.PrefixMissing, "EPSG:4546"},
		{"prefix missing, 6°", "EPSG:2333", 455_000, 4_010_000, 500_000, 4_060_000, crs.PrefixMissing, "EPSG:2344"},
		{"prefix where the system has none", "EPSG:4546", 37_455_000, 4_010_000, 37_500_000, 4_060_000, crs.PrefixExtra, "EPSG:4525"},
		{"prefix added twice", "EPSG:4525", 74_455_000, 4_010_000, 74_500_000, 4_060_000, crs.PrefixDoubled, "take one"},
		{"prefix written twice", "EPSG:4525", 3_737_455_000, 4_010_000, 3_737_500_000, 4_060_000, crs.PrefixDoubled, "take one"},
		{"northing first", "EPSG:4525", 4_010_000, 37_455_000, 4_060_000, 37_500_000, crs.AxesSwapped, "swap"},
		{"northing first, without prefix", "EPSG:4546", 4_010_000, 455_000, 4_060_000, 500_000, crs.AxesSwapped, "swap"},
		{"northing first and without the prefix that the system has", "EPSG:4525", 4_010_000, 455_000, 4_060_000, 500_000, crs.AxesSwapped, "swap"},
		{"latitude first", "EPSG:4490", 36.2, 110.6, 36.6, 111, crs.AxesSwapped, "swap"},
		{"degrees in metres", "EPSG:4525", 110.6, 36.2, 111, 36.6, crs.DegreesFound, "EPSG:4490"},
		{"degrees in metres, Xian 1980", "EPSG:2361", 110.6, 36.2, 111, 36.6, crs.DegreesFound, "EPSG:4610"},
		{"metres in degrees", "EPSG:4490", 37_455_000, 4_010_000, 37_500_000, 4_060_000, crs.MetresFound, "EPSG:4525"},
		{"another country", "EPSG:4326", 14.3, 50.0, 14.5, 50.2, crs.OutsideChina, ""},
		{"another hemisphere", "EPSG:4546", 455_000, -4_060_000, 500_000, -4_010_000, crs.OutsideChina, ""},
		{"north of China", "EPSG:4525", 37_455_000, 6_500_000, 37_500_000, 6_600_000, crs.OutsideChina, ""},
		{"one stray point at the origin", "EPSG:4525", 0, 0, 37_500_000, 4_060_000, crs.OutsideChina, ""},
		{"not a number", "EPSG:4525", math.NaN(), 4_010_000, 37_500_000, 4_060_000, crs.NotFinite, ""},
		{"infinite", "EPSG:4525", 37_455_000, 4_010_000, math.Inf(1), 4_060_000, crs.NotFinite, ""},
	}
	for _, c := range cases {
		err := mustParse(t, c.system).CheckBound(orb.Bound{Min: orb.Point{c.minX, c.minY}, Max: orb.Point{c.maxX, c.maxY}})
		var found *crs.BoundError
		if errors.As(err, &found); found == nil && c.want != "" || found != nil && found.Kind != c.want {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
		if found != nil && !strings.Contains(found.Remedy, c.remedy) {
			t.Errorf("%s: remedy %q, want %q in it", c.name, found.Remedy, c.remedy)
		}
	}
}

func TestBoundErrorReads(t *testing.T) {
	err := mustParse(t, "EPSG:4525").CheckBound(orb.Bound{Min: orb.Point{38_455_000, 4_010_000}, Max: orb.Point{38_500_000, 4_060_000}})
	want := "crs: EPSG:4525 CGCS2000 3° GK zone 37: eastings 38455000 to 38500000 begin with zone number 38, not 37: write crs: EPSG:4526 on the source"
	if err == nil || err.Error() != want {
		t.Errorf("error %v\nwant  %s", err, want)
	}
}
