package crs_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jiyue/geo/crs"
)

// A city's own system, as such files circulate: its own meridian, false
// easting and latitude of origin.
const localCity = `PROJCS["FS_Xian_1980_GK_CM_111E", GEOGCS["GCS_Xian_1980", DATUM["D_Xian_1980",SPHEROID["Xian_1980",6378140.0,298.257]],` +
	` PRIMEM["Greenwich",0.0], UNIT["Degree",0.0174532925199433]], PROJECTION["Gauss_Kruger"], PARAMETER["False_Easting",700000.0],` +
	` PARAMETER["False_Northing",0.0], PARAMETER["Central_Meridian",113.001025], PARAMETER["Scale_Factor",1.0],` +
	` PARAMETER["Latitude_Of_Origin",-0.000131], UNIT["Meter",1.0] ]`

const (
	arcgisGCS = `GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],` +
		`PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`
	arcgis4525 = `PROJCS["CGCS2000_3_Degree_GK_Zone_37",` + arcgisGCS + `,PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",37500000.0],` +
		`PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",111.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`
)

// gk is a Gauss-Krüger .prj in the way of ArcGIS with one thing or another
// changed.
func gk(name, gcs, projection, falseEasting, meridian string) string {
	return `PROJCS["` + name + `",` + gcs + `,PROJECTION["` + projection + `"],PARAMETER["False_Easting",` + falseEasting +
		`],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",` + meridian + `],PARAMETER["Scale_Factor",1.0],` +
		`PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`
}

func gcs(name, datum, spheroid string) string {
	return `GEOGCS["` + name + `",DATUM["` + datum + `",SPHEROID[` + spheroid + `]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`
}

