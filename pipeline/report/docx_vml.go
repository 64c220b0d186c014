package report

import (
	"strconv"

	"github.com/paulmach/orb"
)

// VML is what Word itself puts behind a group of shapes for programs that don't
// know DrawingML's: Word 2007, older versions of WPS, some viewers. Like the
// DrawingML it is made of the marks and keeps texts as texts, in the fonts of
// the reader's machine. A picture of pixels would need a Chinese font of our
// own, 10 MB, or bytes that differ with the fonts of the machine.

// vml writes the drawing as a group of shapes, in tenths of its units.
func (s *docxScene) vml(g *Drawing) {
	points := func(v float64) string { return brief(v*s.scale/emuPerPoint) + "pt" }
	s.WriteString("<w:pict>")
	s.open("v:group", "style", "width:"+points(g.Width)+";height:"+points(g.Height), "coordorigin", "0,0",
		"coordsize", strconv.Itoa(tenths(g.Width))+","+strconv.Itoa(tenths(g.Height)), "alt", g.Title)
	s.paint(vmlPen{s}, g.Marks)
	s.WriteString("</v:group></w:pict>")
}

// vmlPen writes marks as VML.
type vmlPen struct{ *docxScene }

// shape writes parts as one path, ended after each: what lies within two rings
// of a part is a hole.
func (p vmlPen) shape(style markStyle, parts [][]orb.LineString, open bool) {
	b := boundOf(parts)
	left, top := tenths(b.Min[0]), tenths(b.Min[1])
	width, height := strconv.Itoa(max(tenths(b.Max[0])-left, 1)), strconv.Itoa(max(tenths(b.Max[1])-top, 1))
	p.WriteString(`<v:shape style="position:absolute;left:`)
	p.number(int64(left))
	p.WriteString(";top:")
	p.number(int64(top))
	p.WriteString(";width:" + width + ";height:" + height + `" coordsize="` + width + "," + height + `"`)
	p.look(style, open)
	p.WriteString(` path="`)
	for _, rings := range parts {
		for _, ring := range rings {
			p.path(ring, left, top, open)
		}
		p.WriteString("e")
	}
	p.WriteString(`"/>`)
}

// path writes one ring from the corner of its shape.
func (p vmlPen) path(ring orb.LineString, left, top int, open bool) {
	for i, at := range ring {
		switch i {
		case 0:
			p.WriteString("m")
		case 1:
			p.WriteString("l")
		default:
			p.WriteString(",")
		}
		p.number(int64(tenths(at[0]) - left))
		p.WriteString(",")
		p.number(int64(tenths(at[1]) - top))
	}
	if !open {
		p.WriteString("x")
	}
}

func (p vmlPen) circle(m *Mark) {
	p.WriteString("<v:oval")
	p.box(m.At[0]-m.Radius, m.At[1]-m.Radius, 2*m.Radius, 2*m.Radius, "")
	p.look(styleOf(m.Class), false)
	p.WriteString("/>")
}

func (p vmlPen) label(m *Mark) {
	b := p.boxOf(m)
	p.WriteString("<v:rect")
	p.box(b.x, b.y, b.width, b.height, ";mso-wrap-style:none")
	p.WriteString(` filled="f" stroked="f"><v:textbox inset="0,0,0,0">`)
	p.labelText(m, &b)
	p.WriteString("</v:textbox></v:rect>")
}

// box writes where a shape lies, with more about its style.
func (p vmlPen) box(x, y, width, height float64, more string) {
	p.WriteString(` style="position:absolute;left:` + strconv.Itoa(tenths(x)) + ";top:" + strconv.Itoa(tenths(y)) +
		";width:" + strconv.Itoa(tenths(width)) + ";height:" + strconv.Itoa(tenths(height)) + more + `"`)
}

// look writes fill and line.
func (p vmlPen) look(style markStyle, open bool) {
	if style.fill == "" || open {
		p.WriteString(` filled="f"`)
	} else {
		p.WriteString(` fillcolor="#` + style.fill + `"`)
	}
	if style.stroke == "" {
		p.WriteString(` stroked="f"`)
		return
	}
	p.WriteString(` strokecolor="#` + style.stroke + `" strokeweight="` + strconv.FormatFloat(style.width*p.scale/emuPerPoint, 'f', 2, 64) + `pt"`)
}
