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

// gbTable holds the character of each two-byte sequence, 0 where there is
// none. All of them lie in the basic plane.
//
// A table of our own because texts are decoded cell by cell: a call of the
// transformer of x/text costs more than the few characters of a cell. The
// content of the table is x/text's.
var gbTable = sync.OnceValue(func() *[(gbLeadMax - gbLeadMin + 1) * gbTrails]uint16 {
	table := new([(gbLeadMax - gbLeadMin + 1) * gbTrails]uint16)
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

// decodeGB18030 decodes GB18030, of which GBK and GB2312 are parts.
func decodeGB18030(dst, src []byte) ([]byte, flaws) {
	var f flaws
	table := gbTable()
	for len(src) > 0 {
		c := src[0]
		if c < utf8.RuneSelf {
			dst, src = append(dst, c), src[1:]
			continue
		}
		r, n := utf8.RuneError, 1
		switch {
		case c == gbEuro:
			r = '€'
		case c > gbLeadMax:
		case len(src) == 1:
			f.half = true
			return dst, f
		case src[1] >= gbTrailMin && src[1] <= gbTrailMax:
			if u := table[int(c-gbLeadMin)*gbTrails+int(src[1]-gbTrailMin)]; u != 0 {
				r, n = rune(u), 2
			} else if src[1] != 0x7F {
				n = 2 // no character has this place; 7F is no second byte at all
			}
		case isDigit(src[1]):
			if len(src) == 3 && src[2] >= gbLeadMin {
				f.half = true
				return dst, f
			}
			r, n = decodeGBFour(src)
		}
		if r == utf8.RuneError {
			f.bad++
		}
		dst, src = utf8.AppendRune(dst, r), src[n:]
	}
	return dst, f
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
