package indicators_test

import (
	"maps"
	"testing"

	"jiyue/indicators"
)

// Sums over the parcels: land and building areas in hectares (10 000 m²),
// money in 万元.
var nodesAggregates = map[string]float64{
	"parcel_area":     320,     // 200 + 100 + 20
	"built_area":      210,     // A 200 + B11 4 + B12 6, which stand built
	"industrial_area": 104,     // by land use: 60 + 30 + 10 + 4 of B11
	"footprint_area":  62,      // 8+24+12+4+6+5+1 = 60 on A, 1.5 on B11, 0.5 on B12
	"floor_area":      192,     // 30+54+24+6+45+24+6 = 189 on A, 2 on B11, 1 on B12
	"output":          960_000, // 600 000 + 240 000 + 60 000 + 36 000 of shops + 24 000 on B11
	"tax":             48_000,  // 24 000 + 9 000 + 3 000 + 9 000 of shops + 3 000 on B11
	"A":               200,     // 20+60+30+10+20+5+15+12+18+10
	"A1":              20,
	"A2":              100, // 60+30+10
	"A31":             20,
	"A32":             5,
	"A4":              15,
	"A51":             12,
	"A52":             18,
	"A6":              10,
	"B":               100, // 4+6+50+40
	"B11":             4,
	"B12":             6,
	"B21":             50, // 20.5+4.5+20+5
	"B22":             40, // 26+10+4
	"C":               20, // 8+2+10
	"C1":              8,
	"C2":              2,
	"C3":              10,
	"D":               225, // 65+150+10
	"D1":              65,  // 20+5+12+18+10
	"D21":             150, // 20+60+30+15+20.5+4.5
	"D22":             10,  //
	"E":               75,  // 10+50+15
	"E1":              10,  //
	"E21":             50,  // 4+20+26
	"E22":             15,  // 6+5+4
	"F":               20,  // 8+2+10
	"G":               4.5, //
	"H":               25,  // high-tech area, not parcel area: 20 of H1 + 5 of H2
	"H1":              20,
	"H2":              5,
	"floor_A":         189,     // 30+54+24+6+45+24+6
	"footprint_A":     60,      // 8+24+12+4+6+5+1
	"floor_A2":        84,      // 54+24+6
	"site_A2":         66,      // 42+18+6
	"investment_A2":   500_000, // 320 000 + 150 000 + 30 000
	"tax_A2":          36_000,  // 24 000 + 9 000 + 3 000
	"tax_A":           45_000,  // 36 000 + 9 000 of shops
	"value_added":     240_000, // 150 000 + 60 000 + 15 000 + 15 000 on B11
	"output_A2":       900_000, // 600 000 + 240 000 + 60 000
}

// Indicators of both editions, in their units; # is the row of the field's
// table of indicators, in the order of the code.
var nodesIndicators = map[string]float64{
	// The raw view of the land: sums in m² and 万元, ratios as numbers, 1 mu = 2000/3 m².
	"land_area":        4_000_000,
	"parcel_area":      3_200_000,
	"built_area":       2_100_000,
	"industrial_area":  1_040_000,
	"footprint_area":   620_000,
	"floor_area":       1_920_000,
	"output":           960_000,
	"tax":              48_000,
	"built_ratio":      0.65625, // 210/320
	"building_density": 0.19375, // 62/320
	"plot_ratio":       0.6,     // 192/320
	"industrial_ratio": 0.325,   // 104/320
	"output_per_mu":    200,     // #21: 960 000/320 = 3000 万元/公顷, by 15; or 960 000/4800 mu
	"tax_per_mu":       10,      // #21: 48 000/4800
	"coverage":         0.8,     // 320/400

	"development_rate":          83.3333, // #1: (200+50)/(200+100) = 250/300 = 5/6
	"supply_rate":               90,      // #2: 225/(200+50)
	"built_up_rate":             88.8889, // #3: 200/225 = 8/9
	"built_share":               66.6667, // 200/300; by the chain 5/6 · 9/10 · 8/9 = 2/3
	"industrial_land_rate":      50,      // #4: 100/200
	"hightech_land_rate":        12.5,    // #5: 25/200, over A
	"overall_plot_ratio":        0.945,   // #6: 189/200
	"overall_density":           30,      // #7: 60/200
	"industrial_plot_ratio":     0.84,    // #8: 84/100
	"industrial_coefficient":    66,      // #9: 66/100
	"investment_intensity":      6_300,   // #10: the statistic 630 000/100, not the parcels' 500 000
	"output_intensity":          10_400,  // #11: the statistic 1 040 000/100, not the parcels' 900 000
	"hightech_output_intensity": 20_700,  // #12: 517 500/25
	"industrial_tax_intensity":  475,     // #13: the statistic 47 500/100, not the parcels' 36 000
	"overall_tax_intensity":     250,     // #14: the statistic 50 000/200 (over A), not the parcels' 45 000
	"population_density":        40,      // #15: 8000/200
	"idle_rate":                 2,       // #16: 4.5/225, over D
	"value_added_per_mu":        50,      // #21: 240 000/4800
}

