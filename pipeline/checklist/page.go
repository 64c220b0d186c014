package checklist

import (
	_ "embed"
	"html/template"
	"io"

	"jiyue/pipeline/land"
)

//go:embed page.html
var pageText string

var page = template.Must(template.New("page").Funcs(template.FuncMap{
	"say":      func(lang land.Lang, zh, en string) string { return land.Text{ZH: zh, EN: en}.In(lang) },
	"in":       func(lang land.Lang, t land.Text) string { return t.In(lang) },
	"file":     fileName,
	"severity": func(lang land.Lang, s land.Severity) string { return severityNames[s].In(lang) },
	"line":     func(lang land.Lang, f land.Finding) string { return Line(&f, lang) },
}).Parse(pageText))

// Page writes the list as one HTML file that needs nothing else.
func (l *List) Page(w io.Writer) error { return page.Execute(w, l) }
