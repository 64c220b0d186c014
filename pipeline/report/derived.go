package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"jiyue/indicators"
	"jiyue/pipeline/store"
)

// derivedFigure is a figure that follows from the totals, metrics and ideals of
// an extent without being a metric: a potential, or a figure of a study.
type derivedFigure struct {
	key, name, formula string
	operands           []string // names in the formula
}

// derivedValue is such a figure of one extent.
type derivedValue struct {
	shown *float64 // as tables print it; nil where it can't be computed
	unit  string
	note  string
}

// indexDerived lists the potentials that some park has, then the figures of the
// studies, in the order in which every extent has them, with their values.
func (c *composer) indexDerived() {
	c.derivedAt, c.derivedOf = map[string]int{}, map[extentKey]map[string]derivedValue{}
	if c.conclusions == nil {
		return
	}
	has := map[string]bool{}
	for i := range c.conclusions.potentials {
		row := &c.conclusions.potentials[i]
		has[row.Potential] = has[row.Potential] || row.Value != nil
		c.derive(extentKey{row.ParkCode, row.ExtentKind}, row.Potential, derivedValue{row.Shown, row.Unit, c.potentialNote(row)})
	}
	for _, f := range c.conclusions.figures {
		if f.Role == "potential" && has[f.Name] {
			c.addDerived(f.Name, c.say(f.NameZH, capitalized(f.NameEN)), f.Formula)
		}
	}
	c.indexStudies()
}

// potentialNote is the remark of a potential; one that is shown as 0 says what it
// is.
func (c *composer) potentialNote(row *store.Potential) string {
	if row.Value == nil || row.Shown == nil || *row.Value == *row.Shown {
		return row.Note
	}
	better := c.say("计算值 %s，现状优于理想值，记为 0", "computed as %s: better than the ideal, shown as 0", number(fromFloat(row.Value), 2, c.unit(row.Unit)))
	if row.Note == "" {
		return better
	}
	return better + c.say("；", "; ") + row.Note
}

// addDerived gives a figure its line in every extent.
func (c *composer) addDerived(key, name, formula string) {
	f := derivedFigure{key: key, name: name, formula: formula}
	if e, err := indicators.Compile(formula); err == nil {
		f.operands = e.Names()
	}
	c.derivedAt[key] = len(c.derived)
	c.derived = append(c.derived, f)
}

// derive keeps the value of a figure of an extent.
func (c *composer) derive(k extentKey, key string, v derivedValue) {
	if c.derivedOf[k] == nil {
		c.derivedOf[k] = map[string]derivedValue{}
	}
	c.derivedOf[k][key] = v
}

// derivedID is the anchor of the line that says how the figure was computed; ""
// where the extent has none.
func (c *composer) derivedID(p *park, kind, key string) string {
	at, known := c.derivedAt[key]
	_, has := c.derivedOf[extentKey{p.Code, kind}][key]
	extent := slices.IndexFunc(p.extents, func(e store.Extent) bool { return e.Kind == kind })
	if !known || !has || extent < 0 {
		return ""
	}
	return fmt.Sprintf("f%d.%d.%d", p.number, extent, len(c.lines)+at)
}

// derivedIs leads from a figure to the line of the derived one of that name,
// where both are the same.
func (c *composer) derivedIs(p *park, kind, key string, figure *float64) string {
	if v := c.derivedOf[extentKey{p.Code, kind}][key]; figure == nil || v.shown == nil || !gives(*v.shown, figure) {
		return ""
	}
	return c.derivedID(p, kind, key)
}

// derivedLines say how the derived figures of an extent were computed.
func (c *composer) derivedLines(p *park, kind string) []MetricLine {
	var lines []MetricLine
	for i := range c.derived {
		f := &c.derived[i]
		id := c.derivedID(p, kind, f.key)
		if id == "" {
			continue
		}
		v := c.derivedOf[extentKey{p.Code, kind}][f.key]
		line := MetricLine{ID: id, Indicator: f.key, Name: f.name, Figure: number(fromFloat(v.shown), 2, c.unit(v.unit)), Formula: f.formula}
		line.Figure.Reason = v.note
		if c.formulasApart() && f.formula != "" {
			line.FormulaAt = formulaID(len(c.lines) + i)
		}
		if v.shown != nil {
			line.Operands = c.operands(p, kind, f.operands)
		}
		lines = append(lines, line)
	}
	return lines
}

// operands are the figures behind the names of a formula, those that the store
// has: totals of the land, statistics, metrics and ideals.
func (c *composer) operands(p *park, kind string, names []string) []Fact {
	k := extentKey{p.Code, kind}
	var facts []Fact
	for _, name := range names {
		fact := Fact{Name: name}
		if key, is := strings.CutPrefix(name, "indicator."); is {
			fact.Name, fact.Figure, fact.Link = c.indicatorName(key), c.metricFigure(c.metric(p.Code, kind, key)), c.lineID(p, kind, key)
		} else if key, is := strings.CutPrefix(name, "ideal."); is {
			fact.Name, fact.Figure = c.say("理想值", "ideal"), c.nodeFigure(find(c.trees[k], key).Ideal, c.metric(p.Code, kind, key).Unit)
		} else if total := c.totals[k][name]; total.Value != nil && !math.IsNaN(*total.Value) {
			fact.Figure = c.inUnit(fromFloat(total.Value), total.Unit, false)
		}
		if fact.Figure.Number != nil {
			facts = append(facts, fact)
		}
	}
	return facts
}
