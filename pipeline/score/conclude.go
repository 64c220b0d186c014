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
		e.scoreDemo = len(e.nodes) > 0 && e.nodes[0].Demonstration
	}
	for i := range c.extents {
		if e := &c.extents[i]; e.kind != string(land.Growth) && e.score() != nil {
			c.concludeZone(e)
		}
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

// concludeZone joins the main area with the growth-direction area. What any of
// it rests on without a source marks the whole.
func (c *city) concludeZone(e *scored) {
	zone := *e.score()
	if g := c.growthOf(e); g != nil && g.score() != nil {
		joined, unconfirmed := c.set.ZoneScore(zone, g.score())
		zone, e.scoreDemo = joined, e.scoreDemo || g.scoreDemo || unconfirmed
	}
	e.zoneScore = &zone
	grade, unconfirmed := c.set.Grade(zone)
	e.grade, e.gradeDemo = grade, grade != "" && (unconfirmed || e.scoreDemo)
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
		row := store.Evaluation{ParkCode: e.park, ExtentKind: e.kind, Score: e.score(), ZoneScore: e.zoneScore, ScoreDemonstration: e.scoreDemo,
			Grade: e.grade, GradeDemonstration: e.gradeDemo}
		if tree, ok := c.set.TreeFor(e.parkType()); ok {
			row.Tree = tree.Name
		}
		row.Note = e.skipped().In(c.lang)
		if g := c.growthOf(e); g != nil && g.score() == nil {
			row.Note = joined(row.Note, land.Text{ZH: "发展方向区不可评分，总分为主区得分", EN: "the growth-direction area can't be scored; the zone has the score of its main area"}.In(c.lang))
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
