package store_test

import (
	"cmp"
	"database/sql"
	"flag"
	"fmt"
	"os"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// rowsOfRun is what the history keeps of one run.
type rowsOfRun struct {
	Totals      []store.Total
	Metrics     []store.Metric
	Scores      []store.Score
	Evaluations []store.Evaluation
	Ledger      []store.LedgerRow
	Findings    []store.Finding
}

func readRun(t interface{ Fatal(...any) }, s *store.Store, run int64) rowsOfRun {
	var r rowsOfRun
	var errs [6]error
	r.Totals, errs[0] = s.Totals(run)
	r.Metrics, errs[1] = s.Metrics(run)
	r.Scores, errs[2] = s.Scores(run)
	r.Evaluations, errs[3] = s.Evaluations(run)
	r.Ledger, errs[4] = s.Ledger(run)
	r.Findings, errs[5] = s.Findings(run)
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// sorted has the rows of a run in one order: those of runs before the last two
// come back in an order that later runs have had a say in.
func (r rowsOfRun) sorted() rowsOfRun {
	return rowsOfRun{inOrder(r.Totals), inOrder(r.Metrics), inOrder(r.Scores), inOrder(r.Evaluations), inOrder(r.Ledger), inOrder(r.Findings)}
}

func inOrder[T any](list []T) []T {
	return slices.SortedFunc(slices.Values(list), func(a, b T) int { return cmp.Compare(gocmp.Diff(nil, a), gocmp.Diff(nil, b)) })
}

// drawnNight has some of three parks, and figures of which many are those of
// another night.
func drawnNight(t *rapid.T) (night, []store.Evaluation) {
	n := demoNight()
	n.totals, n.metrics, n.scores, n.findings, n.ledger.Parks = nil, nil, nil, nil, nil
	var conclusions []store.Evaluation
	value := func(label string) *float64 {
		return rapid.SampledFrom([]*float64{nil, p(0.0), p(1.0), p(0.1 + 0.2)}).Draw(t, label)
	}
	for _, park := range rapid.SliceOfDistinct(rapid.SampledFrom([]string{"A", "B", "C'"}), rapid.ID).Draw(t, "parks") {
		for _, name := range []string{"output", "tax"} {
			n.totals = append(n.totals, store.Total{ParkCode: park, ExtentKind: "approved", Name: name, Value: value("total"), Unit: "万元"})
			n.metrics = append(n.metrics, store.Metric{ParkCode: park, ExtentKind: "approved", Indicator: name, Value: value("metric"), Note: "n"})
		}
		n.scores = append(n.scores, store.Score{ParkCode: park, ExtentKind: "approved", Node: "root", Score: value("score"), Rank: rapid.SampledFrom([]*int64{nil, p(int64(1))}).Draw(t, "rank")})
		conclusions = append(conclusions, store.Evaluation{ParkCode: park, ExtentKind: "approved", ZoneScore: value("zone"), Grade: "I"})
		var area land.Sum
		area.Add(float64(rapid.IntRange(1, 2).Draw(t, "area")))
		n.ledger.Parks = append(n.ledger.Parks, land.ParkLedger{ParkCode: park, Kind: land.Approved, Stored: land.Tally{Count: 1, AreaM2: area}})
	}
	for range rapid.IntRange(0, 3).Draw(t, "findings") { // of which some are equal
		n.findings = append(n.findings, land.Finding{Code: land.RingUnclosed, Source: "宗地.shp", Record: rapid.IntRange(1, 2).Draw(t, "record")})
	}
	return n, conclusions
}

// drawnRun publishes a land run, or a score run on the land as it is, and
// returns what was in the night before it was published.
func drawnRun(t *rapid.T, dir string, keep int) (store.Run, rowsOfRun) {
	n, conclusions := drawnNight(t)
	o, begin := options, store.Create
	o.KeepRuns = keep
	score := rapid.IntRange(0, 3).Draw(t, "score run") == 0
	if _, err := os.Stat(store.PathIn(dir)); score && err == nil {
		begin = store.Amend
		n.run.Kind = store.KindScore
	}
	tonight, err := begin(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	defer tonight.Discard()
	if n.run, err = tonight.Begin(n.run); err == nil && n.run.Kind == store.KindLand {
		for _, e := range []error{tonight.WriteSources(n.sources), tonight.WriteParks(n.parks), tonight.WriteExtents(n.extents), tonight.WritePieces(n.pieces),
			tonight.PiecesDone(), tonight.WriteTotals(n.totals), tonight.WriteLedger(&n.ledger)} {
			err = cmp.Or(err, e)
		}
	}
	for _, e := range []error{err, tonight.ClearLastRun(), tonight.WriteMetrics(n.metrics), tonight.WriteScores(n.scores), tonight.WriteEvaluations(conclusions),
		tonight.WriteFindings(n.findings), tonight.Finish(n.run)} {
		if e != nil {
			t.Fatal(e)
		}
	}
	rows := readRun(t, tonight.Read(), n.run.ID)
	if err := tonight.Publish(); err != nil {
		t.Fatal(err)
	}
	return n.run, rows
}

// However many runs have come after it, of whatever kind, a run reads as it was
// written; runs beyond those to keep are gone, but for the land that others rest on.
func TestHistoryOfSpansIsThatOfFullCopies(t *testing.T) {
	fewChecks(t)
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp("", "jiyue-history-")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		written := map[int64]rowsOfRun{}
		var runs []store.Run
		for range rapid.IntRange(2, 6).Draw(t, "runs") {
			keep := rapid.SampledFrom([]int{0, 0, 0, 2, 3}).Draw(t, "keep")
			if len(runs) > 0 && rapid.IntRange(0, 3).Draw(t, "stirred") == 0 {
				stir(t, store.PathIn(dir))
			}
			run, rows := drawnRun(t, dir, keep)
			written[run.ID] = rows
			if runs = append(runs, run); keep > 0 && run.Kind == store.KindLand {
				runs = runsKept(runs, keep)
			}
		}
		s, err := store.Open(store.PathIn(dir))
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		left, err := s.Runs()
		if err != nil || len(left) != len(runs) {
			t.Fatalf("%d runs, want %d; %v", len(left), len(runs), err)
		}
		for i, run := range left {
			if run.ID != runs[i].ID {
				t.Fatalf("runs %+v, want %+v", left, runs)
			}
			want, got := written[run.ID], readRun(t, s, run.ID)
			if run.LandRun < left[max(0, len(left)-2)].ID {
				want, got = want.sorted(), got.sorted()
			}
			if diff := gocmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("run %d of %d: %s", run.ID, len(runs), diff)
			}
		}
	})
}

