package report

import (
	"strings"

	"github.com/shopspring/decimal"

	"jiyue/pipeline/store"
)

// summary gathers what can be read in ten seconds.
func (c *composer) summary(m *Model) Summary {
	s := Summary{Facts: c.leadingFacts(), Balance: c.balance(), Counts: c.severityCounts(), Worst: c.worst()}
	if p := m.Performance; p != nil {
		total := p.Total
		s.Score, s.Grade = &total, p.Grade
		s.Execution = c.budgetExecution()
	}
	s.Changes = m.Changes
	if c.demonstration() {
		s.Cautions = append(s.Cautions, c.demonstrationWarning())
	}
	return s
}

// leadingFacts are the figures of the county.
func (c *composer) leadingFacts() []Fact {
	land := number(scaled(c.landTotal(), perHectareM2), 2, c.unit(unitHa))
	landNote := ""
	if total := c.landTotal(); total != nil {
		inMu := total.Mul(three).Div(twoThousand)
		landNote = c.say("合 %s 亩", "%s mu", number(&inMu, 1, "").Text)
	}
	parks := count(int64(len(c.parks)), c.unit("parks"))
	facts := []Fact{
		{Key: "parks", Name: c.say("园区", "Parks"), Figure: parks, Note: c.parksNote()},
		{Key: "land", Name: c.say("土地", "Land"), Figure: land, Note: landNote},
		{Key: "built_ratio", Name: c.indicatorName("built_ratio"), Figure: c.totalFigure(rawByKey["built_ratio"]), Note: c.say("已建成 ÷ 地块面积", "built ÷ parcels")},
		{Key: "plot_ratio", Name: c.indicatorName("plot_ratio"), Figure: c.totalFigure(rawByKey["plot_ratio"]), Note: c.say("建筑面积 ÷ 地块面积", "floor area ÷ parcels")},
		{Key: "parcels", Name: c.say("地块", "Parcels"), Figure: count(c.run.ParcelsRead, c.unit("parcels")), Note: c.say("落入范围 %s 块", "%s pieces in extents", count(c.piecesTotal(), "").Text)},
		{Key: "output_per_mu", Name: c.indicatorName("output_per_mu"), Figure: c.totalFigure(rawByKey["output_per_mu"]), Note: c.outputNote()},
	}
	for i := range facts {
		facts[i].Link = c.leadsTo(&facts[i])
	}
	return facts
}

func (c *composer) parksNote() string {
	without := 0
	for _, p := range c.parks {
		if len(p.extents) == 0 {
			without++
		}
	}
	if without == 0 {
		return c.say("均有四至范围", "all with an extent")
	}
	return c.say("其中 %d 个没有四至范围", "%d of them without an extent", without)
}

func (c *composer) outputNote() string {
	f := c.totalFigure(rawByKey["output"])
	if f.Number == nil {
		return ""
	}
	return c.say("产值合计 %s", "output %s", f)
}

// budgetExecution is the achieved value of the item about the budget, which
// stands beside the score.
func (c *composer) budgetExecution() *Figure {
	i := c.executionItem()
	if i == nil {
		return nil
	}
	f := exactly(i.Achieved)
	return &f
}

// executionItem finds the item that is about the budget; nil where none is.
func (c *composer) executionItem() *store.PerformanceItem {
	for n := range c.performance.Items {
		if i := &c.performance.Items[n]; strings.Contains(i.Dimension, "预算执行") || strings.Contains(i.Indicator, "预算执行率") {
			return i
		}
	}
	return nil
}

// sumTexts adds decimals that stand as text; false where one is none.
func sumTexts(items []store.PerformanceItem, of func(store.PerformanceItem) string) (string, bool) {
	var sum decimal.Decimal
	for _, i := range items {
		d, err := decimal.NewFromString(strings.TrimSpace(of(i)))
		if err != nil {
			return "", false
		}
		sum = sum.Add(d)
	}
	return sum.String(), true
}
