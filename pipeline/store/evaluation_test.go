package store_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

func ptr(v float64) *float64 { return &v }

// evaluated are rows of every table of the evaluation.
var (
	aSet = store.IndicatorSet{Name: "ours", TitleZH: "本县", TitleEN: "ours", Provenance: "省规程", Demonstration: true, Path: "ours.yaml", Text: "name: ours\n",
		Ideals: map[string]float64{"idle_rate": 0}, Weights: map[string]float64{}, Thresholds: map[string]float64{"class/A": 20}}
	figures     = []store.Figure{{Role: "indicator", Name: "idle_rate", NameZH: "土地闲置率", NameEN: "idle rate", Unit: "%", Formula: "G / D", Source: "s", Lower: true}}
	thresholds  = []store.Threshold{{Key: "class/A", NameZH: "类A", NameEN: "class A", Relation: "≤", Value: 20, Unit: "%", Source: "user"}, {Key: "low_tax", Relation: "<", Value: 3, Demonstration: true}}
	evaluations = []store.Evaluation{
		{ParkCode: "A", ExtentKind: "approved", Tree: "industrial", Score: ptr(80), ZoneScore: ptr(76), ScoreDemonstration: true, Grade: "良", ClassPoints: ptr(120), Class: "A", ClassDemonstration: true},
		{ParkCode: "A", ExtentKind: "growth", Tree: "growth", Score: ptr(60), Note: "n"},
	}
	potentials = []store.Potential{{ParkCode: "A", ExtentKind: "approved", Potential: "structure_potential", Value: ptr(-3), Shown: ptr(0), Unit: "公顷", Demonstration: true}, {ParkCode: "A", ExtentKind: "approved", Potential: "x", Note: "缺"}}
	uses       = []store.Application{{ParkCode: "A", ExtentKind: "approved", Application: "warning", NameZH: "警示", NameEN: "warning", Answer: "no", Rule: "any", Reason: "r", Demonstration: true,
		Conditions: []store.Condition{{Figure: "score", NameZH: "得分", NameEN: "score", Value: ptr(76), Relation: "<", Bound: 60, Unit: "分", Holds: "no", Demonstration: true}, {Figure: "idle_rate", Relation: ">", Bound: 5, Unit: "%", Holds: "undecided", Note: "缺"}}}}
	regions = []store.Region{{Level: "county", Region: "141030", ExtentKind: "approved", Parks: 1, Scored: 1, TwiceM2: 5,
		Metrics: []store.Metric{{Indicator: "idle_rate", Value: ptr(2), Unit: "%", Numerator: ptr(2), Denominator: ptr(100)}}}}
	audits = []store.Audit{{ParkCode: "A", ExtentKind: "approved", Indicator: "plot_ratio", Declared: 1.2, Computed: ptr(1), Difference: ptr(0.2), Tolerance: ptr(0.012), Verdict: "differs",
		WholeParcels: ptr(1.19), Unexplained: ptr(0.01), Source: "declared.xlsx", Record: 4, Note: "n", Parcels: []store.AuditParcel{{ParcelID: "D9", Source: "parcels.shp", Record: 9, Share: 0.5, AreaM2: 10, Effect: ptr(0.1), Reason: "cut"}}}}
)

// landOfEnterprises are rows of the land run, which a run that scores keeps.
var landOfEnterprises = []store.EnterpriseLand{
	{ParkCode: "A", ExtentKind: "approved", Enterprise: "QY1", Parcels: 2, AreaM2: 2000, Figures: land.Figures{land.Tax: land.Known(6), land.Employees: land.Known(40)}},
	{ParkCode: "A", ExtentKind: "approved", Enterprise: "QY2", Parcels: 1, AreaM2: 0, Figures: land.Figures{land.Output: land.Known(0)}},
}

var (
	rosterRows      = []store.RosterRow{{ParkCode: "A", Source: "roster.xlsx", Record: 3}, {ParkCode: "Z", Source: "roster.xlsx", Record: 4}}
	declaredRegions = []store.DeclaredRegion{{Region: "141030", Indicator: "plot_ratio", Value: 0.9, Source: "declared.xlsx", Record: 12}, {Indicator: "plot_ratio", Value: 1}}
	regionAudits    = []store.RegionAudit{{Level: "county", Region: "141030", ExtentKind: "approved", Indicator: "plot_ratio", Declared: 0.9, Computed: ptr(0.8), Difference: ptr(0.1),
		Tolerance: ptr(0.009), Verdict: "differs", Source: "declared.xlsx", Record: 12, Note: "n", Unexplained: ptr(0.05),
		Parcels: []store.RegionAuditParcel{{ParkCode: "A", AuditParcel: audits[0].Parcels[0]}}}, {Level: "all", Indicator: "x", Verdict: "not_computable"}}
)

