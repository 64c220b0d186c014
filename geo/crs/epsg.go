package crs

import (
	"fmt"
	"math"
	"strings"
)

const (
	prefixUnit   = 1_000_000 // one zone number in an easting, metres
	falseEasting = 500_000   // easting of a central meridian, metres
	utmScale     = 0.9996
)

// block is a run of EPSG codes, one a zone.
type block struct {
	first, zones int // first code, number of codes
	datum        Datum
	width        int // degrees
	zone         int // zone of the first code
	prefixed     bool
}

// blocks are the codes of the projected systems. Within a datum the 3° blocks
// stand before the 6° blocks: parameters that fit both (a central meridian of
// 111° without prefix) are read as the 3° division that parcels are mapped in,
// unless the name says otherwise.
var blocks = []block{
	{4513, 21, CGCS2000, 3, 25, true},
	{4534, 21, CGCS2000, 3, 25, false},
	{4491, 11, CGCS2000, 6, 13, true},
	{4502, 11, CGCS2000, 6, 13, false},
	{2349, 21, Xian1980, 3, 25, true},
	{2370, 21, Xian1980, 3, 25, false},
	{2327, 11, Xian1980, 6, 13, true},
	{2338, 11, Xian1980, 6, 13, false},
	{2401, 21, Beijing1954, 3, 25, true},
	{2422, 21, Beijing1954, 3, 25, false},
	{21413, 11, Beijing1954, 6, 13, true},
	{21453, 11, Beijing1954, 6, 13, false},
	{4652, 5, NewBeijing, 3, 25, true},
	{4766, 16, NewBeijing, 3, 30, true},
	{4782, 19, NewBeijing, 3, 25, false},
	{4812, 1, NewBeijing, 3, 44, false},
	{4822, 1, NewBeijing, 3, 45, false},
	{4568, 11, NewBeijing, 6, 13, true},
	{4579, 11, NewBeijing, 6, 13, false},
}

// The UTM zones that China lies in, 43 to 53; zone n is EPSG:32600+n.
const (
	utmFirst, utmLast = 43, 53
	utmCode           = 32600
)

const knownCodes = "CGCS2000 4490, 4491–4554; Xian 1980 4610, 2327–2390; Beijing 1954 4214, 21413–21423, 21453–21463, 2401–2442; " +
	"New Beijing 4555, 4568–4589, 4652–4656, 4766–4800, 4812, 4822; WGS 84 4326, 32643–32653"

// FromEPSG gives the system of an EPSG code. The error of an unknown code
// lists what is known.
func FromEPSG(code int) (CRS, error) {
	for d := CGCS2000; d <= WGS84; d++ {
		if datumNames[d].geographic == code {
			return geographic(d), nil
		}
	}
	for _, b := range blocks {
		if i := code - b.first; i >= 0 && i < b.zones {
			return b.crs(i), nil
		}
	}
	if z := code - utmCode; z >= utmFirst && z <= utmLast {
		return utm(z), nil
	}
	return CRS{}, refused(UnknownCode, fmt.Sprintf("EPSG:%d", code), "crs: EPSG:%d is not among the systems known here: %s", code, knownCodes)
}

func geographic(d Datum) CRS {
	return CRS{EPSG: datumNames[d].geographic, Name: esriGeographicName(d), Datum: d, Geographic: true}
}

// crs is the i-th system of the block.
func (b block) crs(i int) CRS {
	c := CRS{
		EPSG: b.first + i, Datum: b.datum, Scale: 1,
		CentralMeridian: zoneMeridian(b.width, b.zone+i), FalseEasting: falseEasting,
		ZoneWidth: b.width, Zone: b.zone + i, Prefixed: b.prefixed,
	}
	if b.prefixed {
		c.FalseEasting += float64(c.Zone) * prefixUnit
	}
	c.Name = esriName(c)
	return c
}

func utm(zone int) CRS {
	return CRS{
		EPSG: utmCode + zone, Name: fmt.Sprintf("WGS_1984_UTM_Zone_%dN", zone), Datum: WGS84, Scale: utmScale,
		CentralMeridian: float64(6*zone - 183), FalseEasting: falseEasting, ZoneWidth: 6, Zone: zone,
	}
}

// zoneMeridian is the central meridian of a zone of the national divisions:
// 3n for 3°, 6n − 3 for 6°.
func zoneMeridian(width, zone int) float64 {
	if width == 6 {
		return float64(6*zone - 3)
	}
	return float64(3 * zone)
}

// identify fills EPSG and zone where c's parameters are those of a known
// system. hint is the name or code that the source gave; it decides only
// between systems with the same parameters.
func (c CRS) identify(hint string, code int) CRS {
	var found CRS
	for _, k := range c.candidates() {
		if !k.Same(c) {
			continue
		}
		if found.EPSG == 0 || k.EPSG == code || (found.EPSG != code && divisionNamed(hint) == k.ZoneWidth) {
			found = k
		}
	}
	if found.EPSG != 0 {
		found.Name = c.Name
		return found
	}
	if zone := math.Round((c.FalseEasting - falseEasting) / prefixUnit); !c.Geographic && zone >= 1 {
		c.Zone, c.Prefixed = int(math.Min(zone, maxZone)), true
	}
	return c
}

// maxZone bounds the prefix of a system that fits no zone; only the digits of
// an easting depend on it.
const maxZone = 999

// candidates are the known systems on c's datum and central meridian.
func (c CRS) candidates() []CRS {
	if c.Geographic {
		return []CRS{geographic(c.Datum)}
	}
	var list []CRS
	for _, b := range blocks {
		if b.datum != c.Datum {
			continue
		}
		for i := range b.zones {
			list = append(list, b.crs(i))
		}
	}
	if c.Datum == WGS84 {
		for zone := utmFirst; zone <= utmLast; zone++ {
			list = append(list, utm(zone))
		}
	}
	return list
}

// divisionNamed is the width that a name speaks of: 3 for "3_Degree" and
// "3-degree", 6 for a Gauss-Krüger name without it, 0 for any other name.
func divisionNamed(name string) int {
	name = strings.ToUpper(strings.NewReplacer("-", "_", " ", "_", "度", "_DEGREE").Replace(name))
	switch {
	case strings.Contains(name, "3_DEGREE"), strings.Contains(name, "3DEGREE"):
		return 3
	case strings.Contains(name, "6_DEGREE"), strings.Contains(name, "6DEGREE"),
		strings.Contains(name, "GK_"), strings.Contains(name, "GAUSS_KRUGER"):
		return 6
	}
	return 0
}

// FromEastings deduces the system from the zone number in 8-digit eastings,
// taken as CGCS2000: 13 to 23 are zones of 6°, 25 to 45 zones of 3°. It
// answers false for 6-digit eastings, which do not tell their zone, and for
// eastings of more than one zone.
func FromEastings(minX, maxX float64) (CRS, bool) {
	zone := math.Floor(minX / prefixUnit)
	if !(minX <= maxX) || zone != math.Floor(maxX/prefixUnit) || !(zone >= 13 && zone <= 45) {
		return CRS{}, false
	}
	for _, b := range blocks {
		if i := int(zone) - b.zone; b.datum == CGCS2000 && b.prefixed && i >= 0 && i < b.zones {
			return b.crs(i), true
		}
	}
	return CRS{}, false
}
