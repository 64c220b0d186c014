package indicators

import "slices"

// Holding is the land of one enterprise and what it yields.
type Holding struct {
	Pieces  int64
	AreaM2  float64
	Amounts []Amount // in the order of the measure names
}

// ClassifyEnterprises sorts enterprises by the items, benchmarks and borders
// by which Classify sorts parks; a benchmark that the set leaves open is the
// mean of the enterprises. Ratings come in the order of the list. What an
// enterprise has no figure for is left out of its points, as are items that
// ask for more than all its land and its sums: statistics of parks, land of
// one kind. A set without a classification gives nil.
func (s *Set) ClassifyEnterprises(measures []string, list []Holding) []Rating {
	if s.classing == nil {
		return nil
	}
	yields := s.yields()
	metrics := make([][]Metric, len(list))
	for i := range list {
		metrics[i] = s.yieldsOf(yields, measures, &list[i])
	}
	return s.classing.classify(metrics, Note{"家企业", "enterprises"})
}

// yields are the indicators behind the items of the classification that an
// enterprise's sums suffice for, each after those that its formula names.
func (s *Set) yields() []*indicator {
	var wanted []int // slots of the totals behind the items
	for i := range s.classing.items {
		wanted = append(wanted, s.classing.items[i].indicator.uses...)
	}
	var list []*indicator
	for i := range s.indicators {
		ind := &s.indicators[i]
		if !slices.ContainsFunc(ind.uses, func(slot int) bool { return !slices.Contains(wanted, slot) || !s.slots[slot].ofAllLand() }) {
			list = append(list, ind)
		}
	}
	return list
}

// ofAllLand says whether the figure is a sum over pieces of every kind.
func (sl *slot) ofAllLand() bool { return sl.aggregate != nil && sl.aggregate.where.takesAll() }

// yieldsOf computes the indicators from the sums of one enterprise.
func (s *Set) yieldsOf(yields []*indicator, measures []string, h *Holding) []Metric {
	e := s.evaluator(h.totals(s, measures))
	defer e.done()
	metrics := make([]Metric, 0, len(yields))
	for _, ind := range yields {
		var m Metric
		e.metric(ind, &m)
		e.take(ind, m.Value)
		if s.classing.asksFor(ind) {
			metrics = append(metrics, m)
		}
	}
	return metrics
}

func (c *classification) asksFor(ind *indicator) bool {
	return slices.ContainsFunc(c.items, func(it classItem) bool { return it.indicator == ind })
}

// totals are the aggregates over all land of the enterprise.
func (h *Holding) totals(s *Set, measures []string) Totals {
	totals := Totals{}
	for i := range s.aggregates {
		a := &s.aggregates[i]
		if !a.where.takesAll() {
			continue
		}
		t := Total{Value: h.AreaM2, Known: true, Unit: a.unit.symbol, Pieces: h.Pieces}
		if a.sum != areaSum {
			t.Value, t.Known = 0, false
			if m := slices.Index(measures, a.sum); m >= 0 {
				t.Value, t.Known = h.Amounts[m].Value, h.Amounts[m].Known
			}
		}
		totals[a.name] = t
	}
	return totals
}
