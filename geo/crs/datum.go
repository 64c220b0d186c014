package crs

import "math"

// Datum is a geodetic reference: an ellipsoid and where it sits. Two systems
// on the same datum can be reprojected into each other exactly; two datums
// can't without parameters.
type Datum uint8

// The datums in use for land data in China. The zero Datum is none of them.
const (
	CGCS2000    Datum = iota + 1 // China Geodetic Coordinate System 2000, compulsory since July 2018
	Xian1980                     // on the ellipsoid IAG 1975
	Beijing1954                  // on the ellipsoid of Krassovsky
	NewBeijing                   // 新1954: Xian 1980 moved onto the ellipsoid of Krassovsky; not Beijing 1954
	WGS84                        // what satellite receivers give; within a metre of CGCS2000, but a datum of its own
)

// datumNames holds the names in the order of the constants.
var datumNames = [...]struct {
	english, chinese string
	esri             string // stem of the ESRI names: GCS_…, D_…
	spheroid         string // ESRI name of the ellipsoid
	geographic       int    // EPSG code of longitude and latitude
}{
	{"unknown datum", "未知坐标系", "Unknown", "Unknown", 0},
	{"CGCS2000", "2000国家大地坐标系", "China_2000", "CGCS2000", 4490},
	{"Xian 1980", "1980西安坐标系", "Xian_1980", "Xian_1980", 4610},
	{"Beijing 1954", "1954北京坐标系", "Beijing_1954", "Krasovsky_1940", 4214},
	{"New Beijing", "新1954北京坐标系", "New_Beijing", "Krasovsky_1940", 4555},
	{"WGS 84", "WGS 84 坐标系", "WGS_1984", "WGS_1984", 4326},
}

// known reports whether d is one of the constants.
func (d Datum) known() bool { return d >= CGCS2000 && d <= WGS84 }

// index is d as an index into the tables; anything unknown is 0.
func (d Datum) index() int {
	if !d.known() {
		return 0
	}
	return int(d)
}

// String is the English name, as in "CGCS2000" or "Xian 1980".
func (d Datum) String() string { return datumNames[d.index()].english }

// Chinese is the name as Chinese reports write it, as in "2000国家大地坐标系".
func (d Datum) Chinese() string { return datumNames[d.index()].chinese }

// ellipsoid gives the figure of the earth that belongs to d; that of an
// unknown datum is empty and turns every coordinate into NaN.
func (d Datum) ellipsoid() *ellipsoid { return &ellipsoids[d.index()] }

var ellipsoids = [...]ellipsoid{
	newEllipsoid(math.NaN(), math.NaN()),
	CGCS2000:    newEllipsoid(6378137, 298.257222101),
	Xian1980:    newEllipsoid(6378140, 298.257),
	Beijing1954: newEllipsoid(6378245, 298.3),
	NewBeijing:  newEllipsoid(6378245, 298.3),
	WGS84:       newEllipsoid(6378137, 298.257223563),
}
