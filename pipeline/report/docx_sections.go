package report

import (
	"slices"
	"strconv"
)

func (d *docx) coverPage() {
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

// contents is the table of contents as a field that Word and WPS can update,
// with the entries of the draft filled in so that it reads before that.
func (d *docx) contents(draft *docx) {
	d.para("ContentsTitle", say(d.model.Lang, "目　录", "Contents"))
	if draft != nil {
		for i := range draft.headings {
			d.contentsEntry(draft, i)
		}
	}
	d.endSection(portrait, false)
}

func (d *docx) contentsEntry(draft *docx, i int) {
	h := draft.headings[i]
	d.body.open("w:p")
	d.style("TOC" + strconv.Itoa(h.level))
	if i == 0 {
		d.fieldStart(`TOC \o "1-2" \h \z \u`)
	}
	d.body.open("w:hyperlink", "w:anchor", h.bookmark(i), "w:history", "1")
	d.run(h.text)
	d.body.WriteString("<w:r><w:tab/></w:r>")
	d.fieldStart("PAGEREF " + h.bookmark(i) + ` \h`)
	d.run(strconv.Itoa(draft.flow.headings[i]))
	d.fieldEnd()
	d.body.close("w:hyperlink")
	if i == len(draft.headings)-1 {
		d.fieldEnd()
	}
	d.body.close("w:p")
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
	d.part("产业园名录", "Roster", m.Roster, "")
	if m.Overview != nil {
		d.figure(m.Overview, m.Overview.Title, landscape, fullFigure)
	}
	d.part("土地利用指标", "Metrics", m.Metrics, "")
	d.charts(m.Charts)
	if m.Scores != nil {
		d.part("集约度评分", "Scores", []Table{*m.Scores}, firstOf(m.Summary.Cautions))
	}
	if len(m.Uses) > 0 {
		uses := m.Uses
		if m.Listed != nil {
			uses = append(slices.Clone(uses), m.Listed.Short)
		}
		d.part("成果应用", "Uses of the results", uses, "")
	}
	d.changes()
	d.part("问题清单", "Findings", []Table{m.Findings.Short}, d.findingsLeft())
	d.part("土地台账", "Ledger of the land", m.Ledger, m.Summary.Balance.Text)
	d.endSection(landscape, true)
	d.flow.turn(portrait)
	d.parkPages()
	d.lastSection(portrait)
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

// changes says what differs from earlier runs.
func (d *docx) changes() {
	ch := d.model.Changes
	if ch == nil {
		return
	}
	d.partHeading("较上次变化", "Changes")
	for _, sentence := range ch.Since {
		d.para("Body", sentence)
	}
	var tables []Table
	if ch.Parks != nil {
		tables = append(tables, *ch.Parks)
	}
	if ch.Figures != nil {
		tables = append(tables, ch.Figures.Short)
	}
	if ch.Parcels != nil {
		tables = append(tables, *ch.Parcels)
	}
	d.ruledTables(tables)
	d.charts(ch.Charts)
}

// charts prints charts, two of which share a page.
func (d *docx) charts(list []Chart) {
	for _, c := range list {
		d.figure(c.Drawing, c.Caption, landscape, chartFigure)
		if c.Note != "" {
			d.para("TableNote", c.Note)
		}
	}
}

// part prints tables under a heading with a remark above them.
func (d *docx) part(zh, en string, tables []Table, remark string) {
	if len(tables) == 0 {
		return
	}
	d.partHeading(zh, en)
	if remark != "" {
		d.para("Body", remark)
	}
	d.ruledTables(tables)
}

// partHeading heads the next part of the land evaluation.
func (d *docx) partHeading(zh, en string) {
	d.heading(2, say(d.model.Lang, "（%[1]s）%[2]s", "%[3]s", ordinal(d.parts), zh, en))
	d.parts++
}

// ruledTables prints tables ruled with three lines, in parts that fit on a page.
func (d *docx) ruledTables(tables []Table) {
	for i := range tables {
		for _, t := range tables[i].split() {
			d.table(&t, landscape, ruled3)
		}
	}
}

// figure prints a drawing with its caption below.
func (d *docx) figure(g *Drawing, caption string, p paper, maxHeight int) {
	d.figures++
	d.drawing(g, p, maxHeight)
	d.para("FigureCaption", say(d.model.Lang, "图%d　%s", "Figure %d. %s", d.figures, caption))
}

// parkPages prints the map, the leading figures and the score tree of parks, as many as the
// model says.
func (d *docx) parkPages() {
	m := d.model
	d.partHeading("各园区地块图与评分", "Maps and scores of the parks")
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
			if e.Score != nil {
				d.table(e.Score, portrait, ruled3)
			}
		}
		if len(p.Extents) == 0 {
			d.para("TableNote", say(m.Lang, "没有四至范围，未能计算任何指标。", "No extent; nothing could be computed."))
		}
	}
}
