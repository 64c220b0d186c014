package ingest_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
)

// with changes one value of a parcel's row.
func with(r record, column int, value any) record {
	r.values = slices.Clone(r.values)
	r.values[column] = value
	return r
}

// Columns of parcels.shp.
const (
	colID = iota
	colLandUse
	colStatus
	colOutput
	colDeclared
	colBuilt
	colSupply
	colHightech
)

// Each case is one record beside a sound one, with the findings it must make.
// Areas are worked by hand: squares of 100 m have 10 000 m².
func TestDefectsOfParcels(t *testing.T) {
	sound := square(0, 0, 100)
	plain := parcel("DK002", sound)
	for name, c := range map[string]struct {
		record   record
		want     []land.Finding
		areaM2   float64
		rejected bool
	}{
		"sound":      {plain, nil, 10_000, false},
		"null shape": {parcel("DK002"), []land.Finding{{Code: land.ShapeEmpty}}, 0, true},
		"one ring twice": {parcel("DK002", ring(0, 0, 0, 20, 20, 20, 20, 0, 0, 0), ring(0, 0, 0, 20, 20, 20, 20, 0, 0, 0)),
			[]land.Finding{{Code: land.ShapeEmpty, AreaM2: land.Known(-400), Words: land.Text{ZH: "0 m²；第 2 圈与第 1 圈相同", EN: "0 m²; ring 2 = ring 1"}, Expected: "400.00 m²"}}, 0, true},
		"no area": {parcel("DK002", ring(0, 0, 50, 50, 100, 100, 0, 0)), []land.Finding{{Code: land.ShapeEmpty, Found: "0 m²"}}, 0, true},
		"coordinate that is no number": {
			parcel("DK002", ring(0, 0, 0, 100, math.NaN(), 100, 100, 0, 0, 0)),
			[]land.Finding{{Code: land.CoordinateInfinite, Words: land.Text{ZH: "第 1 圈第 3 点 (NaN, 4.0001e+06)", EN: "ring 1 point 3: (NaN, 4.0001e+06)"}}}, 0, true},
		"infinite coordinate": {
			parcel("DK002", ring(0, 0, 0, 100, 100, math.Inf(1), 100, 0, 0, 0)),
			[]land.Finding{{Code: land.CoordinateInfinite, Words: land.Text{ZH: "第 1 圈第 3 点 (3.75001e+07, +Inf)", EN: "ring 1 point 3: (3.75001e+07, +Inf)"}}}, 0, true},
		"coordinate that is no place": {
			parcel("DK002", ring(0, 0, 0, 100, -1e300, 100, 100, 0, 0, 0)),
			[]land.Finding{{Code: land.CoordinateInfinite, Words: land.Text{ZH: "第 1 圈第 3 点 (-1e+300, 4.0001e+06)", EN: "ring 1 point 3: (-1e+300, 4.0001e+06)"}}}, 0, true},
		"unclosed ring": {
			parcel("DK002", ring(0, 0, 0, 100, 100, 100, 100, 0)),
			[]land.Finding{{Code: land.RingUnclosed, Found: "100.000 m"}}, 10_000, false},
		"repeated points": {
			parcel("DK002", ring(0, 0, 0, 100, 0, 100, 100, 100, 100, 100, 100, 0, 0, 0)),
			[]land.Finding{{Code: land.PointRepeated, Found: "2"}}, 10_000, false},
		"shell turned the wrong way": {
			parcel("DK002", ring(0, 0, 100, 0, 100, 100, 0, 100, 0, 0)),
			[]land.Finding{{Code: land.RingTurned, Found: "1/1", AreaM2: land.Known(0)}}, 10_000, false},
		// A naive sum takes shell and hole together: 10 000 + 100 m² delivered.
		"hole turned the wrong way": {
			with(parcel("DK002", sound, square(10, 10, 10)), colDeclared, 9900.0),
			[]land.Finding{{Code: land.RingTurned, Found: "1/2", AreaM2: land.Known(-200)}}, 9_900, false},
		// A bow-tie of two triangles of 2 500 m² each: their signs cancel.
		"bow-tie": {
			with(parcel("DK002", ring(0, 0, 100, 100, 100, 0, 0, 100, 0, 0)), colDeclared, 5000.0),
			[]land.Finding{{Code: land.RingSelfCrossing, AreaM2: land.Known(5000), Found: "(37500050.000, 4000050.000)", Words: land.Textf("修复前 0.00 m²，修复后 5000.00 m²", "0.00 m² before the repair, 5000.00 m² after")}}, 5_000, false},
		"no id":                  {with(plain, colID, ""), []land.Finding{{Code: land.ParcelIDMissing, Field: "DKBH"}}, 10_000, false},
		"no status":              {with(plain, colStatus, ""), []land.Finding{{Code: land.StatusMissing, Field: "DKZT"}}, 10_000, false},
		"unknown status":         {with(plain, colStatus, "在建"), []land.Finding{{Code: land.StatusUnknown, Field: "DKZT", Found: "在建"}}, 10_000, false},
		"our own word":           {with(plain, colStatus, "built"), nil, 10_000, false},
		"no land use":            {with(plain, colLandUse, ""), []land.Finding{{Code: land.LandUseMissing, Field: "DLBM"}}, 10_000, false},
		"unknown land use":       {with(plain, colLandUse, "9901"), nil, 10_000, false}, // measure's to say, once
		"unknown built code":     {with(plain, colBuilt, "A9"), []land.Finding{{Code: land.LandCodeUnknown, Field: "JSZK", Found: "A9", Expected: "A1 A2 A31 A32 A4 A51 A52 A6 B11 B12 B21 B22 C1 C2 C3"}}, 10_000, false},
		"unknown supply code":    {with(plain, colSupply, "D2"), []land.Finding{{Code: land.LandCodeUnknown, Field: "GYZK", Found: "D2", Expected: "D1 D21 D22 E1 E21 E22 F"}}, 10_000, false},
		"unknown hightech code":  {with(plain, colHightech, "H3"), []land.Finding{{Code: land.LandCodeUnknown, Field: "GXZK", Found: "H3", Expected: "H1 H2"}}, 10_000, false},
		"negative output":        {with(plain, colOutput, -5.0), []land.Finding{{Code: land.NumberNegative, Field: "NCZ", Found: "-5.00"}, {Code: land.OutputMissing, Field: "NCZ", AreaM2: land.Known(10_000)}}, 10_000, false},
		"no output":              {with(plain, colOutput, nil), []land.Finding{{Code: land.OutputMissing, Field: "NCZ", AreaM2: land.Known(10_000)}}, 10_000, false},
		"no output, not built":   {with(with(with(plain, colOutput, nil), colStatus, "未供应"), colBuilt, "B22"), nil, 10_000, false},
		"no output, no industry": {with(with(with(plain, colOutput, 0.0), colLandUse, "0701"), colBuilt, "A1"), nil, 10_000, false},
		// 0.5 % of 10 000 m² is 50 m².
		"declared area too large":  {with(plain, colDeclared, 10_050.01), []land.Finding{{Code: land.DeclaredArea, Field: "ZDMJ", Found: "10050.01 m² (+0.5%)", Expected: "10000.00 m²", AreaM2: land.Known(50.01)}}, 10_000, false},
		"declared area within":     {with(plain, colDeclared, 10_049.0), nil, 10_000, false},
		"declared area of nothing": {with(plain, colDeclared, 0.0), nil, 10_000, false},
	} {
		t.Run(name, func(t *testing.T) {
			in := mustOpen(t, county(t, parcel("DK001", square(500, 500, 100)), c.record), parksConfig+parcelsConfig)
			got := readAll(t, in)
			for i := range c.want {
				c.want[i].Source, c.want[i].Record, c.want[i].ParcelID = "parcels.shp", 2, c.record.values[0].(string)
			}
			if diff := cmp.Diff(c.want, got.findings, cmpopts.EquateEmpty(), cmpopts.EquateApprox(0, 1e-6)); diff != "" {
				t.Errorf("findings: %s", diff)
			}
			p := got.parcels[1]
			if math.Abs(p.AreaM2-c.areaM2) > 1e-6 || p.Rejected != c.rejected || p.Record != 2 {
				t.Errorf("%.6f m², rejected %t, record %d", p.AreaM2, p.Rejected, p.Record)
			}
			if p.Rejected != (got.ledger.Sources[1].Rejected.Count == 1) {
				t.Errorf("ledger: %d rejected", got.ledger.Sources[1].Rejected.Count)
			}
		})
	}
}

