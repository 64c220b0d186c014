package score_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/score"
	"jiyue/pipeline/store"
)

// extentOf is a park's extent with its totals, hectares and 万元 as in the
// worked example; changes replace single ones.
type extentOf struct {
	code    string
	kind    land.ExtentKind
	changes map[string]float64
}

// open makes a night with a roster and the totals of extents.
func open(t testing.TB, roster []land.Park, extents []extentOf, findings ...land.Finding) (*store.Tonight, store.Run) {
	t.Helper()
	n, err := store.Create(t.TempDir(), store.Options{Started: time.Unix(0, 0), Lang: land.EN})
	check(t, err)
	t.Cleanup(func() { n.Discard() })
	run, err := n.Begin(store.Run{Kind: store.KindLand, StartedAt: "2026-01-01T00:00:00Z"})
	check(t, err)
	check(t, n.SetCRS(store.CRS{EPSG: 4525}))
	check(t, n.WriteParks(roster))
	square := orb.MultiPolygon{{{{0, 0}, {40, 0}, {40, 50}, {0, 50}, {0, 0}}}}
	var outlines []land.Extent
	var rows []store.Total
	for _, e := range extents {
		outlines = append(outlines, land.Extent{ParkCode: e.code, Kind: e.kind, Shape: square, AreaM2: 2000})
		totals := cityTotals(0)
		for name, v := range e.changes {
			totals[name] = v
		}
		for name, v := range totals {
			if !math.IsNaN(v) {
				value := v
				rows = append(rows, store.Total{ParkCode: e.code, ExtentKind: string(e.kind), Name: name, Value: &value, Pieces: 1})
			}
		}
	}
	check(t, n.WriteExtents(outlines))
	check(t, n.PiecesDone())
	check(t, n.WriteTotals(rows))
	check(t, n.WriteFindings(findings))
	return n, run
}

