package indicators_test

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"jiyue/indicators"
	"jiyue/indicators/intensity"
)

// nodesConditions holds every condition of every application against a figure
// just under its bound, at it, and just over it. park is the park's own figure,
// worked out in nodesIndicators and nodesPotentials; of score it is the root in
// nodesTrees, which differs by edition.
var nodesConditions = map[string]struct {
	park, bound     float64
	under, at, over string
}{
	"new_quota/score":               {math.NaN(), 80, indicators.Fails, indicators.Qualifies, indicators.Qualifies},
	"new_quota/supply_rate":         {90, 90, indicators.Fails, indicators.Qualifies, indicators.Qualifies},
	"new_quota/built_up_rate":       {88.8889, 85, indicators.Fails, indicators.Qualifies, indicators.Qualifies},
	"new_quota/idle_rate":           {2, 2, indicators.Qualifies, indicators.Qualifies, indicators.Fails},
	"release_land/idle_rate":        {2, 2, indicators.Fails, indicators.Fails, indicators.Qualifies},
	"release_land/built_up_rate":    {88.8889, 75, indicators.Qualifies, indicators.Fails, indicators.Fails},
	"enlargement/score":             {math.NaN(), 80, indicators.Fails, indicators.Qualifies, indicators.Qualifies},
	"enlargement/development_rate":  {83.3333, 90, indicators.Fails, indicators.Qualifies, indicators.Qualifies},
	"enlargement/supply_rate":       {90, 90, indicators.Fails, indicators.Qualifies, indicators.Qualifies},
	"enlargement/built_up_rate":     {88.8889, 85, indicators.Fails, indicators.Qualifies, indicators.Qualifies},
	"enlargement/idle_rate":         {2, 2, indicators.Qualifies, indicators.Qualifies, indicators.Fails},
	"enlargement/supply_years_mean": {6, 3, indicators.Qualifies, indicators.Qualifies, indicators.Fails},
	"warning/score":                 {math.NaN(), 60, indicators.Qualifies, indicators.Fails, indicators.Fails},
	"warning/idle_rate":             {2, 5, indicators.Fails, indicators.Fails, indicators.Qualifies},
	"warning/built_up_rate":         {88.8889, 60, indicators.Qualifies, indicators.Fails, indicators.Fails},
}

// nodesScoreOf is the root's score of the park, from nodesTrees: industry-led
// by the edition of 2014, in general by that of 2010.
var nodesScoreOf = map[string]float64{"tdt1029-2014": 87.8643, "tdt1029-2010": 85.7007}

func TestNodesConditions(t *testing.T) {
	for _, set := range indicators.BuiltinNames() {
		s := builtin(t, set)
		var names []string
		for _, v := range nodesVerdicts(s, "工业主导型") {
			for i, c := range v.Conditions {
				key := v.Application + "/" + c.Figure
				names = append(names, key)
				want := nodesConditions[key]
				if c.Figure == indicators.ScoreFigure {
					want.park = nodesScoreOf[set]
				}
				if !closeTo(c.Value, want.park) || c.Bound != want.bound {
					t.Errorf("%s: %s is %s against %g, want %.4f against %g", set, key, inWords(c.Value), c.Bound, want.park, want.bound)
				}
				for figure, holds := range map[float64]string{want.bound - 0.01: want.under, want.bound: want.at, want.bound + 0.01: want.over} {
					if got := nodesCondition(s, v.Application, i, figure); got != holds {
						t.Errorf("%s: %s at %g: %s, want %s", set, key, figure, got, holds)
					}
				}
			}
		}
		covered(t, "condition", names, nodesConditions)
	}
}

// nodesVerdicts judges the park.
func nodesVerdicts(s *indicators.Set, kind string, changes ...nodesChange) []indicators.Verdict {
	totals := nodesTotals(s, changes...)
	metrics := s.Evaluate(totals)
	return s.Judge(metrics, s.Potential(totals, metrics, kind), indicators.ParkScore{Value: s.Score(metrics, kind)[0].Score})
}

