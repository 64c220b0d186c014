package report

import (
	"bytes"
	"encoding/xml"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Texts are escaped as encoding/xml does it, whether or not the quick look at
// them finds that they stand as they are.
func TestMarkupText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{"<", ">", "&", `"`, "'", "\x00", "\xff", "\n", "\t", "\uFFFE", "\uFFFF", "\uFFFD", "＝", "\xed\xa0\x80", "\x7f", "a", "甲", "😀"}), 0, 5).Draw(t, "text")
		text := strings.Join(parts, "")
		var want bytes.Buffer
		if err := xml.EscapeText(&want, []byte(strings.ToValidUTF8(text, "\uFFFD"))); err != nil {
			t.Fatal(err)
		}
		var m markup
		m.text(text)
		if got := m.String(); got != want.String() {
			t.Fatalf("%q became %q, want %q", text, got, want.String())
		}
	})
}

// Sheets are no matter of what is written: added markup follows what was there,
// long markup reads like short.
func TestMarkupSheets(t *testing.T) {
	var m, other markup
	var want strings.Builder
	m.open("a")
	for range sheetBytes / 4 {
		other.empty("b", "c", "1")
		want.WriteString(`<b c="1"/>`)
	}
	m.add(&other)
	m.number(-7)
	m.close("a")
	if len(other.full) < 2 {
		t.Errorf("%d sheets are full", len(other.full))
	}
	if got := m.String(); got != "<a>"+want.String()+"-7</a>" {
		t.Errorf("%d bytes, want %d", len(got), want.Len()+9)
	}
}
