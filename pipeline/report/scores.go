package report

import (
	"slices"
	"sort"

	"github.com/shopspring/decimal"

	"jiyue/pipeline/store"
)

// root returns the top node of an extent's tree and whether there is one.
func root(tree []store.Score) (store.Score, bool) {
	for _, s := range tree {
		if s.Parent == "" {
			return s, true
		}
	}
	return store.Score{}, false
}

// children returns the nodes below a node, in the order of the store.
func children(tree []store.Score, parent string) []store.Score {
	var below []store.Score
	for _, s := range tree {
		if s.Parent == parent && s.Parent != "" {
			below = append(below, s)
		}
	}
	return below
}

// demonstration reports whether some weight or ideal is not confirmed by a
// source. Nobody must mistake such a score for an official one.
func (c *composer) demonstration() bool {
	for _, s := range c.scores {
		if s.Demonstration {
			return true
		}
	}
	return false
}

// marked adds to a caption that the scores below are a demonstration.
func (c *composer) marked(caption string) string {
	if !c.demonstration() {
		return caption
	}
	return caption + c.say("（演示）", " (demonstration)")
}

func (c *composer) demonstrationWarning() string {
	return c.say("集约度评分使用演示权重或演示理想值，仅供程序演示，不是官方评价结果。",
		"Park scores use demonstration weights or ideals. They show the method and are not an official result.")
}

// scoreTable ranks the parks, with the scores of their extents and of the goals
// below. Where an extent has a growth-direction area, the score of the whole zone,
// by which is ranked, stands beside its own.
func (c *composer) scoreTable() *Table {
	goals, ranked := c.goals(), c.ranked()
	zones := slices.ContainsFunc(ranked, rankedPark.joined)
	t := &Table{ID: "scores", Caption: c.marked(c.say("园区集约度得分", "Scores of the parks")), Sort: true}
	t.Columns = append([]Column{{Key: "rank", Name: c.say("排名", "Rank"), Numeric: true, Width: 6}}, c.firstColumns()...)
	t.Columns = append(t.Columns, Column{Key: "type", Name: c.say("评价类型", "Type"), Width: 12},
		Column{Key: "score", Name: c.say("集约度", "Score"), Numeric: true, Places: 2, Width: 9})
	if zones {
		t.Columns = append(t.Columns, Column{Key: "zone_score", Name: c.say("开发区总分", "Score of the zone"), Numeric: true, Places: 2, Width: 11})
	}
	for _, g := range goals {
		t.Columns = append(t.Columns, Column{Key: g, Name: c.indicatorName(g), Numeric: true, Places: 2, Width: 12})
	}
	var gaps notes
	for _, r := range ranked {
		row := Row{Cells: append([]Cell{c.rankCell(r.top)}, c.firstCells(r.park, r.kind)...)}
		row.Cells = append(row.Cells, word(orNone(r.park.Type)), c.treeCell(&gaps, r, r.top))
		if zones {
			row.Cells = append(row.Cells, live(valued(number(fromFloat(r.zone), 2, "")), c.zoneFormula(r.park, r.kind, r.zone)))
		}
		for _, g := range goals {
			row.Cells = append(row.Cells, c.treeCell(&gaps, r, find(c.trees[extentKey{r.park.Code, r.kind}], g)))
		}
		t.Rows = append(t.Rows, row)
	}
	if len(t.Rows) == 0 {
		return nil
	}
	t.Notes = append(gaps.list(), c.say("排名在评价类型和范围种类相同的园区之间进行。", "Ranks are among parks of the same type and kind of extent."))
	if zones {
		t.Notes = append(t.Notes, c.say("排名按开发区总分（主区与发展方向区合并得分）；集约度为该范围自身得分，发展方向区不参加排名。",
			"Ranks are by the score of the zone, which joins main area and growth-direction area; the score beside it is of the extent alone. Growth-direction areas are not ranked."))
	}
	return t
}

// rankedPark is one line of the ranking.
type rankedPark struct {
	park *park
	kind string
	top  store.Score
	zone *float64 // by which is ranked; nil of a growth-direction area
}

// joined says whether the zone's score is not the extent's own.
func (r rankedPark) joined() bool {
	return r.zone != nil && r.top.Score != nil && *r.zone != *r.top.Score
}

// decides is the score by which the extent stands in the table.
func (r rankedPark) decides() *float64 {
	if r.zone != nil {
		return r.zone
	}
	return r.top.Score
}

// ranked returns the scored extents, types and kinds together, the best first; those
// without a score come last.
func (c *composer) ranked() []rankedPark {
	zones := map[extentKey]*float64{}
	for _, e := range c.evaluations() {
		zones[extentKey{e.ParkCode, e.ExtentKind}] = e.ZoneScore
	}
	var list []rankedPark
	for _, p := range c.parks {
		for _, kind := range p.kindsOf() {
			if top, ok := root(c.trees[extentKey{p.Code, kind}]); ok {
				list = append(list, rankedPark{p, kind, top, zones[extentKey{p.Code, kind}]})
			}
		}
	}
	sort.SliceStable(list, func(i, j int) bool {
		a, b := list[i], list[j]
		if a.park.Type != b.park.Type {
			return a.park.Type < b.park.Type
		}
		if a.kind != b.kind {
			return a.kind < b.kind
		}
		x, y := a.decides(), b.decides()
		if (x == nil) != (y == nil) {
			return x != nil
		}
		return x != nil && *x > *y
	})
	return list
}

