package crs_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"jiyue/geo/crs"
)

// box is a rectangle as a ring that runs clockwise, the outer ring of a
// shapefile.
func box(minX, minY, maxX, maxY float64) orb.Ring {
	return orb.Ring{{minX, minY}, {minX, maxY}, {maxX, maxY}, {maxX, minY}, {minX, minY}}
}

func one(rings ...orb.Ring) orb.MultiPolygon { return orb.MultiPolygon{orb.Polygon(rings)} }

// TestSquares has squares of EPSG:4525 whose areas are known from an
// independent integration of the authalic latitude (edges cut to 70 m).
func TestSquares(t *testing.T) {
	c := mustParse(t, "EPSG:4525")
	cases := []struct {
		name string
		ring orb.Ring
		want float64
	}{
		{"1 km near the central meridian", box(37_478_000, 4_038_000, 37_479_000, 4_039_000), 999988.61},
		{"1 km, 133 km from the central meridian", box(37_367_000, 4_038_000, 37_368_000, 4_039_000), 999567.70},
		{"100 m near the central meridian", box(37_478_000, 4_038_000, 37_478_100, 4_038_100), 9999.88},
	}
	for _, s := range cases {
		near(t, s.name, c.EllipsoidalAreaM2(one(s.ring)), s.want, 0.0051)
	}
	lon, lat := c.ToLonLat(37_478_000, 4_038_000)
	near(t, "longitude of the first corner", lon, 110.75452692, 5e-9)
	near(t, "latitude of the first corner", lat, 36.47249202, 5e-9)
}

// TestSheets measures map sheets between parallels and meridians, whose areas
// are known in closed form. The survey's formula, cut off after e⁸, differs
// from the closed form by 1e-11 at most; both figures stand in the file.
func TestSheets(t *testing.T) {
	c := mustParse(t, "EPSG:4490")
	for _, line := range sharedLines(t, "cells.jsonl") {
		var s struct {
			ID               string
			Lat1, Lat2, DLon float64
			Area             float64
			AreaSeries       float64 `json:"area_series"`
		}
		decode(t, line, &s)
		got := c.EllipsoidalAreaM2(one(box(110, s.Lat1, 110+s.DLon, s.Lat2)))
		near(t, s.ID+" closed form", got/s.Area, 1, 2e-11)
		near(t, s.ID+" survey", got/s.AreaSeries, 1, 1e-12)
	}
}

// TestSmallSheet is the 7.5′ × 5′ sheet from 36°20′ N on two ellipsoids, in
// closed form: b²ΔL [s/2(1−e²s²) + artanh(es)/2e] between the sines of its
// latitudes. (Published figures for Xian 1980 round b to 6356755.29 and come
// out 0.02 m² larger.)
func TestSmallSheet(t *testing.T) {
	sheet := one(box(110, 36+20./60, 110.125, 36+25./60))
	near(t, "CGCS2000", mustParse(t, "EPSG:4490").EllipsoidalAreaM2(sheet), 103724146.040, 0.002)
	near(t, "Xian 1980", mustParse(t, "EPSG:4610").EllipsoidalAreaM2(sheet), 103724243.459, 0.002)
}

// TestCounty measures the outline of Daning county: its edges as straight
// lines of the map (EPSG:4546) and as straight lines in longitude and
// latitude, both against an independent program that integrates along the
// edges. The survey's edges of 70 m leave less than 1e-9 of the area.
func TestCounty(t *testing.T) {
	for _, line := range sharedLines(t, "county_141030.jsonl") {
		var county struct {
			LonLat      orb.MultiPolygon `json:"lonlat"`
			GridEdges   float64          `json:"area_grid_edges"`
			LonLatEdges float64          `json:"area_lonlat_edges"`
			GridPlane   float64          `json:"area_grid_plane"`
		}
		decode(t, line, &county)
		geographic, plane := mustParse(t, "EPSG:4490"), mustParse(t, "EPSG:4546")
		near(t, "edges straight in degrees", geographic.EllipsoidalAreaM2(county.LonLat)/county.LonLatEdges, 1, 1e-9)
		to, err := crs.NewTransform(geographic, plane)
		if err != nil {
			t.Fatal(err)
		}
		for _, polygon := range county.LonLat {
			for _, ring := range polygon {
				to.Apply(ring)
			}
		}
		near(t, "edges straight on the map", plane.EllipsoidalAreaM2(county.LonLat)/county.GridEdges, 1, 1e-9)
	}
}