func enterpriseLands(s *store.Store) (list []store.EnterpriseLand, err error) {
	err = s.EnterpriseLands(func(e *store.EnterpriseLand) error { list = append(list, *e); return nil })
	return list, err
}

var (
	enterprises = []store.Enterprise{{ExtentKind: "approved", Enterprise: "QY1", Parks: 1, AreaM2: 2000, ClassPoints: ptr(100), Class: "A", Place: 1, Members: 1, Demonstration: true}}
	items       = []store.EnterpriseItem{{ExtentKind: "approved", Indicator: "tax_per_mu", Weight: 1, Benchmark: ptr(2)}, {ExtentKind: "approved", Indicator: "output_per_mu", Weight: 0.5}}
	perMu       = []store.EnterpriseYield{
		{ParkCode: "A", ExtentKind: "approved", Enterprise: "QY1", Parcels: 2, AreaMu: 3, TaxWan: ptr(6), TaxPerMu: ptr(2), Parks: 1, ClassPoints: ptr(100), Class: "A", Place: 1, Members: 1, Demonstration: true},
		{ParkCode: "A", ExtentKind: "approved", Enterprise: "QY2", Parcels: 1, OutputWan: ptr(0)},
	}
)

func writeEvaluation(t *testing.T, n *store.Tonight) {
	t.Helper()
	for _, err := range []error{
		n.ClearLastRun(), n.WriteIndicatorSet(aSet), n.WriteFigures(figures), n.WriteThresholds(thresholds), n.WriteEvaluations(evaluations),
		n.WritePotentials(potentials), n.WriteApplications(uses), n.WriteRegions(regions), n.WriteAudits(audits),
		n.WriteGoals(store.Goals{Period: "查清现状", Year: "提交成果"}), n.WriteEnterprises(enterprises), n.WriteEnterpriseItems(items), n.WriteRegionAudits(regionAudits),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// What was written is read again, and a second run of the night replaces what
// is the last run's alone.
func TestEvaluationIsReadAsWritten(t *testing.T) {
	n := emptyNight(t)
	for _, err := range []error{
		n.WriteEnterpriseLands(landOfEnterprises), n.WriteRosterRows(rosterRows), n.WriteDeclaredRegions(declaredRegions),
		n.WriteExtentOverlaps([]land.ExtentOverlap{{ParkCode: "A", OtherParkCode: "B", Kind: land.Managed, AreaM2: 5}}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	writeEvaluation(t, n)
	last, err := n.Begin(store.Run{Kind: store.KindScore, StartedAt: "2026-01-02T00:00:00Z"})
	if err != nil {
		t.Fatal(err)
	}
	writeEvaluation(t, n)
	s := n.Read()
	for _, check := range []struct {
		name string
		want any
		read func() (any, error)
	}{
		{"set", aSet, func() (any, error) { return s.IndicatorSet(last.ID) }},
		{"figures", figures, func() (any, error) { return s.Figures() }},
		{"thresholds", thresholds, func() (any, error) { return s.Thresholds() }},
		{"evaluations", evaluations, func() (any, error) { return s.Evaluations(last.ID) }},
		{"potentials", potentials, func() (any, error) { return s.Potentials() }},
		{"applications", uses, func() (any, error) { return s.Applications() }},
		{"regions", regions, func() (any, error) { return s.Regions() }},
		{"audits", audits, func() (any, error) { return s.Audits() }},
		{"land of enterprises", landOfEnterprises, func() (any, error) { return enterpriseLands(s) }},
		{"roster", rosterRows, func() (any, error) { return s.RosterRows() }},
		{"overlaps", []store.ExtentOverlap{{ParkCode: "A", OtherParkCode: "B", ExtentKind: "managed", AreaM2: 5}}, func() (any, error) { return s.ExtentOverlaps() }},
		{"figures of regions", declaredRegions, func() (any, error) { return s.DeclaredRegions() }},
		{"audits of regions", regionAudits, func() (any, error) { return s.RegionAudits() }},
		{"items of enterprises", items, func() (any, error) { return s.EnterpriseItems() }},
		{"enterprises", perMu, func() (any, error) { return s.EnterpriseYields("") }},
		{"enterprises of another park", []store.EnterpriseYield(nil), func() (any, error) { return s.EnterpriseYields("B") }},
		{"classes of enterprises", []store.EnterpriseClass{{ExtentKind: "approved", Class: "A", Enterprises: 1, AreaMu: 3, PerMu: store.PerMu{Tax: ptr(2)}, Demonstration: true}},
			func() (any, error) { return s.EnterpriseClasses() }},
		{"largest enterprises", []store.LargeEnterprise{{ExtentKind: "approved", Enterprise: "QY1", Parks: "A", AreaMu: 3, ClassPoints: ptr(100), Class: "A", Place: 1, Members: 1, PerMu: store.PerMu{Tax: ptr(2)}}},
			func() (any, error) { return s.LargestEnterprises(5) }},
		{"no enterprises", []store.LargeEnterprise(nil), func() (any, error) { return s.LargestEnterprises(0) }},
		{"goals", store.Goals{Period: "查清现状", Year: "提交成果"}, func() (any, error) { return s.Goals(last.ID) }},
		{"first run", evaluations, func() (any, error) { return s.Evaluations(last.ID - 1) }},
	} {
		got, err := check.read()
		if err != nil {
			t.Errorf("%s: %v", check.name, err)
		} else if d := cmp.Diff(check.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", check.name, d)
		}
	}
}

// emptyNight is a night with one run and a park.
func emptyNight(t *testing.T) *store.Tonight {
	t.Helper()
	n, err := store.Create(t.TempDir(), store.Options{Lang: land.ZH})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { n.Discard() })
	if _, err := n.Begin(store.Run{Kind: store.KindLand, StartedAt: "2026-01-01T00:00:00Z", BaseDate: "2024-12-31"}); err != nil {
		t.Fatal(err)
	}
	return n
}

// More rows than one statement takes, with a rest, come in whole and in order.
func TestManyRowsAreLoadedWhole(t *testing.T) {
	n := emptyNight(t)
	var list []store.Figure
	for i := range 1003 {
		list = append(list, store.Figure{Role: "indicator", Name: strings.Repeat("x", i%7) + string(rune('a'+i%26)) + strings.Repeat("y", i)})
	}
	if err := n.WriteFigures(list); err != nil {
		t.Fatal(err)
	}
	got, err := n.Read().Figures()
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(list, got); d != "" {
		t.Error(d)
	}
}

func TestNumbersThatNoTableMayHoldAreRefused(t *testing.T) {
	n := emptyNight(t)
	for name, err := range map[string]error{
		"potential":   n.WritePotentials([]store.Potential{{ParkCode: "A", Potential: "x", Value: ptr(math.NaN())}}),
		"application": n.WriteApplications([]store.Application{{Answer: "no", Rule: "all", Conditions: []store.Condition{{Value: ptr(math.Inf(1))}}}}),
		"threshold":   n.WriteThresholds([]store.Threshold{{Key: "x", Value: math.NaN()}}),
	} {
		if err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

// Places are held against Go's Rank: among all of a kind and within each type,
// level, scope and county, equal scores sharing the higher place.
func TestRankingsAgreeWithRank(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	n := emptyNight(t)
	var parks []land.Park
	var rows []store.Evaluation
	for i := range 60 {
		code := fmt.Sprintf("P%02d", i)
		parks = append(parks, land.Park{Code: code, Type: fmt.Sprint("t", i%3), Level: fmt.Sprint("l", i%2), County: []string{"", "c1", "c2"}[i%3]})
		row := store.Evaluation{ParkCode: code, ExtentKind: "approved"}
		if i%7 != 0 {
			row.ZoneScore = ptr(float64(random.IntN(20)) + float64(i%2)*1e-13)
		}
		rows = append(rows, row, store.Evaluation{ParkCode: code, ExtentKind: "growth", ZoneScore: ptr(1)})
	}
	for _, err := range []error{n.WriteParks(parks), n.WriteEvaluations(rows)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	got := map[string]int{}
	list, err := n.Read().Rankings()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range list {
		got[r.Grouping+" "+r.MemberOf+" "+r.ParkCode] = r.Place
	}
	groups := map[string][]int{}
	for i, p := range parks {
		for name, of := range map[string]string{"all": "", "type": p.Type, "level": p.Level, "scope": p.Scope, "county": p.County} {
			if name == "all" || of != "" {
				groups[name+" "+of] = append(groups[name+" "+of], i)
			}
		}
	}
	want := map[string]int{}
	for key, members := range groups {
		scores := make([]*float64, len(members))
		for i, at := range members {
			scores[i] = rows[2*at].ZoneScore
		}
		for i, place := range indicators.Rank(scores) {
			if place > 0 {
				want[key+" "+parks[members[i]].Code] = place
			}
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// Three runs: the base date of the first lies two years before the last one's,
// that of the second one year.
func TestComparisonWithTheRunBeforeAndTheYearBefore(t *testing.T) {
	n := emptyNight(t) // 2024-12-31
	write := func(value, points float64) {
		t.Helper()
		if err := n.WriteMetrics([]store.Metric{{ParkCode: "A", ExtentKind: "approved", Indicator: "plot_ratio", Value: ptr(value)}}); err != nil {
			t.Fatal(err)
		}
		if err := n.WriteEvaluations([]store.Evaluation{{ParkCode: "A", ExtentKind: "approved", ZoneScore: ptr(points)}}); err != nil {
			t.Fatal(err)
		}
	}
	write(0.5, 50)
	for _, run := range []struct {
		date          string
		value, points float64
	}{{"2025-12-31", 0.7, 70}, {"2026-12-31", 0.8, 80}, {"2026-12-31", 1.0, 90}} {
		if _, err := n.Begin(store.Run{Kind: store.KindLand, StartedAt: "2026-06-01T00:00:00Z", BaseDate: run.date}); err != nil {
			t.Fatal(err)
		}
		write(run.value, run.points)
	}
	got, err := n.Read().Comparisons()
	if err != nil {
		t.Fatal(err)
	}
	want := []store.Comparison{
		{ParkCode: "A", ExtentKind: "approved", Figure: "plot_ratio", Value: ptr(1), Before: ptr(0.8), SinceBefore: ptr(0.2), Year: ptr(0.7), SinceYear: ptr(0.3)},
		{ParkCode: "A", ExtentKind: "approved", Figure: "score", Unit: "分", Value: ptr(90), Before: ptr(80), SinceBefore: ptr(10), Year: ptr(70), SinceYear: ptr(20)},
	}
	near := cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) < 1e-12 })
	if d := cmp.Diff(want, got, near); d != "" {
		t.Error(d)
	}
}

// The two studies are read from what totals, potential and uses say.
func TestStudies(t *testing.T) {
	n := emptyNight(t)
	total := func(name string, v float64) store.Total {
		return store.Total{ParkCode: "A", ExtentKind: "approved", Name: name, Value: ptr(v)}
	}
	for _, err := range []error{
		n.WriteParks([]land.Park{{Code: "A"}}),
		n.WriteTotals([]store.Total{total("D1", 20e4), total("D21", 70e4), total("B11", 5e4), total("B12", 10e4), total("B21", 25e4), total("B22", 60e4), total("E", 90e4),
			total("A", 300e4), total("A31", 30e4), total("A32", 0), total("A51", 15e4), total("A52", 15e4), total("statistics.supply_mean", 15e4),
			total("statistics.paid_supplied", 97), total("statistics.paid_due", 100), total("statistics.tendered", 1), total("statistics.tender_due", 0)}),
		n.WriteEvaluations([]store.Evaluation{{ParkCode: "A", ExtentKind: "approved"}}),
		n.WritePotentials([]store.Potential{{ParkCode: "A", ExtentKind: "approved", Potential: "extension_potential", Value: ptr(90), Shown: ptr(90)}}),
		n.WriteApplications([]store.Application{{ParkCode: "A", ExtentKind: "approved", Application: "release_land", Answer: "yes", Rule: "any"}}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	uses, err := n.Read().StudyUses()
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]store.StudyUse{{ParkCode: "A", ExtentKind: "approved", SuppliableHa: ptr(90), AllocatedHa: ptr(20), PaidHa: ptr(70), PaidUsePercent: ptr(97), ReleaseLand: "yes"}}, uses); d != "" {
		t.Error(d)
	}
	links, err := n.Read().StudyLinks()
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]store.StudyLink{{ParkCode: "A", ExtentKind: "approved", ReadyHa: ptr(25), NotReadyHa: ptr(60), RuralBuiltHa: ptr(15), SuppliableHa: ptr(90),
		YearlySupplyHa: ptr(15), SupplyYears: ptr(6), FromStockHa: ptr(15), NewQuotaHa: ptr(0), TractDevelopmentHa: ptr(75), PublicLandPercent: ptr(20)}}, links); d != "" {
		t.Error(d)
	}
}
