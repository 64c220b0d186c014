package indicators

import "math"

// wholeShare is what a share in percent reaches at most.
const wholeShare = 100

// reach is the range in which an indicator can lie, in its unit: its plausible
// range or, of a percentage that has none, up to the whole.
func (ind *indicator) reach() (low, high float64) {
	switch {
	case len(ind.plausible) == 2:
		return ind.plausible[0], ind.plausible[1]
	case ind.unit.symbol == "%":
		return math.Inf(-1), wholeShare
	}
	return math.Inf(-1), math.Inf(1)
}

// checkReach refuses an ideal value or a bound where the indicator can't come: it
// was meant in another unit, or would judge every park alike.
func (ind *indicator) checkReach(value float64) error {
	if !finite(value) {
		return Errorf("须为有限的数", "a finite number is needed")
	}
	if low, high := ind.reach(); value < low || value > high {
		span := notef("%g 到 %g", "%g to %g", low, high)
		if math.IsInf(low, -1) {
			span = notef("不超过 %g", "up to %g", high)
		}
		return Errorf("%g 不可能达到：%s 的范围是 %s%s；如确可超出，请给该指标另设 plausible 区间", "%g is out of reach: %s is %s%s; where it can be more, give the indicator another plausible range", value, ind.name, span, ind.unit.suffix())
	}
	return nil
}

// suffix is the unit behind a number in a sentence.
func (u *unit) suffix() string {
	if u.symbol == "" {
		return ""
	}
	return " " + u.symbol
}
