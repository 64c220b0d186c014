package config

import (
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"jiyue/pipeline/land"
	"jiyue/pipeline/wording"
)

// Report says how the documents are written. Of the numbers, 0 leaves what is
// usual and one below 0 asks for none.
type Report struct {
	ParkMaps       int               // parks that get a map on the page, in the order of the roster
	FiledParks     int               // parks that get a map and a score tree in report.docx
	ListedFindings int               // findings on the page and in report.docx, all being in the tables
	ListedParcels  int               // parcels of each list on the page and in report.docx
	ParkFindings   int               // findings in a park's own section
	Wording        map[string]string // the user's own paragraphs, by the keys of package wording; "" leaves one out
}

// none asks for none where 0 means what is usual.
const none = -1

// countAtMost is more than any of the numbers can use.
const countAtMost = 1_000_000

func (c *Config) readReport(v value) {
	r := &c.Report
	v.object(
		key{"park_maps", false, countInto(&r.ParkMaps)},
		key{"filed_parks", false, countInto(&r.FiledParks)},
		key{"listed_findings", false, countInto(&r.ListedFindings)},
		key{"listed_parcels", false, countInto(&r.ListedParcels)},
		key{"park_findings", false, countInto(&r.ParkFindings)},
		key{"wording", false, c.readWording},
	)
}

// countInto reads how many of something there may be.
func countInto(to *int) func(value) {
	return func(v value) {
		s, ok := v.text()
		if !ok {
			return
		}
		n, err := strconv.Atoi(s)
		if err != nil || n < 0 || n > countAtMost {
			v.wrong(land.Textf("%s 不是 0 到 %d 的整数", "%s is no whole number from 0 to %d", s, countAtMost), land.Textf("请写整数；0 表示一个也不要", "write a whole number; 0 asks for none"))
			return
		}
		if *to = n; n == 0 {
			*to = none
		}
	}
}

// readWording reads the user's own paragraphs and finds mistakes in them.
func (c *Config) readWording(v value) {
	c.Report.Wording = map[string]string{}
	v.pairs(func(name string, at place, item value) {
		if !slices.Contains(wording.Keys, name) {
			what, try := Unknown(land.Text{ZH: "段落", EN: "paragraph"}, name, wording.Keys)
			v.doc.add(at, what, try)
			return
		}
		text, ok := item.prose()
		if !ok {
			return
		}
		if _, p := wording.Parse(name, text); p != nil {
			what, try := wordingProblem(p)
			v.doc.add(item.within(p.Line, p.Column), what, try)
			return
		}
		c.Report.Wording[name] = text
	})
}

func wordingProblem(p *wording.Problem) (what, try land.Text) {
	if p.Sign == "" {
		return Unknown(land.Text{ZH: "数据项", EN: "figure"}, p.Name, p.Known)
	}
	return land.Textf("%s 没有配对", "%s has no partner", p.Sign),
		land.Textf("{ } 之间写数据项，[ ] 之间写可省略的一段，均不嵌套；要印出符号本身请写两遍：%[1]s%[1]s",
			"figures stand between { }, passages that may be left out between [ ], none within another of its kind; write the sign twice to print it: %[1]s%[1]s", p.Sign)
}

// prose returns a text of one or more lines. Unlike other values it may be
// empty, where it is quoted: a paragraph that is left out.
func (v value) prose() (string, bool) {
	switch n := v.node.(type) {
	case *ast.StringNode:
		if n.Value == "" {
			return "", true
		}
		return n.Value, true
	case *ast.LiteralNode:
		return strings.TrimRight(n.Value.Value, "\n"), true
	}
	return v.text()
}

// within returns where a character of a text stands in the file: exactly in
// literal blocks (|) and texts on one line without escapes, on the line where
// it begins in others. Both are counted from 1.
func (v value) within(line, column int) place {
	switch n := v.node.(type) {
	case *ast.LiteralNode:
		if n.Start == nil || n.Value == nil || !strings.HasPrefix(n.Start.Value, "|") {
			break
		}
		return v.doc.inBlock(n.Start.Position.Line, line, column)
	case *ast.StringNode:
		if line > 1 || n.Token == nil {
			break
		}
		quote := 0
		if origin := strings.TrimSpace(n.Token.Origin); strings.HasPrefix(origin, `"`) || strings.HasPrefix(origin, "'") {
			quote = 1
		}
		return place{v.place.line, v.place.column + quote + column - 1}
	}
	return v.place
}

// inBlock returns where a character stands that is in a line of the literal
// block whose | is in the line above: blocks are indented by their first line
// with a text.
func (d *document) inBlock(above, line, column int) place {
	indent := 0
	for _, text := range d.lines[min(above, len(d.lines)):] {
		if body := strings.TrimLeft(text, " "); strings.TrimSpace(body) != "" {
			indent = len(text) - len(body)
			break
		}
	}
	return place{above + line, indent + column}
}
