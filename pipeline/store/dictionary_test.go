package store_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"unicode"

	"jiyue/pipeline/store"
)

// Tables of the formats, which their standards describe: GeoPackage's and
// SQLite's own.
const ofTheFormats = "t.name LIKE 'gpkg~_%' ESCAPE '~' OR t.name LIKE 'rtree~_%' ESCAPE '~' OR t.name LIKE 'sqlite~_%' ESCAPE '~'"

// Every column of every table and view is described once, in Chinese and in
// English, and every quantity has a unit.
func TestEveryColumnIsInTheDictionary(t *testing.T) {
	dir := t.TempDir()
	n := demoNight()
	n.publish(t, dir)
	path := store.PathIn(dir)
	for what, query := range map[string]string{
		"columns without an entry": `SELECT t.name || '.' || c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
			WHERE t.type IN ('table', 'view') AND NOT (` + ofTheFormats + `) AND NOT EXISTS (SELECT 1 FROM data_dictionary d WHERE d.table_name = t.name AND d.column_name = c.name)`,
		"entries without a column": `SELECT d.table_name || '.' || d.column_name FROM data_dictionary d
			WHERE NOT EXISTS (SELECT 1 FROM pragma_table_info(d.table_name) c WHERE c.name = d.column_name)`,
		"entries given twice": "SELECT table_name, column_name FROM data_dictionary GROUP BY 1, 2 HAVING count(*) > 1",
		"numbers without a unit": `SELECT d.table_name || '.' || d.column_name FROM data_dictionary d JOIN pragma_table_info(d.table_name) c ON c.name = d.column_name
			WHERE c.type = 'REAL' AND d.unit = '-' OR d.unit = '' OR c.name LIKE '%~_m2' ESCAPE '~' AND d.unit <> 'm2' OR c.name LIKE '%~_ha' ESCAPE '~' AND d.unit <> 'ha'
			OR c.name LIKE '%~_percent' ESCAPE '~' AND d.unit <> '%' OR c.name LIKE '%~_mu' ESCAPE '~' AND d.unit NOT LIKE '%mu%' OR c.name LIKE '%~_wan' ESCAPE '~' AND d.unit NOT LIKE 'wan%'`,
	} {
		if got := sqliteSays(t, path, query); got != "" {
			t.Errorf("%s:\n%s", what, got)
		}
	}
	for _, line := range strings.Split(sqliteSays(t, path, "SELECT table_name || '.' || column_name, name_zh, meaning FROM data_dictionary"), "\n") {
		parts := strings.Split(line, "|")
		if len(parts) != 3 || !strings.ContainsFunc(parts[1], isHan) && !strings.Contains(parts[1], "QML") || !strings.ContainsFunc(parts[2], isLatin) {
			t.Errorf("%q has not both languages", line)
		}
	}
}

func isHan(r rune) bool   { return unicode.Is(unicode.Han, r) }
func isLatin(r rune) bool { return unicode.Is(unicode.Latin, r) }

// The plain shell reads every view.
func TestPlainSQLiteReadsEveryView(t *testing.T) {
	dir := t.TempDir()
	for range 2 {
		n := demoNight()
		n.publish(t, dir)
	}
	views := strings.Fields(sqliteSays(t, store.PathIn(dir), "SELECT name FROM sqlite_schema WHERE type = 'view'"))
	if len(views) < 15 {
		t.Errorf("views: %v", views)
	}
	for _, view := range views {
		sqliteSays(t, store.PathIn(dir), "SELECT * FROM "+view)
	}
}

func TestChangedParksSaysWhatMoved(t *testing.T) {
	dir := t.TempDir()
	n := demoNight()
	n.publish(t, dir)
	n = demoNight()
	n.run.IndicatorSet = "another" // not to be compared with
	n.metrics[0].Value = p(9.0)
	n.publish(t, dir)
	n = demoNight()
	n.metrics[0].Value, n.metrics[1].Value = p(0.375), p(2.0)
	n.publish(t, dir)
	query := "SELECT park_code, extent_kind, indicator, round(value_before, 9), value_after, round(difference, 9), round(difference_percent, 6), before_run, run_id FROM changed_parks"
	want := "S147062|approved|plot_ratio|0.3|0.375|0.075|25.0|1|3\nS147062|approved|tax_per_mu||2.0|||1|3"
	if got := sqliteSays(t, store.PathIn(dir), query); got != want {
		t.Errorf("%s\n got %q\nwant %q", query, got, want)
	}
}

