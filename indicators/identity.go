package indicators

import (
	"fmt"
	"math"
	"slices"
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
	low, high := ind.plausible[0], ind.plausible[1]
	zh, en, bound := "%s为 %.6g%s，超出合理区间 %g–%g", "%s is %.6g%s, outside the plausible range %g to %g", low
	switch v := *m.Value; {
	case v < low:
	case v > high:
		bound = high
	case ind.open && (v == low || v == high):
		bound = v
		zh, en = "%s为 %.6g%s，应介于 %g 与 %g 之间（不含两端）", "%s is %.6g%s, plausible is between %g and %g, the ends excluded"
	default:
		return Remark{}, false
	}
	return Remark{ind.name, *m.Value, bound, Note{
		fmt.Sprintf(zh, ind.title.ZH, *m.Value, ind.unit.symbol, low, high),
		fmt.Sprintf(en, ind.name, *m.Value, ind.unit.suffix(), low, high),
	}}, true
}

func (l *loader) loadIdentities() error {
	seen := map[string]bool{}
	for i, line := range l.file.Identities {
		path := Path{"identities", i}
		if err := l.checkFresh(line.Name, path, seen); err != nil {
			return err
		}
		left, err := l.formula(line.Left, append(slices.Clone(path), "left"))
		if err != nil {
			return err
		}
		right, err := l.formula(line.Right, append(slices.Clone(path), "right"))
		if err != nil {
			return err
		}
		if line.Relation != "" && line.Relation != "equal" && line.Relation != "at_most" {
			return l.file.doc.Errorf(append(path, "relation"), "relation 只能是 equal 或 at_most", "relation is equal or at_most")
		}
		if !(line.Tolerance >= 0) || !finite(line.Tolerance) {
			return l.file.doc.Errorf(append(path, "tolerance"), "tolerance 须为 0 或以上", "a tolerance is 0 or more")
		}
		if err := l.sameDimension(left, right); err != nil {
			return l.file.doc.Errorf(path, "恒等关系 %s：%s", "the identity %s: %s", line.Name, err)
		}
		entry := identity{line.Name, titled(line.ZH, line.EN, line.Name), left, right, line.Relation == "at_most", line.Tolerance}
		put(&l.set.identities, entry, func(o identity) bool { return o.name == entry.name })
	}
	return nil
}

// sameDimension makes sure that two formulas can be compared.
func (l *loader) sameDimension(left, right *Expression) error {
	a, _ := left.root.qualityOf(l.set.dimensionOf) // checked when they were bound
	b, _ := right.root.qualityOf(l.set.dimensionOf)
	if a.truth || b.truth || !a.zero && !b.zero && a.dim != b.dim {
		return Errorf("%s 的结果是 %s，%s 的结果是 %s", "%s yields %s, %s yields %s", left.text, a.words(), right.text, b.words())
	}
	return nil
}
