package store_test

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// wkt is EPSG:4525 in ESRI's dialect.
const wkt = `PROJCS["CGCS2000_3_Degree_GK_Zone_37",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",37500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",111.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`

var started = time.Date(2021, 3, 4, 18, 30, 0, 0, time.UTC)

var options = store.Options{Started: started, Version: "1.2.3", Lang: land.ZH}

// square returns a square of the side with its lower left corner at (x, y), in
// the working CRS of Daning.
func square(x, y, side float64) orb.Polygon {
	x, y = x+37_456_000, y+4_036_000
	return orb.Polygon{{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}}}
}

// night is everything that a land run writes.
type night struct {
	run         store.Run
	sources     []land.Source
	parks       []land.Park
	extents     []land.Extent
	pieces      []land.Piece
	totals      []store.Total
	metrics     []store.Metric
	scores      []store.Score
	performance store.Performance
	findings    []land.Finding
	ledger      land.Ledger
}

func p[T any](v T) *T { return &v }

// demoNight has every kind of row, with absent values and names that try to
// break out.
func demoNight() night {
	holed := append(square(0, 0, 1000), square(100, 100, 50)[0])
	var n night
	n.run = store.Run{Kind: store.KindLand, StartedAt: "2021-03-04T18:30:00Z", Version: "1.2.3", ConfigHash: "c0", InputHash: "1f",
		ProjectName: "大宁县产业集聚区", BaseDate: "2020-12-31", IndicatorSet: "tdt1029-2014", AreaKind: "planar", CRS: "EPSG:4525 CGCS2000 3° GK zone 37"}
	n.sources = []land.Source{
		{Role: land.RoleParks, Path: "parks.shp", Bytes: 1234, Hash: "aa", Records: 2, CRS: "EPSG:4525", CRSRule: "prj", Encoding: "GB18030", EncRule: "cpg"},
		{Role: land.RoleParcels, Path: "宗地.shp", Bytes: 99, Hash: "bb", Records: 3, Encoding: "UTF-8", EncRule: "utf-8", Scheme: "gbt21010-2017"},
	}
	n.parks = []land.Park{
		{Code: "S147062", Name: `<b>"O'Brien"</b> =cmd|' /C calc'!A0`, Level: "省级", Scope: "1", Type: "工业主导型", County: "141030", ApprovedAreaM2: land.Known(1_000_000)},
		{Code: "0001", Name: "nul\x00byte " + strings.Repeat("长", 10_000)},
	}
	n.extents = []land.Extent{
		{ParkCode: "S147062", Kind: land.Approved, Blocks: 2, Shape: orb.MultiPolygon{holed, square(2000, 0, 10)}, AreaM2: 997_600, EllipsoidalAreaM2: 997_000.5},
		{ParkCode: "0001", Kind: land.Managed, Blocks: 1, Shape: orb.MultiPolygon{square(5000, 5000, 100)}, AreaM2: 10_000, EllipsoidalAreaM2: 9_999},
	}
	n.pieces = []land.Piece{
		{Extent: 0, Source: 1, Record: 1, ParcelID: "0601", Relation: land.Inside, Share: 1, PlanarM2: 2500, AreaM2: 2500,
			Classes: land.Classes{LandUse: "0601", Scheme: "gbt21010-2017", Status: land.Built, BuiltCode: "A1", SupplyCode: "D1", HightechCode: "H1"},
			Figures: land.Figures{land.Known(1), land.Known(2), {}, land.Known(0), land.Known(-3.5), {}, {}, land.Known(1e9), land.Known(12)},
			Shape:   orb.MultiPolygon{square(200, 200, 50)}},
		{Extent: 0, Source: 1, Record: 2, ParcelID: "'; DROP TABLE piece; --\x00", Relation: land.Cut, Share: 1.0 / 3, AreaM2: 1.0 / 3, Shape: orb.MultiPolygon{square(0, 0, 1), square(3, 0, 1)}},
		{Extent: 1, Source: 1, Record: 3, Relation: land.Inside, Share: 1, AreaM2: 0},
	}
	n.totals = []store.Total{
		{ParkCode: "S147062", ExtentKind: "approved", Name: "output", Value: p(12.5), Unit: "万元", Pieces: 2, Missing: 1},
		{ParkCode: "S147062", ExtentKind: "approved", Name: "tax", Unit: "万元", Pieces: 2, Missing: 2},
	}
	n.metrics = []store.Metric{
		{ParkCode: "S147062", ExtentKind: "approved", Indicator: "plot_ratio", Value: p(0.1 + 0.2), Unit: "", Numerator: p(3.0), Denominator: p(10.0)},
		{ParkCode: "S147062", ExtentKind: "approved", Indicator: "tax_per_mu", Unit: "万元/亩", Note: "no tax"},
	}
	n.scores = []store.Score{
		{ParkCode: "S147062", ExtentKind: "approved", Node: "tdt1029-2014", NameZH: "总分", NameEN: "total", Score: p(81.25), Rank: p(int64(1))},
		{ParkCode: "S147062", ExtentKind: "approved", Node: "plot_ratio", Parent: "tdt1029-2014", NameZH: "综合容积率", NameEN: "plot ratio",
			Value: p(0.3), Ideal: p(1.0), Weight: p(0.2), Score: p(30.0), Demonstration: true, Note: "capped"},
	}
	n.performance = store.Performance{
		Items: []store.PerformanceItem{
			{Number: 1, Dimension: "预算执行指标", Class: "预算执行指标", Indicator: "预算执行率", Weight: "10", Target: "100%", Achieved: "39.41%", Completion: "39.41%", Score: "3.94", Reason: "进度支付"},
			{Number: 2, Dimension: "产出指标", Class: "数量指标", Indicator: "数量落实率", Weight: "15", Target: "100%", Achieved: "100%", Completion: "100.00%", Score: "15", Formula: "8/8"},
		},
		Total:   store.PerformanceTotal{Score: "93.94", Grade: "优秀"},
		Columns: []string{"年度总金额", "财政资金小计"},
		Budget: []store.BudgetRow{
			{Number: 2, Name: "全年预算资金", Amounts: []string{"70", "70"}},
			{Number: 7, Name: "预算执行率", Formula: "(4)/(2)", Amounts: []string{"39.41%", ""}},
		},
		Remarks: []string{"备注", "=1+1"},
	}
	n.findings = []land.Finding{
		{Code: land.RingSelfCrossing, Source: "宗地.shp", Record: 2, ParcelID: "x", ParkCode: "S147062", AreaM2: land.Known(-3), Found: "bow-tie", Expected: "a simple ring"},
		{Code: land.StatusUnknown, Source: "宗地.shp", Field: "状态", Count: 1500, Records: []int{1, 5, 9}},
	}
	var area land.Sum
	area.Add(2500)
	n.ledger = land.Ledger{
		Sources: []land.SourceLedger{{Path: "宗地.shp", Records: 3, In: land.Tally{Count: 3, AreaM2: area}, Cut: 1}},
		Parks:   []land.ParkLedger{{ParkCode: "S147062", Kind: land.Approved, Stored: land.Tally{Count: 2, AreaM2: area}}},
	}
	return n
}

