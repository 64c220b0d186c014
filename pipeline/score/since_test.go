package score_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/score"
	"jiyue/pipeline/store"
)

// publishNight publishes a run over one park whose ten parcels have the given
// floor area each.
func publishNight(t *testing.T, dir string, run store.Run, sources []land.Source, floor float64) {
	t.Helper()
	n, err := store.Create(dir, store.Options{Started: time.Unix(0, 0), Lang: land.EN})
	check(t, err)
	defer n.Discard()
	run.Kind, run.StartedAt = store.KindLand, "2026-01-01T00:00:00Z"
	run, err = n.Begin(run)
	check(t, err)
	check(t, n.SetCRS(store.CRS{EPSG: 4525}))
	check(t, n.WriteSources(sources))
	check(t, n.WriteParks([]land.Park{{Code: "A", Name: "甲园", Type: "工业主导型"}}))
	square := orb.MultiPolygon{{{{0, 0}, {100, 0}, {100, 100}, {0, 100}, {0, 0}}}}
	check(t, n.WriteExtents([]land.Extent{{ParkCode: "A", Kind: land.Approved, Shape: square, AreaM2: 10_000}}))
	pieces := parcelsOf(10, 1, func(p *land.Piece) { p.Figures[land.FloorArea] = land.Known(floor) })
	check(t, n.WritePieces(pieces))
	check(t, n.PiecesDone())
	_, err = n.ComparePieces()
	check(t, err)
	tally := set(t).NewTally(land.MeasureNames())
	for _, p := range pieces {
		f := indicators.Facts{LandUse: p.LandUse, Scheme: p.Scheme, Status: string(p.Status), AreaM2: p.AreaM2}
		for _, q := range p.Figures {
			f.Amounts = append(f.Amounts, indicators.Amount(q))
		}
		tally.Add(&f)
	}
	var rows []store.Total
	for _, a := range set(t).Aggregates() {
		v := tally.Totals()[a.Name]
		row := store.Total{ParkCode: "A", ExtentKind: "approved", Name: a.Name, Unit: v.Unit, Pieces: v.Pieces, Missing: v.Missing}
		if v.Known {
			row.Value = &v.Value
		}
		rows = append(rows, row)
	}
	check(t, n.WriteTotals(rows))
	_, err = score.Parks(n, run, rows, set(t), land.EN)
	check(t, err)
	check(t, n.Finish(run))
	check(t, n.Publish())
}

