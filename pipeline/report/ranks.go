package report

import (
	"fmt"
	"slices"
	"strings"

	"jiyue/indicators"
	"jiyue/pipeline/store"
)

// groupings are the groups within which parks are ranked, in the order of the
// table's columns.
var groupings = []struct{ key, zh, en string }{
	{"all", "全部", "All"}, {"type", "同类型", "Type"}, {"level", "同级别", "Level"}, {"scope", "同调查范围", "Scope"}, {"county", "同县区", "County"},
}

// rankedMeasures are what parks are ranked by.
var rankedMeasures = []struct{ key, zh, en string }{{"score", "集约利用总分", "Score"}, {"class_points", "亩均得分", "Points per mu"}}

// rankTable gives every park's place by score and by points per mu, among all
// and within its type, level, scope and county. Groupings that put all parks
// into one group say nothing new and are left out.
func (c *composer) rankTable() *Table {
	demonstration := slices.ContainsFunc(c.conclusions.rankings, func(r store.Ranking) bool { return r.Demonstration })
	t := &Table{ID: "ranks", Caption: c.demonstrated(c.say("分组排名", "Ranks within groups"), demonstration), Columns: c.firstColumns(), Sort: true, Small: true}
	t.Groups = []Group{{Span: len(t.Columns)}}
	type rankKey struct {
		extentKey
		measure, grouping string
	}
	at, members := map[rankKey]store.Ranking{}, map[string]map[string]int{}
	for _, r := range c.conclusions.rankings {
		at[rankKey{extentKey{r.ParkCode, r.ExtentKind}, r.Measure, r.Grouping}] = r
		if members[r.Grouping] == nil {
			members[r.Grouping] = map[string]int{}
		}
		group := r.MemberOf
		if r.Grouping == "scope" {
			group = c.scope(group)
		}
		if c.twoKinds() {
			group = strings.Trim(c.kind(r.ExtentKind)+" "+group, " ")
		}
		members[r.Grouping][group] = max(members[r.Grouping][group], r.Members)
	}
	kept := c.keptGroupings(len(members["all"]), members)
	var columns []rankKey
	for _, m := range rankedMeasures {
		for _, g := range kept {
			columns = append(columns, rankKey{measure: m.key, grouping: groupings[g].key})
			t.Columns = append(t.Columns, Column{Key: m.key + "_" + groupings[g].key, Name: c.say(groupings[g].zh, groupings[g].en), Numeric: true, Width: 7})
		}
		t.Groups = append(t.Groups, Group{Name: c.say(m.zh, m.en), Span: len(kept)})
	}
	c.eachConcluded(func(p *park, kind string) {
		row, any := Row{Cells: c.firstCells(p, kind)}, false
		for _, k := range columns {
			k.extentKey = extentKey{p.Code, kind}
			r, ranked := at[k]
			any = any || ranked
			if ranked {
				row.Cells = append(row.Cells, valued(count(int64(r.Place), "")))
			} else {
				row.Cells = append(row.Cells, word(none))
			}
		}
		if any {
			t.Rows = append(t.Rows, row)
		}
	})
	for _, g := range kept {
		t.Notes = append(t.Notes, c.say("%s：%s。", "%s: %s.", c.say(groupings[g].zh, groupings[g].en), c.memberCounts(members[groupings[g].key])))
	}
	t.Notes = append(t.Notes, c.boundsNote(demonstration)...)
	return t
}

// keptGroupings are the groupings with more groups than there are without any.
func (c *composer) keptGroupings(alone int, members map[string]map[string]int) []int {
	var kept []int
	for i, g := range groupings {
		if len(members[g.key]) > alone || g.key == "all" {
			kept = append(kept, i)
		}
	}
	return kept
}

// memberCounts says how many parks each group has.
func (c *composer) memberCounts(members map[string]int) string {
	var parts []string
	for group, n := range members {
		parts = append(parts, strings.TrimLeft(fmt.Sprintf(c.say("%s %d 个", "%s %d"), group, n), " "))
	}
	slices.Sort(parts)
	return strings.Join(parts, c.say("、", ", "))
}

// classItems are figures by which parks are put into classes.
var classItems = []string{"tax_per_mu", "output_per_mu", "value_added_per_mu"}

