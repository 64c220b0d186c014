package store_test

import (
	"os/exec"
	"strings"
	"testing"

	"jiyue/pipeline/store"
)

// program finds another program or skips the test.
func program(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not installed", name)
	}
	return path
}

// sqliteSays runs a query through the sqlite3 shell: another build of SQLite,
// without any extension of ours.
func sqliteSays(t testing.TB, path, query string) string {
	t.Helper()
	out, err := exec.Command(program(t, "sqlite3"), path, query).CombinedOutput()
	if err != nil {
		t.Fatalf("sqlite3: %v\n%s", err, out)
	}
	return strings.TrimRight(string(out), "\n")
}

func sqliteDo(t testing.TB, path, statement string) { sqliteSays(t, path, statement) }

func TestPlainSQLiteReadsTheStore(t *testing.T) {
	dir := t.TempDir()
	n := demoNight()
	n.publish(t, dir)
	for query, want := range map[string]string{
		"PRAGMA integrity_check":   "ok",
		"PRAGMA foreign_key_check": "",
		"PRAGMA application_id":    "1196444487",
		"PRAGMA user_version":      "10300",
		"PRAGMA journal_mode":      "delete",
		"SELECT rtreecheck('rtree_piece_geom'), rtreecheck('rtree_extent_geom')":                               "ok|ok",
		"SELECT score, grade FROM performance_total":                                                           "93.94|优秀",
		"SELECT footprint_m2, floor_area_m2, output_wan, tax_wan, employees FROM piece WHERE fid = 1":          "1.0|2.0|-3.5||12.0",
		"SELECT typeof(parcel_id), typeof(geom), typeof(land_use) FROM piece WHERE fid = 3":                    "null|null|null",
		"SELECT length(CAST(name AS BLOB)) FROM park WHERE park_code = '0001'":                                 "30009",
		"SELECT park_code, extent_kind, plot_ratio, score, zone_score, rank FROM park_summary WHERE score > 0": "S147062|approved|0.3|81.25||1",
		"SELECT count(*) FROM latest_metric":                                                                   "2",
		"SELECT count(*) FROM piece JOIN rtree_piece_geom r ON r.id = fid WHERE r.minx > 37456100":             "1",
		"SELECT min_x, min_y, max_x, max_y, srs_id FROM gpkg_contents WHERE table_name = 'extent'":             "37456000.0|4036000.0|37461100.0|4041100.0|4525",
		"SELECT table_name FROM gpkg_contents WHERE last_change <> '2021-03-04T18:30:00.000Z'":                 "",
		"SELECT organization, organization_coordsys_id FROM gpkg_spatial_ref_sys WHERE srs_id = 4525":          "EPSG|4525",
		"SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('extent','piece')":         "12",
	} {
		if got := sqliteSays(t, store.PathIn(dir), query); got != want {
			t.Errorf("%s\n got %q\nwant %q", query, got, want)
		}
	}
}

func TestOgrinfoOpensBothLayers(t *testing.T) {
	ogrinfo := program(t, "ogrinfo")
	dir := t.TempDir()
	n := demoNight()
	n.publish(t, dir)
	for layer, wants := range map[string][]string{
		"extent": {"Geometry: Multi Polygon", "Feature Count: 2", `ID["EPSG",4525]`, "park_code: String"},
		"piece":  {"Geometry: Multi Polygon", "Feature Count: 3", `ID["EPSG",4525]`, "output_wan: Real", "record: Integer"},
	} {
		out, err := exec.Command(ogrinfo, "-ro", "-so", store.PathIn(dir), layer).CombinedOutput()
		must(t, err)
		for _, want := range wants {
			if !strings.Contains(string(out), want) {
				t.Errorf("%s lacks %q:\n%s", layer, want, out)
			}
		}
		if strings.Contains(string(out), "Warning") || strings.Contains(string(out), "ERROR") {
			t.Errorf("%s:\n%s", layer, out)
		}
	}
}

// GDAL measures what was written: 50 m and twice 1 m squares.
func TestOgrinfoMeasuresTheSameLand(t *testing.T) {
	ogrinfo := program(t, "ogrinfo")
	dir := t.TempDir()
	n := demoNight()
	n.publish(t, dir)
	out, err := exec.Command(ogrinfo, "-ro", "-q", store.PathIn(dir), "-dialect", "SQLite", "-sql",
		"SELECT count(*) AS n, sum(ST_Area(geom)) AS a, min(ST_IsValid(geom)) AS ok FROM piece WHERE geom IS NOT NULL").CombinedOutput()
	must(t, err)
	if strings.Contains(string(out), "no such function") {
		t.Skip("this GDAL has no spatial functions")
	}
	for _, want := range []string{"n (Integer) = 2", "a (Real) = 2502", "ok (Integer) = 1"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("want %q in:\n%s", want, out)
		}
	}
}

func TestOgrinfoFindsByPlace(t *testing.T) {
	ogrinfo := program(t, "ogrinfo")
	dir := t.TempDir()
	n := benchNight(20_000, 5)
	n.publish(t, dir)
	// 60 m apart on a grid of 1 000 a row: x from 37 400 000 to +300 and y from
	// 4 000 000 to +120 touch circles of 25 m in columns 0 to 5 and rows 0 to 2.
	out, err := exec.Command(ogrinfo, "-ro", "-so", "-spat", "37400000", "4000000", "37400300", "4000120", store.PathIn(dir), "piece").CombinedOutput()
	must(t, err)
	if !strings.Contains(string(out), "Feature Count: 18") {
		t.Errorf("want 18 pieces:\n%s", out)
	}
	if got := sqliteSays(t, store.PathIn(dir), "SELECT rtreecheck('rtree_piece_geom')"); got != "ok" {
		t.Error(got)
	}
}
