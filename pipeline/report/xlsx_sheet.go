package report

import (
	"strings"

	"github.com/xuri/excelize/v2"
)

// sheetPrinter prints one table on one sheet, row by row: first what frames the
// rows, then the rows as a stream. The first error ends it.
type sheetPrinter struct {
	book  *workbook
	name  string
	table *Table
	front *front
	left  int // columns before the table
	heads int // rows of heads
	first int // row of the first row of the table, from 1
	total int // index of the first row of totals; -1 without
	out   *excelize.StreamWriter
	cells []excelize.Cell // of the row that is being printed
	line  []any           // the same, as the stream wants them
	err   error
}

// sheet prints a sheet of the book.
func (b *workbook) sheet(s sheet) error {
	p := b.printer(s)
	widths := p.columnWidths()
	p.frame(widths)
	p.do(func(f *excelize.File) (err error) { p.out, err = f.NewStreamWriter(s.name); return })
	p.textRow(1, s.table.Caption, styleKey{title: true})
	p.textRow(2, s.remark, styleKey{note: true})
	p.headRows()
	for i := range s.table.Rows {
		p.row(i, widths)
	}
	for i, note := range s.table.Notes { // below the table
		p.textRow(p.first+len(s.table.Rows)+1+i, note, styleKey{note: true})
	}
	p.do(func(*excelize.File) error { return p.out.Flush() })
	return p.err
}

func (b *workbook) printer(s sheet) *sheetPrinter {
	p := &sheetPrinter{book: b, name: s.name, table: s.table, front: s.front, heads: len(headRows(s.table)), total: -1}
	if s.front != nil {
		p.left = 1
	}
	p.first = firstRow + p.heads
	for i, r := range s.table.Rows {
		if r.Total {
			p.total = i
			break
		}
	}
	columns := p.left + len(s.table.Columns)
	p.cells, p.line = make([]excelize.Cell, columns), make([]any, columns)
	for i := range p.cells {
		p.line[i] = &p.cells[i]
	}
	return p
}

// cellName is the reference of a column of the table, from 0, and a row of the
// sheet, from 1.
func (p *sheetPrinter) cellName(column, row int) string { return cellName(p.left+column+1, row) }

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

// styled returns an empty cell of the style.
func (p *sheetPrinter) styled(k styleKey) excelize.Cell {
	id, err := p.book.style(k)
	if p.err == nil {
		p.err = err
	}
	return excelize.Cell{StyleID: id}
}

// text returns a cell of text, empty where there is none.
func (p *sheetPrinter) text(s string, k styleKey) excelize.Cell {
	c := p.styled(k)
	if s != "" {
		c.Value = fitting(harmless(s))
	}
	return c
}

// print writes the row's cells; a height of 0 leaves it as it is usual.
func (p *sheetPrinter) print(row int, height float64, cells []any) {
	p.do(func(*excelize.File) error {
		return p.out.SetRow(cellName(1, row), cells, excelize.RowOpts{Height: height})
	})
}

// textRow writes a text into the first cell of a row.
func (p *sheetPrinter) textRow(row int, s string, k styleKey) {
	c := p.text(s, k)
	p.print(row, 0, []any{&c})
}

// merge joins columns and rows of the table into one cell.
func (p *sheetPrinter) merge(c1, r1, c2, r2 int) {
	if c1 == c2 && r1 == r2 {
		return
	}
	p.do(func(*excelize.File) error { return p.out.MergeCell(p.cellName(c1, r1), p.cellName(c2, r2)) })
}

// headRows prints the heads, merged as the table groups them.
func (p *sheetPrinter) headRows() {
	k := styleKey{head: true}
	below := make([]string, len(p.table.Columns))
	for i := range p.table.Columns {
		below[i] = sheetHead(&p.table.Columns[i])
	}
	if p.heads > 1 {
		p.groupRow(below, k)
	}
	if p.front != nil {
		p.cells[0] = p.text(p.front.head, k)
	}
	for i, head := range below {
		p.cells[p.left+i] = p.text(head, k)
	}
	p.print(firstRow+p.heads-1, headHeight, p.line)
}

// groupRow prints the upper of two rows of heads: groups over their columns,
// and the heads of single columns, which it takes from those below.
func (p *sheetPrinter) groupRow(below []string, k styleKey) {
	at := 0
	for _, g := range p.table.Groups {
		for i := at; i < at+g.Span; i++ {
			p.cells[p.left+i] = p.styled(k)
			if g.Name == "" {
				p.cells[p.left+i] = p.text(below[i], k)
				p.merge(i, firstRow, i, firstRow+1)
				below[i] = ""
			}
		}
		if g.Name != "" {
			p.cells[p.left+at] = p.text(g.Name, k)
			p.merge(at, firstRow, at+g.Span-1, firstRow)
		}
		at += g.Span
	}
	p.print(firstRow, headHeight, p.line)
}

// sheetHead is a column's name with its unit; percentages carry their own sign.
func sheetHead(c *Column) string {
	if c.Unit == "%" {
		return c.Name
	}
	return headText(c)
}

func (p *sheetPrinter) row(i int, widths []float64) {
	r := &p.table.Rows[i]
	if p.front != nil {
		p.cells[0] = p.text(p.front.parts[i], styleKey{total: r.Total})
	}
	for j := range r.Cells {
		c := &r.Cells[j]
		if c.Covered {
			p.cells[p.left+j] = p.styled(styleKey{total: r.Total})
			continue
		}
		p.cells[p.left+j] = p.cell(j, i, c)
		p.merge(j, p.first+i, j+max(c.Cols, 1)-1, p.first+i+max(c.Rows, 1)-1)
	}
	p.print(p.first+i, p.height(i, widths), p.line)
}

func (p *sheetPrinter) cell(column, row int, c *Cell) excelize.Cell {
	total := p.table.Rows[row].Total
	if c.Number == nil {
		return p.text(strings.Repeat("　", c.Indent)+c.Text+c.Mark, styleKey{total: total, right: p.table.Columns[column].Numeric})
	}
	value := *c.Number
	if c.Unit == "%" {
		value = value.Div(hundred)
	}
	cell := p.styled(numberStyle(&c.Figure, total))
	cell.Value, _ = value.Float64()
	cell.Formula = p.formula(column, row, c)
	return cell
}
