package indicators_test

import (
	"slices"
	"strings"
	"testing"

	"jiyue/indicators"
)

// nodesTrees has the score of every node of every tree for the park, bottom-up,
// each with its arithmetic. Leaves: value ÷ ideal × 100, at most 100.
var nodesTrees = []struct {
	set, tree string
	want      map[string]float64
}{
	{"tdt1029-2014", "industrial", map[string]float64{
		"supply_rate":              90,      // 90/100
		"built_up_rate":            88.8889, // (8/9)/1
		"use_degree":               89.4444, // 0.5·90 + 0.5·88.888889 = 45 + 44.444444
		"industrial_land_rate":     76.9231, // 50/65 = 10/13
		"use_structure":            76.9231, // alone
		"overall_plot_ratio":       90,      // 0.945/1.05
		"overall_density":          75,      // 30/40
		"industrial_plot_ratio":    80,      // 0.84/1.05
		"industrial_coefficient":   100,     // 66/60 = 110, above the ideal: 100
		"use_intensity":            87,      // 0.25·90 + 0.22·75 + 0.25·80 + 0.28·100 = 22.5 + 16.5 + 20 + 28
		"land_use":                 85.0919, // 0.25·89.444444 + 0.25·76.923077 + 0.5·87 = 22.361111 + 19.230769 + 43.5
		"investment_intensity":     90,      // 6300/7000
		"industrial_tax_intensity": 95,      // 475/500
		"input_output":             92.5,    // 0.5·90 + 0.5·95
		"benefit":                  92.5,    // alone
		"idle_rate":                98,      // less is better: (1 − 0.02)·100
		"supervision":              98,      // alone
		"management":               98,      // alone
		"tdt1029-2014":             87.8643, // 0.7·85.091880 + 0.2·92.5 + 0.1·98 = 59.564316 + 18.5 + 9.8
	}},
	{"tdt1029-2014", "integrated", map[string]float64{
		"supply_rate":           90,      // 90/100
		"built_up_rate":         88.8889, // (8/9)/1
		"use_degree":            89.4444, // 0.5·90 + 0.5·88.888889
		"overall_plot_ratio":    90,      // 0.945/1.05
		"overall_density":       75,      // 30/40
		"use_intensity":         82.95,   // 0.53·90 + 0.47·75 = 47.7 + 35.25
		"land_use":              85.2231, // 0.35·89.444444 + 0.65·82.95 = 31.305556 + 53.9175
		"overall_tax_intensity": 50,      // 250/500
		"population_density":    80,      // 40/50
		"input_output":          65,      // 0.5·50 + 0.5·80
		"benefit":               65,      // alone
		"idle_rate":             98,      // (1 − 0.02)·100
		"supervision":           98,      // alone
		"management":            98,      // alone
		"tdt1029-2014":          82.4561, // 0.7·85.223056 + 0.2·65 + 0.1·98 = 59.656139 + 13 + 9.8
	}},
	{"tdt1029-2014", "growth", map[string]float64{
		"development_rate": 83.3333, // (5/6)/1
		"use_degree":       83.3333, // alone
		"land_use":         83.3333, // alone
		"tdt1029-2014":     83.3333, // alone
	}},
	{"tdt1029-2010", "general", bothOf(nodesLandUse2010, map[string]float64{
		"industrial_land_rate": 76.9231, // 50/65
		"use_structure":        76.9231, // alone
		"land_use":             84.5724, // 0.25·87.366667 + 0.25·76.923077 + 0.5·87 = 21.841667 + 19.230769 + 43.5
		"investment_intensity": 100,     // 6300/5000 = 126, above the ideal: 100
		"output_intensity":     80,      // 10 400/13 000
		"input_output":         90,      // 0.5·100 + 0.5·80
		"benefit":              90,      // alone
		"tdt1029-2010":         85.7007, // 0.7·84.572436 + 0.2·90 + 0.1·85 = 59.200705 + 18 + 8.5
	})},
	{"tdt1029-2010", "hightech", bothOf(nodesLandUse2010, map[string]float64{
		"industrial_land_rate":      76.9231, // 50/65
		"hightech_land_rate":        31.25,   // 12.5/40
		"use_structure":             54.0865, // 0.5·76.923077 + 0.5·31.25 = 38.461538 + 15.625
		"land_use":                  78.8633, // 0.25·87.366667 + 0.25·54.086538 + 0.5·87 = 21.841667 + 13.521635 + 43.5
		"investment_intensity":      100,     // 6300/5000 = 126, above the ideal: 100
		"output_intensity":          80,      // 10 400/13 000
		"hightech_output_intensity": 90,      // 20 700/23 000
		"input_output":              90.1,    // 0.34·100 + 0.33·80 + 0.33·90 = 34 + 26.4 + 29.7
		"benefit":                   90.1,    // alone
		"tdt1029-2010":              81.7243, // 0.7·78.863301 + 0.2·90.1 + 0.1·85 = 55.204311 + 18.02 + 8.5
	})},
}

