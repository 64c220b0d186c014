package score_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/score"
	"jiyue/pipeline/store"
)

// parcelsOf makes so many built industrial parcels of 1 000 m², as change leaves
// them.
func parcelsOf(n, first int, change func(p *land.Piece)) []land.Piece {
	var list []land.Piece
	for i := range n {
		p := land.Piece{Record: first + i, ParcelID: fmt.Sprint("P", first+i), Relation: land.Inside, Share: 1, PlanarM2: 1000, AreaM2: 1000,
			Classes: land.Classes{LandUse: "0601", Scheme: "gbt21010-2017", Status: land.Built}}
		for m, v := range map[land.Measure]float64{land.FloorArea: 1050, land.Footprint: 400, land.SiteCoverage: 600, land.Tax: 50, land.Investment: 700} {
			p.Figures[m] = land.Known(v)
		}
		change(&p)
		list = append(list, p)
	}
	return list
}

// explained scores one park with the pieces and explains it.
func explained(t *testing.T, pieces []land.Piece, indicator string, lang land.Lang) *score.Explanation {
	t.Helper()
	n, run := auditNight(t, pieces, nil)
	_, err := scoreParks(n, run, set(t), land.EN)
	check(t, err)
	x, err := score.Explain(n.Read(), "A", indicator, lang)
	check(t, err)
	if len(x.Extents) != 1 {
		t.Fatalf("%d extents", len(x.Extents))
	}
	return x
}

func lossOf(t *testing.T, x *score.Explanation, node string) *score.Loss {
	t.Helper()
	for i := range x.Extents[0].Losses {
		if l := &x.Extents[0].Losses[i]; l.Node == node {
			return l
		}
	}
	t.Fatalf("no loss of %s", node)
	return nil
}

