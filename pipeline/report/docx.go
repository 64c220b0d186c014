package report

import (
	"archive/zip"
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
func WriteDOCX(w io.Writer, m *Model) error {
	d := &docx{model: m}
	d.cover()
	d.contents()
	d.flow = flow{} // pages are numbered from here
	if m.Performance != nil {
		d.filing()
	}
	d.landEvaluation()
	d.flow.settle()
	return d.pack(w)
}

// docx is a document in the making.
type docx struct {
	model    *Model
	body     markup
	headings []docxHeading
	tables   int // captions so far
	figures  int // captions of drawings so far
	drawings int
	numbered bool // a section with page numbers has begun
	flow     flow
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

func (d *docx) cover() {
	m := d.model
	d.para("CoverProject", m.Project)
	title := m.Title
	if m.Performance != nil {
		title = say(m.Lang, "项目支出绩效自评报告", "Self-evaluation of expenditure performance")
	}
	d.para("CoverTitle", title)
	d.para("CoverLine", say(m.Lang, "评价时点：%s", "Base date: %s", m.BaseDate))
	d.endSection(portrait, false)
}

// contentsMark is replaced by the entries once all headings are known.
const contentsMark = "<!--contents-->"

func (d *docx) contents() {
	d.para("ContentsTitle", say(d.model.Lang, "目　录", "Contents"))
	d.body.WriteString(contentsMark)
	d.endSection(portrait, false)
}

// contentsField is the table of contents as a field that Word and WPS can
// update, with its entries filled in so that it reads before that.
func (d *docx) contentsField() []byte {
	f := &docx{}
	for i, h := range d.headings {
		f.body.open("w:p")
		f.style("TOC" + strconv.Itoa(h.level))
		if i == 0 {
			f.fieldStart(`TOC \o "1-2" \h \z \u`)
		}
		f.body.open("w:hyperlink", "w:anchor", h.bookmark(i), "w:history", "1")
		f.run(h.text)
		f.body.WriteString("<w:r><w:tab/></w:r>")
		f.fieldStart("PAGEREF " + h.bookmark(i) + ` \h`)
		f.run(strconv.Itoa(d.flow.headings[i]))
		f.fieldEnd()
		f.body.close("w:hyperlink")
		if i == len(d.headings)-1 {
			f.fieldEnd()
		}
		f.body.close("w:p")
	}
	return f.body.Bytes()
}

func (d *docx) fieldStart(instruction string) {
	d.body.WriteString(`<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> `)
	d.body.text(instruction)
	d.body.WriteString(` </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`)
}

func (d *docx) fieldEnd() {
	d.body.WriteString(`<w:r><w:fldChar w:fldCharType="end"/></w:r>`)
}

// filing prints the six sections and annex 1.
func (d *docx) filing() {
	d.flow.turn(portrait)
	for _, s := range d.model.Performance.Filing {
		d.heading(s.Level, s.Heading)
		for _, b := range s.Blocks {
			if b.Table != nil {
				d.table(b.Table, portrait, form)
			} else {
				d.para("Body", b.Text)
			}
		}
	}
	d.endSection(portrait, true)
	d.flow.turn(landscape)
	d.heading(1, say(d.model.Lang, "附件1　项目支出绩效自评表", "Annex 1. Self-evaluation of expenditure performance"))
	d.table(&d.model.Performance.Items, landscape, form)
	d.endSection(landscape, true)
}

// landEvaluation prints the roster, the metrics, the scores, the findings and
// the ledger.
func (d *docx) landEvaluation() {
	m := d.model
	title := say(m.Lang, "附件2　土地集约利用评价成果", "Annex 2. Land-intensity evaluation")
	if m.Performance == nil {
		title = m.Title
	}
	d.flow.turn(landscape)
	d.heading(1, title)
	d.part(say(m.Lang, "（一）产业园名录", "Roster"), m.Roster, "")
	if m.Overview != nil {
		d.figure(m.Overview, m.Overview.Title, landscape, fullFigure)
	}
	d.part(say(m.Lang, "（二）土地利用指标", "Metrics"), m.Metrics, "")
	for _, c := range m.Charts {
		d.figure(c.Drawing, c.Caption, landscape, chartFigure)
	}
	if m.Scores != nil {
		d.part(say(m.Lang, "（三）集约度评分", "Scores"), []Table{*m.Scores}, firstOf(m.Summary.Cautions))
	}
	d.part(say(m.Lang, "（四）问题清单", "Findings"), []Table{m.Findings.Short}, d.findingsLeft())
	d.part(say(m.Lang, "（五）土地台账", "Ledger of the land"), m.Ledger, m.Summary.Balance.Text)
	d.endSection(landscape, true)
	d.flow.turn(portrait)
	d.parkPages()
	d.lastSection(portrait)
}

// Heights of drawings, in twips: one that has a landscape page nearly to
// itself, and one of two on a page.
const (
	fullFigure = 6600
	halfFigure = 4500
	// chartFigure lets two charts share a landscape page.
	chartFigure = 3500
)

// figure prints a drawing with its caption below.
func (d *docx) figure(g *Drawing, caption string, p paper, maxHeight int) {
	d.figures++
	d.drawing(g, p, maxHeight)
	d.para("FigureCaption", say(d.model.Lang, "图%d　%s", "Figure %d. %s", d.figures, caption))
}

// parkPages prints the map and the leading figures of parks, as many as the
// model says.
func (d *docx) parkPages() {
	m := d.model
	d.heading(2, say(m.Lang, "（六）各园区地块图", "Maps of the parks"))
	for i, p := range m.Parks {
		if i >= m.FiledParks {
			d.para("TableNote", say(m.Lang, "其余 %d 个园区见 %s。", "The other %d parks are in %s.", len(m.Parks)-i, HTMLName))
			break
		}
		d.para("Heading3", p.Name+"　"+p.Code)
		for _, e := range p.Extents {
			line := e.Kind
			for _, f := range e.Heads {
				line += "　" + f.Name + " " + f.Figure.String()
			}
			d.para("Facts", line)
			if e.Drawing != nil {
				d.figure(e.Drawing, e.Drawing.Title, portrait, halfFigure)
			}
		}
		if len(p.Extents) == 0 {
			d.para("TableNote", say(m.Lang, "没有四至范围，未能计算任何指标。", "No extent; nothing could be computed."))
		}
	}
}

func firstOf(texts []string) string {
	if len(texts) == 0 {
		return ""
	}
	return texts[0]
}

func (d *docx) findingsLeft() string {
	if d.model.Findings.Left == 0 {
		return ""
	}
	return say(d.model.Lang, "本表列出前 %d 条，其余 %d 条见 %s。", "The first %d; the other %d are in %s.",
		len(d.model.Findings.Short.Rows), d.model.Findings.Left, XLSXName)
}

// part prints tables under a heading with a remark above them.
func (d *docx) part(heading string, tables []Table, remark string) {
	if len(tables) == 0 {
		return
	}
	d.heading(2, heading)
	if remark != "" {
		d.para("Body", remark)
	}
	for i := range tables {
		for _, t := range tables[i].split() {
			d.table(&t, landscape, ruled3)
		}
	}
}

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

// pack writes the parts as a zip in a fixed order. Its times are not set,
// which makes the bytes repeat.
func (d *docx) pack(w io.Writer) error {
	z := zip.NewWriter(w)
	for _, part := range d.parts() {
		f, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate})
		if err != nil {
			return err
		}
		if _, err := f.Write(part.content); err != nil {
			return err
		}
	}
	return z.Close()
}
