package crs

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Parse reads a system from a configuration: "EPSG:4525" (or the bare code,
// or an OGC URN), or well-known text.
func Parse(s string) (CRS, error) {
	if strings.ContainsAny(s, "[(") {
		return ParsePRJ(s)
	}
	code := strings.ToUpper(strings.TrimSpace(s))
	code = strings.TrimPrefix(code, "URN:OGC:DEF:CRS:")
	code = strings.TrimLeft(strings.TrimPrefix(code, "EPSG"), ": ")
	n, err := strconv.Atoi(code)
	if err != nil {
		return CRS{}, refused(NoSystem, "", "crs: %q is neither a code such as EPSG:4525 nor the text of a .prj", shorten(s))
	}
	return FromEPSG(n)
}

// ParsePRJ reads the text of a .prj: ESRI's dialect as ArcGIS, GDAL, QGIS and
// SuperMap write it, OGC WKT 1, and the parts of WKT 2 that say the same. It
// goes by the parameters (ellipsoid, central meridian, false easting, scale),
// not by names, which are often wrong; names decide only where parameters
// can't: between datums on one ellipsoid, and between a 3° and a 6° zone
// that are the same metres. EPSG is filled where the parameters are those of
// a known system. Any text at all gives a CRS or an error, never a panic.
func ParsePRJ(wkt string) (CRS, error) {
	root, err := parseWKT(wkt)
	if err != nil {
		return CRS{}, refused(Malformed, "", "crs: not the text of a .prj: %v", err)
	}
	c, err := interpret(root)
	if err != nil {
		return CRS{}, fmt.Errorf("crs: .prj %q: %w", shorten(root.text(0)), err)
	}
	return c, nil
}

// shorten keeps a text from a file presentable in a message.
func shorten(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

var (
	projectedKeywords  = []string{"PROJCS", "PROJCRS", "PROJECTEDCRS"}
	geographicKeywords = []string{"GEOGCS", "GEOGCRS", "GEOGRAPHICCRS", "GEODCRS", "GEODETICCRS", "BASEGEOGCRS", "BASEGEODCRS"}
)

func interpret(root *node) (CRS, error) {
	geo := root.find(geographicKeywords...)
	if geo == nil {
		return CRS{}, refused(NoDatum, "", "no GEOGCS in it, so the datum is unknown (an engineering or local system)")
	}
	c := CRS{Name: geo.text(0), Geographic: true}
	var err error
	if c.Datum, err = interpretDatum(geo); err != nil {
		return CRS{}, err
	}
	if projected := root.find(projectedKeywords...); projected != nil {
		c.Name, c.Geographic = projected.text(0), false
		if err := interpretProjection(projected, &c); err != nil {
			return CRS{}, err
		}
		return c.identify(c.Name, statedCode(projected)), nil
	}
	return c.identify(c.Name, 0), nil
}

// statedCode is the EPSG code that the text claims for itself, or 0.
func statedCode(n *node) int {
	authority := n.child("AUTHORITY", "ID")
	if authority == nil || !strings.EqualFold(authority.text(0), "EPSG") {
		return 0
	}
	code, _ := strconv.Atoi(authority.text(1)) // not a number: no code
	return code
}

// interpretDatum finds the datum of a GEOGCS from its ellipsoid, and checks
// that longitudes are degrees from Greenwich.
func interpretDatum(geo *node) (Datum, error) {
	if prime := geo.find("PRIMEM"); prime != nil {
		if lon, err := prime.number(1); err != nil || lon != 0 {
			return 0, refused(OtherUnit, prime.text(0), "longitudes from %q (%s), want Greenwich (0)", prime.text(0), prime.text(1))
		}
	}
	if unit := geo.child("UNIT", "ANGLEUNIT"); unit != nil {
		if u, err := unit.number(1); err != nil || math.Abs(u-degree) > 1e-9 {
			return 0, refused(OtherUnit, unit.text(0), "angles in %q (%s), want degrees (0.0174532925199433)", unit.text(0), unit.text(1))
		}
	}
	spheroid := geo.find("SPHEROID", "ELLIPSOID")
	if spheroid == nil {
		return 0, refused(NoDatum, "", "no SPHEROID in it")
	}
	a, errA := spheroid.number(1)
	inverseF, errF := spheroid.number(2)
	if err := errors.Join(errA, errF); err != nil {
		return 0, err
	}
	names := geo.text(0)
	if datum := geo.child("DATUM", "GEODETICDATUM", "TRF", "ENSEMBLE"); datum != nil {
		names += " " + datum.text(0)
	}
	return datumOf(a, inverseF, spheroid.text(0), names)
}

// Tolerances on the ellipsoid. The nearest pair, CGCS2000 and WGS 84, differs
// by 1.46e-6 in 1/f; files round 1/f to seven decimals or more.
const (
	sameAxis       = 0.01 // metres
	sameFlattening = 5e-7
)

// datumOf tells the datum from the ellipsoid; the names decide between datums
// that share one.
func datumOf(a, inverseF float64, spheroid, names string) (Datum, error) {
	for d := CGCS2000; d <= WGS84; d++ {
		e := d.ellipsoid()
		if math.Abs(e.a-a) > sameAxis || math.Abs(e.inverseF-inverseF) > sameFlattening {
			continue
		}
		if foreign := foreignDatum(names); foreign != "" {
			return 0, refused(OtherDatum, foreign, "datum %q has the ellipsoid of %s but is another datum (%s)", shorten(names), d, foreign)
		}
		if d == Beijing1954 && strings.Contains(plainName(names), "newbeijing") {
			return NewBeijing, nil
		}
		return d, nil
	}
	return 0, refused(OtherDatum, shorten(spheroid), "ellipsoid %q (a %s m, 1/f %s) belongs to none of CGCS2000, Xian 1980, Beijing 1954, WGS 84",
		shorten(spheroid), number(a), number(inverseF))
}

// foreignDatums are parts of the names of other countries' datums on the
// ellipsoids that China uses too, written as plainName writes.
var foreignDatums = []struct{ part, country string }{
	{"pulkovo", "Russia and eastern Europe"}, {"dealul", "Romania"}, {"hanoi", "Vietnam"}, {"afgooye", "Somalia"},
	{"etrs", "Europe"}, {"europeanterrestrial", "Europe"}, {"nad83", "North America"}, {"northamerican", "North America"},
	{"sirgas", "South America"}, {"gda94", "Australia"}, {"gda2020", "Australia"}, {"geocentricdatumofaustralia", "Australia"},
	{"jgd", "Japan"}, {"japanesegeodetic", "Japan"}, {"koreangeodetic", "Korea"}, {"korea2000", "Korea"}, {"korean", "Korea"},
	{"nzgd", "New Zealand"}, {"rgf93", "France"}, {"twd97", "Taiwan"}, {"taiwandatum1997", "Taiwan"},
}

func foreignDatum(names string) string {
	plain := plainName(names)
	for _, f := range foreignDatums {
		if strings.Contains(plain, f.part) {
			return f.country
		}
	}
	return ""
}

// plainName keeps letters and digits, in lower case, so that China_2000,
// "China 2000" and CHINA-2000 are one name.
func plainName(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r >= 0x80:
			return r
		}
		return -1
	}, s)
}

