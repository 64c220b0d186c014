package crs_test

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"jiyue/geo/crs"
)

// TestKnownPoints has points computed with PROJ 9.1 (cct, +proj=tmerc, the
// algorithm of Poder and Engsager, a different series to the same order), at
// the corners of what a zone holds. Points as longitude, latitude → easting,
// northing; CGCS2000 unless the code says otherwise.
func TestKnownPoints(t *testing.T) {
	for _, r := range readCSV(t, "testdata/points.csv") {
		c := mustParse(t, r["epsg"])
		lon, lat, east, north := float(t, r["lon"]), float(t, r["lat"]), float(t, r["easting"]), float(t, r["northing"])
		x, y := c.FromLonLat(lon, lat)
		near(t, r["epsg"]+" easting", x, east, 2e-8)
		near(t, r["epsg"]+" northing", y, north, 2e-8)
		gotLon, gotLat := c.ToLonLat(east, north)
		near(t, r["epsg"]+" longitude", gotLon, lon, 2e-13)
		near(t, r["epsg"]+" latitude", gotLat, lat, 2e-13)
	}
}

// TestPublishedSuite runs the transverse Mercator points of PROJ's own test
// suite, each within the tolerance stated there.
func TestPublishedSuite(t *testing.T) {
	run := 0
	for _, line := range sharedLines(t, "tm_suite.jsonl") {
		var p struct {
			ID, Params, Direction string
			TolM                  *float64 `json:"tol_m"`
			Accept, Expect        []float64
		}
		decode(t, line, &p)
		c, inverse, ok := fromProjString(p.Params)
		if !ok || p.TolM == nil {
			continue // pipelines and ellipsoids that no Chinese datum has
		}
		run++
		accept, expect := orb.Point{p.Accept[0], p.Accept[1]}, p.Expect
		if inverse || p.Direction == "inverse" {
			lon, lat := c.ToLonLat(accept[0], accept[1])
			const metresPerDegree = 111_320
			near(t, p.ID+" longitude", math.Remainder(lon-expect[0], 360)*metresPerDegree*math.Cos(lat*math.Pi/180), 0, *p.TolM)
			near(t, p.ID+" latitude", (lat-expect[1])*metresPerDegree, 0, *p.TolM)
			continue
		}
		x, y := c.FromLonLat(accept[0], accept[1])
		near(t, p.ID+" easting", x, expect[0], *p.TolM)
		near(t, p.ID+" northing", y, expect[1], *p.TolM)
	}
	if run < 200 {
		t.Errorf("%d points run, want at least 200", run)
	}
}

// fromProjString makes a CRS of "+proj=tmerc +lon_0=… +ellps=GRS80".
func fromProjString(s string) (c crs.CRS, inverse, ok bool) {
	c = crs.CRS{Scale: 1}
	for _, word := range strings.Fields(s) {
		key, value, _ := strings.Cut(strings.TrimPrefix(word, "+"), "=")
		v, _ := strconv.ParseFloat(value, 64)
		switch key {
		case "proj":
			if value == "utm" {
				c.Scale, c.FalseEasting = 0.9996, 500000
			} else if value != "tmerc" && value != "etmerc" {
				return c, false, false
			}
		case "ellps":
			c.Datum = map[string]crs.Datum{"GRS80": crs.CGCS2000, "WGS84": crs.WGS84}[value]
		case "zone":
			c.CentralMeridian = 6*v - 183
		case "lat_0":
			c.LatitudeOfOrigin = v
		case "lon_0":
			c.CentralMeridian = v
		case "k", "k_0":
			c.Scale = v
		case "x_0":
			c.FalseEasting = v
		case "y_0":
			c.FalseNorthing = v
		case "inv":
			inverse = true
		case "units", "no_def", "towgs84":
		case "algo":
			if value == "evenden_snyder" {
				return c, false, false // a coarser series; its own results are meant
			}
		default:
			return c, false, false
		}
	}
	return c, inverse, c.Datum != 0
}

// TestSamplePoints has points by two other programs.
func TestSamplePoints(t *testing.T) {
	for _, line := range sharedLines(t, "tm_points_sample.jsonl") {
		var p struct {
			ID                string
			EPSG              int
			Lon, Lat          float64
			Easting, Northing float64
		}
		decode(t, line, &p)
		c, err := crs.FromEPSG(p.EPSG)
		if err != nil {
			t.Fatal(err)
		}
		x, y := c.FromLonLat(p.Lon, p.Lat)
		near(t, p.ID+" easting", x, p.Easting, 1e-8)
		near(t, p.ID+" northing", y, p.Northing, 1e-8)
	}
}

