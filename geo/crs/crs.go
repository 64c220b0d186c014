package crs

import (
	"fmt"
	"math"
	"strconv"
)

// CRS is a coordinate system of a plane in metres (transverse Mercator, most
// often Gauss-Krüger) or of longitude and latitude in degrees. Make one with
// [FromEPSG], [ParsePRJ], [Parse] or [FromEastings]. It is a plain value; ==
// compares names too, [CRS.Same] compares the metres.
type CRS struct {
	EPSG  int    // the code, 0 when no code fits the parameters
	Name  string // as the source wrote it, or as ESRI writes it
	Datum Datum

	Geographic bool // longitude and latitude in degrees; the fields below are then zero

	CentralMeridian  float64 // degrees east
	LatitudeOfOrigin float64 // degrees; 0 in every national system
	FalseEasting     float64 // metres, with the zone prefix where there is one
	FalseNorthing    float64 // metres
	Scale            float64 // 1 for Gauss-Krüger, 0.9996 for UTM

	ZoneWidth int  // 3 or 6 degrees; 0 where the parameters fit no national zone
	Zone      int  // number of the zone in its division (UTM: the UTM zone), 0 where there is none
	Prefixed  bool // eastings begin with the zone number: 37 500 000 on the central meridian
}

// Tolerances within which two definitions mean the same metres: far below the
// 0.1 mm that surveys write, far above the last digit of a .prj.
const (
	sameAngle  = 1e-9 // degrees: 0.1 mm on the ground
	sameLength = 1e-5 // metres
	sameScale  = 1e-11
)

// Same reports whether coordinates of c and o mean the same places, so that
// nothing has to be computed between them. EPSG:4508 (6° division) and
// EPSG:4546 (3° division) are the same metres under two codes.
func (c CRS) Same(o CRS) bool {
	if c.Datum != o.Datum || !c.Datum.known() || c.Geographic != o.Geographic {
		return false
	}
	return c.Geographic || c.sameProjection(o)
}

func (c CRS) sameProjection(o CRS) bool {
	near := func(a, b, tolerance float64) bool { return math.Abs(a-b) <= tolerance }
	return near(c.CentralMeridian, o.CentralMeridian, sameAngle) &&
		near(c.LatitudeOfOrigin, o.LatitudeOfOrigin, sameAngle) &&
		near(c.FalseEasting, o.FalseEasting, sameLength) &&
		near(c.FalseNorthing, o.FalseNorthing, sameLength) &&
		near(c.Scale, o.Scale, sameScale)
}

// String names the system for a person: "EPSG:4525 CGCS2000 3° GK zone 37".
func (c CRS) String() string {
	if !c.Datum.known() {
		return "no coordinate system"
	}
	s := c.Datum.String() + " " + c.division()
	if c.EPSG != 0 {
		s = "EPSG:" + strconv.Itoa(c.EPSG) + " " + s
	}
	return s
}

// division is the part of String after the datum.
func (c CRS) division() string {
	switch {
	case c.Geographic:
		return "longitude/latitude"
	case c.Scale == utmScale && c.Zone != 0:
		return fmt.Sprintf("UTM zone %dN", c.Zone)
	case c.ZoneWidth != 0 && c.Prefixed:
		return fmt.Sprintf("%d° GK zone %d", c.ZoneWidth, c.Zone)
	case c.ZoneWidth != 0:
		return fmt.Sprintf("%d° GK CM %s°E", c.ZoneWidth, number(c.CentralMeridian))
	}
	s := fmt.Sprintf("GK CM %s°E, false easting %s m", number(c.CentralMeridian), number(c.FalseEasting))
	if c.FalseNorthing != 0 {
		s += ", false northing " + number(c.FalseNorthing) + " m"
	}
	if c.LatitudeOfOrigin != 0 {
		s += ", latitude of origin " + number(c.LatitudeOfOrigin) + "°"
	}
	if c.Scale != 1 {
		s += ", scale " + number(c.Scale)
	}
	return s
}

// number writes f with as many digits as it needs.
func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
