package shapefile

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/transform"
)

// flaws is what a decoder could not make sense of.
type flaws struct {
	bad  int  // sequences replaced by U+FFFD
	half bool // the text ends within a character; those bytes were left out
}

// codec is one encoding of attribute text.
type codec struct {
	name     string // as the File reports it and a .cpg spells it
	language byte   // the DBF language byte that stands for it; 0 for none
	wide     bool   // bytes of 0x80 and above form longer characters, so that invalid texts exist
	// decode appends src as UTF-8 to dst.
	decode func(dst, src []byte) ([]byte, flaws)
	// check gives the flaws that decode would find; nil where only decoding tells.
	check  func(src []byte) flaws
	encode encoding.Encoding // for writing; nil for UTF-8
}

var (
	utf8Codec    = &codec{name: "UTF-8", wide: true, decode: decodeUTF8, check: checkUTF8}
	gbkCodec     = &codec{name: "GBK", language: 0x4D, wide: true, decode: decodeGB18030, check: checkGB18030, encode: simplifiedchinese.GBK}
	gb18030Codec = &codec{name: "GB18030", wide: true, decode: decodeGB18030, check: checkGB18030, encode: simplifiedchinese.GB18030}
	big5Codec    = &codec{name: "Big5", language: 0x4F, wide: true, decode: decodeWith(traditionalchinese.Big5), encode: traditionalchinese.Big5}
	latinCodec   = &codec{name: "windows-1252", language: 0x03, decode: decodeWith(charmap.Windows1252), encode: charmap.Windows1252}
)

// codecNames are the spellings met in .cpg files and configurations, in lower
// case and without blanks, hyphens and underscores.
var codecNames = map[string]*codec{
	"utf8": utf8Codec, "65001": utf8Codec,
	"gbk": gbkCodec, "gb2312": gbkCodec, "euccn": gbkCodec, "936": gbkCodec,
	"gb18030": gb18030Codec, "54936": gb18030Codec,
	"big5": big5Codec, "big5hkscs": big5Codec, "950": big5Codec,
	"windows1252": latinCodec, "1252": latinCodec, "iso88591": latinCodec, "88591": latinCodec, "latin1": latinCodec,
}

// languageCodecs are the DBF language bytes that name a Chinese code page.
// The others are not listed: 0x57 says "ANSI", the page of the computer that
// wrote the file, and the single-byte pages (0x03 and so on) are what programs
// put there by default. No text can contradict a single-byte page, so such a
// byte, believed, would turn Chinese into accents.
var languageCodecs = map[byte]*codec{0x4D: gbkCodec, 0x7A: gbkCodec, 0x4F: big5Codec, 0x78: big5Codec}

// codecByName finds the codec that a word names; nil for none.
func codecByName(word string) *codec {
	word = strings.NewReplacer(" ", "", "-", "", "_", "").Replace(strings.ToLower(strings.TrimSpace(word)))
	for _, prefix := range []string{"ansi", "cp", "ms", "codepage"} {
		if c := codecNames[strings.TrimPrefix(word, prefix)]; c != nil {
			return c
		}
	}
	return nil
}

// ErrEncodingUnknown is wrapped by the error of a user's word that names no encoding.
var ErrEncodingUnknown = errors.New("unknown encoding")

// userCodec finds the codec for the user's word; nil where there is none.
func userCodec(word string) (*codec, error) {
	if strings.TrimSpace(word) == "" {
		return nil, nil
	}
	if c := codecByName(word); c != nil {
		return c, nil
	}
	return nil, fmt.Errorf("%w: %q; known are UTF-8, GBK, GB18030, Big5 and windows-1252", ErrEncodingUnknown, word)
}

func decodeUTF8(dst, src []byte) ([]byte, flaws) {
	var f flaws
	for len(src) > 0 {
		if src[0] < utf8.RuneSelf {
			dst, src = append(dst, src[0]), src[1:]
			continue
		}
		r, n := utf8.DecodeRune(src)
		if r == utf8.RuneError && n == 1 {
			if !utf8.FullRune(src) {
				f.half = true
				break
			}
			f.bad++
		}
		dst, src = utf8.AppendRune(dst, r), src[n:]
	}
	return dst, f
}

// checkUTF8 decodes only what is not valid.
func checkUTF8(src []byte) flaws {
	if utf8.Valid(src) {
		return flaws{}
	}
	_, f := decodeUTF8(nil, src)
	return f
}

// decodeWith decodes through x/text. That allocates; it serves the encodings
// that are rare here.
func decodeWith(e encoding.Encoding) func(dst, src []byte) ([]byte, flaws) {
	return func(dst, src []byte) ([]byte, flaws) {
		var f flaws
		out := make([]byte, utf8.UTFMax*len(src)+utf8.UTFMax)
		n, used, err := e.NewDecoder().Transform(out, src, false)
		f.half = errors.Is(err, transform.ErrShortSrc) && used < len(src)
		f.bad = bytes.Count(out[:n], []byte("\ufffd"))
		return append(dst, out[:n]...), f
	}
}
