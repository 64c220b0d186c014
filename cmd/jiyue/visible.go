package main

import (
	"fmt"
	"io"
	"slices"
	"unicode/utf8"
)

// visible writes text with its control characters made visible, as \u001b:
// names and messages come out of other people's files, and must not move the
// cursor, change colours or title of a terminal, or turn the direction of what
// follows. Lines and tabs stay. What is written so is still JSON where it was:
// there, too, \u001b is the character.
type visible struct {
	to   io.Writer
	held []byte // the beginning of a character whose rest is in the next Write
}

// Write writes what of text is whole characters and keeps the rest.
func (v *visible) Write(text []byte) (int, error) {
	rest := slices.Concat(v.held, text)
	shown := make([]byte, 0, len(rest))
	for len(rest) > 0 && utf8.FullRune(rest) {
		r, size := utf8.DecodeRune(rest)
		if hidden(r) {
			shown = fmt.Appendf(shown, "\\u%04x", r)
		} else {
			shown = append(shown, rest[:size]...)
		}
		rest = rest[size:]
	}
	v.held = slices.Clone(rest)
	if _, err := v.to.Write(shown); err != nil {
		return 0, err
	}
	return len(text), nil
}

// hidden tells characters that a terminal obeys: the controls of C0 and C1 but
// for the ends of lines and tabs, and those that turn the direction of text.
func hidden(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r < 0x20 || r >= 0x7f && r < 0xa0:
		return true
	}
	return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}
