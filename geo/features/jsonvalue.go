package features

import (
	"bytes"
	"errors"
)

// Of JSON only what GeoJSON needs is read here, in a tenth of the time of
// encoding/json, which finds out what every value is before it hands it on. The
// functions take a text and a place in it and go by one value, one list or one
// number; they are held against encoding/json by tests.

var (
	// errShort says that the text ends before the value does.
	errShort = errors.New("the text ends within a value")
	// errMalformed says that what stands there is no JSON.
	errMalformed = errors.New("no JSON")
)

// deepest is how many lists and objects may lie in one another, as in
// encoding/json: the stack is not endless, and no feature has ten.
const deepest = 10_000

// isBlank says which bytes JSON allows between values.
func isBlank(c byte) bool { return c <= ' ' && (c == ' ' || c == '\n' || c == '\t' || c == '\r') }

// skipBlanks is the place of the next byte that is no blank; that is the length
// of the text where there is none.
func skipBlanks(b []byte, at int) int {
	for at < len(b) && isBlank(b[at]) {
		at++
	}
	return at
}

// skipValue is the place behind the value at a place. With an error the place is
// that of the first byte that can't be, or the length of the text.
func skipValue(b []byte, at, depth int) (int, error) {
	if at = skipBlanks(b, at); at == len(b) {
		return at, errShort
	}
	switch c := b[at]; {
	case c == '"':
		return skipString(b, at)
	case c == '[':
		return skipList(b, at, depth)
	case c == '{':
		return skipMembers(b, at, depth, nil)
	case c == '-' || '0' <= c && c <= '9':
		return skipNumber(b, at)
	case c == 't':
		return skipWord(b, at, "true")
	case c == 'f':
		return skipWord(b, at, "false")
	case c == 'n':
		return skipWord(b, at, "null")
	}
	return at, errMalformed
}

// skipList goes by a list, whose bracket stands at a place.
func skipList(b []byte, at, depth int) (int, error) {
	if depth >= deepest {
		return at, errMalformed
	}
	if at = skipBlanks(b, at+1); at < len(b) && b[at] == ']' {
		return at + 1, nil
	}
	for {
		var err error
		if at, err = skipValue(b, at, depth+1); err != nil {
			return at, err
		}
		if at = skipBlanks(b, at); at == len(b) {
			return at, errShort
		}
		switch b[at] {
		case ',':
			at++
		case ']':
			return at + 1, nil
		default:
			return at, errMalformed
		}
	}
}

// skipMembers goes by an object, whose brace stands at a place, and shows each
// member, unless each is nil: the name as it is written, with its quotes.
func skipMembers(b []byte, at, depth int, each func(name, value []byte)) (int, error) {
	if depth >= deepest {
		return at, errMalformed
	}
	if at = skipBlanks(b, at+1); at < len(b) && b[at] == '}' {
		return at + 1, nil
	}
	for {
		start := skipBlanks(b, at)
		end, err := skipName(b, start)
		if err != nil {
			return end, err
		}
		colon := skipBlanks(b, end)
		if at, err = skipByte(b, colon, ':'); err != nil {
			return at, err
		}
		from := skipBlanks(b, at)
		if at, err = skipValue(b, from, depth+1); err != nil {
			return at, err
		}
		if each != nil {
			each(b[start:end], b[from:at])
		}
		if at = skipBlanks(b, at); at < len(b) && b[at] == '}' {
			return at + 1, nil
		}
		if at, err = skipByte(b, at, ','); err != nil {
			return at, err
		}
	}
}

func skipByte(b []byte, at int, want byte) (int, error) {
	switch {
	case at == len(b):
		return at, errShort
	case b[at] != want:
		return at, errMalformed
	}
	return at + 1, nil
}

func skipName(b []byte, at int) (int, error) {
	if at < len(b) && b[at] != '"' {
		return at, errMalformed
	}
	return skipString(b, at)
}

// skipString goes by a string, whose quote stands at a place.
func skipString(b []byte, at int) (int, error) {
	for at++; at < len(b); at++ {
		switch c := b[at]; {
		case c == '"':
			return at + 1, nil
		case c < ' ':
			return at, errMalformed
		case c == '\\':
			var err error
			if at, err = skipEscape(b, at+1); err != nil {
				return at, err
			}
		}
	}
	return len(b), errShort
}

// skipEscape is the place of the last byte of what follows a backslash.
func skipEscape(b []byte, at int) (int, error) {
	if at == len(b) {
		return at, errShort
	}
	if b[at] != 'u' {
		if bytes.IndexByte([]byte(`"\/bfnrt`), b[at]) < 0 {
			return at, errMalformed
		}
		return at, nil
	}
	for range 4 {
		if at++; at == len(b) {
			return at, errShort
		}
		if c := b[at] | 0x20; (b[at] < '0' || b[at] > '9') && (c < 'a' || c > 'f') {
			return at, errMalformed
		}
	}
	return at, nil
}

// skipNumber goes by a number. One that ends with the text may have more digits
// to come.
func skipNumber(b []byte, at int) (int, error) {
	if b[at] == '-' {
		at++
	}
	start := at
	if at = skipDigits(b, at); at-start > 1 && b[start] == '0' {
		return start + 1, errMalformed
	}
	digits := at - start
	if digits > 0 && at < len(b) && b[at] == '.' {
		start = at + 1
		at = skipDigits(b, start)
		digits = at - start
	}
	if digits > 0 && at < len(b) && b[at]|0x20 == 'e' {
		if at++; at < len(b) && (b[at] == '+' || b[at] == '-') {
			at++
		}
		start = at
		at = skipDigits(b, start)
		digits = at - start
	}
	switch {
	case at == len(b):
		return at, errShort
	case digits == 0:
		return at, errMalformed
	}
	return at, nil
}

func skipDigits(b []byte, at int) int {
	for at < len(b) && b[at]-'0' <= 9 {
		at++
	}
	return at
}

func skipWord(b []byte, at int, word string) (int, error) {
	for i := range len(word) {
		if at+i == len(b) {
			return at + i, errShort
		}
		if b[at+i] != word[i] {
			return at + i, errMalformed
		}
	}
	return at + len(word), nil
}