// The four management indicators of the 2010 edition.
var nodesManagement2010 = map[string]float64{
	"expired_disposal_rate": 75, // #17: 30/(30 + D22 10)
	"idle_disposal_rate":    80, // #18: 4/5
	"paid_use_rate":         90, // #19: 108/120
	"tender_rate":           95, // #20: 57/60
}

// nodesPotentials are the potentials by edition and type, in hectares and
// years. Those of a type without the ideal value are missing.
var nodesPotentials = []struct {
	set, kind string
	want      map[string]float64
	none      []string // not computable: no such ideal value in the tree
}{
	{"tdt1029-2014", "工业主导型", bothOf(nodesPotentialsOfLand, map[string]float64{
		"structure_potential":   30,  // 200·(0.65 − 0.50)
		"plot_ratio_potential":  20,  // 100·(1.05 − 0.84)/1.05 = 100·0.2
		"coefficient_potential": -10, // 100·(60 − 66)/60: above the ideal
		"investment_potential":  10,  // 100·(7000 − 6300)/7000
		"tax_potential":         5,   // 100·(500 − 475)/500
	}), []string{"overall_tax_potential"}},
	{"tdt1029-2014", "产城融合型", bothOf(nodesPotentialsOfLand, map[string]float64{
		"overall_tax_potential": 100, // 200·(500 − 250)/500, over A
	}), []string{"structure_potential", "plot_ratio_potential", "coefficient_potential", "investment_potential", "tax_potential"}},
	{"tdt1029-2014", "发展方向区", nodesPotentialsOfLand, []string{"structure_potential", "plot_ratio_potential",
		"coefficient_potential", "investment_potential", "tax_potential", "overall_tax_potential"}},
	{"tdt1029-2010", "一般开发区", nodesPotentials2010, []string{"tax_potential", "overall_tax_potential"}},
	{"tdt1029-2010", "高新区", nodesPotentials2010, []string{"tax_potential", "overall_tax_potential"}},
}

// What needs no ideal value.
var nodesPotentialsOfLand = map[string]float64{
	"extension_potential":            75,   // E
	"industrial_extension_potential": 50,   // E21
	"supply_years_mean":              6,    // 75/12.5
	"supply_years_max":               5,    // 75/15
	"industrial_supply_years_mean":   5,    // 50/10
	"industrial_supply_years_max":    2.5,  // 50/20
	"management_potential":           12.5, // D22 10 + 2.5 to be taken back
}

// Both trees of 2010 have the same ideal values of these.
var nodesPotentials2010 = bothOf(nodesPotentialsOfLand, map[string]float64{
	"structure_potential":   30,  // 200·(0.65 − 0.50)
	"plot_ratio_potential":  20,  // 100·(1.05 − 0.84)/1.05
	"coefficient_potential": -10, // 100·(60 − 66)/60
	"investment_potential":  -26, // 100·(5000 − 6300)/5000: the ideal of 2010 is lower
})

// bothOf joins two tables of figures.
func bothOf(a, b map[string]float64) map[string]float64 {
	joined := maps.Clone(a)
	maps.Copy(joined, b)
	return joined
}

func TestNodesAggregates(t *testing.T) {
	for _, set := range indicators.BuiltinNames() {
		s := builtin(t, set)
		totals := nodesTotals(s)
		var names []string
		for _, a := range s.Aggregates() {
			names = append(names, a.Name)
			scale := 1.0
			if a.Unit == "m²" {
				scale = 10_000
			}
			if got := totals[a.Name]; !got.Known || got.Value != nodesAggregates[a.Name]*scale {
				t.Errorf("%s: %s = %+v, want %g", set, a.Name, got, nodesAggregates[a.Name]*scale)
			}
		}
		covered(t, "sum", names, nodesAggregates)
	}
}

func TestNodesIndicators(t *testing.T) {
	for set, examples := range map[string]map[string]float64{
		"tdt1029-2014": nodesIndicators,
		"tdt1029-2010": bothOf(nodesIndicators, nodesManagement2010),
	} {
		s := builtin(t, set)
		for _, m := range s.Evaluate(nodesTotals(s)) {
			if want := examples[m.Indicator]; !closeTo(m.Value, want) {
				t.Errorf("%s: %s = %s %s, want %.4f", set, m.Indicator, inWords(m.Value), m.Note.EN, want)
			}
		}
		covered(t, "indicator", s.IndicatorNames(), examples)
	}
}

func TestNodesPotentials(t *testing.T) {
	for _, tt := range nodesPotentials {
		s := builtin(t, tt.set)
		totals, names := nodesTotals(s), []string(nil)
		potentials := byName(s.Potential(totals, s.Evaluate(totals), tt.kind))
		for _, p := range s.Potentials() {
			names = append(names, p.Name)
		}
		examples := maps.Clone(tt.want)
		for name, want := range tt.want {
			if m := potentials[name]; !closeTo(m.Value, want) {
				t.Errorf("%s, %s: %s = %s %s, want %.4f", tt.set, tt.kind, name, inWords(m.Value), m.Note.EN, want)
			}
		}
		for _, name := range tt.none {
			examples[name] = 0
			if m := potentials[name]; m.Value != nil || m.Note.Empty() {
				t.Errorf("%s, %s: %s = %s %q, want none with a reason", tt.set, tt.kind, name, inWords(m.Value), m.Note.EN)
			}
		}
		covered(t, "potential", names, examples)
	}
}