// nodesCondition answers one condition for a figure of that size.
func nodesCondition(s *indicators.Set, application string, at int, figure float64) string {
	var metrics []indicators.Metric
	for _, name := range s.IndicatorNames() {
		metrics = append(metrics, indicators.Metric{Indicator: name, Value: &figure})
	}
	for _, p := range s.Potentials() {
		metrics = append(metrics, indicators.Metric{Indicator: p.Name, Value: &figure})
	}
	verdicts := s.Judge(metrics, nil, indicators.ParkScore{Value: &figure})
	return verdicts[slices.IndexFunc(verdicts, func(v indicators.Verdict) bool { return v.Application == application })].Conditions[at].Holds
}

// The answers for whole parks by the edition of 2014.
func TestNodesApplications(t *testing.T) {
	const yes, no, open = indicators.Qualifies, indicators.Fails, indicators.Undecided
	// B 90 with B21 61: developed (200+61)/(200+90) = 90 %; D 235: supplied
	// 235/261 = 90.0383 %, built 200/235 = 85.1064 %, idle 4.5/235 = 1.9149 %;
	// 75 ha at 25 a year last 3 years.
	ripe := []nodesChange{with("B", 90), with("B21", 61), with("D", 235), with("statistics.supply_mean", 25)}
	for _, tt := range []struct {
		name, kind string
		changes    []nodesChange
		want       map[string]string
	}{
		// quota: 87.8643 ≥ 80, 90 ≥ 90, 88.8889 ≥ 85, 2 ≤ 2; enlargement: 83.3333 is not ≥ 90, 6 not ≤ 3
		{"the park", "工业主导型", nil, map[string]string{"new_quota": yes, "release_land": no, "enlargement": no, "warning": no}},
		{"everything for enlargement", "工业主导型", ripe, map[string]string{"new_quota": yes, "release_land": no, "enlargement": yes, "warning": no}},
		{"enlargement without the supply of the years", "工业主导型", append(slices.Clone(ripe), without("statistics.supply_mean")),
			map[string]string{"new_quota": yes, "release_land": no, "enlargement": open, "warning": no}},
		// 13.5/225 = 6 %: above 2 and above 5
		{"idle land", "工业主导型", []nodesChange{with("G", 13.5)}, map[string]string{"new_quota": no, "release_land": yes, "enlargement": no, "warning": yes}},
		// 6.75/225 = 3 %: above 2, not above 5
		{"some idle land", "工业主导型", []nodesChange{with("G", 6.75)}, map[string]string{"new_quota": no, "release_land": yes, "enlargement": no, "warning": no}},
		// The others of all hold, of any don't; for enlargement the development rate fails all the same.
		{"idle land not known", "工业主导型", []nodesChange{without("G")}, map[string]string{"new_quota": open, "release_land": open, "enlargement": no, "warning": open}},
		// 56 points (at the edges of the scores), built rate 0
		{"nothing built", "产城融合型", []nodesChange{with("A", 0)}, map[string]string{"new_quota": no, "release_land": yes, "enlargement": no, "warning": yes}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var names []string
			for _, v := range nodesVerdicts(builtin(t, "tdt1029-2014"), tt.kind, tt.changes...) {
				names = append(names, v.Application)
				if v.Answer != tt.want[v.Application] {
					t.Errorf("%s: %s, want %s: %+v", v.Application, v.Answer, tt.want[v.Application], v.Conditions)
				}
			}
			covered(t, "application", names, tt.want)
		})
	}
}