// interpretProjection fills c from a PROJCS that is a transverse Mercator.
func interpretProjection(n *node, c *CRS) error {
	method := n.find("PROJECTION", "METHOD")
	switch plainName(method.text(0)) {
	case "gausskruger", "gausskrueger", "gausskrüger", "transversemercator":
	default:
		return refused(NoTransverse, shorten(method.text(0)), "projection %q is not supported, want Gauss_Kruger or Transverse_Mercator: reproject the file first", shorten(method.text(0)))
	}
	if unit := n.child("UNIT", "LENGTHUNIT"); unit != nil {
		if u, err := unit.number(1); err != nil || math.Abs(u-1) > 1e-9 {
			return refused(OtherUnit, unit.text(0), "lengths in %q (%s), want metres (1)", unit.text(0), unit.text(1))
		}
	}
	c.Scale = 1
	holder := n
	if conversion := n.child("CONVERSION"); conversion != nil {
		holder = conversion
	}
	return interpretParameters(holder, c)
}

// interpretParameters reads the PARAMETERs of n; those that are absent keep
// their defaults, except for the central meridian, which must be there.
func interpretParameters(n *node, c *CRS) error {
	targets := map[string]*float64{
		"centralmeridian": &c.CentralMeridian, "longitudeofnaturalorigin": &c.CentralMeridian, "longitudeoforigin": &c.CentralMeridian,
		"latitudeoforigin": &c.LatitudeOfOrigin, "latitudeofnaturalorigin": &c.LatitudeOfOrigin,
		"falseeasting": &c.FalseEasting, "falsenorthing": &c.FalseNorthing,
		"scalefactor": &c.Scale, "scalefactoratnaturalorigin": &c.Scale,
	}
	meridian := false
	for _, p := range n.children {
		if p.keyword != "PARAMETER" {
			continue
		}
		target := targets[plainName(p.text(0))]
		v, err := p.number(1)
		if err != nil {
			return err
		}
		if target == nil {
			return refused(NoTransverse, shorten(p.text(0)), "parameter %q is not one of a transverse Mercator", shorten(p.text(0)))
		}
		*target = v
		meridian = meridian || target == &c.CentralMeridian
	}
	if !meridian {
		return refused(OddParameter, "Central_Meridian", "no Central_Meridian in it")
	}
	return checkParameters(c)
}

