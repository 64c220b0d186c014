package corners

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
)

// ParseAngle reads an angle in degrees: decimal (111.504), or degrees, minutes
// and seconds with whatever marks stand between them (111°30′15.2″,
// 东经111度30分15.2秒, E111-30-15.2, 111:30:15.2, 111 30 15.2). Minutes and
// seconds are below 60 and of two digits at most, and only the last number may have decimals. West and
// south are negative.
func ParseAngle(s string) (degrees float64, err error) {
	numbers, negative, ok := angleParts(s)
	if !ok || len(numbers) == 0 || len(numbers) > 3 {
		return 0, fmt.Errorf("%q is no angle", s)
	}
	unit := 1.0
	for i, n := range numbers {
		v, err := strconv.ParseFloat(n, 64)
		switch {
		case err != nil, i > 0 && (v >= 60 || len(whole(n)) > 2), i+1 < len(numbers) && strings.Contains(n, "."):
			return 0, fmt.Errorf("%q is no angle", s)
		}
		degrees += v / unit
		unit *= 60
	}
	if degrees > 360 {
		return 0, fmt.Errorf("%q is more than 360°", s)
	}
	if negative {
		degrees = -degrees
	}
	return degrees, nil
}

// whole is the part of a number before its point.
func whole(number string) string {
	before, _, _ := strings.Cut(number, ".")
	return before
}

// ParsePacked reads an angle written as degrees, a point, and two digits each of
// minutes and seconds with what follows as decimals of the seconds:
// 111.30152 is 111°30′15.2″. Nothing in the number tells it from decimal
// degrees, so that somebody has to say that it is one.
func ParsePacked(s string) (degrees float64, err error) {
	degreesPart, fraction, _ := strings.Cut(strings.TrimSpace(s), ".")
	fraction += strings.Repeat("0", max(0, 4-len(fraction)))
	if !digits(degreesPart) || !digits(fraction) {
		return 0, fmt.Errorf("%q is no angle of the form ddd.mmss", s)
	}
	return ParseAngle(degreesPart + "°" + fraction[:2] + "′" + fraction[2:4] + "." + fraction[4:] + "0″")
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// The marks of an angle, as ranks: what may stand behind degrees, minutes and
// seconds. Other separators stand behind any.
var angleMarks = map[rune]int{
	'°': 1, 'º': 1, '˚': 1, '度': 1, 'd': 1, 'D': 1,
	'′': 2, '\'': 2, '’': 2, '‘': 2, '分': 2, 'm': 2, 'M': 2,
	'″': 3, '"': 3, '”': 3, '“': 3, '秒': 3,
}

// angleParts splits an angle into its numbers. ok is false where a mark
// contradicts its place or a character has nothing to do in an angle.
func angleParts(s string) (numbers []string, negative, ok bool) {
	s, negative = hemisphere(plain(s))
	var number strings.Builder
	flush := func() {
		if number.Len() > 0 {
			numbers = append(numbers, number.String())
			number.Reset()
		}
	}
	for _, c := range s {
		switch rank := angleMarks[c]; {
		case c >= '0' && c <= '9', c == '.':
			number.WriteRune(c)
		case rank > 0:
			flush()
			twice := rank == 2 && len(numbers) == 3 // '' for seconds
			if len(numbers) != rank && !twice {
				return nil, false, false
			}
		case c == ' ', c == ':', c == '-', c == '_':
			flush()
		default:
			return nil, false, false
		}
	}
	flush()
	return numbers, negative, true
}

// hemispheres are the words and letters that name one, the longer ones first.
var hemispheres = []struct {
	word     string
	negative bool
}{
	{"东经", false}, {"北纬", false}, {"西经", true}, {"南纬", true}, {"东", false}, {"北", false}, {"西", true}, {"南", true},
	{"E", false}, {"N", false}, {"W", true}, {"S", true}, {"e", false}, {"n", false}, {"w", true}, {"s", true},
}

// hemisphere takes off the word that names one, or a sign.
func hemisphere(s string) (rest string, negative bool) {
	s = strings.TrimSpace(s)
	if inner, found := strings.CutPrefix(s, "-"); found {
		return inner, true
	}
	for _, h := range hemispheres {
		for _, cut := range []func(string, string) (string, bool){strings.CutPrefix, strings.CutSuffix} {
			if inner, found := cut(s, h.word); found {
				return strings.TrimSpace(inner), h.negative
			}
		}
	}
	return strings.TrimPrefix(s, "+"), false
}

// plain makes full-width characters plain and every kind of blank a blank.
func plain(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c >= '！' && c <= '～': // the full-width forms of ASCII
			return c - ('！' - '!')
		case unicode.IsSpace(c):
			return ' '
		}
		return c
	}, s)
}

// inChina reports whether a pair of degrees lies in the box around China.
func inChina(lon, lat float64) bool {
	return lon >= 73 && lon <= 136 && lat >= 3 && lat <= 54 && !math.IsNaN(lon+lat)
}
