package score_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/score"
	"jiyue/pipeline/store"
)

// A park of two parcels: 6 000 m² whole with 3 000 m² of floor, and half of a
// parcel of 8 000 m² with 8 000 m² of floor. Plot ratio of the pieces
// (3000 + 4000) / (6000 + 4000) = 0.7, with the cut parcel whole
// (3000 + 8000) / (6000 + 8000) = 0.7857. The county had handed in 0.7857,
// though only half of the second parcel is in the park. A third parcel is on
// record with an error.
func TestAuditNamesTheParcels(t *testing.T) {
	pieces := []land.Piece{
		{Record: 1, ParcelID: "P1", Relation: land.Inside, Share: 1, PlanarM2: 6000, AreaM2: 6000},
		{Record: 2, ParcelID: "P2", Relation: land.Cut, Share: 0.5, PlanarM2: 4000, AreaM2: 4000},
	}
	pieces[0].Figures[land.FloorArea], pieces[1].Figures[land.FloorArea] = land.Known(3000), land.Known(4000)
	n, run := auditNight(t, pieces, map[string]float64{"plot_ratio": 0.7857, "parcel_area": 10_050, "output_per_mu": 9, "nobody_computes": 1})
	findings, err := scoreParks(n, run, set(t), land.EN)
	check(t, err)
	audits, err := n.Read().Audits()
	check(t, err)
	byName := map[string]store.Audit{}
	for _, a := range audits {
		byName[a.Indicator] = a
	}
	if len(byName) != 3 || byName["parcel_area"].Verdict != "agrees" || byName["output_per_mu"].Verdict != "not_computable" {
		t.Errorf("audits: %+v", audits)
	}
	a := byName["plot_ratio"]
	if a.Verdict != "differs" || !near(a.Computed, 0.7) || !near(a.Difference, 0.0857) || !near(a.WholeParcels, 0.7857) || !strings.Contains(a.Note, "every cut parcel counts whole") {
		t.Errorf("plot ratio: %+v", a)
	}
	if a.Source != "declared.xlsx" || a.Record != 4 {
		t.Errorf("declared in %s, row %d", a.Source, a.Record)
	}
	if len(a.Parcels) != 1 || a.Parcels[0].ParcelID != "P2" || a.Parcels[0].Reason != "cut" || !near(a.Parcels[0].Effect, 0.0857) {
		t.Errorf("parcels: %+v", a.Parcels)
	}
	said := false
	for _, f := range findings {
		said = said || f.Code == land.DeclaredFigure && f.Source == "declared.xlsx" && f.Record == 4 && f.Field == "plot_ratio"
	}
	if !said {
		t.Errorf("no finding names the row: %+v", findings)
	}
}

// A parcel with an error on record is named, with what the figure would be
// without it.
func TestAuditNamesProblems(t *testing.T) {
	pieces := []land.Piece{
		{Record: 1, ParcelID: "P1", Relation: land.Inside, Share: 1, PlanarM2: 6000, AreaM2: 6000},
		{Record: 2, ParcelID: "P2", Relation: land.Inside, Share: 1, PlanarM2: 4000, AreaM2: 4000},
	}
	pieces[0].Figures[land.FloorArea], pieces[1].Figures[land.FloorArea] = land.Known(3000), land.Known(4000)
	n, run := auditNight(t, pieces, map[string]float64{"plot_ratio": 0.5},
		land.Finding{Code: land.ParcelIDRepeated, Source: "parcels.shp", Record: 2, ParkCode: "A"})
	_, err := scoreParks(n, run, set(t), land.EN)
	check(t, err)
	audits, err := n.Read().Audits()
	check(t, err)
	if len(audits) != 1 || len(audits[0].Parcels) != 1 {
		t.Fatalf("audits: %+v", audits)
	}
	if p := audits[0].Parcels[0]; p.ParcelID != "P2" || p.Reason != "problem" || math.Abs(*p.Effect+0.2) > 1e-12 { // 0.5 without it, 0.7 with it
		t.Errorf("parcel: %+v", p)
	}
}

