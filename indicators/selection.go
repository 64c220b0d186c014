package indicators

import (
	"slices"
	"strings"
)

// Selection computes a few indicators of a set without the words that a Metric
// has beside its figure: for those who try an extent with many totals.
type Selection struct {
	set    *Set
	order  []*indicator // the chosen ones and those that their formulas name, each after those that it needs
	chosen []int        // of order, by the caller's names; none of what the set does not have
}

// none stands for an indicator that the set does not have.
const none = -1

// Ratio are the numerator and the denominator of a Metric, in its units.
type Ratio struct {
	Numerator, Denominator float64
	Known                  bool // the numerator is
	Quotient               bool // there is a denominator
}

// Select chooses indicators by name.
func (s *Set) Select(names []string) *Selection {
	needed := map[*indicator]bool{}
	for _, name := range names {
		s.need(s.findIndicator(name), needed)
	}
	sel := &Selection{set: s}
	for i := range s.indicators {
		if ind := &s.indicators[i]; needed[ind] {
			sel.order = append(sel.order, ind)
		}
	}
	for _, name := range names {
		sel.chosen = append(sel.chosen, slices.IndexFunc(sel.order, func(ind *indicator) bool { return ind.name == name }))
	}
	return sel
}

// need takes in an indicator and those that its formula names.
func (s *Set) need(ind *indicator, needed map[*indicator]bool) {
	if ind == nil || needed[ind] {
		return
	}
	needed[ind] = true
	for _, name := range ind.formula.Names() {
		if other, is := strings.CutPrefix(name, indicatorPrefix); is {
			s.need(s.findIndicator(other), needed)
		}
	}
}

// Ratios are those that Evaluate has in its metrics, in the order of the names.
func (sel *Selection) Ratios(t Totals) []Ratio {
	e := sel.set.evaluator(t)
	defer e.done()
	metrics := make([]Metric, len(sel.order))
	for i, ind := range sel.order {
		e.amounts(ind, &metrics[i])
		e.take(ind, metrics[i].Value)
	}
	list := make([]Ratio, len(sel.chosen))
	for i, at := range sel.chosen {
		if at != none {
			list[i] = metrics[at].ratio()
		}
	}
	return list
}

func (m *Metric) ratio() Ratio {
	var r Ratio
	if r.Known = m.Numerator != nil; r.Known {
		r.Numerator = *m.Numerator
	}
	if r.Quotient = m.Denominator != nil; r.Quotient {
		r.Denominator = *m.Denominator
	}
	return r
}
