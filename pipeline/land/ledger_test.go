package land_test

import (
	"strings"
	"testing"

	"jiyue/pipeline/land"
)

// balanced is an account by hand: 1000 m² in four records. One of 400 lies
// inside, one of 300 is cut into 120 kept and 180 cut off, one of 250 lies
// outside, one of 50 was rejected.
func balanced() *land.Ledger {
	l := land.NewLedger(
		[]land.Source{{Role: land.RoleParks, Path: "parks.shp"}, {Role: land.RoleParcels, Path: "parcels.shp"}},
		[]land.Extent{{ParkCode: "S147001", Kind: land.Approved}})
	s := &l.Sources[1]
	s.Records = 4
	for _, area := range []float64{400, 300, 250, 50} {
		s.In.Add(area)
	}
	s.Inside.Add(400)
	s.Cut = 1
	s.Kept.Add(120)
	s.CutOff.Add(180)
	s.Outside.Add(250)
	s.Rejected.Add(50)
	p := &l.Parks[0]
	p.Inside.Add(400)
	p.Cut.Add(120)
	for _, t := range []*land.Tally{&p.Clipped, &p.Measured, &p.Stored} {
		t.Add(400)
		t.Add(120)
	}
	return l
}

func TestLedgerBalances(t *testing.T) {
	if err := balanced().Balance(); err != nil {
		t.Fatal(err)
	}
}

// TestLedgerDoesNotBalance breaks one account at a time: each must be noticed,
// and the message must name the account.
func TestLedgerDoesNotBalance(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(*land.Ledger)
		want  string
	}{
		{"a record was never read", func(l *land.Ledger) { l.Sources[1].Records++ }, "5 records promised, 4 read"},
		{"a parcel got lost", func(l *land.Ledger) { l.Sources[1].Outside = land.Tally{} }, "4 records in, 3 accounted for"},
		{"land got lost", func(l *land.Ledger) { l.Sources[1].CutOff = land.Sum{} }, "1000.0000 m² in, 820.0000 m² accounted for"},
		{"a repair was not written down", func(l *land.Ledger) { l.Sources[1].Inside.AreaM2.Add(0.01) }, "accounted for"},
		{"a piece was not measured", func(l *land.Ledger) { l.Parks[0].Measured = land.Tally{} }, "2 pieces clipped, 0 measured"},
		{"a piece was not stored", func(l *land.Ledger) { l.Parks[0].Stored.Count-- }, "2 pieces clipped, 1 stored"},
		{"a stored area changed", func(l *land.Ledger) { l.Parks[0].Stored.AreaM2.Add(-0.001) }, "park S147001 (approved)"},
		{"a piece was counted twice", func(l *land.Ledger) {
			p := &l.Parks[0]
			for _, t := range []*land.Tally{&p.Cut, &p.Clipped, &p.Measured, &p.Stored} {
				t.Add(120)
			}
		}, "kept of the sources"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := balanced()
			tt.spoil(l)
			err := l.Balance()
			if err == nil {
				t.Fatal("the ledger balances")
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %q, want it to contain %q", err, tt.want)
			}
		})
	}
}

// TestSumKeepsDigits adds what a plain float sum loses: 1e16 + 1 + … − 1e16.
func TestSumKeepsDigits(t *testing.T) {
	var s land.Sum
	s.Add(1e16)
	for range 10 {
		s.Add(1)
	}
	s.Add(-1e16)
	if got := s.Value(); got != 10 {
		t.Errorf("sum is %v, want 10", got)
	}
}
