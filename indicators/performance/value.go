package performance

import (
	"regexp"
	"strings"

	"jiyue/indicators"
)

// value is a target or an achievement: a number with a unit, or words.
type value struct {
	text     string // as written
	relation string // ≥, ≤, = or "" before the number
	number   indicators.Exact
	unit     string
	isNumber bool
}

var numberWithUnit = regexp.MustCompile(`^([≥≤=]|>=|<=)?\s*(-?[0-9]{1,15}(?:\.[0-9]{1,10})?)\s*([^\s0-9.,]{0,12})$`)

// parseValue reads "95%", "≥ 95%", "12 个" as numbers, all else as words.
func parseValue(text string) value {
	v := value{text: strings.TrimSpace(text)}
	parts := numberWithUnit.FindStringSubmatch(strings.ReplaceAll(v.text, "％", "%"))
	if parts == nil {
		return v
	}
	number, err := indicators.ParseExact(parts[2])
	if err != nil {
		return v
	}
	v.relation = map[string]string{">=": "≥", "<=": "≤"}[parts[1]]
	if v.relation == "" {
		v.relation = parts[1]
	}
	v.number, v.unit, v.isNumber = number, parts[3], true
	return v
}

// measured is a computed value as a report prints it.
func measured(number indicators.Exact, unit string) value {
	return value{text: number.Short(2) + unit, number: number, unit: unit, isNumber: true}
}