// What the two trees of 2010 score alike.
var nodesLandUse2010 = map[string]float64{
	"development_rate":       83.3333, // (5/6)/1
	"supply_rate":            90,      // 90/100
	"built_up_rate":          88.8889, // (8/9)/1
	"use_degree":             87.3667, // 0.34·83.333333 + 0.33·90 + 0.33·88.888889 = 28.333333 + 29.7 + 29.333333
	"overall_plot_ratio":     90,      // 0.945/1.05
	"overall_density":        75,      // 30/40
	"industrial_plot_ratio":  80,      // 0.84/1.05
	"industrial_coefficient": 100,     // 66/60 = 110, above the ideal: 100
	"use_intensity":          87,      // 22.5 + 16.5 + 20 + 28, as in 2014
	"expired_disposal_rate":  75,      // 75/100
	"idle_disposal_rate":     80,      // 80/100
	"supervision":            77.5,    // 0.5·75 + 0.5·80
	"paid_use_rate":          90,      // 90/100
	"tender_rate":            95,      // 95/100
	"market":                 92.5,    // 0.5·90 + 0.5·95
	"management":             85,      // 0.5·77.5 + 0.5·92.5
}

func TestNodesScores(t *testing.T) {
	for _, tt := range nodesTrees {
		s := builtin(t, tt.set)
		tree := nodesTree(t, s, tt.tree)
		for _, kind := range tree.Types {
			var names []string
			for _, n := range s.Score(s.Evaluate(nodesTotals(s)), kind) {
				names = append(names, n.Name)
				if want := tt.want[n.Name]; !closeTo(n.Score, want) {
					t.Errorf("%s, %s: %s scores %s %s, want %.4f", tt.set, kind, n.Name, inWords(n.Score), n.Note.EN, want)
				}
			}
			covered(t, "node of "+tt.set+"/"+tt.tree, names, tt.want)
		}
	}
}

// A tree without worked examples fails the test.
func TestNodesEveryTreeIsWorkedOut(t *testing.T) {
	for _, set := range indicators.BuiltinNames() {
		worked, trees := map[string]bool{}, []string(nil)
		for _, tt := range nodesTrees {
			if tt.set == set {
				worked[tt.tree] = true
			}
		}
		for _, tree := range builtin(t, set).Trees() {
			trees = append(trees, tree.Name)
		}
		covered(t, "tree of "+set, trees, worked)
	}
}

func nodesTree(t *testing.T, s *indicators.Set, name string) indicators.Tree {
	t.Helper()
	trees := s.Trees()
	at := slices.IndexFunc(trees, func(tree indicators.Tree) bool { return tree.Name == name })
	if at < 0 {
		t.Fatalf("%s has no tree %s", s.Name(), name)
	}
	return trees[at]
}

