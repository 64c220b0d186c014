package main

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestControlCharactersAreShown(t *testing.T) {
	for text, want := range map[string]string{
		"大宁县\t1\n":                  "大宁县\t1\n",
		"\x1b[31mred\x1b]0;title\a": `\u001b[31mred\u001b]0;title\u0007`,
		"a\rb\x00c\x7f":             `a\u000db\u0000c\u007f`,
		"\u009b31m":                 `\u009b31m`,
		"abc\u202egpj.exe":          `abc\u202egpj.exe`,
		"\xff\xfe 🙂":                "\xff\xfe 🙂",
	} {
		var to strings.Builder
		v := visible{to: &to}
		if n, err := v.Write([]byte(text)); n != len(text) || err != nil || to.String() != want {
			t.Errorf("%q: %q, %d of %d, %v", text, to.String(), n, len(text), err)
		}
	}
}

// However a text is cut into writes, the same is shown, and nothing that a
// terminal obeys.
func TestVisibleInPieces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text") + "\u009b\x1b"
		var whole, pieces strings.Builder
		a, b := visible{to: &whole}, visible{to: &pieces}
		a.Write([]byte(text))
		for rest := []byte(text); len(rest) > 0; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "n")
			b.Write(rest[:n])
			rest = rest[n:]
		}
		if whole.String() != pieces.String() || strings.ContainsFunc(whole.String(), hidden) {
			t.Fatalf("%q and %q", whole.String(), pieces.String())
		}
	})
}
