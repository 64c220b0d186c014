package report

import (
	"testing"
)

// The budget is live: sums over the sources of funds, rows that the form
// computes, all with digits enough for whatever an auditor enters.
func TestBudgetFormulas(t *testing.T) {
	m := composed(t, sample(2, 2), Options{})
	budget := &m.Performance.Budget
	for _, c := range []struct {
		row, column int
		want        string
	}{
		{1, 0, "SUM({a1?},{a6?},{a7?})"},
		{1, 1, "SUM({a2?},{a3?},{a4?},{a5?})"},
		{3, 1, "SUM({a2?},{a3?},{a4?},{a5?})"},
		{1, 2, ""},
		{4, 0, "ROUND([3]-[4],6)"},
		{5, 0, "ROUND([3]/[2],4)"},
		{6, 0, "ROUND([4]/[2],4)"},
	} {
		if got := budget.Rows[c.row].Cells[columnOf(budget, amountKey(c.column))].Formula; got != c.want {
			t.Errorf("row %d column %d: %q, want %q", c.row+1, c.column, got, c.want)
		}
	}
	d := sample(2, 2)
	d.performance.Budget[1].Amounts[1] = "71" // no sum of its levels
	m = composed(t, d, Options{})
	if got := m.Performance.Budget.Rows[1].Cells[columnOf(budget, amountKey(1))].Formula; got != "" {
		t.Errorf("a subtotal that is no sum has the formula %s", got)
	}
}
