package indicators

import (
	"slices"
	"strconv"
	"sync"
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
	Demonstration          bool // of potentials: an ideal value in it is confirmed by no source

	zeroDenominator bool // nothing to divide by, though every input is known
}

// Evaluate computes the set's indicators from the totals of one extent. The
// raw view of the land comes first, under the same names whatever the set.
func (s *Set) Evaluate(t Totals) []Metric {
	e := s.evaluator(t)
	defer e.done()
	return e.metrics()
}

// metrics computes the indicators, each after those that it needs.
func (e *evaluator) metrics() []Metric {
	list := e.set.indicators
	metrics := make([]Metric, len(list))
	for i := range list {
		e.metric(&list[i], &metrics[i])
		e.take(&list[i], metrics[i].Value)
	}
	return metrics
}

// evaluator holds the figures that formulas ask for, by slot.
type evaluator struct {
	set     *Set
	totals  Totals
	lent    *[]Amount // of figuresPool
	figures []Amount  // in base units
	shown   []float64 // memory for the numbers that metrics point to
	lookup  func(*term) (float64, bool)
}

// figuresPool keeps the figures of evaluators that are done: with tens of
// thousands of parks they were a fifth of all memory.
var figuresPool = sync.Pool{New: func() any { return new([]Amount) }}

// done gives the evaluator's figures back; what it returned stays.
func (e *evaluator) done() { figuresPool.Put(e.lent) }

func (s *Set) evaluator(t Totals) *evaluator {
	lent := figuresPool.Get().(*[]Amount)
	*lent = slices.Grow((*lent)[:0], len(s.slots))[:len(s.slots)]
	clear(*lent)
	e := &evaluator{set: s, totals: t, lent: lent, figures: *lent, shown: make([]float64, 0, 3*(len(s.indicators)+len(s.potentials)))}
	for i := range s.slots {
		sl := &s.slots[i]
		if sl.indicator != nil {
			break // indicators and their ideals come last, and are filled in by those who know them
		}
		if total, ok := t[sl.name]; ok && total.Known && finite(total.Value) {
			e.figures[i] = Amount{total.Value, true}
		}
	}
	e.lookup = func(t *term) (float64, bool) { return e.figures[t.slot].Value, e.figures[t.slot].Known }
	return e
}

// take keeps an indicator's value for the formulas that name it.
func (e *evaluator) take(ind *indicator, value *float64) {
	if value != nil {
		e.figures[ind.slot] = Amount{ind.unit.base(*value), true}
	}
}

// takeMetrics keeps the values of metrics that were computed before.
func (e *evaluator) takeMetrics(metrics []Metric) {
	for i := range metrics {
		if ind := e.set.findIndicator(metrics[i].Indicator); ind != nil {
			e.take(ind, metrics[i].Value)
		}
	}
}

// show returns a base figure in a unit; nil where it is out of range.
func (e *evaluator) show(u *unit, base float64) *float64 {
	return e.keep(u.value(base))
}

func (e *evaluator) keep(v float64) *float64 {
	if !finite(v) {
		return nil
	}
	e.shown = append(e.shown, v) // never beyond its capacity: three numbers a metric
	return &e.shown[len(e.shown)-1]
}

// metric computes the indicator into m, which is empty.
func (e *evaluator) metric(ind *indicator, m *Metric) {
	m.Indicator, m.NameZH, m.NameEN = ind.name, ind.title.ZH, ind.title.EN
	m.Unit, m.Formula = ind.unit.symbol, ind.formula.text
	switch gap := e.amounts(ind, m); {
	case gap != nil:
		m.zeroDenominator = gap.Zero != "" && len(gap.Missing) == 0
		m.Note = e.reason(ind, gap)
	case m.Value == nil:
		m.Note = Note{"不可计算：结果超出数值范围", "not computable: the result is out of range"}
	default:
		m.Note = e.remarks(ind)
	}
}

// amounts computes numerator, denominator and value of the indicator into m, and
// returns what is missing.
func (e *evaluator) amounts(ind *indicator, m *Metric) *Gap {
	numerator, gap := evaluate(ind.numerator, floats{}, e.lookup)
	if gap == nil {
		m.Numerator = e.show(ind.numeratorUnit, numerator)
	}
	if ind.denominator != nil {
		denominator, other := evaluate(ind.denominator, floats{}, e.lookup)
		if other == nil {
			m.Denominator = e.show(ind.denominatorUnit, denominator)
		}
		if gap = gap.and(other); gap == nil && denominator == 0 {
			gap = &Gap{Zero: ind.denominator.text}
		}
	}
	if gap == nil {
		m.Value = e.value(m, ind)
	}
	return gap
}

// value computes the value from the numbers that the row shows, so that a
// reader who divides them gets the same digits.
func (e *evaluator) value(m *Metric, ind *indicator) *float64 {
	v, known := ind.quotient(m.Numerator, m.Denominator)
	if !known {
		return nil
	}
	return e.keep(v)
}