// What a sound record says comes through unchanged.
func TestParcelAsDelivered(t *testing.T) {
	r := with(with(parcel("DK0601", square(0, 0, 100), ring(20, 20, 60, 20, 60, 60, 20, 60, 20, 20)), colDeclared, 8400.0), colHightech, "h1")
	in := mustOpen(t, county(t, r), parksConfig+parcelsConfig)
	got := readAll(t, in)
	want := land.Parcel{
		Source: 1, Record: 1, ID: "DK0601",
		Classes:    land.Classes{LandUse: "0601", Scheme: "gbt21010-2017", Status: land.Built, BuiltCode: "A2", SupplyCode: "D21", HightechCode: "H1"},
		DeclaredM2: land.Known(8400), AttributeRow: true, AreaM2: 8400, DeliveredAreaM2: 8400,
		// Shells run counter-clockwise, holes clockwise.
		Shape: orb.MultiPolygon{{
			ring(0, 0, 100, 0, 100, 100, 0, 100, 0, 0),
			ring(20, 20, 20, 60, 60, 60, 60, 20, 20, 20),
		}},
	}
	want.Box = orb.Bound{Min: want.Shape[0][0][0], Max: want.Shape[0][0][2]}
	want.Figures[land.Output] = land.Known(120.5)
	if diff := cmp.Diff([]land.Parcel{want}, got.parcels); diff != "" {
		t.Error(diff)
	}
	if len(got.findings) > 0 {
		t.Errorf("findings: %v", got.findings)
	}
}

