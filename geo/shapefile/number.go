package shapefile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"strconv"
)

var (
	errNotNumber = errors.New("not a number")
	errRange     = errors.New("number out of range")
	errNoNumbers = errors.New("a field of this type holds no numbers")
)

// exactPowers are the powers of ten that a float64 holds exactly.
var exactPowers = [...]float64{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22}

// exactDigits is how many decimal digits always fit into the 53 bits of a float64.
const exactDigits = 15

// number reads a cell of a numeric or text field. ok is false for the ways in
// which programs write "no value": blanks, NULs, asterisks (also what a number
// too wide for its field becomes), NULL, NaN, a lone sign or point.
func (c *column) number(cell []byte) (v float64, ok bool, err error) {
	switch c.Type {
	case 'N', 'F', 'C':
		if v, ok := parseFixed(cell, c.Decimals); ok {
			return v, true, nil
		}
		return parseNumber(trimCell(cell), c.Decimals)
	case 'I':
		if len(cell) == 4 {
			return float64(int32(binary.LittleEndian.Uint32(cell))), true, nil
		}
	case 'B', 'O':
		if len(cell) == 8 {
			return finite(readFloat(cell))
		}
	case 'Y': // currency, in ten-thousandths
		if len(cell) == 8 {
			return float64(int64(binary.LittleEndian.Uint64(cell))) / 1e4, true, nil
		}
	}
	return 0, false, errNoNumbers
}

// isBinary tells whether the cells of c are numbers that aren't digits: the
// fields of Visual FoxPro for integers, doubles and money.
func (c *column) isBinary() bool {
	return c.Type == 'I' || c.Type == 'B' || c.Type == 'O' || c.Type == 'Y'
}

// binaryText is such a number as digits, "" where there is none.
func (c *column) binaryText(cell []byte) string {
	v, ok, err := c.number(cell)
	if !ok || err != nil {
		return ""
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// parseNumber reads a trimmed cell.
func parseNumber(b []byte, decimals int) (v float64, ok bool, err error) {
	if v, ok := parsePlain(b); ok {
		return v, true, nil
	}
	if isNoValue(b) {
		return 0, false, nil
	}
	if bytes.IndexByte(b, ',') >= 0 {
		if b = dropCommas(b, decimals); b == nil {
			return 0, false, errNotNumber
		}
	}
	for _, c := range b {
		if !isDigit(c) && c != '+' && c != '-' && c != '.' && c != 'e' && c != 'E' {
			return 0, false, errNotNumber // words and hexadecimals that ParseFloat would take
		}
	}
	v, err = strconv.ParseFloat(string(b), 64)
	if errors.Is(err, strconv.ErrRange) {
		return 0, false, errRange
	}
	if err != nil {
		return 0, false, errNotNumber
	}
	return v, true, nil
}

// parsePlain reads [+-]digits[.digits] of up to 15 significant digits. Such a
// number is an integer divided by a power of ten, both exact in a float64, so
// that the one division rounds as strconv does. ok is false for anything else.
func parsePlain(b []byte) (v float64, ok bool) {
	i := 0
	if len(b) > 0 && (b[0] == '-' || b[0] == '+') {
		i = 1
	}
	var mantissa uint64
	digits, behind, point := 0, 0, false
	for ; i < len(b); i++ {
		c := b[i]
		switch {
		case isDigit(c):
			if digits++; mantissa == 0 {
				digits = 1 // leading zeros don't count
			}
			mantissa = 10*mantissa + uint64(c-'0')
			if point {
				behind++
			}
		case c == '.' && !point:
			point = true
		default:
			return 0, false
		}
		if digits > exactDigits {
			return 0, false
		}
	}
	if digits == 0 || behind >= len(exactPowers) {
		return 0, false
	}
	v = float64(mantissa) / exactPowers[behind]
	if b[0] == '-' {
		v = -v
	}
	return v, true
}

func isNoValue(b []byte) bool {
	if len(b) == 0 || bytes.EqualFold(b, []byte("null")) || bytes.EqualFold(b, []byte("nan")) || bytes.EqualFold(b, []byte("<null>")) {
		return true
	}
	if len(b) == 1 && (b[0] == '-' || b[0] == '+' || b[0] == '.') {
		return true
	}
	for _, c := range b {
		if c != '*' {
			return false
		}
	}
	return true
}

// dropCommas resolves commas; nil where they make no sense. A comma groups
// thousands, unless it is the only one, no point follows, and it stands where
// the field's decimals begin: some programs write the decimal comma of their
// locale. 1,234 in a field of three decimals is either, and a figure a thousand
// times too large or too small is worse than none.
func dropCommas(b []byte, decimals int) []byte {
	const groupDigits = 3
	point := bytes.IndexByte(b, '.')
	if i := bytes.IndexByte(b, ','); decimals > 0 && point < 0 && i == len(b)-1-decimals && i == bytes.LastIndexByte(b, ',') {
		whole := bytes.TrimLeft(b[:i], "+-")
		if decimals == groupDigits && len(whole) > 0 && len(whole) <= groupDigits && whole[0] != '0' {
			return nil
		}
		out := bytes.Clone(b)
		out[i] = '.'
		return out
	}
	whole, rest := b, []byte(nil)
	if point >= 0 {
		whole, rest = b[:point], b[point:]
	}
	groups := bytes.Split(whole, []byte{','})
	for i, g := range groups {
		if i == 0 {
			g = bytes.TrimLeft(g, "+-")
		}
		if len(g) == 0 || len(g) > groupDigits || i > 0 && len(g) != groupDigits {
			return nil
		}
	}
	return append(bytes.Join(groups, nil), rest...)
}

func finite(v float64) (float64, bool, error) {
	if math.IsNaN(v) {
		return 0, false, nil
	}
	if math.IsInf(v, 0) {
		return 0, false, errRange
	}
	return v, true, nil
}
