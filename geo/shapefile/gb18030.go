package shapefile

import (
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// Bytes of two-byte characters in GBK and GB18030.
const (
	gbLeadMin, gbLeadMax   = 0x81, 0xFE
	gbTrailMin, gbTrailMax = 0x40, 0xFE
	gbTrails               = gbTrailMax - gbTrailMin + 1
	gbEuro                 = 0x80 // code page 936 only
)

// gbPairs are the characters of all two-byte sequences, by their bytes.
type gbPairs [(gbLeadMax - gbLeadMin + 1) * gbTrails]uint16

// gbTable holds the character of each two-byte sequence, 0 where there is
// none. All of them lie in the basic plane.
//
// A table of our own because texts are decoded cell by cell: a call of the
// transformer of x/text costs more than the few characters of a cell. The
// content of the table is x/text's.
var gbTable = sync.OnceValue(func() *gbPairs {
	table := new(gbPairs)
	decoder := simplifiedchinese.GB18030.NewDecoder()
	var out [2 * utf8.UTFMax]byte
	for i := range table {
		pair := [2]byte{byte(gbLeadMin + i/gbTrails), byte(gbTrailMin + i%gbTrails)}
		n, _, err := decoder.Transform(out[:], pair[:], true)
		r, size := utf8.DecodeRune(out[:n])
		if err == nil && size == n && r != utf8.RuneError && r <= 0xFFFF {
			table[i] = uint16(r)
		}
	}
	return table
})

// gbKnown has a bit for each entry of gbTable that is a character: 3 KB, which
// the first-level cache holds beside all else, where the table has 48.
type gbKnown [(len(gbPairs{}) + 63) / 64]uint64

var gbCharacters = sync.OnceValue(func() *gbKnown {
	known := new(gbKnown)
	for i, u := range gbTable() {
		if u != 0 {
			known[i/64] |= 1 << (i % 64)
		}
	}
	return known
})

// has reports whether the two bytes at the start of src are a character.
func (k *gbKnown) has(src []byte) bool {
	i, ok := gbPlace(src)
	return ok && k[i/64]>>(i%64)&1 != 0
}

// decodeGB18030 decodes GB18030, of which GBK and GB2312 are parts.
func decodeGB18030(dst, src []byte) ([]byte, flaws) {
	var f flaws
	for len(src) > 0 {
		if c := src[0]; c < utf8.RuneSelf {
			dst, src = append(dst, c), src[1:]
			continue
		}
		r, n := nextGB18030(src)
		if n == 0 {
			f.half = true
			break
		}
		if r == utf8.RuneError {
			f.bad++
		}
		dst, src = utf8.AppendRune(dst, r), src[n:]
	}
	return dst, f
}

// checkGB18030 is decodeGB18030 without a text to show for it.
func checkGB18030(src []byte) flaws {
	var f flaws
	known := gbCharacters()
	for len(src) > 0 {
		if src[0] < utf8.RuneSelf {
			src = src[1:]
			continue
		}
		if len(src) >= 2 && known.has(src) {
			src = src[2:]
			continue
		}
		r, n := nextGB18030(src)
		if n == 0 {
			f.half = true
			break
		}
		if r == utf8.RuneError {
			f.bad++
		}
		src = src[n:]
	}
	return f
}

// nextGB18030 decodes the character at the start of src, which is no ASCII, and
// gives its length; 0 where src ends within it. What is no character gives
// U+FFFD.
func nextGB18030(src []byte) (r rune, n int) {
	switch c := src[0]; {
	case c == gbEuro:
		return '€', 1
	case c > gbLeadMax:
		return utf8.RuneError, 1
	case len(src) == 1:
		return 0, 0
	case src[1] >= gbTrailMin && src[1] <= gbTrailMax:
		if u := pairGB18030(gbTable(), src); u != 0 {
			return rune(u), 2
		}
		if src[1] == 0x7F { // no second byte at all
			return utf8.RuneError, 1
		}
		return utf8.RuneError, 2 // no character has this place
	case isDigit(src[1]):
		if len(src) == 3 && src[2] >= gbLeadMin {
			return 0, 0
		}
		return decodeGBFour(src)
	}
	return utf8.RuneError, 1
}

// pairGB18030 looks up the character of the two bytes at the start of src, 0
// where there is none.
func pairGB18030(table *gbPairs, src []byte) uint16 {
	if i, ok := gbPlace(src); ok {
		return table[i]
	}
	return 0
}

// gbPlace is the index in gbPairs of the two bytes at the start of src; false
// where there is none.
func gbPlace(src []byte) (i uint, ok bool) {
	lead, trail := src[0]-gbLeadMin, src[1]-gbTrailMin // below 0 they wrap round to large numbers
	return uint(lead)*gbTrails + uint(trail), lead <= gbLeadMax-gbLeadMin && trail <= gbTrailMax-gbTrailMin
}

// decodeGBFour decodes the four-byte sequence at the start of src. They are so
// rare in land data that x/text may do it.
func decodeGBFour(src []byte) (rune, int) {
	if len(src) < 4 {
		return utf8.RuneError, 1
	}
	var out [2 * utf8.UTFMax]byte
	n, used, err := simplifiedchinese.GB18030.NewDecoder().Transform(out[:], src[:4], true)
	if r, size := utf8.DecodeRune(out[:n]); err == nil && used == 4 && size == n && r != utf8.RuneError {
		return r, 4
	}
	return utf8.RuneError, 1
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
