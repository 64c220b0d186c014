package indicators_test

import (
	"math"
	"strings"
	"testing"

	"jiyue/indicators"
)

// By hand: extension 90 (industrial 50); structure 300·(0.65 − 0.60) =
// 15; intensity by plot ratio 180·0.15/1.05 = 25.7143, coefficient 180·5/60 =
// 15, investment 180·800/7000 = 20.5714, tax 180·50/500 = 18; management 5 +
// recoverable idle land; years 90/15 = 6.0 and 90/20 = 4.5.
func TestWorkedExamplePotential(t *testing.T) {
	s, totals := builtin(t, "tdt1029-2014"), workedTotals()
	for key, v := range map[string]float64{"supply_mean": 150_000, "supply_max": 200_000, "idle_recoverable": 12_000} {
		totals[indicators.StatisticPrefix+key] = indicators.Total{Value: v, Known: true}
	}
	potential := byName(s.Potential(totals, s.Evaluate(totals), "工业主导型"))
	for name, want := range map[string]float64{
		"extension_potential": 90, "industrial_extension_potential": 50,
		"supply_years_mean": 6, "supply_years_max": 4.5, "structure_potential": 15,
		"plot_ratio_potential": 25.7143, "coefficient_potential": 15,
		"investment_potential": 20.5714, "tax_potential": 18, "management_potential": 5 + 1.2,
	} {
		if m := potential[name]; m.Value == nil || math.Abs(*m.Value-want) > fourDecimals {
			t.Errorf("%s: %v %s, want %g", name, m.Value, m.Note.EN, want)
		}
	}
	if m := potential["overall_tax_potential"]; m.Value != nil || !strings.Contains(m.Note.EN, "an ideal value of overall_tax_intensity for this type of park") {
		t.Errorf("an industry-led park has no such potential: %+v", m)
	}
	integrated := byName(s.Potential(totals, s.Evaluate(totals), "产城融合型"))
	if m := integrated["structure_potential"]; m.Value != nil {
		t.Errorf("an integrated park has no structure potential: %+v", m)
	}
}

// Years of supply from the supply of each year, as land bureaus list it: DOMAIN's
// three last years 12, 15 and 18 ha have the mean 15, the greatest of five is
// 20: 90/15 = 6 and 90/20 = 4.5. A mean that was handed in goes before them; a
// year that is missing leaves no figure.
func TestYearsOfSupplyFromTheYears(t *testing.T) {
	s := builtin(t, "tdt1029-2014")
	const ha = 10_000
	years := map[string]float64{"supply_y0": 18 * ha, "supply_y1": 15 * ha, "supply_y2": 12 * ha, "supply_y3": 20 * ha, "supply_y4": 1 * ha}
	for _, tt := range []struct {
		name      string
		change    func(indicators.Totals)
		mean, max float64
	}{
		{"all five", func(indicators.Totals) {}, 6, 4.5},
		{"with a mean of their own", func(totals indicators.Totals) {
			totals["statistics.supply_mean"] = indicators.Total{Value: 9 * ha, Known: true}
		}, 10, 4.5},
		{"without the fourth year before", func(totals indicators.Totals) { delete(totals, "statistics.supply_y4") }, 6, math.NaN()},
		{"without last year", func(totals indicators.Totals) { delete(totals, "statistics.supply_y1") }, math.NaN(), math.NaN()},
	} {
		totals := workedTotals()
		for key, v := range years {
			totals[indicators.StatisticPrefix+key] = indicators.Total{Value: v, Known: true}
		}
		tt.change(totals)
		potential := byName(s.Potential(totals, s.Evaluate(totals), "工业主导型"))
		for name, want := range map[string]float64{"supply_years_mean": tt.mean, "supply_years_max": tt.max} {
			if m := potential[name]; math.IsNaN(want) != (m.Value == nil) || m.Value != nil && !closeTo(m.Value, want) {
				t.Errorf("%s: %s is %s, want %g", tt.name, name, inWords(m.Value), want)
			}
		}
	}
}

// By hand: 0.8·91.9549 + 0.2·60 = 85.5639.
func TestWorkedExampleZone(t *testing.T) {
	s := builtin(t, "tdt1029-2014")
	main := *s.Score(s.Evaluate(workedTotals()), "工业主导型")[0].Score
	growth := 60.0
	if got, demonstration := s.ZoneScore(main, &growth); math.Abs(got-85.5639) > fourDecimals || !demonstration {
		t.Errorf("zone %.6f, want 85.5639", got)
	}
	if got, demonstration := s.ZoneScore(main, nil); got != main || demonstration {
		t.Errorf("without a growth area the main area is the zone, got %g", got)
	}
}

// Two parks: 100 of 200 ha and 30 of 40 ha supplied land built. Together 130
// of 240: 54.1667 %, not the mean of 50 % and 75 %.
func TestRollUpAddsNumeratorsAndDenominators(t *testing.T) {
	s := builtin(t, "tdt1029-2014")
	park := func(built, supplied float64) []indicators.Metric {
		return s.Evaluate(indicators.Totals{
			"A": {Value: built * 1e4, Known: true}, "D": {Value: supplied * 1e4, Known: true},
			"output": {Value: 10 * built, Known: true}, "parcel_area": {Value: built * 1e4, Known: true},
		})
	}
	unknown := s.Evaluate(indicators.Totals{"A": {Value: 1e9, Known: true}})
	county := byName(s.RollUp(park(100, 200), park(30, 40), unknown))
	if m := county["built_up_rate"]; m.Value == nil || math.Abs(*m.Value-54.1667) > fourDecimals || !strings.Contains(m.Note.EN, "1 of 3 parks") {
		t.Errorf("built rate: %+v", m)
	}
	if m := county["output"]; m.Value == nil || *m.Value != 1300 {
		t.Errorf("output: %+v", m)
	}
	// 10 万元 a hectare is 10/15 a mu.
	if m := county["output_per_mu"]; m.Value == nil || math.Abs(*m.Value-10.0/15) > 1e-12 {
		t.Errorf("output per mu: %+v", m)
	}
	if m := county["idle_rate"]; m.Value != nil || m.Note.Empty() {
		t.Errorf("idle rate: %+v", m)
	}
}