// classTable puts the parks into classes A to D by yield per mu (亩均论英雄),
// with the figures, the best first.
func (c *composer) classTable() *Table {
	t := &Table{ID: "classes", Columns: c.firstColumns(), Sort: true, Small: true}
	t.Columns = append(t.Columns, Column{Key: "class", Name: c.say("类别", "Class"), Width: 6}, Column{Key: "class_points", Name: c.say("亩均得分", "Points"), Numeric: true, Places: 2, Width: 9})
	for _, key := range classItems {
		t.Columns = append(t.Columns, Column{Key: key, Name: c.indicatorName(key), Unit: c.unit("万元/亩"), Numeric: true, Places: 2, Width: 11})
	}
	demonstration, any := false, false
	parks := c.parkNames()
	var gaps notes
	for _, e := range c.classed() {
		p := parks[e.ParkCode]
		if p == nil {
			continue
		}
		demonstration, any = demonstration || e.ClassDemonstration, any || e.Class != ""
		row := Row{Cells: append(c.firstCells(p, e.ExtentKind), word(orNone(e.Class)), c.pointsCell(p, &e))}
		for _, key := range classItems {
			m := c.metric(p.Code, e.ExtentKind, key)
			cell := c.linked(gaps.cell(c.metricFigure(m)), p, e.ExtentKind, key)
			row.Cells = append(row.Cells, live(cell, rateFormula(&m, cell.Link)))
		}
		t.Rows = append(t.Rows, row)
	}
	if !any {
		return nil
	}
	t.Caption = c.demonstrated(c.say("亩均效益分类（A–D）", "Classes by yield per mu (A–D)"), demonstration)
	t.Notes = append(gaps.list(), c.boundsNote(demonstration)...)
	return t
}

// classed returns the conclusions of the extents that take part in the
// classes, by kind of extent, the most points first.
func (c *composer) classed() []store.Evaluation {
	var list []store.Evaluation
	for _, e := range c.conclusions.evaluations {
		if e.ClassPoints != nil || e.Class != "" {
			list = append(list, e)
		}
	}
	slices.SortStableFunc(list, func(a, b store.Evaluation) int {
		switch {
		case a.ExtentKind != b.ExtentKind:
			return strings.Compare(a.ExtentKind, b.ExtentKind)
		case a.ClassPoints == nil || b.ClassPoints == nil:
			return boolOrder(a.ClassPoints == nil) - boolOrder(b.ClassPoints == nil)
		case *a.ClassPoints > *b.ClassPoints:
			return -1
		case *a.ClassPoints < *b.ClassPoints:
			return 1
		}
		return 0
	})
	return list
}

func boolOrder(b bool) int {
	if b {
		return 1
	}
	return 0
}

// thresholdTable lists the bounds by which was judged, each with what confirms
// it.
func (c *composer) thresholdTable() *Table {
	t := &Table{ID: "thresholds", Small: true, Columns: []Column{{Key: "name", Name: c.say("界限", "Bound"), Width: 40}, {Key: "relation", Name: c.say("关系", "Relation"), Width: 6},
		{Key: "bound", Name: c.say("界限值", "Value"), Numeric: true, Places: 4, Width: 9}, {Key: "unit", Name: c.say("单位", "Unit"), Width: 9},
		{Key: "source", Name: c.say("依据", "Basis"), Width: 16}, {Key: "key", Name: c.say("配置键", "Key"), Width: 22}}}
	demonstration := false
	for _, b := range c.conclusions.thresholds {
		source := b.Source
		switch {
		case b.Demonstration:
			source, demonstration = c.say("演示", "demonstration"), true
		case source == "user":
			source = c.say("用户配置", "configuration")
		case source == indicators.ByDefinition:
			source = c.say("按定义", "by definition")
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{word(c.say(b.NameZH, capitalized(b.NameEN))), word(b.Relation), {Figure: plain(fromFloat(&b.Value), 4), Known: b.Key},
			word(c.unit(b.Unit)), word(orNone(source)), word(b.Key)}})
	}
	t.Caption = c.demonstrated(c.say("界限值与基准值", "Bounds and benchmarks"), demonstration)
	t.Notes = c.boundsNote(demonstration)
	return t
}
