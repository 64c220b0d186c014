package report

import (
	"bytes"
	"encoding/xml"
	"strings"
)

// markup writes XML by hand: elements in document order, every text and
// attribute escaped. The parts of a DOCX need prefixes such as w: and an order
// of children that encoding/xml's Encoder does not give.
type markup struct{ bytes.Buffer }

// open begins an element; attrs are names and values in turn.
func (m *markup) open(name string, attrs ...string) {
	m.start(name, attrs)
	m.WriteByte('>')
}

// empty writes an element without content.
func (m *markup) empty(name string, attrs ...string) {
	m.start(name, attrs)
	m.WriteString("/>")
}

func (m *markup) start(name string, attrs []string) {
	m.WriteByte('<')
	m.WriteString(name)
	for i := 0; i+1 < len(attrs); i += 2 {
		m.WriteString(" " + attrs[i] + `="`)
		m.text(attrs[i+1])
		m.WriteByte('"')
	}
}

func (m *markup) close(names ...string) {
	for _, name := range names {
		m.WriteString("</" + name + ">")
	}
}

// text writes escaped text. Characters that XML can't hold, which a source may
// well contain, become U+FFFD.
func (m *markup) text(s string) {
	_ = xml.EscapeText(m, []byte(strings.ToValidUTF8(s, "\uFFFD"))) // a buffer doesn't fail
}
