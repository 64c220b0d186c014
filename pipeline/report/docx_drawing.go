package report

import (
	"math"
	"strconv"

	"github.com/paulmach/orb"
)

// Drawings go into the document as DrawingML, which Word since 2010, WPS and
// LibreOffice draw sharp at any size and which needs no rasterizer: a group
// with one shape for all neighbouring marks of a class. Programs that don't
// know such groups find the same drawing as VML behind it (docx_vml.go).

// emuPerTwip turns twentieths of a point into the units of DrawingML; a point
// has 12 700 of them.
const (
	emuPerTwip  = 635
	emuPerPoint = 12700
)

// drawing prints a drawing in a paragraph of its own, as wide as the text of
// the page and at most maxHeight high (twips), with its legend.
func (d *docx) drawing(g *Drawing, p paper, maxHeight int) {
	scale := min(float64(p.textWidth())/g.Width, float64(maxHeight)/g.Height) * emuPerTwip // EMU per unit
	d.drawings++
	s := &docxScene{markup: &d.body, scale: scale, id: d.drawings * drawingIDs, width: g.Width, height: g.Height}
	width, height := s.emu(g.Width), s.emu(g.Height)
	d.body.WriteString(`<w:p><w:pPr><w:pStyle w:val="Drawing"/></w:pPr><w:r><mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing>`)
	d.body.open("wp:inline", "distT", "0", "distB", "0", "distL", "0", "distR", "0")
	d.body.empty("wp:extent", "cx", width, "cy", height)
	d.body.empty("wp:docPr", "id", s.nextID(), "name", "Drawing "+strconv.Itoa(d.drawings), "descr", g.Title)
	d.body.WriteString(`<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr>`)
	s.place("0", "0", width, height, true)
	d.body.close("wpg:grpSpPr")
	s.paint(s, g.Marks)
	d.body.close("wpg:wgp", "a:graphicData", "a:graphic", "wp:inline", "w:drawing", "mc:Choice")
	d.body.open("mc:Fallback")
	s.vml(g)
	d.body.close("mc:Fallback", "mc:AlternateContent", "w:r", "w:p")
	d.flow.drawing(g.Height * s.scale / emuPerTwip)
	d.legend(g.Legend, p)
	if g.Note != "" {
		d.para("Legend", g.Note)
	}
}

// drawingDescent is what a line has below a drawing, which stands on its
// baseline, in twips: Times New Roman reaches 0.216 of its height below, and the
// style's is 210.
const drawingDescent = 45

// drawingIDs is more than a drawing has shapes; ids are unique in a document.
const drawingIDs = 10000

// legend explains the colours below the drawing, each entry on one line.
func (d *docx) legend(entries []LegendEntry, p paper) {
	if len(entries) == 0 {
		return
	}
	style := styleNamed("Legend")
	room := float64(p.textWidth()) / (float64(style.size) / 2 * twips) // in heights of the font
	d.body.open("w:p")
	d.style("Legend")
	text, line := "", ""
	for _, e := range entries {
		sign, colour := legendSign(e.Class)
		entry := e.Name + "　"
		if e.Note != "" {
			entry = e.Name + " " + e.Note + "　"
		}
		if line != "" && printedWidth(line+sign+entry) > room {
			d.body.WriteString("<w:r><w:br/></w:r>")
			text, line = text+line+"\n", ""
		}
		d.body.WriteString(`<w:r><w:rPr>` + signFonts(style.font) + `<w:color w:val="` + colour + `"/></w:rPr><w:t xml:space="preserve">`)
		d.body.text(sign)
		d.body.close("w:t", "w:r")
		d.run(entry)
		line += sign + entry
	}
	d.body.close("w:p")
	d.flow.paragraph(style, text+line)
}

// signFonts sets a sign that belongs to no script in the Chinese font, whatever
// stands before it: programs take it for Western at the start of a line, and
// Western squares are smaller.
func signFonts(font string) string {
	return `<w:rFonts w:hint="eastAsia" w:ascii="` + font + `" w:hAnsi="` + font + `" w:eastAsia="` + font + `"/>`
}

