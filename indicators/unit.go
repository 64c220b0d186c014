package indicators

import (
	"strings"
)

// dimension is what a figure measures, as exponents: land in m², money in
// 万元, people, years. The zero dimension is a pure number.
type dimension struct{ area, money, people, years int8 }

func (d dimension) times(e dimension) dimension {
	return dimension{d.area + e.area, d.money + e.money, d.people + e.people, d.years + e.years}
}

func (d dimension) over(e dimension) dimension {
	return dimension{d.area - e.area, d.money - e.money, d.people - e.people, d.years - e.years}
}

// String prints the dimension in base units, for error messages.
func (d dimension) String() string {
	var up, down []string
	for _, part := range []struct {
		n    int8
		name string
	}{{d.area, "m²"}, {d.money, "万元"}, {d.people, "人"}, {d.years, "年"}} {
		for range max(part.n, 0) {
			up = append(up, part.name)
		}
		for range max(-part.n, 0) {
			down = append(down, part.name)
		}
	}
	if len(up) == 0 {
		up = []string{"1"}
	}
	return strings.Join(up, "·") + strings.Join(prefixed("/", down), "")
}

func prefixed(prefix string, words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = prefix + w
	}
	return out
}

// unit is how a figure is written. One unit is up/down base units (m², 万元,
// persons, years), as whole numbers because 1 mu is 2000/3 m² exactly.
type unit struct {
	symbol   string
	dim      dimension
	up, down float64
	top, low *unit // of a quotient such as 万元/公顷
}

// value converts a figure in base units.
func (u *unit) value(base float64) float64 { return base * u.down / u.up }

// base converts a figure in this unit to base units.
func (u *unit) base(value float64) float64 { return value * u.up / u.down }

// simpleUnits are the units that a set may name.
var simpleUnits = map[string]*unit{
	"":    {"", dimension{}, 1, 1, nil, nil},
	"%":   {"%", dimension{}, 1, 100, nil, nil},
	"m²":  {"m²", dimension{area: 1}, 1, 1, nil, nil},
	"万m²": {"万m²", dimension{area: 1}, 10_000, 1, nil, nil},
	"公顷":  {"公顷", dimension{area: 1}, 10_000, 1, nil, nil},
	"亩":   {"亩", dimension{area: 1}, 2000, 3, nil, nil},
	"万元":  {"万元", dimension{money: 1}, 1, 1, nil, nil},
	"亿元":  {"亿元", dimension{money: 1}, 10_000, 1, nil, nil},
	"元":   {"元", dimension{money: 1}, 1, 10_000, nil, nil},
	"人":   {"人", dimension{people: 1}, 1, 1, nil, nil},
	"年":   {"年", dimension{years: 1}, 1, 1, nil, nil},
}

// unitSpellings are other ways to write the units.
var unitSpellings = map[string]string{
	"1": "", "m2": "m²", "ha": "公顷", "hm²": "公顷", "mu": "亩", "wan": "万元", "yi": "亿元", "yuan": "元",
	"persons": "人", "years": "年",
}

func parseUnit(text string) (*unit, error) {
	top, low, quotient := strings.Cut(text, "/")
	t, err := simpleUnit(top)
	if err != nil || !quotient {
		return t, err
	}
	l, err := simpleUnit(low)
	if err != nil {
		return nil, err
	}
	return &unit{
		symbol: t.symbol + "/" + l.symbol, dim: t.dim.over(l.dim),
		up: t.up * l.down, down: t.down * l.up, top: t, low: l,
	}, nil
}

func simpleUnit(text string) (*unit, error) {
	if s, ok := unitSpellings[text]; ok {
		text = s
	}
	if u, ok := simpleUnits[text]; ok {
		return u, nil
	}
	return nil, Errorf("没有单位 %q；可用的有 %%、1、m²、万m²、公顷、亩、元、万元、亿元、人、年，以及 万元/公顷 这样的商", "unknown unit %q; there are %%, 1, m², 万m², 公顷, 亩, 元, 万元, 亿元, 人, 年 and quotients such as 万元/公顷", text)
}

// measureUnits are the additive attributes that a parcel may have, by the
// names that the configuration uses, with the unit in which they arrive.
var measureUnits = map[string]string{
	"footprint": "m²", "floor_area": "m²", "site_coverage": "m²", "hightech_area": "m²",
	"output": "万元", "tax": "万元", "value_added": "万元", "investment": "万元", "employees": "人",
}
