package features

import "strconv"

// exactPowers are the powers of ten that a float64 holds exactly.
var exactPowers = [...]float64{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// exactDigits is how many digits make a whole number below 2^53.
const exactDigits = 15

// parseNumber is strconv.ParseFloat. A number of few digits and no exponent, as
// coordinates of a survey are, is a quotient of two numbers that are exact, so
// that one rounding gives the nearest one.
func parseNumber(text []byte) (float64, error) {
	digits := text
	if len(digits) > 0 && digits[0] == '-' {
		digits = digits[1:]
	}
	if len(digits) == 0 || len(digits) > exactDigits+1 {
		return strconv.ParseFloat(string(text), 64)
	}
	mantissa, point := int64(0), -1
	for i, c := range digits {
		switch {
		case c-'0' <= 9:
			mantissa = 10*mantissa + int64(c-'0')
		case c == '.' && point < 0:
			point = i
		default:
			return strconv.ParseFloat(string(text), 64)
		}
	}
	if point < 0 && len(digits) > exactDigits || point == 0 && len(digits) == 1 {
		return strconv.ParseFloat(string(text), 64)
	}
	v := float64(mantissa)
	if point >= 0 {
		v /= exactPowers[len(digits)-1-point]
	}
	if len(digits) < len(text) {
		v = -v
	}
	return v, nil
}
