package report

import (
	"math"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"jiyue/pipeline/store"
)

// none is what stands where a figure can't be computed.
const none = "—"

// A mu is 2000/3 m² exactly, which no decimal is: areas in mu are m² × 3 / 2000.
var (
	three        = decimal.NewFromInt(3)
	twoThousand  = decimal.NewFromInt(2000)
	muInHectare  = decimal.NewFromInt(15)
	hundred      = decimal.NewFromInt(100)
	perHectareM2 = decimal.New(1, -4)
)

// fromFloat returns the decimal that prints like v, or nil where v is no number.
func fromFloat(v *float64) *decimal.Decimal {
	if v == nil || math.IsNaN(*v) || math.IsInf(*v, 0) {
		return nil
	}
	d := decimal.NewFromFloat(*v)
	return &d
}

// number returns a figure of d with the given decimals, rounded half away
// from zero, thousands set apart.
func number(d *decimal.Decimal, places int32, unit string) Figure {
	if d == nil {
		return Figure{Text: none, Unit: unit, Places: places}
	}
	return Figure{Text: grouped(d.StringFixed(places)), Unit: unit, Number: d, Places: places}
}

// signed returns a difference, with its sign.
func signed(d *decimal.Decimal, places int32, unit string) Figure {
	f := number(d, places, unit)
	if d != nil && d.Round(places).IsPositive() {
		f.Text = "+" + f.Text
	}
	f.Signed = true
	return f
}

// count returns a figure without decimals.
func count(n int64, unit string) Figure {
	d := decimal.NewFromInt(n)
	return number(&d, 0, unit)
}

// identifier returns a number that names something, such as a record: its
// digits stay together, so that it can be looked for as it is.
func identifier(n int64) Figure {
	f := count(n, "")
	f.Text, f.Name = strconv.FormatInt(n, 10), true
	return f
}

// hectares returns an area in ha with two decimals.
func (c *composer) hectares(m2 *float64) Figure {
	return number(scaled(fromFloat(m2), perHectareM2), 2, c.unit(unitHa))
}

// mu returns an area in mu with one decimal.
func mu(m2 *float64) *decimal.Decimal {
	d := fromFloat(m2)
	if d == nil {
		return nil
	}
	r := d.Mul(three).Div(twoThousand)
	return &r
}

// scaled returns d × factor; nil stays nil.
func scaled(d *decimal.Decimal, factor decimal.Decimal) *decimal.Decimal {
	if d == nil {
		return nil
	}
	r := d.Mul(factor)
	return &r
}

// exactly returns a figure that prints the text of a decimal as it stands in
// the store, such as 39.41%, 93.94 or 合规.
func exactly(s string) Figure {
	body, unit := s, ""
	if strings.HasSuffix(s, "%") {
		body, unit = strings.TrimSuffix(s, "%"), "%"
	}
	d, err := decimal.NewFromString(strings.TrimSpace(body))
	if err != nil {
		return Figure{Text: s}
	}
	places := max(0, -d.Exponent())
	return Figure{Text: grouped(d.StringFixed(places)), Unit: unit, Number: &d, Places: places}
}

// word returns a cell of text.
func word(s string) Cell { return Cell{Figure: Figure{Text: s}} }

// valued returns a cell of a figure.
func valued(f Figure) Cell { return Cell{Figure: f} }

// grouped sets thousands apart by commas.
func grouped(s string) string {
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, fraction, found := strings.Cut(s, ".")
	var b strings.Builder
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(digit)
	}
	if found {
		b.WriteString("." + fraction)
	}
	if sign != "" && strings.Trim(s, "0.") == "" {
		sign = "" // −0.00 is 0.00
	}
	return sign + b.String()
}

// metricFigure returns a metric in the unit that readers expect: areas in ha,
// ratios in percent.
func (c *composer) metricFigure(m store.Metric) Figure {
	f := c.inUnit(fromFloat(m.Value), m.Unit, isPercent(m.Indicator))
	f.Reason = m.Note
	return f
}

// inUnit prints a number of the store in the unit of reports.
func (c *composer) inUnit(d *decimal.Decimal, unit string, percent bool) Figure {
	switch {
	case isArea(unit):
		return number(scaled(d, perHectareM2), 2, c.unit(unitHa))
	case percent && isPure(unit):
		return number(scaled(d, hundred), 2, "%")
	case isPure(unit):
		return number(d, 2, "")
	case unit == "person" || unit == "persons" || unit == "人":
		return number(d, 0, c.unit(unitPersons))
	}
	return number(d, 2, c.unit(unit))
}

func isArea(unit string) bool { return unit == "m2" || unit == "m²" }

// isPure reports whether a figure has no unit, however a set writes that.
func isPure(unit string) bool { return unit == "" || unit == "1" || unit == "ratio" }