// Three parks that are classified together; each benchmark is the sum of what
// the parks yield over the sum of their land:
//
//	the park 4800 mu: tax 48 000 = 10, output 960 000 = 200, value added 240 000 = 50 万元/亩
//	second   2400 mu: tax  9 600 =  4, output 240 000 = 100, value added  48 000 = 20
//	third     800 mu: tax 22 400 = 28, the others not known
//
//	tax          80 000/8000 = 10        points 0.5·100·(1, 0.4, 2.8 → 2) = 50, 20, 100
//	output    1 200 000/7200 = 166.6667  points 0.3·100·(1.2, 0.6)        = 36, 18
//	value added 288 000/7200 = 40        points 0.2·100·(1.25, 0.5)       = 25, 10
//
// Together 111 and 48; the third over its weight: 100/0.5 = 200. Places 2, 3
// and 1: 1/3, 2/3 and 0 of the parks are before them, which is B (below 70 %),
// B and A (below 25 %).
func TestNodesClassification(t *testing.T) {
	none := math.NaN()
	benchmarks := map[string]float64{"tax_per_mu": 10, "output_per_mu": 166.6667, "value_added_per_mu": 40}
	for _, set := range indicators.BuiltinNames() {
		s := builtin(t, set)
		ratings := s.Classify([][]indicators.Metric{s.Evaluate(nodesTotals(s)), nodesYields(s, 2400, 9_600, 240_000, 48_000), nodesYields(s, 800, 22_400, none, none)})
		for i, want := range []struct {
			class  string
			place  int
			points float64
			items  map[string]float64
		}{
			{"B", 2, 111, map[string]float64{"tax_per_mu": 50, "output_per_mu": 36, "value_added_per_mu": 25}},
			{"B", 3, 48, map[string]float64{"tax_per_mu": 20, "output_per_mu": 18, "value_added_per_mu": 10}},
			{"A", 1, 200, map[string]float64{"tax_per_mu": 100, "output_per_mu": none, "value_added_per_mu": none}},
		} {
			r, names := ratings[i], []string(nil)
			if r.Name != want.class || r.Place != want.place || r.Of != 3 || !closeTo(r.Points, want.points) {
				t.Errorf("%s, park %d: class %s, place %d of %d with %s points, want %+v", set, i+1, r.Name, r.Place, r.Of, inWords(r.Points), want)
			}
			for _, it := range r.Items {
				names = append(names, it.Indicator)
				points, benchmark := want.items[it.Indicator], benchmarks[it.Indicator]
				if math.IsNaN(points) != (it.Points == nil) || it.Points != nil && !closeTo(it.Points, points) || !closeTo(it.Benchmark, benchmark) {
					t.Errorf("%s, park %d: %s adds %s at the benchmark %s, want %g at %g", set, i+1, it.Indicator, inWords(it.Points), inWords(it.Benchmark), points, benchmark)
				}
			}
			covered(t, "item of the classification", names, want.items)
		}
	}
}

// nodesYields are the metrics of a park of so many mu; NaN is not known.
func nodesYields(s *indicators.Set, mu, tax, output, added float64) []indicators.Metric {
	totals := indicators.Totals{"parcel_area": {Value: mu * 2000 / 3, Known: true}}
	for name, v := range map[string]float64{"tax": tax, "output": output, "value_added": added} {
		if !math.IsNaN(v) {
			totals[name] = indicators.Total{Value: v, Known: true}
		}
	}
	return s.Evaluate(totals)
}

// Twenty parks of one mu with a tax of 20, 19, … 1: the share of the parks
// before the k-th is (k−1)·5 %. A below 25 %: 1–5; B below 70 %: 6–14 (25 to
// 65 %); C below 95 %: 15–19 (70 to 90 %); D: 20 (95 %).
var nodesClasses = map[string][2]int{"class/A": {1, 5}, "class/B": {6, 14}, "class/C": {15, 19}, "class/D": {20, 20}}

func TestNodesBordersOfTheClasses(t *testing.T) {
	for _, set := range indicators.BuiltinNames() {
		s := builtin(t, set)
		var parks [][]indicators.Metric
		for tax := 20; tax > 0; tax-- {
			parks = append(parks, nodesYields(s, 1, float64(tax), math.NaN(), math.NaN()))
		}
		for i, r := range s.Classify(parks) {
			if span := nodesClasses["class/"+r.Name]; i+1 < span[0] || i+1 > span[1] {
				t.Errorf("%s: park %d of 20 is of class %s, which has %v", set, i+1, r.Name, span)
			}
		}
	}
}

