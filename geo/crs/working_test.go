package crs_test

import (
	"math"
	"testing"

	"jiyue/geo/crs"
)

func TestWorking(t *testing.T) {
	at := func(code int, lon float64) crs.Stand {
		c, err := crs.FromEPSG(code)
		if err != nil {
			t.Fatal(err)
		}
		return crs.Stand{CRS: c, Lon: lon}
	}
	plane := func(code int) crs.Stand { return at(code, math.NaN()) }
	preferred := func(code int) crs.Stand {
		s := plane(code)
		s.Preferred = true
		return s
	}
	const zone37, zone38, xian37, degrees, xianDegrees, meridian111 = 4525, 4526, 2361, 4490, 4610, 4546
	for name, c := range map[string]struct {
		sources []crs.Stand
		shift   bool
		want    int // EPSG; 0 for none
	}{
		"most sources' own":                  {[]crs.Stand{plane(zone38), plane(zone37), plane(zone37)}, false, zone37},
		"the first's own":                    {[]crs.Stand{plane(zone38), plane(zone37)}, false, zone38},
		"the preferred one's own":            {[]crs.Stand{plane(zone37), preferred(zone38), plane(zone37)}, false, zone38},
		"one of two preferred, and others":   {[]crs.Stand{preferred(zone38), preferred(zone37), plane(zone37)}, false, zone37},
		"the odd datum comes first":          {[]crs.Stand{plane(xian37), plane(zone37), plane(zone38)}, false, zone37},
		"the odd datum comes last":           {[]crs.Stand{plane(zone37), plane(zone38), plane(xian37)}, false, zone37},
		"one against one":                    {[]crs.Stand{plane(xian37), plane(zone37)}, false, xian37},
		"parameters: nothing is odd":         {[]crs.Stand{plane(xian37), plane(zone37), plane(zone38)}, true, xian37},
		"parks in degrees, parcels not":      {[]crs.Stand{at(degrees, 111), plane(zone37)}, false, zone37},
		"degrees count for their datum":      {[]crs.Stand{plane(xian37), at(degrees, 111), plane(zone37)}, false, zone37},
		"nothing but degrees":                {[]crs.Stand{at(degrees, 111.4), at(degrees, 114)}, false, meridian111},
		"degrees at an unknown place":        {[]crs.Stand{at(degrees, math.NaN())}, false, 0},
		"degrees outside every zone":         {[]crs.Stand{at(degrees, 12)}, false, 0},
		"degrees on an odd datum come first": {[]crs.Stand{at(xianDegrees, 111), plane(zone37), plane(zone37)}, false, zone37},
		"no system":                          {[]crs.Stand{{}}, false, 0},
		"no source":                          {nil, false, 0},
	} {
		t.Run(name, func(t *testing.T) {
			options := func(crs.Datum, crs.Datum) []crs.Option { return []crs.Option{crs.WithHelmert(crs.Helmert{DX: 100})} }
			if !c.shift {
				options = nil
			}
			got, ok := crs.Working(c.sources, options)
			if got.EPSG != c.want || ok != (c.want != 0) {
				t.Errorf("got %v, %v, want EPSG:%d", got, ok, c.want)
			}
		})
	}
}
