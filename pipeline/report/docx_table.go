package report

import (
	"strconv"
	"strings"
)

// ruling is how a table is ruled.
type ruling int

const (
	form   ruling = iota // full grid, as forms have it
	ruled3               // 三线表: a line above, one under the heads, one below
)

// outer is the height of the lines that close a table above and below, in twips.
func (r ruling) outer() float64 {
	if r == form {
		return ruleHeight
	}
	return thickHeight
}

// Sizes of table text, in half-points: 10.5 pt on a page with room, 9 pt and
// 7.5 pt where a table has many columns.
const (
	tableSize      = 21
	denseSize      = 18
	denserSize     = 15
	denseAbove     = 9  // columns
	denserAbove    = 13 // columns
	cellPadding    = 70 // twentieths of a point, left and right
	cellIndent     = 150
	smallestColumn = 4.0
	lineColour     = "000000"
	thick, thin    = "12", "4" // eighths of a point
	notApplicable  = "nil"
	captionStyle   = "Caption"
	footnoteStyle  = "TableNote"
)

// table prints a table with its caption above and its footnotes below.
func (d *docx) table(t *Table, p paper, r ruling) {
	if len(t.Rows) == 0 {
		return
	}
	d.tables++
	d.para(captionStyle, say(d.model.Lang, "表%d　%s", "Table %d. %s", d.tables, t.Caption))
	widths := columnWidths(t, p.textWidth())
	b := &d.body
	b.open("w:tbl")
	d.tableFormat(widths, r)
	d.headRows(t, widths, r)
	tails := make([]int, len(t.Columns))
	for i := range tails {
		_, tails[i] = pointRoom(t, i)
	}
	for i := range t.Rows {
		withNote := i == len(t.Rows)-1 && len(t.Notes) > 0 // a footnote alone on a page says nothing
		d.tableRow(t, i, widths, tails, r, withNote || staysWithNext(i, len(t.Rows)))
	}
	b.close("w:tbl")
	d.flow.endTable()
	for _, note := range t.Notes {
		d.para(footnoteStyle, note)
	}
	d.para("Gap", "")
}

// shortTable is how many rows of a table are kept on one page.
const shortTable = 8

// staysWithNext reports whether a row may not be parted from the next: a short
// table stays whole, and of a longer one neither the first nor the last row
// stands alone on a page.
func staysWithNext(row, rows int) bool {
	last := row == rows-1
	return !last && (rows <= shortTable || row == 0 || row >= rows-3)
}

func (d *docx) tableFormat(widths []int, r ruling) {
	b := &d.body
	b.open("w:tblPr")
	total := 0
	for _, w := range widths {
		total += w
	}
	b.empty("w:tblW", "w:w", strconv.Itoa(total), "w:type", "dxa")
	b.empty("w:jc", "w:val", "center")
	b.open("w:tblBorders")
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		switch {
		case r == form:
			d.border(side, thin)
		case side == "top" || side == "bottom":
			d.border(side, thick)
		default:
			d.border(side, notApplicable)
		}
	}
	b.close("w:tblBorders")
	b.empty("w:tblLayout", "w:type", "fixed")
	b.open("w:tblCellMar")
	for _, side := range []string{"left", "right"} {
		b.empty("w:"+side, "w:w", strconv.Itoa(cellPadding), "w:type", "dxa")
	}
	b.close("w:tblCellMar", "w:tblPr")
	b.open("w:tblGrid")
	for _, w := range widths {
		b.empty("w:gridCol", "w:w", strconv.Itoa(w))
	}
	b.close("w:tblGrid")
}

func (d *docx) border(side, size string) {
	if size == notApplicable {
		d.body.empty("w:"+side, "w:val", notApplicable)
		return
	}
	d.body.empty("w:"+side, "w:val", "single", "w:sz", size, "w:space", "0", "w:color", lineColour)
}

// docxCell is one cell as WordprocessingML wants it: merged cells are written
// for every row, the lower ones continuing the first.
type docxCell struct {
	text   string
	width  int
	span   int
	merge  string // "", restart, continue
	rows   int    // that the cell reaches over where merge is restart
	align  string
	right  int // indent from the right, which puts the decimal point below the others
	strong bool
	indent int
	size   int
	under  bool // a thin line below
	keep   bool // on the page of the next row
}

