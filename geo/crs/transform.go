package crs

import (
	"errors"
	"fmt"

	"github.com/paulmach/orb"
)

// ErrDatum is wrapped by the error of NewTransform between two datums.
var ErrDatum = errors.New("no public parameters between the datums")

// Transform takes points of one CRS to another.
type Transform struct {
	from, to CRS
	identity bool
	source   projection
	target   projection
	helmert  *Helmert
}

// NewTransform prepares the way from one CRS to another on the same datum, by
// longitude and latitude. Between two datums it refuses with an error that
// wraps ErrDatum, unless the user's own parameters are given [WithHelmert].
func NewTransform(from, to CRS, options ...Option) (*Transform, error) {
	t := &Transform{from: from, to: to, identity: from.Same(to), source: from.projection(), target: to.projection()}
	if !from.Datum.known() || !to.Datum.known() {
		return nil, errors.New("crs: a transform needs two known systems")
	}
	for _, o := range options {
		o(t)
	}
	if from.Datum == to.Datum {
		t.helmert = nil
		return t, nil
	}
	if t.helmert == nil {
		return nil, fmt.Errorf("crs: from %s to %s: %w: %s", from, to, ErrDatum, whyRefused(from.Datum, to.Datum))
	}
	return t, nil
}

func whyRefused(from, to Datum) string {
	if from == WGS84 && to == CGCS2000 || from == CGCS2000 && to == WGS84 {
		return "WGS 84 and CGCS2000 lie within a metre of each other, but not within survey accuracy; " +
			"where that is enough, declare the file's coordinates as CGCS2000 (crs: on the source)"
	}
	return "the seven parameters are local and not published, and a guess would be off by 100 m or so; " +
		"have the surveying office convert the file, or write your own parameters under datum_shifts"
}

// Identity reports whether Apply changes nothing.
func (t *Transform) Identity() bool { return t.identity }

// Apply moves the points in place.
func (t *Transform) Apply(points []orb.Point) {
	if t.identity {
		return
	}
	for i, p := range points {
		lon, lat := p[0], p[1]
		if !t.from.Geographic {
			lon, lat = t.source.backwardPoint(lon, lat)
		}
		if t.helmert != nil {
			lon, lat = t.helmert.apply(t.source.ellipsoid, t.target.ellipsoid, lon, lat)
		}
		if !t.to.Geographic {
			lon, lat = t.target.forwardPoint(lon, lat)
		}
		points[i] = orb.Point{lon, lat}
	}
}