// legendSign is a square of the class's colour, empty where only its edge is
// coloured.
func legendSign(class string) (sign, colour string) {
	if s := styleOf(class); s.fill == "" {
		return "□ ", s.stroke
	} else {
		return "■ ", s.fill
	}
}

// docxScene writes the marks of one drawing.
type docxScene struct {
	*markup
	scale         float64 // units of DrawingML per unit of the drawing
	id            int
	width, height float64 // of the drawing
}

func (s *docxScene) emu(v float64) string { return strconv.FormatInt(s.units(v), 10) }

// units is a length in the units of DrawingML.
func (s *docxScene) units(v float64) int64 { return int64(math.Round(v * s.scale)) }

// point writes one step of a path; documents with maps are made of them.
func (s *docxScene) point(step string, x, y float64) {
	s.open(step)
	s.WriteString(`<a:pt x="`)
	s.number(s.units(x))
	s.WriteString(`" y="`)
	s.number(s.units(y))
	s.WriteString(`"/>`)
	s.close(step)
}

func (s *docxScene) nextID() string {
	s.id++
	return strconv.Itoa(s.id)
}

// place writes where a shape or the group lies.
func (s *docxScene) place(x, y, w, h string, group bool) {
	s.open("a:xfrm")
	s.empty("a:off", "x", x, "y", y)
	s.empty("a:ext", "cx", w, "cy", h)
	if group {
		s.empty("a:chOff", "x", x, "y", y)
		s.empty("a:chExt", "cx", w, "cy", h)
	}
	s.close("a:xfrm")
}

// pen writes marks in one of the languages of documents.
type pen interface {
	shape(style markStyle, parts [][]orb.LineString, open bool)
	circle(m *Mark)
	label(m *Mark)
}

// paint writes the marks; those of one class that follow one another become
// one shape, each a part of its own, for what lies within two rings of a part
// is a hole and marks may overlap. What comes first can't be seen and is as large as the drawing: LibreOffice
// stretches a group until its shapes reach all its edges.
func (s *docxScene) paint(p pen, marks []Mark) {
	p.shape(markStyle{}, [][]orb.LineString{{box(0, 0, s.width, s.height)}}, false)
	for i := 0; i < len(marks); {
		m := &marks[i]
		switch {
		case m.Rings != nil:
			parts, j := [][]orb.LineString(nil), i
			for ; j < len(marks) && marks[j].Rings != nil && marks[j].Class == m.Class; j++ {
				parts = append(parts, marks[j].Rings)
			}
			p.shape(styleOf(m.Class), parts, m.Open)
			i = j
			continue
		case m.Radius > 0:
			p.circle(m)
		default:
			p.label(m)
		}
		i++
	}
}

// shape writes parts as one freeform shape of a path each. The paths are of one
// size, that of the shape, or each would be stretched over it.
func (s *docxScene) shape(style markStyle, parts [][]orb.LineString, open bool) {
	b := boundOf(parts)
	w, h := max(b.Max[0]-b.Min[0], .01), max(b.Max[1]-b.Min[1], .01)
	s.startShape()
	s.place(s.emu(b.Min[0]), s.emu(b.Min[1]), s.emu(w), s.emu(h), false)
	s.WriteString(`<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>`)
	attrs := []string{"w", s.emu(w), "h", s.emu(h)}
	if open {
		attrs = append(attrs, "fill", "none")
	}
	for _, rings := range parts {
		s.open("a:path", attrs...)
		for _, ring := range rings {
			s.ring(ring, b.Min, open)
		}
		s.close("a:path")
	}
	s.close("a:pathLst", "a:custGeom")
	s.look(style)
	s.endShape()
}

// ring writes one ring from the corner of its shape.
func (s *docxScene) ring(ring orb.LineString, corner orb.Point, open bool) {
	for i, p := range ring {
		step := "a:lnTo"
		if i == 0 {
			step = "a:moveTo"
		}
		s.point(step, p[0]-corner[0], p[1]-corner[1])
	}
	if !open {
		s.empty("a:close")
	}
}

