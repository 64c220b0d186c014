package indicators_test

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"jiyue/indicators"
)

var yieldMeasures = []string{"output", "tax", "value_added"}

// holding has so many mu with tax, output and value added in 万元; NaN stands
// for a figure that nobody gave.
func holding(mu, tax, output, added float64) indicators.Holding {
	h := indicators.Holding{Pieces: 1, AreaM2: mu * 2000 / 3}
	for _, v := range []float64{output, tax, added} {
		h.Amounts = append(h.Amounts, indicators.Amount{Value: v, Known: !math.IsNaN(v)})
	}
	return h
}

// TestClassifyEnterprises works four enterprises by hand. Benchmarks are their
// means: tax (40+20+10) / (10+10+20+20 less the one without tax: 40) = 1.75 万元
// per mu, output (500+300+200+100)/60 = 18.3333; value added is nobody's, so
// that tax counts 0.5/0.8 and output 0.3/0.8.
//
//	e1: tax 4 → capped at 2 × 100, output 50 → 2.7273 capped at 2: 200
//	e2: tax 2 → 114.2857, output 30 → 163.6364: (0.5·114.2857 + 0.3·163.6364)/0.8 = 132.7922
//	e3: tax 0.5 → 28.5714, output 10 → 54.5455: 38.3117
//	e4: output 5 → 27.2727 alone
func TestClassifyEnterprises(t *testing.T) {
	unknown := math.NaN()
	ratings := builtin(t, "tdt1029-2014").ClassifyEnterprises(yieldMeasures, []indicators.Holding{
		holding(10, 40, 500, unknown), holding(10, 20, 300, unknown), holding(20, 10, 200, unknown), holding(20, unknown, 100, unknown),
	})
	for i, want := range []struct {
		class  string
		points float64
	}{{"A", 200}, {"B", 132.7922}, {"B", 38.3117}, {"C", 27.2727}} {
		r := ratings[i]
		if r.Name != want.class || r.Points == nil || math.Abs(*r.Points-want.points) > 0.5e-4 || r.Place != i+1 || r.Of != 4 || !r.Demonstration {
			t.Errorf("enterprise %d: %+v, points %v; want %+v", i+1, r, shown(r.Points), want)
		}
	}
}

func TestEnterprisesWithEqualYieldShareTheClass(t *testing.T) {
	ratings := builtin(t, "tdt1029-2014").ClassifyEnterprises(yieldMeasures, []indicators.Holding{
		holding(10, 10, 100, 20), holding(20, 20, 200, 40), holding(10, math.NaN(), math.NaN(), math.NaN()),
	})
	for _, r := range ratings[:2] {
		if r.Name != "A" || r.Note.EN != "2 enterprises have the same points and share the class" || r.Note.ZH != "2 家企业得分相同，归入同一类" {
			t.Errorf("%+v", r)
		}
	}
	if r := ratings[2]; r.Name != "" || r.Points != nil || r.Note.EN == "" {
		t.Errorf("without figures: %+v", r)
	}
}

// An enterprise is rated as a park is that consists of its land alone.
func TestEnterpriseIsRatedAsAParkOfItsLand(t *testing.T) {
	set := builtin(t, "tdt1029-2014")
	rapid.Check(t, func(t *rapid.T) {
		var list []indicators.Holding
		var parks [][]indicators.Metric
		for range rapid.IntRange(1, 12).Draw(t, "enterprises") {
			draw := func(name string) float64 {
				if rapid.IntRange(0, 4).Draw(t, name+" lacks") == 0 {
					return math.NaN()
				}
				return float64(rapid.IntRange(0, 40).Draw(t, name))
			}
			h := holding(float64(rapid.IntRange(1, 9).Draw(t, "mu")), draw("tax"), draw("output"), draw("added"))
			tally := set.NewTally(yieldMeasures)
			tally.Add(&indicators.Facts{Status: "built", AreaM2: h.AreaM2, Amounts: h.Amounts})
			list, parks = append(list, h), append(parks, set.Evaluate(tally.Totals()))
		}
		want := set.Classify(parks)
		for i, got := range set.ClassifyEnterprises(yieldMeasures, list) {
			if got.Name != want[i].Name || got.Place != want[i].Place || shown(got.Points) != shown(want[i].Points) {
				t.Fatalf("enterprise %d: class %q, place %d, %s points; as a park %q, %d, %s", i,
					got.Name, got.Place, shown(got.Points), want[i].Name, want[i].Place, shown(want[i].Points))
			}
		}
	})
}

// shown prints points; — where there are none.
func shown(points *float64) string {
	if points == nil {
		return "—"
	}
	return fmt.Sprintf("%.9g", *points)
}
