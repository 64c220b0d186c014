package indicators_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"jiyue/indicators"
)

// judging is a set with borders that sources confirm, over the raw view alone.
const judging = `name: judging
zh: 评判
en: judging
grades:
  - {name: 集约, from: 80, source: 省文件}
  - {name: 适度, from: 60, source: 省文件}
  - {name: 粗放, from: 0, source: 省文件}
classification:
  zh: 分类
  en: classes
  cap: 1.5
  cap_source: 市文件
  items:
    - {indicator: tax_per_mu, weight: 0.6, benchmark: 10, weight_source: 市文件, benchmark_source: 市文件}
    - {indicator: output_per_mu, weight: 0.4, weight_source: 市文件, benchmark_source: 市文件}
  classes:
    - {name: A, top: 25, source: 市文件}
    - {name: B, top: 70, source: 市文件}
    - {name: C, top: 95, source: 市文件}
    - {name: D, top: 100}
applications:
  - name: both
    zh: 全部
    en: both
    all:
      - {figure: tax_per_mu, at_least: 10, source: 市文件}
      - {figure: built_ratio, above: 0.5}
  - name: either
    zh: 其一
    en: either
    any:
      - {figure: score, below: 60, source: 市文件}
      - {figure: tax_per_mu, at_most: 2, source: 市文件}
parcel_lists:
  - {name: idle, zh: 闲置, en: idle, land: idle}
  - {name: low_tax, zh: 低税, en: low tax, land: industrial, figure: tax_per_mu, below: 3}
`

func judgingSet(t testing.TB, old, new string) *indicators.Set {
	t.Helper()
	s, err := indicators.Parse([]byte(strings.Replace(judging, old, new, 1)), "judging.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// yields are the metrics of a park of 1 mu with so much tax and output; NaN
// stands for what is not known.
func yields(s *indicators.Set, tax, output float64) []indicators.Metric {
	t := indicators.Totals{"parcel_area": {Value: 2000.0 / 3, Known: true}}
	for name, v := range map[string]float64{"tax": tax, "output": output} {
		if !math.IsNaN(v) {
			t[name] = indicators.Total{Value: v, Known: true}
		}
	}
	return s.Evaluate(t)
}

func TestGradesAreBands(t *testing.T) {
	s := judgingSet(t, "", "")
	for score, want := range map[float64]string{100: "集约", 80: "集约", 79.99: "适度", 60: "适度", 59.99: "粗放", 0: "粗放"} {
		if got, demonstration := s.Grade(score); got != want || demonstration {
			t.Errorf("%g points: %q, demonstration %v; want %q", score, got, demonstration, want)
		}
	}
	if name, _ := builtin(t, "tdt1029-2014").Grade(99); name != "" {
		t.Errorf("no source confirms bands of TD/T 1029, yet 99 points are %q", name)
	}
}

// Classes by the share of the parks before one: 0, 25, 50, 75 % of four.
// Benchmark of tax 10; of output the mean (60+20+10+10)/4 = 25. Points of
//
//	1: 0.6·min(20/10, 1.5) + 0.4·min(60/25, 1.5) = 0.9  + 0.6  = 150
//	2: 0.6·1              + 0.4·20/25            = 0.6  + 0.32 =  92
//	3: 0.6·0.5            + 0.4·10/25            = 0.3  + 0.16 =  46
//	4: output alone: 0.4·10/25 over its weight 0.4             =  40
//	5: nothing known: not classified
func TestClassificationByHand(t *testing.T) {
	s := judgingSet(t, "", "")
	nan := math.NaN()
	got := s.Classify([][]indicators.Metric{yields(s, 20, 60), yields(s, 10, 20), yields(s, 5, 10), yields(s, nan, 10), yields(s, nan, nan)})
	want := []struct {
		points float64
		class  string
		place  int
	}{{150, "A", 1}, {92, "B", 2}, {46, "B", 3}, {40, "C", 4}, {nan, "", 0}}
	for i, w := range want {
		g := got[i]
		if g.Points == nil != math.IsNaN(w.points) || g.Points != nil && math.Abs(*g.Points-w.points) > 1e-9 || g.Name != w.class || g.Place != w.place {
			t.Errorf("park %d: %+v, want %+v", i+1, g, w)
		}
		if g.Demonstration {
			t.Errorf("park %d: every border has a source", i+1)
		}
	}
	if got[4].Note.Empty() || got[0].Of != 4 {
		t.Errorf("%+v", got)
	}
}

// However few there are, the first is of the best class.
func TestOneParkAloneIsOfTheBestClass(t *testing.T) {
	s := judgingSet(t, "", "")
	if got := s.Classify([][]indicators.Metric{yields(s, 1, 1)})[0].Name; got != "A" {
		t.Errorf("class %s", got)
	}
}

// Four parks, two of them equal at the border of 25 %: places 1, 1, 3, 4.
func TestTiesShareAClass(t *testing.T) {
	for _, tt := range []struct{ rule, want string }{{"ties: higher", "A A B C"}, {"ties: lower", "B B B C"}} {
		s := judgingSet(t, "cap: 1.5", "cap: 1.5\n  "+tt.rule)
		var names []string
		for _, c := range s.Classify([][]indicators.Metric{yields(s, 9, 9), yields(s, 9, 9), yields(s, 5, 5), yields(s, 1, 1)}) {
			names = append(names, c.Name)
		}
		if got := strings.Join(names, " "); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.rule, got, tt.want)
		}
	}
}