func TestParsePRJ(t *testing.T) {
	krassovsky := `"Krasovsky_1940",6378245.0,298.3`
	cases := []struct {
		name, wkt string
		want      int // EPSG; 0: a system without code
	}{
		{"ArcGIS, 3° zone with prefix", arcgis4525, 4525},
		{"ArcGIS, 3° by central meridian", gk("CGCS2000_3_Degree_GK_CM_111E", arcgisGCS, "Gauss_Kruger", "500000.0", "111.0"), 4546},
		{"ArcGIS, 6° by central meridian: the name tells it from 3°", gk("CGCS2000_GK_CM_111E", arcgisGCS, "Gauss_Kruger", "500000.0", "111.0"), 4508},
		{"ArcGIS, 6° zone with prefix", gk("CGCS2000_GK_Zone_19", arcgisGCS, "Gauss_Kruger", "19500000.0", "111.0"), 4497},
		{"a city's own meridian behind the number of a zone", gk("城市坐标", arcgisGCS, "Gauss_Kruger", "37500000.0", "111.5"), 0},
		{"a name that says nothing is read as 3°", gk("城市坐标", arcgisGCS, "Gauss_Kruger", "500000.0", "111.0"), 4546},
		{"a meridian that only the 3° division has", gk("CGCS2000_GK_CM_114E", arcgisGCS, "Gauss_Kruger", "500000.0", "114.0"), 4547},
		{"ArcGIS, longitude and latitude", arcgisGCS, 4490},
		{"ArcGIS with a vertical system behind", arcgis4525 + `,VERTCS["Yellow_Sea_1985",VDATUM["Yellow_Sea_1985"],PARAMETER["Vertical_Shift",0.0],PARAMETER["Direction",1.0],UNIT["Meter",1.0]]`, 4525},
		{"ArcGIS, Xian 1980", gk("Xian_1980_3_Degree_GK_Zone_37", gcs("GCS_Xian_1980", "D_Xian_1980", `"Xian_1980",6378140.0,298.257`), "Gauss_Kruger", "37500000.0", "111.0"), 2361},
		{"ArcGIS, Beijing 1954", gk("Beijing_1954_3_Degree_GK_Zone_37", gcs("GCS_Beijing_1954", "D_Beijing_1954", krassovsky), "Gauss_Kruger", "37500000.0", "111.0"), 2413},
		{"ArcGIS, Beijing 1954, 6° by meridian under its old name", gk("Beijing_1954_GK_Zone_19N", gcs("GCS_Beijing_1954", "D_Beijing_1954", krassovsky), "Gauss_Kruger", "500000.0", "111.0"), 21459},
		{"New Beijing is told by its name", gk("New_Beijing_3_Degree_GK_Zone_37", gcs("GCS_New_Beijing", "D_New_Beijing", krassovsky), "Gauss_Kruger", "37500000.0", "111.0"), 4773},
		{"GDAL, OGC WKT 1", gdalWKT1, 4525},
		{"GDAL, the code settles 6° against 3°", strings.NewReplacer("37500000", "500000", "3-degree Gauss-Kruger zone 37", "unnamed", `"4525"`, `"4508"`).Replace(gdalWKT1), 4508},
		{"GDAL, a code that contradicts the parameters is not believed", strings.Replace(gdalWKT1, `"4525"`, `"4526"`, 1), 4525},
		{"QGIS 3 writes numbers without point", strings.ReplaceAll(arcgis4525, ".0,", ",") + "\n", 4525},
		{"SuperMap, capitals, AUTHORITY inside PRIMEM", superMap, 4548},
		{"SuperMap's name for CGCS2000", gk("China_2000_3_Degree_GK_CM_114E", gcs("GCS_china_2000", "D_china_2000", `"china_2000",6378137.0,298.257222101`), "Transverse_Mercator", "500000.0", "114.0"), 4547},
		{"single quotes, as scripts paste it", strings.ReplaceAll(arcgis4525, `"`, `'`), 4525},
		{"round brackets, spaces and new lines", strings.NewReplacer("[", " (\r\n ", "]", " )", ",", " ,\t").Replace(arcgis4525), 4525},
		{"byte order mark and NUL at the end", "\ufeff" + arcgis4525 + "\x00\x00", 4525},
		{"lower-case keywords", strings.NewReplacer("PROJCS", "projcs", "PARAMETER", "Parameter", "SPHEROID", "spheroid").Replace(arcgis4525), 4525},
		{"1/f with more digits", strings.Replace(arcgis4525, "298.257222101", "298.25722210100002", 1), 4525},
		{"the name lies about the zone", strings.Replace(arcgis4525, "Zone_37", "Zone_38", 1), 4525},
		{"the name lies about the datum", strings.Replace(arcgis4525, "CGCS2000_3_Degree", "Xian_1980_3_Degree", 1), 4525},
		{"WKT 2 of GDAL", gdalWKT2, 4525},
		{"WGS 84", gcs("GCS_WGS_1984", "D_WGS_1984", `"WGS_1984",6378137.0,298.257223563`), 4326},
		{"UTM", strings.Replace(gk("WGS_1984_UTM_Zone_49N", gcs("GCS_WGS_1984", "D_WGS_1984", `"WGS_1984",6378137.0,298.257223563`), "Transverse_Mercator", "500000.0", "111.0"), `"Scale_Factor",1.0`, `"Scale_Factor",0.9996`, 1), 32649},
		{"a city's own meridian has no code", localCity, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := crs.ParsePRJ(c.wkt)
			if err != nil {
				t.Fatal(err)
			}
			if got.EPSG != c.want {
				t.Errorf("EPSG %d, want %d (%+v)", got.EPSG, c.want, got)
			}
			back, err := crs.ParsePRJ(got.ESRI())
			if err != nil {
				t.Fatalf("our own text: %v", err)
			}
			if !back.Same(got) || back.EPSG != got.EPSG {
				t.Errorf("written and read again: %+v, want %+v", back, got)
			}
		})
	}
}