// Two cut parcels and one with an error, by hand. Pieces: P1 6 000 m² with 3 000
// of floor, whole and with an error; P2 4 000 with 4 000, half of its parcel; P3
// 1 000 with 3 000, a quarter of its parcel. The plot ratio is 10 000 / 11 000 =
// 0.9091. P2 whole: 14 000 / 15 000 = 0.9333. P3 whole: 19 000 / 14 000 =
// 1.3571. Both whole: 23 000 / 18 000 = 1.2778. P1 left out: 7 000 / 5 000 =
// 1.4. Both whole and P1 left out: 20 000 / 12 000 = 1.6667.
func TestAuditNamesOnlyWhatExplains(t *testing.T) {
	pieces := threePieces()
	for _, tt := range []struct {
		name                  string
		declared, unexplained float64
		parcels, note         string
	}{
		{"all cut ones whole", 1.278, 0.0002, "P3 P2", "that every cut parcel counts whole explains it"},
		{"the faulty one left out", 1.4, 0, "P1", "that the parcels with an error on record are left out explains it"},
		{"both", 1.6667, 0, "P1 P3 P2", "every cut parcel counts whole and those with an error on record are left out explains it"},
		{"one alone", 1.357, -0.0001, "P3", "that parcel P3 counts whole explains it"},
		{"more than any can", 9, 8.0909, "", "no parcels explain it; 8.09091 unexplained"},
		{"a cut one left out", 0.7, 0, "P3", "that parcel P3 is left out explains it"},
		{"two left out together", 0.5, 0, "P3 P2", "that parcels P3, P2 are left out explains it"}, // 3 000 / 6 000
		{"partly", 0.2, -0.3, "P3 P2", "that parcels P3, P2 are left out explains a part of it; -0.3 unexplained"},
		{"far below", 0.05, -0.8591, "", "no parcels explain it; -0.859091 unexplained"},
		{"a part", 2, 0.3333, "P1 P3 P2", "explains a part of it; 0.333333 unexplained"},
	} {
		n, run := auditNight(t, pieces, map[string]float64{"plot_ratio": tt.declared}, land.Finding{Code: land.ParcelIDRepeated, Source: "parcels.shp", Record: 1, ParkCode: "A"})
		check(t, n.WriteDeclaredRegions([]store.DeclaredRegion{{Indicator: "plot_ratio", Value: tt.declared, Source: "declared.xlsx", Record: 9}}))
		findings, err := scoreParks(n, run, set(t), land.EN)
		check(t, err)
		audits, err := n.Read().Audits()
		check(t, err)
		a := audits[0]
		if !near(a.Unexplained, tt.unexplained) || !near(a.WholeParcels, 1.2778) || !strings.Contains(a.Note, tt.note) || namesOf(a.Parcels) != tt.parcels {
			t.Errorf("%s: %s unexplained, parcels %s, note %s", tt.name, show(a.Unexplained), namesOf(a.Parcels), a.Note)
		}
		// The whole is this one park: its figures are explained by the same parcels.
		regions, err := n.Read().RegionAudits()
		check(t, err)
		r := regions[0]
		var named []store.AuditParcel
		for _, p := range r.Parcels {
			named = append(named, p.AuditParcel)
			if p.ParkCode != "A" {
				t.Errorf("%s: a parcel of park %s", tt.name, p.ParkCode)
			}
		}
		if !near(r.Unexplained, tt.unexplained) || namesOf(named) != tt.parcels || !strings.Contains(r.Note, tt.note) {
			t.Errorf("%s: the whole: %+v", tt.name, r)
		}
		for _, f := range findings {
			if f.Code == land.DeclaredFigure && !strings.Contains(f.Message(land.EN), tt.note) {
				t.Errorf("%s: the finding does not say so: %s", tt.name, f.Message(land.EN))
			}
		}
	}
}

// threePieces are a whole parcel and two cut ones.
func threePieces() []land.Piece {
	pieces := []land.Piece{
		{Record: 1, ParcelID: "P1", Relation: land.Inside, Share: 1, PlanarM2: 6000, AreaM2: 6000},
		{Record: 2, ParcelID: "P2", Relation: land.Cut, Share: 0.5, PlanarM2: 4000, AreaM2: 4000},
		{Record: 3, ParcelID: "P3", Relation: land.Cut, Share: 0.25, PlanarM2: 1000, AreaM2: 1000},
	}
	for i, floor := range []float64{3000, 4000, 3000} {
		pieces[i].Figures[land.FloorArea] = land.Known(floor)
	}
	return pieces
}

