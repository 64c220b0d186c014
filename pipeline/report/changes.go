package report

import (
	"cmp"
	"slices"

	"jiyue/pipeline/store"
)

// Names of what comparison says besides the indicators.
var comparedNames = map[string][2]string{"score": {"集约利用总分", "Score"}, "class_points": {"亩均得分", "Points per mu"}, "performance": {"项目自评总分", "Score of the self-evaluation"}}

// keyFigures are the figures by which a park's change is told.
var keyFigures = []string{"score", "class_points", "built_ratio", "plot_ratio", "output_per_mu"}

// Changed figures on pages and in the book: the rest is in the view comparison.
const (
	changesOnPages = 120
	changesInBook  = 5000
	changesTold    = 5 // parks in the summary
)

// change is a changed figure of a park as it is printed.
type change struct {
	park                   *park // nil of the project's own score
	kind, figure           string
	now, before, year      Figure
	sinceBefore, sinceYear Figure
	order                  int // of the figure
}

// moved reports that the printed figure differs.
func (c *change) moved(then Figure, since Figure) bool {
	return then.Text != c.now.Text && (since.Number != nil || then.Number != nil || c.now.Number != nil)
}

// changesSection says what differs from the run before and from the year
// before; nil where nothing is on record to compare with.
func (c *composer) changesSection() *Changes {
	h := c.history
	if h == nil || h.before == nil {
		return nil
	}
	list := c.changesOf()
	s := &Changes{Charts: c.trends()}
	s.Since = append(s.Since, c.sinceSentence(h.before, "较上次运行", "Since the run before", list, func(x *change) bool { return x.moved(x.before, x.sinceBefore) }))
	if h.year != nil {
		s.Since = append(s.Since, c.sinceSentence(h.year, "较上年", "Since the year before", list, func(x *change) bool { return x.moved(x.year, x.sinceYear) }))
	}
	if sentence := c.yearSentence(); sentence != "" {
		s.Since = append(s.Since, sentence)
	}
	s.Since = append(s.Since, c.outlineSentences()...)
	score := c.projectChange()
	if score != nil {
		s.Since[0] += c.say("项目自评总分由 %s 变为 %s（%s）。", " The score of the self-evaluation went from %s to %s (%s).", score.before, score.now, score.sinceBefore)
	}
	s.Lines = c.changeLines(list)
	switch {
	case len(list) > 0:
		s.Parks = c.changedParks(list)
		s.Figures = c.changedFigures(list, score)
		s.Parcels = c.changedParcels()
	case score != nil:
		s.Figures = c.changedFigures(nil, score)
	}
	return s
}

// projectChange is how the total of the self-evaluation moved; nil where it did
// not, or where a run has none.
func (c *composer) projectChange() *change {
	h := c.history
	x := &change{figure: "performance", now: exactly(c.performance.Total.Score), before: exactly(h.scores[h.before.ID])}
	x.year = Figure{Text: none}
	if h.year != nil {
		if then := exactly(h.scores[h.year.ID]); then.Number != nil {
			x.year = then
		}
	}
	if x.now.Number == nil || x.before.Number == nil {
		return nil
	}
	x.now.Places = max(x.now.Places, x.before.Places, x.year.Places)
	for _, f := range []*Figure{&x.now, &x.before, &x.year} {
		if f.Number != nil {
			*f = number(f.Number, x.now.Places, "")
		}
	}
	x.sinceBefore, x.sinceYear = c.changeFrom(x.before, x.now), c.changeFrom(x.year, x.now)
	if !x.moved(x.before, x.sinceBefore) {
		return nil
	}
	return x
}

// changesOf prints the changes; those that do not show at the decimals of the
// tables are left out.
func (c *composer) changesOf() []change {
	parks := c.parkNames()
	order := map[string]int{}
	for _, key := range keyFigures {
		order[key] = len(order)
	}
	for i := range rawIndicators {
		order[rawIndicators[i].key] = len(order) + 1
	}
	for _, key := range c.beyond {
		order[key] = len(order) + 1
	}
	var list []change
	for _, row := range c.history.changes {
		p := parks[row.ParkCode]
		if p == nil {
			continue
		}
		figure := func(v *float64) Figure {
			return c.metricFigure(store.Metric{Indicator: row.Figure, Unit: row.Unit, Value: v})
		}
		x := change{park: p, kind: row.ExtentKind, figure: row.Figure, order: order[row.Figure], now: figure(row.Value), before: figure(row.Before), year: figure(row.Year)}
		x.sinceBefore, x.sinceYear = c.changeFrom(x.before, x.now), c.changeFrom(x.year, x.now)
		if x.moved(x.before, x.sinceBefore) || c.history.year != nil && x.moved(x.year, x.sinceYear) {
			list = append(list, x)
		}
	}
	slices.SortStableFunc(list, func(a, b change) int {
		return cmp.Or(cmp.Compare(a.park.number, b.park.number), cmp.Compare(a.kind, b.kind), cmp.Compare(a.order, b.order))
	})
	return list
}

