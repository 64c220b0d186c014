package indicators_test

import (
	"testing"

	"pgregory.net/rapid"

	"jiyue/indicators"
)

// TestSelectionIsEvaluate: whatever totals an extent has, the few have the numerators
// and denominators that Evaluate has for them; a name that the set does not
// have has none.
func TestSelectionIsEvaluate(t *testing.T) {
	for _, name := range indicators.BuiltinNames() {
		set, err := indicators.Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		var totalNames []string
		for _, a := range set.Aggregates() {
			totalNames = append(totalNames, a.Name)
		}
		for _, s := range set.Statistics() {
			totalNames = append(totalNames, indicators.StatisticPrefix+s.Key)
		}
		totalNames = append(totalNames, indicators.LandArea)
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				totals := indicators.Totals{}
				for _, n := range totalNames {
					value := rapid.SampledFrom([]float64{0, 1, 1e3, 1e6, 12345.678}).Draw(t, n)
					totals[n] = indicators.Total{Value: value, Known: rapid.IntRange(0, 9).Draw(t, "known") > 0, Pieces: 1}
				}
				chosen := rapid.SliceOfN(rapid.SampledFrom(append(set.IndicatorNames(), "no_such")), 1, 8).Draw(t, "chosen")
				got := set.Select(chosen).Ratios(totals)
				metrics := map[string]indicators.Metric{}
				for _, m := range set.Evaluate(totals) {
					metrics[m.Indicator] = m
				}
				for i, name := range chosen {
					m, r := metrics[name], got[i]
					if r.Known != (m.Numerator != nil) || r.Quotient != (m.Denominator != nil) ||
						r.Known && r.Numerator != *m.Numerator || r.Quotient && r.Denominator != *m.Denominator {
						t.Fatalf("%s: %+v, Evaluate has %+v", name, r, m)
					}
				}
			})
		})
	}
}
