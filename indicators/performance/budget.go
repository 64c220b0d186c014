package performance

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"jiyue/indicators"
)

// budgetGroup is the group under which formulas find the budget's rows.
const budgetGroup = "budget"

// budgetLines is the money as written in YAML.
type budgetLines struct {
	Unit    string
	Columns []columnLine
	Rows    []rowLine
}

type columnLine struct {
	Key   string
	Name  string
	SumOf []string `yaml:"sum_of"` // columns that add up to this one
	Level string   // whose money it is: 中央, 省, 市, 县
}

type rowLine struct {
	Key     string
	Name    string
	Amounts map[string]indicators.Exact // by column; or
	Formula string                      // over the keys of the rows, column by column
	Unit    string                      // of a formula that yields no money
}

// budgetRow is a row with its amounts computed; nil where there is none.
type budgetRow struct {
	rowLine
	formula *indicators.Expression
	amounts []*indicators.Exact
}

// Budget is the money table as printed.
type Budget struct {
	Unit    string
	Columns []string
	Rows    []BudgetRow
}

// BudgetRow is a row of the money table. Amounts are by column, "" where empty.
type BudgetRow struct {
	Number  int
	Name    string
	Formula string // of a computed row, in row numbers: (3)-(4)
	Amounts []string
}

func (t *Table) readBudget() error {
	b := &t.file.Budget
	if err := t.checkColumns(); err != nil {
		return err
	}
	for i, line := range b.Rows {
		path := indicators.Path{"budget", "rows", i}
		row := budgetRow{rowLine: line, amounts: make([]*indicators.Exact, len(b.Columns))}
		switch {
		case line.Key == "" || t.row(line.Key) != nil:
			return t.doc.Errorf(path, "每一行须有自己的 key", "every row needs a key of its own")
		case (line.Formula == "") == (line.Amounts == nil):
			return t.doc.Errorf(path, "%s 行须有 amounts 或 formula 之一", "the row %s needs either amounts or a formula", line.Key)
		}
		if err := t.fillRow(&row, path); err != nil {
			return err
		}
		t.rows = append(t.rows, row)
	}
	return nil
}

func (t *Table) checkColumns() error {
	seen := map[string]bool{}
	for i, c := range t.file.Budget.Columns {
		if c.Key == "" || seen[c.Key] {
			return t.doc.Errorf(indicators.Path{"budget", "columns", i}, "每一列须有自己的 key", "every column needs a key of its own")
		}
		seen[c.Key] = true
	}
	for i, c := range t.file.Budget.Columns {
		for _, part := range c.SumOf {
			if !seen[part] || part == c.Key {
				return t.doc.Errorf(indicators.Path{"budget", "columns", i, "sum_of"}, "没有另一列 %s", "there is no other column %s", part)
			}
		}
	}
	return nil
}

func (t *Table) fillRow(row *budgetRow, path indicators.Path) error {
	if row.Formula != "" {
		return t.computeRow(row, append(path, "formula"))
	}
	for _, key := range slices.Sorted(maps.Keys(row.Amounts)) {
		amount := row.Amounts[key]
		column := slices.IndexFunc(t.file.Budget.Columns, func(c columnLine) bool { return c.Key == key })
		if column < 0 {
			return t.doc.Errorf(append(path, "amounts"), "预算没有 %s 列", "the budget has no column %s", key)
		}
		if amount.Sign() < 0 {
			return t.doc.Errorf(append(path, "amounts", key), "金额不能为负", "an amount must not be negative")
		}
		row.amounts[column] = &amount
	}
	return nil
}

// computeRow evaluates a row's formula in every column; a column that lacks
// an amount, or whose divisor is 0, stays empty.
func (t *Table) computeRow(row *budgetRow, path indicators.Path) error {
	e, err := indicators.Compile(row.Formula)
	if err != nil {
		return t.doc.At(path, err)
	}
	for _, name := range e.Names() {
		if t.row(name) == nil {
			return t.doc.Errorf(path, "上面没有 %s 行%s", "there is no row %s above%s", name, indicators.Suggestion(name, t.rowKeys()))
		}
	}
	row.formula = e
	for column := range row.amounts {
		v, gap := e.Exact(func(name string) (indicators.Exact, bool) { return t.row(name).in(column) })
		if gap == nil {
			row.amounts[column] = &v
		}
	}
	return nil
}

func (t *Table) row(key string) *budgetRow {
	for i := range t.rows {
		if t.rows[i].Key == key {
			return &t.rows[i]
		}
	}
	return nil
}

// rowKeys lists the keys of the rows read so far.
func (t *Table) rowKeys() []string {
	keys := make([]string, len(t.rows))
	for i, r := range t.rows {
		keys[i] = r.Key
	}
	return keys
}

func (r *budgetRow) in(column int) (indicators.Exact, bool) {
	if column >= len(r.amounts) || r.amounts[column] == nil {
		return indicators.Exact{}, false
	}
	return *r.amounts[column], true
}

// amount returns a row's total: the first column.
func (t *Table) amount(key string) (indicators.Exact, bool) {
	if r := t.row(key); r != nil {
		return r.in(0)
	}
	return indicators.Exact{}, false
}

// budget prints the money table.
func (t *Table) budget() Budget {
	b := Budget{Unit: t.file.Budget.Unit}
	for _, c := range t.file.Budget.Columns {
		b.Columns = append(b.Columns, c.Name)
	}
	for i, r := range t.rows {
		row := BudgetRow{Number: i + 1, Name: r.Name, Formula: t.shownFormula(&r)}
		for column := range r.amounts {
			text := ""
			if v, ok := r.in(column); ok {
				text = v.Short(2) + r.Unit
			}
			row.Amounts = append(row.Amounts, text)
		}
		b.Rows = append(b.Rows, row)
	}
	return b
}

// shownFormula writes a formula as such tables do, with the numbers of the
// rows and without the factor that the sign % stands for: (4)/(2).
func (t *Table) shownFormula(r *budgetRow) string {
	if r.formula == nil {
		return ""
	}
	var pairs []string
	for _, name := range byLength(r.formula.Names()) {
		number := slices.IndexFunc(t.rows, func(o budgetRow) bool { return o.Key == name }) + 1
		pairs = append(pairs, name, fmt.Sprintf("(%d)", number))
	}
	pairs = append(pairs, " ", "")
	text := strings.NewReplacer(pairs...).Replace(r.Formula)
	if r.Unit == "%" {
		text = strings.TrimPrefix(text, "100*")
	}
	return text
}

// byLength puts longer names first, so that "total" doesn't replace a part of
// "total_received".
func byLength(names []string) []string {
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	return names
}
