package indicators

import (
	"cmp"
	"slices"
)

// grade is a band of the score.
type grade struct {
	name   string
	from   float64
	source string // "" marks a demonstration value
}

// Grade returns the name of the band that a score from 0 to 100 falls into,
// and whether a border of the band is a demonstration value. The name is "" where
// the set has no bands: parks are then only ranked.
func (s *Set) Grade(score float64) (name string, demonstration bool) {
	for i, g := range s.grades { // highest first
		if score >= g.from {
			return g.name, g.source == "" || i > 0 && s.grades[i-1].source == ""
		}
	}
	return "", false
}

func (l *loader) loadGrades() error {
	if len(l.file.Grades) == 0 {
		return nil
	}
	l.set.grades = nil
	for i, line := range l.file.Grades {
		path := Path{"grades", i}
		switch {
		case line.Name == "":
			return l.file.doc.Errorf(path, "等级须有名称", "a grade needs a name")
		case line.From == nil || !(*line.From >= 0 && *line.From <= fullScore):
			return l.file.doc.Errorf(path, "等级 %s 须有 from，即达到该等级的最低分，0 到 100", "the grade %s needs from, the points from which it is reached, 0 to 100", line.Name)
		case slices.ContainsFunc(l.set.grades, func(g grade) bool { return g.name == line.Name }):
			return l.file.doc.Errorf(append(path, "name"), "等级 %s 出现两次", "the grade %s stands twice", line.Name)
		case i > 0 && *line.From >= l.set.grades[i-1].from:
			return l.file.doc.Errorf(append(path, "from"), "等级须由高到低排列：%s（%g 分起）不能排在 %s（%g 分起）之后", "the grades stand from the highest to the lowest: %s, from %g, does not follow %s, from %g",
				line.Name, *line.From, l.set.grades[i-1].name, l.set.grades[i-1].from)
		}
		l.set.grades = append(l.set.grades, grade{line.Name, *line.From, line.Source})
	}
	lowest := &l.set.grades[len(l.set.grades)-1]
	if lowest.from != 0 {
		return l.file.doc.Errorf(Path{"grades", len(l.set.grades) - 1, "from"}, "最低等级 %s 从 %g 分起；须从 0 分起", "the lowest grade, %s, begins at %g; it has to begin at 0", lowest.name, lowest.from)
	}
	lowest.source = cmp.Or(lowest.source, ByDefinition)
	return nil
}