// The zone: main area 87.864316 as above; a growth area with A 30, B 70 of
// which B21 15 is developed by (30 + 15)/(30 + 70) = 45 %, 45 points;
// 0.8·87.864316 + 0.2·45 = 70.291453 + 9 = 79.291453. The 2010 edition knows
// no growth area.
func TestNodesZoneScore(t *testing.T) {
	s := builtin(t, "tdt1029-2014")
	growth := s.Score(s.Evaluate(nodesTotals(s, with("A", 30), with("B", 70), with("B21", 15))), indicators.GrowthType)[0].Score
	main := s.Score(s.Evaluate(nodesTotals(s)), "工业主导型")[0].Score
	if !closeTo(growth, 45) || !closeTo(main, 87.8643) {
		t.Fatalf("growth area %s, main area %s", inWords(growth), inWords(main))
	}
	if zone, _ := s.ZoneScore(*main, growth); !closeTo(&zone, 79.2915) {
		t.Errorf("zone %.6f, want 79.2915", zone)
	}
	if zone, _ := s.ZoneScore(*main, nil); !closeTo(&zone, 87.8643) {
		t.Errorf("zone without a growth area %.6f, want 87.8643", zone)
	}
	if _, ok := builtin(t, "tdt1029-2010").TreeFor(indicators.GrowthType); ok {
		t.Error("the 2010 edition has no growth area")
	}
}