// TestRoundTrip: ToLonLat undoes FromLonLat to 1e-8 m anywhere in China
// within 3.5° of the central meridian, in every known system. The last digit
// of an easting with prefix is 7e-9 m.
func TestRoundTrip(t *testing.T) {
	systems := projectedSystems()
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(systems).Draw(t, "system")
		lon := c.CentralMeridian + rapid.Float64Range(-3.5, 3.5).Draw(t, "from meridian")
		lat := rapid.Float64Range(3, 54).Draw(t, "lat")
		x, y := c.FromLonLat(lon, lat)
		gotLon, gotLat := c.ToLonLat(x, y)
		back, up := c.FromLonLat(gotLon, gotLat)
		if math.Hypot(back-x, up-y) > 1.5e-8 || math.Abs(gotLon-lon) > 2e-13 || math.Abs(gotLat-lat) > 2e-13 {
			t.Errorf("%s: %.12f %.12f → %.9f %.9f → %.12f %.12f → %.9f %.9f", c, lon, lat, x, y, gotLon, gotLat, back, up)
		}
	})
}

// TestSymmetry: points mirrored in the central meridian have mirrored
// eastings; the meridian itself has the false easting, the equator northing 0.
func TestSymmetry(t *testing.T) {
	systems := projectedSystems()
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(systems).Draw(t, "system")
		d := rapid.Float64Range(0, 3.5).Draw(t, "from meridian")
		lat := rapid.Float64Range(3, 54).Draw(t, "lat")
		e, n := c.FromLonLat(c.CentralMeridian+d, lat)
		w, m := c.FromLonLat(c.CentralMeridian-d, lat)
		on, _ := c.FromLonLat(c.CentralMeridian, lat)
		_, equator := c.FromLonLat(c.CentralMeridian+d, 0)
		// 2e-8 m: a longitude near 135° has a last digit of 2.8e-14° or 3e-9 m
		if math.Abs(e+w-2*c.FalseEasting) > 2e-8 || math.Abs(n-m) > 2e-8 || math.Abs(on-c.FalseEasting) > 1e-8 || math.Abs(equator) > 1e-8 {
			t.Errorf("%s, %v° off, lat %v: %v %v, %v %v, %v, %v", c, d, lat, e, n, w, m, on, equator)
		}
	})
}

func TestGeographicIsItself(t *testing.T) {
	c := mustParse(t, "EPSG:4490")
	if x, y := c.FromLonLat(110.75, 36.46); x != 110.75 || y != 36.46 {
		t.Errorf("FromLonLat: %v %v", x, y)
	}
	if x, y := c.ToLonLat(110.75, 36.46); x != 110.75 || y != 36.46 {
		t.Errorf("ToLonLat: %v %v", x, y)
	}
}

func TestNothingFiniteComesFromNothing(t *testing.T) {
	c := mustParse(t, "EPSG:4525")
	x, _ := c.FromLonLat(math.NaN(), 36)
	lon, lat := c.ToLonLat(math.Inf(1), math.NaN())
	zero, _ := (crs.CRS{}).FromLonLat(111, 36)
	for i, v := range []float64{x, lon, lat, zero} {
		if !math.IsNaN(v) {
			t.Errorf("value %d is %v, want NaN", i, v)
		}
	}
}

func BenchmarkToLonLat(b *testing.B) {
	c := mustParse(b, "EPSG:4525")
	tr, err := crs.NewTransform(c, mustParse(b, "EPSG:4490"))
	if err != nil {
		b.Fatal(err)
	}
	points := make([]orb.Point, 1000)
	for b.Loop() {
		for i := range points {
			points[i] = orb.Point{37_400_000 + float64(i)*200, 4_030_000 + float64(i)}
		}
		tr.Apply(points)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(points)), "ns/point")
}

func projectedSystems() []crs.CRS {
	var list []crs.CRS
	for code := 2000; code < 33000; code++ {
		if c, err := crs.FromEPSG(code); err == nil && !c.Geographic {
			list = append(list, c)
		}
	}
	return list
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: %.12f, want %.12f (off by %.2g, allowed %.2g)", what, got, want, got-want, tolerance)
	}
}

// sharedLines reads a file of the public geodesy data, or skips the test.
func sharedLines(t *testing.T, name string) []string {
	t.Helper()
	f, err := os.Open("../../../shared/data/external/geodesy/" + name)
	if err != nil {
		t.Skip("the public geodesy data (../../../shared/data/external/geodesy) is not at hand")
	}
	defer f.Close()
	var lines []string
	s := bufio.NewScanner(f)
	for s.Buffer(nil, 1<<20); s.Scan(); {
		lines = append(lines, s.Text())
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}

func decode(t *testing.T, line string, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(line), v); err != nil {
		t.Fatal(err)
	}
}
