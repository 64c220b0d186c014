package indicators

import (
	"slices"
	"strings"
)

// indicatorPrefix comes before the name of an indicator in a formula.
const indicatorPrefix = "indicator."

// idealPrefix comes before the name of an indicator whose ideal value is
// meant: that of the tree for the park's type.
const idealPrefix = "ideal."

// finish settles what needs the whole set: the meaning of names, the order of
// evaluation, units, identities, trees.
func (l *loader) finish(chain []*setFile) error {
	if err := l.order(); err != nil {
		return err
	}
	l.set.assignSlots()
	for i := range l.set.indicators {
		if err := l.resolve(&l.set.indicators[i]); err != nil {
			return err
		}
	}
	for i := range l.set.potentials {
		p := &l.set.potentials[i]
		if at := l.lines[p.name]; l.set.findIndicator(p.name) != nil {
			return at.file.doc.Errorf(at.path, "%s 既是指标又是潜力；请给其中之一另取名称", "%s is an indicator and a potential; choose another name for one of them", p.name)
		}
		if err := l.resolve(p); err != nil {
			return err
		}
	}
	for _, f := range chain {
		l.file = f
		for _, step := range []func() error{l.remove, l.loadIdentities, l.loadTypes, l.loadTrees, l.loadClassification, l.loadApplications, l.loadParcelLists} {
			if err := step(); err != nil {
				return err
			}
		}
	}
	return nil
}

// order puts indicators behind those that they need, and otherwise leaves the
// order of the file. Indicators that need one another are an error.
func (l *loader) order() error {
	var done []indicator
	state := map[string]int{} // 1: being visited, 2: placed
	var visit func(ind indicator, trail []string) error
	visit = func(ind indicator, trail []string) error {
		trail = append(trail, ind.name)
		switch state[ind.name] {
		case 1:
			at := l.lines[ind.name]
			return at.file.doc.Errorf(at.path, "指标循环引用：%s", "indicators need one another in a circle: %s", strings.Join(trail, " → "))
		case 2:
			return nil
		}
		state[ind.name] = 1
		for _, name := range ind.formula.Names() {
			needed, isIndicator := strings.CutPrefix(name, indicatorPrefix)
			if other := l.set.findIndicator(needed); isIndicator && other != nil {
				if err := visit(*other, trail); err != nil {
					return err
				}
			}
		}
		state[ind.name] = 2
		done = append(done, ind)
		return nil
	}
	for _, ind := range l.set.indicators {
		if err := visit(ind, nil); err != nil {
			return err
		}
	}
	l.set.indicators = done
	return nil
}

// resolve checks an indicator's formula against its unit and finds what the
// row shows as numerator and denominator.
func (l *loader) resolve(ind *indicator) error {
	at := l.lines[ind.name]
	q, err := l.set.bind(ind.formula)
	if err != nil {
		return at.file.doc.Errorf(at.path, "公式 %q，%s", "formula %q, %s", ind.formula.text, err)
	}
	if q.truth || !q.zero && q.dim != ind.unit.dim {
		return at.file.doc.Errorf(at.path, "公式 %q 的结果是 %s，不能写成 %q", "formula %q yields %s, which can't be written as %q", ind.formula.text, q.words(), ind.unit.symbol)
	}
	ind.splitQuotient(l.set)
	l.set.findUses(ind)
	return nil
}

// bind gives every name of a formula its slot and infers what the formula
// yields.
func (s *Set) bind(e *Expression) (quality, error) {
	e.root.each(func(t *term) {
		if t.op == opName {
			t.slot = s.slotOf(t.name)
		}
	})
	return e.root.qualityOf(s.dimensionOf) // which refuses a name without a slot
}

// words say the quality in an error message.
func (q quality) words() Note {
	if q.truth {
		return Note{"比较式", "a comparison"}
	}
	return Note{q.dim.String(), q.dim.String()}
}

