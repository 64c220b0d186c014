package report

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// liveSlack is by how much of itself what a formula gives may differ from the
// stored figure: a few operations on the same doubles.
const liveSlack = 1e-12

// gives reports whether a formula's value is the stored figure.
func gives(value float64, stored *float64) bool {
	return stored != nil && math.Abs(value-*stored) <= liveSlack*math.Abs(*stored)
}

// rateFormula divides the parts of a figure, which are known by name; areas are
// theirs in m² by 10 000, percentages are fractions in the book. It is "" where
// that does not give the figure.
func rateFormula(m *store.Metric, name string) string {
	if m.Value == nil || m.Numerator == nil {
		return ""
	}
	switch {
	case m.Denominator == nil && isArea(m.Unit) && gives(*m.Numerator, m.Value):
		return "{#" + name + ".n}/10000"
	case m.Denominator == nil && gives(*m.Numerator, m.Value):
		return "{#" + name + ".n}"
	case m.Denominator == nil || *m.Denominator == 0:
		return ""
	}
	ratio := *m.Numerator / *m.Denominator
	if m.Unit == "%" {
		ratio *= 100
	}
	if !gives(ratio, m.Value) {
		return ""
	}
	return "{#" + name + ".n}/{#" + name + ".d}"
}

// scoreName is the name by which a node's score in the trees is known.
func scoreName(p *park, kind, node string) string { return treeID(p, kind) + "/" + node }

// zoneFormula is the score of a zone: that of the extent, or joined with that of
// the growth-direction area by the share of the main area.
func (c *composer) zoneFormula(p *park, kind string, zone *float64) string {
	top, _ := root(c.trees[extentKey{p.Code, kind}])
	if top.Score == nil || zone == nil {
		return ""
	}
	own := "{#" + scoreName(p, kind, top.Node) + "}"
	if gives(*top.Score, zone) {
		return own
	}
	growing, grows := root(c.trees[extentKey{p.Code, string(land.Growth)}])
	share := c.threshold("main_share")
	if !grows || growing.Score == nil || share == nil || !gives(*share**top.Score+(1-*share)**growing.Score, zone) {
		return ""
	}
	return "{#main_share}*" + own + "+(1-{#main_share})*{#" + scoreName(p, string(land.Growth), growing.Node) + "}"
}

// threshold is a bound by which was judged; nil where there is none.
func (c *composer) threshold(key string) *float64 {
	if c.conclusions == nil {
		return nil
	}
	if at := slices.IndexFunc(c.conclusions.thresholds, func(b store.Threshold) bool { return b.Key == key }); at >= 0 {
		return &c.conclusions.thresholds[at].Value
	}
	return nil
}

// classFormula is how the points of an extent came about: every figure by its
// benchmark, a few times at most, by the weights. A benchmark is set, or what all
// extents of the kind have together. It is "" where that does not give the points.
func (c *composer) classFormula(p *park, e *store.Evaluation) string {
	cap, all := c.threshold("class_cap"), c.whole(e.ExtentKind)
	if cap == nil || e.ClassPoints == nil {
		return ""
	}
	var products, weights []string
	points, whole := 0.0, 0.0
	for _, key := range classItems {
		value, weight := c.metric(p.Code, e.ExtentKind, key).Value, c.threshold("class_weight/"+key)
		benchmark, name := c.threshold("benchmark/"+key), "{#benchmark/"+key+"}"
		if benchmark == nil {
			benchmark, name = c.regionValue(all, key), "{#"+regionPart(all, key)+".n}/{#"+regionPart(all, key)+".d}"
		}
		if value == nil || weight == nil || benchmark == nil || *benchmark <= 0 {
			continue
		}
		points, whole = points+*weight*min(max(*value / *benchmark, 0), *cap), whole+*weight
		products = append(products, "{#class_weight/"+key+"}*MIN(MAX({"+key+"}/("+name+"),0),{#class_cap})")
		weights = append(weights, "{#class_weight/"+key+"}")
	}
	if whole == 0 || !gives(points/whole*100, e.ClassPoints) {
		return ""
	}
	return "(" + strings.Join(products, "+") + ")/(" + strings.Join(weights, "+") + ")*100"
}

// pointsName is the name by which the points of an extent are known.
func pointsName(p *park, kind string) string { return p.anchor + "/" + kind + "/points" }

// pointsCell has the points of an extent.
func (c *composer) pointsCell(p *park, e *store.Evaluation) Cell {
	cell := live(valued(number(fromFloat(e.ClassPoints), 2, "")), c.classFormula(p, e))
	cell.Known = pointsName(p, e.ExtentKind)
	return cell
}

// whole is the place of the region of all extents of a kind; -1 where there is
// none.
func (c *composer) whole(kind string) int {
	return slices.IndexFunc(c.conclusions.regions, func(r store.Region) bool { return r.Level == "all" && r.ExtentKind == kind })
}

// regionValue is a figure of a region; nil where it has none.
func (c *composer) regionValue(region int, key string) *float64 {
	if region < 0 {
		return nil
	}
	for _, m := range c.conclusions.regions[region].Metrics {
		if m.Indicator == key {
			return m.Value
		}
	}
	return nil
}

// potentialName is the name by which a potential of an extent is known.
func potentialName(p *park, kind, potential string) string {
	return p.anchor + "/" + kind + "/" + potential
}

// potentialIs leads to a potential where that is the figure.
func (c *composer) potentialIs(p *park, kind, potential string, figure *float64) string {
	if v := c.derivedOf[extentKey{p.Code, kind}][potential]; figure == nil || v.shown == nil || !gives(*v.shown, figure) {
		return ""
	}
	return "{#" + potentialName(p, kind, potential) + "}"
}

// byIdeal is a potential by which an indicator falls short of its ideal, over
// its own base: land × (ideal − indicator), divided by the ideal or not.
var byIdeal = regexp.MustCompile(`^\w+ \* \(ideal\.(\w+) - indicator\.(\w+)\)( / ideal\.(\w+))?$`)

// potentialFormula is how a potential came about; "" where no rule gives what
// is shown.
func (c *composer) potentialFormula(p *park, row *store.Potential, formula string) string {
	parts := byIdeal.FindStringSubmatch(formula)
	if parts == nil || parts[1] != parts[2] || parts[4] != "" && parts[4] != parts[1] {
		return ""
	}
	key := parts[1]
	m, leaf := c.metric(p.Code, row.ExtentKind, key), find(c.trees[extentKey{p.Code, row.ExtentKind}], key)
	if m.Value == nil || m.Denominator == nil || leaf.Ideal == nil {
		return ""
	}
	short, name, base := *leaf.Ideal-*m.Value, scoreName(p, row.ExtentKind, key), "{#"+c.lineID(p, row.ExtentKind, key)+".d}"
	text := "({#" + name + "/ideal}-{#" + name + "/value})"
	if parts[3] != "" {
		short, text = short / *leaf.Ideal, text+"/{#"+name+"/ideal}"
	} else if m.Unit == "%" {
		short /= 100
	}
	for _, land := range []struct {
		ha   float64
		text string
	}{{*m.Denominator, base}, {*m.Denominator / 10000, base + "/10000"}} {
		if gives(max(0, land.ha*short), row.Shown) {
			return "MAX(0," + land.text + "*" + text + ")"
		}
	}
	return ""
}
