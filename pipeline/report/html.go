package report

import (
	"bufio"
	"embed"
	"html/template"
	"io"
	"strconv"

	"jiyue/pipeline/land"
)

//go:embed template
var templates embed.FS

// page is what the HTML template sees: the model, and the style sheet and
// script that make it one file.
type page struct {
	*Model
	CSS template.CSS
	JS  template.JS
}

// WriteHTML prints the report as one page that needs nothing but itself: no
// network, no other file. It opens from disk, and prints.
func WriteHTML(w io.Writer, m *Model) error {
	css, err := templates.ReadFile("template/report.css")
	if err != nil {
		return err
	}
	js, err := templates.ReadFile("template/report.js")
	if err != nil {
		return err
	}
	t, err := template.New("report.html").Funcs(htmlFuncs(m.Lang)).ParseFS(templates, "template/report.html")
	if err != nil {
		return err
	}
	b := bufio.NewWriterSize(w, htmlBuffer)
	if err := t.Execute(b, page{m, template.CSS(drawingCSS() + string(css)), template.JS(js)}); err != nil {
		return err
	}
	return b.Flush()
}

// htmlBuffer is how many bytes of the page are gathered before they are
// written.
const htmlBuffer = 1 << 16

func htmlFuncs(lang land.Lang) template.FuncMap {
	return template.FuncMap{
		"say":        func(zh, en string) string { return land.Text{ZH: zh, EN: en}.In(lang) },
		"svg":        func(d *Drawing) template.HTML { return template.HTML(d.SVG()) },
		"spanned":    func(n int) bool { return n > 1 },
		"htmlLang":   func() string { return land.Text{ZH: "zh-CN", EN: "en"}.In(lang) },
		"percent":    barLength,
		"tableRows":  tableRows,
		"treeRows":   treeRows,
		"metricRows": func(lines []MetricLine, traced bool) template.HTML { return metricRows(lang, lines, traced) },
		"wide":       func(t *Table) bool { return len(t.Columns) > wideColumns },
		"heads":      headRows,
		"hasValue":   func(f *Figure) bool { return f != nil && f.Number != nil },
	}
}

// shortColumn is the widest column, in characters, whose texts are kept on one
// line.
const shortColumn = 13

// cellClass is the class of a cell: n for numbers, s for texts kept on one line,
// i1 and so on for the depth in a tree. Names are short and most cells have
// one at most, for pages of many parks are made of cells.
func cellClass(column *Column, c *Cell) string {
	switch {
	case c.Indent > 0:
		return "i" + strconv.Itoa(min(c.Indent, treeDepth))
	case column.Numeric:
		return "n"
	case column.Width <= shortColumn:
		return "s"
	}
	return ""
}

// wideColumns is how many columns a portrait page can hold.
const wideColumns = 12

// barLength is a percentage as the length of a bar, at most the whole.
func barLength(f *Figure) string {
	if f == nil || f.Number == nil {
		return "0"
	}
	v, _ := f.Number.Float64()
	return strconv.FormatFloat(min(max(v, 0), 100), 'f', 2, 64)
}

// head is one cell of a table's head.
type head struct {
	Column
	Group string
	Rows  int
	Cols  int
}

// headRows lays the heads of a table out: one row, or two where columns are
// grouped, single columns then being two rows high.
func headRows(t *Table) [][]head {
	if len(t.Groups) == 0 {
		row := make([]head, len(t.Columns))
		for i, c := range t.Columns {
			row[i] = head{Column: c, Rows: 1, Cols: 1}
		}
		return [][]head{row}
	}
	var above, below []head
	at := 0
	for _, g := range t.Groups {
		columns := t.Columns[at : at+g.Span]
		at += g.Span
		if g.Name != "" {
			above = append(above, head{Group: g.Name, Rows: 1, Cols: g.Span})
			for _, c := range columns {
				below = append(below, head{Column: c, Rows: 1, Cols: 1})
			}
			continue
		}
		for _, c := range columns {
			above = append(above, head{Column: c, Rows: 2, Cols: 1})
		}
	}
	return [][]head{above, below}
}
