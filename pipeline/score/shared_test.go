package score_test

import (
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/score"
	"jiyue/pipeline/store"
)

// TestStatisticOfBothExtents: park A has an approved and a managed extent. Of
// its two statistics the investment stands at one value in both, the population at
// one for each; the note is on what rests on the investment, and on no other.
func TestStatisticOfBothExtents(t *testing.T) {
	n, err := store.Create(t.TempDir(), store.Options{Started: time.Unix(0, 0), Lang: land.EN})
	must(t, err)
	t.Cleanup(func() { n.Discard() })
	run, err := n.Begin(store.Run{Kind: store.KindLand, StartedAt: "2026-01-01T00:00:00Z", IndicatorSet: "tdt1029-2014"})
	must(t, err)
	must(t, n.SetCRS(store.CRS{EPSG: 4525}))
	must(t, n.WriteSources([]land.Source{{Role: land.RoleParcels, Path: "parcels.shp"}}))
	must(t, n.WriteParks([]land.Park{{Code: "A", Name: "甲园", Type: "工业主导型"}}))
	square := orb.MultiPolygon{{{{0, 0}, {40, 0}, {40, 50}, {0, 50}, {0, 0}}}}
	must(t, n.WriteExtents([]land.Extent{{ParkCode: "A", Kind: land.Approved, Shape: square, AreaM2: 2000}, {ParkCode: "A", Kind: land.Managed, Shape: square, AreaM2: 2000}}))
	must(t, n.WritePieces(pieces()))
	must(t, n.PiecesDone())
	var rows []store.Total
	for kind, population := range map[string]float64{"approved": 500, "managed": 700} {
		for _, total := range totals(t) {
			if total.ExtentKind = kind; total.ParkCode == "A" {
				rows = append(rows, total)
			}
		}
		investment := 1200.0
		rows = append(rows, store.Total{ParkCode: "A", ExtentKind: kind, Name: indicators.StatisticPrefix + "investment", Value: &investment},
			store.Total{ParkCode: "A", ExtentKind: kind, Name: indicators.StatisticPrefix + "population", Value: &population})
	}
	must(t, n.WriteTotals(rows))
	_, err = score.Parks(n, run, rows, set(t), land.EN)
	must(t, err)
	metrics, err := n.Read().Metrics(run.ID)
	must(t, err)
	noted := 0
	for _, m := range metrics {
		if m.Value == nil {
			continue
		}
		says := strings.Contains(m.Note, "one figure for the approved and the managed extent")
		onInvestment := m.Indicator == "investment_intensity"
		if says != onInvestment {
			t.Errorf("%s of the %s extent has the note %q", m.Indicator, m.ExtentKind, m.Note)
		}
		if says {
			noted++
		}
	}
	x, err := score.Explain(n.Read(), "A", "investment_intensity", land.ZH)
	must(t, err)
	if note := x.Extents[0].Metrics[0].Note; !strings.Contains(note, "固定资产投资总额：核定范围与实际管理范围取同一数值，未分别提供") {
		t.Errorf("read in Chinese, the note of a run in English is %q", note)
	}
	if noted != 2 {
		t.Errorf("%d figures rest on the shared investment, want one of each extent", noted)
	}
}
