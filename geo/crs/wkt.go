package crs

import (
	"fmt"
	"strconv"
	"strings"
)

// Limits on well-known text. Real files have some 700 bytes in 5 levels.
const (
	maxWKT   = 64 << 10
	maxDepth = 32
)

// node is one KEYWORD[value, value, …] of well-known text. Values that are
// texts or numbers stand in values in their order, nested nodes in children.
type node struct {
	keyword  string // upper case
	values   []string
	children []*node
}

// find gives the first node with one of the keywords, in n itself or below
// it, or nil.
func (n *node) find(keywords ...string) *node {
	for _, k := range keywords {
		if n.keyword == k {
			return n
		}
	}
	for _, child := range n.children {
		if found := child.find(keywords...); found != nil {
			return found
		}
	}
	return nil
}

// child gives the first direct child with one of the keywords, or nil.
func (n *node) child(keywords ...string) *node {
	for _, child := range n.children {
		for _, k := range keywords {
			if child.keyword == k {
				return child
			}
		}
	}
	return nil
}

// text is the i-th value, or "".
func (n *node) text(i int) string {
	if n == nil || i >= len(n.values) {
		return ""
	}
	return n.values[i]
}

// number is the i-th value as a number.
func (n *node) number(i int) (float64, error) {
	f, err := strconv.ParseFloat(n.text(i), 64)
	if err != nil {
		return 0, fmt.Errorf("%s[%q]: value %d is %q, want a number", n.keyword, n.text(0), i+1, n.text(i))
	}
	return f, nil
}

// wktParser reads well-known text of any dialect: square or round brackets,
// double, single or typographic quotes, any white space, any case.
type wktParser struct {
	text  string
	at    int
	depth int
}

func parseWKT(s string) (*node, error) {
	s = strings.TrimPrefix(strings.TrimRight(s, "\x00 \t\r\n"), "\ufeff")
	if len(s) > maxWKT {
		return nil, fmt.Errorf("%d bytes, want at most %d", len(s), maxWKT)
	}
	p := wktParser{text: strings.NewReplacer("“", `"`, "”", `"`).Replace(s)}
	return p.node()
}

// node reads a keyword and its bracket. What follows the first node (ArcGIS
// puts the vertical system there) is not looked at.
func (p *wktParser) node() (*node, error) {
	if p.depth++; p.depth > maxDepth {
		return nil, p.errorf("more than %d brackets within each other", maxDepth)
	}
	defer func() { p.depth-- }()
	n := &node{keyword: strings.ToUpper(p.word())}
	if n.keyword == "" {
		return nil, p.errorf("want a keyword such as PROJCS or GEOGCS")
	}
	if !p.accept("[(") {
		return nil, p.errorf("want a bracket after %s", n.keyword)
	}
	for {
		if err := p.value(n); err != nil {
			return nil, err
		}
		switch {
		case p.accept(","):
		case p.accept("])"):
			return n, nil
		default:
			return nil, p.errorf("want a comma or a closing bracket in %s", n.keyword)
		}
	}
}

// value reads a quoted text, a bare word or number, or a nested node.
func (p *wktParser) value(n *node) error {
	p.space()
	if p.at < len(p.text) && strings.IndexByte(`"'`, p.text[p.at]) >= 0 {
		s, err := p.quoted(p.text[p.at])
		n.values = append(n.values, s)
		return err
	}
	start := p.at
	word := p.word()
	p.space()
	if word != "" && p.at < len(p.text) && strings.IndexByte("[(", p.text[p.at]) >= 0 {
		p.at = start
		child, err := p.node()
		n.children = append(n.children, child)
		return err
	}
	n.values = append(n.values, word)
	return nil
}

// quoted reads up to the closing quote; two quotes stand for one.
func (p *wktParser) quoted(quote byte) (string, error) {
	var b strings.Builder
	for p.at++; p.at < len(p.text); p.at++ {
		if p.text[p.at] != quote {
			b.WriteByte(p.text[p.at])
			continue
		}
		if p.at++; p.at >= len(p.text) || p.text[p.at] != quote {
			return strings.TrimSpace(b.String()), nil
		}
		b.WriteByte(quote)
	}
	return "", p.errorf("a quote is never closed")
}

// word reads up to the next mark of the syntax.
func (p *wktParser) word() string {
	p.space()
	start := p.at
	for p.at < len(p.text) && strings.IndexByte("[](),\"' \t\r\n", p.text[p.at]) < 0 {
		p.at++
	}
	return p.text[start:p.at]
}

func (p *wktParser) space() {
	for p.at < len(p.text) && strings.IndexByte(" \t\r\n", p.text[p.at]) >= 0 {
		p.at++
	}
}

// accept steps over one of the marks, if it is next.
func (p *wktParser) accept(marks string) bool {
	p.space()
	if p.at < len(p.text) && strings.IndexByte(marks, p.text[p.at]) >= 0 {
		p.at++
		return true
	}
	return false
}

func (p *wktParser) errorf(format string, args ...any) error {
	if p.at >= len(p.text) {
		return fmt.Errorf("the text ends at byte %d: %s", p.at, fmt.Sprintf(format, args...))
	}
	return fmt.Errorf("byte %d: %s", p.at+1, fmt.Sprintf(format, args...))
}
