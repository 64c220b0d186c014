package performance

import (
	"math"
	"slices"
	"strings"

	"jiyue/indicators"
)

// Result is a table with its points.
type Result struct {
	Project string
	Items   []Item
	Budget  Budget
	Total   indicators.Exact // the sum of the printed scores; prints as Total.Fixed(2)
	Grade   string
	Goals   Goals
	Remarks []Remark // what a reader should look at before filing
}

// Goals are the goals of the project; "" where the table has none.
type Goals struct {
	Period string // 项目总体目标
	Year   string // 年度目标
}

// Item is a row of the table as printed.
type Item struct {
	Number                               int
	Dimension, Class, Indicator          string
	Weight, Target, Achieved, Completion string           // 10, 100%, 39.41%, 39.41%; "" where not computable
	Score                                indicators.Exact // two places at most; prints as Score.Short(2)
	Scored                               bool             // false where the achievement can't be computed: 0 points, and a remark
	Reason                               string           // 偏差原因分析及改进措施
	Formula                              string           // how the achievement was computed; "" where it was given
}

// scorePlaces is how many places a score is rounded to.
const scorePlaces = 2

// Evaluate scores the table. Formulas find results by group and key
// (parks.listed); the group budget is the table's own. A figure that is
// missing leaves its item without points, with a remark. The error says which
// result is not a number.
func (t *Table) Evaluate(results map[string]map[string]float64) (Result, error) {
	exact, err := exactResults(results)
	if err != nil {
		return Result{}, err
	}
	r := Result{Project: t.file.Project, Budget: t.budget(), Goals: Goals(t.file.Goals)}
	a := &audit{table: t, result: &r}
	for i := range t.items {
		scored := t.score(&t.items[i], func(name string) (indicators.Exact, bool) {
			group, key, _ := strings.Cut(name, ".")
			if group == budgetGroup {
				return t.amount(key)
			}
			v, ok := exact[name]
			return v, ok
		})
		r.Items = append(r.Items, scored.Item)
		r.Total = r.Total.Plus(scored.Score)
		a.scored = append(a.scored, scored)
	}
	r.Grade = t.grade(r.Total)
	a.run()
	return r, nil
}

func exactResults(results map[string]map[string]float64) (map[string]indicators.Exact, error) {
	exact := map[string]indicators.Exact{}
	for group, figures := range results {
		for key, f := range figures {
			x, ok := indicators.ExactFloat(f)
			if !ok || math.IsNaN(f) {
				return nil, indicators.Errorf("结果 %s.%s 不是数", "result %s.%s is not a number", group, key)
			}
			exact[group+"."+key] = x
		}
	}
	return exact, nil
}

// grade returns the first grade whose threshold the total reaches.
func (t *Table) grade(total indicators.Exact) string {
	i := slices.IndexFunc(t.file.Grades, func(g Grade) bool { return total.Cmp(g.From) >= 0 })
	return t.file.Grades[max(i, 0)].Name // the last begins at 0, and no total is below
}

// scoredItem is a printed row with the numbers behind it.
type scoredItem struct {
	Item
	item       *item
	completion indicators.Exact // percent; of scored items
	gap        *indicators.Gap
}

func (t *Table) score(it *item, lookup func(string) (indicators.Exact, bool)) scoredItem {
	s := scoredItem{item: it, Item: Item{
		Number: it.number, Dimension: it.Dimension, Class: it.Class, Indicator: it.Indicator,
		Weight: it.Weight.Short(scorePlaces), Target: it.Target, Reason: it.Reason, Formula: it.Formula,
	}}
	achieved := it.achieved
	if it.formula != nil {
		number, gap := it.formula.Exact(lookup)
		if gap != nil {
			s.gap = gap
			return s
		}
		unit := it.Unit
		if unit == "" {
			unit = it.target.unit
		}
		achieved = measured(number, unit)
	}
	s.Achieved, s.Scored = achieved.text, true
	var share indicators.Exact
	s.completion, share = it.completion(achieved)
	s.Score = it.Weight.Times(share).Round(scorePlaces)
	s.Completion = s.completion.Fixed(2) + "%"
	if it.rule == qualitative {
		s.Completion = s.completion.Short(2) + "%"
	}
	return s
}

// completion returns how far the target was reached, in percent, and the
// share of the weight, from 0 to 1, that this earns.
func (it *item) completion(achieved value) (percent, share indicators.Exact) {
	one, hundred := indicators.ExactInt(1), indicators.ExactInt(100)
	target, reached := it.target.number, achieved.number
	switch {
	case it.rule == qualitative:
		return it.share, it.share.Over(hundred)
	case target.Sign() == 0:
		met := it.rule == positive && reached.Sign() >= 0 || it.rule != positive && reached.Sign() <= 0
		if met {
			return hundred, one
		}
		return indicators.Exact{}, indicators.Exact{}
	case it.rule == negative:
		share = indicators.ExactInt(2).Minus(reached.Over(target))
	default:
		share = reached.Over(target)
	}
	if share.Sign() < 0 {
		share = indicators.Exact{}
	}
	percent = share.Times(hundred)
	if share.Cmp(one) > 0 {
		share = one
	}
	return percent, share
}
