package indicators_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"jiyue/indicators"
)

// drawTotals makes totals that may contradict one another, lack figures or
// hold zeros: what a score must survive.
func drawTotals(t *rapid.T) indicators.Totals {
	totals := indicators.Totals{}
	for name, worked := range workedTotals() {
		switch rapid.IntRange(0, 9).Draw(t, name+" kind") {
		case 0:
			continue
		case 1:
			totals[name] = indicators.Total{Pieces: 3, Missing: 3}
		case 2:
			totals[name] = indicators.Total{Known: true}
		default:
			worked.Value *= rapid.Float64Range(0, 3).Draw(t, name)
			totals[name] = worked
		}
	}
	return totals
}

func TestScoresLieBetween0And100(t *testing.T) {
	for _, name := range indicators.BuiltinNames() {
		s := builtin(t, name)
		rapid.Check(t, func(t *rapid.T) {
			kind := rapid.SampledFrom([]string{"工业主导型", "产城融合型", "高新区", "发展方向区", ""}).Draw(t, "type")
			for _, n := range s.Score(s.Evaluate(drawTotals(t)), kind) {
				if n.Score != nil && !(*n.Score >= 0 && *n.Score <= 100) {
					t.Fatalf("%s scores %g", n.Name, *n.Score)
				}
				if n.Score == nil && n.Note.Empty() {
					t.Fatalf("%s has no score and no reason", n.Name)
				}
			}
		})
	}
}

func TestMetricsAreNumbersOrHaveAReason(t *testing.T) {
	s := builtin(t, "tdt1029-2010")
	rapid.Check(t, func(t *rapid.T) {
		for _, m := range s.Evaluate(drawTotals(t)) {
			if m.Value == nil {
				if m.Note.ZH == "" || m.Note.EN == "" {
					t.Fatalf("%s has neither value nor reason", m.Indicator)
				}
				continue
			}
			if math.IsNaN(*m.Value) || math.IsInf(*m.Value, 0) || m.Numerator == nil {
				t.Fatalf("%s = %g", m.Indicator, *m.Value)
			}
		}
	})
}

// The figure of a row can be recomputed from the row.
func TestValueIsNumeratorOverDenominator(t *testing.T) {
	s := builtin(t, "tdt1029-2014")
	for _, m := range s.Evaluate(workedTotals()) {
		if m.Value == nil {
			continue
		}
		want := *m.Numerator
		if m.Denominator != nil {
			want /= *m.Denominator
		}
		if m.Unit == "%" {
			want *= 100
		}
		if *m.Value != want {
			t.Errorf("%s: value %v, row gives %v", m.Indicator, *m.Value, want)
		}
	}
}

// Raising what a positive indicator counts never lowers a score.
func TestScoresRiseWithTheIndicator(t *testing.T) {
	s := builtin(t, "tdt1029-2014")
	root := func(totals indicators.Totals) float64 {
		return *s.Score(s.Evaluate(totals), "工业主导型")[0].Score
	}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom([]string{"floor_A", "floor_A2", "footprint_A", "site_A2", "statistics.investment", "statistics.industrial_tax"}).Draw(t, "figure")
		less, more := workedTotals(), workedTotals()
		a, b := rapid.Float64Range(0, 4).Draw(t, "a"), rapid.Float64Range(0, 4).Draw(t, "b")
		figure := less[name]
		whole := figure.Value
		figure.Value = whole * min(a, b)
		less[name] = figure
		figure.Value = whole * max(a, b)
		more[name] = figure
		if low, high := root(less), root(more); low > high {
			t.Fatalf("%s from %g to %g: the score falls from %g to %g", name, min(a, b), max(a, b), low, high)
		}
		idle := workedTotals()
		g := idle["G"]
		g.Value *= 1 + max(a, b)
		idle["G"] = g
		if root(idle) > root(workedTotals()) {
			t.Fatal("more idle land scores higher")
		}
	})
}

// The same land in another order of pieces gives the same scores; sums may
// differ in the last digit only.
func TestScoresDoNotDependOnTheOrderOfPieces(t *testing.T) {
	s := builtin(t, "tdt1029-2014")
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 40).Draw(t, "pieces")
		pieces := make([]indicators.Facts, n)
		for i := range pieces {
			pieces[i] = piece(rapid.SampledFrom([]string{"0601", "0701", "1004", "05"}).Draw(t, "use"),
				rapid.SampledFrom([]string{"built", "unbuilt", "idle"}).Draw(t, "status"),
				rapid.Float64Range(1, 1e6).Draw(t, "area"),
				map[string]float64{"floor_area": rapid.Float64Range(0, 1e6).Draw(t, "floor"), "footprint": 10, "site_coverage": 5, "investment": 3, "tax": 2})
		}
		order := rapid.Permutation(pieces).Draw(t, "order")
		roots := [2]*float64{}
		for i, list := range [][]indicators.Facts{pieces, order} {
			tally := s.NewTally(measures)
			for j := range list {
				tally.Add(&list[j])
			}
			roots[i] = s.Score(s.Evaluate(tally.Totals()), "工业主导型")[0].Score
		}
		if (roots[0] == nil) != (roots[1] == nil) || roots[0] != nil && math.Abs(*roots[0]-*roots[1]) > 1e-11 {
			t.Fatalf("scores %v and %v", roots[0], roots[1])
		}
	})
}

