package report

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// markup writes XML by hand: elements in document order, every text and
// attribute escaped. The parts of a DOCX need prefixes such as w: and an order
// of children that encoding/xml's Encoder does not give.
//
// It goes to a writer in large pieces, or stays in memory where there is none.
type markup struct {
	to   io.Writer
	last []byte // not yet written
	err  error  // of the writer
}

// pieceBytes is how much is gathered before it is written.
const pieceBytes = 1 << 16

// open begins an element; attrs are names and values in turn.
func (m *markup) open(name string, attrs ...string) {
	m.start(name, attrs)
	m.WriteString(">")
}

// empty writes an element without content.
func (m *markup) empty(name string, attrs ...string) {
	m.start(name, attrs)
	m.WriteString("/>")
}

func (m *markup) start(name string, attrs []string) {
	if m.to != nil && len(m.last) >= pieceBytes {
		_ = m.flush() // the last flush returns the error
	}
	m.last = append(m.last, '<')
	m.last = append(m.last, name...)
	for i := 0; i+1 < len(attrs); i += 2 {
		m.last = append(m.last, ' ')
		m.last = append(m.last, attrs[i]...)
		m.last = append(m.last, '=', '"')
		m.text(attrs[i+1])
		m.last = append(m.last, '"')
	}
}

func (m *markup) close(names ...string) {
	for _, name := range names {
		m.last = append(m.last, '<', '/')
		m.last = append(m.last, name...)
		m.last = append(m.last, '>')
	}
}

// text writes escaped text. Characters that XML can't hold, which a source may
// well contain, become U+FFFD.
func (m *markup) text(s string) {
	if asItIs(s) {
		m.last = append(m.last, s...)
		return
	}
	_ = xml.EscapeText(m, []byte(strings.ToValidUTF8(s, "\uFFFD"))) // markup doesn't fail
}

// asItIs reports that a text stands in XML as it is. It is safe to say no, as
// it does of 0xEF, with which U+FFFE and U+FFFF begin, and full-width signs.
func asItIs(s string) bool {
	ascii := true
	for i := range len(s) {
		switch c := s[i]; {
		case c < ' ', c == '<', c == '>', c == '&', c == '"', c == '\'', c == 0xEF:
			return false
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	return ascii || utf8.ValidString(s)
}

// number writes a number in decimal digits.
func (m *markup) number(n int64) { m.last = strconv.AppendInt(m.last, n, 10) }

// Write writes as it is what needs no escaping; it doesn't fail.
func (m *markup) Write(b []byte) (int, error) {
	m.last = append(m.last, b...)
	return len(b), nil
}

// WriteString writes as it is what needs no escaping.
func (m *markup) WriteString(s string) { m.last = append(m.last, s...) }

// flush writes what is left and returns the first error of the writer.
func (m *markup) flush() error {
	if m.err == nil {
		_, m.err = m.to.Write(m.last)
	}
	m.last = m.last[:0]
	return m.err
}

// String returns what was written, of markup that stays in memory.
func (m *markup) String() string { return string(m.last) }
