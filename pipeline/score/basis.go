package score

import (
	"fmt"
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

// Statistic is a figure that was handed in for the park as a whole.
type Statistic struct {
	Key    string  `json:"key"`
	Value  float64 `json:"value"`
	Unit   string  `json:"unit"`
	Source string  `json:"source,omitempty"` // the file that has it; "" in runs of programs that did not keep it
	Record int     `json:"record,omitempty"` // its row in the file, from 1
	Text   string  `json:"text"`             // where it comes from, in words
}

// bases finds out what figures rest on.
type bases struct {
	park     string
	set      *indicators.Set
	formulas map[string]string
	totals   []store.Total
	places   map[store.GivenKey]store.GivenPlace
	lang     land.Lang
}

func readBases(s *store.Store, run int64, park string, set *indicators.Set, lang land.Lang) (*bases, error) {
	b := &bases{park: park, set: set, formulas: map[string]string{}, lang: lang}
	for _, d := range set.Definitions() {
		b.formulas[d.Name] = d.Formula
	}
	var err error
	if b.places, err = s.GivenPlaces(); err != nil {
		return nil, err
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
		st := &Statistic{Key: key, Value: *t.Value}
		var name land.Text
		name, st.Unit = statisticCalled(b.set, key)
		text := land.Textf("统计数据 %s（%s）= %s %s", "the statistic %s (%s) = %s %s", name.In(b.lang), key, shown(st.Value, 4), st.Unit)
		if place, known := b.places[store.GivenKey{ParkCode: b.park, ExtentKind: kind, Name: t.Name}]; known {
			st.Source, st.Record = place.Source, place.Record
			text.ZH += fmt.Sprintf("：%s 第 %d 行", st.Source, st.Record)
			text.EN += fmt.Sprintf(": %s, row %d", st.Source, st.Record)
		}
		st.Text = text.In(b.lang)
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
