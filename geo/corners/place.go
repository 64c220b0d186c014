package corners

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"jiyue/geo/crs"
)

// Mend says what was put right in a corner's numbers, as a set of bits.
type Mend uint8

// What Place puts right.
const (
	Swapped   Mend = 1 << iota // the other axis first than in most of the file
	NoZone                     // the easting lacked the zone number of its system
	TwoZones                   // the zone number stood in front twice
	OtherZone                  // the easting begins with another zone's number
)

// Placed is a corner on the map.
type Placed struct {
	Point orb.Point // easting and northing, or longitude and latitude, in the system asked for
	Mend  Mend
	Zone  int  // the zone number that was found, where Mend has OtherZone
	OK    bool // false: the numbers are no place of the system
}

// Place gives the corners of one outline their places in the system c.
// eastFirst says in which order most of the file has its numbers; a corner in
// the other order is turned. A zone number that is missing is added and one that
// stands twice is taken off. An easting with another zone's number is either a
// corner in the neighbouring zone's system or a slip of the pen: what lies
// nearer to the rest of the outline is taken. An outline most of whose eastings
// have another zone's number lies in that zone, and is brought to c whole.
func Place(pairs []Pair, c crs.CRS, eastFirst bool) []Placed {
	if home := Survey(pairs).Zone; home != 0 && home != c.Zone && !c.Geographic {
		if theirs, ok := crs.FromZone(c.Datum, zoneWidth(home), home, true); ok {
			return bring(Place(pairs, theirs, eastFirst), theirs, c)
		}
	}
	placed := make([]Placed, len(pairs))
	for i, p := range pairs {
		placed[i] = place(p, c, eastFirst)
	}
	middle, some := middleOf(placed)
	for i := range placed {
		if placed[i].OK && placed[i].Mend&OtherZone != 0 {
			placed[i].settle(c, middle, some)
		}
	}
	return placed
}

// bring moves corners from the system of another zone to c.
func bring(placed []Placed, from, c crs.CRS) []Placed {
	for i := range placed {
		p := &placed[i]
		if !p.OK {
			continue
		}
		p.Point = between(p.Point, from, c)
		p.Mend |= OtherZone
		p.Zone = from.Zone
	}
	return placed
}

// between takes a point from one system to another on its datum.
func between(p orb.Point, from, to crs.CRS) orb.Point {
	x, y := to.FromLonLat(from.ToLonLat(p[0], p[1]))
	return orb.Point{x, y}
}

// zoneWidth is the width of a zone in degrees: 13 to 23 are zones of 6°, 25 to
// 45 zones of 3°.
func zoneWidth(zone int) int {
	if zone < 25 {
		return 6
	}
	return 3
}

// place reads the numbers in the file's order, then in the other.
func place(p Pair, c crs.CRS, eastFirst bool) Placed {
	east, north := p.Y, p.X
	if eastFirst {
		east, north = p.X, p.Y
	}
	read := placeMetres
	if c.Geographic {
		read = placeDegrees
	}
	if placed := read(east, north, c); placed.OK {
		return placed
	}
	placed := read(north, east, c)
	placed.Mend |= Swapped
	return placed
}

func placeDegrees(lon, lat float64, _ crs.CRS) Placed {
	return Placed{Point: orb.Point{lon, lat}, OK: inChina(lon, lat)}
}

// placeMetres reads an easting and a northing. In an OtherZone the point has the
// bare easting until settle.
func placeMetres(east, north float64, c crs.CRS) Placed {
	bare, zone := splitEasting(east)
	if !bareEasting(bare) || !isNorthing(north-c.FalseNorthing) {
		return Placed{}
	}
	own := c.FalseEasting - falseEasting // what a bare easting lacks in c
	result := Placed{Point: orb.Point{bare + own, north}, OK: true}
	switch {
	case zone == 0 && c.Prefixed:
		result.Mend = NoZone
	case zone != 0 && zone != c.Zone:
		result = Placed{orb.Point{bare, north}, OtherZone, zone, true}
	case zone != 0 && crs.ZoneNumber(east) == 0:
		result.Mend = TwoZones
	}
	return result
}

// settle decides what a corner with another zone's number is: by which reading
// lies nearer to the middle of the outline; without one the number is believed.
func (p *Placed) settle(c crs.CRS, middle orb.Point, some bool) {
	slip := orb.Point{p.Point[0] + c.FalseEasting - falseEasting, p.Point[1]}
	theirs, ok := crs.FromZone(c.Datum, zoneWidth(p.Zone), p.Zone, false)
	if !ok {
		p.Point = slip
		return
	}
	p.Point = between(p.Point, theirs, c)
	if some && distance(slip, middle) < distance(p.Point, middle) {
		p.Point = slip
	}
}

func distance(a, b orb.Point) float64 { return math.Hypot(a[0]-b[0], a[1]-b[1]) }

// middleOf is the median of the corners whose zone is not in doubt, axis by
// axis; some is false where there are none.
func middleOf(placed []Placed) (middle orb.Point, some bool) {
	var sure []orb.Point
	for _, p := range placed {
		if p.OK && p.Mend&OtherZone == 0 {
			sure = append(sure, p.Point)
		}
	}
	if len(sure) == 0 {
		return orb.Point{}, false
	}
	for axis := range middle {
		slices.SortFunc(sure, func(a, b orb.Point) int { return cmp.Compare(a[axis], b[axis]) })
		middle[axis] = sure[len(sure)/2][axis]
	}
	return middle, true
}
