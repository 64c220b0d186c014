package indicators

import (
	"fmt"
	"strings"
)

// Metric is one indicator of one extent. Value is nil where it can't be
// computed, and Note then says why; otherwise Note may hold a remark.
//
// Value is Numerator / Denominator, times 100 where Unit is %. They stand in
// the units of a quotient (万元 and 公顷 under 万元/公顷) and otherwise in m²,
// 万元 and persons. Denominator is nil where the indicator is no quotient;
// such figures add up over parks.
type Metric struct {
	Indicator              string
	NameZH, NameEN         string
	Unit                   string
	Value                  *float64
	Numerator, Denominator *float64
	Formula                string // over the totals, in base units: m², 万元, persons
	Note                   Note

	zeroDenominator bool // nothing to divide by, though every input is known
}

// Evaluate computes the set's indicators from the totals of one extent. The
// raw view of the land comes first, under the same names whatever the set.
func (s *Set) Evaluate(t Totals) []Metric {
	e := evaluator{set: s, totals: t, values: make(map[string]float64, len(s.indicators)), statistics: map[string]*unit{}}
	for i := range s.statistics {
		e.statistics[s.statistics[i].name] = s.statistics[i].unit
	}
	metrics := make([]Metric, len(s.indicators))
	for i := range s.indicators {
		metrics[i] = e.metric(&s.indicators[i])
	}
	return metrics
}

// evaluator looks up what formulas ask for, in base units.
type evaluator struct {
	set        *Set
	totals     Totals
	values     map[string]float64 // indicators computed so far
	statistics map[string]*unit
}

func (e *evaluator) lookup(name string) (float64, bool) {
	if key, ok := strings.CutPrefix(name, indicatorPrefix); ok {
		v, known := e.values[key]
		return v, known
	}
	t, ok := e.totals[name]
	if !ok || !t.Known || !finite(t.Value) {
		return 0, false
	}
	if key, ok := strings.CutPrefix(name, StatisticPrefix); ok {
		if u := e.statistics[key]; u != nil {
			return u.base(t.Value), true
		}
	}
	return t.Value, true
}

func (e *evaluator) metric(ind *indicator) Metric {
	m := Metric{
		Indicator: ind.name, NameZH: ind.title.ZH, NameEN: ind.title.EN,
		Unit: ind.unit.symbol, Formula: ind.formula.text,
	}
	numerator, gap := evaluate(ind.numerator, floats{}, e.lookup)
	if gap == nil {
		m.Numerator = shown(ind.numeratorUnit, numerator)
	}
	if ind.denominator != nil {
		denominator, other := evaluate(ind.denominator, floats{}, e.lookup)
		if other == nil {
			m.Denominator = shown(ind.denominatorUnit, denominator)
		}
		if gap = gap.and(other); gap == nil && denominator == 0 {
			gap = &Gap{Zero: ind.denominator.text}
		}
	}
	if gap != nil {
		m.zeroDenominator = gap.Zero != "" && len(gap.Missing) == 0
		m.Note = e.reason(gap)
		return m
	}
	m.setValue(ind)
	if m.Value == nil {
		m.Note = Note{"不可计算：结果超出数值范围", "not computable: the result is out of range"}
		return m
	}
	e.values[ind.name] = ind.unit.base(*m.Value)
	m.Note = e.remarks(ind)
	return m
}

// shown returns a base figure in a unit; nil where it is out of range.
func shown(u *unit, base float64) *float64 {
	v := u.value(base)
	if !finite(v) {
		return nil
	}
	return &v
}

// setValue computes the value from the numbers that the row shows, so that a
// reader who divides them gets the same digits.
func (m *Metric) setValue(ind *indicator) {
	switch {
	case m.Numerator == nil || ind.denominator != nil && m.Denominator == nil:
		return
	case ind.denominator == nil:
		v := *m.Numerator
		m.Value = &v
		return
	}
	v := *m.Numerator / *m.Denominator
	if ind.numeratorUnit.symbol == "" && ind.denominatorUnit.symbol == "" { // both in base units
		v = ind.unit.value(v)
	}
	if finite(v) {
		m.Value = &v
	}
}

// reason says what is missing in words that a person can act on.
func (e *evaluator) reason(g *Gap) Note {
	return g.Reason(e.describe)
}

func (e *evaluator) describe(name string) Note {
	if key, ok := strings.CutPrefix(name, StatisticPrefix); ok {
		for _, st := range e.set.statistics {
			if st.name == key {
				return Note{fmt.Sprintf("统计数据%s（%s）", st.title.ZH, key), fmt.Sprintf("the statistic %s (%s)", key, st.title.EN)}
			}
		}
	}
	if key, ok := strings.CutPrefix(name, indicatorPrefix); ok {
		if ind := e.set.findIndicator(key); ind != nil {
			return Note{"指标" + ind.title.ZH, "the indicator " + key}
		}
	}
	if name == LandArea {
		return Note{"四至范围面积", "the extent's area"}
	}
	for i := range e.set.aggregates {
		if a := &e.set.aggregates[i]; a.name == name {
			return a.describeGap(e.totals[name])
		}
	}
	return Note{name, name}
}

// describeGap says why a sum over pieces is not known.
func (a *aggregate) describeGap(t Total) Note {
	zh, en := fmt.Sprintf("%s（%s）", a.title.ZH, a.name), fmt.Sprintf("%s (%s)", a.name, a.title.EN)
	switch {
	case t.Missing == 0:
		return Note{zh + "：数据源无此属性", en + ": no source has the attribute"}
	case a.sum == areaSum:
		return Note{
			fmt.Sprintf("%s：%d 宗地无法判定是否属于此类", zh, t.Missing),
			fmt.Sprintf("%s: %d pieces don't tell whether they belong to it", en, t.Missing),
		}
	}
	return Note{
		fmt.Sprintf("%s：%d 宗地均无此数据", zh, t.Missing),
		fmt.Sprintf("%s: none of %d pieces has it", en, t.Missing),
	}
}

// remarks says how sure a computed figure is: pieces that don't tell, and
// codes that were derived for lack of them in the source.
func (e *evaluator) remarks(ind *indicator) Note {
	var n Note
	var built, supply bool
	for _, name := range ind.uses {
		for i := range e.set.aggregates {
			a := &e.set.aggregates[i]
			if a.name != name {
				continue
			}
			built = built || a.where.BuiltCode != nil
			supply = supply || a.where.SupplyCode != nil
			if t := e.totals[name]; t.Known && t.Missing > 0 {
				n = n.and(Note{
					fmt.Sprintf("%s：%d 宗地缺数据，未计入", a.title.ZH, t.Missing),
					fmt.Sprintf("%s: %d pieces lack the data and are not in it", a.name, t.Missing),
				})
			}
		}
	}
	if pieces := e.derivedPieces(built, supply); pieces > 0 {
		n = n.and(Note{
			fmt.Sprintf("%d 宗地的土地状况代码由地块状态和地类推定", pieces),
			fmt.Sprintf("land-status codes of %d pieces were derived from status and land use", pieces),
		})
	}
	return n
}

func (e *evaluator) derivedPieces(built, supply bool) int64 {
	var pieces int64
	if built {
		pieces = e.totals[derivedPrefix+"built_code"].Pieces
	}
	if supply {
		pieces = max(pieces, e.totals[derivedPrefix+"supply_code"].Pieces)
	}
	return pieces
}
