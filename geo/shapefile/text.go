package shapefile

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"strconv"
)

// isASCII looks at eight bytes at a time.
func isASCII(b []byte) bool {
	const high = 0x8080808080808080
	for ; len(b) >= 8; b = b[8:] {
		if binary.LittleEndian.Uint64(b)&high != 0 {
			return false
		}
	}
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// firstHigh returns the index of the first byte from index at on that is not
// ASCII, the length of b where there is none.
func firstHigh(b []byte, at int) int {
	const high = 0x8080808080808080
	for ; at+8 <= len(b); at += 8 {
		if w := binary.LittleEndian.Uint64(b[at:]) & high; w != 0 {
			return at + bits.TrailingZeros64(w)/8
		}
	}
	for at < len(b) && b[at] < 0x80 {
		at++
	}
	return at
}

// trimCell takes the padding off a cell: everything from the first NUL on, and
// blanks at both ends. No encoding used here has a blank within a character.
func trimCell(b []byte) []byte {
	b = trimEnd(b) // so that there is less to search; cells are padded mostly
	if i := bytes.IndexByte(b, 0); i >= 0 {
		b = b[:i]
	}
	for len(b) > 0 && isBlank(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	for len(b) > 0 && isBlank(b[0]) {
		b = b[1:]
	}
	return b
}

// trimEnd takes spaces off the end.
func trimEnd(b []byte) []byte {
	for len(b) >= 8 && binary.LittleEndian.Uint64(b[len(b)-8:]) == eightBlanks {
		b = b[:len(b)-8]
	}
	for len(b) > 0 && b[len(b)-1] == ' ' {
		b = b[:len(b)-1]
	}
	return b
}

func isBlank(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }

// quoteShort quotes what a file says without letting it flood the message.
func quoteShort(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return strconv.Quote(s)
}
