package performance_test

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"jiyue/indicators"
	"jiyue/indicators/performance"
)

// chinese is a sentence in Chinese.
var chinese = regexp.MustCompile(`\p{Han}`)

// oneItem is a table with a single item of weight 10.
func oneItem(rest string) []byte {
	return []byte("items:\n  - dimension: 产出指标\n    class: 数量指标\n    indicator: 完成数\n    weight: 10\n" + rest)
}

func TestScoringRules(t *testing.T) {
	tests := []struct{ name, rest, completion, score string }{
		{"target met", "target: 100%\n    achieved: 100%", "100.00%", "10"},
		{"more than the target earns no more", "target: 95%\n    achieved: 100%", "105.26%", "10"},
		{"proportional below", "target: 8 个\n    achieved: 6 个", "75.00%", "7.5"},
		{"nothing done", "target: 8 个\n    achieved: 0 个", "0.00%", "0"},
		{"less than nothing floors at 0", "target: 8\n    achieved: -2", "0.00%", "0"},
		{"half a cent goes up", "target: 2000\n    achieved: 1001", "50.05%", "5.01"}, // 5.005
		{"less is better: at the target", "target: ≤5%\n    achieved: 5%", "100.00%", "10"},
		{"less is better: below it", "target: ≤5%\n    achieved: 4%", "120.00%", "10"},
		{"less is better: 1.5 times", "target: ≤5%\n    achieved: 7.5%", "50.00%", "5"},
		{"less is better: twice", "target: ≤5%\n    achieved: 10%", "0.00%", "0"},
		{"less is better: beyond twice", "target: ≤5%\n    achieved: 30%", "0.00%", "0"},
		{"nothing allowed, nothing happened", "target: =0 次\n    achieved: 0 次", "100.00%", "10"},
		{"nothing allowed, something happened", "target: =0 次\n    achieved: 1 次", "0.00%", "0"},
		{"a word, met", "target: 合规\n    achieved: 合规\n    rule: qualitative\n    tier: met\n    basis: 凭证齐全", "100%", "10"},
		{"a word, met in part", "target: 合规\n    achieved: 基本合规\n    rule: qualitative\n    tier: partly\n    share: 75\n    basis: 一处未归档", "75%", "7.5"},
		{"computed from results", "target: 100%\n    formula: 100 * parks.measured / parks.listed", "66.67%", "6.67"},
	}
	results := map[string]map[string]float64{"parks": {"measured": 6, "listed": 9}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := evaluate(t, table(t, oneItem("    "+tt.rest+"\n")), results)
			if got := r.Items[0]; got.Completion != tt.completion || got.Score.Short(2) != tt.score {
				t.Errorf("completion %s, score %s; want %s, %s", got.Completion, got.Score.Short(2), tt.completion, tt.score)
			}
		})
	}
}

func TestMissingResultLeavesTheItemWithoutPoints(t *testing.T) {
	for name, results := range map[string]map[string]map[string]float64{
		"lacks parks.measured":              {"parks": {"listed": 9}},
		"the denominator parks.listed is 0": {"parks": {"listed": 0, "measured": 0}},
	} {
		r := evaluate(t, table(t, oneItem("    target: 100%\n    formula: 100 * parks.measured / parks.listed\n")), results)
		it := r.Items[0]
		if it.Scored || it.Completion != "" || it.Achieved != "" || it.Score.Sign() != 0 {
			t.Errorf("%s: %+v", name, it)
		}
		found := false
		for _, m := range r.Remarks {
			found = found || m.Code == "not_computable" && m.Warning && strings.Contains(m.Note.EN, name)
		}
		if !found {
			t.Errorf("no remark with %q in %+v", name, r.Remarks)
		}
	}
}

func TestGrades(t *testing.T) {
	for achieved, want := range map[string]string{
		"100": "优秀", "90": "优秀", "89.99": "良", "80": "良", "79.99": "中", "60": "中", "59.99": "差", "0": "差",
	} {
		text := fmt.Sprintf("items:\n  - {dimension: 产出, indicator: 完成数, weight: 100, target: 100, achieved: %s}\n", achieved)
		if got := evaluate(t, table(t, []byte(text)), nil).Grade; got != want {
			t.Errorf("%s points: %s, want %s", achieved, got, want)
		}
	}
}