func TestParsePRJRefuses(t *testing.T) {
	cases := []struct{ name, wkt, want string }{
		{"empty", "", "want a keyword"},
		{"blank", "  \r\n", "want a keyword"},
		{"half a file", arcgis4525[:200], "the text ends at byte 200"},
		{"a quote that never closes", `PROJCS["x`, "a quote is never closed"},
		{"not WKT at all", "+proj=tmerc +lon_0=111", "want a bracket"},
		{"local engineering system", `LOCAL_CS["city",LOCAL_DATUM["d",0],UNIT["Meter",1]]`, "no GEOGCS"},
		{"no ellipsoid", `GEOGCS["x",DATUM["y"],PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]]`, "no SPHEROID"},
		{"foreign ellipsoid", gcs("ED50", "European_1950", `"International_1924",6378388,297`), "belongs to none of CGCS2000"},
		{"Europe has the ellipsoid of CGCS2000", gcs("ETRS89", "European_Terrestrial_Reference_System_1989", `"GRS 1980",6378137,298.257222101`), "another datum (Europe)"},
		{"Russia has the ellipsoid of Beijing 1954", gcs("GCS_Pulkovo_1942", "D_Pulkovo_1942", `"Krasovsky_1940",6378245.0,298.3`), "another datum (Russia"},
		{"web map", strings.NewReplacer("Gauss_Kruger", "Mercator_Auxiliary_Sphere").Replace(arcgis4525), `projection "Mercator_Auxiliary_Sphere" is not supported`},
		{"feet", strings.Replace(arcgis4525, `UNIT["Meter",1.0]`, `UNIT["Foot_US",0.3048006096012192]`, 1), `lengths in "Foot_US"`},
		{"gon", strings.Replace(arcgis4525, `0.0174532925199433`, `0.01570796326794897`, 1), "angles in"},
		{"Paris", strings.Replace(arcgis4525, `"Greenwich",0.0`, `"Paris",2.337229167`, 1), `longitudes from "Paris"`},
		{"no central meridian", strings.Replace(arcgis4525, `PARAMETER["Central_Meridian",111.0],`, "", 1), "no Central_Meridian"},
		{"a word for a number", strings.Replace(arcgis4525, `37500000.0`, `zone37`, 1), `value 2 is "zone37", want a number`},
		{"doubled prefix", strings.Replace(arcgis4525, `37500000.0`, `3737500000.0`, 1), "too large"},
		{"the easting of zone 37, the meridian of zone 38", strings.Replace(arcgis4525, `111.0`, `114.0`, 1), "False_Easting 37500000 is that of the 3° zone 37, whose Central_Meridian is 111, not 114"},
		{"the easting of a 6° zone, the meridian of another", strings.NewReplacer(`37500000.0`, `19500000.0`, `111.0`, `117.0`).Replace(arcgis4525), "that of the 6° zone 19"},
		{"not a number", strings.Replace(arcgis4525, `111.0`, `NaN`, 1), "Central_Meridian NaN"},
		{"scale of nothing", strings.Replace(arcgis4525, `"Scale_Factor",1.0`, `"Scale_Factor",0`, 1), "Scale_Factor 0"},
		{"a thousand brackets", strings.Repeat("A[", 1000), "more than 32 brackets"},
		{"a megabyte", strings.Repeat("x", 1<<20), "bytes, want at most"},
	}
	for _, c := range cases {
		_, err := crs.ParsePRJ(c.wkt)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
}

func TestParse(t *testing.T) {
	for _, s := range []string{"EPSG:4525", "epsg:4525", " EPSG: 4525 ", "4525", "urn:ogc:def:crs:EPSG::4525", arcgis4525} {
		if c, err := crs.Parse(s); err != nil || c.EPSG != 4525 {
			t.Errorf("%.30q: %v, %v", s, c, err)
		}
	}
	for _, s := range []string{"", "CGCS2000", "EPSG:", "EPSG:45.25", "EPSG:3857"} {
		if c, err := crs.Parse(s); err == nil {
			t.Errorf("%q: read as %v", s, c)
		}
	}
}

// TestESRIText holds the text that is written to the byte: it is what ArcGIS
// and GDAL write for the same systems.
func TestESRIText(t *testing.T) {
	cases := []struct{ source, want string }{
		{"EPSG:4525", arcgis4525},
		{"EPSG:4490", arcgisGCS},
		{"EPSG:4508", gk("CGCS2000_GK_CM_111E", arcgisGCS, "Gauss_Kruger", "500000.0", "111.0")},
		{"EPSG:2361", gk("Xian_1980_3_Degree_GK_Zone_37", gcs("GCS_Xian_1980", "D_Xian_1980", `"Xian_1980",6378140.0,298.257`), "Gauss_Kruger", "37500000.0", "111.0")},
		{"EPSG:4214", gcs("GCS_Beijing_1954", "D_Beijing_1954", `"Krasovsky_1940",6378245.0,298.3`)},
	}
	for _, c := range cases {
		if got := mustParse(t, c.source).ESRI(); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.source, got, c.want)
		}
	}
}

// TestEverySystemReadsItself writes and reads the .prj of every known code.
func TestEverySystemReadsItself(t *testing.T) {
	for code := 2000; code < 33000; code++ {
		c, err := crs.FromEPSG(code)
		if err != nil {
			continue
		}
		if back, err := crs.ParsePRJ(c.ESRI()); err != nil || back != c {
			t.Errorf("EPSG:%d read as %+v (%v), want %+v", code, back, err, c)
		}
	}
}

