package pipeline_test

import (
	"bytes"
	"encoding/csv"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"jiyue/pipeline"
	"jiyue/pipeline/store"
)

var update = flag.Bool("update", false, "rewrite the golden tables in fixtures/*/want")

// TestGoldenTables holds what a user reads in the tables of each case against
// fixtures/<case>/want. On a difference the new table is left beside the old
// one with the ending .got.
func TestGoldenTables(t *testing.T) {
	for _, name := range []string{"daning", "defects"} {
		t.Run(name, func(t *testing.T) {
			_, s := runFixture(t, name, pipeline.Options{})
			run, err := s.LastRun()
			if err != nil {
				t.Fatal(err)
			}
			for table, dump := range map[string]func(*testing.T, *store.Store, int64) [][]string{
				"metric": dumpMetrics, "score": dumpScores, "finding": dumpFindings, "ledger": dumpLedger, "performance": dumpPerformance,
			} {
				golden(t, filepath.Join("../fixtures", name, "want", table+".csv"), dump(t, s, run.ID))
			}
		})
	}
}

func golden(t *testing.T, path string, rows [][]string) {
	t.Helper()
	if len(rows) == 1 {
		return // a case without a self-evaluation has no such table
	}
	var got bytes.Buffer
	w := csv.NewWriter(&got)
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(path, got.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		if err := os.WriteFile(path+".got", got.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		t.Errorf("%s differs: compare it with %s.got", path, path)
	}
}

// figure prints ten digits: what a figure is good for, and the same on every
// processor.
func figure(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'g', 10, 64)
}

func dumpMetrics(t *testing.T, s *store.Store, run int64) [][]string {
	rows, err := s.Metrics(run)
	if err != nil {
		t.Fatal(err)
	}
	list := [][]string{{"park_code", "extent_kind", "indicator", "value", "unit", "numerator", "denominator", "note"}}
	for _, m := range rows {
		list = append(list, []string{m.ParkCode, m.ExtentKind, m.Indicator, figure(m.Value), m.Unit, figure(m.Numerator), figure(m.Denominator), m.Note})
	}
	return list
}

func dumpScores(t *testing.T, s *store.Store, run int64) [][]string {
	rows, err := s.Scores(run)
	if err != nil {
		t.Fatal(err)
	}
	list := [][]string{{"park_code", "extent_kind", "node", "parent", "value", "ideal", "weight", "score", "rank", "demonstration", "note"}}
	for _, n := range rows {
		rank := ""
		if n.Rank != nil {
			rank = strconv.FormatInt(*n.Rank, 10)
		}
		list = append(list, []string{n.ParkCode, n.ExtentKind, n.Node, n.Parent, figure(n.Value), figure(n.Ideal), figure(n.Weight), figure(n.Score),
			rank, strconv.FormatBool(n.Demonstration), n.Note})
	}
	return list
}

func dumpFindings(t *testing.T, s *store.Store, run int64) [][]string {
	rows, err := s.Findings(run)
	if err != nil {
		t.Fatal(err)
	}
	list := [][]string{{"severity", "code", "source", "record", "parcel_id", "park_code", "area_m2", "message"}}
	for _, f := range rows {
		list = append(list, []string{f.Severity, f.Code, f.Source, strconv.Itoa(f.Record), f.ParcelID, f.ParkCode, figure(f.AreaM2), f.Message})
	}
	return list
}

func dumpLedger(t *testing.T, s *store.Store, run int64) [][]string {
	rows, err := s.Ledger(run)
	if err != nil {
		t.Fatal(err)
	}
	list := [][]string{{"scope", "name", "extent_kind", "account", "count", "area_m2"}}
	for _, r := range rows {
		count, area := "", ""
		if r.Count != nil {
			count = strconv.FormatInt(*r.Count, 10)
		}
		if r.AreaM2 != nil {
			area = strconv.FormatFloat(*r.AreaM2, 'f', 4, 64)
		}
		list = append(list, []string{r.Scope, r.Name, r.ExtentKind, r.Account, count, area})
	}
	return list
}

func dumpPerformance(t *testing.T, s *store.Store, run int64) [][]string {
	p, err := s.Performance(run)
	if err != nil {
		t.Fatal(err)
	}
	list := [][]string{{"dimension", "class", "indicator", "weight", "target", "achieved", "completion", "score", "reason"}}
	for _, i := range p.Items {
		list = append(list, []string{i.Dimension, i.Class, i.Indicator, i.Weight, i.Target, i.Achieved, i.Completion, i.Score, i.Reason})
	}
	return list
}
