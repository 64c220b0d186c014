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
	waiting  []int   // headings within it
	headings []int   // page of each heading
}

// turn begins a new page on the paper.
func (f *flow) turn(p paper) {
	f.settle()
	f.page, f.y, f.paper = f.page+1, 0, p
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
		f.lead = before
	}
	f.kept += before + height
	if keep {
		return
	}
	if f.y > 0 && f.y+f.kept > f.paper.textHeight() {
		f.page, f.y, f.kept = f.page+1, 0, f.kept-f.lead
	}
	for _, i := range f.waiting {
		f.headings[i] = f.page
	}
	f.y += f.kept
	f.kept, f.waiting = 0, nil
}

// paragraph places a paragraph of the style, which breaks between lines but
// leaves no single line behind and takes none along (widow control, on by
// default in every word processor).
func (f *flow) paragraph(s docxStyle, text string) {
	n := linesIn(text, float64(s.size)/2*twips, float64(f.paper.textWidth()), float64(s.first))
	line := float64(s.line)
	if s.keep || n <= 3 {
		f.block(float64(s.before), float64(n)*line+float64(s.after), s.keep)
		return
	}
	f.block(float64(s.before), 2*line, false)
	for range n - 4 {
		f.block(0, line, false)
	}
	f.block(0, 2*line+float64(s.after), false)
}

// row places a row of a table, as high as its highest cell and the line below
// it if it has one.
func (f *flow) row(cells []docxCell, keep, line bool) {
	highest, rule := 0.0, 0.0
	if line {
		rule = ruleHeight
	}
	for _, c := range cells {
		if c.merge != "" {
			continue
		}
		size := float64(c.size) / 2 * twips
		n := linesIn(c.text, size, float64(c.width-2*cellPadding), 0)
		highest = max(highest, float64(n*cellLine(c.size)))
	}
	f.block(0, highest+2*cellSpace+rule, keep)
}

// Heights in tables, in twips.
const (
	cellSpace  = 20 // above and below the text of a cell
	ruleHeight = 10
)

// cellLine is the height of a line in a cell whose text has the size in
// half-points.
func cellLine(size int) int { return size * twips * 2 / 3 }
