package ingest_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"jiyue/pipeline/land"
)

const programs = "../../fixtures/deliveries/programs"

func program(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join(programs, name))
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// TestShapefilesOfPrograms: the parcels that GDAL wrote, as ArcMap, ArcGIS Pro,
// SuperMap and QGIS lay them down, are the same parcels. The only finding beyond
// is what each leaves open.
func TestShapefilesOfPrograms(t *testing.T) {
	want := read(t, gdal(t, "parcels.shp"), "")
	for name, more := range map[string][]land.Code{
		"arcmap":     nil, // a language byte says GBK
		"arcgis_pro": nil,
		"supermap":   {land.EncodingDeduced}, // GBK, and nothing says so
		"qgis":       nil,
	} {
		t.Run(name, func(t *testing.T) {
			got := read(t, program(t, name+"/地块.shp"), "")
			if diff := cmp.Diff(want.parcels, got.parcels, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(codesOf(want.findings, more...), codesOf(got.findings)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func codesOf(findings []land.Finding, more ...land.Code) []land.Code {
	for _, f := range findings {
		more = append(more, f.Code)
	}
	slices.Sort(more)
	return more
}

// TestSpreadsheetsOfPrograms: the square of 1 km out of the spreadsheets of
// Excel, WPS and a system that writes its texts in place. That they state no
// coordinate system is the one finding.
func TestSpreadsheetsOfPrograms(t *testing.T) {
	for name, fields := range map[string]string{
		"excel.xlsx":  "fields: {code: 园区代码, name: 园区名称, number: 点号, x: X（纵坐标）, y: Y（横坐标）}",
		"wps.xlsx":    "fields: {code: 园区代码, name: 园区名称, number: 点号, x: X坐标, y: Y坐标}",
		"inline.xlsx": "fields: {code: 园区代码, name: 园区名称, number: 点号, x: X, y: Y}",
	} {
		t.Run(name, func(t *testing.T) {
			dir := county(t, parcel("DK001", square(0, 0, 100)))
			in := mustOpen(t, dir, cornersOf("'"+program(t, name)+"'", fields)+parcelsConfig+"crs: EPSG:4525\n")
			if len(in.Extents) != 1 || in.Parks[0].Code != "S149071" || in.Parks[0].Name != "测试园区" {
				t.Fatalf("parks %+v, extents %v", in.Parks, areas(in.Extents))
			}
			if got := areas(in.Extents)[0]; got < 1e6-0.01 || got > 1e6+0.01 {
				t.Errorf("area %f", got)
			}
			if diff := cmp.Diff([]land.Code{land.CRSAssumed}, codesOf(in.Findings)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestEveryProgramIsTried: nothing lies in the folder that no test reads.
func TestEveryProgramIsTried(t *testing.T) {
	entries, err := os.ReadDir(programs)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if diff := cmp.Diff([]string{"README.md", "arcgis_pro", "arcmap", "excel.xlsx", "inline.xlsx", "qgis", "supermap", "wps.xlsx"}, names); diff != "" {
		t.Error(diff)
	}
}