// evaluations are those of the run; none in a store of an earlier program.
func (c *composer) evaluations() []store.Evaluation {
	if c.conclusions == nil {
		return nil
	}
	return c.conclusions.evaluations
}

// goals lists the nodes just below the roots, of all types.
func (c *composer) goals() []string {
	var keys []string
	seen := map[string]bool{}
	for _, p := range c.parks {
		for _, kind := range p.kindsOf() {
			tree := c.trees[extentKey{p.Code, kind}]
			top, ok := root(tree)
			if !ok {
				continue
			}
			for _, s := range children(tree, top.Node) {
				if !seen[s.Node] {
					seen[s.Node] = true
					keys = append(keys, s.Node)
				}
			}
		}
	}
	return keys
}

func find(tree []store.Score, node string) store.Score {
	for _, s := range tree {
		if s.Node == node {
			return s
		}
	}
	return store.Score{}
}

func (c *composer) rankCell(s store.Score) Cell {
	if s.Rank == nil {
		return word(none)
	}
	return valued(count(*s.Rank, ""))
}

func (c *composer) points(s store.Score) Figure {
	f := number(fromFloat(s.Score), 2, "")
	f.Reason = s.Note
	return f
}

// treeID is the anchor of the tree of an extent.
func treeID(p *park, kind string) string { return p.anchor + "-score-" + kind }

// treeCell has a score that leads to the tree in which it is computed.
func (c *composer) treeCell(gaps *notes, r rankedPark, s store.Score) Cell {
	cell := gaps.remark(c.points(s))
	if r.kind != "" {
		cell.Link, cell.Formula = treeID(r.park, r.kind), "{#"+scoreName(r.park, r.kind, s.Node)+"}"
	}
	return cell
}

// treeTable prints the whole tree of one extent.
func (c *composer) treeTable(p *park, kind string) *Table {
	tree := c.trees[extentKey{p.Code, kind}]
	top, ok := root(tree)
	if !ok {
		return nil
	}
	t := &Table{ID: treeID(p, kind), Small: true, Caption: c.marked(c.say("%s %s集约度评分", "Scoring of %s, %s", p.Name, c.kind(kind))), Columns: []Column{
		{Key: "node", Name: c.say("指标", "Indicator"), Width: 26},
		{Key: "value", Name: c.say("现状值", "Value"), Numeric: true, Places: 2, Width: 12},
		{Key: "ideal", Name: c.say("理想值", "Ideal"), Numeric: true, Places: 2, Width: 12},
		{Key: "weight", Name: c.say("权重", "Weight"), Numeric: true, Places: 4, Width: 9},
		{Key: "score", Name: c.say("得分", "Score"), Numeric: true, Places: 2, Width: 9},
		{Key: "source", Name: c.say("依据", "Basis"), Width: 10},
	}}
	var gaps notes
	c.treeRows(t, &gaps, p, top, 0)
	t.Notes = gaps.list()
	return t
}

// treeDepth bounds the tree's depth, should a store's parents ever go round.
const treeDepth = 8

// treeRows adds the node and what is below it.
func (c *composer) treeRows(t *Table, gaps *notes, p *park, s store.Score, depth int) {
	if depth > treeDepth {
		return
	}
	at, below := len(t.Rows), []branch(nil)
	name := word(c.indicatorName(s.Node))
	name.Indent, name.Strong = depth, depth < 2
	basis := word("")
	if s.Demonstration {
		basis = word(c.say("演示", "demo"))
	}
	m := c.metric(s.ParkCode, s.ExtentKind, s.Node)
	t.Rows = append(t.Rows, Row{Cells: []Cell{
		name, optional(c.nodeFigure(s.Value, m.Unit)), optional(c.nodeFigure(s.Ideal, m.Unit)),
		optional(plain(fromFloat(s.Weight), 4)), gaps.remark(c.points(s)), basis,
	}})
	for column, part := range map[int]string{1: "/value", 2: "/ideal", 4: ""} {
		t.Rows[at].Cells[column].Known = t.ID + "/" + s.Node + part
	}
	if m.Value != nil && s.Value != nil && *m.Value == *s.Value {
		t.Rows[at].Cells[1].Formula = rateFormula(&m, c.lineID(p, s.ExtentKind, s.Node))
	}
	for _, child := range children(c.trees[extentKey{p.Code, s.ExtentKind}], s.Node) {
		below = append(below, branch{child, len(t.Rows) - at})
		c.treeRows(t, gaps, p, child, depth+1)
	}
	t.Rows[at].Cells[4].Formula = nodeFormula(&s, below, m.Unit)
}

func (c *composer) nodeFigure(v *float64, unit string) Figure {
	return c.inUnit(fromFloat(v), unit, false)
}

// optional leaves a cell empty where a node has no such figure: goals have
// neither value nor ideal. Its unit stands in the cell, for every row has its own.
func optional(f Figure) Cell {
	if f.Number == nil {
		return word("")
	}
	f.Text, f.Worded = f.String(), true
	return valued(f)
}

// plain prints a number with as many decimals as it needs, at most places.
func plain(d *decimal.Decimal, places int32) Figure {
	if d == nil {
		return Figure{Text: none}
	}
	r := d.Round(places)
	for n := int32(0); n < places; n++ {
		if r.Equal(r.Round(n)) {
			return number(d, n, "")
		}
	}
	return number(d, places, "")
}
