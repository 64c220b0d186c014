package score

import (
	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// conclude says of every extent what follows from its figures: the score of
// the whole zone, its grade, its class, its rank.
func (c *city) conclude() {
	for i := range c.extents {
		e := &c.extents[i]
		if e.kind == string(land.Growth) || e.score() == nil {
			continue
		}
		zone := *e.score()
		if g := c.growthOf(e); g != nil {
			zone = c.set.ZoneScore(zone, g.score())
		}
		e.zoneScore = &zone
		e.grade, e.gradeDemo = c.set.Grade(zone)
	}
	for _, members := range c.byKind(func(e *scored) string { return e.kind }) {
		metrics := make([][]indicators.Metric, len(members))
		for i, at := range members {
			metrics[i] = c.extents[at].metrics
		}
		for i, rating := range c.set.Classify(metrics) {
			c.extents[members[i]].rating = &rating
		}
	}
	c.rank()
}

// growthOf returns the growth-direction area of the park whose approved extent
// is its main area; nil where it has none.
func (c *city) growthOf(e *scored) *scored {
	if e.kind != string(land.Approved) {
		return nil
	}
	if i, has := c.at[outline{e.park, string(land.Growth)}]; has {
		return &c.extents[i]
	}
	return nil
}

// byKind groups the extents that are compared with one another; those of
// growth-direction areas are not.
func (c *city) byKind(key func(*scored) string) map[string][]int {
	groups := map[string][]int{}
	for i := range c.extents {
		if e := &c.extents[i]; e.kind != string(land.Growth) {
			k := key(e)
			groups[k] = append(groups[k], i)
		}
	}
	return groups
}

// rank orders extents of the same kind and park type by the score of the zone.
func (c *city) rank() {
	for _, group := range c.byKind(func(e *scored) string { return e.kind + " " + e.roster.Type }) {
		scores := make([]*float64, len(group))
		for i, at := range group {
			scores[i] = c.extents[at].zoneScore
		}
		for i, r := range indicators.Rank(scores) {
			c.extents[group[i]].rank = r
		}
	}
}

// evaluations are the conclusions as rows.
func (c *city) evaluations() []store.Evaluation {
	rows := make([]store.Evaluation, 0, len(c.extents))
	for i := range c.extents {
		e := &c.extents[i]
		row := store.Evaluation{ParkCode: e.park, ExtentKind: e.kind, Score: e.score(), ZoneScore: e.zoneScore, Grade: e.grade, GradeDemonstration: e.gradeDemo}
		if tree, ok := c.set.TreeFor(e.parkType()); ok {
			row.Tree = tree.Name
		}
		if g := c.growthOf(e); g != nil && g.score() == nil {
			row.Note = land.Text{ZH: "发展方向区不可评分，总分为主区得分", EN: "the growth-direction area can't be scored; the zone has the score of its main area"}.In(c.lang)
		}
		if r := e.rating; r != nil {
			row.ClassPoints, row.Class, row.ClassDemonstration = r.Points, r.Name, r.Demonstration
			if note := r.Note.In(string(c.lang)); note != "" {
				row.Note = joined(row.Note, note)
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func joined(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
}

// grouping is a way to put parks side by side.
type grouping struct {
	name string
	of   func(*store.Park) string
}

// groupings are those of the rankings. Parks without a value are in no group.
var groupings = []grouping{
	{"all", func(*store.Park) string { return "" }},
	{"type", func(p *store.Park) string { return p.Type }},
	{"level", func(p *store.Park) string { return p.Level }},
	{"scope", func(p *store.Park) string { return p.Scope }},
	{"county", func(p *store.Park) string { return p.County }},
}

// measures are the figures by which parks are ranked.
var measures = []struct {
	name string
	of   func(*scored) *float64
}{
	{"score", func(e *scored) *float64 { return e.zoneScore }},
	{"class_points", func(e *scored) *float64 {
		if e.rating == nil {
			return nil
		}
		return e.rating.Points
	}},
}

// rankings puts every extent in its place among those of its kind: all of
// them, and those of its type, level, scope and county.
func (c *city) rankings() []store.Ranking {
	var rows []store.Ranking
	for _, measure := range measures {
		for _, g := range groupings {
			groups := c.byKind(func(e *scored) string { return e.kind + " " + g.of(&e.roster) })
			for i := range c.extents {
				e := &c.extents[i]
				if group := groups[e.kind+" "+g.of(&e.roster)]; len(group) > 0 && group[0] == i && (g.name == "all" || g.of(&e.roster) != "") {
					rows = append(rows, c.places(group, measure.name, measure.of, g)...)
				}
			}
		}
	}
	return rows
}

// places are the rows of one group.
func (c *city) places(group []int, measure string, of func(*scored) *float64, g grouping) []store.Ranking {
	values, members := make([]*float64, len(group)), 0
	for i, at := range group {
		if values[i] = of(&c.extents[at]); values[i] != nil {
			members++
		}
	}
	var rows []store.Ranking
	for i, place := range indicators.Rank(values) {
		if place > 0 {
			e := &c.extents[group[i]]
			rows = append(rows, store.Ranking{ParkCode: e.park, ExtentKind: e.kind, Measure: measure, Grouping: g.name, MemberOf: g.of(&e.roster),
				Value: *values[i], Place: place, Members: members})
		}
	}
	return rows
}