// nodesLists says which land each list of parcels takes, and below what.
var nodesLists = map[string]indicators.ParcelList{
	"idle":           {Land: indicators.LandIdle},
	"expired":        {Land: indicators.LandExpired},
	"low_tax":        {Land: indicators.LandIndustrial, Figure: "tax_per_mu", Below: 3, Unit: "万元/亩"},
	"low_plot_ratio": {Land: indicators.LandIndustrial, Figure: "plot_ratio", Below: 0.5},
}

// Every bound by which a set judges stands in a table of this file.
func TestNodesEveryThresholdIsWorkedOut(t *testing.T) {
	for _, set := range indicators.BuiltinNames() {
		s := builtin(t, set)
		worked, lists, keys := map[string]bool{}, []string(nil), []string(nil)
		for key := range nodesConditions {
			worked[key] = true
		}
		for key := range nodesClasses {
			worked[key] = true
		}
		for _, key := range []string{"class_weight/tax_per_mu", "class_weight/output_per_mu", "class_weight/value_added_per_mu", "class_cap"} {
			worked[key] = true // TestNodesClassification
		}
		if set == "tdt1029-2014" { // the edition with growth-direction areas: TestWorkedExampleZone
			worked["main_share"] = true
		}
		for _, l := range s.ParcelLists() {
			lists = append(lists, l.Name)
			want := nodesLists[l.Name]
			if l.Land != want.Land || l.Figure != want.Figure || l.Below != want.Below || l.Unit != want.Unit {
				t.Errorf("%s: %+v, want %+v", set, l, want)
			}
			if l.Figure != "" {
				worked[l.Name] = true
			}
		}
		covered(t, "list of parcels", lists, nodesLists)
		for _, b := range s.Thresholds() {
			keys = append(keys, b.Key)
		}
		covered(t, "threshold", keys, worked)
	}
}

// The type that the land suggests: A2/A above 30 % and A1/A below 25 %, or
// neither; of A 200 that is 60 and 50 ha.
func TestNodesTypes(t *testing.T) {
	for _, tt := range []struct {
		name    string
		changes []nodesChange
		want    string
	}{
		{"50 % industry, 10 % housing", nil, "工业主导型"},
		{"30.1 % and 24.9 %", []nodesChange{with("A2", 60.2), with("A1", 49.8)}, "工业主导型"},
		{"30 % and 25 %", []nodesChange{with("A2", 60), with("A1", 50)}, "产城融合型"},
		{"30 % and 24.9 %", []nodesChange{with("A2", 60), with("A1", 49.8)}, ""},
		{"30.1 % and 25 %", []nodesChange{with("A2", 60.2), with("A1", 50)}, ""},
		{"housing not known", []nodesChange{without("A1")}, ""},
		{"nothing built", []nodesChange{with("A", 0)}, ""},
	} {
		s := builtin(t, "tdt1029-2014")
		if kind, ok := s.AdvisoryType("", nodesTotals(s, tt.changes...)); kind != tt.want || ok != (tt.want != "") {
			t.Errorf("%s: %q, want %q", tt.name, kind, tt.want)
		}
	}
	earlier := builtin(t, "tdt1029-2010")
	if kind, ok := earlier.AdvisoryType("", nodesTotals(earlier)); ok {
		t.Errorf("the 2010 edition has no types by figures, got %s", kind)
	}
}

// Zones of 保税 or 加工区 are industry-led whatever their land: the rule that
// the evaluation software meant to have, and overwrote by the tests after it.
func TestNodesTypesByName(t *testing.T) {
	housing := []nodesChange{with("A2", 20), with("A1", 100)} // 10 % and 50 %: integrated
	for _, tt := range []struct {
		park    string
		changes []nodesChange
		want    map[string]string
	}{
		{"太原武宿综合保税区", housing, map[string]string{"tdt1029-2014": "工业主导型", "tdt1029-2010": "工业主导型"}},
		{"天津出口加工区", housing, map[string]string{"tdt1029-2014": "工业主导型", "tdt1029-2010": "工业主导型"}},
		{"大宁农产品加工园区", housing, map[string]string{"tdt1029-2014": "产城融合型"}},
		{"洋浦保税港区", []nodesChange{without("A"), without("A1"), without("A2")}, map[string]string{"tdt1029-2014": "工业主导型", "tdt1029-2010": "工业主导型"}},
		{"大宁经济技术开发区", nil, map[string]string{"tdt1029-2014": "工业主导型"}},
		{"大宁经济技术开发区", housing, map[string]string{"tdt1029-2014": "产城融合型"}},
	} {
		for _, set := range indicators.BuiltinNames() {
			s := builtin(t, set)
			if kind, ok := s.AdvisoryType(tt.park, nodesTotals(s, tt.changes...)); kind != tt.want[set] || ok != (tt.want[set] != "") {
				t.Errorf("%s, %s: %q, want %q", set, tt.park, kind, tt.want[set])
			}
		}
	}
}

