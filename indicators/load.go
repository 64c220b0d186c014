package indicators

import (
	"regexp"
	"slices"

	"jiyue/indicators/intensity"
)

// Parse reads an indicator set and checks all of it: unknown and repeated
// names, formulas, units that don't fit, indicators that need one another in
// a circle, weights that don't add up to 1, ideal values that are missing or
// out of reach, bands and trees that don't fit together. name stands in the
// errors, which are *SourceError with line and column. A user's set can't have
// the name of a built-in one, for which it would be mistaken.
func Parse(data []byte, name string) (*Set, error) {
	chain, err := readSetFile(data, name)
	if err != nil {
		return nil, err
	}
	if last := chain[len(chain)-1]; slices.Contains(intensity.Bases(), last.Name) {
		return nil, last.takenName()
	}
	return newSet(data, chain)
}

// newSet loads the files of a set, what each extends before it.
func newSet(data []byte, chain []*setFile) (*Set, error) {
	l := loader{set: &Set{gapPolicy: policySkip, mainShare: 1, mainShareSource: ByDefinition, text: string(data)}, lines: map[string]formulaLine{}, raw: map[string]bool{}}
	for i, f := range chain {
		if err := l.load(f); err != nil {
			return nil, err
		}
		if i == 0 {
			l.closeRaw()
		}
	}
	last := chain[len(chain)-1]
	if last.Name == "" {
		return nil, last.doc.Errorf(nil, "指标体系须有名称 name", "the set needs a name")
	}
	return l.set, l.finish(chain)
}

// loader builds a set from the files of its chain.
type loader struct {
	set   *Set
	lines map[string]formulaLine // by indicator
	raw   map[string]bool        // names of the raw view, which no set may change
	file  *setFile               // the one being read
	nodes map[string]bool        // of the tree being read
}

// formulaLine is where an indicator was written.
type formulaLine struct {
	file *setFile
	path Path
}

// plainName is what names in formulas look like.
var plainName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{0,63}$`)

// reservedNames mean something in the formula language.
var reservedNames = []string{"and", "or", "not", "in", "min", "max", "true", "false", "nil", "let", "if", "else",
	"matches", "contains", "indicator", "ideal", "statistics", "derived"}

func (l *loader) checkName(name string, path Path) error {
	at := append(slices.Clone(path), "name")
	switch {
	case !plainName.MatchString(name):
		return l.file.doc.Errorf(at, "名称由字母、数字和 _ 组成，以字母开头：%q", "a name has letters, digits and _, and begins with a letter: %q", name)
	case slices.Contains(reservedNames, name):
		return l.file.doc.Errorf(at, "名称 %s 为保留字", "the name %s is reserved", name)
	case l.raw[name]:
		return l.file.doc.Errorf(at, "%s 是每次运行都有的土地本底指标；请另取名称", "%s belongs to the raw view of the land, which every run carries; choose another name", name)
	}
	return nil
}

func (l *loader) closeRaw() {
	for _, a := range l.set.aggregates {
		l.raw[a.name] = true
	}
	for _, i := range l.set.indicators {
		l.raw[i.name] = true
	}
}

// load takes in one file: what it names anew is added, what it names again
// replaces what was there.
func (l *loader) load(f *setFile) error {
	l.file = f
	s := l.set
	s.name, s.title, s.provenance = f.Name, titled(f.ZH, f.EN, f.Name), f.Provenance
	for _, step := range []func() error{
		l.loadStatistics, l.loadAggregates, l.loadIndicators, l.loadPotentials, l.loadGrades,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	switch f.NotComputable {
	case "":
	case policySkip, policyFull, policyZero:
		s.gapPolicy = f.NotComputable
	default:
		return f.doc.Errorf(Path{"not_computable"}, "not_computable 只能是 %s、%s、%s 之一", "not_computable is one of %s, %s, %s", policySkip, policyFull, policyZero)
	}
	if f.MainShare != nil {
		s.mainShare, s.mainShareSource = *f.MainShare, f.MainShareSource
	}
	if !(s.mainShare >= 0 && s.mainShare <= 1) {
		return f.doc.Errorf(Path{"main_share"}, "main_share 须在 0 到 1 之间", "main_share is from 0 to 1")
	}
	return nil
}

func (l *loader) loadStatistics() error {
	seen := map[string]bool{}
	for i, line := range l.file.Statistics {
		path := Path{"statistics", i}
		if err := l.checkFresh(line.Name, path, seen); err != nil {
			return err
		}
		u, err := parseUnit(line.Unit)
		if err == nil && (u.up != 1 || u.down != 1) {
			err = Errorf("统计数据须为基本单位（m²、万元、人、年）或纯数，不能是 %s；其原来的单位请写在配置中", "a statistic arrives in base units (m², 万元, 人, 年) or as a pure number, not in %s; say its own unit in the configuration", u.symbol)
		}
		if err != nil {
			return l.file.doc.At(append(path, "unit"), err)
		}
		put(&l.set.statistics, statistic{line.Name, titled(line.ZH, line.EN, line.Name), u}, func(s statistic) bool { return s.name == line.Name })
	}
	return nil
}

func (l *loader) checkFresh(name string, path Path, seen map[string]bool) error {
	if err := l.checkName(name, path); err != nil {
		return err
	}
	if seen[name] {
		return l.file.doc.Errorf(append(path, "name"), "名称 %s 出现两次", "the name %s stands twice", name)
	}
	seen[name] = true
	return nil
}

// put replaces the entry that is the same one, or adds it.
func put[T any](list *[]T, entry T, same func(T) bool) {
	if i := slices.IndexFunc(*list, same); i >= 0 {
		(*list)[i] = entry
		return
	}
	*list = append(*list, entry)
}

func (l *loader) loadAggregates() error {
	seen := map[string]bool{}
	for i, line := range l.file.Aggregates {
		path := Path{"aggregates", i}
		if err := l.checkFresh(line.Name, path, seen); err != nil {
			return err
		}
		if line.Name == LandArea {
			return l.file.doc.Errorf(append(path, "name"), "%s 是范围本身的面积", "%s is the extent's own area", LandArea)
		}
		symbol, ok := measureUnits[line.Sum]
		if line.Sum == areaSum {
			symbol, ok = "m²", true
		}
		if !ok {
			return l.file.doc.Errorf(append(path, "sum"), "没有属性 %q；可用的有 %s", "unknown attribute %q; there are %s", line.Sum, listed(summable()))
		}
		if err := l.checkFilter(&line.Where, append(path, "where")); err != nil {
			return err
		}
		a := aggregate{line.Name, titled(line.ZH, line.EN, line.Name), line.Sum, simpleUnits[symbol], line.Where}
		put(&l.set.aggregates, a, func(b aggregate) bool { return b.name == a.name })
	}
	return nil
}

// summable lists what an aggregate may sum.
func summable() []string {
	names := []string{areaSum}
	for n := range measureUnits {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}