// boundOf is what the parts, each of a ring or more, lie within.
func boundOf(parts [][]orb.LineString) orb.Bound {
	b := parts[0][0].Bound()
	for _, rings := range parts {
		for _, r := range rings {
			b = b.Union(r.Bound())
		}
	}
	return b
}

func (s *docxScene) circle(m *Mark) {
	s.startShape()
	s.place(s.emu(m.At[0]-m.Radius), s.emu(m.At[1]-m.Radius), s.emu(2*m.Radius), s.emu(2*m.Radius), false)
	s.WriteString(`<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>`)
	s.look(styleOf(m.Class))
	s.endShape()
}

func (s *docxScene) startShape() {
	s.open("wps:wsp")
	s.empty("wps:cNvPr", "id", s.nextID(), "name", "")
	s.WriteString("<wps:cNvSpPr/><wps:spPr>")
}

func (s *docxScene) endShape() { s.WriteString("</wps:spPr><wps:bodyPr/></wps:wsp>") }

// look writes fill and line.
func (s *docxScene) look(style markStyle) {
	if style.fill == "" {
		s.empty("a:noFill")
	} else {
		s.solid(style.fill)
	}
	if style.stroke == "" {
		s.WriteString("<a:ln><a:noFill/></a:ln>")
		return
	}
	s.open("a:ln", "w", s.emu(style.width))
	s.solid(style.stroke)
	s.close("a:ln")
}

func (s *docxScene) solid(hex string) {
	s.open("a:solidFill")
	s.empty("a:srgbClr", "val", hex)
	s.close("a:solidFill")
}

// legible is the smallest size of texts on paper, in points.
const legible = 7.5

// labelBox is where a text stands, in units of the drawing, and how.
type labelBox struct {
	x, y, width, height float64
	points              float64 // size of the text
	align               string
}

// boxOf puts a box round the baseline point of a text, within the drawing.
func (s *docxScene) boxOf(m *Mark) labelBox {
	style := styleOf(m.Class)
	points := max(style.size*s.scale/emuPerPoint, legible)
	size := points * emuPerPoint / s.scale // in units of the drawing
	width, height := textWidth(m.Text, size)*1.15+4, size*1.6
	x, align := m.At[0], "left"
	switch m.Anchor {
	case "middle":
		width = min(width, 2*x, 2*(s.width-x))
		x, align = x-width/2, "center"
	case "end":
		width = min(width, x)
		x, align = x-width, "right"
	default:
		width = min(width, s.width-x)
	}
	y := max(m.At[1]-size*1.15, 0)
	return labelBox{x, y, width, min(height, s.height-y), points, align}
}

// label writes a text as a box without border.
func (s *docxScene) label(m *Mark) {
	b := s.boxOf(m)
	s.startShape()
	s.place(s.emu(b.x), s.emu(b.y), s.emu(b.width), s.emu(b.height), false)
	s.WriteString(`<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx>`)
	s.labelText(m, &b)
	s.WriteString(`</wps:txbx><wps:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0"><a:noAutofit/></wps:bodyPr></wps:wsp>`)
}

// labelText writes what a box holds.
func (s *docxScene) labelText(m *Mark, b *labelBox) {
	style := styleOf(m.Class)
	half := strconv.Itoa(max(int(math.Round(b.points*2)), 2))
	s.WriteString(`<w:txbxContent><w:p><w:pPr><w:spacing w:line="` + strconv.Itoa(int(b.points*twips*1.3)) + `" w:lineRule="exact"/><w:jc w:val="` + b.align + `"/></w:pPr><w:r><w:rPr>` + fonts(heiTi))
	if style.bold {
		s.WriteString("<w:b/>")
	}
	s.WriteString(`<w:color w:val="` + style.fill + `"/><w:sz w:val="` + half + `"/><w:szCs w:val="` + half + `"/></w:rPr><w:t xml:space="preserve">`)
	s.text(m.Text)
	s.WriteString(`</w:t></w:r></w:p></w:txbxContent>`)
}
