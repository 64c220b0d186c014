package report

import (
	"strings"
	"testing"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// The closing error is what the row adds up to, a formula in the book; the ledger
// of parks says what a policy took.
func TestClosingTable(t *testing.T) {
	m2 := func(v float64) *float64 { return &v }
	c := composer{data: &data{}, lang: land.EN}
	c.closings = []land.Closing{{ParkCode: "S1", Kind: land.Approved, ExtentM2: 1000, PiecesM2: 950, GapM2: 80, OverlapM2: 30, RemovedM2: 30, Gaps: 2, Slivers: 1, Overlaps: 1, Policy: land.FirstWins}}
	c.ledger = []store.LedgerRow{{Scope: "park", Name: "S1", ExtentKind: "approved", Account: "removed", AreaM2: m2(30)}}
	tables := c.ledgerTables()
	closing := tables[len(tables)-1]
	var row []string
	for _, cell := range closing.Rows[0].Cells {
		row = append(row, cell.Text)
	}
	if got := strings.Join(row, "|"); got != "S1|approved extent|1,000.00|950.00|80.00|30.00|0.00|2|1|1|30.00|the first keeps it" {
		t.Error(got)
	}
	if f := closing.Rows[0].Cells[6].Formula; f != "ROUND({extent}-{pieces}-{gaps}+{overlaps},2)" {
		t.Error(f)
	}
	if parks := tables[0]; len(parks.Notes) != 1 || !strings.Contains(parks.Notes[0], "30.00") {
		t.Errorf("%q", parks.Notes)
	}
}
