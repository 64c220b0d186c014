package report

import (
	"fmt"
	"strings"

	"jiyue/pipeline/store"
)

// selfEvaluationTables prints the project's performance tables; nil where the
// configuration has none.
func (c *composer) selfEvaluationTables() *Performance {
	e := c.performance
	if len(e.Items) == 0 {
		return nil
	}
	p := &Performance{
		Budget: c.budgetTable(), Items: c.itemTable("performance", e.Items, true),
		Total: exactly(e.Total.Score), Grade: e.Total.Grade, Remarks: e.Remarks, Goals: c.goalFacts(), Lines: c.itemLines(),
	}
	for i, item := range e.Items {
		for _, column := range []string{"achieved", "completion", "score"} {
			p.Items.Rows[i].Cells[columnOf(&p.Items, column)].Link = itemID(item.Number)
		}
	}
	p.Items.Caption = c.say("项目支出绩效自评表", "Self-evaluation of expenditure performance")
	for start := 0; start < len(e.Items); {
		end := start
		for end < len(e.Items) && e.Items[end].Dimension == e.Items[start].Dimension {
			end++
		}
		t := c.itemTable(fmt.Sprintf("performance-%d", len(p.Short)+1), e.Items[start:end], false).withoutFirst()
		t.Caption = e.Items[start].Dimension
		p.Short = append(p.Short, t)
		start = end
	}
	return p
}

// goalFacts are the goals of the period and of the year, where the table has
// them.
func (c *composer) goalFacts() []Fact {
	var facts []Fact
	for _, g := range []struct{ zh, en, text string }{{"实施期目标", "Goal of the period", c.data.goals.Period}, {"年度目标", "Goal of the year", c.data.goals.Year}} {
		if g.text != "" {
			facts = append(facts, Fact{Name: c.say(g.zh, g.en), Figure: Figure{Text: g.text}})
		}
	}
	return facts
}

// budgetTable prints the budget with the funding sources under one head.
func (c *composer) budgetTable() Table {
	t := Table{ID: "budget", Caption: c.say("预算执行情况表（单位：万元）", "Budget execution (unit: 10 000 CNY)"), Columns: []Column{
		{Key: "no", Name: c.say("序号", "No."), Numeric: true, Width: 6},
		{Key: "name", Name: c.say("资金情况", "Funds"), Width: 18},
		{Key: "formula", Name: c.say("计算", "Formula"), Width: 9},
	}}
	for i, name := range c.performance.Columns {
		t.Columns = append(t.Columns, Column{Key: amountKey(i), Name: name, Numeric: true, Places: 2, Width: 11})
	}
	t.Groups = c.fundingGroups()
	for _, b := range c.performance.Budget {
		row := Row{Cells: []Cell{valued(count(int64(b.Number), "")), {Figure: Figure{Text: b.Name}, Strong: true}, word(b.Formula)}}
		for i := range c.performance.Columns {
			row.Cells = append(row.Cells, c.amountCell(b, i))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// amountCell is one amount of the budget, live where the row has a formula or the
// column sums others up.
func (c *composer) amountCell(b store.BudgetRow, i int) Cell {
	if i >= len(b.Amounts) || b.Amounts[i] == "" {
		return word("")
	}
	cell := stored(b.Amounts[i])
	if cell.Formula = c.budgetFormula(b, i); cell.Formula == "" {
		cell.Formula = c.fundingFormula(b, i)
	}
	return cell
}

// amountKey is the key of a column of amounts.
func amountKey(column int) string { return fmt.Sprintf("a%d", column) }

// fundingGroups puts the fiscal columns, from the subtotal to the county's,
// under 财政资金, as the form has it.
func (c *composer) fundingGroups() []Group {
	columns := c.performance.Columns
	first, last := fiscalColumns(columns)
	if last <= first {
		return nil
	}
	groups := []Group{{Span: 3}}
	if first > 0 {
		groups = append(groups, Group{Span: first})
	}
	groups = append(groups, Group{Name: c.say("财政资金", "Fiscal funds"), Span: last - first + 1})
	if rest := len(columns) - last - 1; rest > 0 {
		groups = append(groups, Group{Span: rest})
	}
	return groups
}

// fiscalColumns are the places of the subtotal of fiscal funds and of the last
// level that it sums; the same, or -1, where there are no levels.
func fiscalColumns(columns []string) (first, last int) {
	first, last = -1, -1
	for i, name := range columns {
		if strings.HasPrefix(name, "财政资金") {
			first, last = i, i
		}
		if first >= 0 && strings.HasSuffix(name, "级") {
			last = i
		}
	}
	return first, last
}

// itemTable prints items of the self-evaluation in the columns of annex 1.
// Dimension and class are merged over their items.
func (c *composer) itemTable(id string, items []store.PerformanceItem, total bool) Table {
	t := Table{ID: id, Columns: []Column{
		{Key: "dimension", Name: c.say("一级指标", "Dimension"), Width: 11},
		{Key: "class", Name: c.say("二级指标", "Class"), Width: 14},
		{Key: "indicator", Name: c.say("目标指标", "Indicator"), Width: 16},
		{Key: "weight", Name: c.say("权重", "Weight"), Numeric: true, Width: 7},
		{Key: "target", Name: c.say("目标值", "Target"), Numeric: true, Width: 8},
		{Key: "achieved", Name: c.say("业绩值", "Achieved"), Numeric: true, Width: 8},
		{Key: "completion", Name: c.say("完成率", "Completion"), Numeric: true, Width: 9},
		{Key: "score", Name: c.say("指标得分", "Score"), Numeric: true, Width: 8},
		{Key: "reason", Name: c.say("偏差原因分析及改进措施", "Reason for deviation and remedy"), Width: 34},
	}}
	for _, item := range items {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			word(item.Dimension), word(item.Class), {Figure: Figure{Text: item.Indicator}, Strong: true},
			stored(item.Weight), stored(item.Target), stored(item.Achieved),
			live(stored(orNone(item.Completion)), completionFormula(item)), live(stored(orNone(item.Score)), scoreFormula(item)),
			word(item.Reason),
		}})
	}
	mergeDown(t.Rows, 0, nil)
	mergeDown(t.Rows, 1, func(i, j int) bool { return items[i].Dimension == items[j].Dimension })
	if total {
		t.Rows = append(t.Rows, c.itemTotal())
	}
	return t
}

