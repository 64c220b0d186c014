package indicators

import (
	"slices"
	"sync/atomic"
)

// Set is an indicator set: which sums to take over the pieces, which
// indicators to compute from them, and how to score them. It is checked when
// it is read and never changes afterwards; it may be used by many goroutines.
type Set struct {
	name       string
	title      Note
	provenance string
	text       string // as it was read
	aggregates []aggregate
	statistics []statistic
	indicators []indicator // in the order of evaluation: raw ones first
	potentials []indicator // computed with the ideal values of the park's tree
	identities []identity
	types      []typeRule
	trees      []tree
	gapPolicy  string
	slots      []slot         // of the evaluator: every figure that a formula may name
	places     map[string]int // of the slots, by name

	mainShare       float64 // of the main area in a zone's score; the growth area has the rest
	mainShareSource string  // "" marks a demonstration value

	grades       []grade         // highest first
	classing     *classification // nil where the set has none
	applications []application
	lists        []ParcelList
}

// slot is a figure that formulas may name: the extent's area, an aggregate, a
// statistic, an indicator, or the ideal value of an indicator, in this order.
type slot struct {
	name      string // as in formulas
	aggregate *aggregate
	statistic *statistic
	indicator *indicator
	idealOf   *indicator
	words     Note // what it is, for the reason when it is missing; empty of an aggregate
}

// aggregate is a sum over the pieces of an extent.
type aggregate struct {
	name  string
	title Note
	sum   string // areaSum or a measure
	unit  *unit
	where filter
}

// areaSum is what an aggregate sums where it sums land.
const areaSum = "area"

// statistic is a per-park figure that comes from a table, not from parcels.
type statistic struct {
	name  string
	title Note
	unit  *unit
}

// indicator is a figure computed from totals and other indicators.
type indicator struct {
	name      string
	title     Note
	unit      *unit
	formula   *Expression
	lower     bool   // less is better
	standard  string // how a value becomes a score: ideal_ratio, complement, inverse_ratio
	whenZero  string // score where the denominator is 0: "" as any gap, "full" where nothing was due
	plausible []float64
	open      bool // a figure at an end of the plausible range is not plausible
	source    string

	numerator, denominator *term // denominator nil where the formula is no quotient
	numeratorUnit          *unit // units in which the row shows them
	denominatorUnit        *unit
	place                  int   // among the set's indicators, in the order of Evaluate
	slot, idealSlot        int   // its own, and that of its ideal value
	uses                   []int // slots of the totals that it rests on, directly or through other indicators
	choices                []choice
	usesBuilt, usesSupply  bool // some of them are chosen by a code that may have been derived
	said                   *atomic.Pointer[saidGap]
}

// saidGap is a reason that was put into words: parks of one county mostly lack
// the same figures.
type saidGap struct {
	missing []string
	words   Note
}

// choice is a ?? b in a formula where a is a statistic and b an aggregate: the
// row says which of them it took, and what the other one was.
type choice struct{ statistic, aggregate int } // slots

// identity is a relation that must hold between the figures of a park.
type identity struct {
	name        string
	title       Note
	left, right *Expression
	atMost      bool    // left ≤ right instead of left = right
	tolerance   float64 // in base units of the sides
}

// typeRule proposes the type of a park from its name, its figures, or both.
type typeRule struct {
	name  string      // as a roster writes it
	names []string    // parts of a park's name, any of which it must have; nil for any name
	when  *Expression // nil for any figures
}

// tree is the weighted tree for parks of some types.
type tree struct {
	name      string
	title     Note
	types     []string // the types as rosters write them
	isDefault bool     // taken for parks of no listed type
	root      node
	size      int // nodes, the root included
}

// node is a node of the tree; one with an indicator is a leaf.
type node struct {
	name                      string
	title                     Note
	weight                    float64
	ideal                     float64
	weightSource, idealSource string // "" marks a demonstration value
	leaf                      *indicator
	children                  []node
}

// Name returns the set's name, e.g. tdt1029-2014.
func (s *Set) Name() string { return s.name }

