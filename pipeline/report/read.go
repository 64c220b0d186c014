package report

import (
	"errors"
	"runtime"
	"sync"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// Build composes the report of the store's last run.
func Build(s *store.Store, o Options) (*Model, error) {
	d, err := read(s)
	if err != nil {
		return nil, err
	}
	return compose(d, o)
}

// Write writes report.html, report.docx and tables.xlsx to path(name) and
// returns the names of those that were written. They are printed side by side,
// as many at a time as there are processors.
func Write(s *store.Store, o Options, path func(name string) string) ([]string, error) {
	m, err := Build(s, o)
	if err != nil {
		return nil, err
	}
	errs := make([]error, len(documents))
	turn := make(chan struct{}, runtime.GOMAXPROCS(0))
	var all sync.WaitGroup
	for i, document := range documents {
		to := path(document.name)
		all.Go(func() {
			turn <- struct{}{}
			errs[i] = writeFile(to, m, document.print)
			<-turn
		})
	}
	all.Wait()
	var names []string
	for i, document := range documents {
		if errs[i] == nil {
			names = append(names, document.name)
		}
	}
	return names, errors.Join(errs...)
}

// read takes from the store all that a report needs, pieces excepted.
func read(s *store.Store) (*data, error) {
	run, err := s.LastRun()
	if err != nil {
		return nil, err
	}
	d := &data{run: run, pieces: s.Pieces}
	for _, step := range []func() error{
		func() (err error) { d.landRun, err = landRunOf(s, run); return },
		func() (err error) { d.parks, err = s.Parks(); return },
		func() (err error) { d.extents, err = s.Extents(); return },
		func() (err error) { d.metrics, err = s.Metrics(run.ID); return },
		func() error { return d.readTotals(s, run.ID) },
		func() (err error) { d.scores, err = s.Scores(run.ID); return },
		func() (err error) { d.performance, err = s.Performance(run.ID); return },
		func() (err error) { d.history, err = readHistory(s, run); return },
		func() (err error) { d.goals, err = s.Goals(run.ID); return },
		func() (err error) { d.findings, err = s.Findings(run.ID); return },
		func() (err error) { d.sources, err = s.Sources(run.ID); return },
		func() (err error) { d.ledger, err = s.Ledger(run.ID); return },
		func() (err error) { d.closings, err = s.Closings(); return },
		func() (err error) { d.conclusions, err = readConclusions(s, run.ID); return },
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	set, err := s.IndicatorSet(run.ID)
	if err != nil {
		return nil, err
	}
	d.weigher = newWeigher(set, run.IndicatorSet)
	d.names, d.formulas = setWords(run.IndicatorSet)
	for _, n := range d.scores {
		d.names[n.Node] = land.Text{ZH: n.NameZH, EN: n.NameEN}
	}
	return d, nil
}

// readTotals takes the totals of every extent, and of them how many pieces add
// to its area.
func (d *data) readTotals(s *store.Store, run int64) error {
	totals, err := s.Totals(run)
	d.totals, d.pieceCounts = map[extentKey]map[string]store.Total{}, map[extentKey]int64{}
	for _, t := range totals {
		k := extentKey{t.ParkCode, t.ExtentKind}
		if d.totals[k] == nil {
			d.totals[k] = map[string]store.Total{}
		}
		d.totals[k][t.Name] = t
		if t.Name == "parcel_area" {
			d.pieceCounts[k] = t.Pieces
		}
	}
	return err
}

// landRunOf returns the run that read and clipped the land on which the run
// rests: itself, unless it only scored again.
func landRunOf(s *store.Store, run store.Run) (store.Run, error) {
	if run.LandRun == run.ID {
		return run, nil
	}
	runs, err := s.Runs()
	if err != nil {
		return run, err
	}
	for _, r := range runs {
		if r.ID == run.LandRun {
			return r, nil
		}
	}
	return run, nil
}
