package score

import (
	"slices"
	"strings"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// candidate is a group of parcels that may hold a figure down: a Cause that has
// no numbers yet, and the land groups that it is about.
type candidate struct {
	Cause
	groups []int
}

// candidates lists what may hold the figure down, each group of parcels that
// counts in its denominator and is a defect by what its fields mean: by the
// attribute that its records lack, by a land class that serves other ends, by a
// status that is not built, and by an attribute that is 0. Built land as such is
// none: what sets it apart from idle plots is to its credit.
func (l *landView) candidates(figure string) []candidate {
	var list []candidate
	put := func(c Cause, group int) {
		at := slices.IndexFunc(list, func(x candidate) bool { return x.Cause == c })
		if at < 0 {
			at = len(list)
			list = append(list, candidate{Cause: c})
		}
		list[at].groups = append(list[at].groups, group)
	}
	attributes := attributesOf(l.set, figure)
	for i := range l.groups {
		g, part := &l.groups[i], l.parts[i][figure]
		if valueOr0(part.Denominator) <= 0 {
			continue
		}
		class := builtClass(g)
		lacks := ""
		if part.Numerator == nil {
			lacks = l.lacking(figure, attributes, g)
		}
		if lacks != "" && !carriesNoBuildings(class) {
			put(Cause{Kind: CauseData, Source: g.Source, Lacks: lacks}, i)
			continue
		}
		if class != "" && l.outOfUse(figure, class) {
			put(Cause{Kind: CauseLand, LandClass: class}, i)
		}
		if g.Status != "" && g.Status != string(land.Built) {
			put(Cause{Kind: CauseLand, Status: g.Status}, i)
		}
		if zero := l.zero(figure, attributes, g, part); zero != "" {
			put(Cause{Kind: CauseLand, Zero: zero}, i)
		}
	}
	return list
}

// outOfUse says whether land of the class counts in the figure's denominator and
// has nothing to give to its numerator: homes in the industrial land rate,
// streets in a plot ratio.
func (l *landView) outOfUse(figure, class string) bool {
	if carriesNoBuildings(class) {
		return true
	}
	for i := range l.groups {
		if builtClass(&l.groups[i]) == class && valueOr0(l.parts[i][figure].Numerator) != 0 {
			return false
		}
	}
	return true
}

// lacking returns the attribute whose lack leaves the group without a numerator:
// the one with which it would have one.
func (l *landView) lacking(figure string, attributes []string, g *store.LandGroup) string {
	for _, name := range attributes {
		if g.Figures[name] == nil && figuresOf(l.set, withFigure(g, name, 1))[figure].Numerator != nil {
			return name
		}
	}
	return ""
}

// zero returns the attribute that the files give as 0 for the group and without
// which it adds nothing to the numerator.
func (l *landView) zero(figure string, attributes []string, g *store.LandGroup, part indicators.Metric) string {
	if part.Numerator == nil || *part.Numerator != 0 {
		return ""
	}
	for _, name := range attributes {
		if v := g.Figures[name]; v != nil && *v == 0 {
			if n := figuresOf(l.set, withFigure(g, name, 1))[figure].Numerator; n != nil && *n != 0 {
				return name
			}
		}
	}
	return ""
}

// withFigure is the group with another sum of one attribute.
func withFigure(g *store.LandGroup, name string, v float64) *store.LandGroup {
	other := *g
	other.Figures = map[string]*float64{name: &v}
	for _, n := range land.MeasureNames() {
		if n != name {
			other.Figures[n] = g.Figures[n]
		}
	}
	return &other
}

// builtClass is the land-status code of built land: as delivered, else that of
// its land use; "" of land that is not built.
func builtClass(g *store.LandGroup) string {
	if g.BuiltCode != "" || g.Status != string(land.Built) {
		return g.BuiltCode
	}
	scheme, err := indicators.Scheme(g.Scheme)
	if err != nil {
		return ""
	}
	class, _ := scheme.Class(g.LandUse)
	return class.BuiltCode
}

// carriesNoBuildings says whether land of the class has nothing to deliver in
// attributes of buildings and enterprises: streets and other transport (A3), and
// parks and green (A51). Its records lack nothing, it is land of that kind.
func carriesNoBuildings(class string) bool {
	return strings.HasPrefix(class, "A3") || class == "A51"
}
