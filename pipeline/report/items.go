package report

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// ItemLine says how the score of an item of the self-evaluation came about.
type ItemLine struct {
	ID, Name   string
	Formula    string // of the achieved value; "" where that was given
	Inputs     []Fact // figures in the formula, with links to how they were computed
	Target     string
	Achieved   string
	Completion string
	Rule       string // from the completion to the score
	Score      string
}

// itemID is the anchor of the line of an item.
func itemID(number int) string { return fmt.Sprintf("item-%d", number) }

// itemLines say how every item was computed.
func (c *composer) itemLines() []ItemLine {
	var lines []ItemLine
	for i := range c.performance.Items {
		item := &c.performance.Items[i]
		line := ItemLine{ID: itemID(item.Number), Name: item.Indicator, Formula: item.Formula, Target: orNone(item.Target), Achieved: orNone(item.Achieved),
			Completion: orNone(item.Completion), Score: item.Score, Rule: c.itemRule(item)}
		for _, name := range slices.Compact(formulaNames.FindAllString(item.Formula, -1)) {
			if fact, known := c.formulaInput(name); known {
				line.Inputs = append(line.Inputs, fact)
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// itemRule words how the score follows from achieved and target.
func (c *composer) itemRule(item *store.PerformanceItem) string {
	switch {
	case scoreFormula(*item) != "":
		return c.say("权重 %s × 业绩值 ÷ 目标值，不超过权重", "weight %s × achieved ÷ target, at most the weight", item.Weight)
	case exactly(item.Target).Number == nil:
		return c.say("定性指标，按完成档次计分，满分 %s", "qualitative: points by the degree of completion, at most %s", item.Weight)
	}
	return c.say("按自评表的计分规则，满分 %s", "by the rule of the table, at most %s", item.Weight)
}

// formulaNames finds the figures of a run or a budget in a formula, by group
// and key.
var formulaNames = regexp.MustCompile(`\b[a-z]+\.[a-z_0-9]+\b`)

// formulaInput is the figure behind a name of a formula, as the documents print
// it; false where the store doesn't tell.
func (c *composer) formulaInput(name string) (Fact, bool) {
	group, key, _ := strings.Cut(name, ".")
	switch group {
	case "budget":
		return c.budgetInput(key)
	case "metrics":
		return c.metricInput(key)
	}
	input, known := runInputs[name]
	if !known {
		return Fact{}, false
	}
	fact := Fact{Name: input.name.In(c.lang), Figure: input.figure(c), Link: input.link}
	if input.link == "scores-all" && len(c.trees) == 0 || input.link == "metrics" && len(c.metrics) == 0 {
		fact.Link = ""
	}
	return fact, true
}

// runInputs are the figures of a run that formulas ask for, with the section of
// the page in which the parks behind them stand.
var runInputs = map[string]struct {
	name   land.Text
	link   string
	figure func(*composer) Figure
}{
	"parks.listed": {land.Text{ZH: "名录园区数", EN: "parks listed"}, "roster", func(c *composer) Figure { return count(int64(len(c.parks)), "") }},
	"parks.measured": {land.Text{ZH: "本底指标齐全的园区数", EN: "parks with all raw metrics"}, "metrics", func(c *composer) Figure {
		return c.countParks(func(p *park) bool {
			return slices.ContainsFunc(p.kindsOf(), func(kind string) bool { return c.complete(p, kind) })
		})
	}},
	"parks.with_error_findings": {land.Text{ZH: "有错误级问题的园区数", EN: "parks with error findings"}, "findings-all", func(c *composer) Figure {
		return c.countParks(func(p *park) bool { return p.faulty() })
	}},
	"parks.without_error_findings": {land.Text{ZH: "没有错误级问题的园区数", EN: "parks without error findings"}, "findings-all", func(c *composer) Figure {
		return c.countParks(func(p *park) bool { return !p.faulty() })
	}},
	"parcels.read":     {land.Text{ZH: "读入地块数", EN: "parcels read"}, "sources-all", func(c *composer) Figure { return count(c.run.ParcelsRead, "") }},
	"parcels.rejected": {land.Text{ZH: "拒收地块数", EN: "parcels rejected"}, "findings-all", func(c *composer) Figure { return count(c.run.ParcelsRejected, "") }},
	"parks.scored":     {land.Text{ZH: "有总分的园区数（核定范围）", EN: "parks with a score (approved extents)"}, "scores-all", func(c *composer) Figure { n, _ := c.zoneScores(); return count(n, "") }},
	"scores.mean":      {land.Text{ZH: "平均总分（核定范围）", EN: "mean score (approved extents)"}, "scores-all", func(c *composer) Figure { _, mean := c.zoneScores(); return number(mean, 2, "") }},
}

func (c *composer) countParks(is func(*park) bool) Figure {
	n := int64(0)
	for _, p := range c.parks {
		if is(p) {
			n++
		}
	}
	return count(n, "")
}

// complete reports whether an extent has every raw metric.
func (c *composer) complete(p *park, kind string) bool {
	return !slices.ContainsFunc(rawIndicators, func(raw rawIndicator) bool { return c.metric(p.Code, kind, raw.key).Value == nil })
}

// faulty reports whether an error finding concerns the park.
func (p *park) faulty() bool {
	return slices.ContainsFunc(p.findings, func(f store.Finding) bool { return f.Severity == string(land.Error) })
}

// zoneScores counts the approved extents with a score and takes the mean; nil
// where there are none.
func (c *composer) zoneScores() (n int64, mean *decimal.Decimal) {
	sum := decimal.Zero
	for _, e := range c.evaluations() {
		if score := fromFloat(e.ZoneScore); score != nil && e.ExtentKind == string(land.Approved) {
			sum, n = sum.Add(*score), n+1
		}
	}
	if n == 0 {
		return 0, nil
	}
	m := sum.DivRound(decimal.NewFromInt(n), ratioDigits)
	return n, &m
}

// metricInput is an indicator of all approved extents together.
func (c *composer) metricInput(key string) (Fact, bool) {
	if c.conclusions == nil {
		return Fact{}, false
	}
	whole := c.whole(string(land.Approved))
	if whole < 0 {
		return Fact{}, false
	}
	metrics := c.conclusions.regions[whole].Metrics
	at := slices.IndexFunc(metrics, func(m store.Metric) bool { return m.Indicator == key })
	if at < 0 {
		return Fact{}, false
	}
	fact := Fact{Name: c.indicatorName(key), Figure: c.metricFigure(metrics[at]), Link: "regions"}
	if i := slices.Index(regionIndicators, key); i >= 0 {
		fact.Link = regionID(whole, i)
	}
	return fact, true
}

// budgetWords are what the names of budget rows have in them, by the keys that
// formulas use: the store has no keys.
var budgetWords = map[string]string{"initial": "年初预算", "total": "全年预算", "received": "到位资金", "executed": "执行资金", "surplus": "资金结余"}

// budgetInput is the year's amount of the one budget row that the key means.
func (c *composer) budgetInput(key string) (Fact, bool) {
	word, known := budgetWords[key]
	if !known {
		return Fact{}, false
	}
	var found []store.BudgetRow
	for _, b := range c.performance.Budget {
		if strings.Contains(b.Name, word) && len(b.Amounts) > 0 && b.Amounts[0] != "" {
			found = append(found, b)
		}
	}
	if len(found) != 1 {
		return Fact{}, false
	}
	f := exactly(found[0].Amounts[0])
	f.Unit = c.unit(unitWan)
	return Fact{Name: found[0].Name, Figure: f, Link: "budget"}, true
}