// TestSurveyLiterally compares with the survey's formulas as they are
// printed: footpoint latitude by k0…k4, ten sines and cosines an edge,
// longitudes from the central meridian.
func TestSurveyLiterally(t *testing.T) {
	c := mustParse(t, "EPSG:4525")
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(37_360_000, 37_640_000).Draw(t, "x")
		y := rapid.Float64Range(2_000_000, 5_900_000).Draw(t, "y")
		size := rapid.Float64Range(5, 500).Draw(t, "size")
		var ring orb.Ring
		for i := range rapid.IntRange(3, 12).Draw(t, "vertices") {
			sin, cos := math.Sincos(float64(i))
			r := size * rapid.Float64Range(0.2, 1).Draw(t, "radius")
			ring = append(ring, orb.Point{x + r*cos, y + r*sin})
		}
		got, want := c.EllipsoidalAreaM2(one(ring)), literalSurvey(ring, 37_500_000, 111)
		// k0…k4 are printed to 4e-6″ (0.12 mm), the same over a parcel to 1e-9
		// of its size; coordinates of 37 million metres end at 7e-9 m.
		if tolerance := 2e-9*want + 1e-6; math.Abs(got-want) > tolerance {
			t.Errorf("%v: %.8f, want %.8f", ring, got, want)
		}
	})
}

// literalSurvey is the survey's instruction to the letter on CGCS2000, with its
// constants as printed.
func literalSurvey(ring orb.Ring, falseEasting, meridian float64) float64 {
	var sum float64
	for i := range ring {
		p, q := ring[i], ring[(i+1)%len(ring)]
		n := int(math.Ceil(math.Hypot(q[0]-p[0], q[1]-p[1]) / 70))
		for k := range n {
			at := func(k int) (b, l float64) {
				t := float64(k) / float64(n)
				return literalInverse(p[0]+t*(q[0]-p[0])-falseEasting, p[1]+t*(q[1]-p[1]), meridian)
			}
			b1, l1 := at(k)
			b2, l2 := at(k + 1)
			sum += literalTrapezoid(b1, b2, (l1+l2)/2-meridian*math.Pi/180)
		}
	}
	return math.Abs(sum)
}

func literalTrapezoid(b1, b2, dl float64) float64 {
	const (
		b = 6356752.31414036
		A = 1.00336408983419
		B = 0.00112418938192711
		C = 1.69945947351885e-6
		D = 2.71785784557743e-9
		E = 4.35841900483425e-12
	)
	db, bm := b2-b1, (b1+b2)/2
	return 2 * b * b * dl * (A*math.Sin(db/2)*math.Cos(bm) - B*math.Sin(3*db/2)*math.Cos(3*bm) +
		C*math.Sin(5*db/2)*math.Cos(5*bm) - D*math.Sin(7*db/2)*math.Cos(7*bm) + E*math.Sin(9*db/2)*math.Cos(9*bm))
}

