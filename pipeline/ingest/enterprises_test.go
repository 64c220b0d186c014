package ingest_test

import (
	"math"
	"testing"

	"jiyue/pipeline/land"
)

const enterpriseFields = "DKBH:C12 QYDM:C12 NCZ:N14.2 CYRS:N8 ZJZMJ:N12.2"

const enterpriseConfig = `
parcels:
  - path: parcels.shp
    fields: {id: DKBH, enterprise: QYDM, output: NCZ, employees: CYRS, floor_area: ZJZMJ}
`

// An enterprise on 1 ha and 3 ha, with its total of 400 on both parcels, has
// 100 on the one and 300 on the other; buildings stay where they are. A
// repeated record gets nothing and takes nothing.
func TestEnterpriseTotalsAreSpreadOverItsParcels(t *testing.T) {
	row := func(id, enterprise string, output, employees, floors any, r ...float64) record {
		return record{rings(ring(r...)), []any{id, enterprise, output, employees, floors}}
	}
	dir := county(t)
	write(t, dir+"/parcels.shp", 4525, enterpriseFields,
		row("DK001", "Q1", 400.0, 80, 5000.0, 0, 0, 0, 100, 100, 100, 100, 0, 0, 0),
		row("DK002", "Q1", 400.0, nil, 7000.0, 100, 0, 100, 100, 400, 100, 400, 0, 100, 0),
		row("DK002", "Q1", 400.0, nil, 7000.0, 100, 0, 100, 100, 400, 100, 400, 0, 100, 0),
		row("DK003", "Q2", 70.0, 7, 1.0, 0, 200, 0, 300, 100, 300, 100, 200, 0, 200),
		row("DK004", "Q3", 10.0, nil, nil, 200, 200, 200, 300, 300, 300, 300, 200, 200, 200),
		row("DK005", "Q3", 12.0, nil, nil, 300, 200, 300, 300, 400, 300, 400, 200, 300, 200),
		row("DK006", "", 33.0, 3, nil, 500, 200, 500, 300, 600, 300, 600, 200, 500, 200))
	got := readAll(t, mustOpen(t, dir, parksConfig+enterpriseConfig))
	for i, want := range []struct {
		output, employees, floors float64 // negative: unknown
	}{{100, 20, 5000}, {300, 60, 7000}, {300, 60, 7000}, {70, 7, 1}, {5, -1, -1}, {5, -1, -1}, {33, 3, -1}} {
		p := got.parcels[i]
		for m, w := range map[land.Measure]float64{land.Output: want.output, land.Employees: want.employees, land.FloorArea: want.floors} {
			if q := p.Figures[m]; q.Known != (w >= 0) || q.Known && math.Abs(q.Value-w) > 1e-9 {
				t.Errorf("record %d: %s %v, want %g", p.Record, m, q, w)
			}
		}
	}
	if !got.parcels[2].Rejected {
		t.Error("the repeated record counts")
	}
	var disagree []land.Finding
	for _, f := range got.findings {
		if f.Code == land.EnterpriseTotals {
			disagree = append(disagree, f)
		}
	}
	if len(disagree) != 1 || disagree[0].Record != 6 || disagree[0].Field != "NCZ" || disagree[0].Found != "Q3: 12" || disagree[0].Expected != "10" {
		t.Errorf("%+v", disagree)
	}
}
