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
	return []Fact{
		{Key: "parks", Name: c.say("园区", "Parks"), Figure: parks, Note: c.parksNote()},
		{Key: "land", Name: c.say("土地", "Land"), Figure: land, Note: landNote},
		{Key: "built_ratio", Name: c.indicatorName("built_ratio"), Figure: c.totalFigure(rawByKey["built_ratio"]), Note: c.say("已建成 ÷ 地块面积", "built ÷ parcels")},
		{Key: "plot_ratio", Name: c.indicatorName("plot_ratio"), Figure: c.totalFigure(rawByKey["plot_ratio"]), Note: c.say("建筑面积 ÷ 地块面积", "floor area ÷ parcels")},
		{Key: "parcels", Name: c.say("地块", "Parcels"), Figure: count(c.run.ParcelsRead, c.unit("parcels")), Note: c.say("落入范围 %s 块", "%s pieces in extents", count(c.run.Pieces, "").Text)},
		{Key: "output_per_mu", Name: c.indicatorName("output_per_mu"), Figure: c.totalFigure(rawByKey["output_per_mu"]), Note: c.outputNote()},
	}
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

// budgetExecution finds the item that is about the budget; its achieved value
// stands beside the score.
func (c *composer) budgetExecution() *Figure {
	for _, i := range c.performance.Items {
		if strings.Contains(i.Dimension, "预算执行") || strings.Contains(i.Indicator, "预算执行率") {
			f := exactly(i.Achieved)
			return &f
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

// method says how the figures were made.
func (c *composer) method() []string {
	return []string{
		c.say("地块与四至范围求交，地块落入范围的部分记为一块，占比 = 部分面积 ÷ 地块面积；建筑面积、产值、税收等可加属性按占比分摊，地类与状态保留原值。",
			"Parcels are cut by the extents. The part of a parcel inside an extent is a piece; its share is piece area ÷ parcel area. Additive attributes (floor area, output, tax) are multiplied by the share; land use and status stay."),
		c.say("1 亩 = 2000/3 平方米，1 公顷 = 10 000 平方米；金额单位为万元。占比始终由工作坐标系的平面面积计算；本次各项比率使用的面积口径：%s。",
			"1 mu = 2000/3 m² exactly, 1 ha = 10 000 m²; money is in 10 000 CNY. Shares are always from planar areas in the working CRS; area in ratios of this run: %s.", c.areaKind()),
		c.say("无法计算的指标不记为 0，以“—”表示并注明原因。数值按四舍五入打印，计算使用未舍入的数值。",
			"A figure that can't be computed is not 0: it prints as “—” with the reason. Figures are rounded half away from zero when printed; computation uses unrounded values."),
	}
}