func TestClassesByPoints(t *testing.T) {
	s := judgingSet(t, judging[strings.Index(judging, "    - {name: A, top"):strings.Index(judging, "applications:")],
		"    - {name: A, from: 100, source: x}\n    - {name: B, from: 50, source: x}\n    - {name: C, from: 0}\n  lacking: C\n")
	nan := math.NaN()
	var names []string
	for _, c := range s.Classify([][]indicators.Metric{yields(s, 10, nan), yields(s, 9.9, nan), yields(s, 1, nan), yields(s, nan, nan)}) {
		names = append(names, c.Name)
	}
	if got := strings.Join(names, " "); got != "A B C C" {
		t.Errorf("classes %s", got)
	}
}

// More tax never makes a class worse, equal parks are in one class, and the
// order of the parks changes nothing.
func TestClassificationIsFair(t *testing.T) {
	s := judgingSet(t, "{indicator: output_per_mu, weight: 0.4, ", "{indicator: output_per_mu, weight: 0.4, benchmark: 20, ")
	rapid.Check(t, func(t *rapid.T) {
		taxes := rapid.SliceOfN(rapid.IntRange(0, 12), 1, 30).Draw(t, "taxes")
		order := rapid.Permutation(taxes).Draw(t, "order")
		class := func(taxes []int) map[int]string {
			parks := make([][]indicators.Metric, len(taxes))
			for i, v := range taxes {
				parks[i] = yields(s, float64(v), 10)
			}
			byTax := map[int]string{}
			for i, c := range s.Classify(parks) {
				if have, seen := byTax[taxes[i]]; seen && have != c.Name {
					t.Fatalf("parks with tax %d are %s and %s", taxes[i], have, c.Name)
				}
				byTax[taxes[i]] = c.Name
			}
			return byTax
		}
		got, again := class(taxes), class(order)
		worst := "A"
		for tax := 12; tax >= 0; tax-- {
			name, seen := got[tax]
			if seen && name < worst {
				t.Fatalf("tax %d is %s, more tax is %s", tax, name, worst)
			}
			if seen {
				worst = name
			}
			if name != again[tax] {
				t.Fatalf("tax %d: %s and %s in another order", tax, name, again[tax])
			}
		}
	})
}