func literalInverse(y, x, meridian float64) (b, l float64) {
	const (
		k0  = 1.57048761144159e-7
		k1  = 5.05250178820567e-3
		k2  = 2.98472900956587e-5
		k3  = 2.41626669230084e-7
		k4  = 2.22241238938534e-9
		ep2 = 0.00673949677548
		c   = 6399593.62586
	)
	e0 := k0 * x
	sin, cos := math.Sincos(e0)
	sin2 := sin * sin
	bf := e0 + cos*(k1*sin-k2*sin2*sin+k3*sin2*sin2*sin-k4*sin2*sin2*sin2*sin)
	tan := math.Tan(bf)
	eta2 := ep2 * math.Cos(bf) * math.Cos(bf)
	v2 := 1 + eta2
	p := y / (c / math.Sqrt(v2))
	t2 := tan * tan
	p2 := p * p
	b = bf - v2*tan*p2/2 + (5+3*t2+eta2-9*eta2*t2)*v2*tan*p2*p2/24 - (61+90*t2+45*t2*t2)*v2*tan*p2*p2*p2/720
	l = meridian*math.Pi/180 + (p-(1+2*t2+eta2)*p2*p/6+(5+28*t2+24*t2*t2+6*eta2+8*eta2*t2)*p2*p2*p/120)/math.Cos(bf)
	return b, l
}

// TestAreaLaws: rings count the same either way round, open or closed, from
// any vertex; holes subtract; neighbours add up; cutting an edge at a point
// of it (a clip does that) changes next to nothing.
func TestAreaLaws(t *testing.T) {
	c := mustParse(t, "EPSG:4525")
	shell := orb.Ring{{37_430_000, 4_030_000}, {37_430_010, 4_030_400}, {37_430_300, 4_030_420}, {37_430_350, 4_030_010}}
	whole := c.EllipsoidalAreaM2(one(shell))
	closed := append(append(orb.Ring{}, shell...), shell[0])
	near(t, "closed", c.EllipsoidalAreaM2(one(closed)), whole, 1e-6)
	backwards := orb.Ring{shell[3], shell[2], shell[1], shell[0]}
	near(t, "backwards", c.EllipsoidalAreaM2(one(backwards)), whole, 1e-6)
	near(t, "from another vertex", c.EllipsoidalAreaM2(one(orb.Ring{shell[2], shell[3], shell[0], shell[1]})), whole, 1e-6)

	hole := box(37_430_100, 4_030_100, 37_430_200, 4_030_200)
	inner := c.EllipsoidalAreaM2(one(hole))
	near(t, "with a hole", c.EllipsoidalAreaM2(one(shell, hole)), whole-inner, 1e-6)
	other := box(37_440_100, 4_030_100, 37_440_200, 4_030_200)
	near(t, "two parts", c.EllipsoidalAreaM2(orb.MultiPolygon{{shell}, {other}}), whole+c.EllipsoidalAreaM2(one(other)), 1e-6)
	near(t, "degenerate", c.EllipsoidalAreaM2(one(orb.Ring{{37_430_000, 4_030_000}, {37_430_010, 4_030_400}})), 0, 0)
	near(t, "none", c.EllipsoidalAreaM2(nil), 0, 0)

}

// TestCutsAddUp: a square cut in two by a line that meets edges in their
// middle, at any angle and anywhere in a zone, keeps its area to what the doc
// comment says of an added vertex: two of them here.
func TestCutsAddUp(t *testing.T) {
	c := mustParse(t, "EPSG:4525")
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(37_365_000, 37_635_000).Draw(t, "x")
		y := rapid.Float64Range(2_000_000, 4_500_000).Draw(t, "y")
		sin, cos := math.Sincos(rapid.Float64Range(0, 2*math.Pi).Draw(t, "turn"))
		side := rapid.Float64Range(1, 70).Draw(t, "side")
		at := func(u, v float64) orb.Point { return orb.Point{x + side*(u*cos-v*sin), y + side*(u*sin+v*cos)} }
		m := rapid.Float64Range(0, 1).Draw(t, "cut")
		whole := c.EllipsoidalAreaM2(one(orb.Ring{at(0, 0), at(0, 1), at(1, 1), at(1, 0)}))
		left := c.EllipsoidalAreaM2(one(orb.Ring{at(0, 0), at(0, 1), at(m, 1), at(m, 0)}))
		right := c.EllipsoidalAreaM2(one(orb.Ring{at(m, 0), at(m, 1), at(1, 1), at(1, 0)}))
		if d := left + right - whole; math.Abs(d) > 2*addedVertexM2 {
			t.Errorf("left %v + right %v - whole %v = %v", left, right, whole, d)
		}
	})
}

