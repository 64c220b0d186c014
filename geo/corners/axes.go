package corners

import (
	"math"

	"jiyue/geo/crs"
)

// Pair is a corner as two numbers in the file's order: in surveying X is north
// and Y is east.
type Pair struct{ X, Y float64 }

// Reading is what the numbers of a file, taken together, are.
type Reading struct {
	Pairs     int // all of them
	Degrees   int // pairs of latitude and longitude, in either order
	Metres    int // pairs of northing and easting, in either order
	EastFirst int // pairs of either kind with the easting or the longitude first
	Bare      int // pairs of metres whose easting has no zone number

	Zone, ZonePairs int // the zone number that most eastings begin with, and how many do; 0 where none does
}

// Survey reads the numbers of a file. Pairs that are neither degrees nor metres
// within China count in Pairs alone.
func Survey(pairs []Pair) Reading {
	r := Reading{Pairs: len(pairs)}
	zones := map[int]int{}
	for _, p := range pairs {
		switch {
		case inChina(p.Y, p.X):
			r.Degrees++
		case inChina(p.X, p.Y):
			r.Degrees++
			r.EastFirst++
		case isNorthing(p.X) && isEasting(p.Y):
			r.metres(p.Y, zones)
		case isNorthing(p.Y) && isEasting(p.X):
			r.metres(p.X, zones)
			r.EastFirst++
		}
	}
	for zone, n := range zones {
		if n > r.ZonePairs || n == r.ZonePairs && zone < r.Zone {
			r.Zone, r.ZonePairs = zone, n
		}
	}
	return r
}

func (r *Reading) metres(easting float64, zones map[int]int) {
	r.Metres++
	if bareEasting(easting) {
		r.Bare++
	} else if zone := crs.ZoneNumber(easting); zone > 0 {
		zones[zone]++
	}
}

// The numbers of places in China, in metres: northings from 3° to 54° N, rounded
// outwards, and eastings within 400 km of a central meridian, which is 3° at
// 18° N and more, so that land may stretch beyond its zone. South of 8° N, where
// no park is, a northing could be an easting without zone number; the file's
// order then decides.
const (
	lowNorthing, highNorthing = 330_000.0, 6_000_000.0
	falseEasting, halfWidth   = 500_000.0, 400_000.0
	zoneUnit                  = 1_000_000.0 // one zone number in an easting
)

func isNorthing(v float64) bool { return v >= lowNorthing && v <= highNorthing }

func bareEasting(v float64) bool { return math.Abs(v-falseEasting) <= halfWidth }

// isEasting reports whether v is an easting without zone number, with one, or
// with one put in front twice.
func isEasting(v float64) bool {
	bare, _ := splitEasting(v)
	return bareEasting(bare)
}

// splitEasting takes the zone number off an easting; zone is 0 where there was
// none, and bare is 0 where v is no easting.
func splitEasting(v float64) (bare float64, zone int) {
	switch {
	case bareEasting(v):
		return v, 0
	case crs.ZoneNumber(v) > 0:
		return math.Mod(v, zoneUnit), crs.ZoneNumber(v)
	}
	if zone = doubledZone(v); zone > 0 {
		return math.Mod(v, zoneUnit), zone
	}
	return 0, 0
}

// BareEasting is an easting without its zone number, for comparing two; any
// other number comes back as it is.
func BareEasting(v float64) float64 {
	if bare, _ := splitEasting(v); bareEasting(bare) {
		return bare
	}
	return v
}

// doubledZone returns the zone number that was put in front of an easting
// twice: as digits (37 before 37 500 000) or by adding it (37 000 000 more); 0
// where it wasn't.
func doubledZone(v float64) int {
	head := math.Floor(v / zoneUnit)
	for _, times := range []float64{101, 2} {
		zone := head / times
		if zone == math.Trunc(zone) && crs.ZoneNumber(zone*zoneUnit) > 0 {
			return int(zone)
		}
	}
	return 0
}
