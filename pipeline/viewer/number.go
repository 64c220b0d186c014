package viewer

import (
	"strconv"
	"strings"

	"jiyue/indicators"
)

// none is what stands where a figure can't be computed.
const none = "—"

// cell is a figure of a sortable table.
type cell struct {
	Text string
	Sort string // the unrounded value; "" where there is none
}

func cellOf(v *float64, text string) cell {
	if v == nil {
		return cell{Text: none}
	}
	return cell{text, strconv.FormatFloat(*v, 'g', -1, 64)}
}

// exact returns the decimal number that v prints as; false where there is none.
func exact(v *float64) (indicators.Exact, bool) {
	if v == nil {
		return indicators.Exact{}, false
	}
	return indicators.ExactFloat(*v)
}

// fixed prints v with so many places, rounded half away from zero, thousands
// set apart.
func fixed(v *float64, places int) string {
	x, ok := exact(v)
	if !ok {
		return none
	}
	return grouped(x.Fixed(places))
}

// short prints v with at most so many places.
func short(v *float64, places int) string {
	x, ok := exact(v)
	if !ok {
		return none
	}
	return grouped(x.Short(places))
}

// percent prints a ratio in percent with two places.
func percent(ratio *float64) string {
	x, ok := exact(ratio)
	if !ok {
		return none
	}
	return x.Times(indicators.ExactInt(100)).Fixed(2) + "%"
}

// hectares prints an area in m² as ha with two places.
func hectares(m2 *float64) string {
	x, ok := exact(m2)
	if !ok {
		return none
	}
	return grouped(x.Over(indicators.ExactInt(10_000)).Fixed(2))
}

// figure prints a metric with the places that its unit deserves.
func figure(v *float64, unit string) string {
	switch unit {
	case "m²", "万元", "%":
		return fixed(v, 2)
	case "人":
		return short(v, 1)
	}
	return fixed(v, 4)
}

// signed is fixed with a sign before what is more than nothing.
func signed(v *float64, places int) string {
	text := fixed(v, places)
	if v != nil && *v > 0 && strings.ContainsAny(text, "123456789") {
		return "+" + text
	}
	return strings.Replace(text, "-", "−", 1)
}

// mostPlaces is how many places a small change is printed with at most.
const mostPlaces = 12

// changed prints a change with four places, or with as many as it takes to show
// that there is one.
func changed(v *float64) string {
	for places := 4; places < mostPlaces; places++ {
		if text := signed(v, places); v == nil || *v == 0 || strings.ContainsAny(text, "123456789") {
			return text
		}
	}
	return signed(v, mostPlaces)
}

// grouped sets thousands apart by commas.
func grouped(s string) string {
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, fraction, found := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if found {
		whole += "." + fraction
	}
	return sign + whole
}
