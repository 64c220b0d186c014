package report

import (
	"bytes"
	"encoding/xml"
	"io"
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

// What goes to a writer piece by piece is what would have stayed in memory.
func TestMarkupPieces(t *testing.T) {
	var written strings.Builder
	print := func(m *markup) {
		m.open("a")
		for range pieceBytes / 4 {
			m.empty("b", "c", "1")
		}
		m.number(-7)
		m.close("a")
	}
	var kept markup
	print(&kept)
	m := markup{to: &written}
	print(&m)
	if len(m.last) >= written.Len() {
		t.Errorf("%d bytes are still in memory, %d written", len(m.last), written.Len())
	}
	if err := m.flush(); err != nil || written.String() != kept.String() {
		t.Errorf("%d bytes written, want %d (%v)", written.Len(), len(kept.String()), err)
	}
}

// A document that cannot be written is an error, wherever the writer fails.
func TestMarkupFails(t *testing.T) {
	m := composed(t, sample(2, 2), Options{})
	whole := len(printed(t, m, WriteDOCX))
	for _, room := range []int{0, whole / 2, whole - 1} {
		if err := WriteDOCX(&fullWriter{room}, m); err == nil {
			t.Errorf("a writer with room for %d of %d bytes did not fail", room, whole)
		}
	}
}

// fullWriter fails once its room is used up.
type fullWriter struct{ room int }

func (w *fullWriter) Write(b []byte) (int, error) {
	if w.room -= len(b); w.room < 0 {
		return 0, io.ErrShortWrite
	}
	return len(b), nil
}
