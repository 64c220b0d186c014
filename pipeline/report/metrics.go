package report

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"jiyue/pipeline/store"
)

// metricTables returns the wide tables: the raw view of the land, then the
// indicators of the set.
func (c *composer) metricTables() []Table {
	if len(c.metrics) == 0 {
		return nil
	}
	tables := []Table{c.rawTable()}
	if t := c.setTable(); t != nil {
		tables = append(tables, *t)
	}
	return tables
}

// firstColumns head a table with a row per park and extent.
func (c *composer) firstColumns() []Column {
	columns := []Column{{Key: "name", Name: c.say("园区", "Park"), Width: 24}}
	if c.twoKinds() {
		columns = append(columns, Column{Key: "kind", Name: c.say("范围", "Extent"), Width: 12})
	}
	return columns
}

// twoKinds reports whether some park has more than one extent, or parks differ
// in the kind of theirs.
func (c *composer) twoKinds() bool { return c.mixed }

// kindsDiffer reports whether extents are of more than one kind.
func kindsDiffer(extents []store.Extent) bool {
	for _, e := range extents {
		if e.Kind != extents[0].Kind {
			return true
		}
	}
	return false
}

func (c *composer) firstCells(p *park, kind string) []Cell {
	cells := []Cell{{Figure: Figure{Text: orNone(p.Name)}, Link: p.anchor, Strong: true}}
	if c.twoKinds() {
		cells = append(cells, word(orNone(c.kind(kind))))
	}
	return cells
}

// kindsOf returns the kinds of the park's extents, "" for a park without one.
func (p *park) kindsOf() []string {
	if len(p.extents) == 0 {
		return []string{""}
	}
	kinds := make([]string, len(p.extents))
	for i, e := range p.extents {
		kinds[i] = e.Kind
	}
	return kinds
}

func (c *composer) rawTable() Table {
	t := Table{ID: "metrics", Caption: c.say("土地利用本底指标", "The raw view of the land"), Sort: true, Columns: c.firstColumns()}
	for _, raw := range rawIndicators {
		column := Column{Key: raw.key, Name: c.indicatorName(raw.key), Unit: c.unit(raw.unit), Numeric: true, Places: 2, Width: 11}
		column.Formula, column.Total = raw.formulas()
		t.Columns = append(t.Columns, column)
	}
	var gaps notes
	for _, p := range c.parks {
		for i, kind := range p.kindsOf() {
			row := Row{Cells: c.firstCells(p, kind), Aside: i > 0}
			for _, raw := range rawIndicators {
				f := c.metricFigure(c.metric(p.Code, kind, raw.key))
				f.Unit = c.unit(raw.unit)
				row.Cells = append(row.Cells, c.linked(gaps.cell(f), p, kind, raw.key))
			}
			t.Rows = append(t.Rows, row)
		}
	}
	t.Rows = append(t.Rows, c.rawTotal())
	t.Notes = append(gaps.list(), c.say("合计的比率由分子、分母分别相加后相除；同一园区有两种范围时只计核定范围。",
		"Ratios of the total divide sums by sums; a park with two extents counts by the approved one."))
	return t
}

// rawTotal is the roll-up: sums of sums, and ratios of sums. A mean of ratios
// is never shown as a ratio.
func (c *composer) rawTotal() Row {
	row := Row{Total: true, Cells: []Cell{{Figure: Figure{Text: c.say("合计", "Total")}, Strong: true}}}
	for len(row.Cells) < len(c.firstColumns()) {
		row.Cells = append(row.Cells, word(""))
	}
	for i := range rawIndicators {
		cell := valued(c.totalFigure(&rawIndicators[i]))
		if cell.Number != nil {
			cell.Link = totalID(rawIndicators[i].key)
		}
		row.Cells = append(row.Cells, cell)
	}
	return row
}

// totalFigure returns one figure of the roll-up.
func (c *composer) totalFigure(raw *rawIndicator) Figure {
	unit := "m2"
	if raw.key == "output" || raw.key == "tax" {
		unit = unitWan
	}
	if raw.numerator == "" {
		return c.inUnit(c.sumOf(raw.key, ""), unit, false)
	}
	above, below := c.sumOf(raw.numerator, raw.denominator), c.sumOf(raw.denominator, raw.numerator)
	if above == nil || below == nil || below.IsZero() {
		return Figure{Text: none, Unit: c.unit(raw.unit)}
	}
	if raw.numerator == "output" || raw.numerator == "tax" {
		inMu := below.Mul(three).Div(twoThousand)
		below = &inMu
	}
	ratio := above.DivRound(*below, 16)
	f := c.inUnit(&ratio, "", raw.percent)
	f.Unit = c.unit(raw.unit)
	return f
}

// sumOf adds a raw figure over the parks that have it, and where with is given
// that too: a ratio's two sums must be over the same parks.
func (c *composer) sumOf(key, with string) *decimal.Decimal {
	var sum decimal.Decimal
	found := false
	for _, p := range c.parks {
		v := fromFloat(c.metric(p.Code, p.kind(), key).Value)
		if v == nil || (with != "" && c.metric(p.Code, p.kind(), with).Value == nil) {
			continue
		}
		sum, found = sum.Add(*v), true
	}
	if !found {
		return nil
	}
	return &sum
}

