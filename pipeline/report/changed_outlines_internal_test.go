package report

import (
	"slices"
	"testing"

	"jiyue/pipeline/diff"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// TestChangedOutlines: what became of the extents themselves stands in the section
// on changes, that of a park which is gone too.
func TestChangedOutlines(t *testing.T) {
	d := changed()
	d.history.outlines = []diff.Extent{
		{ParkCode: "S1", Name: "甲园", Kind: "approved", Change: store.ExtentChanged, Outline: &diff.Outline{BlocksBefore: 2, BlocksAfter: 1, AreaBeforeM2: 1_211_500, AreaAfterM2: 797_400}},
		{ParkCode: "S2", Name: "乙园", Kind: "managed", Outline: &diff.Outline{BlocksBefore: 1, BlocksAfter: 1, AreaBeforeM2: 50_000, AreaAfterM2: 50_000.2}},
		{ParkCode: "S3", Name: "丙园", Kind: "approved", Change: store.ExtentGone},
		{ParkCode: "S4", Kind: "approved", Change: store.ExtentNew},
	}
	m := composed(t, d, Options{Lang: land.ZH})
	for _, want := range []string{
		"甲园：核定范围改变，2 个片区变为 1 个，面积由 121.1500 公顷变为 79.7400 公顷。",
		"乙园：实际管理范围移位或重划，面积不变（5.0000 公顷）。",
		"丙园：核定范围已不在本次数据中。",
		"S4：新增核定范围。",
	} {
		if !slices.Contains(m.Changes.Since, want) {
			t.Errorf("no %q in %q", want, m.Changes.Since)
		}
	}
	for len(d.history.outlines) < outlinesTold+3 {
		d.history.outlines = append(d.history.outlines, d.history.outlines[0])
	}
	m = composed(t, d, Options{Lang: land.EN})
	if last := m.Changes.Since[len(m.Changes.Since)-1]; last != "3 more extents are new, gone or drawn otherwise: see jiyue diff." {
		t.Errorf("%q", last)
	}
}