// stir changes rows of the past and back again, which leaves gaps in their pages:
// the next night has to read them through SQL.
func stir(t interface{ Fatal(...any) }, path string) {
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, note := range []string{"another remark", "n"} {
		if _, err := db.Exec("UPDATE metric_past_span SET note = ?", note); err != nil {
			t.Fatal(err)
		}
	}
}

// fewChecks makes ten checks of the test where the command line does not say
// how many: each writes several stores.
func fewChecks(t *testing.T) {
	checks := flag.Lookup("rapid.checks")
	if checks.Value.String() != checks.DefValue {
		return
	}
	must(t, flag.Set(checks.Name, "10"))
	t.Cleanup(func() { must(t, flag.Set(checks.Name, checks.DefValue)) })
}

// runsKept are the last runs, and the land runs that they rest on.
func runsKept(runs []store.Run, keep int) []store.Run {
	newest := runs[max(0, len(runs)-keep):]
	return slices.DeleteFunc(slices.Clone(runs), func(r store.Run) bool {
		return !slices.ContainsFunc(newest, func(k store.Run) bool { return k.ID == r.ID || k.LandRun == r.ID })
	})
}

// Nights that change nothing take no room; a night that changes one figure
// takes one row.
func TestHistoryGrowsByWhatChanges(t *testing.T) {
	dir := t.TempDir()
	for night := range 6 {
		n := demoNight()
		if night == 3 {
			n.metrics[0].Value = p(0.5)
		}
		n.publish(t, dir)
	}
	for query, want := range map[string]string{
		"SELECT count(*) FROM run":    "6",
		"SELECT count(*) FROM metric": "12",
		"SELECT group_concat(value) FROM (SELECT value FROM metric WHERE indicator = 'plot_ratio' ORDER BY run_id)": "0.3,0.3,0.3,0.5,0.3,0.3",
		"SELECT indicator, first_run, last_run FROM metric_span ORDER BY first_run, indicator DESC":                 "tax_per_mu|1|5\nplot_ratio|5|5\ntax_per_mu|6|6\nplot_ratio|6|6",
		"SELECT id, indicator, first_run, last_run FROM metric_past_span":                                           "3000000001|plot_ratio|1|3\n4000000001|plot_ratio|4|4",
		"SELECT count(*), max(last_run - first_run) FROM finding_span":                                              "4|4",
	} {
		if got := sqliteSays(t, store.PathIn(dir), query); got != want {
			t.Errorf("%s\n got %q\nwant %q", query, got, want)
		}
	}
}

func TestRunsBeyondThoseToKeepAreDropped(t *testing.T) {
	dir := t.TempDir()
	for range 5 {
		n := demoNight()
		n.publish(t, dir)
	}
	o := options
	o.KeepRuns = 2
	tonight, err := store.Create(dir, o)
	must(t, err)
	defer tonight.Discard()
	if r := tonight.Remarks(); len(r) != 1 || r[0].EN != "the history keeps 2 runs: the oldest 4 were dropped" {
		t.Errorf("remarks: %v", r)
	}
	n := demoNight()
	n.writeLand(t, tonight)
	n.writeResults(t, tonight)
	must(t, tonight.Publish())
	for _, table := range []string{"run", "metric", "score", "total", "finding", "ledger", "source_file", "performance", "performance_total", "performance_budget", "performance_remark"} {
		query := fmt.Sprintf("SELECT DISTINCT run_id FROM %s ORDER BY 1", table)
		if got := sqliteSays(t, store.PathIn(dir), query); got != "5\n6" {
			t.Errorf("%s has the runs %q", table, got)
		}
	}
}
