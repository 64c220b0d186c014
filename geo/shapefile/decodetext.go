package shapefile

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"unicode/utf16"
)

const utf8Mark = "\ufeff" // as bytes: EF BB BF

// DecodeText decodes a whole text file, such as a table in CSV. The encoding
// is the byte order mark's, else the user's word, else strict UTF-8, else
// GB18030; name is the encoding and rule which of these decided ("byte order
// mark", "user", "utf-8", "gb18030"). Bytes that are invalid in the encoding so
// found are a [TextError]; an unknown user's word is an error too.
func DecodeText(b []byte, encoding string) (text, name, rule string, err error) {
	user, err := userCodec(encoding)
	if err != nil {
		return "", "", "", err
	}
	if text, name, ok := decodeMarked(b); ok {
		return text, name, ruleMark, nil
	}
	pick := choice{gb18030Codec, ruleGB18030}
	if body, ok := bytes.CutPrefix(b, []byte(utf8Mark)); ok {
		b, pick = body, choice{utf8Codec, ruleMark}
	} else if user != nil {
		pick = choice{user, ruleUser}
	} else if _, f := decodeUTF8(nil, b); f == (flaws{}) {
		pick = choice{utf8Codec, ruleUTF8}
	}
	out, f := pick.codec.decode(make([]byte, 0, len(b)+len(b)/2), b)
	if f != (flaws{}) {
		return "", pick.codec.name, pick.rule, textError(b, pick)
	}
	return string(out), pick.codec.name, pick.rule, nil
}

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
	return &TextError{Line: line, Encoding: pick.codec.name, Rule: pick.rule, Deduced: pick.rule == ruleGB18030}
}

// TextError says where a text is not in its encoding.
type TextError struct {
	Line           int    // from 1
	Encoding, Rule string // as DecodeText names them
	Deduced        bool   // nothing named the encoding, and none of the usual ones fits
}

// Error names the line.
func (e *TextError) Error() string {
	if e.Deduced {
		return fmt.Sprintf("line %d is neither UTF-8 nor GB18030; name the encoding", e.Line)
	}
	return fmt.Sprintf("line %d is not valid %s (encoding decided by: %s)", e.Line, e.Encoding, e.Rule)
}
