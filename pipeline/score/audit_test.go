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
	places := map[store.DeclaredKey]store.DeclaredPlace{}
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
		places[store.DeclaredKey{ParkCode: "A", Indicator: name}] = store.DeclaredPlace{Source: "declared.xlsx", Record: 4}
	}
	check(t, n.WriteTotals(rows))
	check(t, n.WriteDeclaredPlaces(places))
	check(t, n.WriteFindings(findings))
	return n, run
}