func TestApplications(t *testing.T) {
	s := judgingSet(t, "", "")
	points := func(v float64) *float64 { return &v }
	metrics := func(tax, built float64) []indicators.Metric {
		t := indicators.Totals{"parcel_area": {Value: 2000.0 / 3, Known: true}}
		if !math.IsNaN(tax) {
			t["tax"] = indicators.Total{Value: tax, Known: true}
		}
		if !math.IsNaN(built) {
			t["built_area"] = indicators.Total{Value: built * 2000 / 3, Known: true}
		}
		return s.Evaluate(t)
	}
	nan := math.NaN()
	for _, tt := range []struct {
		name         string
		tax, built   float64
		score        *float64
		both, either string
	}{
		{"all hold", 10, 0.6, points(70), indicators.Qualifies, indicators.Fails},
		{"above is not at least", 10, 0.5, points(60), indicators.Fails, indicators.Fails},
		{"one of any", 2, 0.6, points(70), indicators.Fails, indicators.Qualifies},
		{"missing and decisive", nan, 0.6, points(70), indicators.Undecided, indicators.Undecided},
		{"missing, but another one fails", nan, 0.5, points(70), indicators.Fails, indicators.Undecided},
		{"missing, but another one suffices", nan, 0.6, points(59), indicators.Undecided, indicators.Qualifies},
		{"no score", 10, 0.6, nil, indicators.Qualifies, indicators.Undecided},
	} {
		v := s.Judge(metrics(tt.tax, tt.built), nil, indicators.ParkScore{Value: tt.score})
		if v[0].Answer != tt.both || v[1].Answer != tt.either {
			t.Errorf("%s: both %s, either %s; want %s, %s", tt.name, v[0].Answer, v[1].Answer, tt.both, tt.either)
		}
		if !v[0].Demonstration || v[1].Demonstration {
			t.Errorf("%s: a bound of the first has no source, all of the second have", tt.name)
		}
		if c := v[0].Conditions[0]; c.Bound != 10 || c.Relation != "≥" || c.Unit != "万元/亩" || c.NameZH != "亩均税收" {
			t.Errorf("%s: %+v", tt.name, c)
		}
	}
}

// A conclusion is no firmer than the score that it rests on: bounds that a
// source confirms, held against a demonstration score, give a demonstration
// conclusion, and its words say so.
func TestAConclusionFromADemonstrationScoreIsOne(t *testing.T) {
	s, seventy := judgingSet(t, "", ""), 70.0
	metrics := s.Evaluate(indicators.Totals{"parcel_area": {Value: 2000.0 / 3, Known: true}, "tax": {Value: 12, Known: true}, "built_area": {Value: 400, Known: true}})
	for _, demonstration := range []bool{true, false} {
		v := s.Judge(metrics, nil, indicators.ParkScore{Value: &seventy, Demonstration: demonstration})[1]
		if v.Demonstration != demonstration {
			t.Errorf("demonstration score %v: the conclusion is marked %v", demonstration, v.Demonstration)
		}
	}
	both := s.Judge(metrics, nil, indicators.ParkScore{Value: &seventy, Demonstration: true})
	for _, tt := range []struct {
		c      indicators.Condition
		zh, en string
	}{
		{both[0].Conditions[0], "亩均税收 12 万元/亩（界限 ≥ 10）", "tax per mu 12 万元/亩 (bound ≥ 10)"},
		{both[0].Conditions[1], "已建成占比 0.6（界限 > 0.5，演示）", "built share of the land 0.6 (bound > 0.5, demonstration)"},
		{both[1].Conditions[0], "集约利用得分 70 分，演示（界限 < 60）", "score 70 points, demonstration (bound < 60)"},
	} {
		if zh, en := tt.c.In("zh"), tt.c.In("en"); zh != tt.zh || en != tt.en {
			t.Errorf("the condition in words: %s, %s; want %s, %s", zh, en, tt.zh, tt.en)
		}
	}
}

