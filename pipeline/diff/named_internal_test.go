package diff

import (
	"strings"
	"testing"

	"jiyue/indicators"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

func TestParkByCodeOrName(t *testing.T) {
	c := &Comparison{store: &store.Store{}, lang: land.EN, names: map[string]string{
		"S1": "North Park", "S2": "South Park", "S3": "Harbour", "S4": "harbour", "S5": "S1", "S6": ""}}
	for _, x := range []struct{ named, code, failure string }{
		{"S1", "S1", ""}, // also the name of S5: a code comes first
		{"North Park", "S1", ""},
		{"south park", "S2", ""},
		{"North", "S1", ""},
		{"Park", "", "2 parks go by the name Park|name one by its code: S1 North Park, S2 South Park"},
		{"HARBOUR", "", "2 parks go by the name HARBOUR|name one by its code: S3 Harbour, S4 harbour"},
		{"nosuch", "", "there is no park with the code or the name nosuch|there are: S1 North Park, S2 South Park, S3 Harbour, S4 harbour, S5 S1, S6"},
	} {
		code, err := c.codeOf(x.named)
		if code != x.code || (err != nil) != (x.failure != "") {
			t.Errorf("%s: %s, %v", x.named, code, err)
			continue
		}
		if f, is := land.AsFailure(err); err != nil && (!is || f.Kind != land.Usage || f.What.EN+"|"+f.Try.EN != x.failure) {
			t.Errorf("%s: %v\nwant %s", x.named, err, x.failure)
		}
	}
}

func TestFigureByKeyOrName(t *testing.T) {
	set, err := indicators.Builtin("tdt1029-2014")
	if err != nil {
		t.Fatal(err)
	}
	c := &Comparison{store: &store.Store{}, lang: land.ZH, set: set, about: map[string]indicators.Metric{}}
	for _, m := range set.Evaluate(indicators.Totals{}) {
		c.about[m.Indicator] = m
	}
	for _, x := range []struct{ named, key, failure string }{
		{"", "", ""},
		{"output_per_mu", "output_per_mu", ""},
		{"亩均产值", "output_per_mu", ""},
		{"Output per mu", "output_per_mu", ""},
		{"产值", "output", ""}, // the whole name before a part of one
		{"class_points", "class_points", ""},
		{"亩均得分", "class_points", ""},
		{"集约度得分", "score", ""},
		{"容积率", "", "plot_ratio 地块容积率"},
		{"nosuch", "", "score 集约度得分, class_points 亩均得分, land_area 四至范围面积"},
	} {
		key, err := c.figureOf(x.named)
		if key != x.key || (err != nil) != (x.failure != "") {
			t.Errorf("%s: %s, %v", x.named, key, err)
			continue
		}
		if f, is := land.AsFailure(err); err != nil && (!is || f.Kind != land.Usage || !strings.Contains(f.Try.ZH, x.failure)) {
			t.Errorf("%s: %v\nwant %s", x.named, err, x.failure)
		}
	}
}

func TestMomentsOfOneDayHaveTheTime(t *testing.T) {
	for _, x := range [][4]string{
		{"2026-11-23T23:00:00Z", "2026-11-24T01:00:00Z", "2026-11-23", "2026-11-24"},
		{"2026-11-24T00:49:24Z", "2026-11-24T09:00:01+08:00", "2026-11-24 00:49:24 UTC", "2026-11-24 01:00:01 UTC"},
		{"yesterday", "2026-11-24T01:00:00Z", "yesterday", "2026-11-24T01:00:00Z"},
	} {
		if from, to := moments(x[0], x[1]); from != x[2] || to != x[3] {
			t.Errorf("%s and %s: %s, %s", x[0], x[1], from, to)
		}
	}
}

// Night after night: what came by the outline and went by it did both by it; what
// the parcel did once is not the outline's alone.
func TestCausesOfChangesAreJoined(t *testing.T) {
	for _, x := range []struct {
		first    string
		byFirst  bool
		next     string
		byNext   bool
		together bool
	}{
		{store.PieceReshaped, true, store.PieceReshaped, true, true},
		{store.PieceReshaped, true, store.PieceReshaped, false, false},
		{store.PieceReshaped, false, store.PieceReshaped, true, false},
		{store.PieceEdited, false, store.PieceReshaped, true, true},
		{store.PieceReshaped, true, store.PieceEdited, false, true},
		{store.PieceAdded, true, store.PieceReshaped, false, true},
		{store.PieceEdited, false, store.PieceRemoved, true, true},
		{store.PieceReshaped, true, store.PieceRemoved, false, false},
	} {
		got := joined(&store.PieceChange{Change: x.first, ByExtent: x.byFirst}, &store.PieceChange{Change: x.next, ByExtent: x.byNext})
		if got != x.together {
			t.Errorf("%s (%v), then %s (%v): %v", x.first, x.byFirst, x.next, x.byNext, got)
		}
	}
}