// quotient is the value of a row with these numbers, in the indicator's unit.
func (ind *indicator) quotient(numerator, denominator *float64) (v float64, known bool) {
	switch {
	case numerator == nil || ind.denominator != nil && denominator == nil:
		return 0, false
	case ind.denominator == nil:
		return *numerator, true
	}
	v = *numerator / *denominator
	if ind.numeratorUnit.symbol == "" && ind.denominatorUnit.symbol == "" { // both in base units
		v = ind.unit.value(v)
	}
	return v, finite(v)
}

// ValueOf returns the value of the indicator's row that shows these numbers, as
// Evaluate and RollUp give them; nil where they make none.
func (s *Set) ValueOf(indicator string, numerator, denominator *float64) *float64 {
	ind := s.findIndicator(indicator)
	if ind == nil {
		return nil
	}
	if v, known := ind.quotient(numerator, denominator); known && finite(v) {
		return &v
	}
	return nil
}

// reason says what is missing in words that a person can act on. Words that only
// name figures are kept for the next park; those about sums tell of its pieces.
func (e *evaluator) reason(ind *indicator, g *Gap) Note {
	if last := ind.said.Load(); last != nil && slices.Equal(last.missing, g.Missing) {
		return last.words
	}
	words := g.Reason(e.describe)
	if len(g.Missing) > 0 && !slices.ContainsFunc(g.Missing, e.isSum) {
		ind.said.Store(&saidGap{g.Missing, words})
	}
	return words
}

// isSum says whether the name is that of a sum over pieces.
func (e *evaluator) isSum(name string) bool {
	place := e.set.slotOf(name)
	return place >= 0 && e.set.slots[place].aggregate != nil
}

func (e *evaluator) describe(name string) Note {
	place := e.set.slotOf(name)
	if place < 0 {
		return Note{name, name}
	}
	if sl := &e.set.slots[place]; sl.aggregate != nil {
		return sl.aggregate.describeGap(e.totals[name])
	}
	return e.set.slots[place].words
}

// describe says what the figure of a slot is, where it is missing.
func (sl *slot) describe() Note {
	switch {
	case sl.statistic != nil:
		st := sl.statistic
		return Note{"统计数据" + st.title.ZH + "（" + st.name + "）", "the statistic " + st.name + " (" + st.title.EN + ")"}
	case sl.indicator != nil:
		return Note{"指标" + sl.indicator.title.ZH, "the indicator " + sl.indicator.name}
	case sl.idealOf != nil:
		return Note{"此类园区" + sl.idealOf.title.ZH + "的理想值", "an ideal value of " + sl.idealOf.name + " for this type of park"}
	}
	return Note{"四至范围面积", "the extent's area"}
}

// describeGap says why a sum over pieces is not known.
func (a *aggregate) describeGap(t Total) Note {
	zh, en := a.title.ZH+"（"+a.name+"）", a.name+" ("+a.title.EN+")"
	pieces := strconv.FormatInt(t.Missing, 10)
	switch {
	case t.Missing == 0:
		return Note{zh + "：数据源无此属性", en + ": no source has the attribute"}
	case a.sum == areaSum:
		return Note{zh + "：" + pieces + " 宗地无法判定是否属于此类", en + ": " + pieces + " pieces don't tell whether they belong to it"}
	}
	return Note{zh + "：" + pieces + " 宗地均无此数据", en + ": none of " + pieces + " pieces has it"}
}

// remarks says how sure a computed figure is: pieces that don't tell, and
// codes that were derived for lack of them in the source.
func (e *evaluator) remarks(ind *indicator) Note {
	var n Note
	for _, place := range ind.uses {
		a := e.set.slots[place].aggregate
		if a == nil {
			continue
		}
		if t := e.totals[a.name]; t.Known && t.Missing > 0 {
			pieces := strconv.FormatInt(t.Missing, 10)
			n = n.And(Note{
				a.title.ZH + "：" + pieces + " 宗地缺数据，未计入",
				a.name + ": " + pieces + " pieces lack the data and are not in it",
			})
		}
	}
	for _, c := range ind.choices {
		n = n.And(e.chosen(c))
	}
	if derived := e.derivedPieces(ind.usesBuilt, ind.usesSupply); derived > 0 {
		pieces := strconv.FormatInt(derived, 10)
		n = n.And(Note{
			pieces + " 宗地的土地状况代码由地块状态和地类推定",
			"land-status codes of " + pieces + " pieces were derived from status and land use",
		})
	}
	return n
}

// chosen says whether a figure is the statistic or the parcels' sum.
func (e *evaluator) chosen(c choice) Note {
	st, a := e.set.slots[c.statistic].statistic, e.set.slots[c.aggregate].aggregate
	taken, parcels := e.figures[c.statistic], e.figures[c.aggregate]
	if !taken.Known {
		return Note{"无统计数据" + st.title.ZH + "，采用地块合计", "the sum of the parcels, for lack of the statistic " + st.name}
	}
	n := Note{"采用统计数据" + st.title.ZH, "by the statistic " + st.name}
	if parcels.Known {
		other := strconv.FormatFloat(parcels.Value, 'f', 2, 64) + " " + a.unit.symbol
		n = Note{n.ZH + "（地块合计 " + other + "）", n.EN + " (the parcels add up to " + other + ")"}
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
