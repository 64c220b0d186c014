// Package features reads layers of polygons out of GeoJSON files and
// GeoPackages: shapes and the texts of attributes, one feature after the other,
// in the order of the file, in memory that does not grow with it.
//
// Start with [OpenGeoJSON] or [OpenGeoPackage], then [Layer.Each]. The package
// is safe on any bytes. It judges no shapes and knows no coordinate systems: it
// hands on what the file says of its own ([Layer.PRJ], [Layer.EPSG]).
//
// GeoPackages are SQLite files. They are opened through database/sql under the
// name sqlite3; whoever builds a program links the driver that registers it
// (package store does). They are opened to be read only, and no file is made
// beside them.
//
// Sources: RFC 7946, RFC 8259; OGC 12-128r18 (GeoPackage 1.3); OGC 06-103r4 (WKB).
package features
