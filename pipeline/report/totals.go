package report

import (
	"math"

	"github.com/shopspring/decimal"
)

// totalRow adds up the columns that add up, over the rows that are not set
// aside.
func (c *composer) totalRow(t *Table) Row {
	row := Row{Total: true, Cells: make([]Cell, len(t.Columns))}
	for i := range t.Columns {
		column := &t.Columns[i]
		if column.Total == "" {
			continue
		}
		var sum decimal.Decimal
		any, sign := false, false
		for _, r := range t.Rows {
			if f := &r.Cells[i].Figure; !r.Aside && f.Number != nil {
				sum, any, sign = sum.Add(*f.Number), true, sign || f.Signed
			}
		}
		switch {
		case any && sign:
			row.Cells[i] = valued(signed(&sum, column.Places, column.Unit))
		case any:
			row.Cells[i] = valued(number(&sum, column.Places, column.Unit))
		}
	}
	row.Cells[0] = Cell{Figure: Figure{Text: c.say("合计", "Total")}, Strong: true}
	return row
}

// addTotals closes a table of parks with the sums of the columns named, and says
// by which extent parks count. A single row needs no sum.
func (c *composer) addTotals(t *Table, keys ...string) {
	if len(t.Rows) < 2 {
		return
	}
	for _, key := range keys {
		if at := columnOf(t, key); at >= 0 {
			t.Columns[at].Total = sumFormula(key)
		}
	}
	t.Rows = append(t.Rows, c.totalRow(t))
	if c.twoKinds() {
		t.Notes = append(t.Notes, c.say("合计中同一园区有两种范围时只计核定范围。", "A park with two extents counts in the total by the approved one."))
	}
}

// liveRule computes a column from others of its row.
type liveRule struct {
	key, formula string
	value        func(of func(key string) float64) float64
}

// applyRules gives cells the formulas of the rules that give what is stored.
func applyRules(t *Table, row *Row, rules []liveRule) {
	of := func(key string) float64 {
		if at := columnOf(t, key); at >= 0 && row.Cells[at].Number != nil {
			return row.Cells[at].Number.InexactFloat64()
		}
		return math.NaN() // is no stored figure
	}
	for _, rule := range rules {
		at := columnOf(t, rule.key)
		if at < 0 || row.Cells[at].Number == nil {
			continue
		}
		stored := row.Cells[at].Number.InexactFloat64()
		if gives(rule.value(of), &stored) {
			row.Cells[at].Formula = rule.formula
		}
	}
}
