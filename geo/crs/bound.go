package crs

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// Contradiction names what is wrong with coordinates in a CRS.
type Contradiction string

// The contradictions that CheckBound finds.
const (
	NotFinite     Contradiction = "not-finite"     // NaN or infinite
	DegreesFound  Contradiction = "degrees"        // degrees in a projected CRS
	MetresFound   Contradiction = "metres"         // metres in a geographic CRS
	AxesSwapped   Contradiction = "axes-swapped"   // northing or latitude first
	OtherZone     Contradiction = "other-zone"     // eastings begin with another zone's number
	PrefixMissing Contradiction = "prefix-missing" // eastings lack the zone number that the CRS has
	PrefixExtra   Contradiction = "prefix-extra"   // eastings have a zone number that the CRS lacks
	PrefixDoubled Contradiction = "prefix-doubled" // the zone number was put in front twice
	OutsideChina  Contradiction = "outside-china"  // nowhere near the CRS's area of use
)

// BoundError says how coordinates contradict their CRS and what to do.
type BoundError struct {
	CRS    CRS
	Kind   Contradiction
	Detail string // what was found and what was expected
	Remedy string // what to write or do
}

func (e *BoundError) Error() string {
	return fmt.Sprintf("crs: %s: %s: %s", e.CRS, e.Detail, e.Remedy)
}

// China's land and the eastings and northings that can occur on it.
const (
	westmost, eastmost   = 73.0, 136.0 // degrees
	southmost, northmost = 3.0, 54.0   // degrees, the Nansha islands included

	lowNorthing, highNorthing = 330_000.0, 6_000_000.0 // metres: 3° and 54°, rounded outwards
	halfWidth                 = 400_000.0              // metres: 3° at 18° N and more; data may stretch beyond its zone
)

// CheckBound looks whether the coordinates of b can be coordinates of c: the
// zone prefix of the eastings, the order of the axes, degrees against metres,
// and China's extent. It returns nil or a *BoundError. An empty bound
// contradicts nothing.
func (c CRS) CheckBound(b orb.Bound) error {
	if b.Min[0] > b.Max[0] || b.Min[1] > b.Max[1] {
		return nil
	}
	for _, v := range []float64{b.Min[0], b.Min[1], b.Max[0], b.Max[1]} {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return c.contradiction(NotFinite, "coordinates that are not finite numbers", "repair the file where it was made")
		}
	}
	check := c.checkMetres
	if c.Geographic {
		check = c.checkDegrees
	}
	if err := check(b); err != nil {
		return err
	}
	return nil
}

func (c CRS) contradiction(kind Contradiction, detail, remedy string) *BoundError {
	return &BoundError{CRS: c, Kind: kind, Detail: detail, Remedy: remedy}
}

func within(low, v, w, high float64) bool { return low <= v && w <= high }

func (c CRS) checkDegrees(b orb.Bound) *BoundError {
	inChina := within(westmost, b.Min[0], b.Max[0], eastmost) && within(southmost, b.Min[1], b.Max[1], northmost)
	swapped := within(westmost, b.Min[1], b.Max[1], eastmost) && within(southmost, b.Min[0], b.Max[0], northmost)
	switch {
	case inChina:
		return nil
	case swapped:
		return c.contradiction(AxesSwapped, "latitude stands before longitude in "+spell(b), "swap the columns: longitude first")
	case math.Abs(b.Max[0]) > 360 || math.Abs(b.Max[1]) > 360:
		return c.contradiction(MetresFound, "metres, not degrees, in "+spell(b), tryEastings(b))
	}
	return c.contradiction(OutsideChina, "coordinates "+spell(b)+" are outside China", "check the .prj and the coordinates")
}

func tryEastings(b orb.Bound) string {
	if guess, ok := FromEastings(b.Min[0], b.Max[0]); ok {
		return fmt.Sprintf("the eastings look like zone %d: write crs: EPSG:%d", guess.Zone, guess.EPSG)
	}
	return "state the projected system: crs: EPSG:…"
}

func (c CRS) checkMetres(b orb.Bound) *BoundError {
	if math.Abs(b.Min[0]) <= 180 && math.Abs(b.Max[0]) <= 180 && math.Abs(b.Min[1]) <= 90 && math.Abs(b.Max[1]) <= 90 {
		return c.contradiction(DegreesFound, "degrees, not metres, in "+spell(b),
			fmt.Sprintf("write crs: EPSG:%d", datumNames[c.Datum.index()].geographic))
	}
	if c.fits(b.Min[0], b.Max[0]) && plausibleNorthing(b.Min[1]-c.FalseNorthing, b.Max[1]-c.FalseNorthing) {
		return nil
	}
	if err := c.checkSwapped(b); err != nil {
		return err
	}
	if err := c.checkPrefix(b.Min[0], b.Max[0]); err != nil {
		return err
	}
	return c.contradiction(OutsideChina, fmt.Sprintf("coordinates %s, want eastings about %s and northings of %s to %s m",
		spell(b), spellMetres(c.FalseEasting), spellMetres(lowNorthing), spellMetres(highNorthing)), "check the .prj and the coordinates")
}