func TestTableErrorsNameThePlace(t *testing.T) {
	base := string(daning(t))
	tests := []struct{ name, old, new, want string }{
		{"unknown key", "project:", "projekt:", `daning.yaml:2:1: unknown field "projekt"; did you mean project?`},
		{"unknown key of an item", "    weight: 30", "    weigth: 30", `unknown field "weigth"; did you mean weight?`},
		{"unknown key of a row", "{key: initial, name:", "{key: initial, nmae:", `unknown field "nmae"; did you mean name?`},
		{"unknown key like no other", "project:", "qqqqqqqqqqqqqqqqq:", "there are: project, level, goals, texts, body, budget, items, grades, filed, defaults"},
		{"weight of 0", "weight: 30", "weight: 0", "needs a weight above 0"},
		{"weight that is no number", "weight: 30", "weight: viele", `daning.yaml:66:13: "viele" is not a plain decimal number`},
		{"a word without a rule", "    rule: qualitative\n", "", "the target \"合规\" is a word: say rule: qualitative"},
		{"a judgement without a basis", "    basis: 支出均在合同和预算范围内，凭证齐全\n", "", "needs a basis"},
		{"a judgement without a tier", "    tier: met\n", "", "needs a tier: met, partly or poor"},
		{"a share outside its tier", "tier: met", "tier: met\n    share: 70", "a share of 70 percent is not in tier met"},
		{"units that differ", "target: 95%\n    achieved: 95%", "target: 95%\n    achieved: 95", "have different units"},
		{"neither achieved nor formula", "    achieved: 100%\n", "", "needs either achieved or formula"},
		{"unknown row of the budget", "budget.executed", "budget.spent", "the budget has no row spent"},
		{"unknown row in a row's formula", "received - executed", "received - spent", "there is no row spent above"},
		{"unknown column", "central: 70}", "centre: 70}", "the budget has no column centre"},
		{"unknown part of a column", "sum_of: [fiscal, carried, other]", "sum_of: [fiscal, carry]", "there is no other column carry"},
		{"name without a group", "parks.measured /", "measured /", "lacks its group"},
		{"broken formula", "parks.measured /", "parks.measured / /", "formula"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(base, tt.old, tt.new, 1)
			if text == base {
				t.Fatalf("the test changes nothing: %q is not in the table", tt.old)
			}
			_, err := performance.Parse([]byte(text), "daning.yaml")
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got  %v\nwant %s", err, tt.want)
			}
			if zh := indicators.Words(err).ZH; !chinese.MatchString(zh) {
				t.Errorf("no Chinese: %s", zh)
			}
			var located *indicators.SourceError
			if !errors.As(err, &located) || located.Line < 1 || located.Column < 1 {
				t.Errorf("no line and column in %v", err)
			}
		})
	}
}

func TestEmptyTableSaysWhatItNeeds(t *testing.T) {
	for _, text := range []string{"", "\n\n", "# a comment\n", "---\n"} {
		_, err := performance.Parse([]byte(text), "performance.yaml")
		for _, part := range []string{"performance.yaml: ", "empty", "items", "indicator", "weight", "target", "achieved", "formula"} {
			if err == nil || !strings.Contains(err.Error(), part) {
				t.Errorf("%q: %v does not say %q", text, err, part)
			}
		}
	}
}

// knownNames are what a run offers to formulas.
var knownNames = []string{"parks.listed", "parks.measured", "parcels.read"}

func TestCheckFindsMisspeltNames(t *testing.T) {
	base := string(daning(t))
	known := append(knownNames, "parks.without_error_findings")
	if err := table(t, []byte(base)).Check(known); err != nil {
		t.Fatalf("the demo table: %v", err)
	}
	for _, tt := range []struct{ name, old, new, want string }{
		{"key", "parks.measured /", "parks.mesured /", "parks.mesured; did you mean parks.measured?"},
		{"group", "parks.measured /", "park.measured /", "park.measured; did you mean parks.measured?"},
		{"like no other", "parks.measured /", "x.y /", "x.y; there are: parks.listed, parks.measured, parcels.read, parks.without_error_findings, budget.initial"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := table(t, []byte(strings.Replace(base, tt.old, tt.new, 1))).Check(known)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got  %v\nwant %s", err, tt.want)
			}
			if zh := indicators.Words(err).ZH; !chinese.MatchString(zh) {
				t.Errorf("no Chinese: %s", zh)
			}
			var located *indicators.SourceError
			if !errors.As(err, &located) || located.File != "daning.yaml" || located.Line < 1 || located.Column < 1 {
				t.Fatalf("no place in %v", err)
			}
			lines := strings.Split(base, "\n")
			if line := lines[located.Line-1]; !strings.Contains(line, tt.old) || located.Column != strings.Index(line, "100 *")+1 {
				t.Errorf("%v points at column %d of %q", err, located.Column, line)
			}
		})
	}
}