// Of ten built parcels at the ideal in everything, what some lack or are is the
// one cause of the loss; every number is worked out by hand.
func TestCauses(t *testing.T) {
	nothing := func(*land.Piece) {}
	for _, c := range []struct {
		name, node string
		pieces     []land.Piece
		want       score.Cause
		of, then   float64
		said       string
	}{
		{"records without floor area", "industrial_plot_ratio",
			append(parcelsOf(8, 1, nothing), parcelsOf(2, 9, func(p *land.Piece) { p.Figures[land.FloorArea] = land.Quantity{} })...),
			score.Cause{Kind: score.CauseData, Source: "parcels.shp", Lacks: "floor_area", Parcels: 2, AreaM2: 2000}, 0.2, 1.05,
			"data: records of parcels.shp without floor area: 2, 0.2 ha, 20 % of the denominator; if they were as the others, the figure would be 1.05 (now 0.84)"},
		{"parcels with 0 floor area", "industrial_plot_ratio",
			append(parcelsOf(9, 1, nothing), parcelsOf(1, 10, func(p *land.Piece) { p.Figures[land.FloorArea] = land.Known(0) })...),
			score.Cause{Kind: score.CauseLand, Zero: "floor_area", Parcels: 1, AreaM2: 1000}, 0.1, 1.05, "land: parcels with 0 floor area: 1"},
		{"idle land", "built_up_rate",
			append(parcelsOf(8, 1, nothing), parcelsOf(2, 9, func(p *land.Piece) { p.Status = land.Idle })...),
			score.Cause{Kind: score.CauseLand, Status: "idle", Parcels: 2, AreaM2: 2000}, 0.2, 100, "land: parcels idle: 2"},
		{"housing", "industrial_land_rate",
			append(parcelsOf(5, 1, nothing), parcelsOf(5, 6, func(p *land.Piece) { p.LandUse = "0701" })...),
			score.Cause{Kind: score.CauseLand, LandClass: "A1", Parcels: 5, AreaM2: 5000}, 0.5, 100, "land: parcels of A1 residential: 5"},
		{"streets lack no floor area", "overall_plot_ratio",
			append(parcelsOf(6, 1, nothing), parcelsOf(4, 7, func(p *land.Piece) {
				p.BuiltCode, p.Figures[land.FloorArea] = "A31", land.Quantity{}
			})...),
			score.Cause{Kind: score.CauseLand, LandClass: "A31", Parcels: 4, AreaM2: 4000}, 0.4, 1.05, "land: parcels of A31 streets: 4"},
	} {
		l := lossOf(t, explained(t, c.pieces, c.node, land.EN), c.node)
		if len(l.Causes) == 0 {
			t.Errorf("%s: no cause: %+v", c.name, l)
			continue
		}
		got := l.Causes[0]
		scoreThen := min(100, 100*c.then / *l.Ideal)
		if math.Abs(*got.OfLand-c.of) > 1e-12 || math.Abs(*got.Then-c.then) > 1e-9 || math.Abs(*got.PointsBack-l.Weight*(scoreThen-*l.Score)) > 1e-9 || !strings.HasPrefix(got.Text, c.said) {
			t.Errorf("%s: %v of the denominator, then %v, %v points back: %s", c.name, *got.OfLand, *got.Then, *got.PointsBack, got.Text)
		}
		got.OfLand, got.Then, got.PointsBack, got.Text = nil, nil, nil, ""
		if got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

// A loss that is spread over all parcels has no group to blame: it says what the
// ideal would take. 10 parcels of 1 000 m² with 525 m² of floor area each lack
// as much again.
func TestCauseOfTheWhole(t *testing.T) {
	x := explained(t, parcelsOf(10, 1, func(p *land.Piece) { p.Figures[land.FloorArea] = land.Known(525) }), "industrial_plot_ratio", land.ZH)
	c := x.Extents[0].Losses[0].Causes
	if len(c) != 1 || c[0].Kind != score.CauseWhole || math.Abs(*c[0].Needed-5250) > 1e-9 || !strings.Contains(c[0].Text, "分母 10000 不变时，分子须由 5250 增加 5250") {
		t.Errorf("%+v", c)
	}
}

// Land without a status counts nowhere; the cause says what would come back if
// it were built. 7 of 8 supplied parcels are built; with 2 more it would be 9 of
// 10.
func TestCauseOfUnknownStatus(t *testing.T) {
	pieces := append(parcelsOf(7, 1, func(*land.Piece) {}), parcelsOf(1, 8, func(p *land.Piece) { p.Status = land.Unbuilt })...)
	pieces = append(pieces, parcelsOf(2, 9, func(p *land.Piece) { p.Status = "" })...)
	var found *score.Cause
	for i, c := range lossOf(t, explained(t, pieces, "built_up_rate", land.EN), "built_up_rate").Causes {
		if c.Lacks == "status" {
			found = &lossOf(t, explained(t, pieces, "built_up_rate", land.EN), "built_up_rate").Causes[i]
		}
	}
	if found == nil || found.Kind != score.CauseData || found.Parcels != 2 || math.Abs(*found.Then-90) > 1e-9 || !strings.Contains(found.Text, "if all of them were built") {
		t.Errorf("%+v", found)
	}
}

// Only the three largest losses are explained; the losses of a tree add up to
// what its score lacks, though gaps have given their weight to their siblings.
func TestLossesAddUpToTheScore(t *testing.T) {
	pieces := append(parcelsOf(6, 1, func(p *land.Piece) {
		p.Figures[land.Investment], p.Figures[land.FloorArea] = land.Quantity{}, land.Known(700)
	}), parcelsOf(4, 7, func(p *land.Piece) { p.LandUse, p.Status = "0701", land.Idle })...)
	x := explained(t, pieces, "", land.EN)
	lost, weights, told := 0.0, 0.0, 0
	for _, l := range x.Extents[0].Losses {
		if l.Lost == nil {
			if len(l.Causes) != 1 || l.Causes[0].Kind != score.CauseData || !strings.Contains(l.Causes[0].Text, l.Note) {
				t.Errorf("%s can't be computed: %+v", l.Node, l.Causes)
			}
			continue
		}
		lost, weights = lost+*l.Lost, weights+l.Weight
		if len(l.Causes) > 0 {
			told++
		}
	}
	if s := *x.Extents[0].Score; math.Abs(lost-(100-s)) > 1e-9 || math.Abs(weights-1) > 1e-12 {
		t.Errorf("score %v, %v points lost, weights %v", s, lost, weights)
	}
	if told != 3 {
		t.Errorf("%d losses explained", told)
	}
}

// A figure that rests on a statistic is not put down to parcels: all the parcels
// say 0, and without any of them the figure would be the same.
func TestCauseOfAStatistic(t *testing.T) {
	n, run := auditNight(t, parcelsOf(10, 1, func(p *land.Piece) { p.Figures[land.Tax] = land.Quantity{} }), nil)
	totals, err := n.Read().Totals(run.LandRun)
	check(t, err)
	tax := 200.0
	totals = append(totals, totals[0])
	last := &totals[len(totals)-1]
	last.Name, last.Value, last.Unit = indicators.StatisticPrefix+"industrial_tax", &tax, "万元"
	check(t, n.WriteTotals(totals[len(totals)-1:]))
	check(t, n.WriteGivenPlaces(map[store.GivenKey]store.GivenPlace{
		{ParkCode: "A", ExtentKind: "approved", Name: last.Name}:    {Source: "statistics.xlsx", Record: 5},
		{ParkCode: "A", ExtentKind: "managed", Name: last.Name}:     {Source: "managed.xlsx", Record: 6},
		{ParkCode: "A", ExtentKind: "approved", Name: "declared.x"}: {Source: "declared.xlsx", Record: 7},
	}))
	_, err = score.Parks(n, run, totals, set(t), land.EN)
	check(t, err)
	x, err := score.Explain(n.Read(), "A", "industrial_tax_intensity", land.EN)
	check(t, err)
	c := x.Extents[0].Losses[0].Causes
	if len(c) != 1 || c[0].Kind != score.CauseGiven || math.Abs(*c[0].Needed-300) > 1e-9 { // 1 ha at 500 万元 each
		t.Errorf("%+v", c)
	}
	m := x.Extents[0].Metrics[0]
	if b := m.Basis; b == nil || !b.Parcels || b.Extent || len(b.Statistics) != 1 || b.Statistics[0].Value != 200 || b.Statistics[0].Text != "the statistic tax of industrial enterprises (industrial_tax) = 200 万元: statistics.xlsx, row 5" {
		t.Errorf("rests on %+v", b)
	}
	for _, p := range m.Parcels {
		if p.Numerator != nil || p.Denominator == nil {
			t.Errorf("%s has %v of a statistic, %v of the land", p.ParcelID, p.Numerator, p.Denominator)
		}
	}
	x, err = score.Explain(n.Read(), "A", "land_area", land.EN)
	check(t, err)
	if m := x.Extents[0].Metrics[0]; m.Basis == nil || m.Basis.Parcels || !m.Basis.Extent || len(m.Parcels) != 0 {
		t.Errorf("the area of the extent: %+v", m)
	}
}

// Idle plots are industrial land by their code, so without all that is built the
// industrial land rate would be 100 %: built land is still no defect. Homes are,
// unless they are most of the land; idle plots are where they yield nothing.
func TestBuiltLandIsNoCause(t *testing.T) {
	industrial := parcelsOf(10, 1, func(p *land.Piece) { p.BuiltCode = "A2" })
	idle := parcelsOf(3, 11, func(p *land.Piece) {
		p.BuiltCode, p.Status = "A2", land.Idle
		for m := range p.Figures {
			p.Figures[m] = land.Known(0)
		}
	})
	homes := func(n int) []land.Piece {
		return parcelsOf(n, 21, func(p *land.Piece) { p.LandUse, p.BuiltCode = "0701", "A1" })
	}
	for _, c := range []struct {
		name, node  string
		homes       int
		first, said string
	}{
		{"homes", "industrial_land_rate", 12, score.CauseLand, "parcels of A1 residential: 12"},
		{"mostly homes", "industrial_land_rate", 14, score.CauseWhole, "no one kind of parcels"},
		{"idle", "industrial_plot_ratio", 12, score.CauseLand, "parcels idle: 3, 0.3 ha, 23.1 % of the denominator"},
	} {
		causes := lossOf(t, explained(t, slices.Concat(industrial, idle, homes(c.homes)), c.node, land.EN), c.node).Causes
		if len(causes) == 0 || causes[0].Kind != c.first || !strings.Contains(causes[0].Text, c.said) {
			t.Errorf("%s: %+v", c.name, causes)
		}
		for _, cause := range causes {
			if cause.Status == string(land.Built) || cause.Kind == score.CauseLand && *cause.OfLand > 0.5 {
				t.Errorf("%s: %s", c.name, cause.Text)
			}
		}
	}
}