// headRows prints one or two rows of heads, repeated on every page.
func (d *docx) headRows(t *Table, widths []int, r ruling) {
	levels := headRows(t)
	d.flow.table(r.outer())
	for level := range levels {
		d.body.open("w:tr")
		d.body.WriteString(`<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
		cells := headCells(t, widths, level, len(levels))
		for i := range cells {
			c := &cells[i]
			c.size, c.strong, c.align, c.keep = textSize(t), true, "center", true
			c.under = r == ruled3 && level == len(levels)-1
			d.cell(*c)
		}
		d.body.close("w:tr")
		d.flow.head(cells, r == form || level == len(levels)-1)
	}
}

// headCells returns one row of heads: single columns are merged downwards over
// the two levels, groups span their columns on the upper one.
func headCells(t *Table, widths []int, level, levels int) []docxCell {
	var cells []docxCell
	if levels == 1 {
		for i := range t.Columns {
			cells = append(cells, docxCell{text: t.headText(i), width: widths[i], span: 1})
		}
		return cells
	}
	at := 0
	for _, g := range t.Groups {
		if g.Name != "" && level == 0 {
			cells = append(cells, docxCell{text: g.Name, width: sumInts(widths[at : at+g.Span]), span: g.Span})
			at += g.Span
			continue
		}
		for range g.Span {
			c := docxCell{text: t.headText(at), width: widths[at], span: 1}
			if g.Name == "" {
				c.merge, c.rows = []string{"restart", "continue"}[level], levels
			}
			if c.merge == "continue" {
				c.text = ""
			}
			cells = append(cells, c)
			at++
		}
	}
	return cells
}

func sumInts(list []int) int {
	sum := 0
	for _, v := range list {
		sum += v
	}
	return sum
}

// headText is a column's name with its unit on a line of its own.
func headText(c *Column) string {
	if c.Unit == "" {
		return c.Name
	}
	text := c.Name + "\n（" + c.Unit + "）"
	if !strings.ContainsFunc(c.Name, isWide) {
		text = narrowBrackets.Replace(text)
	}
	return text
}

// isWide reports whether a character is as wide as it is high, as Chinese ones
// are: texts break beside it.
func isWide(r rune) bool { return r >= 0x2e80 }

// narrowBrackets are half as wide.
var narrowBrackets = strings.NewReplacer("（", "(", "）", ")")

// headText is the head of a column on paper. Where columns are many and so
// narrow, it has brackets that leave a short unit on one line.
func (t *Table) headText(column int) string {
	text := headText(&t.Columns[column])
	if textSize(t) == denserSize {
		return narrowBrackets.Replace(text)
	}
	return text
}

// textSize is the size of a table's text: the more columns, the smaller.
func textSize(t *Table) int {
	switch n := len(t.Columns); {
	case n > denserAbove:
		return denserSize
	case n > denseAbove || t.Small:
		return denseSize
	}
	return tableSize
}

func (d *docx) tableRow(t *Table, row int, widths, tails []int, r ruling, keep bool) {
	d.body.open("w:tr")
	d.body.WriteString(`<w:trPr><w:cantSplit/></w:trPr>`)
	cells := rowCells(t, row, widths, tails)
	for _, c := range cells {
		c.keep = keep
		d.cell(c)
	}
	d.body.close("w:tr")
	d.flow.row(cells, keep, r == form)
}

// rowCells lays out the cells of a row; tails says how much room a column has
// behind the decimal point, 0 where the right edge aligns its numbers.
func rowCells(t *Table, row int, widths, tails []int) []docxCell {
	var cells []docxCell
	r := &t.Rows[row]
	for i := 0; i < len(r.Cells); i++ {
		c := &r.Cells[i]
		span := max(c.Cols, 1)
		cell := docxCell{text: c.Text + c.Mark, width: sumInts(widths[i : i+span]), span: span, size: textSize(t),
			strong: r.Total, indent: c.Indent, align: "left"}
		switch {
		case c.Covered:
			cell.merge, cell.text = "continue", ""
		case c.Rows > 1:
			cell.merge, cell.rows = "restart", c.Rows
		}
		if t.Columns[i].Numeric {
			cell.align = "right"
			if tails[i] > 0 && c.Number != nil && span == 1 {
				_, behind := atPoint(cell.text)
				cell.right = tails[i] - tailWidth(behind, textSize(t))
			}
		}
		cells = append(cells, cell)
		i += span - 1
	}
	return cells
}

func (d *docx) cell(c docxCell) {
	b := &d.body
	b.open("w:tc")
	b.open("w:tcPr")
	b.empty("w:tcW", "w:w", strconv.Itoa(c.width), "w:type", "dxa")
	if c.span > 1 {
		b.empty("w:gridSpan", "w:val", strconv.Itoa(c.span))
	}
	switch c.merge {
	case "restart":
		b.empty("w:vMerge", "w:val", "restart")
	case "continue":
		b.empty("w:vMerge")
	}
	if c.under {
		b.open("w:tcBorders")
		d.border("bottom", thin)
		b.close("w:tcBorders")
	}
	b.empty("w:vAlign", "w:val", "center")
	b.close("w:tcPr")
	d.cellText(c)
	b.close("w:tc")
}

func (d *docx) cellText(c docxCell) {
	b := &d.body
	b.open("w:p")
	b.open("w:pPr")
	b.empty("w:pStyle", "w:val", "Cell")
	if c.keep {
		b.empty("w:keepNext")
	}
	b.empty("w:spacing", "w:before", strconv.Itoa(cellSpace), "w:after", strconv.Itoa(cellSpace), "w:line", strconv.Itoa(cellLine(c.size)), "w:lineRule", "exact")
	switch {
	case c.indent > 0:
		b.empty("w:ind", "w:left", strconv.Itoa(c.indent*cellIndent))
	case c.right > 0:
		b.empty("w:ind", "w:right", strconv.Itoa(c.right))
	}
	b.empty("w:jc", "w:val", c.align)
	b.close("w:pPr")
	if c.text != "" {
		size := strconv.Itoa(c.size)
		b.open("w:r")
		b.open("w:rPr")
		if c.strong {
			b.empty("w:b")
			b.empty("w:bCs")
		}
		b.empty("w:sz", "w:val", size)
		b.empty("w:szCs", "w:val", size)
		b.close("w:rPr")
		b.open("w:t", "xml:space", "preserve")
		for i, line := range strings.Split(c.text, "\n") {
			if i > 0 {
				b.close("w:t")
				b.empty("w:br")
				b.open("w:t", "xml:space", "preserve")
			}
			b.text(line)
		}
		b.close("w:t", "w:r")
	}
	b.close("w:p")
}