func TestScoresDoNotDependOnUnits(t *testing.T) {
	mu := strings.NewReplacer("unit: 人/公顷", "unit: 人/亩", "ideal: 50}", "ideal: 3.3333333333333335}").Replace(smallSet)
	var scores []float64
	for _, text := range []string{smallSet, mu} {
		s, err := indicators.Parse([]byte(text), "ours.yaml")
		if err != nil {
			t.Fatal(err)
		}
		totals := indicators.Totals{
			"works":             {Value: 70_000, Known: true},
			"parcel_area":       {Value: 100_000, Known: true},
			"statistics.people": {Value: 200, Known: true},
		}
		scores = append(scores, *s.Score(s.Evaluate(totals), "")[0].Score)
	}
	// 200 / 7 ha = 28.571428 of 50: 57.142857; 70 % of 80 %: 87.5;
	// 0.4·57.142857 + 0.6·87.5 = 75.357143
	if math.Abs(scores[0]-75.357142857) > 1e-9 || math.Abs(scores[0]-scores[1]) > 1e-12 {
		t.Errorf("scores %v, want 75.357142857 twice", scores)
	}
}

func TestWhatCannotBeComputedIsLeftOut(t *testing.T) {
	totals := workedTotals()
	delete(totals, "B21") // no supply rate, no development rate
	s := builtin(t, "tdt1029-2014")
	nodes := nodesByName(s.Score(s.Evaluate(totals), "工业主导型"))
	supply, built, degree := nodes["supply_rate"], nodes["built_up_rate"], nodes["use_degree"]
	if supply.Score != nil || supply.EffectiveWeight != 0 || !strings.Contains(supply.Note.EN, "lacks B21 (ready to supply)") {
		t.Errorf("supply rate: %+v", supply)
	}
	if built.EffectiveWeight != 1 || built.Weight != 0.5 {
		t.Errorf("the built rate takes over the weight, got %+v", built)
	}
	if degree.Score == nil || math.Abs(*degree.Score-96.7742) > fourDecimals || !strings.Contains(degree.Note.EN, "without supply_rate") {
		t.Errorf("degree of use: %+v", degree)
	}
}

func TestPolicyOfWhatCannotBeComputed(t *testing.T) {
	totals := indicators.Totals{"works": {Value: 60, Known: true}, "parcel_area": {Value: 100, Known: true}}
	for policy, want := range map[string]float64{ // share: 60 of 80 → 75
		"skip": 75, "zero": 0.6 * 75, "full": 0.4*100 + 0.6*75,
	} {
		s, err := indicators.Parse([]byte(smallSet+"not_computable: "+policy+"\n"), "ours.yaml")
		if err != nil {
			t.Fatal(err)
		}
		if got := *s.Score(s.Evaluate(totals), "")[0].Score; math.Abs(got-want) > 1e-12 {
			t.Errorf("%s: %g, want %g", policy, got, want)
		}
	}
}

func TestNothingDueCountsAsFull(t *testing.T) {
	totals := workedTotals()
	for _, key := range []string{"idle_disposed", "idle_due"} {
		totals["statistics."+key] = indicators.Total{Known: true}
	}
	s := builtin(t, "tdt1029-2010")
	nodes := nodesByName(s.Score(s.Evaluate(totals), "一般开发区"))
	if n := nodes["idle_disposal_rate"]; n.Score == nil || *n.Score != 100 || !strings.Contains(n.Note.EN, "nothing was due") {
		t.Errorf("no idle land to dispose of: %+v", n)
	}
	if n := nodes["paid_use_rate"]; n.Score != nil {
		t.Errorf("a missing statistic is not nothing due: %+v", n)
	}
}

func TestUnknownTypeIsScoredByTheDefaultTree(t *testing.T) {
	s := builtin(t, "tdt1029-2014")
	for _, kind := range []string{"", "综合型"} {
		nodes := s.Score(s.Evaluate(workedTotals()), kind)
		if !strings.Contains(nodes[0].Note.ZH, "按产城融合型评价") {
			t.Errorf("type %q: note %q", kind, nodes[0].Note.ZH)
		}
	}
}

