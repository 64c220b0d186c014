package performance

import (
	"slices"
	"strings"

	"jiyue/indicators"
)

// The rows of the budget that the audit knows by key.
const (
	rowInitial  = "initial"  // 年初预算
	rowTotal    = "total"    // 全年预算
	rowExecuted = "executed" // 全年执行
)

// columns checks that the parts of a column add up to it, row by row.
func (a *audit) columns() {
	t := a.table
	for c, column := range t.file.Budget.Columns {
		for i := range t.rows {
			whole, known := t.rows[i].in(c)
			if !known || t.rows[i].formula != nil || len(column.SumOf) == 0 {
				continue
			}
			parts := indicators.Exact{}
			for p, other := range t.file.Budget.Columns {
				if v, ok := t.rows[i].in(p); ok && slices.Contains(column.SumOf, other.Key) {
					parts = parts.Plus(v)
				}
			}
			if parts.Cmp(whole) != 0 {
				a.say("budget_sum", t.rows[i].Name, 0, true, "%s：%s %s，分项合计 %s", "%s: %s is %s, its parts add up to %s",
					t.rows[i].Name, column.Name, whole.Short(2), parts.Short(2))
			}
		}
	}
}

// budgetCourse finds money that came during the year.
func (a *audit) budgetCourse() {
	initial, known := a.table.amount(rowInitial)
	total, also := a.table.amount(rowTotal)
	if known && also && initial.Sign() == 0 && total.Sign() > 0 {
		a.say("budget_during_year", a.table.row(rowInitial).Name, 0, false,
			"年初预算为 0，全年预算 %s：全部为年中追加", "the budget was 0 at the start of the year and %s in the end", total.Short(2))
	}
}

// budgetLevel finds a project whose money is all in another level's column.
func (a *audit) budgetLevel() {
	total, known := a.table.amount(rowTotal)
	if !known || a.table.file.Level == "" || total.Sign() == 0 {
		return
	}
	for i, c := range a.table.file.Budget.Columns {
		v, ok := a.table.row(rowTotal).in(i)
		if ok && c.Level != "" && c.Level != a.table.file.Level && v.Cmp(total) == 0 {
			a.say("budget_level", a.table.row(rowTotal).Name, 0, false,
				"%s项目的资金全部列在“%s”", "the money of a project of the level %s stands all under %s", a.table.file.Level, c.Name)
		}
	}
}

// execution finds little spending beside outputs that are all complete.
func (a *audit) execution() {
	total, known := a.table.amount(rowTotal)
	executed, also := a.table.amount(rowExecuted)
	if !known || !also || total.Sign() == 0 {
		return
	}
	rate := executed.Over(total).Times(indicators.ExactInt(100))
	if rate.Cmp(a.table.rules.LowExecution) >= 0 {
		return
	}
	outputs := 0
	for i := range a.scored {
		if s := &a.scored[i]; strings.Contains(s.Dimension, "产出") {
			if outputs++; !s.Scored || s.completion.Cmp(indicators.ExactInt(100)) < 0 {
				return
			}
		}
	}
	if outputs > 0 {
		a.say("execution_low", "", 0, false, "预算执行率 %s%%，而产出指标全部完成",
			"%s %% of the budget was spent while every output is complete", rate.Fixed(2))
	}
}

func (a *audit) goals() {
	g := a.table.file.Goals
	if g.Year != "" && strings.TrimSpace(g.Year) == strings.TrimSpace(g.Period) {
		a.say("goals_same", "", 0, false, "年度目标与总体目标文字相同", "the goal of the year and the goal of the whole period are the same text")
	}
}

// surplus finds a document that says both that the rest of the money went
// back and that it will still be paid.
func (a *audit) surplus() {
	texts := strings.Join(a.table.file.Texts, "\n")
	for i := range a.scored {
		texts += "\n" + a.scored[i].Reason
	}
	returned, awaits := firstOf(a.table.rules.SurplusReturned, texts), firstOf(a.table.rules.SurplusAwaits, texts)
	if returned != "" && awaits != "" {
		a.say("surplus_contradiction", "", 0, true, "文中既称结余资金“%s”，又称“%s”",
			"the document says that the rest of the money was returned (%s) and that it is still to be paid (%s)", returned, awaits)
	}
}

func firstOf(words []string, text string) string {
	for _, w := range words {
		if strings.Contains(text, w) {
			return w
		}
	}
	return ""
}