// must ends the test at an error.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// writeLand writes layers and what they need.
func (n *night) writeLand(t testing.TB, tonight *store.Tonight) {
	t.Helper()
	var err error
	n.run, err = tonight.Begin(n.run)
	must(t, err)
	must(t, tonight.SetCRS(store.CRS{EPSG: 4525, Name: "CGCS2000 / 3-degree Gauss-Kruger zone 37", WKT: wkt}))
	must(t, tonight.WriteSources(n.sources))
	must(t, tonight.WriteParks(n.parks))
	must(t, tonight.WriteExtents(n.extents))
	must(t, tonight.WritePieces(n.pieces[:1]))
	must(t, tonight.WritePieces(n.pieces[1:]))
	must(t, tonight.PiecesDone())
	must(t, tonight.WriteTotals(n.totals))
	must(t, tonight.WriteLedger(&n.ledger))
}

// writeResults writes what is computed from the land.
func (n *night) writeResults(t testing.TB, tonight *store.Tonight) {
	t.Helper()
	must(t, tonight.WriteMetrics(n.metrics))
	must(t, tonight.WriteScores(n.scores))
	must(t, tonight.WritePerformance(n.performance))
	must(t, tonight.WriteFindings(n.findings))
	n.run.FinishedAt, n.run.ParcelsRead, n.run.ParcelsRejected, n.run.Pieces, n.run.Findings, n.run.Seconds = "2021-03-04T18:31:00Z", 3, 1, 3, 2, 60.5
	must(t, tonight.Finish(n.run))
}

