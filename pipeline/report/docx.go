package report

import (
	"io"
	"strconv"
)

// WriteDOCX prints the document that is filed: cover, contents, the sections of
// the self-evaluation, annex 1 on a landscape page, then the land evaluation.
// A project without self-evaluation gets the land evaluation alone.
//
// The writer is our own because every library that was tried falls short of a
// Chinese form: no page numbers, East-Asian fonts or landscape sections in one,
// licence and varying bytes in another. WordprocessingML needs little: the
// parts below, paragraphs, and tables with merged cells.
//
// The document is made twice: once to learn on which pages its headings are,
// which the contents in front of them name, and once to be written. So it need
// not be in memory, where 500 parks would take 20 MB.
func WriteDOCX(w io.Writer, m *Model) error {
	draft := &docx{model: m, body: markup{to: io.Discard}}
	if err := draft.document(nil); err != nil {
		return err
	}
	return pack(w, m, func(w io.Writer) error {
		d := &docx{model: m, body: markup{to: w}}
		return d.document(draft)
	})
}

// docx is a document in the making.
type docx struct {
	model    *Model
	body     markup
	headings []docxHeading
	tables   int // captions so far
	figures  int // captions of drawings so far
	drawings int
	parts    int  // of the land evaluation so far
	numbered bool // a section with page numbers has begun
	flow     flow
}

// document writes the text; the entries of the contents are those of a draft,
// which has none itself.
func (d *docx) document(draft *docx) error {
	d.body.WriteString(documentHead)
	d.coverPage()
	d.contents(draft)
	d.flow = flow{} // pages are numbered from here
	if d.model.Performance != nil {
		d.filing()
	}
	d.landEvaluation()
	d.flow.settle()
	d.body.WriteString(documentEnd)
	return d.body.flush()
}

// docxHeading is an entry of the contents.
type docxHeading struct {
	text  string
	level int
}

func (h docxHeading) bookmark(i int) string { return "_Toc" + strconv.Itoa(100000+i) }

// paper is a page format, in twentieths of a point (A4).
type paper struct {
	width, height       int
	margin, top, bottom int
	landscape           bool
}

var (
	portrait  = paper{width: 11906, height: 16838, margin: 1531, top: 1440, bottom: 1304}
	landscape = paper{width: 16838, height: 11906, margin: 1134, top: 1247, bottom: 1134, landscape: true}
)

// textWidth is the width between the margins.
func (p paper) textWidth() int { return p.width - 2*p.margin }

// textHeight is the height between the margins.
func (p paper) textHeight() float64 { return float64(p.height - p.top - p.bottom) }

// para writes a paragraph of the style.
func (d *docx) para(style, text string) {
	d.body.open("w:p")
	d.style(style)
	d.run(text)
	d.body.close("w:p")
	d.flow.paragraph(styleNamed(style), text)
}

func (d *docx) style(style string) {
	d.body.open("w:pPr")
	d.body.empty("w:pStyle", "w:val", style)
	d.body.close("w:pPr")
}

func (d *docx) run(text string) {
	d.body.open("w:r")
	d.body.open("w:t", "xml:space", "preserve")
	d.body.text(text)
	d.body.close("w:t", "w:r")
}

// heading writes a heading that the contents refer to.
func (d *docx) heading(level int, text string) {
	h := docxHeading{text, level}
	id := strconv.Itoa(len(d.headings))
	d.body.open("w:p")
	d.style("Heading" + strconv.Itoa(level))
	d.body.empty("w:bookmarkStart", "w:id", id, "w:name", h.bookmark(len(d.headings)))
	d.run(text)
	d.body.empty("w:bookmarkEnd", "w:id", id)
	d.body.close("w:p")
	d.headings = append(d.headings, h)
	d.flow.heading()
	d.flow.paragraph(styleNamed("Heading"+strconv.Itoa(level)), text)
}

func (d *docx) fieldStart(instruction string) {
	d.body.WriteString(`<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> `)
	d.body.text(instruction)
	d.body.WriteString(` </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`)
}

func (d *docx) fieldEnd() {
	d.body.WriteString(`<w:r><w:fldChar w:fldCharType="end"/></w:r>`)
}

// Heights of drawings, in twips: one that has a landscape page nearly to
// itself, and one of two on a page.
const (
	fullFigure = 6600
	halfFigure = 4500
	// chartFigure lets two charts share a landscape page.
	chartFigure = 3500
)

// endSection ends a section with its page format in an empty paragraph, as
// the format wants it.
func (d *docx) endSection(p paper, numbered bool) {
	d.body.WriteString(`<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/>`)
	d.sectionFormat(p, numbered)
	d.body.WriteString("</w:pPr></w:p>")
}

func (d *docx) lastSection(p paper) { d.sectionFormat(p, true) }

func (d *docx) sectionFormat(p paper, numbered bool) {
	b := &d.body
	b.open("w:sectPr")
	footer := "rId4" // an empty one
	if numbered {
		footer = "rId3"
	}
	b.empty("w:footerReference", "w:type", "default", "r:id", footer)
	b.empty("w:type", "w:val", "nextPage")
	size := []string{"w:w", strconv.Itoa(p.width), "w:h", strconv.Itoa(p.height)}
	if p.landscape {
		size = append(size, "w:orient", "landscape")
	}
	b.empty("w:pgSz", size...)
	side := strconv.Itoa(p.margin)
	b.empty("w:pgMar", "w:top", strconv.Itoa(p.top), "w:right", side, "w:bottom", strconv.Itoa(p.bottom), "w:left", side, "w:header", "851", "w:footer", "851", "w:gutter", "0")
	if numbered && !d.numbering() {
		b.empty("w:pgNumType", "w:start", "1")
	}
	b.close("w:sectPr")
}

// numbering reports whether pages are numbered already: only the first
// numbered section starts at 1.
func (d *docx) numbering() bool {
	first := !d.numbered
	d.numbered = true
	return !first
}
