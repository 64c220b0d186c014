package indicators

import "strconv"

// RollUp adds up the metrics of several parks to those of a county or city:
// sums of numerators over sums of denominators, never means of ratios. A park
// that lacks either is left out of both sums, and the note says how many were.
// Each list must come from this set's Evaluate.
func (s *Set) RollUp(parks ...[]Metric) []Metric {
	e := s.evaluator(Totals{})
	defer e.done()
	result := make([]Metric, len(s.indicators))
	for i := range s.indicators {
		result[i] = e.rollUp(i, parks)
	}
	return result
}

// rollUp adds up the indicator of that position in the set, which is its
// position in every list.
func (e *evaluator) rollUp(at int, parks [][]Metric) Metric {
	ind := &e.set.indicators[at]
	m := Metric{
		Indicator: ind.name, NameZH: ind.title.ZH, NameEN: ind.title.EN,
		Unit: ind.unit.symbol, Formula: ind.formula.text,
	}
	if ind.denominator == nil && ind.unit.dim == (dimension{}) {
		m.Note = Note{"不可汇总：不是可加的量", "not rolled up: the figure does not add up over parks"}
		return m
	}
	var numerator, denominator sum
	counted := 0
	for _, metrics := range parks {
		if at >= len(metrics) || metrics[at].Indicator != ind.name {
			continue // not of this set
		}
		if p := &metrics[at]; p.Numerator != nil && (p.Denominator != nil) == (ind.denominator != nil) {
			counted++
			numerator.add(*p.Numerator)
			if p.Denominator != nil {
				denominator.add(*p.Denominator)
			}
		}
	}
	if counted == 0 {
		m.Note = Note{"不可计算：各园区均无此指标", "not computable: no park has the figure"}
		return m
	}
	if left := len(parks) - counted; left > 0 {
		n, of := strconv.Itoa(left), strconv.Itoa(len(parks))
		m.Note = Note{of + " 个园区中有 " + n + " 个无此指标，未计入", n + " of " + of + " parks lack the figure and are not in it"}
	}
	m.Numerator = e.keep(numerator.value())
	if ind.denominator != nil {
		if m.Denominator = e.keep(denominator.value()); m.Denominator == nil || *m.Denominator == 0 {
			m.Note = m.Note.And(e.reason(ind, &Gap{Zero: ind.denominator.text}))
			return m
		}
	}
	m.Value = e.value(&m, ind)
	return m
}
