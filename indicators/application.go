package indicators

import (
	"fmt"
	"strconv"
	"strings"
)

// application is a use of the results: a question that is answered yes or no
// for a park, with the figures that lead there.
type application struct {
	name       string
	title      Note
	any        bool // one condition is enough
	conditions []condition
}

// condition holds a figure of a park against a bound in the figure's unit.
type condition struct {
	figure    string     // name of an indicator or potential, or ScoreFigure
	indicator *indicator // nil of the score
	relation  relation
	bound     float64
	source    string // "" marks a demonstration value
}

// ScoreFigure names the score of a park, 0 to 100, in conditions.
const ScoreFigure = "score"

// relation is how a figure must stand to the bound.
type relation string

const (
	atLeast relation = "≥"
	atMost  relation = "≤"
	above   relation = ">"
	below   relation = "<"
)

func (r relation) holds(value, bound float64) bool {
	switch r {
	case atLeast:
		return value >= bound
	case atMost:
		return value <= bound
	case above:
		return value > bound
	}
	return value < bound
}

// The answers of a Verdict.
const (
	Qualifies = "yes"
	Fails     = "no"
	Undecided = "undecided" // a figure that would decide is missing
)

// Verdict is the answer to one use of the results for one park.
type Verdict struct {
	Application    string
	NameZH, NameEN string
	Answer         string // Qualifies, Fails or Undecided
	Any            bool   // one of the conditions is enough
	Conditions     []Condition
	Demonstration  bool // a bound or a figure of a condition is
}

// Condition is one condition of a verdict with the figures.
type Condition struct {
	Figure              string
	NameZH, NameEN      string
	Value               *float64 // nil where it can't be computed; Note says why
	Relation            string   // ≥ ≤ > <
	Bound               float64
	Unit                string // of Value and Bound
	Holds               string // Qualifies, Fails or Undecided
	FigureDemonstration bool   // Value rests on a weight or an ideal value that no source confirms
	BoundDemonstration  bool   // no source confirms Bound
	Note                Note
}

// Demonstration says that no source confirms the bound or what the figure rests
// on: the answer is then no official one.
func (c *Condition) Demonstration() bool { return c.FigureDemonstration || c.BoundDemonstration }

// ParkScore is the score of a park by which its results are judged.
type ParkScore struct {
	Value         *float64 // 0 to 100; nil where there is none
	Demonstration bool     // a weight or an ideal value behind it is confirmed by no source
}

// Judge answers the set's uses of the results for one park, from its metrics,
// its potentials and its score. Whatever rests on demonstration values makes
// the answer one too, however well confirmed the bound is.
func (s *Set) Judge(metrics, potentials []Metric, score ParkScore) []Verdict {
	verdicts := make([]Verdict, len(s.applications))
	for i := range s.applications {
		verdicts[i] = s.applications[i].judge(metrics, potentials, score)
	}
	return verdicts
}

func (a *application) judge(metrics, potentials []Metric, score ParkScore) Verdict {
	v := Verdict{Application: a.name, NameZH: a.title.ZH, NameEN: a.title.EN, Any: a.any}
	counts := map[string]int{}
	for i := range a.conditions {
		c := a.conditions[i].test(metrics, potentials, score)
		counts[c.Holds]++
		v.Conditions = append(v.Conditions, c)
		v.Demonstration = v.Demonstration || c.Demonstration()
	}
	decisive, otherwise := Fails, Qualifies // of all: one that fails decides
	if a.any {
		decisive, otherwise = Qualifies, Fails
	}
	switch {
	case counts[decisive] > 0:
		v.Answer = decisive
	case counts[Undecided] > 0:
		v.Answer = Undecided
	default:
		v.Answer = otherwise
	}
	return v
}

func (c *condition) test(metrics, potentials []Metric, score ParkScore) Condition {
	out := Condition{Figure: c.figure, Relation: string(c.relation), Bound: c.bound, BoundDemonstration: c.source == "", Holds: Undecided}
	if c.indicator == nil {
		out.NameZH, out.NameEN, out.Unit = "集约利用得分", "score", "分"
		out.Value, out.FigureDemonstration = score.Value, score.Demonstration
		out.Note = Note{"未评分", "not scored"}
	} else {
		out.NameZH, out.NameEN, out.Unit = c.indicator.title.ZH, c.indicator.title.EN, c.indicator.unit.symbol
		m := findMetric(metrics, c.figure)
		if m == nil {
			m = findMetric(potentials, c.figure)
		}
		if m != nil {
			out.Value, out.FigureDemonstration, out.Note = m.Value, m.Demonstration, m.Note
		}
	}
	if out.Value == nil {
		return out
	}
	out.Note = Note{}
	out.Holds = Fails
	if c.relation.holds(*out.Value, c.bound) {
		out.Holds = Qualifies
	}
	return out
}

