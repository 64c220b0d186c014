package crs

import (
	"fmt"
	"math"
	"strings"
)

// ESRI is the text to write into a .prj: well-known text in ESRI's dialect,
// which ArcGIS, QGIS, GDAL and SuperMap all read. ParsePRJ gives c back.
func (c CRS) ESRI() string {
	geogcs := fmt.Sprintf(`GEOGCS["%s",DATUM["D_%s",SPHEROID["%s",%s,%s]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`,
		esriGeographicName(c.Datum), datumNames[c.Datum.index()].esri, datumNames[c.Datum.index()].spheroid,
		decimal(c.Datum.ellipsoid().a), decimal(c.Datum.ellipsoid().inverseF))
	if c.Geographic {
		return geogcs
	}
	method := "Gauss_Kruger"
	if c.Scale != 1 {
		method = "Transverse_Mercator"
	}
	name := strings.ReplaceAll(c.Name, `"`, "")
	if c.EPSG != 0 || name == "" {
		name = esriName(c)
	}
	return fmt.Sprintf(`PROJCS["%s",%s,PROJECTION["%s"],PARAMETER["False_Easting",%s],PARAMETER["False_Northing",%s],`+
		`PARAMETER["Central_Meridian",%s],PARAMETER["Scale_Factor",%s],PARAMETER["Latitude_Of_Origin",%s],UNIT["Meter",1.0]]`,
		name, geogcs, method, decimal(c.FalseEasting), decimal(c.FalseNorthing),
		decimal(c.CentralMeridian), decimal(c.Scale), decimal(c.LatitudeOfOrigin))
}

func esriGeographicName(d Datum) string {
	if d == CGCS2000 {
		return "GCS_China_Geodetic_Coordinate_System_2000"
	}
	return "GCS_" + datumNames[d.index()].esri
}

// esriName is the name that ArcGIS gives to c, as CGCS2000_3_Degree_GK_CM_111E.
func esriName(c CRS) string {
	stem := datumNames[c.Datum.index()].esri
	if c.Datum == CGCS2000 {
		stem = "CGCS2000"
	}
	switch {
	case c.Scale == utmScale && c.Zone != 0:
		return fmt.Sprintf("%s_UTM_Zone_%dN", stem, c.Zone)
	case c.ZoneWidth == 3:
		stem += "_3_Degree"
	case c.ZoneWidth == 0:
		return stem + "_GK_custom"
	}
	if c.Prefixed {
		return fmt.Sprintf("%s_GK_Zone_%d", stem, c.Zone)
	}
	return fmt.Sprintf("%s_GK_CM_%sE", stem, number(c.CentralMeridian))
}

// decimal writes f as ESRI does: always with a point.
func decimal(f float64) string {
	s := number(f)
	if f == math.Trunc(f) {
		s += ".0"
	}
	return s
}
