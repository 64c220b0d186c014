package pipeline_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jiyue/pipeline"
)

// TestCityDesk gives the demo county a roster of its own, which lacks
// S149061 and has one park that has no outline, and a row of declared figures
// for the county and one for all: the built rate is 88.1448 (region.csv of the
// golden tables), 87.7168 in the managed extent; 88 is within the tolerance of
// one percent of either, 90 is not.
func TestCityDesk(t *testing.T) {
	demo, err := filepath.Abs("../fixtures/daning")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(demo, "jiyue.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	edited := strings.NewReplacer("input/", demo+"/input/", "performance: performance.yaml", "",
		"parcels:\n", "  - path: roster.csv\n    fields: {code: 代码, county: 县}\nparcels:\n",
		"statistics:\n", "declared:\n  - path: declared.csv\n    fields: {code: 代码, name: 名称, built_up_rate: 建成率}\nstatistics:\n").Replace(string(text))
	listed := []string{"S149099", "S149062", "S149063", "S149088", "S149089", "X14103001", "X14103002", "X14103003", "X14103004"}
	roster := "代码,县\n" + strings.Join(listed, ",141030\n") + ",141030\n"
	for name, content := range map[string]string{"jiyue.yaml": edited, "roster.csv": roster, "declared.csv": "代码,名称,建成率\n141030,大宁县,88\n合计,,90\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	_, s := runConfig(t, filepath.Join(dir, "jiyue.yaml"), pipeline.Options{NoReport: true})
	audits, err := s.RegionAudits()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, a := range audits {
		got = append(got, fmt.Sprintf("%s %s %g %.4f %s %s:%d", a.Level, a.ExtentKind, a.Declared, *a.Computed, a.Verdict, a.Source, a.Record))
	}
	run, err := s.LastRun()
	if err != nil {
		t.Fatal(err)
	}
	findings, err := s.Findings(run.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if slices.Contains([]string{"roster_unlisted", "park_without_extent"}, f.Code) {
			got = append(got, f.Code+" "+f.ParkCode)
		}
	}
	slices.Sort(got)
	want := []string{
		"all approved 90 88.1448 differs declared.csv:3", "all managed 90 87.7168 differs declared.csv:3",
		"county approved 88 88.1448 agrees declared.csv:2", "county managed 88 87.7168 agrees declared.csv:2",
		"park_without_extent S149099", "roster_unlisted S149061",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
