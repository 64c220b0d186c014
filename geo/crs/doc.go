// Package crs knows which metres a coordinate is in: it reads the .prj of a
// shapefile, knows the EPSG codes of the Chinese systems, goes between
// Gauss-Krüger metres and longitude and latitude in both directions, and
// measures the ellipsoidal area of a polygon the way the land survey does.
//
// Start with [ParsePRJ] or [FromEPSG], then [CRS.CheckBound] (do the
// coordinates contradict the system they claim?), [NewTransform] and
// [CRS.EllipsoidalAreaM2].
//
// Axes: a point is always (easting, northing) or (longitude, latitude), the
// order in which shapefiles store it, whatever axis order EPSG states. Survey
// papers write X for the northing; here x is the easting. Angles are degrees,
// lengths metres.
//
// Methods. Gauss-Krüger is the transverse Mercator projection with scale 1,
// computed with Krüger's series to the sixth order in the third flattening,
// as given by C. F. F. Karney, "Transverse Mercator with an accuracy of a few
// nanometers", J. Geodesy 85 (2011): 1e-8 m within 3.5° of the central
// meridian, and far beyond. Ellipsoidal areas follow the national land survey
// (国土调查办发〔2008〕32号, carried on by TD/T 1055-2019): every vertex goes to
// latitude and longitude by the survey's own series, and the trapezoids
// between the edges and a meridian are added up.
//
// What it does not do: no vertical systems, no projections other than
// transverse Mercator, and no change of datum by itself. The parameters
// between Xian 1980 or Beijing 1954 and CGCS2000 are local and not public; a
// guess would be off by some hundred metres. A user who has a set hands it in
// with [WithHelmert].
package crs