func TestErrorsOfJudgementsNameThePlace(t *testing.T) {
	for _, tt := range []struct{ name, old, new, want string }{
		{"grade that doesn't begin at 0", "{name: 粗放, from: 0, source: 省文件}", "{name: 粗放, from: 5}", "has to begin at 0"},
		{"grade twice", "name: 集约", "name: 适度", "judging.yaml:6:12: the grade 适度 stands twice"},
		{"grade out of range", "from: 80", "from: 180", "judging.yaml:5:6: the grade 集约 needs from"},
		{"bands with one border", "from: 80", "from: 60", "judging.yaml:6:22: the grades stand from the highest to the lowest: 适度, from 60, does not follow 集约, from 60"},
		{"bands out of order", "from: 80", "from: 50", "judging.yaml:6:22: the grades stand from the highest to the lowest: 适度, from 60, does not follow 集约, from 50"},
		{"negative border", "from: 0", "from: -1", "judging.yaml:7:6: the grade 粗放 needs from"},
		{"class without a name of its own", "{name: B, top: 70", "{name: A, top: 70", "judging.yaml:18:14: a class needs a name of its own"},
		{"class of those that lack figures", "cap: 1.5", "cap: 1.5\n  lacking: E", "judging.yaml:12:12: there is no class E"},
		{"indicator of a class twice", "indicator: output_per_mu, weight", "indicator: tax_per_mu, weight", "judging.yaml:15:19: tax_per_mu stands twice"},
		{"weight of a class that is 0", "weight: 0.4", "weight: 0", "judging.yaml:15:8: output_per_mu needs a weight above 0 and up to 1"},
		{"weight of a class that is missing", ", weight: 0.4", "", "judging.yaml:15:8: output_per_mu needs a weight above 0 and up to 1"},
		{"cap below 1", "cap: 1.5", "cap: 0.5", "judging.yaml:11:8: cap is 1 or more"},
		{"score out of range", "below: 60", "below: 600", "judging.yaml:32:32: the condition on score: a value from 0 to 100 is needed"},
		{"bound that is no number", "above: 0.5", "above: .nan", "judging.yaml:27:38: the condition on built_ratio: a finite number is needed"},
		{"one application twice", "name: either", "name: both", "judging.yaml:28:11: an application needs a name of its own"},
		{"one list twice", "name: low_tax", "name: idle", "judging.yaml:36:12: a list of parcels needs a name of its own"},
		{"unknown indicator of a class", "indicator: tax_per_mu, weight", "indicator: tax_per_mi, weight", "judging.yaml:14:19: unknown indicator tax_per_mi; did you mean tax_per_mu?"},
		{"weights of a class", "weight: 0.4", "weight: 0.3", "add up to 0.9, not 1"},
		{"benchmark of 0", "benchmark: 10", "benchmark: 0", "judging.yaml:14:55: the benchmark of tax_per_mu: a value above 0 is needed"},
		{"mean of a sum", "indicator: output_per_mu, weight", "indicator: output, weight", "has no mean"},
		{"borders of two kinds", "{name: B, top: 70, source: 市文件}", "{name: B, from: 70}", "a border of the same kind"},
		{"borders that fall", "top: 70", "top: 20", "B does not follow"},
		{"a last class that leaves some out", "top: 100", "top: 99", "take all that is left"},
		{"ties", "cap: 1.5", "cap: 1.5\n  ties: luck", "ties is higher or lower"},
		{"unknown figure", "figure: built_ratio", "figure: built_ration", `judging.yaml:27:18: unknown figure "built_ration"; did you mean built_ratio?`},
		{"two bounds", "above: 0.5", "above: 0.5, below: 1", "needs one of at_least"},
		{"no bound", ", above: 0.5", "", "needs one of at_least"},
		{"neither all nor any", "    any:\n", "    none:\n", `unknown field "none"`},
		{"unknown land", "land: industrial", "land: factory", "land is idle, expired or industrial"},
		{"unknown figure of a parcel", "figure: tax_per_mu, below: 3", "figure: tax, below: 3", "unknown figure \"tax\" of a parcel"},
		{"figure without a bound", ", below: 3", "", "figure and below stand together"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(judging, tt.old, tt.new, 1)
			if text == judging {
				t.Fatalf("the test changes nothing: %q", tt.old)
			}
			_, err := indicators.Parse([]byte(text), "judging.yaml")
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got  %v\nwant %s", err, tt.want)
			}
			bothLanguages(t, err)
			var located *indicators.SourceError
			if !errors.As(err, &located) || located.Line < 1 || located.Column < 1 {
				t.Errorf("no line and column in %v", err)
			}
		})
	}
}