// Title returns the set's title in a language (zh, en).
func (s *Set) Title(lang string) string { return s.title.In(lang) }

// Text returns the YAML that the set was read from: its own file, not that of
// the set which it extends, and not what Override replaced.
func (s *Set) Text() string { return s.text }

// Provenance says where the set's contents come from.
func (s *Set) Provenance() string { return s.provenance }

// Demonstration says whether any value of the set is a demonstration value,
// confirmed by no source: a weight, an ideal value, a bound, or that a figure is
// held against the mean of all.
func (s *Set) Demonstration() bool {
	for i := range s.trees {
		if s.trees[i].root.demonstration() {
			return true
		}
	}
	for b := range s.bounds {
		if b.Source == "" {
			return true
		}
	}
	return s.classing != nil && s.classing.demonstration()
}

func (n *node) demonstration() bool {
	if n.isDemonstration() {
		return true
	}
	for i := range n.children {
		if n.children[i].demonstration() {
			return true
		}
	}
	return false
}

// isDemonstration is about the node's own values. The root's weight is 1 by
// its nature.
func (n *node) isDemonstration() bool {
	return n.weightSource == "" || n.leaf != nil && n.idealSource == ""
}

// IndicatorNames lists the indicators of the set in the order in which
// Evaluate gives them.
func (s *Set) IndicatorNames() []string {
	names := make([]string, len(s.indicators))
	for i := range s.indicators {
		names[i] = s.indicators[i].name
	}
	return names
}

// Statistic is a per-park figure that a set can use.
type Statistic struct{ Key, NameZH, NameEN, Unit string }

// Statistics lists the per-park statistics that the set can use. Their values
// go into Totals under StatisticPrefix + Key, in the unit named here: m², 万元,
// persons or years.
func (s *Set) Statistics() []Statistic {
	list := make([]Statistic, len(s.statistics))
	for i, st := range s.statistics {
		list[i] = Statistic{st.name, st.title.ZH, st.title.EN, st.unit.symbol}
	}
	return list
}

// assignSlots lays out the evaluator's figures, once all names are known.
func (s *Set) assignSlots() {
	s.slots = []slot{{name: LandArea}}
	for i := range s.aggregates {
		s.slots = append(s.slots, slot{name: s.aggregates[i].name, aggregate: &s.aggregates[i]})
	}
	for i := range s.statistics {
		s.slots = append(s.slots, slot{name: StatisticPrefix + s.statistics[i].name, statistic: &s.statistics[i]})
	}
	for i := range s.indicators {
		s.indicators[i].place, s.indicators[i].slot = i, len(s.slots)
		s.slots = append(s.slots, slot{name: indicatorPrefix + s.indicators[i].name, indicator: &s.indicators[i]})
	}
	for i := range s.indicators {
		s.indicators[i].idealSlot = len(s.slots)
		s.slots = append(s.slots, slot{name: idealPrefix + s.indicators[i].name, idealOf: &s.indicators[i]})
	}
	s.places = make(map[string]int, len(s.slots))
	for i := range s.slots {
		s.places[s.slots[i].name] = i
		if s.slots[i].aggregate == nil {
			s.slots[i].words = s.slots[i].describe()
		}
	}
}

// slotOf returns the place of a name in a formula, or −1.
func (s *Set) slotOf(name string) int {
	if place, known := s.places[name]; known {
		return place
	}
	return -1
}

// StatisticsBehind lists the keys of the statistics that an indicator rests on,
// directly or through other indicators, in order; nil of one that the set does not have.
func (s *Set) StatisticsBehind(name string) []string {
	ind := s.findIndicator(name)
	if ind == nil {
		return nil
	}
	var keys []string
	for _, slot := range ind.uses {
		if st := s.slots[slot].statistic; st != nil {
			keys = append(keys, st.name)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func (s *Set) findIndicator(name string) *indicator {
	for i := range s.indicators {
		if s.indicators[i].name == name {
			return &s.indicators[i]
		}
	}
	return nil
}
