package report

import (
	"html/template"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"jiyue/pipeline/land"
)

// rowsTemplate is what html_rows.go writes by hand, as a template whose
// escaping follows the context.
const rowsTemplate = `{{define "rows"}}{{$t := .}}{{range .Rows}}<tr{{if .ID}} id="{{.ID}}"{{end}}{{if or .Total .Tone}} class="{{if .Total}}total {{end}}{{.Tone}}"{{end}}>{{$tone := .Tone}}` +
	`{{range $i, $c := .Cells}}{{if not .Covered}}<td{{with cellClass $t $i .}} class="{{.}}"{{end}}{{if spanned .Rows}} rowspan="{{.Rows}}"{{end}}` +
	`{{if spanned .Cols}} colspan="{{.Cols}}"{{end}}{{if and $t.Sort .Number}} data-v="{{.Number}}"{{end}}>{{if and $tone (eq $i 0)}}<span class="tag">{{.Text}}</span>` +
	`{{else if .Link}}<a href="#{{.Link}}">{{.Text}}</a>{{else if .Code}}<code>{{.Text}}</code>{{else if .Strong}}<b>{{.Text}}</b>{{else}}{{.Text}}{{end}}` +
	`{{if .Mark}}<sup>{{.Mark}}</sup>{{end}}{{end}}{{end}}
{{end}}{{end}}{{define "tree"}}{{$t := .}}{{range .Rows}}<tr>{{range $i, $c := .Cells}}<td{{if .Indent}} class="{{cellClass $t $i .}}"{{end}}>` +
	`{{if .Link}}<a href="#{{.Link}}">{{.Text}}</a>{{else if .Code}}<code>{{.Text}}</code>{{else if .Strong}}<b>{{.Text}}</b>{{else}}{{.Text}}{{end}}{{if .Mark}}<sup>{{.Mark}}</sup>{{end}}{{end}}
{{end}}{{end}}{{define "metrics"}}{{range .}}<tr id="{{.ID}}"><th>{{.Name}}<td>{{.Figure}}<td>{{if .FormulaAt}}<a href="#{{.FormulaAt}}">formula</a>{{else}}{{.Formula}}{{end}}{{if .Figure.Reason}}<span class="why">{{.Figure.Reason}}</span>{{end}}` +
	`{{range .Operands}}<span class="why">{{if .Link}}<a href="#{{.Link}}">{{.Name}}</a>{{else}}{{.Name}}{{end}} {{.Figure}}</span>{{end}}<td>{{with .Numerator}}{{.}}{{end}}<td>{{with .Denominator}}{{.}}{{end}}<td>{{if .Pieces}}{{.Pieces}} pieces, the largest:{{end}}` +
	`{{range .Largest}}<span class="why">{{.ParcelID}} · {{.Part}} · share {{.Share.Text}} · {{.Source}} #{{.Record}}</span>{{end}}
{{end}}{{end}}`

var rowsByTemplate = template.Must(template.New("").Funcs(template.FuncMap{
	"spanned":   func(n int) bool { return n > 1 },
	"cellClass": func(t *Table, i int, c Cell) string { return cellClass(&t.Columns[i], &c) },
}).Parse(rowsTemplate))

func byTemplate(t *rapid.T, name string, data any) string {
	var b strings.Builder
	if err := rowsByTemplate.ExecuteTemplate(&b, name, data); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// drawnText is any text that a source can hold, markup most of all.
func drawnText(t *rapid.T, what string) string {
	parts := rapid.SliceOfN(rapid.SampledFrom([]string{"<", ">", "&", `"`, "'", "+", "\x00", "\xff", "=", "/", "`", "a", "甲", "\n"}), 0, 5).Draw(t, what)
	return strings.Join(parts, "")
}

func drawnFigure(t *rapid.T) Figure {
	f := Figure{Text: drawnText(t, "text"), Unit: drawnText(t, "unit"), Reason: drawnText(t, "reason")}
	if rapid.Bool().Draw(t, "number") {
		d := decimal.New(rapid.Int64().Draw(t, "digits"), rapid.Int32Range(-9, 3).Draw(t, "exponent"))
		f.Number = &d
	}
	return f
}

func drawnTable(t *rapid.T) *Table {
	table := &Table{Sort: rapid.Bool().Draw(t, "sort")}
	for range rapid.IntRange(1, 4).Draw(t, "columns") {
		table.Columns = append(table.Columns, Column{Numeric: rapid.Bool().Draw(t, "numeric"), Width: rapid.Float64Range(5, 30).Draw(t, "width")})
	}
	for range rapid.IntRange(0, 3).Draw(t, "rows") {
		row := Row{ID: rapid.SampledFrom([]string{"", "l7.0.1"}).Draw(t, "id"), Total: rapid.Bool().Draw(t, "total"), Tone: rapid.SampledFrom([]string{"", "error", "warning"}).Draw(t, "tone")}
		for range table.Columns {
			row.Cells = append(row.Cells, Cell{Figure: drawnFigure(t), Mark: drawnText(t, "mark"),
				Link: rapid.SampledFrom([]string{"", "park-7"}).Draw(t, "link"),
				Rows: rapid.IntRange(0, 3).Draw(t, "height"), Cols: rapid.IntRange(0, 3).Draw(t, "span"), Indent: rapid.IntRange(0, 6).Draw(t, "indent"),
				Covered: rapid.Bool().Draw(t, "covered"), Strong: rapid.Bool().Draw(t, "strong"), Code: rapid.Bool().Draw(t, "code")})
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// TestRowsAsTemplate holds the rows that are written by hand against a
// template.
func TestRowsAsTemplate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := drawnTable(t)
		if got, want := string(tableRows(table)), byTemplate(t, "rows", table); got != want {
			t.Fatalf("rows\n got %q\nwant %q", got, want)
		}
		if got, want := string(treeRows(table)), byTemplate(t, "tree", table); got != want {
			t.Fatalf("rows of a tree\n got %q\nwant %q", got, want)
		}
		var lines []MetricLine
		for range rapid.IntRange(0, 3).Draw(t, "metrics") {
			l := MetricLine{ID: "f1.0.2", Name: drawnText(t, "name"), Figure: drawnFigure(t), Formula: drawnText(t, "formula"), FormulaAt: rapid.SampledFrom([]string{"", "fx.7"}).Draw(t, "formula at")}
			if rapid.Bool().Draw(t, "quotient") {
				above, below := drawnFigure(t), drawnFigure(t)
				l.Numerator, l.Denominator = &above, &below
			}
			for range rapid.IntRange(0, 2).Draw(t, "operands") {
				l.Operands = append(l.Operands, Fact{Name: drawnText(t, "operand"), Figure: drawnFigure(t), Link: rapid.SampledFrom([]string{"", "f1.0.9"}).Draw(t, "computed at")})
			}
			for range rapid.IntRange(0, 2).Draw(t, "parcels") {
				l.Pieces += 2
				l.Largest = append(l.Largest, ParcelPart{ParcelID: drawnText(t, "parcel"), Source: drawnText(t, "source"), Record: 7, Share: drawnFigure(t), Part: drawnFigure(t)})
			}
			lines = append(lines, l)
		}
		if got, want := string(metricRows(land.EN, lines, true)), byTemplate(t, "metrics", lines); got != want {
			t.Fatalf("metrics\n got %q\nwant %q", got, want)
		}
	})
}