// scoreParks scores the land that the store has, as a run that scores anew does.
func scoreParks(night *store.Tonight, run store.Run, set *indicators.Set, lang land.Lang) ([]land.Finding, error) {
	totals, err := night.Read().Totals(run.LandRun)
	if err != nil {
		return nil, err
	}
	return score.Parks(night, run, totals, set, lang)
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

const ha = 10_000

// DOMAIN score.Parks(1.11 by way of the store: the main area scores 91.9549; a growth
// area of which 0.6 is developed scores 60; the zone 0.8·91.9549 + 0.2·60 =
// 85.5639.
func TestWorkedZoneScore(t *testing.T) {
	n, run := open(t, []land.Park{{Code: "A", Type: "工业主导型"}, {Code: "B", Type: "工业主导型"}}, []extentOf{
		{"A", land.Approved, nil},
		{"A", land.Growth, map[string]float64{"A": 50 * ha, "B": 50 * ha, "B21": 10 * ha}},
		{"B", land.Approved, nil},
		{"B", land.Managed, nil},
	})
	_, err := scoreParks(n, run, set(t), land.EN)
	check(t, err)
	rows, err := n.Read().Evaluations(run.ID)
	check(t, err)
	want := map[string]struct {
		tree        string
		score, zone float64
	}{
		"A approved": {"industrial", 91.9549, 85.5639}, "A growth": {"growth", 60, math.NaN()},
		"B approved": {"industrial", 91.9549, 91.9549}, "B managed": {"industrial", 91.9549, 91.9549},
	}
	for _, e := range rows {
		w := want[e.ParkCode+" "+e.ExtentKind]
		delete(want, e.ParkCode+" "+e.ExtentKind)
		if e.Tree != w.tree || !near(e.Score, w.score) || !near(e.ZoneScore, w.zone) {
			t.Errorf("%s %s: tree %s, score %v, zone %v; want %+v", e.ParkCode, e.ExtentKind, e.Tree, show(e.Score), show(e.ZoneScore), w)
		}
	}
	if len(want) > 0 {
		t.Errorf("not evaluated: %v", want)
	}
	ranks, err := n.Read().Rankings()
	check(t, err)
	for _, r := range ranks {
		if r.ExtentKind == "growth" {
			t.Errorf("a growth-direction area is ranked: %+v", r)
		}
		if r.ParkCode == "A" && r.Measure == "score" && (r.Place != 2 || r.Members != 2) {
			t.Errorf("A is behind B by the zone's score: %+v", r)
		}
	}
}

// near compares to the four decimals that the worked example prints; NaN
// stands for no value.
func near(got *float64, want float64) bool {
	if got == nil {
		return math.IsNaN(want)
	}
	return math.Abs(*got-want) <= 0.5e-4
}

func show(v *float64) string {
	if v == nil {
		return "none"
	}
	return fmt.Sprintf("%.4f", *v)
}

// DOMAIN score.Parks(1.11: the potential of the worked example, to four decimals.
func TestWorkedPotentialInTheStore(t *testing.T) {
	n, run := open(t, []land.Park{{Code: "A", Type: "工业主导型"}}, []extentOf{{"A", land.Approved, map[string]float64{
		"statistics.supply_mean": 15 * ha, "statistics.supply_max": 20 * ha, "statistics.idle_recoverable": 1 * ha,
		"statistics.industrial_supply_mean": 0,
		"site_A2":                           120 * ha, // a coefficient of 66.7 %, above the ideal of 60
	}}})
	_, err := scoreParks(n, run, set(t), land.EN)
	check(t, err)
	rows, err := n.Read().Potentials()
	check(t, err)
	found := map[string]store.Potential{}
	for _, p := range rows {
		found[p.Potential] = p
	}
	for name, want := range map[string]float64{
		"extension_potential": 90, "industrial_extension_potential": 50, "supply_years_mean": 6, "supply_years_max": 4.5,
		"structure_potential": 15, "plot_ratio_potential": 25.7143, "investment_potential": 20.5714, "tax_potential": 18,
		"management_potential": 6, "industrial_supply_years_mean": math.NaN(), "coefficient_potential": -20,
	} {
		if p := found[name]; !near(p.Value, want) {
			t.Errorf("%s: %s, want %.4f", name, show(p.Value), want)
		}
	}
	if p := found["coefficient_potential"]; !near(p.Shown, 0) {
		t.Errorf("better than the ideal is shown as %s", show(p.Shown))
	}
	if !found["structure_potential"].Demonstration || found["extension_potential"].Demonstration {
		t.Error("a potential is marked where it rests on an ideal value that nobody confirms, and only there")
	}
	if p := found["industrial_supply_years_mean"]; !strings.Contains(p.Note, "denominator") {
		t.Errorf("no supply to divide by: %+v", p)
	}
}

// Uses of the results are answered with their figures, and marked.
func TestApplicationsInTheStore(t *testing.T) {
	n, run := open(t, []land.Park{{Code: "A", Type: "工业主导型"}, {Code: "B", Type: "工业主导型"}}, []extentOf{
		{"A", land.Approved, nil}, {"B", land.Approved, map[string]float64{"G": 31 * ha}},
	})
	_, err := scoreParks(n, run, set(t), land.EN)
	check(t, err)
	rows, err := n.Read().Applications()
	check(t, err)
	answers := map[string]store.Application{}
	for _, a := range rows {
		answers[a.ParkCode+" "+a.Application] = a
	}
	for key, want := range map[string]string{
		"A new_quota": "yes", "A release_land": "no", "A warning": "no", "A enlargement": "no", // developed 81.25 %, below 90
		"B new_quota": "no", "B release_land": "yes", "B warning": "yes", // 10 % of the supplied land is idle
	} {
		if a := answers[key]; a.Answer != want || !a.Demonstration || len(a.Conditions) == 0 || a.Reason == "" {
			t.Errorf("%s: %+v, want %s", key, a, want)
		}
	}
	if a := answers["B warning"]; !strings.Contains(a.Reason, "idle rate 10 % (bound > 5, demonstration)") {
		t.Errorf("the figures that led there: %s", a.Reason)
	}
}

// County and city are sums of numerators over sums of denominators, kinds
// apart; land that two parks claim is said.
func TestRegionsAddUp(t *testing.T) {
	shared := 12_345.0
	n, run := open(t, []land.Park{{Code: "A", County: "141030"}, {Code: "B", County: "141030"}, {Code: "C", County: "141031"}, {Code: "D", County: "隰县"}}, []extentOf{
		{"A", land.Approved, nil}, {"A", land.Managed, nil},
		{"B", land.Approved, map[string]float64{"floor_area": 100 * ha, "parcel_area": 80 * ha}},
		{"C", land.Approved, map[string]float64{"floor_area": math.NaN()}}, {"D", land.Approved, nil},
	}, land.Finding{Code: land.ExtentsOverlap, ParkCode: "A,B", AreaM2: land.Known(shared)}, land.Finding{Code: land.ExtentsOverlap, ParkCode: "A,C", AreaM2: land.Known(1)})
	_, err := scoreParks(n, run, set(t), land.EN)
	check(t, err)
	rows, err := n.Read().Regions()
	check(t, err)
	seen := map[string]store.Region{}
	for _, r := range rows {
		seen[strings.TrimSpace(r.Level+" "+r.Region)+" "+r.ExtentKind] = r
	}
	for key, want := range map[string]struct {
		parks        int
		twice, ratio float64
	}{
		"county 141030 approved": {2, shared, (285. + 100) / (420 + 80)}, "county 141030 managed": {1, 0, 285. / 420},
		"county 141031 approved": {1, 0, math.NaN()}, "county 隰县 approved": {1, 0, 285. / 420},
		"city 141000 approved": {3, shared + 1, (285. + 100) / (420 + 80)}, "all approved": {4, shared + 1, (285. + 100 + 285) / (420 + 80 + 420)},
		"city 141000 managed": {1, 0, 285. / 420}, "all managed": {1, 0, 285. / 420},
	} {
		r := seen[key]
		delete(seen, key)
		if r.Parks != want.parks || r.TwiceM2 != want.twice {
			t.Errorf("%s: %d parks, %g m² twice; want %+v", key, r.Parks, r.TwiceM2, want)
		}
		for _, m := range r.Metrics {
			if m.Indicator == "plot_ratio" && !near(m.Value, want.ratio) {
				t.Errorf("%s: plot ratio %s, want %.4f", key, show(m.Value), want.ratio)
			}
		}
	}
	if len(seen) > 0 {
		t.Errorf("regions too many: %v", seen)
	}
}

// However parks lie in counties, the land of the counties is that of the city
// and that of the whole.
func TestRollUpConservesArea(t *testing.T) {
	s := set(t)
	rapid.Check(t, func(t *rapid.T) {
		counties := map[int][][]indicators.Metric{}
		var all [][]indicators.Metric
		for range rapid.IntRange(1, 20).Draw(t, "parks") {
			area := rapid.Float64Range(0, 1e9).Draw(t, "area")
			m := s.Evaluate(indicators.Totals{"parcel_area": {Value: area, Known: true}, "floor_area": {Value: area / 3, Known: true}})
			c := rapid.IntRange(0, 3).Draw(t, "county")
			counties[c], all = append(counties[c], m), append(all, m)
		}
		land := func(parks [][]indicators.Metric, name string) float64 {
			for _, m := range s.RollUp(parks...) {
				if m.Indicator == name {
					return *m.Numerator
				}
			}
			return math.NaN()
		}
		for _, name := range []string{"parcel_area", "plot_ratio"} {
			sum, whole := 0.0, land(all, name)
			for _, parks := range counties {
				sum += land(parks, name)
			}
			if math.Abs(sum-whole) > 1e-12*math.Abs(whole) { // a few additions in another order
				t.Fatalf("%s: the counties have %v, the whole %v", name, sum, whole)
			}
		}
	})
}

func TestRosterIsChecked(t *testing.T) {
	n, run := open(t, []land.Park{
		{Code: "S149061", Name: "甲园", Level: "国家级", Scope: "S0", County: "141030"}, // level against code
		{Code: "S149062", Name: "乙园", Level: "省级", Scope: "S2", County: "131030"},  // province against code; managed extent
		{Code: "X1", Name: "丙园", Level: "市级", Scope: "s3", County: "141030"},       // approved extent
		{Code: "X2", Name: "丙园", Level: "市级", Scope: "S3", County: "141030"},       // name of X1
		{Code: "X3", Name: "丁园"}, // not in the roster
		{Code: "S149063", Name: "戊园", Level: "省级开发区", Scope: "S0", County: "141030"},
		{Code: "S149064", Name: "己园", Level: "省级", Scope: "S9", County: "141030"}, // no such scope
		{Code: "辛园", Name: "辛园", Level: "省级", Scope: "S0", County: "141030"},      // the name stands in for the code
		{Code: "S14100", Name: "庚园", Level: "省级", Scope: "S0", County: "141030"},  // a digit is lacking in a code of the catalogue
	}, []extentOf{
		{"S149061", land.Approved, nil}, {"S149061", land.Managed, nil}, {"S149061", land.Growth, nil},
		{"S149062", land.Managed, nil}, {"X1", land.Approved, nil}, {"X2", land.Managed, nil}, {"X3", land.Managed, nil}, {"S149063", land.Approved, nil},
	})
	findings, err := scoreParks(n, run, set(t), land.EN)
	check(t, err)
	var got []string
	for _, f := range findings {
		if strings.HasPrefix(string(f.Code), "roster_") {
			got = append(got, fmt.Sprintf("%s %s: %s | %s", f.Code, f.ParkCode, f.Found, f.Expected))
		}
	}
	slices.Sort(got)
	want := []string{
		"roster_code S14100: S14100 | S0: G000000, S000000",
		"roster_code S149061: S149061 | 国家级",
		"roster_code S149062: S149062 | 131030",
		"roster_name X1,X2: 丙园 | ",
		"roster_scope S149062: S2: managed | approved",
		"roster_scope X1: s3: approved | managed",
		"roster_scope_unknown S149064: S9 | S0–S3",
		"roster_unlisted X3: X3 丁园 | ",
	}
	if !slices.Equal(got, want) {
		t.Errorf("findings:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
