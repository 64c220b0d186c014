package report

import (
	"math"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Widths of columns in characters, and the height of lines in points.
const (
	narrowest  = 7.0
	widest     = 60.0
	lineHeight = 15.0
	headHeight = 2 * lineHeight
	// highest is the highest row that spreadsheets know: of a longer text the rest
	// is read in the line for formulas.
	highest = 409.0
)

// frame sets all that stands before the rows of a sheet: widths of columns,
// frozen heads, the filter and the page that it is printed on.
func (p *sheetPrinter) frame(widths []float64) {
	for i, width := range widths {
		name, _ := excelize.ColumnNumberToName(i + 1)
		p.do(func(f *excelize.File) error { return f.SetColWidth(p.name, name, name, width) })
	}
	top := cellName(1, p.first)
	p.do(func(f *excelize.File) error {
		return f.SetPanes(p.name, &excelize.Panes{Freeze: true, YSplit: p.first - 1, TopLeftCell: top, ActivePane: "bottomLeft",
			Selection: []excelize.Selection{{SQRef: top, ActiveCell: top, Pane: "bottomLeft"}}})
	})
	last := len(p.table.Rows)
	if p.total >= 0 {
		last = p.total
	}
	if last > 0 && p.filterable() {
		p.do(func(f *excelize.File) error {
			return f.AutoFilter(p.name, cellName(1, p.first-1)+":"+cellName(len(widths), p.first+last-1), nil)
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

// columnWidths are as wide as what is in the columns: programs differ in
// whether they see to that themselves.
func (p *sheetPrinter) columnWidths() []float64 {
	widths := make([]float64, 0, p.left+len(p.table.Columns))
	if p.front != nil {
		width := headWidth(p.front.head)
		for i, part := range p.front.parts {
			if i == 0 || part != p.front.parts[i-1] {
				width = max(width, characters(part)+2)
			}
		}
		widths = append(widths, min(width, widest))
	}
	for i := range p.table.Columns {
		width := headWidth(sheetHead(&p.table.Columns[i]))
		for _, r := range p.table.Rows {
			if c := &r.Cells[i]; c.Cols < 2 && !c.Covered {
				width = max(width, characters(c.Text+c.Mark)+2*float64(c.Indent)+2)
			}
		}
		widths = append(widths, min(width, widest))
	}
	return widths
}

func headWidth(head string) float64 {
	width := narrowest
	for line := range strings.SplitSeq(head, "\n") {
		width = max(width, characters(line)+2)
	}
	return width
}

// height is the height of a row of the table by the lines that its longest
// text takes; 0 for one line.
func (p *sheetPrinter) height(row int, widths []float64) float64 {
	n := 1.0
	if p.front != nil {
		n = max(n, linesOf(p.front.parts[row], widths[0]))
	}
	for i, c := range p.table.Rows[row].Cells {
		if c.Number == nil && !c.Covered && c.Cols < 2 && c.Rows < 2 {
			n = max(n, linesOf(c.Text, widths[p.left+i]))
		}
	}
	if n <= 1 {
		return 0
	}
	return min(n*lineHeight, highest)
}

// linesOf is how many lines a text takes in a column.
func linesOf(text string, width float64) float64 {
	return math.Ceil(characters(text) / (width - 1))
}

// characters is the width of a text in characters: a Chinese one counts twice.
func characters(s string) float64 { return math.Ceil(textWidth(s, 2)) }
