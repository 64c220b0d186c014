package land

// RosterRow says in which row of a table without outlines a park is listed.
type RosterRow struct {
	ParkCode string
	Source   int // index into the run's sources
	Record   int // from 1
}

// ExtentOverlap is land that the extents of two parks share.
type ExtentOverlap struct {
	ParkCode, OtherParkCode string
	Kind                    ExtentKind // of both
	AreaM2                  float64    // planar
}

// RegionFigure is a figure that was handed in for a whole county or city.
type RegionFigure struct {
	Region string     // a county as the roster writes it or the code of a city; "" for the whole
	Kind   ExtentKind // of the extents that it is about; "" where the table does not say
	Figure string     // as the configuration names it
	Value  float64
	Source int // index into the run's sources
	Record int // from 1
}

// Lengths of administrative codes (GB/T 2260): a county's has six digits or
// more, the first four are its city's.
const (
	countyCode = 6
	cityPrefix = 4
)

// CityOf returns the code of the city that a county's code belongs to; false
// for a name, which doesn't tell.
func CityOf(county string) (code string, known bool) {
	if len(county) < countyCode {
		return "", false
	}
	for _, digit := range county[:countyCode] {
		if digit < '0' || digit > '9' {
			return "", false
		}
	}
	return county[:cityPrefix] + "00", true
}
