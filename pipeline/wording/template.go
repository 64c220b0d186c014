package wording

import "strings"

// Template is a paragraph with places for figures.
type Template struct{ parts []part }

// part is a text, a figure, or a passage that stands where its figures are
// known.
type part struct {
	text    string
	name    string // key of the figure; "" for a text
	passage []part // nil for a text or a figure
}

// None stands where a figure is not known, outside of brackets.
const None = "—"

// Problem is what is wrong with a template: a sign that is not closed or not
// opened, or a name that is unknown.
type Problem struct {
	Line, Column int      // in the text, from 1; columns count characters
	Sign         string   // that has no partner; "" where a name is unknown
	Name         string   // that is unknown
	Known        []string // what may be named, English keys first
}

// Parse reads the template of the paragraph with the key. Its problem is the
// first one; nil where there is none.
func Parse(key, text string) (*Template, *Problem) {
	r := &reader{text: []rune(text), names: namesOf(key), line: 1, column: 1}
	parts := r.parts(false)
	if r.problem != nil {
		return nil, r.problem
	}
	return &Template{parts}, nil
}

// reader reads a template, one character after another.
type reader struct {
	text         []rune
	names        []Name
	line, column int
	problem      *Problem
}

// next returns the next character and whether it is doubled, and passes over it.
func (r *reader) next() (c rune, doubled bool) {
	c = r.text[0]
	if doubled = strings.ContainsRune("{}[]", c) && len(r.text) > 1 && r.text[1] == c; doubled {
		r.skip()
	}
	r.skip()
	return c, doubled
}

func (r *reader) skip() {
	r.column++
	if r.text[0] == '\n' {
		r.line, r.column = r.line+1, 1
	}
	r.text = r.text[1:]
}

// parts reads up to the end of the text, or of the passage that it is within.
func (r *reader) parts(within bool) []part {
	var list []part
	var plain strings.Builder
	add := func(p part) {
		if plain.Len() > 0 {
			list = append(list, part{text: plain.String()})
			plain.Reset()
		}
		if p.name != "" || p.passage != nil {
			list = append(list, p)
		}
	}
	open := *r // at the bracket or before it, for what is said of one that is not closed
	for len(r.text) > 0 && r.problem == nil {
		at := *r
		c, doubled := r.next()
		switch {
		case doubled:
			plain.WriteRune(c)
		case c == '{':
			add(part{name: r.figure(&at)})
		case c == '[' && !within:
			add(part{passage: append([]part{}, r.parts(true)...)})
		case c == ']' && within:
			add(part{})
			return list
		case strings.ContainsRune("}[]", c):
			r.unpaired(&at, string(c))
		default:
			plain.WriteRune(c)
		}
	}
	if within && r.problem == nil {
		r.problem = &Problem{Line: open.line, Column: open.column - 1, Sign: "["}
	}
	add(part{})
	return list
}

// figure reads a name up to its brace and returns the key of the figure.
func (r *reader) figure(open *reader) string {
	for i, c := range r.text {
		if c == '\n' || c == '{' {
			break
		}
		if c != '}' {
			continue
		}
		name := strings.TrimSpace(string(r.text[:i]))
		for _, n := range r.names {
			if name == n.Key || name == n.ZH {
				for range i + 1 {
					r.skip()
				}
				return n.Key
			}
		}
		r.problem = &Problem{Line: r.line, Column: r.column, Name: name, Known: known(r.names)}
		return ""
	}
	r.unpaired(open, "{")
	return ""
}

func (r *reader) unpaired(at *reader, sign string) {
	r.problem = &Problem{Line: at.line, Column: at.column, Sign: sign}
}

// Fill writes the paragraph. figure returns what stands for a key, "" where the
// figure is not known.
func (t *Template) Fill(figure func(key string) string) string {
	var b strings.Builder
	for _, p := range t.parts {
		switch {
		case p.passage != nil:
			b.WriteString(fillPassage(p.passage, figure))
		case p.name != "":
			if text := figure(p.name); text != "" {
				b.WriteString(text)
			} else {
				b.WriteString(None)
			}
		default:
			b.WriteString(p.text)
		}
	}
	return b.String()
}

// fillPassage writes a passage; "" where one of its figures is not known.
func fillPassage(parts []part, figure func(key string) string) string {
	var b strings.Builder
	for _, p := range parts {
		text := p.text
		if p.name != "" {
			if text = figure(p.name); text == "" {
				return ""
			}
		}
		b.WriteString(text)
	}
	return b.String()
}
