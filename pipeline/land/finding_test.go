package land_test

import (
	"strings"
	"testing"

	"jiyue/pipeline/land"
)

func TestEveryCodeIsDocumented(t *testing.T) {
	seen := map[land.Code]bool{}
	for _, c := range land.Codes() {
		if seen[c] {
			t.Errorf("%s stands twice in the catalogue", c)
		}
		seen[c] = true
		if land.SeverityOf(c) == "" || c.Title().ZH == "" || c.Title().EN == "" || c.Remedy().ZH == "" || c.Remedy().EN == "" {
			t.Errorf("%s lacks a severity, a title or a remedy in one language", c)
		}
	}
	if len(seen) < 40 {
		t.Errorf("the catalogue has %d codes", len(seen))
	}
}

func TestMessageNamesWhatWasFound(t *testing.T) {
	f := land.Finding{Code: land.StatusUnknown, Source: "parcels.shp", Record: 7, Field: "地块状态", ParcelID: "D7", Found: "巳建成", Expected: "已建成 | 未供应"}
	for lang, want := range map[land.Lang][]string{
		land.ZH: {"地块状态", "巳建成", "应为 已建成 | 未供应"},
		land.EN: {"status", "地块状态", "巳建成", "expected 已建成 | 未供应"},
	} {
		for _, part := range want {
			if got := f.Message(lang); !strings.Contains(got, part) {
				t.Errorf("%s message %q lacks %q", lang, got, part)
			}
		}
	}
	if got, want := f.Place(land.EN), "parcels.shp record 7 parcel D7"; got != want {
		t.Errorf("place is %q, want %q", got, want)
	}
}

// TestRollUp: the first thousand of a kind stand by themselves, the rest in
// one, and nothing is lost from the count.
func TestRollUp(t *testing.T) {
	var f land.Findings
	for i := 1; i <= land.RollUpAfter+250; i++ {
		park := "A"
		if i%2 == 0 {
			park = "B"
		}
		f.Add(land.Finding{Code: land.StatusUnknown, Source: "p.shp", Field: "ZT", Record: i, ParkCode: park, AreaM2: land.Known(2)})
	}
	f.Add(land.Finding{Code: land.StatusUnknown, Source: "q.shp", Field: "ZT", Record: 1})
	list := f.List()
	if len(list) != land.RollUpAfter+2 {
		t.Fatalf("%d findings listed, want %d", len(list), land.RollUpAfter+2)
	}
	rolled := list[land.RollUpAfter]
	if rolled.Count != 250 || rolled.Records[0] != 1001 || rolled.AreaM2.Value != 500 || strings.Join(rolled.Parks(), "+") != "A+B" {
		t.Errorf("rolled up: %+v", rolled)
	}
	if got := f.Count(land.Error); got != land.RollUpAfter+251 {
		t.Errorf("%d errors counted, want %d", got, land.RollUpAfter+251)
	}
}

func TestAttributeFindings(t *testing.T) {
	extents := []land.Extent{{ParkCode: "A"}, {ParkCode: "B"}, {ParkCode: "A", Kind: land.Managed}}
	b := land.Batch{
		Pieces:   []land.Piece{{Record: 1, Extent: 0}, {Record: 1, Extent: 1}, {Record: 1, Extent: 2}, {Record: 2, Extent: 1}},
		Findings: []land.Finding{{Record: 1}, {Record: 2}, {Record: 3}, {Record: 2, ParkCode: "C", Source: "x.shp"}},
	}
	b.AttributeFindings([]land.Source{{Path: "p.shp"}}, extents)
	for i, want := range []string{"p.shp|A,B", "p.shp|B", "p.shp|", "x.shp|C"} {
		if got := b.Findings[i].Source + "|" + b.Findings[i].ParkCode; got != want {
			t.Errorf("finding %d is attributed to %q, want %q", i, got, want)
		}
	}
}
