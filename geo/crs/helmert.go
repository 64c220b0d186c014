package crs

import "math"

// Helmert holds the seven parameters from one datum to another in the
// position-vector (Bursa-Wolf) convention, the one of Chinese surveys and of
// EPSG method 9606: X′ = T + (1 + m)·R·X.
type Helmert struct {
	DX, DY, DZ float64 // shift, metres
	RX, RY, RZ float64 // rotation, seconds of arc
	ScalePPM   float64 // m, parts per million
}

// Option changes what NewTransform prepares.
type Option func(*Transform)

// WithHelmert supplies the user's own parameters from the first CRS's datum
// to the second's. They are used only if the datums differ. Heights above the
// ellipsoid are taken as 0, which moves a point by less than a millimetre
// for a height of 1 000 m and parameters of the usual size.
func WithHelmert(h Helmert) Option {
	return func(t *Transform) { t.helmert = &h }
}

// Inverse gives parameters for the way back, good to second order in the
// rotations (some 0.1 mm for rotations of a few seconds).
func (h Helmert) Inverse() Helmert {
	return Helmert{-h.DX, -h.DY, -h.DZ, -h.RX, -h.RY, -h.RZ, -h.ScalePPM}
}

// apply takes degrees on one ellipsoid to degrees on the other.
func (h *Helmert) apply(from, to *ellipsoid, lon, lat float64) (float64, float64) {
	const second = degree / 3600
	x, y, z := from.cartesian(lon, lat)
	rx, ry, rz := h.RX*second, h.RY*second, h.RZ*second
	m := 1 + h.ScalePPM*1e-6
	return to.geodetic(
		h.DX+m*(x-rz*y+ry*z),
		h.DY+m*(rz*x+y-rx*z),
		h.DZ+m*(-ry*x+rx*y+z))
}

// cartesian gives geocentric coordinates, metres, of a point on the ellipsoid.
func (e *ellipsoid) cartesian(lon, lat float64) (x, y, z float64) {
	sinLat, cosLat := math.Sincos(lat * degree)
	sinLon, cosLon := math.Sincos(lon * degree)
	n := e.a / math.Sqrt(1-e.e2*sinLat*sinLat)
	return n * cosLat * cosLon, n * cosLat * sinLon, n * (1 - e.e2) * sinLat
}

// geodetic gives longitude and latitude, degrees, of geocentric coordinates
// near the surface: Bowring's formula, exact to 1e-11″ below 10 km of height.
func (e *ellipsoid) geodetic(x, y, z float64) (lon, lat float64) {
	p := math.Hypot(x, y)
	sin, cos := math.Sincos(math.Atan2(z*e.a, p*e.b))
	lat = math.Atan2(z+e.ep2*e.b*sin*sin*sin, p-e.e2*e.a*cos*cos*cos)
	return math.Atan2(y, x) / degree, lat / degree
}