// splitQuotient finds numerator and denominator. Where the unit is a quotient
// such as 万元/公顷 the row shows them in its two units, so that the value is
// one divided by the other.
func (ind *indicator) splitQuotient(s *Set) {
	root := ind.formula.root
	ind.numerator, ind.numeratorUnit = root, ind.unit
	if root.op != opDivide {
		return
	}
	ind.numerator, ind.denominator = root.args[0], root.args[1]
	up, _ := ind.numerator.qualityOf(s.dimensionOf) // checked with the whole formula
	low, _ := ind.denominator.qualityOf(s.dimensionOf)
	ind.numeratorUnit = &unit{dim: up.dim, up: 1, down: 1}
	ind.denominatorUnit = &unit{dim: low.dim, up: 1, down: 1}
	if u := ind.unit; u.top != nil && up.dim == u.top.dim && low.dim == u.low.dim {
		ind.numeratorUnit, ind.denominatorUnit = u.top, u.low
	}
}

// findUses collects the totals that an indicator rests on. Those that it
// needs were resolved before it: order puts them first.
func (s *Set) findUses(ind *indicator) {
	ind.formula.root.each(func(t *term) {
		if t.op == opElse && t.args[0].op == opName && t.args[1].op == opName {
			c := choice{t.args[0].slot, t.args[1].slot}
			if s.slots[c.statistic].statistic != nil && s.slots[c.aggregate].aggregate != nil {
				ind.choices = append(ind.choices, c)
			}
		}
		if t.op != opName {
			return
		}
		if other := s.slots[t.slot].indicator; other != nil {
			ind.uses = append(ind.uses, other.uses...)
			return
		}
		ind.uses = append(ind.uses, t.slot)
	})
	slices.Sort(ind.uses)
	ind.uses = slices.Compact(ind.uses)
	for _, place := range ind.uses {
		if a := s.slots[place].aggregate; a != nil {
			ind.usesBuilt = ind.usesBuilt || a.where.BuiltCode != nil
			ind.usesSupply = ind.usesSupply || a.where.SupplyCode != nil
		}
	}
}

// dimensionOf gives the dimension of a name in a formula.
func (s *Set) dimensionOf(name string) (dimension, error) {
	if place := s.slotOf(name); place >= 0 {
		switch sl := &s.slots[place]; {
		case sl.aggregate != nil:
			return sl.aggregate.unit.dim, nil
		case sl.statistic != nil:
			return sl.statistic.unit.dim, nil
		case sl.indicator != nil:
			return sl.indicator.unit.dim, nil
		case sl.idealOf != nil:
			return sl.idealOf.unit.dim, nil
		}
		return dimension{area: 1}, nil // the extent's area
	}
	return dimension{}, s.unknown(name)
}

// nameKinds say what the names are that begin with a prefix.
var nameKinds = []struct {
	prefix string
	kind   Note
}{
	{StatisticPrefix, Note{"统计数据", "statistic"}}, {indicatorPrefix, Note{"指标", "indicator"}},
	{idealPrefix, Note{"有理想值的指标", "ideal value of"}}, {"", Note{"名称", "name"}},
}

// unknown is the error about a name in a formula that means nothing, with the
// nearest that does.
func (s *Set) unknown(name string) error {
	at := 0
	for !strings.HasPrefix(name, nameKinds[at].prefix) {
		at++
	}
	prefix, kind := nameKinds[at].prefix, nameKinds[at].kind
	var known []string
	for i := range s.slots {
		if rest, ok := strings.CutPrefix(s.slots[i].name, prefix); ok && !strings.Contains(rest, ".") {
			known = append(known, rest)
		}
	}
	hint, key := Note{}, strings.TrimPrefix(name, prefix)
	switch near := Nearest(key, known); {
	case prefix == "" && s.findIndicator(name) != nil:
		hint = notef("；指标写作 %s", "; an indicator is written %s", indicatorPrefix+name)
	case near != "":
		hint = Suggestion(key, known)
	case prefix == StatisticPrefix:
		hint = Note{"；请在 statistics 中写明它和单位", "; declare it under statistics with its unit"}
	}
	return Errorf("没有%s %s%s", "unknown %s %s%s", kind, key, hint)
}

// formula compiles a formula outside the indicators and checks its names.
func (l *loader) formula(text string, path Path) (*Expression, error) {
	e, err := Compile(text)
	if err == nil {
		_, err = l.set.bind(e)
	}
	if err != nil {
		return nil, l.file.doc.At(path, err)
	}
	return e, nil
}
