package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"jiyue/pipeline/store"
)

func TestRateFormula(t *testing.T) {
	v := func(x float64) *float64 { return &x }
	for name, c := range map[string]struct {
		metric store.Metric
		want   string
	}{
		"a ratio":            {store.Metric{Value: v(.5), Numerator: v(1), Denominator: v(2)}, "{#x.n}/{#x.d}"},
		"a percentage":       {store.Metric{Value: v(50), Unit: "%", Numerator: v(1), Denominator: v(2)}, "{#x.n}/{#x.d}"},
		"an area":            {store.Metric{Value: v(20000), Unit: "m²", Numerator: v(20000)}, "{#x.n}/10000"},
		"a sum":              {store.Metric{Value: v(7), Unit: "万元", Numerator: v(7)}, "{#x.n}"},
		"nothing to divide":  {store.Metric{Value: v(7), Numerator: v(7), Denominator: v(0)}, ""},
		"computed otherwise": {store.Metric{Value: v(.6), Numerator: v(1), Denominator: v(2)}, ""},
		"a percentage of 1":  {store.Metric{Value: v(.5), Unit: "%", Numerator: v(1), Denominator: v(2)}, ""},
		"not computable":     {store.Metric{Denominator: v(2)}, ""},
	} {
		if got := rateFormula(&c.metric, "x"); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// A potential is live where it is its indicator's own land by what that falls
// short of the ideal, and by no other rule.
func TestPotentialFormula(t *testing.T) {
	v := func(x float64) *float64 { return &x }
	c := newComposer(sample(1, 2), Options{})
	p, kind := c.parks[0], c.parks[0].extents[0].Kind
	c.byExtent[extentKey{p.Code, kind}]["rate"] = store.Metric{Indicator: "rate", Value: v(40), Unit: "%", Numerator: v(4000), Denominator: v(10000)}
	c.trees[extentKey{p.Code, kind}] = []store.Score{{Node: "rate", Ideal: v(50)}}
	for name, test := range map[string]struct {
		formula string
		shown   float64
		want    bool
	}{
		"by the ideal":    {"A * (ideal.rate - indicator.rate) / ideal.rate", .2, true},
		"as it is":        {"A * (ideal.rate - indicator.rate)", .1, true},
		"other land":      {"A2 * (ideal.rate - indicator.rate)", .3, false},
		"two indicators":  {"A * (ideal.rate - indicator.other)", .1, false},
		"no such formula": {"D22 + statistics.idle_recoverable", .1, false},
	} {
		got := c.potentialFormula(p, &store.Potential{ParkCode: p.Code, ExtentKind: kind, Shown: &test.shown}, test.formula)
		if (got != "") != test.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// The score of a zone joins those of the main and the growth-direction area.
func TestZoneFormula(t *testing.T) {
	v := func(x float64) *float64 { return &x }
	c := newComposer(concluded(), Options{})
	p := c.parks[0]
	c.trees = map[extentKey][]store.Score{{p.Code, "approved"}: {{Node: "set", Score: v(80)}}, {p.Code, "growth"}: {{Node: "set", Score: v(60)}}}
	c.conclusions.thresholds = []store.Threshold{{Key: "main_share", Value: .75}}
	for name, test := range map[string]struct {
		zone *float64
		want string
	}{
		"its own":  {v(80), "{#park-1-score-approved/set}"},
		"joined":   {v(75), "{#main_share}*{#park-1-score-approved/set}+(1-{#main_share})*{#park-1-score-growth/set}"},
		"another":  {v(70), ""},
		"not said": {nil, ""},
	} {
		if got := c.zoneFormula(p, "approved", test.zone); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

// Whoever changes a numerator sees the rate, the county's rate and the score
// follow, over all sheets between them.
func TestTheBookIsLiveThroughout(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(printed(t, composed(t, concluded(), Options{}), WriteXLSX)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	below := func(sheet, head string) string {
		rows, _ := f.GetRows(sheet)
		for r, row := range rows {
			for c, text := range row {
				if first, _, _ := strings.Cut(text, "\n"); first == head {
					return cellName(c+1, r+2)
				}
			}
		}
		t.Fatalf("%s has no %s", sheet, head)
		return ""
	}
	watched := map[string]string{"评价指标": below("评价指标", "土地供应率"), "县市汇总": below("县市汇总", "土地供应率"), "评分明细": "F4", "集约度得分": "D5"}
	before := map[string]string{}
	for sheet, ref := range watched {
		before[sheet], _ = f.CalcCellValue(sheet, ref)
	}
	numerator := below("分子分母", "土地供应率")
	numerator = strings.TrimRight(numerator, "0123456789") + "5" // below two rows of heads
	if err := f.SetCellFloat("分子分母", numerator, 1, -1, 64); err != nil {
		t.Fatal(err)
	}
	for sheet, ref := range watched {
		if after, _ := f.CalcCellValue(sheet, ref); after == before[sheet] || after == "" {
			t.Errorf("%s!%s stays %q after %s changed", sheet, ref, after, numerator)
		}
	}
}

// Every sheet of plain rows can be filtered, down to the row of totals.
func TestFilters(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(printed(t, composed(t, changed(), Options{}), WriteXLSX)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	filters := map[string]string{}
	for _, name := range f.GetDefinedName() {
		filters[name.Scope] = name.RefersTo
	}
	for _, sheet := range f.GetSheetList() {
		merged := sheet == "绩效自评" || sheet == "台账-来源"
		if (filters[sheet] == "") != merged {
			t.Errorf("%s: filter %q", sheet, filters[sheet])
		}
	}
	if want := "'县市汇总'!$A$3:$O$4"; filters["县市汇总"] != want {
		t.Errorf("the filter takes in totals: %s, want %s", filters["县市汇总"], want)
	}
}
