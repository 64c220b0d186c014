package score

import (
	"slices"
	"strings"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// Basis is what a figure of an extent rests on, by its formula and those of the
// indicators that it names.
type Basis struct {
	Parcels    bool        `json:"parcels"`              // sums over parcels
	Extent     bool        `json:"extent"`               // the area of the outline
	Statistics []Statistic `json:"statistics,omitempty"` // those that the park has

	statistics bool // names a statistic, whether the park has it or not
}

// Statistic is a figure that was handed in for the park as a whole. The store
// does not keep its row: the park's code tells it.
type Statistic struct {
	Key     string   `json:"key"`
	Value   float64  `json:"value"`
	Unit    string   `json:"unit"`
	Sources []string `json:"sources"` // the files of statistics, one of which has it
	Text    string   `json:"text"`    // where it comes from, in words
}

// bases finds out what figures rest on.
type bases struct {
	park     string
	set      *indicators.Set
	formulas map[string]string
	totals   []store.Total
	files    []string
	lang     land.Lang
}

func readBases(s *store.Store, run int64, park string, set *indicators.Set, lang land.Lang) (*bases, error) {
	b := &bases{park: park, set: set, formulas: map[string]string{}, lang: lang}
	for _, d := range set.Definitions() {
		b.formulas[d.Name] = d.Formula
	}
	files, err := s.Sources(run)
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if f.Role == string(land.RoleStatistics) {
			b.files = append(b.files, f.Path)
		}
	}
	b.totals, err = s.Totals(run)
	return b, err
}

// of returns the basis of a figure in one kind of extent; nil of a figure that
// the set does not have.
func (b *bases) of(figure, kind string) *Basis {
	if _, known := b.formulas[figure]; !known {
		return nil
	}
	basis := &Basis{}
	b.add(basis, figure, kind, map[string]bool{})
	return basis
}

func (b *bases) add(to *Basis, figure, kind string, seen map[string]bool) {
	if seen[figure] {
		return
	}
	seen[figure] = true
	formula, err := indicators.Compile(b.formulas[figure])
	if err != nil {
		return
	}
	for _, name := range formula.Names() {
		if other, is := strings.CutPrefix(name, "indicator."); is {
			b.add(to, other, kind, seen)
			continue
		}
		key, given := strings.CutPrefix(name, indicators.StatisticPrefix)
		switch {
		case given:
			to.statistics = true
			if st := b.statistic(key, kind); st != nil && !seen[name] {
				to.Statistics = append(to.Statistics, *st)
			}
			seen[name] = true
		case slices.ContainsFunc(b.set.Aggregates(), func(a indicators.Aggregate) bool { return a.Name == name }):
			to.Parcels = true
		default:
			to.Extent = true
		}
	}
}

// statistic is the one with the key; nil where the park does not have it.
func (b *bases) statistic(key, kind string) *Statistic {
	for _, t := range b.totals {
		if t.Name != indicators.StatisticPrefix+key || t.ParkCode != b.park || t.ExtentKind != kind || t.Value == nil {
			continue
		}
		st := &Statistic{Key: key, Value: *t.Value, Sources: b.files}
		name := land.Text{ZH: key, EN: key}
		for _, known := range b.set.Statistics() {
			if known.Key == key {
				st.Unit, name = known.Unit, land.Text{ZH: known.NameZH, EN: known.NameEN}
			}
		}
		files := strings.Join(b.files, land.Text{ZH: " 或 ", EN: " or "}.In(b.lang))
		st.Text = land.Textf("统计数据 %s（%s）= %s %s：%s 中园区 %s 的一行", "the statistic %s (%s) = %s %s: %s, the row of park %s",
			name.In(b.lang), key, shown(st.Value, 4), st.Unit, files, b.park).In(b.lang)
		return st
	}
	return nil
}

// moves says whether a file of the role can move a figure with the basis; any
// file can where the basis is not known.
func (b *Basis) moves(role land.Role) bool {
	switch {
	case b == nil:
		return true
	case role == land.RoleStatistics:
		return b.statistics
	case role == land.RoleDeclared:
		return false // is held against figures and in none
	case role == land.RoleParks:
		return b.Parcels || b.Extent
	}
	return b.Parcels
}

// byParcel takes out of the contributions what is not known by parcel: the part
// of a quotient that rests on a statistic is no sum of theirs.
func (b *Basis) byParcel(m *MetricReason) {
	if b == nil || len(b.Statistics) == 0 {
		return
	}
	noNumerator := !m.adds(func(c *Contribution) *float64 { return c.Numerator }, m.Numerator)
	noDenominator := !m.adds(func(c *Contribution) *float64 { return c.Denominator }, m.Denominator)
	for i := range m.Parcels {
		if noNumerator {
			m.Parcels[i].Numerator = nil
		}
		if noDenominator {
			m.Parcels[i].Denominator = nil
		}
	}
	if noNumerator {
		slices.SortStableFunc(m.Parcels, func(x, y Contribution) int {
			return compareAmounts(y.Denominator, x.Denominator)
		})
	}
}

func compareAmounts(a, b *float64) int {
	switch x, y := valueOr0(a), valueOr0(b); {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}