// validator finds GDAL's validator of GeoPackages, which is part of Debian's
// python3-gdal. JIYUE_EVERY_TOOL says that it must be there, as in CI.
func validator(t *testing.T) []string {
	t.Helper()
	const module = "osgeo_utils.samples.validate_gpkg"
	for _, python := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(python, "-c", "import "+module).Run() == nil {
			return []string{python, "-m", module, "--extra", "--warning-as-error"}
		}
	}
	if os.Getenv("JIYUE_EVERY_TOOL") != "" {
		t.Fatal("GDAL's validator is missing: install python3-gdal")
	}
	t.Skip("GDAL's validator, " + module + " of python3-gdal, is not installed")
	return nil
}

func TestGDALFindsTheStoreValid(t *testing.T) {
	command := validator(t)
	for name, prepare := range map[string]func(t *testing.T, dir string){
		"demo":      func(t *testing.T, dir string) { n := demoNight(); n.publish(t, dir) },
		"no pieces": func(t *testing.T, dir string) { n := demoNight(); n.pieces = n.pieces[2:]; n.publish(t, dir) },
		"many":      func(t *testing.T, dir string) { n := benchNight(5000, 9); n.publish(t, dir) },
		"amended":   func(t *testing.T, dir string) { n := demoNight(); n.publish(t, dir); rescore(t, dir) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			prepare(t, dir)
			if out, err := exec.Command(command[0], append(command[1:], store.PathIn(dir))...).CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
			out, err := exec.Command(program(t, "ogrinfo"), "-ro", "-al", "-so", store.PathIn(dir)).CombinedOutput()
			if err != nil || strings.Contains(string(out), "Warning") || strings.Contains(string(out), "ERROR") {
				t.Errorf("ogrinfo: %v\n%s", err, out)
			}
		})
	}
}

// rescore makes a run that scores the published store again.
func rescore(t testing.TB, dir string) {
	t.Helper()
	tonight, err := store.Amend(dir, options)
	must(t, err)
	defer tonight.Discard()
	n := demoNight()
	n.run, err = tonight.Begin(store.Run{Kind: store.KindScore})
	must(t, err)
	n.writeResults(t, tonight)
	must(t, tonight.Publish())
}

// Every layer has one style, well-formed in both languages; they were made and
// looked at with QGIS 3.22.
func TestLayersHaveStyles(t *testing.T) {
	dir := t.TempDir()
	n := demoNight()
	n.publish(t, dir)
	path := store.PathIn(dir)
	if got := sqliteSays(t, path, "SELECT group_concat(f_table_name) FROM layer_styles WHERE useAsDefault AND f_table_catalog = '' AND f_table_schema = '' AND f_geometry_column = 'geom'"); got != "extent,piece,park_map" {
		t.Errorf("styles for %s", got)
	}
	for column, root := range map[string]string{"styleQML": "qgis", "styleSLD": "StyledLayerDescriptor"} {
		for id := 1; id <= 3; id++ {
			text := sqliteSays(t, path, fmt.Sprintf("SELECT %s FROM layer_styles WHERE id = %d", column, id))
			if got, err := rootOf(text); err != nil || got != root {
				t.Errorf("%s %d begins with %s: %v", column, id, got, err)
			}
		}
	}
}

// rootOf reads a document to its end and returns its outermost element.
func rootOf(text string) (string, error) {
	root := ""
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return root, nil
		}
		if err != nil {
			return root, err
		}
		if start, is := token.(xml.StartElement); is && root == "" {
			root = start.Name.Local
		}
	}
}