// One figure otherwise than the park, and what it does to the nodes on the way
// up. Each begins from the scores in nodesTrees.
func TestNodesAtTheEdges(t *testing.T) {
	for _, tt := range []struct {
		name, set, kind string
		changes         []nodesChange
		want            map[string]float64
		none            []string // without a score
	}{
		{
			"at the ideal", "tdt1029-2014", "工业主导型", []nodesChange{with("floor_A", 210)},
			map[string]float64{
				"overall_plot_ratio": 100,     // 210/200 = 1.05, 1.05/1.05
				"use_intensity":      89.5,    // 0.25·100 + 16.5 + 20 + 28
				"land_use":           86.3419, // 22.361111 + 19.230769 + 0.5·89.5
				"tdt1029-2014":       88.7393, // 0.7·86.341880 + 18.5 + 9.8 = 60.439316 + 28.3
			}, nil,
		},
		{
			"far above the ideal", "tdt1029-2014", "工业主导型", []nodesChange{with("floor_A", 420)},
			map[string]float64{"overall_plot_ratio": 100, "use_intensity": 89.5, "tdt1029-2014": 88.7393}, nil, // 2.1/1.05 = 200, capped: as at the ideal
		},
		{
			"no idle land", "tdt1029-2014", "工业主导型", []nodesChange{with("G", 0)},
			map[string]float64{"idle_rate": 100, "management": 100, "tdt1029-2014": 88.0643}, nil, // 59.564316 + 18.5 + 0.1·100
		},
		{
			"more idle land, fewer points", "tdt1029-2014", "工业主导型", []nodesChange{with("G", 45)},
			map[string]float64{"idle_rate": 80, "management": 80, "tdt1029-2014": 86.0643}, nil, // 45/225 = 20 %; 78.064316 + 8
		},
		{
			"more idle than supplied land", "tdt1029-2014", "工业主导型", []nodesChange{with("G", 270)},
			map[string]float64{"idle_rate": 0, "management": 0, "tdt1029-2014": 78.0643}, nil, // (1 − 1.2)·100 = −20, not below 0
		},
		{
			"one indicator missing", "tdt1029-2014", "工业主导型", []nodesChange{without("footprint_A")},
			map[string]float64{
				"use_intensity": 90.3846, // (22.5 + 20 + 28)/(0.25 + 0.25 + 0.28) = 70.5/0.78
				"land_use":      86.7842, // 22.361111 + 19.230769 + 0.5·90.384615
				"tdt1029-2014":  89.0489, // 0.7·86.784188 + 28.3 = 60.748932 + 28.3
			}, []string{"overall_density"},
		},
		{
			"one sub-goal missing", "tdt1029-2014", "工业主导型", []nodesChange{without("B21"), without("D")}, // G/D goes with it
			map[string]float64{
				"land_use":     83.6410, // (19.230769 + 43.5)/(0.25 + 0.5) = 62.730769/0.75
				"tdt1029-2014": 85.6097, // (0.7·83.641026 + 18.5)/(0.7 + 0.2) = (58.548718 + 18.5)/0.9
			}, []string{"supply_rate", "built_up_rate", "use_degree", "idle_rate", "supervision", "management"},
		},
		{
			"one goal missing", "tdt1029-2014", "工业主导型", []nodesChange{without("G")},
			map[string]float64{"land_use": 85.0919, "tdt1029-2014": 86.7381}, // (59.564316 + 18.5)/(0.7 + 0.2)
			[]string{"idle_rate", "supervision", "management"},
		},
		{
			"a statistic missing that no parcel replaces", "tdt1029-2014", "产城融合型", []nodesChange{without("statistics.population")},
			map[string]float64{"input_output": 50, "benefit": 50, "tdt1029-2014": 79.4561}, // 59.656139 + 0.2·50 + 9.8
			[]string{"population_density"},
		},
		{
			"statistics missing that the parcels replace", "tdt1029-2014", "工业主导型", []nodesChange{without("statistics.investment"), without("statistics.industrial_tax")},
			map[string]float64{
				"investment_intensity":     71.4286, // 500 000/100 = 5000, of 7000
				"industrial_tax_intensity": 72,      // 36 000/100 = 360, of 500
				"benefit":                  71.7143, // 0.5·71.428571 + 0.5·72
				"tdt1029-2014":             83.7072, // 59.564316 + 0.2·71.714286 + 9.8 = 59.564316 + 14.342857 + 9.8
			}, nil,
		},
		{
			"the tax of both sectors from the parcels", "tdt1029-2014", "产城融合型", []nodesChange{without("statistics.tax23")},
			map[string]float64{"overall_tax_intensity": 45, "benefit": 62.5}, nil, // 45 000/200 = 225, of 500; 0.5·45 + 0.5·80
		},
		{
			"the income from the parcels", "tdt1029-2010", "一般开发区", []nodesChange{without("statistics.industrial_income")},
			map[string]float64{"output_intensity": 69.2308, "benefit": 84.6154}, nil, // 900 000/100 = 9000, of 13 000; 0.5·100 + 0.5·69.230769
		},
		{
			"nothing supplied", "tdt1029-2014", "工业主导型", []nodesChange{with("D", 0)},
			map[string]float64{
				"supply_rate":  0,       // 0/250
				"use_degree":   0,       // 1·0: the built rate 200/0 is none and its weight goes to the supply rate
				"land_use":     62.7308, // 0 + 19.230769 + 43.5
				"tdt1029-2014": 69.3462, // (0.7·62.730769 + 18.5)/(0.7 + 0.2) = 62.411538/0.9
			}, []string{"built_up_rate", "idle_rate", "management"}, // 4.5/0
		},
		{
			"no industrial land", "tdt1029-2014", "工业主导型", []nodesChange{with("A2", 0)},
			map[string]float64{
				"industrial_land_rate": 0,       // 0/200
				"use_intensity":        82.9787, // (22.5 + 16.5)/(0.25 + 0.22) = 39/0.47
				"land_use":             63.8505, // 22.361111 + 0 + 0.5·82.978723
				"tdt1029-2014":         68.1192, // (0.7·63.850473 + 9.8)/(0.7 + 0.1) = (44.695331 + 9.8)/0.8
			}, []string{"industrial_plot_ratio", "industrial_coefficient", "investment_intensity", "industrial_tax_intensity", "input_output", "benefit"},
		},
		{
			"nothing built", "tdt1029-2014", "产城融合型", []nodesChange{with("A", 0)},
			map[string]float64{
				"supply_rate":   100, // 225/(0 + 50) = 450 %
				"built_up_rate": 0,   // 0/225
				"use_degree":    50,  // 0.5·100 + 0.5·0
				"land_use":      50,  // alone: plot ratio and density have no land
				"management":    98,
				"tdt1029-2014":  56, // (0.7·50 + 9.8)/(0.7 + 0.1) = 44.8/0.8
			}, []string{"overall_plot_ratio", "overall_density", "use_intensity", "overall_tax_intensity", "population_density", "benefit"},
		},
		{
			"nothing can be built on", "tdt1029-2014", "growth", []nodesChange{with("A", 0), with("B", 0), with("B21", 0)},
			nil, []string{"development_rate", "use_degree", "land_use", "tdt1029-2014"}, // 0/0 all the way up
		},
		{
			"nothing was due", "tdt1029-2010", "一般开发区", []nodesChange{with("statistics.expired_disposed", 0), with("D22", 0)},
			map[string]float64{
				"expired_disposal_rate": 100,     // 0/0: nothing to dispose of counts as full
				"supervision":           90,      // 0.5·100 + 0.5·80
				"management":            91.25,   // 0.5·90 + 0.5·92.5
				"tdt1029-2010":          86.3257, // 59.200705 + 18 + 0.1·91.25
			}, nil,
		},
		{
			"nothing of the market was due", "tdt1029-2010", "高新区", []nodesChange{with("statistics.paid_supplied", 0), with("statistics.paid_due", 0),
				with("statistics.tendered", 0), with("statistics.tender_due", 0), with("statistics.idle_disposed", 0), with("statistics.idle_due", 0)},
			map[string]float64{
				"paid_use_rate": 100, "tender_rate": 100, "market": 100, // 0/0 each
				"idle_disposal_rate": 100, "supervision": 87.5, // 0.5·75 + 0.5·100
				"management":   93.75,   // 0.5·87.5 + 0.5·100
				"tdt1029-2010": 82.5993, // 55.204311 + 18.02 + 0.1·93.75
			}, nil,
		},
		{
			"what was due is not known", "tdt1029-2010", "一般开发区", []nodesChange{without("statistics.paid_due")},
			map[string]float64{"market": 95, "management": 86.25, "tdt1029-2010": 85.8257}, // 1·95; 0.5·77.5 + 0.5·95; 77.200705 + 8.625
			[]string{"paid_use_rate"},
		},
		{
			"no high-tech land", "tdt1029-2010", "高新区", []nodesChange{with("H", 0)},
			map[string]float64{
				"hightech_land_rate": 0,       // 0/200
				"use_structure":      38.4615, // 38.461538 + 0
				"input_output":       90.1493, // (34 + 26.4)/(0.34 + 0.33) = 60.4/0.67
			}, []string{"hightech_output_intensity"}, // 517 500/0
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := builtin(t, tt.set)
			scores := nodesByName(s.Score(s.Evaluate(nodesTotals(s, tt.changes...)), tt.kind))
			for name, want := range tt.want {
				if n := scores[name]; !closeTo(n.Score, want) {
					t.Errorf("%s scores %s %s, want %.4f", name, inWords(n.Score), n.Note.EN, want)
				}
			}
			for _, name := range tt.none {
				if n, ok := scores[name]; !ok || n.Score != nil || n.EffectiveWeight != 0 && n.Parent != "" || n.Note.Empty() {
					t.Errorf("%s scores %s with the weight %g, note %q; want none with a reason", name, inWords(n.Score), n.EffectiveWeight, n.Note.EN)
				}
			}
		})
	}
}

// The standard that no built-in set uses, less is better by the inverse ratio:
// ideal ÷ value × 100, and 100 up to the ideal of 50 a hectare. On 10 ha.
func TestNodesInverseRatio(t *testing.T) {
	text := strings.Replace(smallSet, "formula: statistics.people / works}", "formula: statistics.people / works, better: lower, standard: inverse_ratio}", 1)
	s, err := indicators.Parse([]byte(text), "ours.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for people, want := range map[float64]float64{
		0:     100,  // none at all
		400:   100,  // 40 a hectare: below the ideal
		500:   100,  // 50/50
		800:   62.5, // 50/80
		1_000: 50,   // 50/100
	} {
		scores := nodesByName(s.Score(s.Evaluate(indicators.Totals{
			"works": {Value: 100_000, Known: true}, "statistics.people": {Value: people, Known: true},
		}), ""))
		if n := scores["density"]; !closeTo(n.Score, want) {
			t.Errorf("%g people on 10 ha: %s %s, want %g", people, inWords(n.Score), n.Note.EN, want)
		}
	}
}