// addedVertexM2 is what a vertex put into an edge of 70 m may change the area by
// below 45° N. Of tan B·Δx·(Δx² + 3Δy²)/12R with R = 6 371 000 m, which is
// greatest at 45° to the east, √2·70³/12R = 6.35e-3, the middle takes away three
// quarters: 1 − 2·(1/2)³.
const addedVertexM2 = 4.8e-3

// TestAddedVertex holds the formula of the doc comment against what a vertex in
// the middle of an edge does to a triangle's area. 135 km off the central meridian
// the plane's line bends by x/R² a metre, ¾·69³/12·3.3e-9 = 0.7e-4 m², and north is
// turned by 1.04° at 40.6° N, ¾·3·sin 1.04°·tan 40.6°·69³/12R = 1.5e-4 m² of a
// line to the north.
func TestAddedVertex(t *testing.T) {
	c := mustParse(t, "EPSG:4525")
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(37_365_000, 37_635_000).Draw(t, "x")
		y := rapid.Float64Range(2_000_000, 4_500_000).Draw(t, "y")
		sin, cos := math.Sincos(rapid.Float64Range(0, math.Pi/2).Draw(t, "turn"))
		side := rapid.Float64Range(1, 69).Draw(t, "side")
		dx, dy := side*cos, side*sin
		p, q, apex := orb.Point{x, y}, orb.Point{x + dx, y + dy}, orb.Point{x - dy/2, y + dx/2}
		plain := c.EllipsoidalAreaM2(one(orb.Ring{p, q, apex}))
		added := c.EllipsoidalAreaM2(one(orb.Ring{p, {x + dx/2, y + dy/2}, q, apex}))
		const radius = 6_371_000
		tan := math.Tan(y / radius) // of the latitude, to a hundredth
		want := 0.75 * tan * dx * (dx*dx + 3*dy*dy) / (12 * radius)
		if got := plain - added; math.Abs(got-want) > 2.3e-4+0.02*math.Abs(want) {
			t.Errorf("the vertex changes the area by %.3g m², the formula says %.3g", got, want)
		}
	})
}

func TestAreaOfWhatIsNotFinite(t *testing.T) {
	c := mustParse(t, "EPSG:4525")
	for _, v := range []float64{math.NaN(), math.Inf(1), math.MaxFloat64} {
		ring := box(37_430_000, 4_030_000, 37_430_100, 4_030_100)
		ring[2][0] = v
		if a := c.EllipsoidalAreaM2(one(ring)); !math.IsNaN(a) && !math.IsInf(a, 0) {
			t.Errorf("with %v: area %v, want one that isn't finite", v, a)
		}
	}
}

// BenchmarkEllipsoidalAreaM2 measures parcels of 17 vertices with edges of
// some 12 m, as in a cadastre, and one outline with edges that are cut.
func BenchmarkEllipsoidalAreaM2(b *testing.B) {
	c := mustParse(b, "EPSG:4525")
	for _, size := range []struct {
		name   string
		n      int
		radius float64
	}{{"parcel/vertices=17", 17, 35}, {"quadrilateral/vertices=4", 4, 25}, {"outline/vertices=1000", 1000, 10_000}} {
		b.Run(size.name, func(b *testing.B) {
			var ring orb.Ring
			for i := range size.n {
				sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(size.n))
				ring = append(ring, orb.Point{37_430_000 + size.radius*cos, 4_030_000 + size.radius*sin})
			}
			mp := one(append(ring, ring[0]))
			var sum float64
			for b.Loop() {
				sum += c.EllipsoidalAreaM2(mp)
			}
			b.ReportMetric(float64(b.N*size.n)/b.Elapsed().Seconds(), "vertices/s")
			if !(sum > 0) {
				b.Fatal("no area")
			}
		})
	}
}