// 1.5 mu are 1 000 m², 2.5 亿 are 25 000 万元.
func TestUnitsOfParcels(t *testing.T) {
	r := with(with(parcel("DK001", square(0, 0, 10)), colDeclared, 1.5), colOutput, 2.5)
	in := mustOpen(t, county(t, r), parksConfig+
		strings.Replace(parcelsConfig, "    code_scheme", "    units: {declared_area: mu, output: yi}\n    code_scheme", 1))
	p := readAll(t, in).parcels[0]
	if p.DeclaredM2.Value != 1000 || p.Figures[land.Output].Value != 25_000 {
		t.Errorf("declared %v, output %v", p.DeclaredM2, p.Figures[land.Output])
	}
}

// A record that is not near any extent is measured and identified, no more.
func TestFarParcels(t *testing.T) {
	in := mustOpen(t, county(t, with(parcel("DK001", square(0, 0, 100)), colStatus, "?"), with(parcel("DK002", ring(5000, 0, 5000, 100, 5100, 100, 5100, 0)), colStatus, "?")), parksConfig+parcelsConfig)
	in.SkipFar()
	got := readAll(t, in)
	far := got.parcels[1]
	if far.ID != "DK002" || far.AreaM2 != 10_000 || far.LandUse != "" || far.Rejected || len(far.Shape) != 1 {
		t.Errorf("%+v", far)
	}
	if len(got.findings) != 1 || got.findings[0].Record != 1 {
		t.Errorf("%+v", got.findings)
	}
}

