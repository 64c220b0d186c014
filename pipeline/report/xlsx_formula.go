package report

import (
	"slices"
	"strconv"
	"strings"
)

// formula returns the live formula of a cell in references; "" where it has
// none or what it refers to is no number.
func (p *sheetPrinter) formula(column, row int, c *Cell) string {
	formula := c.Formula
	if formula == "" && p.table.Rows[row].Total {
		formula = p.table.Columns[column].Total
	} else if formula == "" {
		formula = p.table.Columns[column].Formula
	}
	if formula == "" {
		return ""
	}
	formula, ok := replaceBetween(formula, '{', '}', func(key string) (string, bool) { return p.reference(key, row) })
	if !ok {
		return ""
	}
	if formula, ok = replaceBetween(formula, '[', ']', func(number string) (string, bool) { return p.numbered(number, column) }); !ok {
		return ""
	}
	return formula
}

// reference turns #name, key, key?, key+n, a|b or a|b|s into a cell or a sum.
func (p *sheetPrinter) reference(key string, row int) (string, bool) {
	if name, isKnown := strings.CutPrefix(key, "#"); isKnown {
		cell, found := p.book.known[name]
		return cell, found
	}
	key, mayBeEmpty := strings.CutSuffix(key, "?")
	a, b, isSum := strings.Cut(key, "|")
	if name, below, found := strings.Cut(key, "+"); found {
		n, err := strconv.Atoi(below)
		if err != nil || n < 0 || row+n >= len(p.table.Rows) {
			return "", false
		}
		a, row = name, row+n
	}
	column := columnOf(p.table, a)
	if column < 0 {
		return "", false
	}
	if !isSum {
		return p.cellName(column, p.first+row), mayBeEmpty || p.table.Rows[row].Cells[column].Number != nil
	}
	b, in, _ := strings.Cut(b, "|")
	with := columnOf(p.table, b)
	if with < 0 {
		return "", false
	}
	return p.sum(column, with, in)
}

// sumArguments is how many ranges a SUM can take.
const sumArguments = 255

// sum adds a column up over the rows that count, or that are in the named sum,
// and in which another column is a number, as the few ranges that these make: plain enough to be read, and
// the same in every program, which conditional sums over texts are not.
func (p *sheetPrinter) sum(column, with int, in string) (string, bool) {
	counts := func(i int) bool {
		r := &p.table.Rows[i]
		member := in != "" && slices.Contains(r.In, in) || in == "" && !r.Aside
		return member && !r.Total && r.Cells[column].Number != nil && r.Cells[with].Number != nil
	}
	var ranges []string
	for i := 0; i < len(p.table.Rows); i++ {
		if !counts(i) {
			continue
		}
		from := i
		for i+1 < len(p.table.Rows) && counts(i+1) {
			i++
		}
		rows := p.cellName(column, p.first+from)
		if i > from {
			rows += ":" + p.cellName(column, p.first+i)
		}
		ranges = append(ranges, rows)
	}
	return "SUM(" + strings.Join(ranges, ",") + ")", len(ranges) > 0 && len(ranges) <= sumArguments
}

// numbered is the cell of a column in the row whose number column says so.
func (p *sheetPrinter) numbered(number string, column int) (string, bool) {
	for i, r := range p.table.Rows {
		if r.Cells[0].Text == number {
			return p.cellName(column, p.first+i), r.Cells[column].Number != nil
		}
	}
	return "", false
}

// replaceBetween replaces every part between two signs, the signs with it.
func replaceBetween(s string, open, end byte, by func(string) (string, bool)) (string, bool) {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, open)
		if i < 0 {
			b.WriteString(s)
			return b.String(), true
		}
		j := strings.IndexByte(s[i:], end)
		if j < 0 {
			return "", false
		}
		replaced, ok := by(s[i+1 : i+j])
		if !ok {
			return "", false
		}
		b.WriteString(s[:i] + replaced)
		s = s[i+j+1:]
	}
}