func TestThresholdsAreReplacedByTheirKeys(t *testing.T) {
	s := judgingSet(t, "", "")
	before := fmt.Sprint(s.Thresholds())
	changed, err := s.Override(indicators.Values{Thresholds: map[string]float64{
		"grade/集约": 85, "class/A": 20, "benchmark/tax_per_mu": 12, "benchmark/output_per_mu": 30, "both/built_ratio": 0.6, "low_tax": 5,
	}})
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]indicators.Threshold{}
	for _, b := range changed.Thresholds() {
		values[b.Key] = b
	}
	for key, want := range map[string]float64{"grade/集约": 85, "grade/适度": 60, "class/A": 20, "benchmark/tax_per_mu": 12,
		"benchmark/output_per_mu": 30, "both/built_ratio": 0.6, "low_tax": 5, "either/score": 60} {
		if values[key].Value != want || values[key].Source == "" {
			t.Errorf("%s: %+v, want %g with a source", key, values[key], want)
		}
	}
	if after := fmt.Sprint(s.Thresholds()); after != before {
		t.Errorf("the set itself must not change:\n%s\n%s", before, after)
	}
	if list := changed.ParcelLists(); list[1].Below != 5 || list[1].Demonstration() {
		t.Errorf("%+v", list)
	}
	for key, bad := range map[string]float64{"class/E": 1, "both/tax_per_muu": 1, "low_tax": 0, "class/B": 10, "class/D": 99, "grade/粗放": 1, "grade/适度": 80, "grade/集约": 50, "benchmark/tax_per_mu": -1, "either/score": 600, "both/built_ratio": math.Inf(1)} {
		_, err := s.Override(indicators.Values{Thresholds: map[string]float64{key: bad}})
		var refused *indicators.ValueError
		if !errors.As(err, &refused) || refused.Section != "thresholds" || refused.Key != key {
			t.Errorf("%s = %g: %v", key, bad, err)
		}
	}
}

// Every bound of the built-in sets is marked: no source confirms any but that of
// the last class, which takes all that is left.
func TestBuiltInThresholdsAreDemonstrations(t *testing.T) {
	for _, name := range indicators.BuiltinNames() {
		s := builtin(t, name)
		uses := s.Judge(s.Evaluate(workedTotals()), nil, indicators.ParkScore{})
		var names []string
		for _, v := range uses {
			if names = append(names, v.Application); !v.Demonstration {
				t.Errorf("%s: %s is not marked", name, v.Application)
			}
		}
		if want := []string{"new_quota", "release_land", "enlargement", "warning"}; !slices.Equal(names, want) {
			t.Errorf("%s: applications %v, want %v", name, names, want)
		}
		for _, b := range s.Thresholds() {
			if last := b.Key == "class/D"; last != (b.Source == "by definition") || !last && b.Source != "" {
				t.Errorf("%s: %s claims the source %q", name, b.Key, b.Source)
			}
		}
		for _, c := range s.Classify([][]indicators.Metric{s.Evaluate(workedTotals())}) {
			if !c.Demonstration {
				t.Errorf("%s: the class is not marked", name)
			}
		}
	}
}

