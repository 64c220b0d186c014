package crs

import (
	"math"

	"github.com/paulmach/orb"
)

// The land survey's area of a polygon on the ellipsoid is the sum, over its
// edges from (B1, L1) to (B2, L2), of the trapezoid between the edge and a
// meridian Lref,
//
//	S = 2b²ΔL [A sin(ΔB/2) cos Bm − B sin(3ΔB/2) cos 3Bm + … + E sin(9ΔB/2) cos 9Bm],
//
// with ΔB = B2 − B1, Bm their mean, ΔL = (L1+L2)/2 − Lref. Since
// 2 sin(kΔB/2) cos(kBm) = sin kB2 − sin kB1, that is b²ΔL (q(B2) − q(B1)) with
//
//	q(B) = A sin B − B sin 3B + C sin 5B − D sin 7B + E sin 9B,
//
// one value a vertex instead of ten sines and cosines an edge; and sin kB for
// odd k is a polynomial in sin B, so q is one of degree 9. The difference of
// two q near each other loses digits that the sum over a small ring doesn't
// have to spare, unless Lref is near: it is the first vertex's longitude. (The
// choice of Lref does not change the sum over a closed ring.) What is left is
// b²·ΔL·1e-16, or 4e-8 m² for a parcel of 100 m.

// surveyCoefficients are the survey's A, B, C, D, E for the first
// eccentricity squared.
func surveyCoefficients(e2 float64) [5]float64 {
	e4 := e2 * e2
	return [5]float64{
		polynomial(e2, 1, 3./6, 30./80, 35./112, 630./2304),
		e2 * polynomial(e2, 1./6, 15./80, 21./112, 420./2304),
		e4 * polynomial(e2, 3./80, 7./112, 180./2304),
		e4 * e2 * polynomial(e2, 1./112, 45./2304),
		e4 * e4 * (5. / 2304),
	}
}

// sineCoefficients turns A…E into the coefficients of sin B, sin³B … sin⁹B
// in q, by sin 3B = 3s − 4s³, sin 5B = 5s − 20s³ + 16s⁵ and so on.
func sineCoefficients(c [5]float64) [5]float64 {
	A, B, C, D, E := c[0], c[1], c[2], c[3], c[4]
	return [5]float64{
		A - 3*B + 5*C - 7*D + 9*E,
		4*B - 20*C + 56*D - 120*E,
		16*C - 112*D + 432*E,
		64*D - 576*E,
		256 * E,
	}
}

// longestEdge is the length, metres in the plane, beyond which the survey's
// practice cuts an edge into equal parts before it goes to the ellipsoid. The
// formula takes longitude as linear in q between the ends of an edge, where
// the plane's straight line, nearly a geodesic, is not: along a geodesic
// L″ = 2 tan B·B′·L′ and (sin B)″ = −sin B·(B′² + 1/R²), which leaves an area of
// tan B·Δx·(Δx² + 3Δy²)/12R between the two, x east: at most 4.6e-3 m² for an
// edge of 70 m at 36° N. It has either sign and mostly cancels round a ring:
// 0.8 m² of the 956 km² of a county (8e-10).
const longestEdge = 70.0

// mostParts bounds the parts of one edge: no edge on earth needs more, and a
// wild coordinate must not keep the program busy for ever.
const mostParts = 1 << 20

// EllipsoidalAreaM2 is the area on the ellipsoid, in m², of a polygon whose
// coordinates are in c: the land survey's figure. Edges longer than 70 m in
// the plane are cut first. Rings may run either way round and may be open;
// holes subtract. A coordinate that is not finite makes the area NaN.
//
// Laws: the areas of polygons with equal vertices along their common edges add
// up to that of their union, to rounding; a vertex that only one of them has on
// an edge changes the sum by 4.8e-3 m² at most below 45° N.
func (c CRS) EllipsoidalAreaM2(mp orb.MultiPolygon) float64 {
	s := newSurvey(c)
	var sum float64
	for _, polygon := range mp {
		for i, ring := range polygon {
			area := s.ringM2(ring)
			if i > 0 {
				area = -area
			}
			sum += area
		}
	}
	return sum
}

// survey measures rings of one CRS.
type survey struct {
	projection
	geographic bool
	perPolar   float64 // 1 / (scale · polar radius of curvature)
	perArc     float64 // 1 / (scale · rectifying radius)
}

func newSurvey(c CRS) *survey {
	s := &survey{projection: c.projection(), geographic: c.Geographic}
	s.perPolar, s.perArc = 1/(s.scale*s.polar), 1/(s.scale*s.rectifying)
	return s
}