func (c *composer) sinceSentence(r *store.Run, zh, en string, list []change, moved func(*change) bool) string {
	parks, figures := map[*park]bool{}, 0
	for i := range list {
		if moved(&list[i]) {
			figures++
			parks[list[i].park] = true
		}
	}
	head := c.say(zh, en) + c.say("（第 %d 次，%s）", " (run %d, %s)", r.ID, c.runDate(r))
	if figures == 0 {
		return head + c.say("：各园区指标和得分均无变化。", ": no figure and no score of any park has changed.")
	}
	return head + c.say("：%d 个园区的 %s 项指标和得分有变化。", ": figures or scores of %d parks have changed, %s in all.", len(parks), count(int64(figures), "").Text)
}

func (c *composer) comparedName(figure string) string {
	if words, known := comparedNames[figure]; known {
		return c.say(words[0], words[1])
	}
	return c.indicatorName(figure)
}

// changeLines tell the parks whose score moved most since the run before; where
// no score moved, those whose key figures did.
func (c *composer) changeLines(list []change) []ChangeLine {
	var moved []*change
	for _, key := range keyFigures {
		for i := range list {
			if x := &list[i]; x.figure == key && x.sinceBefore.Number != nil && x.moved(x.before, x.sinceBefore) {
				moved = append(moved, x)
			}
		}
		if len(moved) > 0 {
			break
		}
	}
	slices.SortStableFunc(moved, func(a, b *change) int { return b.sinceBefore.Number.Abs().Cmp(a.sinceBefore.Number.Abs()) })
	var lines []ChangeLine
	for _, x := range moved[:min(len(moved), changesTold)] {
		lines = append(lines, ChangeLine{Park: c.extentName(x.park, x.kind), Link: x.park.anchor, Up: x.sinceBefore.Number.IsPositive(),
			Text: c.say("%s %s → %s（%s）", "%s %s → %s (%s)", c.comparedName(x.figure), x.before, x.now, x.sinceBefore)})
	}
	return lines
}

// extentName is the name of a park, with the kind of the extent where it has
// several.
func (c *composer) extentName(p *park, kind string) string {
	if len(p.extents) < 2 {
		return p.Name
	}
	return c.say("%s（%s）", "%s (%s)", p.Name, c.kind(kind))
}

// changedParks has one row for every park and extent with a change.
func (c *composer) changedParks(list []change) *Table {
	t := &Table{ID: "changed_parks", Caption: c.marked(c.say("有变化的园区", "Parks that changed")), Columns: c.firstColumns(), Small: true, Sort: true}
	t.Groups = []Group{{Span: len(t.Columns)}}
	shown := c.shownKeys(list)
	spans := []struct{ key, zh, en string }{{"before", "较上次", "Since the run before"}}
	if c.history.year != nil {
		spans = append(spans, struct{ key, zh, en string }{"year", "较上年", "Since the year before"})
	}
	for _, span := range spans {
		for _, x := range shown {
			t.Columns = append(t.Columns, Column{Key: span.key + "_" + x.figure, Name: c.comparedName(x.figure), Unit: c.changeUnit(x), Numeric: true, Places: 2, Width: 9})
		}
		t.Columns = append(t.Columns, Column{Key: span.key + "_count", Name: c.say("变动项数", "Changed"), Numeric: true, Width: 6})
		t.Groups = append(t.Groups, Group{Name: c.say(span.zh, span.en), Span: len(shown) + 1})
	}
	for from := 0; from < len(list); {
		to := from
		for to < len(list) && list[to].park == list[from].park && list[to].kind == list[from].kind {
			to++
		}
		row := Row{Cells: append(c.firstCells(list[from].park, list[from].kind), changeCells(list[from:to], shown, false)...)}
		if c.history.year != nil {
			row.Cells = append(row.Cells, changeCells(list[from:to], shown, true)...)
		}
		t.Rows = append(t.Rows, row)
		from = to
	}
	t.Notes = []string{c.say("空格表示该项无变化。", "An empty cell: no change.")}
	return t
}

