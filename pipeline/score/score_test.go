package score_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"jiyue/indicators"
	"jiyue/indicators/performance"
	"jiyue/pipeline/land"
	"jiyue/pipeline/score"
	"jiyue/pipeline/store"
)

func set(t *testing.T) *indicators.Set {
	t.Helper()
	s, err := indicators.Builtin("tdt1029-2014")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// night opens a store with two parks: A with 3 mu of land, of which 1 mu is
// built and makes 90 万元; B, of which nothing is known but its outline.
func night(t *testing.T, findings ...land.Finding) (*store.Tonight, store.Run) {
	t.Helper()
	n, err := store.Create(t.TempDir(), store.Options{Started: time.Unix(0, 0), Lang: land.EN})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { n.Discard() })
	run, err := n.Begin(store.Run{Kind: store.KindLand, StartedAt: "2026-01-01T00:00:00Z", IndicatorSet: "tdt1029-2014"})
	must(t, err)
	must(t, n.SetCRS(store.CRS{EPSG: 4525}))
	must(t, n.WriteSources([]land.Source{{Role: land.RoleParcels, Path: "parcels.shp"}}))
	must(t, n.WriteParks([]land.Park{{Code: "A", Name: "甲园", Type: "工业主导型"}, {Code: "B", Name: "乙园"}}))
	square := orb.MultiPolygon{{{{0, 0}, {40, 0}, {40, 50}, {0, 50}, {0, 0}}}}
	must(t, n.WriteExtents([]land.Extent{{ParkCode: "A", Kind: land.Approved, Shape: square, AreaM2: 2000}, {ParkCode: "B", Kind: land.Approved, Shape: square, AreaM2: 2000}}))
	must(t, n.WritePieces(pieces()))
	must(t, n.PiecesDone())
	must(t, n.WriteTotals(totals(t)))
	must(t, n.WriteFindings(findings))
	return n, run
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// pieces are A's land: a built factory of 2000/3 m² and bare land of 4000/3 m².
func pieces() []land.Piece {
	built := land.Piece{Record: 7, ParcelID: "D7", Relation: land.Inside, Share: 1, PlanarM2: 2000.0 / 3, AreaM2: 2000.0 / 3,
		Classes: land.Classes{LandUse: "0601", Scheme: "gbt21010-2017", Status: land.Built, BuiltCode: "A2", SupplyCode: "D21"}}
	for m, v := range map[land.Measure]float64{land.Output: 90, land.Tax: 3, land.Footprint: 300, land.FloorArea: 600} {
		built.Figures[m] = land.Known(v)
	}
	bare := land.Piece{Record: 9, ParcelID: "D9", Relation: land.Cut, Share: 0.5, PlanarM2: 4000.0 / 3, AreaM2: 4000.0 / 3,
		Classes: land.Classes{LandUse: "0601", Scheme: "gbt21010-2017", Status: land.Unsupplied, BuiltCode: "B22", SupplyCode: "E21"}}
	return []land.Piece{built, bare}
}

func totals(t *testing.T) []store.Total {
	tally := set(t).NewTally(land.MeasureNames())
	for _, p := range pieces() {
		f := indicators.Facts{LandUse: p.LandUse, Scheme: p.Scheme, Status: string(p.Status), BuiltCode: p.BuiltCode, SupplyCode: p.SupplyCode, AreaM2: p.AreaM2}
		for _, q := range p.Figures {
			f.Amounts = append(f.Amounts, indicators.Amount(q))
		}
		tally.Add(&f)
	}
	land2000, declared := 2000.0, 45.0
	rows := []store.Total{
		{ParkCode: "A", ExtentKind: "approved", Name: indicators.LandArea, Value: &land2000, Unit: "m²"},
		{ParkCode: "A", ExtentKind: "approved", Name: score.DeclaredPrefix + "output_per_mu", Value: &declared},
		{ParkCode: "B", ExtentKind: "approved", Name: indicators.LandArea, Value: &land2000, Unit: "m²"},
	}
	for name, v := range tally.Totals() {
		row := store.Total{ParkCode: "A", ExtentKind: "approved", Name: name, Unit: v.Unit, Pieces: v.Pieces, Missing: v.Missing}
		if v.Known {
			value := v.Value
			row.Value = &value
		}
		rows = append(rows, row)
	}
	return rows
}

// TestParks: 90 万元 over 3 mu are 30 万元 per mu; the county had declared 45.
// Of B nothing can be computed, and the row says so.
func TestParks(t *testing.T) {
	n, run := night(t)
	findings, err := scoreParks(n, run, set(t), land.EN)
	must(t, err)
	metrics, err := n.Read().Metrics(run.ID)
	must(t, err)
	seen := map[string]*store.Metric{}
	for i, m := range metrics {
		seen[m.ParkCode+"/"+m.Indicator] = &metrics[i]
	}
	a, b := seen["A/output_per_mu"], seen["B/output_per_mu"]
	if a == nil || a.Value == nil || math.Abs(*a.Value-30) > 1e-12 || *a.Numerator != 90 || math.Abs(*a.Denominator-3) > 1e-12 {
		t.Errorf("A: %+v", a)
	}
	if b == nil || b.Value != nil || b.Note == "" {
		t.Errorf("B has output per mu without any land: %+v", b)
	}
	codes := map[land.Code]string{}
	for _, f := range findings {
		codes[f.Code] += f.ParkCode + " " + f.Found + " "
	}
	if !strings.Contains(codes[land.DeclaredFigure], "A 45") {
		t.Errorf("the declared figure passes: %v", codes)
	}
	if !strings.Contains(codes[land.ScoreImpossible], "B") {
		t.Errorf("B is scored: %v", codes)
	}
	scores, err := n.Read().Scores(run.ID)
	must(t, err)
	for _, s := range scores {
		if s.Parent == "" && s.ParkCode == "A" && (s.Score == nil || *s.Score < 0 || *s.Score > 100 || s.Rank == nil || *s.Rank != 1 || !s.Demonstration) {
			t.Errorf("root of A: %+v", s)
		}
	}
}

const table = `
project: 示例项目
goals: {period: 查清现状, year: 提交成果}
budget:
  unit: 万元
  columns: [{key: total, name: 年度总金额}]
  rows:
    - {key: total, name: 全年预算资金, amounts: {total: 70}}
    - {key: executed, name: 全年执行资金, amounts: {total: 27.59}}
items:
  - {dimension: 预算执行指标, class: 预算执行指标, indicator: 预算执行率, weight: 10, target: 100%, formula: 100 * budget.executed / budget.total, reason: 进度支付}
  - {dimension: 产出指标, class: 数量指标, indicator: 数量落实率, weight: 45, target: 100%, formula: 100 * parks.measured / parks.listed, reason: 缺数据}
  - {dimension: 产出指标, class: 质量指标, indicator: 质量达标率, weight: 45, target: 100%, formula: 100 * parks.without_error_findings / parks.listed, reason: 有错误}
`

// TestProject: one of two parks is measured and, with an error finding on B,
// one of two is without error: 39.41 % of 10, half of 45, half of 45 points
// are 3.94 + 22.5 + 22.5 = 48.94.
func TestProject(t *testing.T) {
	n, run := night(t, land.Finding{Code: land.StatusUnknown, ParkCode: "B"}, land.Finding{Code: land.RingUnclosed, ParkCode: "A"})
	_, err := scoreParks(n, run, set(t), land.EN)
	must(t, err)
	p, err := performance.Parse([]byte(table), "performance.yaml")
	must(t, err)
	total, _, err := score.Project(n, run, set(t), p, land.ZH)
	must(t, err)
	if total.Score != "48.94" || total.Grade != "差" {
		t.Errorf("total is %+v", total)
	}
	stored, err := n.Read().Performance(run.ID)
	must(t, err)
	if g, err := n.Read().Goals(run.ID); err != nil || g != (store.Goals{Period: "查清现状", Year: "提交成果"}) {
		t.Errorf("goals %+v, %v", g, err)
	}
	if stored.Total != total || len(stored.Items) != 3 || stored.Items[1].Achieved != "50%" || stored.Items[1].Formula == "" {
		t.Errorf("stored: %+v", stored)
	}
}

// Every name that formulas may use has a value: with each in an item of its
// own, the audit finds none that is not computable. Tonight's land moves
// tonight's points: 285 ha of floor on 300 ha of built land are 0.95.
func TestEveryResultNameHasAValue(t *testing.T) {
	n, run := open(t, []land.Park{{Code: "A", Type: "工业主导型"}}, []extentOf{{"A", land.Approved, map[string]float64{
		"value_added": 1e5, "statistics.hightech_income": 1e5,
	}}})
	_, err := scoreParks(n, run, set(t), land.EN)
	must(t, err)
	text := "items:\n"
	for _, name := range score.ResultNames(set(t)) {
		text += "  - {dimension: 产出指标, indicator: " + name + ", weight: 10, target: 1, formula: " + name + "}\n"
	}
	p, err := performance.Parse([]byte(text), "performance.yaml")
	must(t, err)
	_, findings, err := score.Project(n, run, set(t), p, land.EN)
	must(t, err)
	for _, f := range findings {
		if strings.Contains(f.Found, "no points") {
			t.Error(f.Found)
		}
	}
	stored, err := n.Read().Performance(run.ID)
	must(t, err)
	for _, item := range stored.Items {
		if item.Indicator == "metrics.overall_plot_ratio" && (item.Achieved != "0.95" || item.Score != "9.5") {
			t.Errorf("%+v", item)
		}
		if item.Indicator == "scores.mean" && item.Achieved != "91.95" {
			t.Errorf("%+v", item)
		}
	}
}

func TestMisspeltNameIsNoGrade(t *testing.T) {
	n, run := night(t)
	p, err := performance.Parse([]byte(strings.Replace(table, "parks.measured", "parks.mesured", 1)), "performance.yaml")
	must(t, err)
	_, _, err = score.Project(n, run, set(t), p, land.EN)
	if err == nil || !strings.Contains(err.Error(), "performance.yaml:12:") || !strings.Contains(err.Error(), "did you mean parks.measured?") {
		t.Errorf("%v", err)
	}
	stored, err := n.Read().Performance(run.ID)
	must(t, err)
	if stored.Total.Grade != "" {
		t.Errorf("graded: %+v", stored.Total)
	}
}

// Weights of 10, 45 and 40 make a total of 95: somebody must act.
func TestWrongTableIsAnErrorFinding(t *testing.T) {
	for text, want := range map[string]int64{table: 0, strings.Replace(table, "质量达标率, weight: 45", "质量达标率, weight: 40", 1): 1} {
		n, run := night(t)
		_, err := scoreParks(n, run, set(t), land.EN)
		must(t, err)
		p, err := performance.Parse([]byte(text), "performance.yaml")
		must(t, err)
		_, findings, err := score.Project(n, run, set(t), p, land.EN)
		must(t, err)
		var all land.Findings
		all.Add(findings...)
		if got := all.Count(land.Error); got != want {
			t.Errorf("%d error findings, want %d: %+v", got, want, findings)
		}
		for _, f := range findings {
			if f.Code == land.PerformanceWrong && !strings.Contains(f.Found, "95") {
				t.Errorf("%+v", f)
			}
		}
	}
}

// TestExplain finds the factory behind A's output and the plot that lowers it,
// and the points that A lost, largest first.
func TestExplain(t *testing.T) {
	n, run := night(t)
	_, err := scoreParks(n, run, set(t), land.EN)
	must(t, err)
	x, err := score.Explain(n.Read(), "A", "output_per_mu", land.EN)
	must(t, err)
	m := x.Extents[0].Metrics[0]
	if len(x.Extents) != 1 || *m.Value != 30 || m.Formula == "" || len(m.Parcels) != 2 {
		t.Fatalf("explanation: %+v", x)
	}
	if f := m.Parcels[1]; f.ParcelID != "D7" || f.Record != 7 || f.Source != "parcels.shp" || *f.Numerator != 90 || *f.Effect != 30 {
		t.Errorf("the factory: %+v", f)
	}
	if plot := m.Parcels[0]; plot.ParcelID != "D9" || plot.Numerator != nil || *plot.Effect != -60 || len(m.Worst(3)) != 1 {
		t.Errorf("the plot: %+v of %d", plot, len(m.Worst(3)))
	}
	whole, err := score.Explain(n.Read(), "A", "", land.EN)
	must(t, err)
	lost, last := 0.0, math.Inf(1)
	for _, l := range whole.Extents[0].Losses {
		if l.Lost != nil {
			if *l.Lost > last {
				t.Errorf("%s lost %v points, more than the one before", l.Node, *l.Lost)
			}
			lost, last = lost+*l.Lost, *l.Lost
		}
	}
	if lost <= 0 {
		t.Error("nothing was lost")
	}
	if _, err := score.Explain(n.Read(), "C", "", land.EN); err == nil || !strings.Contains(err.Error(), "there is no park C") {
		t.Errorf("an unknown park: %v", err)
	}
}

// TestExplainAUsersOwnSet: the store keeps the text, so that names, formulas
// and parcels of a set that the program doesn't have are told too.
func TestExplainAUsersOwnSet(t *testing.T) {
	const text = `name: ours
zh: 本县
en: ours
extends: tdt1029-2014
indicators:
  - {name: workshop_ratio, zh: 厂房率, en: workshop ratio, unit: "%", formula: floor_A2 / land_area}
`
	ours, err := indicators.Parse([]byte(text), "ours.yaml")
	must(t, err)
	n, run := night(t)
	must(t, n.WriteIndicatorSet(store.IndicatorSet{Name: "ours", Path: "ours.yaml", Text: ours.Text(), Ideals: map[string]float64{"overall_plot_ratio": 2}}))
	_, err = scoreParks(n, run, ours, land.EN)
	must(t, err)
	x, err := score.Explain(n.Read(), "A", "workshop_ratio", land.EN)
	must(t, err)
	m := x.Extents[0].Metrics[0]
	if m.Name != "workshop ratio" || m.Formula != "floor_A2 / land_area" || *m.Value != 30 || len(m.Parcels) != 2 || *m.Parcels[0].Numerator != 600 {
		t.Errorf("%+v", m)
	}
	x, err = score.Explain(n.Read(), "A", "", land.EN)
	must(t, err)
	if e := x.Extents[0]; e.Conclusion == nil || e.Conclusion.Class != "A" || len(e.Potentials) == 0 || len(e.Uses) != 4 || len(e.Uses[0].Conditions) == 0 || len(e.Conclusion.Places) == 0 {
		t.Errorf("conclusions: %+v", e)
	}
	x, err = score.Explain(n.Read(), "A", "extension_potential", land.EN)
	must(t, err)
	if m := x.Extents[0].Metrics[0]; m.Formula != "E" || m.Name != "extension potential" || m.Value == nil {
		t.Errorf("potential: %+v", m)
	}
}

// A store whose set can't be read any more says so.
func TestExplainABrokenSet(t *testing.T) {
	n, run := night(t)
	must(t, n.WriteIndicatorSet(store.IndicatorSet{Name: "ours", Path: "ours.yaml", Text: "name: ["}))
	_, err := scoreParks(n, run, set(t), land.EN)
	must(t, err)
	if _, err := score.Explain(n.Read(), "A", "", land.EN); err == nil || !strings.Contains(err.Error(), "ours.yaml") {
		t.Errorf("%v", err)
	}
}