// publish makes one whole night in the folder and returns its run.
func (n *night) publish(t testing.TB, dir string) {
	t.Helper()
	tonight, err := store.Create(dir, options)
	must(t, err)
	defer tonight.Discard()
	n.writeLand(t, tonight)
	n.writeResults(t, tonight)
	must(t, tonight.Publish())
}

func open(t testing.TB, dir string) *store.Store {
	t.Helper()
	s, err := store.Open(store.PathIn(dir))
	must(t, err)
	t.Cleanup(func() { s.Close() })
	return s
}

func same[T any](t *testing.T, what string, want T) func(got T, err error) {
	return func(got T, err error) {
		t.Helper()
		must(t, err)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
}

func TestEveryTableComesBackAsWritten(t *testing.T) {
	dir := t.TempDir()
	n := demoNight()
	n.publish(t, dir)
	s := open(t, dir)

	if n.run.ID != 1 || n.run.LandRun != 1 {
		t.Errorf("first run is %d on land run %d", n.run.ID, n.run.LandRun)
	}
	same(t, "runs", []store.Run{n.run})(s.Runs())
	same(t, "last run", n.run)(s.LastRun())
	same(t, "totals", n.totals)(s.Totals(1))
	same(t, "metrics", n.metrics)(s.Metrics(1))
	same(t, "scores", n.scores)(s.Scores(1))
	same(t, "performance", n.performance)(s.Performance(1))
	same(t, "no performance", store.Performance{})(s.Performance(2))
	same(t, "parks", []store.Park{
		{Code: n.parks[1].Code, Name: n.parks[1].Name},
		{Code: "S147062", Name: n.parks[0].Name, Level: "省级", Scope: "1", Type: "工业主导型", County: "141030", ApprovedAreaM2: p(1e6)},
	})(s.Parks())
	same(t, "extents", []store.Extent{
		{ParkCode: "0001", Kind: "managed", Blocks: 1, AreaM2: 10_000, EllipsoidalAreaM2: 9_999, Shape: n.extents[1].Shape},
		{ParkCode: "S147062", Kind: "approved", Blocks: 2, AreaM2: 997_600, EllipsoidalAreaM2: 997_000.5, Shape: n.extents[0].Shape},
	})(s.Extents())
	same(t, "sources", []store.SourceFile{
		{RunID: 1, Role: "parks", Path: "parks.shp", Bytes: 1234, Hash: "aa", Records: 2, CRS: "EPSG:4525", CRSRule: "prj", Encoding: "GB18030", EncRule: "cpg"},
		{RunID: 1, Role: "parcels", Path: "宗地.shp", Bytes: 99, Hash: "bb", Records: 3, Encoding: "UTF-8", EncRule: "utf-8", Scheme: "gbt21010-2017"},
	})(s.Sources(1))
}

func TestFindingsComeBackAsWritten(t *testing.T) {
	dir := t.TempDir()
	n := demoNight()
	n.publish(t, dir)
	same(t, "findings", []store.Finding{
		{RunID: 1, Severity: "error", Code: "ring_self_crossing", Source: "宗地.shp", Record: 2, ParcelID: "x", ParkCode: "S147062", AreaM2: p(-3.0),
			Found: "bow-tie", Expected: "a simple ring", Message: n.findings[0].Message(land.ZH), Count: 1},
		{RunID: 1, Severity: "error", Code: "status_unknown", Source: "宗地.shp", Field: "状态", Message: n.findings[1].Message(land.ZH), Count: 1500, Records: []int{1, 5, 9}},
	})(open(t, dir).Findings(1))
}

func TestPiecesComeBackAsWritten(t *testing.T) {
	dir := t.TempDir()
	n := demoNight()
	n.publish(t, dir)
	s := open(t, dir)
	for i, e := range n.extents {
		var want []store.Piece
		for _, piece := range n.pieces {
			if piece.Extent == i {
				want = append(want, asRead(piece, n))
			}
		}
		var got []store.Piece
		must(t, s.Pieces(e.ParkCode, string(e.Kind), func(piece *store.Piece) error { got = append(got, *piece); return nil }))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("pieces of %s (-want +got):\n%s", e.ParkCode, diff)
		}
	}
	var outlines []store.Outline
	must(t, s.Outlines("S147062", "approved", func(o store.Outline) error { outlines = append(outlines, o); return nil }))
	same(t, "outlines", []store.Outline{
		{Source: "宗地.shp", Record: 1, ParcelID: "0601", Shape: n.pieces[0].Shape},
		{Source: "宗地.shp", Record: 2, ParcelID: n.pieces[1].ParcelID, Shape: n.pieces[1].Shape},
	})(outlines, nil)
	stop := errors.New("stop")
	if err := s.Pieces("S147062", "approved", func(*store.Piece) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("the visitor's error came back as %v", err)
	}
}

