package crs

import "math"

// FromZone gives the system of a zone of the national divisions: width is 3 or
// 6 degrees, zone its number, prefixed tells whether eastings begin with that
// number. It answers false where there is no such zone.
func FromZone(d Datum, width, zone int, prefixed bool) (CRS, bool) {
	for _, b := range blocks {
		if i := zone - b.zone; b.datum == d && b.width == width && b.prefixed == prefixed && i >= 0 && i < b.zones {
			return b.crs(i), true
		}
	}
	return CRS{}, false
}

// ZoneOf is the 3° zone of the datum that a longitude in degrees lies in;
// prefixed tells whether eastings begin with its number.
func ZoneOf(d Datum, lon float64, prefixed bool) (CRS, bool) {
	return FromZone(d, 3, int(math.Round(lon/3)), prefixed)
}

// GeographicOf is longitude and latitude on the datum.
func GeographicOf(d Datum) CRS { return geographic(d) }

// ZoneNumber is the zone number that an easting begins with (13 to 23 are zones
// of 6°, 25 to 45 zones of 3°), or 0 where it has none.
func ZoneNumber(easting float64) int { return zonePrefix(easting) }
