package checklist

import (
	"fmt"
	"io"
	"strings"

	"jiyue/pipeline/land"
)

// shown is how many findings of a code in a file a terminal lists; the others
// are counted.
const shown = 20

// severityNames says the severities to people.
var severityNames = map[land.Severity]land.Text{
	land.Error:   {ZH: "错误", EN: "error"},
	land.Warning: {ZH: "警告", EN: "warning"},
	land.Note:    {ZH: "提示", EN: "note"},
}

// fileName is a file's path, or what stands for findings about none.
func fileName(path string, lang land.Lang) string {
	if path == "" {
		return land.Text{ZH: "（园区与指标）", EN: "(parks and indicators)"}.In(lang)
	}
	return path
}

// Text prints the list for a terminal. A line of a finding begins with its
// severity and ends with its code, so that it can be searched for.
func (l *List) Text(w io.Writer) error {
	out := &printer{w: w, lang: l.Lang}
	for _, s := range l.Severities {
		name := severityNames[s.Severity].In(l.Lang)
		out.line("%s", land.Textf("%s：%d 处", "%ss: %d", name, s.Count).In(l.Lang))
		for _, file := range s.Files {
			out.line("")
			out.line("  %s", fileName(file.Path, l.Lang))
			for i := range file.Kinds {
				out.kind(&file.Kinds[i])
			}
		}
		out.line("")
	}
	if len(l.Severities) == 0 {
		out.line("%s", land.Text{ZH: "没有发现问题", EN: "nothing was found"}.In(l.Lang))
	}
	return out.err
}

// printer keeps the first error of writing.
type printer struct {
	w    io.Writer
	lang land.Lang
	err  error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

// kind prints what is the same for all findings of a code once, then where
// they are.
func (p *printer) kind(k *Kind) {
	p.line("    %s  [%s] × %d", k.Code.Title().In(p.lang), k.Code, k.Count)
	p.line("      %s%s", land.Text{ZH: "影响：", EN: "why:  "}.In(p.lang), k.Code.Why().In(p.lang))
	p.line("      %s%s", land.Text{ZH: "处理：", EN: "mend: "}.In(p.lang), k.Code.Remedy().In(p.lang))
	for i := range k.Findings {
		if i == shown {
			p.line("      %s", land.Textf("…… 另 %d 处，见 --json 或 --output", "… and %d more: see --json or --output", k.left(i)).In(p.lang))
			return
		}
		if s := Line(&k.Findings[i], p.lang); s != "" {
			p.line("      - %s", s)
		}
	}
}

// left counts the findings from the i-th on.
func (k *Kind) left(i int) (n int64) {
	for _, f := range k.Findings[i:] {
		n += f.Times()
	}
	return n
}

// Line says in one line where a finding is within its file, and what was found.
func Line(f *land.Finding, lang land.Lang) string {
	inFile := *f
	inFile.Source = ""
	where := inFile.Place(lang)
	if len(f.Records) > 0 {
		where = strings.TrimSpace(where + " " + land.Textf("记录 %s", "records %s", numbers(f.Records)).In(lang))
	}
	what := f.Detail(lang)
	if where != "" && what != "" {
		return where + land.Text{ZH: "：", EN: ": "}.In(lang) + what
	}
	return where + what
}

func numbers(list []int) string {
	words := make([]string, len(list))
	for i, n := range list {
		words[i] = fmt.Sprint(n)
	}
	return strings.Join(words, ", ") + ", …"
}