// asRead is the piece as a reader of the store sees it.
func asRead(piece land.Piece, n night) store.Piece {
	e := n.extents[piece.Extent]
	row := store.Piece{ParkCode: e.ParkCode, ExtentKind: string(e.Kind), ParcelID: piece.ParcelID, Source: n.sources[piece.Source].Path,
		Record: piece.Record, Relation: string(piece.Relation), Share: piece.Share, AreaM2: piece.AreaM2,
		LandUse: piece.LandUse, Scheme: piece.Scheme, Status: string(piece.Status), BuiltCode: piece.BuiltCode, SupplyCode: piece.SupplyCode,
		HightechCode: piece.HightechCode, Shape: piece.Shape, Figures: map[string]*float64{}}
	for m, name := range land.MeasureNames() {
		row.Figures[name] = nil
		if q := piece.Figures[m]; q.Known {
			row.Figures[name] = &q.Value
		}
	}
	return row
}

func TestLedgerAndStoredTallies(t *testing.T) {
	n := demoNight()
	tonight, err := store.Create(t.TempDir(), options)
	must(t, err)
	defer tonight.Discard()
	n.writeLand(t, tonight)
	tallies, err := tonight.StoredTallies()
	must(t, err)
	want := []land.Tally{{}, {}}
	for _, piece := range n.pieces {
		want[piece.Extent].Add(piece.AreaM2)
	}
	for i := range want {
		if tallies[i].Count != want[i].Count || tallies[i].AreaM2.Value() != want[i].AreaM2.Value() {
			t.Errorf("extent %d: %d pieces of %v m², want %d of %v", i, tallies[i].Count, tallies[i].AreaM2.Value(), want[i].Count, want[i].AreaM2.Value())
		}
	}
	rows, err := tonight.Read().Ledger(n.run.ID)
	must(t, err)
	if len(rows) != 10+5 {
		t.Errorf("%d accounts, want 10 of the source and 5 of the park", len(rows))
	}
	same(t, "account", store.LedgerRow{Scope: "source", Name: "宗地.shp", Account: "in", Count: p(int64(3)), AreaM2: p(2500.0)})(rows[1], nil)
	same(t, "account", store.LedgerRow{Scope: "park", Name: "S147062", ExtentKind: "approved", Account: "stored", Count: p(int64(2)), AreaM2: p(2500.0)})(rows[14], nil)
}

