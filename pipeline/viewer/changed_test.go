package viewer_test

import (
	"strings"
	"testing"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
	"jiyue/pipeline/viewer"
)

// publishPieces publishes a run over one park with the pieces, compared with
// those of the run before.
func publishPieces(t *testing.T, dir, hash string, pieces []land.Piece, metrics ...store.Metric) {
	t.Helper()
	tonight, err := store.Create(dir, options)
	must(t, err)
	defer tonight.Discard()
	run, err := tonight.Begin(store.Run{Kind: store.KindLand, IndicatorSet: "tdt1029-2014"})
	must(t, err)
	must(t, tonight.SetCRS(store.CRS{EPSG: 4525, Name: "zone 37"}))
	must(t, tonight.WriteSources([]land.Source{{Role: land.RoleParcels, Path: "p.shp", Hash: hash, Records: len(pieces)}}))
	must(t, tonight.WriteParks([]land.Park{{Code: "A", Name: "A"}}))
	must(t, tonight.WriteExtents([]land.Extent{{ParkCode: "A", Kind: land.Approved, Shape: square(0, 0, 1000), AreaM2: 1e6}}))
	must(t, tonight.WritePieces(pieces))
	must(t, tonight.PiecesDone())
	must(t, tonight.WriteMetrics(metrics))
	_, err = tonight.ComparePieces()
	must(t, err)
	must(t, tonight.Finish(run))
	must(t, tonight.Publish())
}

// changedSite publishes two runs: of five parcels one stays, one has another
// output, one another status, one another shape, one is gone; one is new.
func changedSite(t *testing.T) (dir string) {
	t.Helper()
	piece := func(record int, x float64, change func(*land.Piece)) land.Piece {
		p := land.Piece{Record: record, ParcelID: "P" + string(rune('0'+record)), Relation: land.Inside, Share: 1, AreaM2: 2500, PlanarM2: 2500, Shape: square(x, 100, 50),
			Classes: land.Classes{LandUse: "0601", Scheme: "gbt21010-2017", Status: land.Built}}
		p.Figures[land.Output] = land.Known(100)
		change(&p)
		return p
	}
	same := func(*land.Piece) {}
	dir = t.TempDir()
	publishPieces(t, dir, "a", []land.Piece{piece(1, 0, same), piece(2, 100, same), piece(3, 200, same), piece(4, 300, same), piece(5, 400, same)})
	publishPieces(t, dir, "b", []land.Piece{
		piece(1, 0, same),
		piece(2, 100, func(p *land.Piece) { p.Figures[land.Output] = land.Known(40) }),
		piece(3, 200, func(p *land.Piece) { p.Status = land.Idle }),
		piece(4, 300, func(p *land.Piece) { p.Shape, p.AreaM2, p.PlanarM2 = square(300, 100, 40), 1600, 1600 }),
		piece(6, 600, same),
	})
	return dir
}

// Parcels that changed since the run before are marked, in the table with what
// changed and on the map with the old outline; what is gone is drawn. The page
// names the input that is the cause.
func TestChangedParcels(t *testing.T) {
	dir := changedSite(t)
	s := &site{t: t, dir: dir, handler: viewer.Handler(store.PathIn(dir), viewer.Options{Local: true})}
	page := s.get("/park/A?lang=en")
	for _, text := range []string{
		`<tr data-key="1.1" data-is="">`,
		"since the run before figures changed (output 100.00 → 40.00)",
		"since the run before use or status changed (status built → idle)",
		"since the run before shape or share changed (area 2500.00 → 1600.00)",
		`<tr data-key="1.6" data-is="changed">`, "since the run before new",
		`class="ghost"`, `class="ghost gone"`, "P5 · gone",
		"since run 1 no figure has moved, though this differs: the file p.shp (changed, 5 parcels of the park differ)", "5 parcels changed, marked on the map",
		`data-show="changed"> changed since the run before <b>4</b>`,
	} {
		if !strings.Contains(page, text) {
			t.Errorf("the page lacks %q", text)
		}
	}
	changes := s.get("/changes?lang=en")
	for _, text := range []string{`<a href="/park/A?extent=approved&amp;lang=en">A</a>`, `<td class="n" data-v="1">1</td><td class="n" data-v="1">1</td><td class="n" data-v="1">1</td><td class="n" data-v="1">1</td><td class="n" data-v="1">1</td>`} {
		if !strings.Contains(changes, text) {
			t.Errorf("the comparison lacks %q", text)
		}
	}
	if n := strings.Count(page, `<path class="ghost`); n != 2 { // one moved, one gone; the others are where they were
		t.Errorf("%d old outlines", n)
	}
}

// Of a figure of which less is better, the parcels that raise it come first.
func TestWhereLessIsBetter(t *testing.T) {
	plot := func(record int, areaM2 float64, status land.Status) land.Piece {
		return land.Piece{Record: record, ParcelID: "P" + string(rune('0'+record)), Relation: land.Inside, Share: 1, AreaM2: areaM2, PlanarM2: areaM2,
			Shape: square(float64(record)*100, 100, 50), Classes: land.Classes{LandUse: "0601", Scheme: "gbt21010-2017", Status: status}}
	}
	dir := t.TempDir()
	publishPieces(t, dir, "a", []land.Piece{plot(1, 1000, land.Idle), plot(2, 6000, land.Built), plot(3, 3000, land.Idle)},
		store.Metric{ParkCode: "A", ExtentKind: "approved", Indicator: "idle_rate", Unit: "%", Value: p(40.0), Numerator: p(4000.0), Denominator: p(10_000.0)})
	s := &site{t: t, dir: dir, handler: viewer.Handler(store.PathIn(dir), viewer.Options{Local: true})}
	page := s.get("/park/A/figure/idle_rate?lang=en")
	// Without P3 1 000 of 7 000 m² would be idle, without P1 3 000 of 9 000, without P2 all.
	for _, text := range []string{
		"The parcels that raise it most (less is better)",
		`#1.3">P3</a> <b>&#43;25.7143</b> %`, `#1.1">P1</a> <b>&#43;6.6667</b> %`,
		`#1.2">P2</a></th><td class="n" data-v="-60">−60.0000</td>`,
	} {
		if !strings.Contains(page, text) {
			t.Errorf("the page lacks %q", text)
		}
	}
	if strings.Contains(page, `#1.2">P2</a> <b>`) || strings.Index(page, "#1.3") > strings.Index(page, "#1.1") {
		t.Error("the parcel that lowers the idle rate is named among those that raise it, or the order is another")
	}
}
