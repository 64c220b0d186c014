package score_test

import (
	"math"
	"testing"

	"jiyue/pipeline/land"
	"jiyue/pipeline/score"
	"jiyue/pipeline/store"
)

// yields is an enterprise's land in one extent: mu, and tax and output in 万元.
func yields(park string, kind land.ExtentKind, enterprise string, mu, tax, output float64) store.EnterpriseLand {
	e := store.EnterpriseLand{ParkCode: park, ExtentKind: string(kind), Enterprise: enterprise, Parcels: 1, AreaM2: mu * 2000 / 3}
	e.Figures[land.Tax], e.Figures[land.Output] = land.Known(tax), land.Known(output)
	return e
}

// TestEnterprisesAreClassifiedByAllTheirLand: e1 has 10 mu in park A and 30 in
// B with 80 万元 of tax and 800 of output together, 2 and 20 per mu; e2 has 1
// and 10 on 40 mu. The means are 1.5 and 15, so that e1 has 133.33 points and
// e2 66.67. Managed and growth extents don't mix with approved ones.
func TestEnterprisesAreClassifiedByAllTheirLand(t *testing.T) {
	n, run := open(t, []land.Park{{Code: "A", Type: "工业主导型"}, {Code: "B", Type: "工业主导型"}},
		[]extentOf{{"A", land.Approved, nil}, {"A", land.Managed, nil}, {"A", land.Growth, nil}, {"B", land.Approved, nil}})
	check(t, n.WriteEnterpriseLands([]store.EnterpriseLand{
		yields("A", land.Approved, "e1", 10, 50, 500), yields("B", land.Approved, "e2", 40, 40, 400), yields("B", land.Approved, "e1", 30, 30, 300),
		yields("A", land.Managed, "e2", 5, 1, 1), yields("A", land.Growth, "e2", 5, 1, 1), yields("A", land.Approved, "", 5, 1, 1),
	}))
	_, err := scoreParks(n, run, set(t), land.EN)
	check(t, err)
	rows, err := n.Read().EnterpriseYields("")
	check(t, err)
	for i, want := range []store.EnterpriseYield{
		{ParkCode: "A", ExtentKind: "approved", Enterprise: "e1", AreaMu: 10, TaxPerMu: ptr(5), OutputPerMu: ptr(50), Parks: 2, ClassPoints: ptr(133.3333), Class: "A", Place: 1, Members: 2},
		{ParkCode: "A", ExtentKind: "approved", Enterprise: "", AreaMu: 5, TaxPerMu: ptr(0.2), OutputPerMu: ptr(0.2), Parks: 1},
		{ParkCode: "A", ExtentKind: "growth", Enterprise: "e2", AreaMu: 5, TaxPerMu: ptr(0.2), OutputPerMu: ptr(0.2)},
		{ParkCode: "A", ExtentKind: "managed", Enterprise: "e2", AreaMu: 5, TaxPerMu: ptr(0.2), OutputPerMu: ptr(0.2), Parks: 1, ClassPoints: ptr(100), Class: "A", Place: 1, Members: 1},
		{ParkCode: "B", ExtentKind: "approved", Enterprise: "e1", AreaMu: 30, TaxPerMu: ptr(1), OutputPerMu: ptr(10), Parks: 2, ClassPoints: ptr(133.3333), Class: "A", Place: 1, Members: 2},
		{ParkCode: "B", ExtentKind: "approved", Enterprise: "e2", AreaMu: 40, TaxPerMu: ptr(1), OutputPerMu: ptr(10), Parks: 1, ClassPoints: ptr(66.6667), Class: "B", Place: 2, Members: 2},
	} {
		got := rows[i]
		same := got.ParkCode == want.ParkCode && got.ExtentKind == want.ExtentKind && got.Enterprise == want.Enterprise && math.Abs(got.AreaMu-want.AreaMu) < 1e-9
		if !same || got.Class != want.Class || got.Place != want.Place || got.Members != want.Members || got.Parks != want.Parks ||
			!alike(got.TaxPerMu, want.TaxPerMu) || !alike(got.OutputPerMu, want.OutputPerMu) || !alike(got.ClassPoints, want.ClassPoints) {
			t.Errorf("row %d: %+v, points %v; want %+v", i, got, show(got.ClassPoints), want)
		}
	}
	if len(rows) != 6 {
		t.Errorf("%d rows", len(rows))
	}
	items, err := n.Read().EnterpriseItems()
	check(t, err)
	if len(items) != 6 || items[0].Indicator != "tax_per_mu" || !alike(items[0].Benchmark, ptr(1.5)) || items[2].Benchmark != nil {
		t.Errorf("items: %+v", items)
	}
	x, err := score.Explain(n.Read(), "B", "", land.EN)
	check(t, err)
	if list := x.Extents[0].Enterprises; len(list) != 2 || list[0].Enterprise != "e1" || list[0].Class != "A" || !list[0].Demonstration {
		t.Errorf("explained: %+v", list)
	}
}

func ptr(v float64) *float64 { return &v }

// alike compares to four decimals; nil is like nil alone.
func alike(got, want *float64) bool {
	if want == nil {
		return got == nil
	}
	return near(got, *want)
}
