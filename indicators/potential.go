package indicators

import "slices"

// Potential computes how much land a park could win (潜力测算), by the set's
// formulas, from its totals, the metrics that Evaluate made of them, and the
// ideal values for its type. A negative value means that the park is better
// than the ideal: reports show it as 0. The figures measure the same land from
// several sides and must not be added up. A potential that the park's type
// doesn't have is not computable, and says so.
func (s *Set) Potential(t Totals, metrics []Metric, parkType string) []Metric {
	e := s.evaluator(t)
	defer e.done()
	e.takeMetrics(metrics)
	return e.potentials(parkType)
}

// potentials computes the potentials from totals and indicators that the
// evaluator has.
func (e *evaluator) potentials(parkType string) []Metric {
	var unconfirmed []int // slots of ideal values
	if chosen, _ := e.set.treeFor(parkType); chosen != nil {
		chosen.root.each(func(n *node) {
			if n.leaf != nil {
				place := n.leaf.idealSlot
				e.figures[place] = Amount{n.leaf.unit.base(n.ideal), true}
				if n.idealSource == "" {
					unconfirmed = append(unconfirmed, place)
				}
			}
		})
	}
	result := make([]Metric, len(e.set.potentials))
	for i := range e.set.potentials {
		p := &e.set.potentials[i]
		e.metric(p, &result[i])
		result[i].Demonstration = slices.ContainsFunc(p.uses, func(place int) bool { return slices.Contains(unconfirmed, place) })
	}
	return result
}

// ZoneScore joins the scores of a zone's main area (主区) and growth-direction
// area (发展方向区) by the set's shares; growth is nil where there is none. The
// score is a demonstration value where no source confirms the shares by which
// it was joined.
func (s *Set) ZoneScore(main float64, growth *float64) (score float64, demonstration bool) {
	if growth == nil {
		return main, false
	}
	return s.mainShare*main + (1-s.mainShare)**growth, s.mainShareSource == ""
}
