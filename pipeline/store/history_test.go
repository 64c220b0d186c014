package store_test

import (
	"bytes"
	"os"
	"testing"

	"jiyue/pipeline/store"
)

func TestHistoryIsCarriedOver(t *testing.T) {
	dir := t.TempDir()
	for range 3 {
		n := demoNight()
		n.publish(t, dir)
	}
	s := open(t, dir)
	runs, err := s.Runs()
	must(t, err)
	if len(runs) != 3 || runs[0].ID != 1 || runs[2].ID != 3 || runs[2].LandRun != 3 {
		t.Fatalf("runs: %+v", runs)
	}
	n := demoNight()
	for _, run := range []int64{1, 2, 3} {
		same(t, "metrics", n.metrics)(s.Metrics(run))
		same(t, "scores", n.scores)(s.Scores(run))
		same(t, "totals", n.totals)(s.Totals(run))
		same(t, "performance", n.performance)(s.Performance(run))
		findings, err := s.Findings(run)
		if err != nil || len(findings) != 2 || findings[0].RunID != run {
			t.Errorf("findings of run %d: %+v %v", run, findings, err)
		}
		if ledger, err := s.Ledger(run); err != nil || len(ledger) != 15 {
			t.Errorf("ledger of run %d: %d accounts %v", run, len(ledger), err)
		}
	}
	if parks, err := s.Parks(); err != nil || len(parks) != 2 {
		t.Errorf("%d parks after three nights, %v", len(parks), err)
	}
}

func TestScoreRunRestsOnTheLandRun(t *testing.T) {
	dir := t.TempDir()
	n := demoNight()
	n.publish(t, dir)
	before := pieceCount(t, dir)

	tonight, err := store.Amend(dir, store.Options{Started: started})
	must(t, err)
	defer tonight.Discard()
	last, err := tonight.Read().LastRun()
	must(t, err)
	run, err := tonight.Begin(store.Run{Kind: store.KindScore, CRS: last.CRS})
	must(t, err)
	if run.ID != 2 || run.LandRun != 1 {
		t.Fatalf("run %d on land run %d, want 2 on 1", run.ID, run.LandRun)
	}
	again := demoNight()
	again.run = run
	again.metrics = again.metrics[:1]
	again.findings = again.findings[:1]
	again.writeResults(t, tonight)
	same(t, "metrics before publication", again.metrics)(tonight.Read().Metrics(2))
	must(t, tonight.Publish())

	s := open(t, dir)
	same(t, "metrics of the score run", again.metrics)(s.Metrics(2))
	same(t, "metrics of the land run", n.metrics)(s.Metrics(1))
	same(t, "totals", n.totals)(s.Totals(2))
	if findings, err := s.Findings(2); err != nil || len(findings) != 3 {
		t.Errorf("%d findings, want 2 of the land run and 1 of the score run; %v", len(findings), err)
	}
	if sources, err := s.Sources(2); err != nil || len(sources) != 2 {
		t.Errorf("%d sources, %v", len(sources), err)
	}
	if after := pieceCount(t, dir); after != before {
		t.Errorf("%d pieces, %d before", after, before)
	}
	third := demoNight()
	third.publish(t, dir)
	if last, err := open(t, dir).LastRun(); err != nil || last.ID != 3 || last.LandRun != 3 {
		t.Errorf("land run after a score run: %+v %v", last, err)
	}
}

func pieceCount(t *testing.T, dir string) int {
	t.Helper()
	count := 0
	s := open(t, dir)
	for _, e := range demoNight().extents {
		must(t, s.Pieces(e.ParkCode, string(e.Kind), func(*store.Piece) error { count++; return nil }))
	}
	return count
}

func TestWithoutAStoreThereIsNothingToAmend(t *testing.T) {
	dir := t.TempDir()
	for name, start := range map[string]func(string, store.Options) (*store.Tonight, error){"amend": store.Amend, "reprint": store.Reprint} {
		if _, err := start(dir, options); err == nil {
			t.Errorf("%s of nothing", name)
		}
	}
	if got := folder(t, dir); got != ".jiyue.lock" {
		t.Errorf("left over: %s", got)
	}
}

func TestSameNightSameBytes(t *testing.T) {
	for name, night := range map[string]func() night{
		"of every kind of row": demoNight,
		"of many pages":        func() night { return benchNight(20_000, 17) },
	} {
		t.Run(name, func(t *testing.T) {
			var files [2][]byte
			for i := range files {
				dir := t.TempDir()
				n := night()
				n.publish(t, dir)
				var err error
				files[i], err = os.ReadFile(store.PathIn(dir))
				must(t, err)
			}
			if !bytes.Equal(files[0], files[1]) {
				t.Error("two stores of the same input differ")
			}
		})
	}
}
