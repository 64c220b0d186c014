package report

// flow follows the document down its pages, so that the contents can name the
// page of every heading before any word processor has laid it out. All lines
// have exact heights and Chinese characters are as wide as they are high, so
// the reckoning is right but for what justification squeezes; word processors
// bring it up to date when asked.
type flow struct {
	page     int     // from 1, once a numbered section has begun
	y        float64 // used of the page, in twips
	paper    paper
	kept     float64 // height that has to stay with what comes next
	lead     float64 // of it, the space above, which the top of a page drops
	after    float64 // space below the last paragraph, which the next one's space above overlaps
	waiting  []int   // headings within it
	headings []int   // page of each heading
	heads    tableHeads
	spans    []rowSpan // cells over several rows that reach below the last one
}

// tableHeads are the heads of a table, which stand above its rows on every
// page; heights in twips.
type tableHeads struct {
	coming   float64 // they wait for the first row to stay with
	standing float64 // they stand on a page and come again on the next
	above    float64 // what the block that waits gets above it at the top of a page
}

// rowSpan is a cell over several rows, whose last one makes up what it lacks.
type rowSpan struct {
	rows int     // it still reaches over
	need float64 // height it lacks, in twips
}

// turn begins a new page on the paper.
func (f *flow) turn(p paper) {
	f.settle()
	f.page, f.y, f.after, f.paper = f.page+1, 0, 0, p
}

// settle places what still waits for something to stay with.
func (f *flow) settle() {
	if f.kept > 0 {
		f.block(0, 0, false)
	}
}

// heading notes that a heading comes next.
func (f *flow) heading() {
	f.waiting = append(f.waiting, len(f.headings))
	f.headings = append(f.headings, 0)
}

// block places a block that doesn't break, with a space before it; keep says
// that the next one has to stand on the same page.
func (f *flow) block(before, height float64, keep bool) {
	if f.kept == 0 {
		f.lead, f.heads.above = before, f.heads.standing
	}
	f.kept += before + height
	if keep {
		return
	}
	if f.y > 0 && f.y+f.kept > f.paper.textHeight() {
		f.page, f.y, f.kept = f.page+1, f.heads.above, f.kept-f.lead
	}
	for _, i := range f.waiting {
		f.headings[i] = f.page
	}
	f.y += f.kept
	f.kept, f.waiting = 0, nil
	f.heads.standing = max(f.heads.standing, f.heads.coming)
}

// spaceAbove is what a paragraph of the style adds above: two paragraphs are as
// far apart as the larger of their spaces, not the sum.
func (f *flow) spaceAbove(s docxStyle) float64 {
	return max(0, float64(s.before)-f.after)
}

// drawing places a paragraph that holds a drawing of the height.
func (f *flow) drawing(height float64) {
	before := f.spaceAbove(styleNamed("Drawing"))
	f.after = 0
	f.block(before, height+drawingDescent, true)
}

// table begins a table whose heads stay with its first row and come again above
// the rows on every further page. A page also has the lines that close the table
// above and below, of the height each.
func (f *flow) table(outer float64) {
	f.heads.coming, f.after = 2*outer, 0
	f.block(0, 2*outer, true)
}

// head places a row of heads.
func (f *flow) head(cells []docxCell, line bool) {
	height := f.rowHeight(cells, line)
	f.heads.coming += height
	f.block(0, height, true)
}

// endTable says that no more rows come; the last ones may still wait for a
// footnote to stay with, and keep their heads.
func (f *flow) endTable() {
	f.heads.coming, f.heads.standing, f.spans = 0, 0, nil
}

// paragraph places a paragraph of the style, which breaks between lines but
// leaves no single line behind and takes none along (widow control, on by
// default in every word processor).
func (f *flow) paragraph(s docxStyle, text string) {
	n := linesIn(text, float64(s.size)/2*twips, float64(f.paper.textWidth()), float64(s.first))
	line, before := float64(s.line), f.spaceAbove(s)
	f.after = float64(s.after)
	if s.keep || n <= 3 {
		f.block(before, float64(n)*line+float64(s.after), s.keep)
		return
	}
	f.block(before, 2*line, false)
	for range n - 4 {
		f.block(0, line, false)
	}
	f.block(0, 2*line+float64(s.after), false)
}

// row places a row of a table.
func (f *flow) row(cells []docxCell, keep, line bool) {
	f.block(0, f.rowHeight(cells, line), keep)
}

// rowHeight is the height of the next row: that of its highest cell and the
// line below it if it has one. A cell over several rows adds to the last of
// them what it needs more than they have.
func (f *flow) rowHeight(cells []docxCell, line bool) float64 {
	highest := 0.0
	for _, c := range cells {
		switch c.merge {
		case "":
			highest = max(highest, c.height())
		case "restart":
			f.spans = append(f.spans, rowSpan{c.rows, c.height()})
		}
	}
	if line {
		highest += ruleHeight
	}
	for _, s := range f.spans {
		if s.rows == 1 {
			highest = max(highest, s.need)
		}
	}
	below := f.spans[:0]
	for _, s := range f.spans {
		if s.rows > 1 {
			below = append(below, rowSpan{s.rows - 1, s.need - highest})
		}
	}
	f.spans = below
	return highest
}

// height is what the text of a cell takes, with the space above and below it.
func (c *docxCell) height() float64 {
	size := float64(c.size) / 2 * twips
	n := linesIn(c.text, size, float64(c.width-2*cellPadding-c.indent*cellIndent-c.right), 0)
	return float64(n*cellLine(c.size)) + 2*cellSpace
}

// Heights in tables, in twips.
const (
	cellSpace   = 20 // above and below the text of a cell
	ruleHeight  = 10 // of thin
	thickHeight = 30 // of thick
)

// cellLine is the height of a line in a cell whose text has the size in
// half-points.
func cellLine(size int) int { return size * twips * 2 / 3 }
