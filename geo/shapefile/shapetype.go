package shapefile

import "strconv"

// ShapeType is the number that a shapefile gives a kind of shape.
type ShapeType int32

// The shape types of the format. Polygon, PolygonZ and PolygonM are decoded
// (their x and y); Null is a record without a shape; the others are problems.
const (
	Null        ShapeType = 0
	Point       ShapeType = 1
	PolyLine    ShapeType = 3
	Polygon     ShapeType = 5
	MultiPoint  ShapeType = 8
	PointZ      ShapeType = 11
	PolyLineZ   ShapeType = 13
	PolygonZ    ShapeType = 15
	MultiPointZ ShapeType = 18
	PointM      ShapeType = 21
	PolyLineM   ShapeType = 23
	PolygonM    ShapeType = 25
	MultiPointM ShapeType = 28
	MultiPatch  ShapeType = 31
)

var shapeNames = map[ShapeType]string{
	Null: "Null", Point: "Point", PolyLine: "PolyLine", Polygon: "Polygon", MultiPoint: "MultiPoint",
	PointZ: "PointZ", PolyLineZ: "PolyLineZ", PolygonZ: "PolygonZ", MultiPointZ: "MultiPointZ",
	PointM: "PointM", PolyLineM: "PolyLineM", PolygonM: "PolygonM", MultiPointM: "MultiPointM",
	MultiPatch: "MultiPatch",
}

// String names the type as the format's description does, or gives its number.
func (t ShapeType) String() string {
	if name, ok := shapeNames[t]; ok {
		return name
	}
	return "shape type " + strconv.Itoa(int(t))
}

// IsPolygon tells whether records of this type carry rings.
func (t ShapeType) IsPolygon() bool {
	return t == Polygon || t == PolygonZ || t == PolygonM
}