// setTable is the wide table of the set's indicators. Those that no park has
// are named below it, with the reason, instead of filling it with dashes.
func (c *composer) setTable() *Table {
	keys := c.beyond
	if len(keys) == 0 {
		return nil
	}
	t := &Table{ID: "indicators", Sort: true, Columns: c.firstColumns(),
		Caption: c.say("评价指标：%s", "Indicators: %s", orNone(c.setTitle()))}
	var shown, missing []string
	for _, key := range keys {
		if reason, ok := c.missingEverywhere(key); ok {
			missing = append(missing, c.say("%s（%s）", "%s (%s)", c.indicatorName(key), uncounted(reason)))
			continue
		}
		shown = append(shown, key)
		t.Columns = append(t.Columns, c.setColumn(key))
	}
	var gaps notes
	for _, p := range c.parks {
		for i, kind := range p.kindsOf() {
			row := Row{Cells: c.firstCells(p, kind), Aside: i > 0}
			for _, key := range shown {
				m := c.metric(p.Code, kind, key)
				cell := c.linked(gaps.cell(c.metricFigure(m)), p, kind, key)
				row.Cells = append(row.Cells, live(cell, rateFormula(&m, cell.Link)))
			}
			t.Rows = append(t.Rows, row)
		}
	}
	t.Notes = gaps.list()
	if len(missing) > 0 {
		t.Notes = append(t.Notes, c.say("所有园区均无法计算的指标：%s。", "Not computable for any park: %s.", strings.Join(missing, c.say("；", "; "))))
	}
	return t
}

// missingEverywhere reports that no park has the indicator, and why the first
// one lacks it.
func (c *composer) missingEverywhere(key string) (reason string, missing bool) {
	for _, m := range c.metrics {
		if m.Indicator != key {
			continue
		}
		if m.Value != nil {
			return "", false
		}
		if reason == "" {
			reason = m.Note
		}
	}
	return reason, true
}

// setColumn takes the unit from the first metric of the indicator.
func (c *composer) setColumn(key string) Column {
	column := Column{Key: key, Name: c.indicatorName(key), Numeric: true, Places: 2, Width: 12}
	for _, m := range c.metrics {
		if m.Indicator == key {
			column.Unit = c.metricFigure(m).Unit
			break
		}
	}
	return column
}

// metricLine returns one metric with how it was computed.
func (c *composer) metricLine(p *park, kind, key string, behind map[string]*contributors) MetricLine {
	m := c.metric(p.Code, kind, key)
	line := MetricLine{ID: c.lineID(p, kind, key), Indicator: key, Name: c.indicatorName(key), Figure: c.metricFigure(m)}
	line.Formula = c.formula(key)
	if c.formulasApart() && line.Formula != "" {
		line.FormulaAt = formulaID(c.lines[key])
	}
	above, below := c.partUnits(key, m.Unit)
	line.Numerator, line.Denominator = c.part(m.Numerator, above), c.part(m.Denominator, below)
	if l := behind[key]; l != nil {
		line.Pieces, line.Largest = l.pieces, c.partLines(l, above)
	}
	return line
}

// formula says how an indicator is computed.
func (c *composer) formula(key string) string {
	if raw := rawByKey[key]; raw != nil {
		return raw.formula.In(c.lang)
	}
	return c.formulas[key].In(c.lang)
}

// formulasApart reports that parks are so many that formulas stand once, not
// with every figure: they would take a megabyte.
func (c *composer) formulasApart() bool { return len(c.parks) > c.opt.ParkMaps && c.opt.ParkMaps > 0 }

func formulaID(line int) string { return fmt.Sprintf("fx%d", line) }

// formulaLines are the formulas of all indicators, where they stand apart.
func (c *composer) formulaLines() []FormulaLine {
	if !c.formulasApart() {
		return nil
	}
	var lines []FormulaLine
	for i, key := range c.lineKeys() {
		if formula := c.formula(key); formula != "" {
			lines = append(lines, FormulaLine{formulaID(i), c.indicatorName(key), formula})
		}
	}
	for i, f := range c.derived {
		if f.formula != "" {
			lines = append(lines, FormulaLine{formulaID(len(c.lines) + i), f.name, f.formula})
		}
	}
	return lines
}

// lineKeys are the indicators in the order of an extent's lines.
func (c *composer) lineKeys() []string {
	var keys []string
	for i := range rawIndicators {
		keys = append(keys, rawIndicators[i].key)
	}
	return append(keys, c.beyond...)
}

// lineID is the anchor of the line that says how a figure was computed; "" where
// there is none, for want of an extent. It is short, since every figure has one.
func (c *composer) lineID(p *park, kind, key string) string {
	line, known := c.lines[key]
	if !known || kind == "" {
		return ""
	}
	for i := range p.extents {
		if p.extents[i].Kind == kind {
			return fmt.Sprintf("f%d.%d.%d", p.number, i, line)
		}
	}
	return ""
}

// linked leads from a figure to how it was computed.
func (c *composer) linked(cell Cell, p *park, kind, key string) Cell {
	cell.Link = c.lineID(p, kind, key)
	return cell
}

// partUnits returns the units of a metric's numerator and denominator: those
// of the quotient that its unit is, and m² where it is a pure ratio of a
// built-in set, all of which are ratios of areas.
func (c *composer) partUnits(key, unit string) (above, below string) {
	if above, below, quotient := strings.Cut(unit, "/"); quotient {
		return above, below
	}
	if isPure(unit) || unit == "%" {
		if _, builtin := c.formulas[key]; builtin {
			return "m²", "m²"
		}
		return "", ""
	}
	return unit, ""
}

// part prints a numerator or denominator as the store has it, so that it can
// be found there.
func (c *composer) part(v *float64, unit string) *Figure {
	d := fromFloat(v)
	if d == nil {
		return nil
	}
	f := number(d, 2, c.unit(unit))
	return &f
}
