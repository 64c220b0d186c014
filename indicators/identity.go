package indicators

import (
	"fmt"
	"math"
)

// Remark is something about a park's figures that a person should look at.
type Remark struct {
	Check       string  // the identity's or indicator's name
	Left, Right float64 // what should agree (of identities, base units: m²) or value and bound
	Note        Note
}

// Check tests the identities between the figures of one extent and the bounds
// of plausibility of its metrics; metrics are those that Evaluate made of the
// totals. An identity with figures that aren't known is not tested.
func (s *Set) Check(t Totals, metrics []Metric) []Remark {
	e := s.evaluator(t)
	defer e.done()
	e.takeMetrics(metrics)
	var remarks []Remark
	for i := range s.identities {
		if r, broken := s.identities[i].test(e); broken {
			remarks = append(remarks, r)
		}
	}
	for _, m := range metrics {
		if r, odd := s.implausible(m); odd {
			remarks = append(remarks, r)
		}
	}
	return remarks
}

func (id *identity) test(e *evaluator) (Remark, bool) {
	left, gap := evaluate(id.left.root, floats{}, e.lookup)
	right, other := evaluate(id.right.root, floats{}, e.lookup)
	if gap.and(other) != nil || !finite(left) || !finite(right) {
		return Remark{}, false
	}
	difference := left - right
	if !id.atMost {
		difference = math.Abs(difference)
	}
	if difference <= id.tolerance {
		return Remark{}, false
	}
	sign := map[bool]string{false: "=", true: "≤"}[id.atMost]
	return Remark{id.name, left, right, Note{
		fmt.Sprintf("%s：应有 %s %s %s，实为 %.10g 与 %.10g", id.title.ZH, id.left.text, sign, id.right.text, left, right),
		fmt.Sprintf("%s: %s %s %s should hold, found %.10g and %.10g", id.title.EN, id.left.text, sign, id.right.text, left, right),
	}}, true
}

func (s *Set) implausible(m Metric) (Remark, bool) {
	ind := s.findIndicator(m.Indicator)
	if ind == nil || m.Value == nil || len(ind.plausible) == 0 {
		return Remark{}, false
	}
	bound := ind.plausible[0]
	if *m.Value >= bound {
		if bound = ind.plausible[1]; *m.Value <= bound {
			return Remark{}, false
		}
	}
	return Remark{ind.name, *m.Value, bound, Note{
		fmt.Sprintf("%s为 %.6g%s，超出合理区间 %g–%g", ind.title.ZH, *m.Value, ind.unit.symbol, ind.plausible[0], ind.plausible[1]),
		fmt.Sprintf("%s is %.6g %s, outside the plausible range %g to %g", ind.name, *m.Value, ind.unit.symbol, ind.plausible[0], ind.plausible[1]),
	}}, true
}

// AdvisoryType proposes the park's type from its land, by the set's rules;
// false where no rule applies or the figures are not known. The type itself
// is the roster's.
func (s *Set) AdvisoryType(t Totals) (string, bool) {
	e := s.evaluator(t)
	defer e.done()
	for _, rule := range s.types {
		if v, gap := evaluate(rule.when.root, floats{}, e.lookup); gap == nil && v == 1 {
			return rule.name, true
		}
	}
	return "", false
}
