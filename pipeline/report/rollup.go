package report

import (
	"fmt"
	"slices"

	"jiyue/pipeline/store"
)

// rollUps say how the figures of several parks together were computed: of all
// parks, then of every county and city.
func (c *composer) rollUps() []RollUp {
	if len(c.metrics) == 0 {
		return nil
	}
	list := []RollUp{{ID: "sum", Name: c.say("全部园区合计", "All parks together"), Metrics: c.totalLines()}}
	if c.conclusions == nil {
		return list
	}
	for i := range c.conclusions.regions {
		r := &c.conclusions.regions[i]
		words := levelWords[r.Level]
		name := c.say("%s %s %s", "%s %s, %s", c.say(words[0], words[1]), r.Region, c.kind(r.ExtentKind))
		if up := (RollUp{ID: fmt.Sprintf("sum%d", i+1), Name: name}); c.regionLines(&up, r, i) {
			list = append(list, up)
		}
	}
	return list
}

// Traced reports whether the lines name the parcels behind them: those of
// several parks are too many.
func (RollUp) Traced() bool { return false }

// totalLines are the raw figures of all parks.
func (c *composer) totalLines() []MetricLine {
	var lines []MetricLine
	for i := range rawIndicators {
		raw := &rawIndicators[i]
		line := MetricLine{ID: totalID(raw.key), Indicator: raw.key, Name: c.indicatorName(raw.key), Figure: c.totalFigure(raw)}
		if raw.numerator == "" {
			line.Formula = c.say("各园区之和：%s", "sum over the parks: %s", c.formula(raw.key))
		} else {
			line.Formula = c.say("各园区分子之和 ÷ 分母之和：%s", "sum over the parks by sum over the parks: %s", c.formula(raw.key))
			line.Numerator = c.sumPart(raw.numerator, raw.denominator)
			line.Denominator = c.sumPart(raw.denominator, raw.numerator)
		}
		lines = append(lines, line)
	}
	return lines
}

// sumPart is a raw figure added up over the parks that have the other, too.
func (c *composer) sumPart(key, with string) *Figure {
	sum := c.sumOf(key, with)
	if sum == nil {
		return nil
	}
	unit := "m²"
	if rawByKey[key].unit == unitWan {
		unit = unitWan
	}
	f := number(sum, 2, c.unit(unit))
	return &f
}

// totalID is the anchor of the line that says how a raw figure of all parks was
// computed.
func totalID(key string) string {
	for i := range rawIndicators {
		if rawIndicators[i].key == key {
			return fmt.Sprintf("s0.%d", i)
		}
	}
	return ""
}

// regionLines adds the figures of a region and reports whether it has any.
func (c *composer) regionLines(up *RollUp, r *store.Region, region int) bool {
	for i, name := range regionIndicators {
		at := slices.IndexFunc(r.Metrics, func(m store.Metric) bool { return m.Indicator == name })
		if at < 0 {
			continue
		}
		m := &r.Metrics[at]
		above, below := c.partUnits(name, m.Unit)
		up.Metrics = append(up.Metrics, MetricLine{ID: regionID(region, i), Indicator: name, Name: c.indicatorName(name), Figure: c.metricFigure(*m),
			Formula: c.say("各园区分子之和 ÷ 分母之和：%s", "sum over the parks by sum over the parks: %s", c.formula(name)), Numerator: c.part(m.Numerator, above), Denominator: c.part(m.Denominator, below)})
		if m.Denominator == nil {
			up.Metrics[len(up.Metrics)-1].Formula = c.say("各园区之和：%s", "sum over the parks: %s", c.formula(name))
		}
	}
	return len(up.Metrics) > 0
}

// regionID is the anchor of the line that says how a figure of a region was
// computed; both are numbered from 0.
func regionID(region, indicator int) string { return fmt.Sprintf("s%d.%d", region+1, indicator) }

// leadsTo is the anchor of how a figure of the summary was computed.
func (c *composer) leadsTo(f *Fact) string {
	switch {
	case f.Figure.Number == nil:
		return ""
	case f.Key == "parks":
		return "roster"
	case f.Key == "parcels" && len(c.ledger) > 0:
		return "ledger"
	case f.Key == "land" && len(c.metrics) > 0:
		return totalID("land_area")
	}
	return totalID(f.Key)
}