// What changed since the run before, and by which input: one difference is the
// cause, of several each may be, of none there is none.
func TestSince(t *testing.T) {
	files := func(hash string, records int) []land.Source {
		return []land.Source{{Role: land.RoleParcels, Path: "parcels.shp", Hash: hash, Records: records}}
	}
	ten := 10
	all10 := &ten
	roster := land.Source{Role: land.RoleParks, Path: "parks.shp", Hash: "r", Records: 1}
	other := land.Source{Role: land.RoleParcels, Path: "elsewhere.shp", Hash: "e", Records: 5}
	for _, c := range []struct {
		name   string
		after  store.Run
		files  []land.Source
		floor  float64
		inputs []score.InputChange
		text   string
		moved  bool
	}{
		{"nothing", store.Run{}, files("a", 10), 525, nil, "since run 1 nothing has changed that the park rests on: neither its inputs nor configuration nor program.", false},
		{"one file", store.Run{}, files("b", 11), 1050, []score.InputChange{{Role: "parcels", Path: "parcels.shp", Change: "changed", RecordsBefore: 10, Records: 11, Parcels: all10}},
			"since run 1 one thing has changed and so is the cause: the file parcels.shp (changed, records 10 → 11, 10 parcels of the park differ).", true},
		{"a file that changed elsewhere only", store.Run{}, files("b", 11), 525, nil, "since run 1 nothing has changed that the park rests on: neither its inputs nor configuration nor program.", false},
		{"the program", store.Run{Version: "2"}, files("a", 10), 1050, nil, "since run 1 one thing has changed and so is the cause: the program, 1 → 2.", true},
		{"a roster more and another file", store.Run{}, append(files("b", 10), roster, other), 1050,
			[]score.InputChange{{Role: "parcels", Path: "parcels.shp", Change: "changed", RecordsBefore: 10, Records: 10, Parcels: all10}, {Role: "parks", Path: "parks.shp", Change: "new", Records: 1}},
			"since run 1 2 things have changed, one or more of which are the cause: the file parcels.shp (changed, 10 parcels of the park differ); the file parks.shp (new, records 0 → 1).", true},
		{"the same parcels in another file", store.Run{}, []land.Source{{Role: land.RoleParcels, Path: "neu.shp", Hash: "a", Records: 10}}, 525, nil,
			"since run 1 nothing has changed that the park rests on: neither its inputs nor configuration nor program.", false},
	} {
		dir := t.TempDir()
		publishNight(t, dir, store.Run{Version: "1"}, files("a", 10), 525)
		if c.after.Version == "" {
			c.after.Version = "1"
		}
		publishNight(t, dir, c.after, c.files, c.floor)
		s, err := store.Open(store.PathIn(dir))
		check(t, err)
		defer s.Close()
		x, err := score.Explain(s, "A", "", land.EN)
		check(t, err)
		if x.Since == nil || x.Since.RunID != 1 || x.Since.Text != c.text {
			t.Errorf("%s: %+v", c.name, x.Since)
			continue
		}
		if diff := cmp.Diff(c.inputs, x.Since.Inputs, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		moves := map[string]score.Move{}
		for _, m := range x.Extents[0].Moves {
			moves[m.Figure] = m
		}
		ratio, moved := moves["industrial_plot_ratio"]
		if moved != c.moved || moved && (*ratio.Before != 0.525 || *ratio.After != 1.05 || ratio.Name != "industrial plot ratio" || moves["score"].Name != "intensity score") {
			t.Errorf("%s: moved: %+v", c.name, moves)
		}
	}
}

// A figure that did not move gets no cause, and of one that did only inputs of
// the kind that its formula names are named: a new table of statistics moves no
// plot ratio. To name another kind of area is one edit of the configuration.
func TestSinceOfOneFigure(t *testing.T) {
	parcels := land.Source{Role: land.RoleParcels, Path: "parcels.shp", Hash: "a", Records: 10}
	mended := parcels
	mended.Hash = "b"
	table := land.Source{Role: land.RoleStatistics, Path: "statistics.csv", Hash: "s", Records: 1}
	for _, c := range []struct {
		name, figure string
		after        store.Run
		text         string
	}{
		{"moved", "industrial_plot_ratio", store.Run{}, "since run 1 one thing has changed and so is the cause: the file parcels.shp (changed, 10 parcels of the park differ)."},
		{"not moved", "industrial_coefficient", store.Run{}, "since run 1 the figure has not moved."},
		{"the whole park", "", store.Run{}, "since run 1 one thing has changed and so is the cause: the file parcels.shp (changed, 10 parcels of the park differ)."},
		{"kind of area", "industrial_plot_ratio", store.Run{ConfigHash: "2", AreaKind: "ellipsoidal"},
			"since run 1 2 things have changed, one or more of which are the cause: the file parcels.shp (changed); the kind of area, planar → ellipsoidal."},
	} {
		dir := t.TempDir()
		publishNight(t, dir, store.Run{ConfigHash: "1", AreaKind: "planar"}, []land.Source{parcels}, 525)
		if c.after.AreaKind == "" {
			c.after = store.Run{ConfigHash: "1", AreaKind: "planar"}
		}
		publishNight(t, dir, c.after, []land.Source{mended, table}, 1050)
		s, err := store.Open(store.PathIn(dir))
		check(t, err)
		defer s.Close()
		x, err := score.Explain(s, "A", c.figure, land.EN)
		check(t, err)
		if x.Since == nil || x.Since.Text != c.text {
			t.Errorf("%s: %+v", c.name, x.Since)
		}
	}
}

// The first run has nothing to be compared with.
func TestSinceOfAFirstRun(t *testing.T) {
	dir := t.TempDir()
	publishNight(t, dir, store.Run{}, []land.Source{{Role: land.RoleParcels, Path: "parcels.shp"}}, 525)
	s, err := store.Open(store.PathIn(dir))
	check(t, err)
	defer s.Close()
	if x, err := score.Explain(s, "A", "", land.EN); err != nil || x.Since != nil || x.Extents[0].Moves != nil {
		t.Errorf("%+v, %v", x, err)
	}
}