// A rule with names and figures asks for both.
func TestTypeByNameAndFigures(t *testing.T) {
	s, err := indicators.Parse([]byte("name: ours\nextends: tdt1029-2014\ntypes:\n  - {type: 产城融合型, names: [新区, 新城], when: A1 / A > 0.2}\n"), "ours.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		park string
		a1   float64
		want bool
	}{{"大宁新区", 50, true}, {"大宁新城", 50, true}, {"大宁新区", 30, false}, {"大宁开发区", 50, false}} {
		if kind, ok := s.AdvisoryType(tt.park, nodesTotals(s, with("A1", tt.a1))); ok != tt.want {
			t.Errorf("%s with %g ha of housing: %q, want a type: %v", tt.park, tt.a1, kind, tt.want)
		}
	}
}

// Two spellings of a type are no disagreement, and the edition of 2010 knows no
// types beside high-tech zones.
func TestSameType(t *testing.T) {
	for _, tt := range []struct {
		set, a, b string
		want      bool
	}{
		{"tdt1029-2014", "工业主导型", "工业主导", true}, {"tdt1029-2014", "industrial", "工业主导型", true},
		{"tdt1029-2014", "工业主导型", "产城融合型", false}, {"tdt1029-2014", "工业主导型", "其他类型", false},
		{"tdt1029-2014", "其他类型", "其他类型", true},
		{"tdt1029-2010", "工业主导型", "产城融合型", true}, {"tdt1029-2010", "工业主导型", "高新区", false},
	} {
		if got := builtin(t, tt.set).SameType(tt.a, tt.b); got != tt.want {
			t.Errorf("%s: %s and %s: %v", tt.set, tt.a, tt.b, got)
		}
	}
}

// nodesIdentities breaks one identity each; figures that leave their plausible
// range with it, where the set has them, are named too.
var nodesIdentities = map[string]struct {
	changes []nodesChange
	also    string
}{
	"total":             {[]nodesChange{with("E", 76), with("E1", 11)}, ""},                                               // 320 and 225 + 76 + 20 = 321
	"unbuildable":       {[]nodesChange{with("F", 21), with("E", 74), with("E1", 9)}, ""},                                 // F 21 and C 20; 225 + 74 + 21 = 320
	"built_parts":       {[]nodesChange{with("A6", 11)}, ""},                                                              // 201 and A 200
	"unbuilt_parts":     {[]nodesChange{with("B22", 41)}, ""},                                                             // 101 and B 100
	"unbuildable_parts": {[]nodesChange{with("C3", 11)}, ""},                                                              // 21 and C 20
	"supplied_parts":    {[]nodesChange{with("D22", 11)}, ""},                                                             // 226 and D 225
	"suppliable_parts":  {[]nodesChange{with("E22", 16)}, ""},                                                             // 76 and E 75
	"hightech_parts":    {[]nodesChange{with("H1", 21)}, ""},                                                              // 26 and H 25
	"built_supplied":    {[]nodesChange{with("D", 190), with("D1", 30), with("E", 110), with("E1", 45)}, "built_up_rate"}, // A 200 > D 190: 105 %
	"supplied_ready":    {[]nodesChange{with("D", 260), with("D1", 100), with("E", 40), with("E21", 15)}, "supply_rate"},  // D 260 > A + B21 250: 104 %
	"idle_supplied":     {[]nodesChange{with("G", 234)}, "idle_rate"},                                                     // G 234 > D 225: 104 %
	"expired_supplied":  {[]nodesChange{with("D22", 226), with("D21", -66)}, ""},                                          // D22 226 > D 225, while 65 − 66 + 226 = 225
	"idle_disposed_due": {[]nodesChange{with("statistics.idle_disposed", 6)}, "idle_disposal_rate"},                       // of 5
	"paid_supplied_due": {[]nodesChange{with("statistics.paid_supplied", 121)}, "paid_use_rate"},                          // of 120
	"tendered_due":      {[]nodesChange{with("statistics.tendered", 61)}, "tender_rate"},                                  // of 60
	"hightech_built":    {[]nodesChange{with("H", 202), with("H1", 197)}, "hightech_land_rate"},                           // H 202 > A 200: 101 %
	"chain":             {nil, ""},                                                                                        // below
}

