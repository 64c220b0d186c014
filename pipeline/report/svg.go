package report

import (
	"html"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// SVG returns the drawing as an inline SVG element. Inline SVG was chosen over
// charting and map libraries: it needs no network and no script, prints
// sharply, can be read aloud, and shares its marks with the filed document.
// Styles are classes of the page's style sheet.
func (d *Drawing) SVG() string {
	if d.svg != "" {
		return d.svg
	}
	var b strings.Builder
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ` + brief(d.Width) + " " + brief(d.Height) + `" aria-label="` + html.EscapeString(d.Title) + `">`)
	open := ""
	for i := range d.Marks {
		m := &d.Marks[i]
		if m.Class != open {
			if open != "" {
				b.WriteString("</g>")
			}
			b.WriteString(`<g class="` + html.EscapeString(m.Class) + `">`)
			open = m.Class
		}
		m.write(&b)
	}
	if open != "" {
		b.WriteString("</g>")
	}
	b.WriteString("</svg>")
	return b.String()
}

func (m *Mark) write(b *strings.Builder) {
	if m.Link != "" {
		b.WriteString(`<a href="#` + html.EscapeString(m.Link) + `">`)
	}
	switch {
	case m.Rings != nil:
		b.WriteString(`<path d="`)
		for _, r := range m.Rings {
			writePath(b, r, !m.Open)
		}
		m.close(b, `"`, "path", "")
	case m.Radius > 0:
		m.close(b, `<circle cx="`+brief(m.At[0])+`" cy="`+brief(m.At[1])+`" r="`+brief(m.Radius)+`"`, "circle", "")
	default:
		anchor := ""
		if m.Anchor != "" && m.Anchor != "start" {
			anchor = ` text-anchor="` + m.Anchor + `"`
		}
		m.close(b, `<text x="`+brief(m.At[0])+`" y="`+brief(m.At[1])+`"`+anchor, "text", m.Text)
	}
	if m.Link != "" {
		b.WriteString("</a>")
	}
}

// close ends an element: with the title and the text if there are any.
func (m *Mark) close(b *strings.Builder, head, element, text string) {
	b.WriteString(head)
	if m.Title == "" && text == "" {
		b.WriteString("/>")
		return
	}
	b.WriteString(">")
	if m.Title != "" {
		b.WriteString("<title>" + html.EscapeString(m.Title) + "</title>")
	}
	b.WriteString(html.EscapeString(text) + "</" + element + ">")
}

// writePath writes a line as relative moves in tenths of a unit: about five
// bytes a point. Every point is rounded before the difference is taken, so
// that errors don't add up.
func writePath(b *strings.Builder, line orb.LineString, closed bool) {
	var x, y int
	for i, p := range line {
		px, py := tenths(p[0]), tenths(p[1])
		switch {
		case i == 0:
			b.WriteByte('M')
			writeTenths(b, px, false)
			writeTenths(b, py, true)
			b.WriteByte('l')
		case px == x && py == y && i < len(line)-1:
			continue
		default:
			writeTenths(b, px-x, i > 1)
			writeTenths(b, py-y, true)
		}
		x, y = px, py
	}
	if closed {
		b.WriteByte('z')
	}
}

func tenths(v float64) int { return int(math.Round(v * 10)) }

// writeTenths writes n/10 as briefly as SVG allows; a sign separates numbers
// by itself.
func writeTenths(b *strings.Builder, n int, separate bool) {
	if separate && n >= 0 {
		b.WriteByte(' ')
	}
	if n < 0 {
		b.WriteByte('-')
		n = -n
	}
	if whole := n / 10; whole != 0 || n%10 == 0 {
		b.WriteString(strconv.Itoa(whole))
	}
	if n%10 != 0 {
		b.WriteByte('.')
		b.WriteByte(byte('0' + n%10))
	}
}

func brief(v float64) string { return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64) }
