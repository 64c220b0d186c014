package corners

import (
	"strconv"
	"strings"

	"jiyue/geo/crs"
)

// System is the coordinate system that the header states by 坐标系, 几度分带 and
// 带号. prefixed tells whether the eastings carry the zone number, which the
// header doesn't say. ok is false where the header leaves it open.
func (t *Text) System(prefixed bool) (c crs.CRS, ok bool) {
	datum := datumNamed(t.Header["坐标系"])
	if strings.Contains(t.Header["计量单位"], "度") {
		return crs.GeographicOf(datum), datum != 0
	}
	width, zone := firstNumber(t.Header["几度分带"]), firstNumber(t.Header["带号"])
	if width == 0 {
		width = zoneWidth(zone)
	}
	if zone >= 75 { // a central meridian stands where the zone number should
		if width == 3 {
			zone /= 3
		} else {
			zone = (zone + 3) / 6
		}
	}
	return crs.FromZone(datum, width, zone, prefixed)
}

// datumNamed is the datum that a Chinese name means; 0 where it is none.
func datumNamed(name string) crs.Datum {
	name = strings.ToUpper(name)
	switch {
	case strings.Contains(name, "2000"):
		return crs.CGCS2000
	case strings.Contains(name, "WGS"):
		return crs.WGS84
	case strings.Contains(name, "80"), strings.Contains(name, "西安"):
		return crs.Xian1980
	case strings.Contains(name, "新") && strings.Contains(name, "54"):
		return crs.NewBeijing
	case strings.Contains(name, "54"), strings.Contains(name, "北京"):
		return crs.Beijing1954
	}
	return 0
}

// firstNumber is the first whole number in a text, or in Chinese 三 and 六; 0
// where there is none.
func firstNumber(s string) int {
	start := strings.IndexAny(s, "0123456789")
	if start < 0 {
		switch {
		case strings.Contains(s, "三"):
			return 3
		case strings.Contains(s, "六"):
			return 6
		}
		return 0
	}
	end := start
	for end < len(s) && s[end] >= '0' && s[end] <= '9' {
		end++
	}
	n, err := strconv.Atoi(s[start:end])
	if err != nil {
		return 0
	}
	return n
}