func TestNodesIdentities(t *testing.T) {
	for _, set := range indicators.BuiltinNames() {
		s := builtin(t, set)
		covered(t, "identity", nodesIdentityNames(t), nodesIdentities)
		for name, tt := range nodesIdentities {
			totals := nodesTotals(s, tt.changes...)
			metrics := s.Evaluate(totals)
			if name == "chain" { // 5/6 · 9/10 · 8/10 = 0.6, not 200/300
				byHand := 80.0
				metrics[slices.IndexFunc(metrics, func(m indicators.Metric) bool { return m.Indicator == "built_up_rate" })].Value = &byHand
			}
			var got []string
			for _, r := range s.Check(totals, metrics) {
				got = append(got, r.Check)
			}
			also := slices.DeleteFunc(strings.Fields(tt.also), func(name string) bool { return !slices.Contains(s.IndicatorNames(), name) })
			if want := append([]string{name}, also...); !slices.Equal(got, want) {
				t.Errorf("%s: remarks %v, want %v", set, got, want)
			}
		}
		// 0.01 ha is 100 m²: what is rounded to two places may differ by as much.
		for ha, want := range map[float64]int{20.009: 0, 20.011: 1, 19.991: 0, 19.989: 1} {
			totals := nodesTotals(s, with("A31", ha))
			if got := s.Check(totals, s.Evaluate(totals)); len(got) != want {
				t.Errorf("%s: A31 %g ha: %+v, want %d remarks", set, ha, got, want)
			}
		}
	}
}

// nodesIdentityNames reads the names of the identities from the sets.
func nodesIdentityNames(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, set := range intensity.Bases() {
		text, _ := intensity.Set(set)
		_, section, found := strings.Cut(string(text), "\nidentities:\n")
		if !found {
			continue
		}
		section, _, _ = strings.Cut(section, "\n\n")
		for _, m := range regexp.MustCompile(`(?m)^  - \{name: (\w+),`).FindAllStringSubmatch(section, -1) {
			names = append(names, m[1])
		}
	}
	return names
}

// Codes no finer than C, E and H say nothing of the parts: their identities are
// open, and no finding blames the park.
func TestNodesCoarseCodesLeavePartsOpen(t *testing.T) {
	s := builtin(t, "tdt1029-2014")
	tally := s.NewTally(measures)
	for _, p := range []nodesParcel{
		{use: "1101", status: "unbuildable", built: "C", supply: "F", ha: 8},
		{use: "1201", status: "unsupplied", built: "B22", supply: "E", ha: 8},
		{use: "0601", status: "built", built: "A2", supply: "D21", hightech: "H", ha: 20, hightechHa: 8},
	} {
		f := p.facts()
		tally.Add(&f)
	}
	totals := tally.Totals()
	for _, name := range []string{"C", "E", "H"} {
		if got := totals[name]; !got.Known || got.Value != 80_000 {
			t.Errorf("%s = %+v, want 8 ha", name, got)
		}
	}
	for _, r := range s.Check(totals, nil) {
		if strings.HasSuffix(r.Check, "_parts") {
			t.Errorf("%+v", r)
		}
	}
}
