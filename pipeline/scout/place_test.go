package scout_test

import (
	"archive/zip"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jiyue/geo/crs"
	"jiyue/pipeline/config"
	"jiyue/pipeline/scout"
)

// TestOddDatum: one file on another datum is the odd one under any name, and the
// draft works in the system of the others.
func TestOddDatum(t *testing.T) {
	xian, err := crs.FromEPSG(2361)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a", "z"} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			shapes(t, dir, "parks.shp", 4525, 1, "YQDM=S141001", "YQMC=甲")
			shapes(t, dir, "parcels.shp", 4525, 30, "DKBH=P{n}", "DLBM=0601")
			shapes(t, dir, name+".shp", 4525, 1, "YQDM=S141002", "YQMC=乙")
			text(t, dir, name+".prj", xian.ESRI())
			f, draft, cfg := drafted(t, dir)
			if cfg.CRS != "EPSG:4525" || f.CRS.EPSG != 4525 {
				t.Errorf("works in %q, %v", cfg.CRS, f.CRS)
			}
			for _, file := range f.Files {
				if file.OddDatum != (file.Path == name+".shp") {
					t.Errorf("%s: odd is %v", file.Path, file.OddDatum)
				}
			}
			if want := "# ?? 基准为1980西安坐标系，而多数文件为2000国家大地坐标系"; strings.Count(draft, want) != 1 {
				t.Errorf("not once %q:\n%s", want, draft)
			}
		})
	}
}

// TestDegrees: outlines in degrees leave the working CRS to the parcels, and
// degrees that may be ddd.mmss are asked about.
func TestDegrees(t *testing.T) {
	for name, asked := range map[string]bool{"decimal.csv": false, "dms.csv": false, "packed.csv": true} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			b, err := os.ReadFile("../../fixtures/deliveries/input/" + name)
			if err != nil {
				t.Fatal(err)
			}
			text(t, dir, name, string(b))
			f, err := scout.Look(dir)
			if err != nil {
				t.Fatal(err)
			}
			if f.CRS.EPSG != 4546 { // the zone of 111° E
				t.Errorf("alone works in %v", f.CRS)
			}
			shapes(t, dir, "parcels.shp", 4525, 30, "DKBH=P{n}", "DLBM=0601")
			_, draft, cfg := drafted(t, dir)
			if cfg.CRS != "EPSG:4525" {
				t.Errorf("works in %q", cfg.CRS)
			}
			if strings.Contains(draft, "# ?? angles: packed") != asked {
				t.Errorf("asked about the angles: %v\n%s", !asked, draft)
			}
		})
	}
}

// TestAreasInDegrees: declared areas are compared with square metres though the
// coordinates are degrees. The square is of 0.001° at 36° N: 90 m by 111 m, 15 mu.
func TestAreasInDegrees(t *testing.T) {
	dir := t.TempDir()
	text(t, dir, "parcels.geojson", `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}},"features":[`+
		`{"type":"Feature","properties":{"DKBH":"P1","DLBM":"0601","ZDMJ":15.0},"geometry":{"type":"Polygon","coordinates":[[[111,36],[111.001,36],[111.001,36.001],[111,36.001],[111,36]]]}}]}`)
	shapes(t, dir, "parks.shp", 4525, 1, "YQDM=S141001", "YQMC=甲")
	_, draft, cfg := drafted(t, dir)
	if len(cfg.Parcels) != 1 || cfg.Parcels[0].Units["declared_area"] != config.Mu || filepath.Base(cfg.Parcels[0].Path) != "parcels.geojson" {
		t.Errorf("no mu:\n%s", draft)
	}
}

// TestHeadersOfBounds: bounding values under either way of naming them, and a
// roster of codes and approved areas.
func TestHeadersOfBounds(t *testing.T) {
	for name, table := range map[string]string{
		"by the sides":   "园区代码,四至东,四至南,四至西,四至北\nS141001,37501000,4000000,37500000,4001000\n",
		"by the axes":    "园区代码,XMAX,YMIN,XMIN,YMAX\nS141001,37501000,4000000,37500000,4001000\n",
		"a roster alone": "园区代码,核准面积\nS141001,100\n",
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			text(t, dir, "parks.csv", table)
			shapes(t, dir, "parcels.shp", 4525, 30, "DKBH=P{n}", "DLBM=0601")
			_, draft, cfg := drafted(t, dir)
			if len(cfg.Parks) != 1 || cfg.Parks[0].Corners.Bounds() != (name != "a roster alone") {
				t.Errorf("%+v\n%s", cfg.Parks, draft)
			}
		})
	}
}

// TestArchiveOfOtherFiles: what is in it is said, and what to do.
func TestArchiveOfOtherFiles(t *testing.T) {
	dir := t.TempDir()
	file, err := os.Create(filepath.Join(dir, "a.zip"))
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(file)
	for _, name := range []string{"四至.csv", "inner.zip"} {
		if _, err := w.Create(name); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Close(), file.Close()); err != nil {
		t.Fatal(err)
	}
	f, err := scout.Look(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Left) != 1 || !strings.HasSuffix(f.Left[0].Advice.EN, "unpack it and put what is inside into the folder: 四至.csv, inner.zip") {
		t.Errorf("%+v", f.Left)
	}
}