// shownKeys are a change of each key figure that changed anywhere.
func (c *composer) shownKeys(list []change) []*change {
	var shown []*change
	for _, key := range keyFigures {
		if at := slices.IndexFunc(list, func(x change) bool {
			return x.figure == key && (x.sinceBefore.Number != nil || x.sinceYear.Number != nil)
		}); at >= 0 {
			shown = append(shown, &list[at])
		}
	}
	return shown
}

func (c *composer) changeUnit(x *change) string {
	if x.sinceBefore.Number != nil {
		return x.sinceBefore.Unit
	}
	return x.sinceYear.Unit
}

// changeCells are the changes of one extent: key figures, and how many figures
// moved in all.
func changeCells(list []change, shown []*change, year bool) []Cell {
	var cells []Cell
	n := int64(0)
	then := func(x *change) (Figure, Figure) {
		if year {
			return x.year, x.sinceYear
		}
		return x.before, x.sinceBefore
	}
	for i := range list {
		if value, since := then(&list[i]); list[i].moved(value, since) {
			n++
		}
	}
	for _, key := range shown {
		cell := word("")
		for i := range list {
			if value, since := then(&list[i]); list[i].figure == key.figure && list[i].moved(value, since) {
				cell = valued(since)
			}
		}
		cells = append(cells, cell)
	}
	return append(cells, valued(count(n, "")))
}

// changedFigures lists every change, on pages those of key figures first.
// The project's own score, where it moved, stands above those of parks.
func (c *composer) changedFigures(list []change, project *change) *Listing {
	t := Table{ID: "changes", Caption: c.marked(c.say("变化明细", "Changes, figure by figure")), Small: true, Sort: true}
	t.Columns = append(c.firstColumns(), Column{Key: "figure", Name: c.say("指标", "Figure"), Width: 20}, Column{Key: "unit", Name: c.say("单位", "Unit"), Width: 9},
		Column{Key: "now", Name: c.say("本次", "Now"), Numeric: true, Places: 2, Width: 11}, Column{Key: "before", Name: c.say("上次", "Run before"), Numeric: true, Places: 2, Width: 11},
		Column{Key: "since_before", Name: c.say("变化", "Change"), Numeric: true, Places: 2, Width: 10})
	if c.history.year != nil {
		t.Columns = append(t.Columns, Column{Key: "year", Name: c.say("上年", "Year before"), Numeric: true, Places: 2, Width: 11},
			Column{Key: "since_year", Name: c.say("较上年", "Since then"), Numeric: true, Places: 2, Width: 10})
	}
	t.Notes = []string{c.say("变化为表中所示（已取整）两数之差，百分比的变化为百分点；按表中小数位看不出的变化不列。", "A change is the difference of the two figures as they are shown, rounded; percentages change by percentage points; changes that do not show at these decimals are left out.")}
	listing := &Listing{Short: t}
	if project != nil {
		list = slices.Insert(slices.Clone(list), 0, *project)
	}
	for i := range list[:min(len(list), changesInBook)] {
		x := &list[i]
		t.Rows = append(t.Rows, c.changeRow(x))
		if len(listing.Short.Rows) < changesOnPages && (len(list) <= changesOnPages || x.park == nil || slices.Contains(keyFigures, x.figure)) {
			listing.Short.Rows = append(listing.Short.Rows, t.Rows[i])
		}
	}
	if left := len(list) - len(t.Rows); left > 0 {
		t.Notes = append(t.Notes, c.say("其余 %d 项见 jiyue.gpkg 的视图 comparison。", "The other %d are in the view comparison of jiyue.gpkg.", left))
	}
	listing.Table, listing.Left = t, len(list)-len(listing.Short.Rows)
	if listing.Left > 0 {
		listing.Short.Notes = append(slices.Clone(listing.Short.Notes), c.say("其余 %d 项见 %s。", "The other %d are in %s.", listing.Left, XLSXName))
	}
	return listing
}

func (c *composer) changeRow(x *change) Row {
	unitless := func(f Figure) Cell {
		f.Unit = ""
		return valued(f)
	}
	var first []Cell
	if x.park != nil {
		first = c.firstCells(x.park, x.kind)
	} else {
		for range c.firstColumns() {
			first = append(first, word(none))
		}
		first[0] = Cell{Figure: Figure{Text: c.say("本项目", "The project")}, Link: "performance", Strong: true}
	}
	row := Row{Cells: append(first, word(c.comparedName(x.figure)), word(x.now.Unit), unitless(x.now), unitless(x.before), live(unitless(x.sinceBefore), differenceFormula("before", x.now.Places)))}
	if c.history.year != nil {
		row.Cells = append(row.Cells, unitless(x.year), live(unitless(x.sinceYear), differenceFormula("year", x.now.Places)))
	}
	return row
}