// TestPublicFiles reads the .prj files of public data, where it is at hand.
func TestPublicFiles(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/data/external/*/*.prj")
	if len(files) == 0 {
		t.Skip("the public data (../../../shared/data/external) is not at hand")
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if c, err := crs.ParsePRJ(string(text)); err != nil || c.EPSG != 4547 {
			t.Errorf("%s: %v, %v, want EPSG 4547", f, c, err)
		}
	}
}

func FuzzParsePRJ(f *testing.F) {
	for _, s := range []string{arcgis4525, arcgisGCS, gdalWKT1, gdalWKT2, superMap, localCity, `A["""",(b,'c'),[`, "PROJCS[]", "GEOGCS[,,]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := crs.ParsePRJ(s)
		if err != nil {
			return
		}
		back, err := crs.ParsePRJ(c.ESRI())
		if err != nil || !back.Same(c) {
			t.Errorf("%q read as %+v, written as %q, read again as %+v (%v)", s, c, c.ESRI(), back, err)
		}
		c.ToLonLat(c.FromLonLat(c.CentralMeridian+1, 36))
		_ = c.String()
	})
}

const superMap = `PROJCS["China_2000_3_DEGREE_GK_Zone_39N",GEOGCS["GCS_China_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101,AUTHORITY["EPSG","7044"]]],` +
	`PRIMEM["Greenwich",0.0,AUTHORITY["EPSG","8901"]],UNIT["DEGREE",0.017453292519943295],AUTHORITY["EPSG","4490"]],PROJECTION["Transverse_Mercator",AUTHORITY["EPSG","9807"]],` +
	`PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",117.0],PARAMETER["Latitude_Of_Origin",0.0],` +
	`PARAMETER["Scale_Factor",1.0],UNIT["METER",1.0],AUTHORITY["EPSG","4548"]]`

const gdalWKT1 = `PROJCS["CGCS2000 / 3-degree Gauss-Kruger zone 37",
    GEOGCS["China Geodetic Coordinate System 2000",
        DATUM["China_2000",
            SPHEROID["CGCS2000",6378137,298.257222101,
                AUTHORITY["EPSG","1024"]],
            AUTHORITY["EPSG","1043"]],
        PRIMEM["Greenwich",0,
            AUTHORITY["EPSG","8901"]],
        UNIT["degree",0.0174532925199433,
            AUTHORITY["EPSG","9122"]],
        AUTHORITY["EPSG","4490"]],
    PROJECTION["Transverse_Mercator"],
    PARAMETER["latitude_of_origin",0],
    PARAMETER["central_meridian",111],
    PARAMETER["scale_factor",1],
    PARAMETER["false_easting",37500000],
    PARAMETER["false_northing",0],
    UNIT["metre",1,
        AUTHORITY["EPSG","9001"]],
    AXIS["Northing",NORTH],
    AXIS["Easting",EAST],
    AUTHORITY["EPSG","4525"]]`

const gdalWKT2 = `PROJCRS["CGCS2000 / 3-degree Gauss-Kruger zone 37",
    BASEGEOGCRS["China Geodetic Coordinate System 2000",
        DATUM["China 2000",
            ELLIPSOID["CGCS2000",6378137,298.257222101,
                LENGTHUNIT["metre",1]]],
        PRIMEM["Greenwich",0,
            ANGLEUNIT["degree",0.0174532925199433]],
        ID["EPSG",4490]],
    CONVERSION["3-degree Gauss-Kruger zone 37",
        METHOD["Transverse Mercator",
            ID["EPSG",9807]],
        PARAMETER["Latitude of natural origin",0,
            ANGLEUNIT["degree",0.0174532925199433],
            ID["EPSG",8801]],
        PARAMETER["Longitude of natural origin",111,
            ANGLEUNIT["degree",0.0174532925199433],
            ID["EPSG",8802]],
        PARAMETER["Scale factor at natural origin",1,
            SCALEUNIT["unity",1],
            ID["EPSG",8805]],
        PARAMETER["False easting",37500000,
            LENGTHUNIT["metre",1],
            ID["EPSG",8806]],
        PARAMETER["False northing",0,
            LENGTHUNIT["metre",1],
            ID["EPSG",8807]]],
    CS[Cartesian,2],
        AXIS["northing (X)",north,
            ORDER[1],
            LENGTHUNIT["metre",1]],
        AXIS["easting (Y)",east,
            ORDER[2],
            LENGTHUNIT["metre",1]],
    USAGE[
        SCOPE["Cadastre, engineering survey, topographic mapping (large scale)."],
        AREA["China - onshore between 109°30'E and 112°30'E."],
        BBOX[18.11,109.5,45.11,112.5]],
    ID["EPSG",4525]]`
