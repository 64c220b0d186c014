package features

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"
)

// appendText appends a value as a text: a string's characters, a number as it is
// written, true or false; nothing for what is no plain value.
func appendText(to, value []byte) []byte {
	switch value[0] {
	case '"':
		return appendString(to, value)
	case '{', '[', 'n':
		return to
	}
	return append(to, value...)
}

// appendString appends the characters of a string that is valid JSON.
func appendString(to, quoted []byte) []byte {
	plain := quoted[1 : len(quoted)-1]
	if bytes.IndexByte(plain, '\\') < 0 && utf8.Valid(plain) {
		return append(to, plain...)
	}
	var s string
	if json.Unmarshal(quoted, &s) != nil { // skipString has let it pass
		return to
	}
	return append(to, s...)
}

// nameIs reports whether a name is meant, in either case as encoding/json has it.
func nameIs(quoted []byte, name string) bool {
	plain := quoted[1 : len(quoted)-1]
	if bytes.IndexByte(plain, '\\') >= 0 {
		plain = appendString(nil, quoted)
	}
	return bytes.EqualFold(plain, []byte(name))
}
