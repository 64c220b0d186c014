package report

import (
	"strings"

	"github.com/shopspring/decimal"

	"jiyue/pipeline/store"
)

// filedFigures are the figures that the wording can name, as they are printed
// in the tables; "" or no entry where one is not known.
func (c *composer) filedFigures(m *Model) map[string]string {
	f := map[string]string{"project": m.Project, "base_date": m.BaseDate, "area_kind": c.areaKind()}
	c.landFigures(f, m.Summary)
	if m.Performance != nil {
		c.evaluationFigures(f, m.Performance)
		c.budgetFigures(f)
	}
	c.findingFigures(f, m.Summary)
	for key, text := range f {
		if text == none {
			f[key] = ""
		}
	}
	return f
}

// landFigures are those of all parks together.
func (c *composer) landFigures(f map[string]string, s Summary) {
	for _, fact := range s.Facts {
		switch fact.Key {
		case "parks", "parcels":
			f[fact.Key] = fact.Figure.Text
		case "land":
			f["land"], f["land_mu"] = known(fact.Figure), fact.Note
		}
	}
	for i := range rawIndicators {
		if raw := &rawIndicators[i]; raw.key != "land_area" {
			f[raw.key] = known(c.totalFigure(raw))
		}
	}
	for _, key := range filedRates {
		f[key] = known(c.rolledUp(key))
	}
	f["pieces"], f["scopes"], f["best"] = count(c.piecesTotal(), "").Text, c.scopeCounts(), c.best()
	f["since_year"] = c.yearSentence()
	if s.Changes != nil && len(s.Changes.Since) > 0 {
		f["since_run"] = s.Changes.Since[0]
	}
}

// known is a figure with its unit, "" where there is no number.
func known(f Figure) string {
	if f.Number == nil {
		return ""
	}
	return f.String()
}

// filedRates are the rates of the sets that the wording can name.
var filedRates = []string{"development_rate", "supply_rate", "built_up_rate", "idle_rate"}

// rolledUp is a rate in per cent over all parks, numerators by denominators;
// without a number where a park has it without them, or no park has it.
func (c *composer) rolledUp(key string) Figure {
	var above, below decimal.Decimal
	for _, p := range c.parks {
		m := c.metric(p.Code, p.kind(), key)
		if m.Value == nil {
			continue
		}
		n, d := fromFloat(m.Numerator), fromFloat(m.Denominator)
		if n == nil || d == nil || m.Unit != "%" {
			return Figure{Text: none}
		}
		above, below = above.Add(*n), below.Add(*d)
	}
	if below.IsZero() {
		return Figure{Text: none}
	}
	rate := above.Mul(hundred).DivRound(below, ratioDigits)
	return number(&rate, 2, "%")
}

// evaluationFigures are those of the self-evaluation.
func (c *composer) evaluationFigures(f map[string]string, p *Performance) {
	items := c.performance.Items
	f["score"], f["grade"], f["items"] = c.performance.Total.Score, c.performance.Total.Grade, count(int64(len(items)), "").Text
	f["weights"], _ = sumTexts(items, func(i store.PerformanceItem) string { return i.Weight })
	if i := c.executionItem(); i != nil {
		f["execution"], f["execution_score"], f["execution_reason"] = i.Achieved, i.Score, unstopped(i.Reason)
	}
	f["goal_period"], f["goal_year"] = unstopped(c.data.goals.Period), unstopped(c.data.goals.Year)
	remarks := make([]string, len(p.Remarks))
	for i, s := range p.Remarks {
		remarks[i] = unstopped(s)
	}
	f["remarks"] = strings.Join(remarks, c.say("；", "; "))
}

// budgetKeys are the rows of the budget by what the wording calls their first
// amount; the rows are numbered from 1, as the form has them.
var budgetKeys = []string{"budget_initial", "budget_total", "budget_received", "budget_executed", "budget_left", "receipt_rate", "execution_rate"}

func (c *composer) budgetFigures(f map[string]string) {
	for _, b := range c.performance.Budget {
		if b.Number >= 1 && b.Number <= len(budgetKeys) && len(b.Amounts) > 0 {
			f[budgetKeys[b.Number-1]] = b.Amounts[0]
		}
	}
}

func (c *composer) findingFigures(f map[string]string, s Summary) {
	var total int64
	for i, key := range []string{"errors", "warnings", "notes"} {
		if i < len(s.Counts) {
			f[key] = s.Counts[i].Count
			total += s.Counts[i].Number
		}
	}
	f["findings"] = count(total, "").Text
	worst := make([]string, len(s.Worst))
	for i, w := range s.Worst {
		worst[i] = w.Text
	}
	f["worst"] = strings.Join(worst, c.say("；", "; "))
	f["ledger"] = s.Balance.Text
}

// scopeCounts says how many parks each survey scope has, where there are
// several scopes.
func (c *composer) scopeCounts() string {
	var parts []string
	for start := 0; start < len(c.parks); {
		end := start
		for end < len(c.parks) && c.parks[end].Scope == c.parks[start].Scope {
			end++
		}
		parts = append(parts, c.say("%s %d 个", "%s: %d", c.scope(c.parks[start].Scope), end-start))
		start = end
	}
	if len(parts) < 2 {
		return ""
	}
	return strings.Join(parts, c.say("、", "; "))
}

// best names the parks with the highest and the lowest output per mu.
func (c *composer) best() string {
	bars := c.bars("output_per_mu")
	if len(bars) < 2 {
		return ""
	}
	high, low := bars[0], bars[len(bars)-1]
	return c.say("亩均产值最高的是%s（%s），最低的是%s（%s）", "output per mu is highest in %s (%s) and lowest in %s (%s)",
		orNone(high.park.Name), high.figure, orNone(low.park.Name), low.figure)
}