// withoutFirst drops the first column of a table, which its caption says.
func (t Table) withoutFirst() Table {
	t.Columns = t.Columns[1:]
	for i := range t.Rows {
		t.Rows[i].Cells = t.Rows[i].Cells[1:]
	}
	return t
}

// itemTotal is the row that forms forget: the sum of weights and scores, with
// the grade.
func (c *composer) itemTotal() Row {
	weights := Figure{Text: ""}
	if sum, ok := sumTexts(c.performance.Items, func(i store.PerformanceItem) string { return i.Weight }); ok {
		weights = exactly(sum)
	}
	cells := []Cell{{Figure: Figure{Text: c.say("总分", "Total")}, Cols: 3, Strong: true}, {Covered: true}, {Covered: true},
		live(valued(weights), sumFormula("weight")), word(""), word(""), word(""),
		live(stored(c.performance.Total.Score), c.totalFormula()), word(c.performance.Total.Grade)}
	return Row{Total: true, Cells: cells}
}

// totalFormula is the sum of the scores, where that is the stored total.
func (c *composer) totalFormula() string {
	sum, ok := sumTexts(c.performance.Items, func(i store.PerformanceItem) string { return i.Score })
	if total := exactly(c.performance.Total.Score); !ok || total.Number == nil || !exactly(sum).Number.Equal(*total.Number) {
		return ""
	}
	return sumFormula("score")
}

// stored returns a cell that prints a decimal of the store, with its percent
// sign if it has one.
func stored(s string) Cell {
	f := exactly(s)
	f.Text = f.String()
	return valued(f)
}

// live gives a cell its formula.
func live(c Cell, formula string) Cell {
	c.Formula = formula
	return c
}

// mergeDown merges equal neighbours of a column over their rows.
func mergeDown(rows []Row, column int, together func(i, j int) bool) {
	for start := 0; start < len(rows); {
		end := start + 1
		for end < len(rows) && rows[end].Cells[column].Text == rows[start].Cells[column].Text && (together == nil || together(start, end)) {
			rows[end].Cells[column] = Cell{Covered: true, Figure: rows[end].Cells[column].Figure}
			end++
		}
		if end-start > 1 {
			rows[start].Cells[column].Rows = end - start
		}
		start = end
	}
}
