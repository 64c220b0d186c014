package crs

import "math"

const degree = math.Pi / 180

// projection is the transverse Mercator projection of one CRS, ready for use.
type projection struct {
	*ellipsoid
	meridian     float64 // central meridian, radians
	scale        float64
	falseEasting float64
	origin       float64 // northing of the equator: false northing minus the arc to the latitude of origin
}

func (c CRS) projection() projection {
	p := projection{
		ellipsoid: c.Datum.ellipsoid(), meridian: c.CentralMeridian * degree,
		scale: c.Scale, falseEasting: c.FalseEasting, origin: c.FalseNorthing,
	}
	if c.LatitudeOfOrigin != 0 {
		_, arc := p.forwardPoint(c.CentralMeridian, c.LatitudeOfOrigin)
		p.origin -= arc - p.origin
	}
	return p
}

// FromLonLat gives easting and northing of a longitude and latitude in
// degrees on the CRS's own datum; for a geographic CRS it gives them back
// unchanged. Law: ToLonLat undoes it to 1e-8 m.
func (c CRS) FromLonLat(lon, lat float64) (x, y float64) {
	if c.Geographic {
		return lon, lat
	}
	p := c.projection()
	return p.forwardPoint(lon, lat)
}

// ToLonLat gives longitude and latitude, in degrees on the CRS's own datum,
// of an easting and a northing; for a geographic CRS it gives them back
// unchanged.
func (c CRS) ToLonLat(x, y float64) (lon, lat float64) {
	if c.Geographic {
		return x, y
	}
	p := c.projection()
	return p.backwardPoint(x, y)
}

// forwardPoint goes from the ellipsoid to the conformal sphere, from there by
// the spherical transverse Mercator to a strip (ξ′, η′), and by Krüger's
// series to the strip of the ellipsoid.
func (p *projection) forwardPoint(lon, lat float64) (x, y float64) {
	tau := p.conformalTangent(math.Tan(lat * degree))
	sinLon, cosLon := math.Sincos(math.Remainder(lon*degree-p.meridian, 2*math.Pi))
	xi := math.Atan2(tau, cosLon)
	eta := math.Asinh(sinLon / math.Hypot(tau, cosLon))
	dxi, deta := sineSeries(&p.forward, xi, eta)
	r := p.scale * p.rectifying
	return p.falseEasting + r*(eta+deta), p.origin + r*(xi+dxi)
}

// backwardPoint undoes forwardPoint step by step.
func (p *projection) backwardPoint(x, y float64) (lon, lat float64) {
	r := p.scale * p.rectifying
	xi, eta := (y-p.origin)/r, (x-p.falseEasting)/r
	dxi, deta := sineSeries(&p.backward, xi, eta)
	xi, eta = xi-dxi, eta-deta
	sinXi, cosXi := math.Sincos(xi)
	sinhEta := math.Sinh(eta)
	tau := p.geodeticTangent(sinXi / math.Hypot(sinhEta, cosXi))
	return (p.meridian + math.Atan2(sinhEta, cosXi)) / degree, math.Atan(tau) / degree
}

// conformalTangent is tan χ of the conformal latitude χ for tan φ: Karney
// (2011), equations 7 to 9.
func (e *ellipsoid) conformalTangent(tau float64) float64 {
	ecc := math.Sqrt(e.e2)
	secant := math.Hypot(1, tau)
	sigma := math.Sinh(ecc * math.Atanh(ecc*tau/secant))
	return tau*math.Hypot(1, sigma) - sigma*secant
}

// geodeticTangent undoes conformalTangent by Newton's method: Karney (2011),
// equations 19 to 21. Two steps reach the last digit; the bound is for NaN.
func (e *ellipsoid) geodeticTangent(conformal float64) float64 {
	const (
		maxSteps = 5
		enough   = 1e-14 // relative: one unit in the last place of tan φ is 1e-16, its square root would do
	)
	tau := conformal / (1 - e.e2)
	for range maxSteps {
		reached := e.conformalTangent(tau)
		step := (conformal - reached) / math.Hypot(1, reached) *
			(1 + (1-e.e2)*tau*tau) / ((1 - e.e2) * math.Hypot(1, tau))
		tau += step
		if math.Abs(step) <= enough*math.Max(1, math.Abs(tau)) {
			break
		}
	}
	return tau
}

// sineSeries is the sum of c[j-1]·sin 2jζ for the complex ζ = ξ + iη, by
// Clenshaw's recurrence: one sine, one cosine and no powers.
func sineSeries(c *[order]float64, xi, eta float64) (re, im float64) {
	sin, cos := math.Sincos(2 * xi)
	sinh, cosh := math.Sinh(2*eta), math.Cosh(2*eta)
	twice := complex(2*cos*cosh, -2*sin*sinh) // 2 cos 2ζ
	var b1, b2 complex128
	for j := order - 1; j >= 0; j-- {
		b1, b2 = complex(c[j], 0)+twice*b1-b2, b1
	}
	sum := b1 * complex(sin*cosh, cos*sinh)
	return real(sum), imag(sum)
}
