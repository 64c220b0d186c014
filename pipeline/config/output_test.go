package config_test

import (
	"path/filepath"
	"strings"
	"testing"

	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
)

// output is a folder, or a mapping of the folder and how many runs to keep.
func TestOutput(t *testing.T) {
	for written, want := range map[string]struct {
		folder string
		keep   int
	}{
		"output: results": {"results", 0},
		"output: {folder: results, keep_runs: 400}": {"results", 400},
		"output: {keep_runs: 2}":                    {"out", 2},
	} {
		path := folder(t, least+written+"\n")
		c, err := config.Load(path)
		if err != nil {
			t.Fatal(err)
		}
		if c.Output != filepath.Join(filepath.Dir(path), want.folder) || c.KeepRuns != want.keep {
			t.Errorf("%s: %s, %d runs", written, c.Output, c.KeepRuns)
		}
	}
	for _, keep := range []string{"1", "0", "-3", "2.5", "1e12", "all"} {
		_, err := config.Load(folder(t, least+"output: {keep_runs: "+keep+"}\n"))
		if f, is := land.AsFailure(err); !is || !strings.Contains(f.Line(land.EN), "jiyue.yaml:7:21: "+keep+" is n") && !strings.Contains(f.Line(land.EN), "is no number of runs") {
			t.Errorf("keep_runs: %s gives %v", keep, err)
		}
	}
}
