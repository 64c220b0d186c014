package indicators

import (
	"slices"
	"sync/atomic"
)

// The standards by which a value becomes a score.
const (
	idealRatio   = "ideal_ratio"   // X/T × 100
	complement   = "complement"    // (1 − X) × 100, X as a fraction
	inverseRatio = "inverse_ratio" // T/X × 100
)

// Whether a figure at an end of the plausible range is plausible.
const (
	endsIncluded = "included"
	endsExcluded = "excluded"
)

func (l *loader) loadIndicators() error {
	return l.loadFormulas("indicators", l.file.Indicators, &l.set.indicators)
}

func (l *loader) loadPotentials() error {
	return l.loadFormulas("potentials", l.file.Potentials, &l.set.potentials)
}

func (l *loader) loadFormulas(key string, lines []indicatorLine, into *[]indicator) error {
	seen := map[string]bool{}
	for i, line := range lines {
		path := Path{key, i}
		if err := l.checkFresh(line.Name, path, seen); err != nil {
			return err
		}
		ind, err := l.newIndicator(line, path)
		if err != nil {
			return err
		}
		put(into, ind, func(o indicator) bool { return o.name == ind.name })
		l.lines[ind.name] = formulaLine{l.file, append(slices.Clone(path), "formula")}
	}
	return nil
}

func (l *loader) newIndicator(line indicatorLine, path Path) (indicator, error) {
	refuse := func(key string, err error) (indicator, error) {
		return indicator{}, l.file.doc.At(append(path, key), err)
	}
	u, err := parseUnit(line.Unit)
	if err != nil {
		return refuse("unit", err)
	}
	formula, err := Compile(line.Formula)
	if err != nil {
		return refuse("formula", err)
	}
	ind := indicator{
		name: line.Name, title: titled(line.ZH, line.EN, line.Name), unit: u, formula: formula,
		standard: line.Standard, whenZero: line.WhenZero, plausible: line.Plausible, open: line.Ends == endsExcluded, source: line.Source,
		said: &atomic.Pointer[saidGap]{},
	}
	switch line.Better {
	case "", "higher", "none":
	case "lower":
		ind.lower = true
	default:
		return refuse("better", Errorf("better 只能是 higher、lower 或 none，不能是 %q", "better is higher, lower or none, not %q", line.Better))
	}
	if ind.standard == "" {
		ind.standard = map[bool]string{false: idealRatio, true: complement}[ind.lower]
	}
	key, err := ind.check(line)
	if err != nil {
		return refuse(key, err)
	}
	return ind, nil
}

// check holds together what the line of an indicator says; the error concerns
// the key.
func (ind *indicator) check(line indicatorLine) (key string, err error) {
	bounds := line.Plausible
	switch {
	case !slices.Contains([]string{idealRatio, complement, inverseRatio}, ind.standard):
		return "standard", Errorf("standard 只能是 %s、%s 或 %s", "standard is %s, %s or %s", idealRatio, complement, inverseRatio)
	case ind.lower == (ind.standard == idealRatio):
		return "standard", Errorf("%s 与 better: %s 不能同时使用", "%s does not go with better: %s", ind.standard, map[bool]string{false: "higher", true: "lower"}[ind.lower])
	case ind.standard == complement && ind.unit.dim != dimension{}:
		return "standard", Errorf("complement 只用于占比；%s 不是占比", "complement takes a share of 1; %s is not one", line.Unit)
	case ind.whenZero != "" && ind.whenZero != policyFull:
		return "when_zero", Errorf("when_zero 只能是 %s，或不写", "when_zero is %s or left out", policyFull)
	case len(bounds) != 0 && (len(bounds) != 2 || !finite(bounds[0]) || !finite(bounds[1]) || bounds[0] >= bounds[1]):
		return "plausible", Errorf("plausible 须为下限和上限两个数", "plausible is a lower and an upper bound")
	case line.Ends != "" && line.Ends != endsIncluded && line.Ends != endsExcluded:
		return "plausible_ends", Errorf("plausible_ends 只能是 %s 或 %s", "plausible_ends is %s or %s", endsIncluded, endsExcluded)
	case line.Ends != "" && len(bounds) == 0:
		return "plausible_ends", Errorf("有 plausible_ends 须先有 plausible 区间", "plausible_ends needs a plausible range")
	}
	return "", nil
}
