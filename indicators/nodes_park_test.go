package indicators_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"jiyue/indicators"
)

// One park, from which the tests in nodes_*_test.go compute every figure of
// the built-in sets by hand. Land in hectares, building areas in 万 m², which
// is the same number, money in 万元. Of what a line doesn't name it has 0.
//
//	A1 20 + A2 100 + A31 20 + A32 5 + A4 15 + A51 12 + A52 18 + A6 10 = A 200
//	B11 4 + B12 6 + B21 50 + B22 40 = B 100; C1 8 + C2 2 + C3 10 = C 20; in all 320 = 4800 mu
//	D1 65 + D21 150 + D22 10 = D 225; E1 10 + E21 50 + E22 15 = E 75; F 20; in all 320
//	ready to supply: A 200 + B21 50 = 250; can be built on: A 200 + B 100 = 300
var nodesPark = []nodesParcel{
	{use: "0701", status: "built", built: "A1", supply: "D21", ha: 20, floor: 30, footprint: 8},
	{use: "0601", status: "built", built: "A2", supply: "D21", ha: 60, hightech: "H1", hightechHa: 20,
		floor: 54, footprint: 24, site: 42, investment: 320_000, tax: 24_000, output: 600_000, valueAdded: 150_000},
	{use: "0604", status: "built", built: "A2", supply: "D21", ha: 30, hightech: "H2", hightechHa: 5,
		floor: 24, footprint: 12, site: 18, investment: 150_000, tax: 9_000, output: 240_000, valueAdded: 60_000},
	{use: "0601", status: "built", built: "A2", supply: "D22", ha: 10,
		floor: 6, footprint: 4, site: 6, investment: 30_000, tax: 3_000, output: 60_000, valueAdded: 15_000},
	{use: "1004", status: "built", built: "A31", supply: "D1", ha: 20},
	{use: "1003", status: "built", built: "A32", supply: "D1", ha: 5},
	{use: "05", status: "built", built: "A4", supply: "D21", ha: 15, floor: 45, footprint: 6, tax: 9_000, output: 36_000},
	{use: "0810", status: "built", built: "A51", supply: "D1", ha: 12},
	{use: "0809", status: "built", built: "A52", supply: "D1", ha: 18, floor: 24, footprint: 5},
	{use: "09", status: "built", built: "A6", supply: "D1", ha: 10, floor: 6, footprint: 1},
	{use: "0601", status: "built", built: "B11", supply: "E21", ha: 4,
		floor: 2, footprint: 1.5, site: 2, investment: 10_000, tax: 3_000, output: 24_000, valueAdded: 15_000},
	{use: "0702", status: "built", built: "B12", supply: "E22", ha: 6, floor: 1, footprint: 0.5},
	{use: "1201", status: "unbuilt", built: "B21", supply: "D21", ha: 20.5},
	{use: "1201", status: "idle", built: "B21", supply: "D21", ha: 4.5},
	{use: "1201", status: "unsupplied", built: "B21", supply: "E21", ha: 20},
	{use: "1201", status: "unsupplied", built: "B21", supply: "E22", ha: 5},
	{use: "1201", status: "unsupplied", built: "B22", supply: "E21", ha: 26},
	{use: "1201", status: "unsupplied", built: "B22", supply: "E1", ha: 10},
	{use: "1201", status: "unsupplied", built: "B22", supply: "E22", ha: 4},
	{use: "1101", status: "unbuildable", built: "C1", supply: "F", ha: 8},
	{use: "0404", status: "unbuildable", built: "C2", supply: "F", ha: 2},
	{use: "1206", status: "unbuildable", built: "C3", supply: "F", ha: 10},
}

// The park's statistics: land in hectares, yearly supply in hectares a year,
// money in 万元, people in persons. Its extent is 400 ha.
var (
	nodesExtentHa = 400.0
	nodesLandHa   = map[string]float64{
		"expired_disposed": 30, "idle_disposed": 4, "idle_due": 5,
		"paid_supplied": 108, "paid_due": 120, "tendered": 57, "tender_due": 60,
		"supply_mean": 12.5, "supply_max": 15, "industrial_supply_mean": 10, "industrial_supply_max": 20,
		"idle_recoverable": 2.5,
	}
	nodesOther = map[string]float64{
		"population": 8_000, "investment": 630_000, "industrial_tax": 47_500, "tax23": 50_000,
		"industrial_income": 1_040_000, "hightech_income": 517_500,
	}
)