// station is a vertex on the ellipsoid: q of its latitude and its longitude
// in radians, from the central meridian or from Greenwich.
type station struct{ q, lon float64 }

// ringM2 is the area of a ring, never negative.
func (s *survey) ringM2(ring orb.Ring) float64 {
	if len(ring) < 3 {
		return 0
	}
	var twice float64
	here, at := ring[0], s.station(ring[0])
	origin := at.lon
	step := func(to orb.Point) {
		next := s.station(to)
		twice += (at.lon + next.lon - 2*origin) * (next.q - at.q)
		at = next
	}
	for i := range ring {
		to := ring[(i+1)%len(ring)]
		if to == here {
			continue
		}
		for k, n := 1, s.parts(here, to); k < n; k++ {
			t := float64(k) / float64(n)
			step(orb.Point{here[0] + t*(to[0]-here[0]), here[1] + t*(to[1]-here[1])})
		}
		step(to)
		here = to
	}
	return math.Abs(twice) / 2 * s.b * s.b
}

// parts is the number of equal parts that the edge from p to q is cut into.
func (s *survey) parts(p, q orb.Point) int {
	dx, dy := q[0]-p[0], q[1]-p[1]
	if s.geographic {
		dx, dy = dx*degree*s.a*math.Cos(p[1]*degree), dy*degree*s.a
	}
	if square := dx*dx + dy*dy; square > longestEdge*longestEdge {
		return int(math.Min(math.Ceil(math.Sqrt(square)/longestEdge), mostParts))
	}
	return 1
}

// station takes a vertex to the ellipsoid by the survey's inverse
// Gauss-Krüger series, of the sixth degree in the distance from the central
// meridian: within 0.3 mm at 3° and 1e-3 mm at 1.5°, which moves no area by
// 1e-10. The footpoint latitude comes from footpoint in ellipsoid.go. Only
// the sine of the latitude is needed in the end. Constant divisors are written
// as factors: the compiler would divide.
func (s *survey) station(pt orb.Point) station {
	if s.geographic {
		return station{s.authalicSine(math.Sin(pt[1] * degree)), pt[0] * degree}
	}
	sin, cos := s.footpointSine((pt[1] - s.origin) * s.perArc)
	inverse := 1 / cos
	t := sin * inverse
	t2 := t * t
	eta2 := s.ep2 * cos * cos
	v2 := 1 + eta2
	p := (pt[0] - s.falseEasting) * s.perPolar * math.Sqrt(v2) // y′/N
	p2 := p * p
	below := v2 * t * p2 * (1./2 - p2*(1./24*(5+3*t2+eta2-9*eta2*t2)-1./720*p2*(61+90*t2+45*t2*t2)))
	lon := p * inverse * (1 - p2*(1./6*(1+2*t2+eta2)-1./120*p2*(5+28*t2+24*t2*t2+6*eta2+8*eta2*t2)))
	sinBelow, cosBelow := smallSineCosine(below)
	return station{s.authalicSine(sin*cosBelow - cos*sinBelow), lon}
}

// footpointSine gives sine and cosine of the footpoint latitude for the
// rectifying latitude mu: Clenshaw's sum of the series of sin 2kμ, then a
// rotation by that small angle.
func (s *survey) footpointSine(mu float64) (sin, cos float64) {
	sin, cos = math.Sincos(mu)
	f := &s.foot
	twice := 2 * (cos - sin) * (cos + sin) // 2 cos 2μ
	b6 := f[5]
	b5 := f[4] + twice*b6
	b4 := f[3] + twice*b5 - b6
	b3 := f[2] + twice*b4 - b5
	b2 := f[1] + twice*b3 - b4
	b1 := f[0] + twice*b2 - b3
	ds, dc := smallSineCosine(2 * sin * cos * b1)
	return sin*dc + cos*ds, cos*dc - sin*ds
}

// smallSineCosine is math.Sincos for angles below 0.003, the largest
// difference of latitudes here: the first term left out is x⁷/5040 < 1e-21.
func smallSineCosine(x float64) (sin, cos float64) {
	x2 := x * x
	return x * (1 - 1./6*x2*(1-1./20*x2)), 1 - 1./2*x2*(1-1./12*x2*(1-1./30*x2))
}

// authalicSine is q of the latitude whose sine is given.
func (s *survey) authalicSine(sin float64) float64 {
	c := &s.authalic
	s2 := sin * sin
	return sin * (c[0] + s2*(c[1]+s2*(c[2]+s2*(c[3]+s2*c[4]))))
}
