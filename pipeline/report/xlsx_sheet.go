package report

import (
	"math"
	"strings"

	"github.com/xuri/excelize/v2"
)

// sheetPrinter prints one table on one sheet. The first error ends it.
type sheetPrinter struct {
	book  *workbook
	name  string
	table *Table
	heads int // rows of heads
	first int // row of the first row of the table, from 1
	total int // index of the row of totals; -1 without
	err   error
}

// cellName is the reference of a column and a row, both from 1.
func cellName(column, row int) string {
	name, _ := excelize.CoordinatesToCellName(column, row) // both are in range: a table has fewer columns and rows than a sheet
	return name
}

// do runs one call unless an earlier one failed.
func (p *sheetPrinter) do(call func(f *excelize.File) error) {
	if p.err == nil {
		p.err = call(p.book.file)
	}
}

func (p *sheetPrinter) styled(column, row int, k styleKey) {
	p.do(func(f *excelize.File) error {
		id, err := p.book.style(k)
		if err != nil {
			return err
		}
		return f.SetCellStyle(p.name, cellName(column, row), cellName(column, row), id)
	})
}

func (p *sheetPrinter) text(column, row int, s string, k styleKey) {
	p.do(func(f *excelize.File) error { return f.SetCellStr(p.name, cellName(column, row), harmless(s)) })
	p.styled(column, row, k)
}

func (p *sheetPrinter) merge(c1, r1, c2, r2 int) {
	if c1 == c2 && r1 == r2 {
		return
	}
	p.do(func(f *excelize.File) error { return f.MergeCell(p.name, cellName(c1, r1), cellName(c2, r2)) })
}

// headRows prints the heads, merged as the table groups them.
func (p *sheetPrinter) headRows() {
	t := p.table
	for i := range t.Columns {
		p.text(i+1, firstRow+p.heads-1, sheetHead(&t.Columns[i]), styleKey{head: true})
	}
	if p.heads == 1 {
		return
	}
	at := 1
	for _, g := range t.Groups {
		for i := range g.Span {
			text := g.Name
			if g.Name == "" {
				text = sheetHead(&t.Columns[at+i-1])
			}
			p.text(at+i, firstRow, text, styleKey{head: true})
			if g.Name == "" {
				p.merge(at+i, firstRow, at+i, firstRow+1)
			}
		}
		if g.Name != "" {
			p.merge(at, firstRow, at+g.Span-1, firstRow)
		}
		at += g.Span
	}
}

// sheetHead is a column's name with its unit; percentages carry their own sign.
func sheetHead(c *Column) string {
	if c.Unit == "%" {
		return c.Name
	}
	return headText(c)
}

func (p *sheetPrinter) row(i int) {
	r := &p.table.Rows[i]
	for j := range r.Cells {
		c := &r.Cells[j]
		if !c.Covered {
			p.cell(j, i, c)
			p.merge(j+1, p.first+i, j+max(c.Cols, 1), p.first+i+max(c.Rows, 1)-1)
		} else {
			p.styled(j+1, p.first+i, styleKey{total: r.Total})
		}
	}
}

func (p *sheetPrinter) cell(column, row int, c *Cell) {
	total := p.table.Rows[row].Total
	if c.Number == nil {
		p.text(column+1, p.first+row, strings.Repeat("　", c.Indent)+c.Text+c.Mark,
			styleKey{total: total, right: p.table.Columns[column].Numeric})
		return
	}
	ref := cellName(column+1, p.first+row)
	value := *c.Number
	if c.Unit == "%" {
		value = value.Div(hundred)
	}
	v, _ := value.Float64()
	p.do(func(f *excelize.File) error { return f.SetCellFloat(p.name, ref, v, -1, 64) })
	if formula := p.formula(column, row, c); formula != "" {
		p.do(func(f *excelize.File) error { return f.SetCellFormula(p.name, ref, formula) })
	}
	p.styled(column+1, p.first+row, styleKey{format: numberFormat(c.Figure), total: total})
}

// notes prints the footnotes below the table.
func (p *sheetPrinter) notes() {
	for i, note := range p.table.Notes {
		p.text(1, p.first+len(p.table.Rows)+1+i, note, styleKey{note: true})
	}
}

// Widths of columns in characters, and the height of a line in points.
const (
	narrowest  = 7.0
	widest     = 60.0
	lineHeight = 15.0
)

// shape sets widths and heights, freezes the heads and adds the filter.
func (p *sheetPrinter) shape() {
	p.measure()
	top := cellName(1, p.first)
	p.do(func(f *excelize.File) error {
		return f.SetPanes(p.name, &excelize.Panes{Freeze: true, YSplit: p.first - 1, TopLeftCell: top, ActivePane: "bottomLeft",
			Selection: []excelize.Selection{{SQRef: top, ActiveCell: top, Pane: "bottomLeft"}}})
	})
	t := p.table
	last := len(t.Rows)
	if p.total >= 0 {
		last = p.total
	}
	if last > 0 && t.Sort {
		p.do(func(f *excelize.File) error {
			return f.AutoFilter(p.name, cellName(1, p.first-1)+":"+cellName(len(t.Columns), p.first+last-1), nil)
		})
	}
	landscape, a4, fit, asHigh, toPage := "landscape", 9, 1, 0, true
	p.do(func(f *excelize.File) error {
		return f.SetSheetProps(p.name, &excelize.SheetPropsOptions{FitToPage: &toPage})
	})
	p.do(func(f *excelize.File) error {
		return f.SetPageLayout(p.name, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4, FitToWidth: &fit, FitToHeight: &asHigh})
	})
}

// measure makes columns as wide as what is in them and rows as high: programs
// differ in whether they do so themselves.
func (p *sheetPrinter) measure() {
	widths := make([]float64, len(p.table.Columns))
	for i := range p.table.Columns {
		widths[i] = narrowest
		for _, line := range strings.Split(sheetHead(&p.table.Columns[i]), "\n") {
			widths[i] = max(widths[i], characters(line)+2)
		}
		for _, r := range p.table.Rows {
			if c := &r.Cells[i]; c.Cols < 2 && !c.Covered {
				widths[i] = max(widths[i], characters(c.Text+c.Mark)+2*float64(c.Indent)+2)
			}
		}
		widths[i] = min(widths[i], widest)
		name, _ := excelize.ColumnNumberToName(i + 1)
		p.do(func(f *excelize.File) error { return f.SetColWidth(p.name, name, name, widths[i]) })
	}
	for i := range p.heads {
		p.do(func(f *excelize.File) error { return f.SetRowHeight(p.name, firstRow+i, 2*lineHeight) })
	}
	for i, r := range p.table.Rows {
		if n := lines(&r, widths); n > 1 {
			p.do(func(f *excelize.File) error { return f.SetRowHeight(p.name, p.first+i, n*lineHeight) })
		}
	}
}

// lines is how many lines the longest text of a row takes.
func lines(r *Row, widths []float64) float64 {
	n := 1.0
	for i := range r.Cells {
		if c := &r.Cells[i]; c.Number == nil && !c.Covered && c.Cols < 2 && c.Rows < 2 {
			n = max(n, math.Ceil(characters(c.Text)/(widths[i]-1)))
		}
	}
	return n
}

// characters is the width of a text in characters: a Chinese one counts twice.
func characters(s string) float64 { return math.Ceil(textWidth(s, 2)) }
