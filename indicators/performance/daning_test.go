package performance_test

import (
	"os"
	"slices"
	"testing"

	"jiyue/indicators/performance"
)

// demoResults is a run over nine parks, all measured and without errors.
func demoResults() map[string]map[string]float64 {
	return map[string]map[string]float64{
		"parks": {"listed": 9, "measured": 9, "with_error_findings": 0, "without_error_findings": 9},
	}
}

func table(t *testing.T, data []byte) *performance.Table {
	t.Helper()
	tab, err := performance.Parse(data, "daning.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

func daning(t *testing.T) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/daning.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func evaluate(t *testing.T, tab *performance.Table, results map[string]map[string]float64) performance.Result {
	t.Helper()
	r, err := tab.Evaluate(results)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The figures of the filed document: 27.59/70 = 0.394142… → 39.41 %, 3.94
// points; 100/95 → 105.26 %, capped at 10; 3.94 + 15+10+10+15 + 30 + 10 = 93.94.
func TestDemoProjectReproducesItsFiledFigures(t *testing.T) {
	r := evaluate(t, table(t, daning(t)), demoResults())
	want := []struct{ indicator, weight, target, achieved, completion, score string }{
		{"预算执行率", "10", "100%", "39.41%", "39.41%", "3.94"},
		{"数量落实率", "15", "100%", "100%", "100.00%", "15"},
		{"考核质量达标率", "10", "95%", "100%", "105.26%", "10"},
		{"执法时效提升率", "10", "100%", "100%", "100.00%", "10"},
		{"成本合规率", "15", "合规", "100%", "100%", "15"},
		{"社会公众满意度", "30", "95%", "95%", "100.00%", "30"},
		{"群众满意度", "10", "95%", "95%", "100.00%", "10"},
	}
	if len(r.Items) != len(want) {
		t.Fatalf("%d items, want %d", len(r.Items), len(want))
	}
	for i, w := range want {
		it := r.Items[i]
		got := []string{it.Indicator, it.Weight, it.Target, it.Achieved, it.Completion, it.Score.Short(2)}
		if !slices.Equal(got, []string{w.indicator, w.weight, w.target, w.achieved, w.completion, w.score}) {
			t.Errorf("item %d: got %v, want %v", i+1, got, w)
		}
	}
	if total := r.Total.Fixed(2); total != "93.94" || r.Grade != "优秀" {
		t.Errorf("total %s, grade %s; want 93.94, 优秀", total, r.Grade)
	}
}

func TestDemoProjectBudget(t *testing.T) {
	b := evaluate(t, table(t, daning(t)), demoResults()).Budget
	want := map[string][]string{ // formula, then the first three columns
		"年初预算资金": {"", "0", "0", ""},
		"全年预算资金": {"", "70", "70", "70"},
		"全年执行资金": {"", "27.59", "27.59", "27.59"},
		"资金结余":   {"(3)-(4)", "42.41", "42.41", "42.41"},
		"预算到位率":  {"(3)/(2)", "100%", "100%", "100%"},
		"预算执行率":  {"(4)/(2)", "39.41%", "39.41%", "39.41%"},
	}
	seen := 0
	for _, row := range b.Rows {
		if w, ok := want[row.Name]; ok {
			seen++
			if got := append([]string{row.Formula}, row.Amounts[:3]...); !slices.Equal(got, w) {
				t.Errorf("%s: got %q, want %q", row.Name, got, w)
			}
		}
	}
	if seen != len(want) || len(b.Columns) != 8 {
		t.Errorf("%d rows seen of %d, %d columns", seen, len(want), len(b.Columns))
	}
}

func TestDemoProjectRemarks(t *testing.T) {
	r := evaluate(t, table(t, daning(t)), demoResults())
	var codes []string
	for _, m := range r.Remarks {
		codes = append(codes, m.Code)
		if m.Warning {
			t.Errorf("%s: a warning, which would make the demo project's run faulty", m.Code)
		}
		if m.Note.ZH == "" || m.Note.EN == "" {
			t.Errorf("%s: not said in both languages", m.Code)
		}
	}
	want := []string{"over_completion", "foreign_indicator", "kinds_differ", "category",
		"satisfaction_twice", "budget_during_year", "budget_level", "execution_low"}
	if !slices.Equal(codes, want) {
		t.Errorf("remarks %v, want %v", codes, want)
		for _, m := range r.Remarks {
			t.Log(m.Note.ZH, "|", m.Note.EN)
		}
	}
}
