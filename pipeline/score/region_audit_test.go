package score_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// TestFiguresOfCountiesAreAudited: the counties' plot ratios are those of
// TestRegionsAddUp, (285 + 100) / (420 + 80) = 0.77 for 141030, 285/420 =
// 0.6786 for its managed extent; the whole has (285 + 100 + 285) / 920 = 0.7283.
func TestFiguresOfCountiesAreAudited(t *testing.T) {
	n, run := open(t, []land.Park{{Code: "A", County: "141030"}, {Code: "B", County: "141030"}, {Code: "C", County: "隰县"}}, []extentOf{
		{"A", land.Approved, nil}, {"A", land.Managed, nil}, {"A", land.Growth, nil},
		{"B", land.Approved, map[string]float64{"floor_area": 100 * ha, "parcel_area": 80 * ha}}, {"C", land.Approved, nil},
	})
	check(t, n.WriteExtentOverlaps([]land.ExtentOverlap{{ParkCode: "A", OtherParkCode: "B", Kind: land.Approved, AreaM2: 50}}))
	var given []store.DeclaredRegion
	for region, value := range map[string]float64{"141030": 0.771, "隰县": 0.9, "": 0.7283, "130000": 1} {
		given = append(given, store.DeclaredRegion{Region: region, Indicator: "plot_ratio", Value: value, Source: "declared.xlsx", Record: 7})
	}
	given = append(given, store.DeclaredRegion{Region: "141030", Indicator: "no_such_indicator", Value: 1},
		store.DeclaredRegion{Region: "", ExtentKind: "managed", Indicator: "plot_ratio", Value: 0.68, Source: "managed.xlsx", Record: 2}, // goes before the one for both
		store.DeclaredRegion{Region: "隰县", ExtentKind: "managed", Indicator: "plot_ratio", Value: 0.9})                                   // no such extent
	check(t, n.WriteDeclaredRegions(given))
	findings, err := scoreParks(n, run, set(t), land.EN)
	check(t, err)
	audits, err := n.Read().RegionAudits()
	check(t, err)
	var got []string
	for _, a := range audits {
		got = append(got, fmt.Sprintf("%s %s %s %.4f %s %s", a.Level, a.Region, a.ExtentKind, *a.Computed, a.Verdict, a.Note))
	}
	for _, f := range findings {
		if f.Code == land.DeclaredFigure {
			got = append(got, fmt.Sprintf("%s:%d %s %s, not %s", f.Source, f.Record, f.Field, f.Expected, f.Found))
		}
	}
	slices.Sort(got)
	want := []string{
		"all  approved 0.7283 agrees 50.00 m² lie in two extents and count twice",
		"all  managed 0.6786 agrees ",
		"county 141030 approved 0.7700 agrees 50.00 m² lie in two extents and count twice",
		"county 141030 managed 0.6786 differs no parcels explain it; 0.0924286 unexplained",
		"county 隰县 approved 0.6786 differs no parcels explain it; 0.221429 unexplained",
		"declared.xlsx:7 plot_ratio 0.678571, not 0.771 (141030 managed)",
		"declared.xlsx:7 plot_ratio 0.678571, not 0.9 (隰县 approved)",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Land that two approved extents share is no land twice in the managed ones.
func TestLandTwiceIsOfOneKind(t *testing.T) {
	n, run := open(t, []land.Park{{Code: "A"}, {Code: "B"}},
		[]extentOf{{"A", land.Approved, nil}, {"A", land.Managed, nil}, {"B", land.Approved, nil}, {"B", land.Managed, nil}},
		land.Finding{Code: land.ExtentsOverlap, ParkCode: "A,B", AreaM2: land.Known(50)})
	check(t, n.WriteExtentOverlaps([]land.ExtentOverlap{{ParkCode: "A", OtherParkCode: "B", Kind: land.Approved, AreaM2: 50}}))
	_, err := scoreParks(n, run, set(t), land.EN)
	check(t, err)
	rows, err := n.Read().Regions()
	check(t, err)
	for _, r := range rows {
		if want := map[string]float64{"approved": 50, "managed": 0}[r.ExtentKind]; r.TwiceM2 != want {
			t.Errorf("%s %s: %v m² twice, want %v", r.Level, r.ExtentKind, r.TwiceM2, want)
		}
	}
}

// A table that lists parks is the roster: whatever an outline says of its park,
// one that the table lacks is not listed, and one that it names is.
func TestATableOfParksIsTheRoster(t *testing.T) {
	n, run := open(t, []land.Park{{Code: "S149061", Name: "甲园"}, {Code: "S149062", Name: "乙园", Level: "省级", Scope: "S0"}},
		[]extentOf{{"S149061", land.Approved, nil}, {"S149062", land.Approved, nil}})
	check(t, n.WriteRosterRows([]store.RosterRow{{ParkCode: "S149061", Source: "roster.xlsx", Record: 2}}))
	findings, err := scoreParks(n, run, set(t), land.EN)
	check(t, err)
	var got []string
	for _, f := range findings {
		if f.Code == land.RosterUnlisted {
			got = append(got, f.ParkCode)
		}
	}
	if !slices.Equal(got, []string{"S149062"}) {
		t.Errorf("not listed: %v", got)
	}
}
