package store_test

import (
	"compress/gzip"
	"io"
	"os"
	"strings"
	"testing"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// oldStore puts a store into a folder as an earlier program left it:
// testdata/schema1.gpkg.gz holds two runs of demoNight by the first schema.
func oldStore(t *testing.T) (dir string) {
	t.Helper()
	file, err := os.Open("testdata/schema1.gpkg.gz")
	must(t, err)
	defer file.Close()
	packed, err := gzip.NewReader(file)
	must(t, err)
	content, err := io.ReadAll(packed)
	must(t, err)
	dir = t.TempDir()
	must(t, os.WriteFile(store.PathIn(dir), content, 0o644))
	if got := sqliteSays(t, store.PathIn(dir), "SELECT max(step), (SELECT type FROM sqlite_schema WHERE name = 'metric') FROM schema_step"); got != "1|table" {
		t.Fatalf("the old store is %s", got)
	}
	return dir
}

// A store of the first schema is brought up to date by the next run, of either
// kind, and its history is what it was.
func TestOldStoreIsUpgraded(t *testing.T) {
	for name, next := range map[string]func(testing.TB, string){
		"land run":  func(t testing.TB, dir string) { n := demoNight(); n.publish(t, dir) },
		"score run": rescore,
	} {
		t.Run(name, func(t *testing.T) {
			dir := oldStore(t)
			holdsRuns(t, dir, 1, 2) // before the upgrade it can be read, too
			next(t, dir)
			holdsRuns(t, dir, 1, 2, 3)
			path := store.PathIn(dir)
			for query, want := range map[string]string{
				"PRAGMA integrity_check":   "ok",
				"PRAGMA foreign_key_check": "",
				"SELECT count(*) = (SELECT max(step) FROM schema_step), max(step) >= 6 FROM schema_step":                       "1|1",
				"SELECT type FROM sqlite_schema WHERE name = 'metric'":                                                         "view",
				"SELECT count(*) FROM piece":                                                                                   "3",
				"SELECT count(*) FROM layer_styles":                                                                            "3",
				"SELECT count(*) FROM gpkg_contents c LEFT JOIN sqlite_schema s ON s.name = c.table_name WHERE s.name IS NULL": "0",
			} {
				if got := sqliteSays(t, path, query); got != want {
					t.Errorf("%s\n got %q\nwant %q", query, got, want)
				}
			}
			if got, want := schemaOf(t, path), schemaOfNew(t); got != want {
				t.Errorf("upgraded, the schema is\n%s\nnot\n%s", got, want)
			}
		})
	}
}

// holdsRuns holds the history of a store against demoNight.
func holdsRuns(t *testing.T, dir string, runs ...int64) {
	t.Helper()
	s, n := open(t, dir), demoNight()
	for _, run := range runs {
		same(t, "metrics", n.metrics)(s.Metrics(run))
		same(t, "scores", n.scores)(s.Scores(run))
		same(t, "totals", n.totals)(s.Totals(run))
		same(t, "performance", n.performance)(s.Performance(run))
		if findings, err := s.Findings(run); err != nil || len(findings) < 2 {
			t.Errorf("findings of run %d: %d, %v", run, len(findings), err)
		}
		if ledger, err := s.Ledger(run); err != nil || len(ledger) != 15 {
			t.Errorf("ledger of run %d: %d accounts, %v", run, len(ledger), err)
		}
	}
}

// schemaOf lists tables, views and their columns.
func schemaOf(t *testing.T, path string) string {
	return sqliteSays(t, path, `SELECT s.type, s.name, group_concat(c.name || ' ' || c.type || ' ' || c."notnull") FROM sqlite_schema s JOIN pragma_table_info(s.name) c
		WHERE s.type IN ('table', 'view') GROUP BY s.name ORDER BY s.name`)
}

func schemaOfNew(t *testing.T) string {
	dir := t.TempDir()
	n := demoNight()
	n.publish(t, dir)
	return schemaOf(t, store.PathIn(dir))
}

func TestNewerStoreIsRefused(t *testing.T) {
	dir := t.TempDir()
	n := demoNight()
	n.publish(t, dir)
	sqliteDo(t, store.PathIn(dir), "INSERT INTO schema_step VALUES (9999, 'from the future')")
	before, err := os.ReadFile(store.PathIn(dir))
	must(t, err)
	for name, begin := range map[string]func(string, store.Options) (*store.Tonight, error){"run": store.Create, "score": store.Amend, "report": store.Reprint} {
		_, err := begin(dir, options)
		f, is := land.AsFailure(err)
		if !is || !strings.Contains(f.Line(land.EN), "written by a newer program (schema 9999") || !strings.Contains(f.Line(land.ZH), "更新版本") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if after, err := os.ReadFile(store.PathIn(dir)); err != nil || string(after) != string(before) {
		t.Errorf("the newer store was changed, %v", err)
	}
	if got := folder(t, dir); got != ".jiyue.lock jiyue.gpkg" {
		t.Errorf("left over: %s", got)
	}
}
