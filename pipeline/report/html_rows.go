package report

import (
	"html/template"
	"strconv"
	"strings"

	"jiyue/pipeline/land"
)

// The rows of tables are written by hand: pages of many parks are made of
// cells, some fifty thousand of them, and a template looks every field of
// each up by its name, at ten times the cost. TestRowsAsTemplate holds the
// rows against a template that escapes by context. HTML lets the ends of cells
// and rows go without saying, which saves a tenth of a page of many parks.

// textEscaper escapes texts and quoted attributes as html/template does.
var textEscaper = strings.NewReplacer("\x00", "\uFFFD", `"`, "&#34;", "&", "&amp;", "'", "&#39;", "+", "&#43;", "<", "&lt;", ">", "&gt;")

// rowWriter writes rows of tables.
type rowWriter struct{ strings.Builder }

// tableRows returns the rows of a table.
func tableRows(t *Table) template.HTML {
	var w rowWriter
	for i := range t.Rows {
		w.row(t, &t.Rows[i])
	}
	return template.HTML(w.String()) // every text went through escaped
}

// treeRows returns the rows of a tree. Its columns are laid out by the style sheet,
// which saves a class in every cell.
func treeRows(t *Table) template.HTML {
	var w rowWriter
	for i := range t.Rows {
		w.WriteString("<tr>")
		for j := range t.Rows[i].Cells {
			c := &t.Rows[i].Cells[j]
			w.WriteString("<td")
			if c.Indent > 0 {
				w.element(` class="`, cellClass(&t.Columns[j], c), `"`)
			}
			w.WriteByte('>')
			w.content(c, false)
		}
		w.WriteByte('\n')
	}
	return template.HTML(w.String()) // every text went through escaped
}

// metricRows returns the rows of the table that says how the metrics of an
// extent were computed.
func metricRows(lang land.Lang, lines []MetricLine, traced bool) template.HTML {
	var w rowWriter
	for i := range lines {
		l := &lines[i]
		w.element(`<tr id="`, l.ID, `"><th>`)
		w.element("", l.Name, "")
		w.element("<td>", l.Figure.String(), "")
		if l.FormulaAt == "" {
			w.element("<td>", l.Formula, "")
		} else {
			w.element(`<td><a href="#`, l.FormulaAt, `">`)
			w.escaped(say(lang, "算法", "formula"))
			w.WriteString("</a>")
		}
		if l.Figure.Reason != "" {
			w.element(`<span class="why">`, l.Figure.Reason, "</span>")
		}
		w.operands(l.Operands)
		w.part(l.Numerator)
		w.part(l.Denominator)
		if traced {
			w.parcels(l, lang)
		}
		w.WriteByte('\n')
	}
	return template.HTML(w.String()) // every text went through escaped
}

// operands writes the figures that a formula names, each with the way to how it
// was computed.
func (w *rowWriter) operands(facts []Fact) {
	for i := range facts {
		f := &facts[i]
		w.WriteString(`<span class="why">`)
		if f.Link == "" {
			w.escaped(f.Name)
		} else {
			w.element(`<a href="#`, f.Link, `">`)
			w.element("", f.Name, "</a>")
		}
		w.element(" ", f.Figure.String(), "</span>")
	}
}

// parcels writes how many parcels are behind a figure, and the largest: what
// each adds, its share, and the record that it comes from.
func (w *rowWriter) parcels(l *MetricLine, lang land.Lang) {
	w.WriteString("<td>")
	if l.Pieces > 0 {
		w.escaped(say(lang, "%d 块，最大：", "%d pieces, the largest:", l.Pieces))
	}
	for i := range l.Largest {
		p := &l.Largest[i]
		w.element(`<span class="why">`, say(lang, "%s · %s · 占比 %s · %s #%d", "%s · %s · share %s · %s #%d", p.ParcelID, p.Part, p.Share.Text, p.Source, p.Record), "</span>")
	}
}

// part writes the cell of a numerator or denominator, empty where there is
// none.
func (w *rowWriter) part(f *Figure) {
	text := ""
	if f != nil {
		text = f.String()
	}
	w.element("<td>", text, "")
}

func (w *rowWriter) row(t *Table, r *Row) {
	w.WriteString("<tr")
	if r.ID != "" {
		w.element(` id="`, r.ID, `"`)
	}
	if r.Total || r.Tone != "" {
		w.WriteString(` class="`)
		if r.Total {
			w.WriteString("total ")
		}
		w.element("", r.Tone, `"`)
	}
	w.WriteByte('>')
	for i := range r.Cells {
		if c := &r.Cells[i]; !c.Covered {
			w.cell(t, i, c)
			w.content(c, r.Tone != "" && i == 0)
		}
	}
	w.WriteByte('\n')
}

// cell opens the cell.
func (w *rowWriter) cell(t *Table, column int, c *Cell) {
	w.WriteString("<td")
	if class := cellClass(&t.Columns[column], c); class != "" {
		w.element(` class="`, class, `"`)
	}
	w.span(` rowspan="`, c.Rows)
	w.span(` colspan="`, c.Cols)
	if t.Sort && c.Number != nil {
		w.element(` data-v="`, c.Number.String(), `"`) // the number that the cell sorts by
	}
	w.WriteByte('>')
}

func (w *rowWriter) span(attribute string, n int) {
	if n > 1 {
		w.element(attribute, strconv.Itoa(n), `"`)
	}
}

// content writes the text of a cell with its footnote mark; a tag is the name
// of the row's tone.
func (w *rowWriter) content(c *Cell, tag bool) {
	switch {
	case tag:
		w.element(`<span class="tag">`, c.Text, "</span>")
	case c.Link != "":
		w.element(`<a href="#`, c.Link, `">`)
		w.element("", c.Text, "</a>")
	case c.Code:
		w.element("<code>", c.Text, "</code>")
	case c.Strong:
		w.element("<b>", c.Text, "</b>")
	default:
		w.escaped(c.Text)
	}
	if c.Mark != "" {
		w.element("<sup>", c.Mark, "</sup>")
	}
}

// element writes a text between two pieces of markup.
func (w *rowWriter) element(before, text, after string) {
	w.WriteString(before)
	w.escaped(text)
	w.WriteString(after)
}

func (w *rowWriter) escaped(text string) {
	_, _ = textEscaper.WriteString(&w.Builder, text) // a builder doesn't fail
}