func TestOverride(t *testing.T) {
	s := builtin(t, "tdt1029-2014")
	changed, err := s.Override(indicators.Values{Ideals: map[string]float64{"overall_plot_ratio": 0.95},
		Weights: map[string]float64{"industrial/overall_plot_ratio": 0.22, "industrial/overall_density": 0.25}})
	if err != nil {
		t.Fatal(err)
	}
	before := nodesByName(s.Score(s.Evaluate(workedTotals()), "工业主导型"))
	after := nodesByName(changed.Score(changed.Evaluate(workedTotals()), "工业主导型"))
	n := after["overall_plot_ratio"]
	if *n.Score != 100 || n.Weight != 0.22 || n.Demonstration {
		t.Errorf("the user's own values: %+v", n)
	}
	if !after["overall_density"].Demonstration {
		t.Error("an ideal value that nobody confirmed stays a demonstration value")
	}
	if b := before["overall_plot_ratio"]; b.Weight != 0.25 || !b.Demonstration {
		t.Errorf("the set itself must not change: %+v", b)
	}
	for name, bad := range map[string][2]map[string]float64{
		"no such node":   {{"plot": 1}, nil},
		"sum is not 1":   {nil, {"idle_rate": 0.5}},
		"inner node":     {{"land_use": 1}, nil},
		"ideal of zero":  {{"overall_density": 0}, nil},
		"not a number":   {nil, {"idle_rate": math.NaN()}},
		"no such tree":   {nil, {"urban/idle_rate": 1}},
		"rate of 1000 %": {{"supply_rate": 1000}, nil},
		"negative ideal": {{"overall_plot_ratio": -1}, nil},
		"infinite ideal": {{"overall_density": math.Inf(1)}, nil},
	} {
		if _, err := s.Override(indicators.Values{Ideals: bad[0], Weights: bad[1]}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestRank(t *testing.T) {
	v := func(f float64) *float64 { return &f }
	got := indicators.Rank([]*float64{v(80), v(91.5), nil, v(80 + 1e-13), v(12), v(91.6)})
	if want := []int{3, 2, 0, 3, 5, 1}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("ranks %v, want %v", got, want)
	}
}

// ScoreParks gives every park what Evaluate, Score and Potential give it.
func TestScoreParksIsOneParkAfterTheOther(t *testing.T) {
	s := builtin(t, "tdt1029-2014")
	types := []string{"工业主导型", "产城融合型", indicators.GrowthType, "别的", ""}
	park := func(i int) (indicators.Totals, string) {
		totals := workedTotals()
		g := totals["G"]
		g.Value *= float64(i)
		totals["G"] = g
		if i%7 == 0 {
			delete(totals, "floor_A2")
		}
		return totals, types[i%len(types)]
	}
	for _, n := range []int{0, 1, 15, 16, 17, 500} {
		results := make([]indicators.Result, n)
		s.ScoreParks(n, park, func(i int, r indicators.Result) { results[i] = r })
		for i, got := range results {
			totals, kind := park(i)
			metrics := s.Evaluate(totals)
			want := indicators.Result{Metrics: metrics, Nodes: s.Score(metrics, kind), Potentials: s.Potential(totals, metrics, kind)}
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(indicators.Metric{})); diff != "" {
				t.Fatalf("park %d of %d: %s", i, n, diff)
			}
		}
	}
}

// BenchmarkParks evaluates, scores and ranks parks from totals in memory: along
// the whole tree one after the other, and with their potentials on all processors
// as a night does.
func BenchmarkParks(b *testing.B) {
	s, err := indicators.Builtin("tdt1029-2014")
	if err != nil {
		b.Fatal(err)
	}
	totals := workedTotals()
	for _, raw := range []string{"land_area", "parcel_area", "built_area", "industrial_area", "footprint_area", "floor_area", "output", "tax", "H"} {
		totals[raw] = indicators.Total{Value: 1e6, Known: true}
	}
	for _, parks := range []int{1000, 30_000} {
		roots := make([]*float64, parks)
		b.Run(fmt.Sprintf("tree/parks=%d", parks), func(b *testing.B) {
			for b.Loop() {
				for i := range roots {
					score := *s.Score(s.Evaluate(totals), "工业主导型")[0].Score
					roots[i] = &score
				}
				indicators.Rank(roots)
			}
		})
		b.Run(fmt.Sprintf("all/parks=%d", parks), func(b *testing.B) {
			for b.Loop() {
				s.ScoreParks(parks, func(int) (indicators.Totals, string) { return totals, "工业主导型" },
					func(i int, r indicators.Result) { score := *r.Nodes[0].Score; roots[i] = &score })
				indicators.Rank(roots)
			}
		})
	}
}