// checkParameters refuses what no map was ever drawn in; NaN fails every
// comparison.
func checkParameters(c *CRS) error {
	const farthest = 1e9 // metres; a doubled zone prefix, 3 737 500 000, is caught here
	switch {
	case !(math.Abs(c.CentralMeridian) <= 180):
		return refused(OddParameter, "Central_Meridian "+number(c.CentralMeridian), "Central_Meridian %s, want degrees from -180 to 180", number(c.CentralMeridian))
	case !(math.Abs(c.LatitudeOfOrigin) <= 90):
		return refused(OddParameter, "Latitude_Of_Origin "+number(c.LatitudeOfOrigin), "Latitude_Of_Origin %s, want degrees from -90 to 90", number(c.LatitudeOfOrigin))
	case !(math.Abs(c.FalseEasting) <= farthest && math.Abs(c.FalseNorthing) <= farthest):
		return refused(OddParameter, "False_Easting "+number(c.FalseEasting), "False_Easting %s, False_Northing %s: too large for metres", number(c.FalseEasting), number(c.FalseNorthing))
	case !(c.Scale > 0.5 && c.Scale < 2):
		return refused(OddParameter, "Scale_Factor "+number(c.Scale), "Scale_Factor %s, want about 1", number(c.Scale))
	}
	return checkZone(c)
}

// checkZone refuses a false easting with the number of a zone and the central
// meridian of another: somebody has edited the one and not the other, and parcels
// would lie degrees from their place. A meridian of no zone is a city's own.
func checkZone(c *CRS) error {
	zone := int((c.FalseEasting - falseEasting) / prefixUnit)
	width, meridian := 3, 3*zone
	switch {
	case zone >= 13 && zone <= 23:
		width, meridian = 6, 6*zone-3
	case zone < 25 || zone > 45:
		return nil // no zone of China's
	}
	ownMeridian := math.Mod(c.CentralMeridian, 3) != 0
	if c.FalseEasting != float64(zone*prefixUnit+falseEasting) || c.CentralMeridian == float64(meridian) || ownMeridian {
		return nil
	}
	found := fmt.Sprintf("False_Easting %s (%d), Central_Meridian %s", number(c.FalseEasting), zone, number(c.CentralMeridian))
	return refused(ZoneContested, found, "False_Easting %s is that of the %d° zone %d, whose Central_Meridian is %d, not %s",
		number(c.FalseEasting), width, zone, meridian, number(c.CentralMeridian))
}
