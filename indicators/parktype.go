package indicators

import (
	"slices"
	"strings"
)

// AdvisoryType proposes the type of the park of that name from the name and
// its land, by the set's rules: the first that holds. false where none does. A
// figure that is not known fulfils no rule, but a name does so whatever the
// figures are. The type itself is the roster's.
func (s *Set) AdvisoryType(park string, t Totals) (string, bool) {
	e := s.evaluator(t)
	defer e.done()
	for i := range s.types {
		if rule := &s.types[i]; rule.fits(park) && rule.holds(e) {
			return rule.name, true
		}
	}
	return "", false
}

// SameType says whether two types mean the same to the set: one tree is for
// parks of both.
func (s *Set) SameType(a, b string) bool {
	return a == b || slices.ContainsFunc(s.trees, func(t tree) bool { return slices.Contains(t.types, a) && slices.Contains(t.types, b) })
}

// fits says whether a park's name has one of the rule's names in it.
func (r *typeRule) fits(park string) bool {
	return r.names == nil || slices.ContainsFunc(r.names, func(part string) bool { return strings.Contains(park, part) })
}

// holds says whether the figures are what the rule asks for.
func (r *typeRule) holds(e *evaluator) bool {
	if r.when == nil {
		return true
	}
	v, gap := evaluate(r.when.root, floats{}, e.lookup)
	return gap == nil && v == 1
}

func (l *loader) loadTypes() error {
	if len(l.file.Types) > 0 {
		l.set.types = nil
	}
	for i, line := range l.file.Types {
		path := Path{"types", i}
		rule := typeRule{name: line.Type, names: line.Names}
		if line.Names == nil && line.When == "" {
			return l.file.doc.Errorf(path, "类型 %s 的规则须有 names、when 之一或两者", "the rule for the type %s needs names, when, or both", line.Type)
		}
		if line.Names != nil && (len(line.Names) == 0 || slices.Contains(line.Names, "")) {
			return l.file.doc.Errorf(append(path, "names"), "names 是园区名称中的字样，至少一个，且不能为空", "names are parts of a park's name, at least one and none of them empty")
		}
		if line.When != "" {
			var err error
			if rule.when, err = l.typeCondition(line.When, append(path, "when")); err != nil {
				return err
			}
		}
		l.set.types = append(l.set.types, rule)
	}
	return nil
}

// typeCondition reads what the figures of a park of a type are like.
func (l *loader) typeCondition(text string, path Path) (*Expression, error) {
	when, err := l.formula(text, path)
	if err != nil {
		return nil, err
	}
	if q, _ := when.root.qualityOf(l.set.dimensionOf); !q.truth {
		return nil, l.file.doc.Errorf(path, "when 须是比较式", "when needs a comparison")
	}
	return when, nil
}