func (l *loader) loadApplications() error {
	seen := map[string]bool{}
	for i, line := range l.file.Applications {
		path := Path{"applications", i}
		if !plainName.MatchString(line.Name) || seen[line.Name] {
			return l.file.doc.Errorf(append(path, "name"), "用途须有自己的名称，由字母、数字和 _ 组成", "an application needs a name of its own, of letters, digits and _")
		}
		seen[line.Name] = true
		key, lines := "all", line.All
		if line.All == nil {
			key, lines = "any", line.Any
		}
		if len(lines) == 0 || line.All != nil && line.Any != nil {
			return l.file.doc.Errorf(path, "用途 %s 须有 all 或 any 之一，并列出条件", "the application %s needs either all or any, with conditions", line.Name)
		}
		entry := application{name: line.Name, title: titled(line.ZH, line.EN, line.Name), any: key == "any"}
		for j, c := range lines {
			one, err := l.newCondition(c, Path{"applications", i, key, j})
			if err != nil {
				return err
			}
			entry.conditions = append(entry.conditions, one)
		}
		put(&l.set.applications, entry, func(o application) bool { return o.name == entry.name })
	}
	return nil
}

func (l *loader) newCondition(line conditionLine, path Path) (condition, error) {
	c := condition{figure: line.Figure, source: line.Source}
	if line.Figure != ScoreFigure {
		if c.indicator = l.set.findFigure(line.Figure); c.indicator == nil {
			return c, l.file.doc.Errorf(append(path, "figure"), "没有指标 %q%s", "unknown figure %q%s", line.Figure, Suggestion(line.Figure, l.set.figureNames()))
		}
	}
	given, key := 0, ""
	for _, bound := range []struct {
		key      string
		relation relation
		value    *float64
	}{{"at_least", atLeast, line.AtLeast}, {"at_most", atMost, line.AtMost}, {"above", above, line.Above}, {"below", below, line.Below}} {
		if bound.value != nil {
			given++
			key, c.relation, c.bound = bound.key, bound.relation, *bound.value
		}
	}
	if given != 1 {
		return c, l.file.doc.Errorf(path, "对 %s 的条件须有 at_least、at_most、above、below 之一", "the condition on %s needs one of at_least, at_most, above, below", line.Figure)
	}
	if err := c.checkBound(c.bound); err != nil {
		return c, l.file.doc.Errorf(append(path, key), "对 %s 的条件：%s", "the condition on %s: %s", line.Figure, err)
	}
	return c, nil
}

// checkBound makes sure that the figure can lie on both sides of the bound.
func (c *condition) checkBound(value float64) error {
	if c.indicator == nil {
		return upTo(fullScore)(value)
	}
	return c.indicator.checkReach(value)
}

// findFigure finds an indicator or a potential.
func (s *Set) findFigure(name string) *indicator {
	if ind := s.findIndicator(name); ind != nil {
		return ind
	}
	for i := range s.potentials {
		if s.potentials[i].name == name {
			return &s.potentials[i]
		}
	}
	return nil
}

// figureNames are the names that a condition may use.
func (s *Set) figureNames() []string {
	names := append([]string{ScoreFigure}, s.IndicatorNames()...)
	for i := range s.potentials {
		names = append(names, s.potentials[i].name)
	}
	return names
}

// conditionPlaces is how many decimals a condition in words shows at most.
const conditionPlaces = 4

// In writes the condition in a language (zh, en), demonstration values marked:
// 土地供应率 95.38 %（界限 ≥ 90，演示）.
func (c *Condition) In(lang string) string {
	name, format, value, unit, mark := c.NameZH, "%s %s（界限 %s %s%s）", "不可计算", c.Unit, Note{"，演示", ", demonstration"}.In(lang)
	if lang == "en" {
		name, format, value = c.NameEN, "%s %s (bound %s %s%s)", "not computable"
		if c.Figure == ScoreFigure {
			unit = "points"
		}
	}
	if c.Value != nil {
		value = strings.TrimSpace(shortest(*c.Value) + " " + unit)
		if c.FigureDemonstration {
			value += mark
		}
	}
	if !c.BoundDemonstration {
		mark = ""
	}
	return fmt.Sprintf(format, name, value, c.Relation, shortest(c.Bound), mark)
}

// shortest prints a figure without trailing zeros: 80, not 80.0000.
func shortest(v float64) string {
	text := strconv.FormatFloat(v, 'f', conditionPlaces, 64)
	return strings.TrimRight(strings.TrimRight(text, "0"), ".")
}
