package report

import (
	"encoding/json"
	"os"
	"strings"
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

// Every amount of the filed budget stands in its own cell of the document, a
// zero as well: elsewhere the same digits would prove nothing.
func TestBudgetCells(t *testing.T) {
	file, err := os.ReadFile("../../../shared/data/daning-self-evaluation.json")
	if err != nil {
		t.Skip("the filed self-evaluation is not at hand: ", err)
	}
	var filed struct {
		Budget struct{ Rows []map[string]any }
	}
	if err := json.Unmarshal(file, &filed); err != nil {
		t.Fatal(err)
	}
	m := composed(t, sample(2, 2), Options{})
	grid := docxTables(t, printed(t, m, WriteDOCX))[m.Performance.Budget.Caption][0]
	first := columnOf(&m.Performance.Budget, amountKey(0))
	columns := map[string]int{"name": first - 2, "total": first, "fiscal": first + 1, "central": first + 2, "others": first + 7, "percent": first}
	compared := 0
	for i, row := range filed.Budget.Rows {
		for key, at := range columns {
			want, has := row[key].(string)
			if !has {
				continue
			}
			compared++
			if got := strings.TrimSuffix(grid[i][at], "%"); got != want {
				t.Errorf("row %d: %s is %q, want %q", i+1, key, got, want)
			}
		}
	}
	if compared < 20 {
		t.Errorf("compared only %d cells", compared)
	}
}