// Beside the park above lies B, 11 000 m² with 11 000 of floor. Together they
// have 21 000 / 22 000 = 0.9545; with the cut parcels whole 34 000 / 29 000 =
// 1.1724; with P3 alone whole 30 000 / 25 000 = 1.2, with P2 alone 25 000 /
// 26 000 = 0.9615.
func TestAuditOfARegionNamesParcelsOfItsParks(t *testing.T) {
	n, run := auditNight(t, threePieces(), nil)
	var rows []store.Total
	for _, name := range []string{"parcel_area", "floor_area"} {
		area := 11_000.0
		rows = append(rows, store.Total{ParkCode: "B", ExtentKind: "approved", Name: name, Value: &area, Pieces: 1})
	}
	check(t, n.WriteTotals(rows))
	check(t, n.WriteDeclaredRegions([]store.DeclaredRegion{{Indicator: "plot_ratio", Value: 1.17, Source: "declared.xlsx", Record: 9}}))
	_, err := scoreParks(n, run, set(t), land.EN)
	check(t, err)
	audits, err := n.Read().RegionAudits()
	check(t, err)
	a := audits[0]
	if !near(a.Computed, 0.9545) || !near(a.Unexplained, -0.0024) || len(a.Parcels) != 2 {
		t.Fatalf("%+v", a)
	}
	for i, want := range []struct {
		id     string
		effect float64
	}{{"P3", 0.2455}, {"P2", 0.0070}} {
		if p := a.Parcels[i]; p.ParkCode != "A" || p.ParcelID != want.id || !near(p.Effect, want.effect) || p.Reason != "cut" {
			t.Errorf("%+v, want %s by %.4f", p, want.id, want.effect)
		}
	}
}

func namesOf(parcels []store.AuditParcel) string {
	var names []string
	for _, p := range parcels {
		names = append(names, p.ParcelID)
	}
	return strings.Join(names, " ")
}

// auditNight is a night with a park A, its pieces and what its county handed in.
func auditNight(t *testing.T, pieces []land.Piece, declared map[string]float64, findings ...land.Finding) (*store.Tonight, store.Run) {
	t.Helper()
	n, err := store.Create(t.TempDir(), store.Options{Started: time.Unix(0, 0), Lang: land.EN})
	check(t, err)
	t.Cleanup(func() { n.Discard() })
	run, err := n.Begin(store.Run{Kind: store.KindLand, StartedAt: "2026-01-01T00:00:00Z"})
	check(t, err)
	check(t, n.SetCRS(store.CRS{EPSG: 4525}))
	check(t, n.WriteSources([]land.Source{{Role: land.RoleParcels, Path: "parcels.shp"}}))
	check(t, n.WriteParks([]land.Park{{Code: "A", Name: "甲园", Type: "工业主导型"}}))
	square := orb.MultiPolygon{{{{0, 0}, {100, 0}, {100, 100}, {0, 100}, {0, 0}}}}
	check(t, n.WriteExtents([]land.Extent{{ParkCode: "A", Kind: land.Approved, Shape: square, AreaM2: 10_000}}))
	check(t, n.WritePieces(pieces))
	check(t, n.PiecesDone())
	tally := set(t).NewTally(land.MeasureNames())
	for _, p := range pieces {
		f := indicators.Facts{LandUse: p.LandUse, Scheme: p.Scheme, Status: string(p.Status), BuiltCode: p.BuiltCode, SupplyCode: p.SupplyCode, AreaM2: p.AreaM2}
		for _, q := range p.Figures {
			f.Amounts = append(f.Amounts, indicators.Amount(q))
		}
		tally.Add(&f)
	}
	var rows []store.Total
	places := map[store.GivenKey]store.GivenPlace{}
	for name, v := range tally.Totals() {
		row := store.Total{ParkCode: "A", ExtentKind: "approved", Name: name, Unit: v.Unit, Pieces: v.Pieces, Missing: v.Missing}
		if v.Known {
			value := v.Value
			row.Value = &value
		}
		rows = append(rows, row)
	}
	for name, v := range declared {
		value := v
		rows = append(rows, store.Total{ParkCode: "A", ExtentKind: "approved", Name: score.DeclaredPrefix + name, Value: &value})
		places[store.GivenKey{ParkCode: "A", ExtentKind: "approved", Name: score.DeclaredPrefix + name}] = store.GivenPlace{Source: "declared.xlsx", Record: 4}
	}
	check(t, n.WriteTotals(rows))
	check(t, n.WriteGivenPlaces(places))
	check(t, n.WriteFindings(findings))
	return n, run
}
