package report

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"jiyue/pipeline/store"
)

// Sizes of the chart of scores by node, in units of a drawing.
const (
	nodeStep  = 26
	nodeTop   = 8
	nodeFoot  = 30
	nodeName  = 14 // characters of a node's name
	nodesMost = 22
	dotRadius = 4.5
	// dotsAtMost is how many dots can still be told apart; beyond, a bar spans the
	// middle half of the parks and a line all of them, which also bounds the page.
	dotsAtMost = 40
)

// nodeRow is a node of the tree with the scores that the parks have for it.
type nodeRow struct {
	node   string
	depth  int
	points []nodePoint
}

type nodePoint struct {
	park  *park
	kind  string
	score float64
}

// nodeChart shows for every node of the tree down to the level below the goals
// how the parks' scores are spread: a dot a park, a line at the median.
func (c *composer) nodeChart() *Chart {
	rows := c.nodeRows()
	if len(rows) == 0 {
		return nil
	}
	chart := &Chart{ID: "chart-nodes", Caption: c.marked(c.say("各层指标得分", "Scores by node"))}
	chart.Note = c.say("每点一个园区范围，短竖线为中位数；缩进为下级指标。", "A dot is an extent of a park, the short line the median; nodes below others are indented.")
	if slices.ContainsFunc(rows, func(r nodeRow) bool { return len(r.points) > dotsAtMost }) {
		chart.Note = c.say("横条为居中一半的园区，细线为全部，短竖线为中位数；缩进为下级指标。", "The bar spans the middle half of the parks, the thin line all, the short line is the median; nodes below others are indented.")
	}
	left := 0.0
	for _, r := range rows {
		left = max(left, textWidth(c.nodeLabel(r), 13))
	}
	left += 22
	d := &Drawing{Width: chartWidth, Height: float64(len(rows)*nodeStep + nodeTop + nodeFoot), Title: chart.Caption}
	at := func(score float64) float64 { return left + (chartWidth-left-18)*min(max(score, 0), 100)/100 }
	base := d.Height - nodeFoot
	for score := 0.0; score <= 100; score += 20 {
		d.Marks = append(d.Marks, Mark{Class: "grid", Open: true, Rings: []orb.LineString{{{at(score), nodeTop}, {at(score), base}}}},
			Mark{Class: "tick", At: orb.Point{at(score), base + 18}, Text: brief(score), Anchor: "middle"})
	}
	for i, r := range rows {
		c.drawNode(d, r, float64(i*nodeStep+nodeTop)+nodeStep/2, left, at)
	}
	chart.Drawing = d
	return chart
}

// drawNode draws the scores of one node along a line.
func (c *composer) drawNode(d *Drawing, r nodeRow, y, left float64, at func(float64) float64) {
	d.Marks = append(d.Marks, Mark{Class: "name", At: orb.Point{left - 12, y + 5}, Text: c.nodeLabel(r), Anchor: "end"})
	var scores []float64
	for _, p := range r.points {
		scores = append(scores, p.score)
	}
	slices.Sort(scores)
	middle := at((scores[(len(scores)-1)/2] + scores[len(scores)/2]) / 2)
	median := Mark{Class: "bar", Open: true, Rings: []orb.LineString{{{middle, y - 8}, {middle, y + 8}}}}
	if len(scores) > dotsAtMost {
		n := len(scores)
		d.Marks = append(d.Marks, Mark{Class: "bar", Open: true, Rings: []orb.LineString{{{at(scores[0]), y}, {at(scores[n-1]), y}}}},
			Mark{Class: "column", Rings: []orb.LineString{box(at(scores[n/4]), y-5, at(scores[n-1-n/4])-at(scores[n/4]), 10)}}, median)
		return
	}
	for _, p := range r.points {
		d.Marks = append(d.Marks, Mark{Class: "dot", At: orb.Point{at(p.score), y}, Radius: dotRadius, Link: treeID(p.park, p.kind),
			Title: fmt.Sprintf("%s  %s %s", p.park.Name, c.indicatorName(r.node), number(fromFloat(&p.score), 2, "").Text)})
	}
	d.Marks = append(d.Marks, median)
}

func (c *composer) nodeLabel(r nodeRow) string {
	if r.depth == 0 {
		return c.say("集约度", "Score") // the root is called as the set, at length
	}
	label := shorten(c.indicatorName(r.node), nodeName)
	if r.depth > 1 {
		return label + "　"
	}
	return label
}

// nodeRows gathers the scores by node, in the order of the trees, root first,
// two levels below it; where the nodes are more than can be read, one level.
func (c *composer) nodeRows() []nodeRow {
	for depth := 2; depth >= 1; depth-- {
		rows := c.nodeRowsTo(depth)
		if len(rows) <= nodesMost || depth == 1 {
			return rows[:min(len(rows), nodesMost)]
		}
	}
	return nil
}

func (c *composer) nodeRowsTo(deepest int) []nodeRow {
	var rows []nodeRow
	place := map[string]int{}
	var visit func(p *park, kind string, tree []store.Score, s store.Score, depth int)
	visit = func(p *park, kind string, tree []store.Score, s store.Score, depth int) {
		if depth > deepest {
			return
		}
		if _, known := place[s.Node]; !known {
			place[s.Node] = len(rows)
			rows = append(rows, nodeRow{node: s.Node, depth: depth})
		}
		if row := &rows[place[s.Node]]; s.Score != nil && !math.IsNaN(*s.Score) {
			row.points = append(row.points, nodePoint{p, kind, *s.Score})
		}
		for _, below := range children(tree, s.Node) {
			visit(p, kind, tree, below, depth+1)
		}
	}
	c.eachConcluded(func(p *park, kind string) {
		tree := c.trees[extentKey{p.Code, kind}]
		if top, ok := root(tree); ok {
			visit(p, kind, tree, top, 0)
		}
	})
	return slices.DeleteFunc(rows, func(r nodeRow) bool { return len(r.points) == 0 })
}
