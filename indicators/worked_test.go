package indicators_test

import (
	"math"
	"testing"

	"jiyue/indicators"
)

// A worked example, computed by hand with example weights and ideals. Land in hectares, building areas in
// 万 m², which is the same number; money in 万元.
//
//	A1 40 + A2 180 + A31 30 + A32 0 + A4 15 + A51 15 + A52 15 + A6 5 = A 300
//	B11 5 + B12 10 + B21 25 + B22 60 = B 100; C 20; T 420
//	D 310 (D1 40, D21 265, D22 5); E = 420 − 20 − 310 = 90; F 20; G 6.2
func workedTotals() indicators.Totals {
	const hectare = 10_000
	t := indicators.Totals{}
	for name, ha := range map[string]float64{
		"A": 300, "A1": 40, "A2": 180, "A31": 30, "A32": 0, "A4": 15, "A51": 15, "A52": 15, "A6": 5,
		"B": 100, "B11": 5, "B12": 10, "B21": 25, "B22": 60, "C": 20,
		"D": 310, "D1": 40, "D21": 265, "D22": 5, "E": 90, "E21": 50, "F": 20, "G": 6.2,
		"floor_A": 285, "floor_A2": 162, "footprint_A": 108, "site_A2": 99,
	} {
		t[name] = indicators.Total{Value: ha * hectare, Known: true, Unit: "m²", Pieces: 1}
	}
	for key, v := range map[string]float64{
		"investment": 1_116_000, "industrial_tax": 81_000, "tax23": 108_000, "population": 9_600,
	} {
		t[indicators.StatisticPrefix+key] = indicators.Total{Value: v, Known: true}
	}
	return t
}

// fourDecimals is half a unit of the fourth decimal, to which the worked example prints.
const fourDecimals = 0.5e-4

func builtin(t *testing.T, name string) *indicators.Set {
	t.Helper()
	s, err := indicators.Builtin(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func byName(metrics []indicators.Metric) map[string]indicators.Metric {
	m := map[string]indicators.Metric{}
	for _, x := range metrics {
		m[x.Indicator] = x
	}
	return m
}

func nodesByName(nodes []indicators.Node) map[string]indicators.Node {
	m := map[string]indicators.Node{}
	for _, n := range nodes {
		m[n.Name] = n
	}
	return m
}

func TestWorkedExampleIndicators(t *testing.T) {
	metrics := byName(builtin(t, "tdt1029-2014").Evaluate(workedTotals()))
	for name, want := range map[string]float64{
		"development_rate": 81.25, "supply_rate": 95.3846, "built_up_rate": 96.7742, "built_share": 75,
		"industrial_land_rate": 60, "overall_plot_ratio": 0.95, "overall_density": 36,
		"industrial_plot_ratio": 0.90, "industrial_coefficient": 55,
		"investment_intensity": 6200, "industrial_tax_intensity": 450,
		"overall_tax_intensity": 360, "population_density": 32, "idle_rate": 2,
	} {
		m, ok := metrics[name]
		if !ok || m.Value == nil {
			t.Errorf("%s: not computed: %s", name, m.Note.EN)
			continue
		}
		if math.Abs(*m.Value-want) > fourDecimals {
			t.Errorf("%s = %.6f, want %.4f", name, *m.Value, want)
		}
	}
}

func TestWorkedExampleScores(t *testing.T) {
	s := builtin(t, "tdt1029-2014")
	nodes := s.Score(s.Evaluate(workedTotals()), "工业主导型")
	if nodes[0].Name != "tdt1029-2014" || nodes[0].Parent != "" {
		t.Fatalf("the root comes first and has the set's name, got %+v", nodes[0])
	}
	scores := nodesByName(nodes)
	// 程度 (95.3846+96.7742)/2; 结构 60/65; 强度 .25·90.4762+.22·90+.25·85.7143+.28·91.6667;
	// 状况 .25·96.0794+.25·92.3077+.5·89.5143; 效益 (88.5714+90)/2;
	// 主区 .7·91.8539+.2·89.2857+.1·98
	for name, want := range map[string]float64{
		"supply_rate": 95.3846, "built_up_rate": 96.7742, "industrial_land_rate": 92.3077,
		"overall_plot_ratio": 90.4762, "overall_density": 90, "industrial_plot_ratio": 85.7143,
		"industrial_coefficient": 91.6667, "investment_intensity": 88.5714,
		"industrial_tax_intensity": 90, "idle_rate": 98,
		"use_degree": 96.0794, "use_structure": 92.3077, "use_intensity": 89.5143,
		"land_use": 91.8539, "benefit": 89.2857, "management": 98, "tdt1029-2014": 91.9549,
	} {
		n, ok := scores[name]
		if !ok || n.Score == nil {
			t.Errorf("%s: no score: %s", name, n.Note.EN)
			continue
		}
		if math.Abs(*n.Score-want) > fourDecimals {
			t.Errorf("%s scores %.6f, want %.4f", name, *n.Score, want)
		}
		if !n.Demonstration {
			t.Errorf("%s is not marked as a demonstration value", name)
		}
	}
}

func TestWorkedExampleHasNoRemarks(t *testing.T) {
	s := builtin(t, "tdt1029-2014")
	totals := workedTotals()
	if remarks := s.Check(totals, s.Evaluate(totals)); len(remarks) != 0 {
		t.Errorf("the worked example keeps every identity, got %+v", remarks)
	}
	if kind, ok := s.AdvisoryType("", totals); !ok || kind != "工业主导型" {
		t.Errorf("advisory type %q, want 工业主导型 (A2/A 60 %% > 30, A1/A 13.33 %% < 25)", kind)
	}
}

func TestBrokenIdentitiesAreNamed(t *testing.T) {
	s := builtin(t, "tdt1029-2014")
	totals := workedTotals()
	e := totals["E"]
	e.Value += 50_000 // 5 ha too much
	totals["E"] = e
	remarks := s.Check(totals, s.Evaluate(totals))
	if len(remarks) != 1 || remarks[0].Check != "total" {
		t.Fatalf("want the identity total alone, got %+v", remarks)
	}
}

func TestImplausibleFiguresAreNamed(t *testing.T) {
	s := builtin(t, "tdt1029-2014")
	for name, floorHa := range map[string]float64{"below 0.2": 30, "above 3.0": 1200} { // on 300 ha
		totals := workedTotals()
		f := totals["floor_A"]
		f.Value = floorHa * 10_000
		totals["floor_A"] = f
		remarks := s.Check(totals, s.Evaluate(totals))
		if len(remarks) != 1 || remarks[0].Check != "overall_plot_ratio" {
			t.Errorf("%s: %+v", name, remarks)
		}
	}
}

func TestRowSaysWhetherItTookTheStatistic(t *testing.T) {
	s, totals := builtin(t, "tdt1029-2014"), workedTotals()
	totals["tax_A2"] = indicators.Total{Value: 80_000, Known: true, Unit: "万元", Pieces: 1}
	note := byName(s.Evaluate(totals))["industrial_tax_intensity"].Note.EN
	if want := "by the statistic industrial_tax (the parcels add up to 80000.00 万元)"; note != want {
		t.Errorf("note %q, want %q", note, want)
	}
	delete(totals, "statistics.industrial_tax")
	m := byName(s.Evaluate(totals))["industrial_tax_intensity"]
	if want := "the sum of the parcels, for lack of the statistic industrial_tax"; m.Note.EN != want || math.Abs(*m.Value-80_000.0/180) > 1e-9 {
		t.Errorf("%g, note %q, want %g, %q", *m.Value, m.Note.EN, 80_000.0/180, want)
	}
}