// fits reports whether eastings lie beside c's central meridian.
func (c CRS) fits(minX, maxX float64) bool {
	return within(c.FalseEasting-halfWidth, minX, maxX, c.FalseEasting+halfWidth)
}

func plausibleNorthing(minY, maxY float64) bool { return within(lowNorthing, minY, maxY, highNorthing) }

// checkSwapped looks for survey order, X = northing first. The second
// coordinate then is an easting of c, with or without c's prefix.
func (c CRS) checkSwapped(b orb.Bound) *BoundError {
	bare := c.FalseEasting - c.prefix()
	easting := c.fits(b.Min[1], b.Max[1]) || within(bare-halfWidth, b.Min[1], b.Max[1], bare+halfWidth) ||
		zonePrefix(b.Min[1]) > 0
	if !easting || !plausibleNorthing(b.Min[0]-c.FalseNorthing, b.Max[0]-c.FalseNorthing) {
		return nil
	}
	return c.contradiction(AxesSwapped, "northing stands before easting in "+spell(b), "swap the columns: easting first")
}

// prefix is the zone number's part of c's false easting.
func (c CRS) prefix() float64 {
	if !c.Prefixed {
		return 0
	}
	return float64(c.Zone) * prefixUnit
}

// zonePrefix is the zone number of an 8-digit easting, or 0.
func zonePrefix(x float64) int {
	if zone := math.Floor(x / prefixUnit); zone >= 13 && zone <= 45 && zone != 24 {
		return int(zone)
	}
	return 0
}

// checkPrefix explains eastings that don't fit by their zone prefix.
func (c CRS) checkPrefix(minX, maxX float64) *BoundError {
	low, high := zonePrefix(minX), zonePrefix(maxX)
	doubled := math.Floor(minX/prefixUnit) == 2*float64(c.Zone) || math.Floor(minX/prefixUnit) == 101*float64(c.Zone)
	found := fmt.Sprintf("eastings %s to %s", spellMetres(minX), spellMetres(maxX))
	switch {
	case c.Zone > 0 && doubled && c.fitsZoneless(math.Mod(minX, prefixUnit)):
		return c.contradiction(PrefixDoubled, fmt.Sprintf("%s carry the zone number %d twice", found, c.Zone), "take one zone number off the eastings")
	case c.Prefixed && c.fitsZoneless(minX) && c.fitsZoneless(maxX):
		return c.contradiction(PrefixMissing, fmt.Sprintf("%s lack the zone number %d", found, c.Zone), "write "+c.other(c.Zone, false))
	case low != high && low > 0 && high > 0:
		return c.contradiction(OtherZone, fmt.Sprintf("%s are of zones %d to %d in one file", found, low, high), "split the file by zone and give each its system")
	case c.Prefixed && low > 0 && low != c.Zone:
		return c.contradiction(OtherZone, fmt.Sprintf("%s begin with zone number %d, not %d", found, low, c.Zone), "write "+c.other(low, true))
	case !c.Prefixed && low > 0:
		return c.contradiction(PrefixExtra, fmt.Sprintf("%s begin with zone number %d, which this system lacks", found, low), "write "+c.other(low, true))
	}
	return nil
}

// fitsZoneless reports whether x is a 6-digit easting beside a meridian.
func (c CRS) fitsZoneless(x float64) bool {
	return math.Abs(x-falseEasting) <= halfWidth
}

// other names the system of the same datum for a zone number with or without
// prefix, as a line of configuration.
func (c CRS) other(zone int, prefixed bool) string {
	width := 3
	if zone < 25 {
		width = 6
	}
	for _, b := range blocks {
		i := zone - b.zone
		if b.datum == c.Datum && b.width == width && b.prefixed == prefixed && i >= 0 && i < b.zones {
			return fmt.Sprintf("crs: EPSG:%d on the source", b.first+i)
		}
	}
	return "the right crs: on the source"
}

// spell writes a bound as (minX, minY)–(maxX, maxY).
func spell(b orb.Bound) string {
	return fmt.Sprintf("(%.6g, %.6g)–(%.6g, %.6g)", b.Min[0], b.Min[1], b.Max[0], b.Max[1])
}

func spellMetres(v float64) string { return fmt.Sprintf("%.0f", v) }
