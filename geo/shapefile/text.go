package shapefile

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strconv"
	"unicode/utf16"
)

const utf8Mark = "\ufeff" // as bytes: EF BB BF

// decodeMarked decodes UTF-16 with a byte order mark, which spreadsheets write
// as "Unicode text".
func decodeMarked(b []byte) (text, name string, ok bool) {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		order, name = binary.LittleEndian, "UTF-16LE"
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		order, name = binary.BigEndian, "UTF-16BE"
	default:
		return "", "", false
	}
	units := make([]uint16, 0, len(b)/2)
	for b = b[2:]; len(b) >= 2; b = b[2:] {
		units = append(units, order.Uint16(b))
	}
	return string(utf16.Decode(units)), name, true
}

// textError says where a text stops being valid. The line is found by
// decoding line by line: no encoding used here has a newline within a character.
func textError(b []byte, pick choice) error {
	line := 0
	for rest := b; len(rest) > 0; {
		line++
		i := bytes.IndexByte(rest, '\n') + 1
		if i == 0 {
			i = len(rest)
		}
		if _, f := pick.codec.decode(nil, rest[:i]); f != (flaws{}) {
			break
		}
		rest = rest[i:]
	}
	if pick.rule == ruleGB18030 {
		return fmt.Errorf("line %d is neither UTF-8 nor GB18030; name the encoding", line)
	}
	return fmt.Errorf("line %d is not valid %s (encoding decided by: %s)", line, pick.codec.name, pick.rule)
}

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

// trimCell takes the padding off a cell: everything from the first NUL on, and
// blanks at both ends. No encoding used here has a blank within a character.
func trimCell(b []byte) []byte {
	if n := len(b); n > 0 && b[n-1] <= ' ' || bytes.IndexByte(b, 0) >= 0 {
		if i := bytes.IndexByte(b, 0); i >= 0 {
			b = b[:i]
		}
		for len(b) > 0 && isBlank(b[len(b)-1]) {
			b = b[:len(b)-1]
		}
	}
	for len(b) > 0 && isBlank(b[0]) {
		b = b[1:]
	}
	return b
}

func isBlank(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }

// plural is a number and a noun with its verb.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " is"
	}
	return strconv.Itoa(n) + " " + noun + "s are"
}

// quoteShort quotes what a file says without letting it flood the message.
func quoteShort(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return strconv.Quote(s)
}
