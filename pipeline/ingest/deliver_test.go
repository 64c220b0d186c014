package ingest_test

import (
	"archive/zip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	_ "github.com/mattn/go-sqlite3" // the driver that the program registers

	"jiyue/pipeline/config"
	"jiyue/pipeline/ingest"
	"jiyue/pipeline/land"
)

// gdal is the folder of parcels that GDAL wrote in several formats.
func gdal(t testing.TB, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("testdata/gdal", name))
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// read opens the test county with the parcels at a path and reads them.
func read(t testing.TB, path, more string) result {
	t.Helper()
	dir := county(t, parcel("DK000", square(0, 0, 10)))
	text := strings.Replace(parcelsConfig, "path: parcels.shp", fmt.Sprintf("path: '%s'%s", path, more), 1)
	return readAll(t, mustOpen(t, dir, parksConfig+text))
}

// TestFormatsAgree: the same parcels out of every format are the same parcels.
func TestFormatsAgree(t *testing.T) {
	want := read(t, gdal(t, "parcels.shp"), "")
	if len(want.parcels) != 5 || want.parcels[3].AreaM2 != 9600 || want.parcels[4].AreaM2 != 12_500 {
		t.Fatalf("%d parcels of %v", len(want.parcels), want.parcels)
	}
	for name, shown := range map[string]string{
		"parcels.gpkg": "testdata/gdal/parcels.gpkg/地块", "parcels.geojson": "testdata/gdal/parcels.geojson", "parcels.zip": "testdata/gdal/parcels.zip/地块.shp",
	} {
		t.Run(name, func(t *testing.T) {
			got := read(t, gdal(t, name), "")
			if diff := cmp.Diff(want.parcels, got.parcels, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
			for i, f := range got.findings {
				if !strings.HasSuffix(f.Source, shown) && f.Source != "" {
					t.Errorf("finding about %s, want %s", f.Source, shown)
				}
				if f.Message(land.EN) != want.findings[i].Message(land.EN) {
					t.Errorf("finding %s\nwant    %s", f.Message(land.EN), want.findings[i].Message(land.EN))
				}
			}
			if len(got.findings) != len(want.findings) {
				t.Errorf("%d findings, want %d", len(got.findings), len(want.findings))
			}
		})
	}
}

// TestParksInEveryFormat: rosters too.
func TestParksInEveryFormat(t *testing.T) {
	dir := county(t, parcel("DK001", square(0, 0, 100)))
	text := `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4525"}},"features":[
{"type":"Feature","properties":{"园区统一编码":"S141001","核定面积（公顷）":1},"geometry":{"type":"Polygon","coordinates":[[[37500000,4000000],[37500100,4000000],[37500100,4000100],[37500000,4000100],[37500000,4000000]]]}}]}`
	if err := os.WriteFile(filepath.Join(dir, "园区.geojson"), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	in := mustOpen(t, dir, "parks:\n  - {path: 园区.geojson, fields: {code: 园区统一编码, approved_area: 核定面积（公顷）}}\n"+parcelsConfig)
	if len(in.Extents) != 1 || in.Extents[0].AreaM2 != 10_000 || in.Parks[0].Code != "S141001" || in.Parks[0].ApprovedAreaM2 != land.Known(10_000) {
		t.Errorf("parks %+v, extents %v", in.Parks, areas(in.Extents))
	}
	if len(in.Findings) > 0 {
		t.Errorf("findings %v", in.Findings)
	}
	_, err := open(t, dir, "parks:\n  - {path: 园区.geojson, fields: {code: 园区编码}}\n"+parcelsConfig)
	failure(t, err, land.Usage, "园区.geojson has no field 园区编码; its fields are: 园区统一编码, 核定面积（公顷） | did you mean: 园区编码 → 园区统一编码")
}

// archive makes a .zip with the files of several counties.
func archive(t testing.TB, path string, names ...string) {
	t.Helper()
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	z := zip.NewWriter(out)
	for _, name := range names {
		for _, ending := range []string{".shp", ".shx", ".dbf", ".prj", ".cpg"} {
			b, err := os.ReadFile(gdal(t, "parcels"+ending))
			if err != nil {
				t.Fatal(err)
			}
			w, err := z.Create(name + ending)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.Write(b); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestArchives: all of an archive, one of it, some of it; folders in it, and
// whatever tries to leave the scratch folder.
func TestArchives(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.zip")
	archive(t, path, "north", "south/old", "../../escape", "__MACOSX/north")
	for layer, want := range map[string]int{"": 15, ", layer: north": 5, ", layer: 'o*'": 5} {
		r := read(t, path, strings.ReplaceAll(layer, ", layer", "\n    layer"))
		rejected := int(r.ledger.Total().Rejected.Count)
		if len(r.parcels) != want || rejected != max(want-5, 0) { // those that come again
			t.Errorf("%q: %d parcels, %d of them rejected; want %d", layer, len(r.parcels), rejected, want)
		}
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(path), "../../escape.shp")); err == nil {
		t.Error("a file was written outside")
	}
}

// TestTheRecordIsOfTheFileSent: size and hash of a source are those of the file
// that was delivered, not of the shapefile that was made of it.
func TestTheRecordIsOfTheFileSent(t *testing.T) {
	for _, name := range []string{"parcels.gpkg", "parcels.geojson", "parcels.zip"} {
		dir := county(t, parcel("DK000", square(0, 0, 10)))
		copied := filepath.Join(dir, name)
		b, err := os.ReadFile(gdal(t, name))
		if err != nil {
			t.Fatal(err)
		}
		hashOf := func() string {
			if err := os.WriteFile(copied, b, 0o600); err != nil {
				t.Fatal(err)
			}
			in := mustOpen(t, dir, parksConfig+strings.Replace(parcelsConfig, "parcels.shp", name, 1))
			s := in.Sources[len(in.Sources)-1]
			if s.Bytes != int64(len(b)) {
				t.Errorf("%s: %d bytes, want %d", name, s.Bytes, len(b))
			}
			return s.Hash
		}
		first := hashOf()
		if name != "parcels.geojson" {
			continue
		}
		if b = append(b, '\n'); hashOf() == first {
			t.Errorf("%s: another file has the same hash", name)
		}
	}
}

// TestScratchIsRemoved: what was unpacked goes with the input.
func TestScratchIsRemoved(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	dir := county(t, parcel("DK001", square(0, 0, 100)))
	in, err := open(t, dir, parksConfig+strings.Replace(parcelsConfig, "parcels.shp", gdal(t, "parcels.gpkg"), 1))
	if err != nil {
		t.Fatal(err)
	}
	readAll(t, in)
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	if entries, _ := filepath.Glob(filepath.Join(os.Getenv("TMPDIR"), "jiyue-input-*")); len(entries) != 0 {
		t.Errorf("left behind: %v", entries)
	}
}

func TestFormatsThatCannotBeRead(t *testing.T) {
	dir := county(t, parcel("DK001", square(0, 0, 100)))
	empty := filepath.Join(dir, "empty.zip")
	archive(t, empty)
	two := filepath.Join(dir, "two.zip")
	archive(t, two, "a", "b")
	for name, text := range map[string]string{"text.zip": "PK", "text.gpkg": "no", "text.geojson": "{", "list.json": "[]",
		"degrees.geojson": `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"DKBH":"1"},"geometry":{"type":"Polygon","coordinates":[[[110.7,36.4],[110.8,36.4],[110.8,36.5],[110.7,36.4]]]}}]}`} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		kind land.FailureKind
		want string
	}{
		"text.zip": {land.Broken, "text.zip: the file can't be read"}, "empty.zip": {land.Broken, "the archive has no .shp"}, "text.gpkg": {land.Broken, "the file can't be read: no GeoPackage: it is no SQLite database"},
		"text.geojson": {land.Broken, "the file can't be read: line 1: the file is cut off here"}, "list.json": {land.Broken, "no GeoJSON collection of features (FeatureCollection)"},
		"two.zip\n    layer: c": {land.Usage, "two.zip: there is no layer c; there are: a, b"}, "degrees.geojson": {land.Usage, "the CRS is unknown"},
	} {
		_, err := open(t, dir, parksConfig+"parcels:\n  - path: "+name+"\n    fields: {id: DKBH}\n")
		failure(t, err, c.kind, c.want)
	}
}

// FuzzArchives: any bytes under any ending are a failure or an input.
func FuzzArchives(f *testing.F) {
	for _, name := range []string{"parcels.zip", "parcels.geojson"} {
		b, err := os.ReadFile(gdal(f, name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	dir := county(f, parcel("DK001", square(0, 0, 100)))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, name := range []string{"p.zip", "p.geojson", "p.gpkg"} {
			if err := os.WriteFile(filepath.Join(dir, name), b, 0o666); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "jiyue.yaml"), []byte(parksConfig+"parcels:\n  - {path: "+name+", crs: EPSG:4525, fields: {id: DKBH}}\n"), 0o666); err != nil {
				t.Fatal(err)
			}
			cfg, err := config.Load(filepath.Join(dir, "jiyue.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			in, err := ingest.Open(cfg)
			if _, ok := land.AsFailure(err); err != nil && !ok {
				t.Errorf("not a failure: %v", err)
			}
			if err == nil {
				readAll(t, in)
				in.Close()
			}
		}
	})
}