// The mark of a whole set stays until every value in it has a source: also a
// mean as the benchmark, which is no bound but a choice all the same.
func TestDemonstrationOfASet(t *testing.T) {
	const confirmed = `name: ours
statistics:
  - {name: people, unit: 人}
indicators:
  - {name: share, unit: "%", formula: built_area / parcel_area}
main_share: 0.8
main_share_source: law
trees:
  - name: all
    types: [any]
    default: true
    nodes:
      - {indicator: share, weight: 1, weight_source: law, ideal: 80, ideal_source: law}
grades:
  - {name: good, from: 60, source: law}
  - {name: poor, from: 0}
classification:
  cap: 2
  cap_source: law
  items: [{indicator: tax_per_mu, weight: 1, weight_source: law, benchmark_source: law}]
  classes: [{name: A, top: 50, source: law}, {name: B, top: 100}]
applications:
  - {name: warning, any: [{figure: share, below: 20, source: law}]}
parcel_lists:
  - {name: low_tax, land: industrial, figure: tax_per_mu, below: 3, source: law}
`
	for _, tt := range []struct{ name, old, new string }{
		{name: "everything has a source"},
		{"weight", "weight_source: law, ideal", "ideal"}, {"ideal value", ", ideal_source: law", ""},
		{"main share", "main_share_source: law\n", ""}, {"grade", "from: 60, source: law", "from: 60"},
		{"cap", "  cap_source: law\n", ""}, {"weight in the classes", "weight_source: law, benchmark", "benchmark"},
		{"mean as the benchmark", ", benchmark_source: law", ""}, {"border of a class", "top: 50, source: law", "top: 50"},
		{"bound of an application", "below: 20, source: law", "below: 20"}, {"bound of a list", "below: 3, source: law", "below: 3"},
	} {
		text := strings.Replace(confirmed, tt.old, tt.new, 1)
		s, err := indicators.Parse([]byte(text), "ours.yaml")
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		if want := text != confirmed; s.Demonstration() != want || want != (tt.old != "") {
			t.Errorf("%s: demonstration %v", tt.name, s.Demonstration())
		}
	}
}

// A grade is a demonstration where either of its borders is one.
func TestDemonstrationOfGrades(t *testing.T) {
	s, err := indicators.Parse([]byte("name: ours\nextends: tdt1029-2014\ngrades:\n  - {name: a, from: 80, source: law}\n  - {name: b, from: 60}\n  - {name: c, from: 40, source: law}\n  - {name: d, from: 0}\n"), "ours.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for score, want := range map[float64]bool{90: false, 70: true, 50: true, 10: false} {
		if name, got := s.Grade(score); got != want {
			t.Errorf("%s at %g points: demonstration %v", name, score, got)
		}
	}
}

// The industrial land rate is odd at 0 and at 100 %, other shares only beyond.
func TestPlausibleEndsExcluded(t *testing.T) {
	s := builtin(t, "tdt1029-2014")
	for _, tt := range []struct {
		indicator string
		value     float64
		bound     float64
		zh, en    string
	}{
		{"industrial_land_rate", 0, 0, "工业用地率为 0%，应介于 0 与 100 之间（不含两端）", "industrial_land_rate is 0 %, plausible is between 0 and 100, the ends excluded"},
		{"industrial_land_rate", 100, 100, "工业用地率为 100%，应介于 0 与 100 之间（不含两端）", "industrial_land_rate is 100 %, plausible is between 0 and 100, the ends excluded"},
		{indicator: "industrial_land_rate", value: 0.01},
		{indicator: "industrial_land_rate", value: 99.99},
		{"industrial_land_rate", 101, 100, "工业用地率为 101%，超出合理区间 0–100", "industrial_land_rate is 101 %, outside the plausible range 0 to 100"},
		{indicator: "idle_rate", value: 0},
		{indicator: "supply_rate", value: 100},
		{indicator: "overall_plot_ratio", value: 0.2},
		{indicator: "overall_plot_ratio", value: 3},
		{"overall_plot_ratio", 3.1, 3, "综合容积率为 3.1，超出合理区间 0.2–3", "overall_plot_ratio is 3.1, outside the plausible range 0.2 to 3"},
	} {
		remarks := s.Check(nil, []indicators.Metric{{Indicator: tt.indicator, Value: &tt.value}})
		switch {
		case tt.zh == "" && len(remarks) == 0:
		case len(remarks) != 1 || remarks[0].Left != tt.value || remarks[0].Right != tt.bound || remarks[0].Note != (indicators.Note{ZH: tt.zh, EN: tt.en}):
			t.Errorf("%s %g: %+v", tt.indicator, tt.value, remarks)
		}
	}
}