func TestNumbersThatAreNotFiniteAreRefused(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	bad := square(0, 0, 1)
	bad[0][2][1] = nan
	for name, c := range map[string]struct {
		write func(*store.Tonight, *night) error
		names string // what the error has to say
	}{
		"area of a piece": {func(w *store.Tonight, n *night) error { n.pieces[0].AreaM2 = nan; return w.WritePieces(n.pieces) }, "宗地.shp record 1: area_m2"},
		"figure of a piece": {func(w *store.Tonight, n *night) error {
			n.pieces[1].Figures[land.Tax] = land.Known(inf)
			return w.WritePieces(n.pieces)
		}, "宗地.shp record 2: tax"},
		"corner of a piece": {func(w *store.Tonight, n *night) error {
			n.pieces[1].Shape = orb.MultiPolygon{bad}
			return w.WritePieces(n.pieces)
		}, "宗地.shp record 2: a coordinate"},
		"share of a piece":    {func(w *store.Tonight, n *night) error { n.pieces[0].Share = nan; return w.WritePieces(n.pieces) }, "宗地.shp record 1: share"},
		"share above 1":       {func(w *store.Tonight, n *night) error { n.pieces[0].Share = 1.0000001; return w.WritePieces(n.pieces) }, "宗地.shp record 1: share"},
		"relation of a piece": {func(w *store.Tonight, n *night) error { n.pieces[0].Relation = ""; return w.WritePieces(n.pieces) }, "宗地.shp record 1: relation"},
		"area of an extent":   {func(w *store.Tonight, n *night) error { n.extents[0].AreaM2 = inf; return w.WriteExtents(n.extents) }, "extent of S147062: area_m2"},
		"corner of an extent": {func(w *store.Tonight, n *night) error {
			n.extents[0].Shape = orb.MultiPolygon{bad}
			return w.WriteExtents(n.extents)
		}, "extent of S147062: a coordinate"},
		"area of a park": {func(w *store.Tonight, n *night) error {
			n.parks[0].ApprovedAreaM2.Value = nan
			return w.WriteParks(n.parks)
		}, "approved_area_m2"},
		"total": {func(w *store.Tonight, n *night) error { n.totals[0].Value = &nan; return w.WriteTotals(n.totals) }, "output of S147062: value"},
		"metric": {func(w *store.Tonight, n *night) error {
			n.metrics[0].Denominator = &inf
			return w.WriteMetrics(n.metrics)
		}, "plot_ratio of S147062: denominator"},
		"score": {func(w *store.Tonight, n *night) error { n.scores[1].Weight = &nan; return w.WriteScores(n.scores) }, "plot_ratio of S147062: weight"},
		"finding": {func(w *store.Tonight, n *night) error {
			n.findings[0].AreaM2 = land.Known(nan)
			return w.WriteFindings(n.findings)
		}, "area_m2"},
		"run": {func(w *store.Tonight, n *night) error { n.run.ID, n.run.Seconds = 1, nan; return w.Finish(n.run) }, "run 1: seconds"},
	} {
		t.Run(name, func(t *testing.T) {
			n := demoNight()
			tonight, err := store.Create(t.TempDir(), options)
			must(t, err)
			defer tonight.Discard()
			_, err = tonight.Begin(n.run)
			must(t, err)
			must(t, tonight.WriteSources(n.sources))
			if name != "area of an extent" && name != "corner of an extent" {
				must(t, tonight.WriteExtents(n.extents))
			}
			err = c.write(tonight, &n)
			if err == nil || !strings.Contains(err.Error(), c.names) {
				t.Errorf("error %v, want one about %q", err, c.names)
			}
		})
	}
}

// area_m2 of an extent is the area that the configuration asks for, as that of
// its pieces is; the ellipsoidal one stands beside it in any case.
func TestAreaOfAnExtentIsOfTheKindOfTheRun(t *testing.T) {
	for kind, want := range map[land.AreaKind]float64{land.Planar: 997_600, land.Ellipsoidal: 997_000.5} {
		dir := t.TempDir()
		n := demoNight()
		n.run.AreaKind = string(kind)
		n.publish(t, dir)
		extents, err := open(t, dir).Extents()
		must(t, err)
		for _, e := range extents {
			if e.ParkCode == "S147062" && (e.AreaM2 != want || e.EllipsoidalAreaM2 != 997_000.5) {
				t.Errorf("%s: area_m2 %v, ellipsoidal_area_m2 %v; want %v and 997000.5", kind, e.AreaM2, e.EllipsoidalAreaM2, want)
			}
		}
	}
}