// A budget row is checked by Parse already; the message has the nearest one.
func TestMisspeltRowOfTheBudget(t *testing.T) {
	text := strings.Replace(string(daning(t)), "budget.executed /", "budget.exectued /", 1)
	_, err := performance.Parse([]byte(text), "daning.yaml")
	if err == nil || !strings.Contains(err.Error(), "no row exectued; did you mean executed?") {
		t.Errorf("%v", err)
	}
}

func drawItem(t *rapid.T) (rest string, weight int) {
	weight = rapid.IntRange(1, 100).Draw(t, "weight")
	target := rapid.IntRange(0, 200).Draw(t, "target")
	rule := rapid.SampledFrom([]string{"positive", "negative", "equal"}).Draw(t, "rule")
	return fmt.Sprintf("{dimension: 产出, indicator: 数, weight: %d, target: %d, rule: %s, formula: run.value}", weight, target, rule), weight
}

func parseItems(t *rapid.T, items []string) *performance.Table {
	tab, err := performance.Parse([]byte("items:\n  - "+strings.Join(items, "\n  - ")+"\n"), "drawn.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

func at(t *rapid.T, tab *performance.Table, value float64) performance.Result {
	r, err := tab.Evaluate(map[string]map[string]float64{"run": {"value": value}})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestNoItemScoresBelow0OrAboveItsWeight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rest, weight := drawItem(t)
		tab := parseItems(t, []string{rest})
		score := at(t, tab, rapid.Float64Range(-1e6, 1e6).Draw(t, "value")).Items[0].Score
		if score.Sign() < 0 || score.Cmp(indicators.ExactInt(int64(weight))) > 0 {
			t.Fatalf("%s scores %s", rest, score)
		}
	})
}

func TestABetterAchievementNeverScoresLess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rest, _ := drawItem(t)
		tab := parseItems(t, []string{rest})
		a, b := rapid.Float64Range(0, 500).Draw(t, "a"), rapid.Float64Range(0, 500).Draw(t, "b")
		less, more := at(t, tab, min(a, b)).Items[0].Score, at(t, tab, max(a, b)).Items[0].Score
		down := strings.Contains(rest, "negative") || strings.Contains(rest, "equal") && strings.Contains(rest, "target: 0,")
		if down {
			less, more = more, less
		}
		if less.Cmp(more) > 0 {
			t.Fatalf("%s: %g and %g score %s and %s", rest, a, b, less, more)
		}
	})
}

func TestTheOrderOfItemsDoesNotChangeTheTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var items []string
		for range rapid.IntRange(1, 8).Draw(t, "items") {
			rest, _ := drawItem(t)
			items = append(items, rest)
		}
		value := rapid.Float64Range(0, 300).Draw(t, "value")
		one := at(t, parseItems(t, items), value)
		two := at(t, parseItems(t, rapid.Permutation(items).Draw(t, "order")), value)
		if one.Total.Cmp(two.Total) != 0 || one.Grade != two.Grade {
			t.Fatalf("totals %s and %s", one.Total, two.Total)
		}
	})
}

func FuzzParse(f *testing.F) {
	example, err := os.ReadFile("testdata/daning.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(example)
	f.Add(oneItem("    target: ≤5%\n    achieved: 7%\n"))
	f.Add([]byte("items:\n  - {dimension: 产出, indicator: 数, weight: 5, target: 9, formula: run.value}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		tab, err := performance.Parse(data, "fuzz.yaml")
		if err != nil {
			return
		}
		r, err := tab.Evaluate(demoResults())
		if err != nil {
			t.Fatal(err)
		}
		if r.Total.Sign() < 0 || r.Grade == "" && len(r.Items) == 0 {
			t.Errorf("total %s, grade %q", r.Total, r.Grade)
		}
	})
}