type nodesParcel struct {
	use, status, built, supply, hightech string
	ha, hightechHa                       float64
	floor, footprint, site               float64 // 万 m²
	investment, tax, output, valueAdded  float64 // 万元
}

// facts turns the line into base units.
func (p *nodesParcel) facts() indicators.Facts {
	const hectare = 10_000
	f := piece(p.use, p.status, p.ha*hectare, map[string]float64{
		"footprint": p.footprint * hectare, "floor_area": p.floor * hectare, "site_coverage": p.site * hectare,
		"hightech_area": p.hightechHa * hectare, "output": p.output, "tax": p.tax,
		"value_added": p.valueAdded, "investment": p.investment,
	})
	f.BuiltCode, f.SupplyCode, f.HightechCode = p.built, p.supply, p.hightech
	return f
}

// nodesTotals adds up the park in a set, with what an example has otherwise.
func nodesTotals(s *indicators.Set, changes ...nodesChange) indicators.Totals {
	const hectare = 10_000
	tally := s.NewTally(measures)
	for i := range nodesPark {
		f := nodesPark[i].facts()
		tally.Add(&f)
	}
	totals := tally.Totals()
	totals[indicators.LandArea] = indicators.Total{Value: nodesExtentHa * hectare, Known: true, Unit: "m²"}
	for key, ha := range nodesLandHa {
		totals[indicators.StatisticPrefix+key] = indicators.Total{Value: ha * hectare, Known: true}
	}
	for key, v := range nodesOther {
		totals[indicators.StatisticPrefix+key] = indicators.Total{Value: v, Known: true}
	}
	for _, c := range changes {
		if c.missing {
			delete(totals, c.name)
			continue
		}
		totals[c.name] = indicators.Total{Value: c.ha * hectare, Known: true, Unit: totals[c.name].Unit}
	}
	return totals
}

// nodesChange is a sum or a statistic that an example has otherwise than the
// park: another one, in hectares, or none.
type nodesChange struct {
	name    string
	ha      float64
	missing bool
}

func without(name string) nodesChange          { return nodesChange{name: name, missing: true} }
func with(name string, ha float64) nodesChange { return nodesChange{name: name, ha: ha} }

// closeTo compares with a figure that was worked out to four decimals.
func closeTo(got *float64, want float64) bool {
	return got != nil && math.Abs(*got-want) <= fourDecimals
}

// inWords prints a figure that may be missing.
func inWords(v *float64) string {
	if v == nil {
		return "nothing"
	}
	return fmt.Sprintf("%.6f", *v)
}

// covered fails for every name of the set that no example has, and for every
// example of a name that the set lacks: a new node breaks the test until
// somebody worked it out.
func covered[T any](t *testing.T, what string, names []string, examples map[string]T) {
	t.Helper()
	for _, name := range names {
		if _, ok := examples[name]; !ok {
			t.Errorf("%s %s has no worked example", what, name)
		}
	}
	for name := range examples {
		if !slices.Contains(names, name) {
			t.Errorf("the worked example of %s is of no %s in the set", name, what)
		}
	}
}

// The park is consistent: no identity is broken, no figure implausible.
func TestNodesParkKeepsEveryIdentity(t *testing.T) {
	for _, name := range indicators.BuiltinNames() {
		s := builtin(t, name)
		totals := nodesTotals(s)
		for _, r := range s.Check(totals, s.Evaluate(totals)) {
			t.Errorf("%s: %s", name, r.Note.EN)
		}
		for key, total := range totals {
			if total.Missing > 0 || strings.HasPrefix(key, "derived.") && total.Value != 0 {
				t.Errorf("%s: the park leaves %s open: %+v", name, key, total)
			}
		}
	}
}
