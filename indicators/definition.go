package indicators

import (
	"fmt"
	"slices"
	"strings"
)

// Definition says what an indicator is, for reports and manuals.
type Definition struct {
	Name           string
	NameZH, NameEN string
	Unit           string
	Formula        string // over totals in base units
	Lower          bool   // less is better
	Source         string // where the formula comes from

	Standard  string    // how the value becomes a score: ideal_ratio, complement or inverse_ratio
	DueCounts bool      // where the denominator is 0, nothing was due: counted as full
	Plausible []float64 // lower and upper bound, in Unit; nil where there is none
	Open      bool      // a figure at a bound of Plausible is not plausible
}

// Definitions lists the set's indicators in the order of Evaluate.
func (s *Set) Definitions() []Definition { return definitions(s.indicators) }

// Potentials lists the figures of Potential, in its order.
func (s *Set) Potentials() []Definition { return definitions(s.potentials) }

func definitions(list []indicator) []Definition {
	out := make([]Definition, len(list))
	for i, ind := range list {
		out[i] = Definition{ind.name, ind.title.ZH, ind.title.EN, ind.unit.symbol, ind.formula.text, ind.lower, ind.source,
			ind.standard, ind.whenZero == policyFull, slices.Clone(ind.plausible), ind.open}
	}
	return out
}

// Equation says what must hold between the figures of a park: Left equals
// Right, or is at most Right where AtMost, to within Tolerance in base units.
type Equation struct {
	Name           string
	NameZH, NameEN string
	Left, Right    string // over totals and indicators
	AtMost         bool
	Tolerance      float64
}

// Equations lists the identities that the set checks.
func (s *Set) Equations() []Equation {
	out := make([]Equation, len(s.identities))
	for i, id := range s.identities {
		out[i] = Equation{id.name, id.title.ZH, id.title.EN, id.left.text, id.right.text, id.atMost, id.tolerance}
	}
	return out
}

// TypeRule says when a park's name and figures propose a type.
type TypeRule struct {
	Type  string
	Names []string // the park's name has one of these in it; nil for any name
	When  string   // what must hold between the figures; "" for any
}

// TypeRules lists the rules in their order; the first that holds proposes.
func (s *Set) TypeRules() []TypeRule {
	out := make([]TypeRule, len(s.types))
	for i, rule := range s.types {
		out[i] = TypeRule{Type: rule.name, Names: slices.Clone(rule.names)}
		if rule.when != nil {
			out[i].When = rule.when.text
		}
	}
	return out
}

// Aggregate says what a total is a sum of.
type Aggregate struct {
	Name           string
	NameZH, NameEN string
	Sum            string // area or an attribute of parcels
	Where          string // the pieces it takes: built_code A2; "" for all
	Unit           string
}

// Aggregates lists the sums that a Tally of the set makes.
func (s *Set) Aggregates() []Aggregate {
	out := make([]Aggregate, len(s.aggregates))
	for i := range s.aggregates {
		a := &s.aggregates[i]
		out[i] = Aggregate{a.name, a.title.ZH, a.title.EN, a.sum, a.where.String(), a.unit.symbol}
	}
	return out
}

// String writes the filter as a person would read it.
func (f *filter) String() string {
	var parts []string
	for _, p := range []struct {
		key   string
		codes codeList
	}{
		{"status", f.Status}, {"built_code", f.BuiltCode}, {"supply_code", f.SupplyCode},
		{"hightech_code", f.HightechCode}, {f.Scheme + " land_use", f.LandUse},
	} {
		if p.codes != nil {
			parts = append(parts, p.key+" "+strings.Join(p.codes, " "))
		}
	}
	if f.Industrial != nil {
		parts = append(parts, fmt.Sprintf("industrial %t", *f.Industrial))
	}
	if f.Idle != nil {
		parts = append(parts, fmt.Sprintf("idle %t", *f.Idle))
	}
	return strings.Join(parts, ", ")
}

// Tree names a tree of the set and the park types that it is for. Scoring no
// metrics for one of them gives its nodes with weights and ideal values.
type Tree struct {
	Name           string
	NameZH, NameEN string
	Types          []string
	Default        bool // taken for parks of no listed type
}

// Trees lists the set's trees.
func (s *Set) Trees() []Tree {
	out := make([]Tree, len(s.trees))
	for i := range s.trees {
		out[i] = s.trees[i].describe()
	}
	return out
}

func (t *tree) describe() Tree {
	return Tree{t.name, t.title.ZH, t.title.EN, append([]string(nil), t.types...), t.isDefault}
}

// Gaps says what becomes of an indicator that can't be computed: skip, full or
// zero.
func (s *Set) Gaps() string { return s.gapPolicy }

// MainShare is the main area's share of a zone's score, where there is a
// growth-direction area, and what confirms it; "" marks a demonstration value.
func (s *Set) MainShare() (share float64, source string) { return s.mainShare, s.mainShareSource }

// Classification says how parks are sorted into classes by yield per mu. The
// borders of the classes are in Thresholds.
type Classification struct {
	NameZH, NameEN string
	Items          []ClassItem
	Cap            float64 // how many times its benchmark a figure may count
	CapSource      string  // what confirms the cap; "" marks a demonstration value
	TiesLower      bool    // equal points share the lower class
	Lacking        string  // the class of parks without figures; "" for none
}

// ClassItem is a figure by which parks are classified.
type ClassItem struct {
	Indicator       string
	Weight          float64
	WeightSource    string   // what confirms the weight; "" marks a demonstration value
	Benchmark       *float64 // in the indicator's unit; nil: the mean of all that are classified together
	BenchmarkSource string   // what confirms the benchmark, be it the mean
}

// Classification returns the set's classification; false where it has none.
func (s *Set) Classification() (Classification, bool) {
	if s.classing == nil {
		return Classification{}, false
	}
	c := s.classing
	out := Classification{NameZH: c.title.ZH, NameEN: c.title.EN, Cap: c.cap, CapSource: c.capSource, TiesLower: c.lower, Lacking: c.lacking}
	for _, it := range c.items {
		out.Items = append(out.Items, ClassItem{it.indicator.name, it.weight, it.weightSource, it.benchmark, it.benchmarkSource})
	}
	return out, true
}
