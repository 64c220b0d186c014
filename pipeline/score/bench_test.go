package score_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/score"
	"jiyue/pipeline/store"
)

// BenchmarkParks scores the parks of a city from their totals, to the rows in
// the store.
func BenchmarkParks(b *testing.B) {
	for _, parks := range []int{500} {
		b.Run(fmt.Sprintf("parks=%d", parks), func(b *testing.B) {
			n := cityNight(b, parks)
			s, err := indicators.Builtin("tdt1029-2014")
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				b.StopTimer()
				run, err := n.Begin(store.Run{Kind: store.KindScore, StartedAt: "2026-01-01T00:00:00Z", IndicatorSet: s.Name()})
				if err != nil {
					b.Fatal(err)
				}
				totals, err := n.Read().Totals(run.LandRun)
				if err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				if _, err := score.Parks(n, run, totals, s, land.ZH); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// cityNight is a store with so many parks and the totals of each.
func cityNight(b *testing.B, parks int) *store.Tonight {
	n, err := store.Create(b.TempDir(), store.Options{Started: time.Unix(0, 0), Lang: land.ZH})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { n.Discard() })
	if _, err := n.Begin(store.Run{Kind: store.KindLand, StartedAt: "2026-01-01T00:00:00Z"}); err != nil {
		b.Fatal(err)
	}
	square := orb.MultiPolygon{{{{0, 0}, {40, 0}, {40, 50}, {0, 50}, {0, 0}}}}
	var roster []land.Park
	var extents []land.Extent
	var rows []store.Total
	for i := range parks {
		code := fmt.Sprintf("S%06d", i)
		roster = append(roster, land.Park{Code: code, Name: code, Type: "工业主导型", County: fmt.Sprintf("1410%02d", i%17)})
		extents = append(extents, land.Extent{ParkCode: code, Kind: land.Approved, Shape: square, AreaM2: 2000})
		for name, v := range cityTotals(float64(i)) {
			value := v
			rows = append(rows, store.Total{ParkCode: code, ExtentKind: "approved", Name: name, Value: &value, Unit: "m²", Pieces: 9})
		}
	}
	for _, err := range []error{n.SetCRS(store.CRS{EPSG: 4525}), n.WriteParks(roster), n.WriteExtents(extents), n.PiecesDone(), n.WriteTotals(rows)} {
		if err != nil {
			b.Fatal(err)
		}
	}
	return n
}

// cityTotals are the totals of DOMAIN's worked example, a little different in
// every park.
func cityTotals(i float64) map[string]float64 {
	t := map[string]float64{}
	for name, ha := range map[string]float64{
		"A": 300, "A1": 40, "A2": 180, "A31": 30, "A32": 0, "A4": 15, "A51": 15, "A52": 15, "A6": 5,
		"B": 100, "B11": 5, "B12": 10, "B21": 25, "B22": 60, "C": 20, "D": 310, "D1": 40, "D21": 265, "D22": 5,
		"E": 90, "E1": 10, "E21": 50, "E22": 30, "F": 20, "G": 6.2, "H": 9, "floor_A": 285 + i/10, "floor_A2": 162, "footprint_A": 108, "site_A2": 99,
		"land_area": 420, "parcel_area": 420, "built_area": 300, "industrial_area": 200, "footprint_area": 108, "floor_area": 285,
	} {
		t[name] = ha * 10_000
	}
	for key, v := range map[string]float64{
		"output": 9e5, "tax": 9e4, "output_A2": 9e5 + i, "tax_A2": 9e4, "tax_A": 9e4, "investment_A2": 1e6,
		"statistics.investment": 1_116_000, "statistics.industrial_tax": 81_000, "statistics.tax23": 108_000, "statistics.population": 9_600,
	} {
		t[key] = v
	}
	return t
}
