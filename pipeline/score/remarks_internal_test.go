package score

import (
	"slices"
	"testing"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// A park whose type is another one than its name or its land suggests is
// remarked; another spelling of the type is none.
func TestTypeRemarks(t *testing.T) {
	set, err := indicators.Builtin("tdt1029-2014")
	if err != nil {
		t.Fatal(err)
	}
	industrial := indicators.Totals{"A": {Value: 100e4, Known: true}, "A1": {Value: 10e4, Known: true}, "A2": {Value: 60e4, Known: true}}
	for _, tt := range []struct {
		name, park, kind string
		extent           land.ExtentKind
		totals           indicators.Totals
		want             string // the proposed type; "" for no remark
	}{
		{"bonded zone as integrated", "太原武宿综合保税区", "产城融合型", land.Approved, nil, "工业主导型"},
		{"processing zone as industry-led", "天津出口加工区", "工业主导型", land.Approved, nil, ""},
		{"another spelling", "天津出口加工区", "工业主导", land.Approved, nil, ""},
		{"by its land", "大宁经济技术开发区", "产城融合型", land.Approved, industrial, "工业主导型"},
		{"nothing known", "大宁经济技术开发区", "产城融合型", land.Approved, nil, ""},
		{"no type given", "太原武宿综合保税区", "", land.Approved, nil, ""},
		{"growth-direction area", "太原武宿综合保税区", "产城融合型", land.Growth, nil, ""},
	} {
		e := &scored{outline: outline{"S141001", string(tt.extent)}, roster: store.Park{Name: tt.park, Type: tt.kind}, totals: tt.totals}
		findings := remarks(set, e, "zh")
		at := slices.IndexFunc(findings, func(f land.Finding) bool { return f.Code == land.TypeAdvisory })
		switch {
		case at < 0 && tt.want == "":
		case at < 0 || findings[at].Found != tt.kind || findings[at].Expected != tt.want:
			t.Errorf("%s: %+v, want %q", tt.name, findings, tt.want)
		}
	}
}
