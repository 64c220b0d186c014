package indicators

import (
	"slices"
	"strconv"
	"strings"
)

// Threshold is a bound by which the set judges: of a grade, a class, an
// application of the results or a list of parcels.
type Threshold struct {
	Key            string // application/figure, class/A, class_weight/indicator, benchmark/indicator, class_cap, grade/name, main_share, or the name of a list
	NameZH, NameEN string
	Relation       string // how a figure must stand to Value: ≥ ≤ > <; = of what is no bound but a value: weights, benchmarks, class_cap, main_share
	Value          float64
	Unit           string
	Source         string // what confirms the value; "" marks a demonstration value
}

// Thresholds lists every bound that the set judges by, in the order in which
// the set has them. Each can be replaced by its key in Override.
func (s *Set) Thresholds() []Threshold {
	var list []Threshold
	for b := range s.bounds {
		list = append(list, b.Threshold)
	}
	return list
}

// bound is a threshold with its place in the set.
type bound struct {
	Threshold
	value  *float64
	source *string
	check  func(v float64) error
}

// bounds goes through the set's bounds. Of a benchmark that is the mean there
// is none until a user gives one.
func (s *Set) bounds(yield func(bound) bool) {
	for _, part := range []func(func(bound) bool) bool{s.gradeBounds, s.classBounds, s.applicationBounds, s.listBounds, s.shareBound} {
		if !part(yield) {
			return
		}
	}
}

func (s *Set) gradeBounds(yield func(bound) bool) bool {
	for i := range s.grades {
		g := &s.grades[i]
		t := Threshold{"grade/" + g.name, "等级" + g.name, "grade " + g.name, string(atLeast), g.from, "分", g.source}
		if !yield(bound{t, &g.from, &g.source, upTo(fullScore)}) {
			return false
		}
	}
	return true
}

func (s *Set) applicationBounds(yield func(bound) bool) bool {
	for i := range s.applications {
		a, seen := &s.applications[i], map[string]int{}
		for j := range a.conditions {
			c := &a.conditions[j]
			key := a.name + "/" + c.figure
			if seen[key]++; seen[key] > 1 { // two bounds on one figure
				key += "#" + strconv.Itoa(seen[key])
			}
			zh, en, unit := "集约利用得分", "score", "分"
			if c.indicator != nil {
				zh, en, unit = c.indicator.title.ZH, c.indicator.title.EN, c.indicator.unit.symbol
			}
			t := Threshold{key, a.title.ZH + "：" + zh, a.title.EN + ": " + en, string(c.relation), c.bound, unit, c.source}
			if !yield(bound{t, &c.bound, &c.source, c.checkBound}) {
				return false
			}
		}
	}
	return true
}

func (s *Set) listBounds(yield func(bound) bool) bool {
	for i := range s.lists {
		if p := &s.lists[i]; p.Figure != "" {
			t := Threshold{p.Name, p.NameZH, p.NameEN, string(below), p.Below, p.Unit, p.Source}
			if !yield(bound{t, &p.Below, &p.Source, positive}) {
				return false
			}
		}
	}
	return true
}

// shareBound is the main area's share of a zone's score, where the growth area
// has any.
func (s *Set) shareBound(yield func(bound) bool) bool {
	if s.mainShare == 1 {
		return true
	}
	t := Threshold{"main_share", "主区在开发区总分中的权重", "share of the main area in a zone's score", "=", s.mainShare, "", s.mainShareSource}
	return yield(bound{t, &s.mainShare, &s.mainShareSource, upTo(1)})
}

// upTo refuses what is negative or above the value.
func upTo(high float64) func(float64) error {
	return func(v float64) error {
		if !(v >= 0 && v <= high) {
			return Errorf("须为 0 到 %g 之间的数", "a value from 0 to %g is needed", high)
		}
		return nil
	}
}

func positive(v float64) error {
	if !(v > 0) || !finite(v) {
		return Errorf("须为大于 0 的数", "a value above 0 is needed")
	}
	return nil
}

// overrideThresholds replaces bounds in copies of what holds them.
func (s *Set) overrideThresholds(values map[string]float64) error {
	if len(values) == 0 {
		return nil
	}
	s.copyBounds()
	for _, key := range sortedKeys(values) {
		if err := s.setBound(key, values[key]); err != nil {
			return &ValueError{"thresholds", key, err}
		}
	}
	if err := s.checkClassWeights(values); err != nil {
		return err
	}
	return s.checkOrder(values)
}

// copyBounds makes the set's bounds its own.
func (s *Set) copyBounds() {
	s.grades, s.lists, s.applications = slices.Clone(s.grades), slices.Clone(s.lists), slices.Clone(s.applications)
	for i := range s.applications {
		s.applications[i].conditions = slices.Clone(s.applications[i].conditions)
	}
	if s.classing != nil {
		c := *s.classing
		c.items, c.standing = slices.Clone(c.items), slices.Clone(c.standing)
		for i := range c.items {
			if b := c.items[i].benchmark; b != nil {
				v := *b
				c.items[i].benchmark = &v
			}
		}
		s.classing = &c
	}
}

func (s *Set) setBound(key string, value float64) error {
	var keys []string
	for b := range s.bounds {
		if keys = append(keys, b.Key); b.Key == key {
			*b.value, *b.source = value, userSource
			return b.check(value)
		}
	}
	if c := s.classing; c != nil {
		if it := c.itemOf(key); it != nil { // was the mean until now
			it.benchmark, it.benchmarkSource = &value, userSource
			return it.checkBenchmark(value)
		}
	}
	return Errorf("指标体系 %s 没有这一界限%s", "the set %s has no such threshold%s", s.name, Suggestion(key, keys))
}

// checkOrder holds the borders of grades and classes to what a set's loading
// asks of them: each between those beside it, the last where it takes all that
// is left. The error concerns the one of two neighbours that the user gave.
func (s *Set) checkOrder(values map[string]float64) error {
	wrong := func(keys ...string) error {
		_, name, _ := strings.Cut(keys[0], "/")
		at := slices.IndexFunc(keys, func(key string) bool { _, given := values[key]; return given })
		if at < 0 {
			at, keys = 0, []string{""}
		}
		return &ValueError{"thresholds", keys[at], Errorf("%s 的界限与相邻的界限顺序不符", "the border of %s does not fit between those beside it", name)}
	}
	for i, g := range s.grades {
		key := "grade/" + g.name
		if last := i == len(s.grades)-1; last && g.from != 0 {
			return wrong(key)
		} else if !last && s.grades[i+1].from >= g.from {
			return wrong(key, "grade/"+s.grades[i+1].name)
		}
	}
	if s.classing == nil {
		return nil
	}
	for i, b := range s.classing.standing {
		key := "class/" + b.name
		if i == len(s.classing.standing)-1 {
			if b.border != s.classing.lastBorder() {
				return wrong(key)
			}
		} else if next := s.classing.standing[i+1]; !s.classing.follows(b.border, next.border) {
			return wrong(key, "class/"+next.name)
		}
	}
	return nil
}