// Repeats are found across batches and files, whatever point a ring starts at
// and whichever way it runs.
func TestRepeatedParcels(t *testing.T) {
	one, two := square(0, 0, 100), square(200, 0, 100)
	turned := ring(100, 100, 0, 100, 0, 0, 100, 0, 100, 100) // one, from another corner, the other way round
	dir := county(t,
		parcel("DK001", one), parcel("DK001", one), parcel("DK001", turned), parcel("DK001", two), parcel("DK001", two),
		parcel("DK002", two), parcel("", square(300, 0, 100)), parcel("", square(400, 0, 100)), parcel("", square(300, 0, 100)))
	in := mustOpen(t, dir, parksConfig+parcelsConfig)
	got := readAll(t, in)
	type about struct {
		Record int
		Code   land.Code
		Found  string
	}
	var found []about
	for _, f := range got.findings {
		if f.Code == land.ParcelRepeated || f.Code == land.ParcelIDRepeated {
			found = append(found, about{f.Record, f.Code, f.Found})
		}
	}
	want := []about{
		{2, land.ParcelRepeated, "= parcels.shp #1"},
		{3, land.ParcelRepeated, "= parcels.shp #1"},
		{4, land.ParcelIDRepeated, "= parcels.shp #1"},
		{5, land.ParcelRepeated, "= parcels.shp #4"},
		{9, land.ParcelRepeated, "= parcels.shp #7"},
	}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Error(diff)
	}
	if !slices.IsSortedFunc(got.findings, func(a, b land.Finding) int { return a.Record - b.Record }) {
		t.Error("findings are not in the order of records")
	}
	s := got.ledger.Sources[1]
	if s.Records != 9 || s.In.Count != 9 || s.Rejected.Count != 4 || s.Rejected.AreaM2.Value() != 40_000 || s.In.AreaM2.Value() != 90_000 {
		t.Errorf("%+v", s)
	}
}

func TestRepeatsAcrossBatchesAndFiles(t *testing.T) {
	var north []record
	for i := range 1100 {
		north = append(north, parcel(fmt.Sprint("DK", i), square(float64(i), 0, 100)))
	}
	dir := county(t)
	north[1090] = north[4]
	write(t, dir+"/parcels_1.shp", 4525, parcelFields, north...)
	write(t, dir+"/parcels_2.shp", 4525, parcelFields, parcel("DK9999", square(0, 0, 50)), north[6])
	got := readAll(t, mustOpen(t, dir, parksConfig+strings.Replace(parcelsConfig, "parcels.shp", "parcels_*.shp", 1)))
	want := []land.Finding{
		{Code: land.ParcelRepeated, Source: "parcels_1.shp", Record: 1091, ParcelID: "DK4", AreaM2: land.Known(10_000), Found: "= parcels_1.shp #5"},
		{Code: land.ParcelRepeated, Source: "parcels_2.shp", Record: 2, ParcelID: "DK6", AreaM2: land.Known(10_000), Found: "= parcels_1.shp #7"},
	}
	var repeated []land.Finding
	for _, f := range got.findings {
		if f.Code == land.ParcelRepeated {
			repeated = append(repeated, f)
		}
	}
	if diff := cmp.Diff(want, repeated); diff != "" {
		t.Error(diff)
	}
}

func TestBatchesCoverEveryRecordOnce(t *testing.T) {
	var records []record
	for i := range 2500 {
		records = append(records, parcel("", square(float64(i), 0, 100)))
	}
	in := mustOpen(t, county(t, records...), parksConfig+parcelsConfig)
	if in.Batches() != 3 || in.Records() != 2500 {
		t.Fatalf("%d batches, %d records", in.Batches(), in.Records())
	}
	for i, p := range readAll(t, in).parcels {
		if p.Record != i+1 || p.Shape[0][0][0][0] != east+float64(i) {
			t.Fatalf("parcel %d is record %d", i, p.Record)
		}
	}
}
