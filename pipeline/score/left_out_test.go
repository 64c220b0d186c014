package score_test

import (
	"fmt"
	"strings"
	"testing"

	"jiyue/pipeline/land"
)

// A park of 100 ha: 50 ha built of A2 with 300 000 m² of floor and an output of
// 1 000; 30 ha of A1 with 100 000 m²; 10 ha idle; half of 20 ha of A2 with half
// of 150 000 m² and of 500. The county hid the idle parcel in two of its figures
// and left the cut one out of the other two.
func TestAuditTriesToLeaveParcelsOut(t *testing.T) {
	whole := func(record int, id string, status land.Status, built, supply string, area, floor, output float64) land.Piece {
		p := land.Piece{Record: record, ParcelID: id, Relation: land.Inside, Share: 1, PlanarM2: area, AreaM2: area}
		p.Status, p.BuiltCode, p.SupplyCode = status, built, supply
		p.Figures[land.FloorArea], p.Figures[land.Output] = land.Known(floor), land.Known(output)
		return p
	}
	pieces := []land.Piece{
		whole(1, "a1", land.Built, "A2", "D21", 500_000, 300_000, 1000),
		whole(2, "a2", land.Built, "A1", "D1", 300_000, 100_000, 0),
		whole(3, "a3", land.Idle, "B21", "D21", 100_000, 0, 0),
		whole(4, "a4", land.Built, "A2", "D21", 100_000, 75_000, 250),
	}
	pieces[3].Relation, pieces[3].Share = land.Cut, 0.5
	n, run := auditNight(t, pieces, map[string]float64{"floor_area": 400_000, "output": 1000, "idle_rate": 0, "built_up_rate": 100})
	_, err := scoreParks(n, run, set(t), land.ZH)
	check(t, err)
	audits, err := n.Read().Audits()
	check(t, err)
	want := map[string]string{"floor_area": "a4", "output": "a4", "idle_rate": "a3", "built_up_rate": "a3"}
	if len(audits) != len(want) {
		t.Fatalf("%d audits, want %d", len(audits), len(want))
	}
	for _, a := range audits {
		id := want[a.Indicator]
		if a.Verdict != "differs" || !near(a.Unexplained, 0) || a.Note != "地块 "+id+" 不计入即可解释差值" {
			t.Errorf("%s: %s, %s unexplained, %s", a.Indicator, a.Verdict, show(a.Unexplained), a.Note)
		}
		if len(a.Parcels) != 1 || a.Parcels[0].ParcelID != id || a.Parcels[0].Reason != "left_out" || !near(a.Parcels[0].Effect, *a.Difference) {
			t.Errorf("%s: parcels %+v", a.Indicator, a.Parcels)
		}
	}
}

// Among many parcels the one that is missing is found, whatever makes it weigh:
// the only idle one is far from the largest, the one with the most output too.
func TestAuditFindsTheOneAmongMany(t *testing.T) {
	var pieces []land.Piece
	for i := range 600 {
		p := land.Piece{Record: i + 1, ParcelID: fmt.Sprint("P", i+1), Relation: land.Inside, Share: 1, AreaM2: float64(2000 + i)}
		p.Status, p.BuiltCode, p.SupplyCode = land.Built, "A2", "D21"
		p.PlanarM2 = p.AreaM2
		p.Figures[land.Output] = land.Known(1)
		switch i {
		case 100:
			p.Status, p.BuiltCode, p.AreaM2 = land.Idle, "B21", 30
		case 300:
			p.Figures[land.Output] = land.Known(400)
		}
		pieces = append(pieces, p)
	}
	n, run := auditNight(t, pieces, map[string]float64{"idle_rate": 0, "output": 599})
	_, err := scoreParks(n, run, set(t), land.EN)
	check(t, err)
	audits, err := n.Read().Audits()
	check(t, err)
	for i, id := range []string{"P101", "P301"} {
		if a := audits[i]; namesOf(a.Parcels) != id || !near(a.Unexplained, 0) || !strings.Contains(a.Note, "that parcel "+id+" is left out explains it") {
			t.Errorf("%s: %s, %s unexplained, %s", a.Indicator, namesOf(a.Parcels), show(a.Unexplained), a.Note)
		}
	}
}
