package viewer_test

import (
	"testing"
	"time"

	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// hostile tries to leave text, attribute, title, address and script.
const hostile = `</title></svg><script>alert("x")</script><img src=x onerror='y'>&amp;"`

// hostileCode tries to leave the path of an address.
const hostileCode = `a/b?c#d%2F"<u>..`

var options = store.Options{Started: time.Date(2021, 3, 4, 18, 30, 0, 0, time.UTC), Version: "test", Lang: land.ZH}

// square returns a square of the side with its lower left corner at (x, y), in
// the working CRS of Daning.
func square(x, y, side float64) orb.MultiPolygon {
	x, y = x+37_456_000, y+4_036_000
	return orb.MultiPolygon{{{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}}}}
}

func p[T any](v T) *T { return &v }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// publish makes a store in which every text is hostile but the name of the
// first park.
func publish(t testing.TB, dir, name string) {
	t.Helper()
	publishWith(t, dir, name, 0.70125)
}

// publishWith is publish with the built ratio of the first park.
func publishWith(t testing.TB, dir, name string, built float64) {
	t.Helper()
	tonight, err := store.Create(dir, options)
	must(t, err)
	defer tonight.Discard()
	run, err := tonight.Begin(store.Run{Kind: store.KindLand, StartedAt: "2021-03-04T18:30:00Z", ProjectName: hostile, IndicatorSet: "tdt1029-2014", CRS: hostile})
	must(t, err)
	must(t, tonight.SetCRS(store.CRS{EPSG: 4525, Name: "zone 37"}))
	writeLand(t, tonight, name)
	writeResults(t, tonight, built)
	run.FinishedAt = "2021-03-04T18:31:00Z"
	must(t, tonight.Finish(run))
	must(t, tonight.Publish())
}

func writeLand(t testing.TB, tonight *store.Tonight, name string) {
	t.Helper()
	must(t, tonight.WriteSources([]land.Source{{Role: land.RoleParks, Path: "parks.shp"}, {Role: land.RoleParcels, Path: hostile + ".shp", Scheme: "gbt21010-2017"},
		{Role: land.RoleStatistics, Path: "statistics.csv"}}))
	must(t, tonight.WriteParks([]land.Park{
		{Code: "S147062", Name: name, Level: "省级", Type: "工业主导型"},
		{Code: hostileCode, Name: hostile, Level: hostile, Type: hostile, County: hostile},
		{Code: "empty", Name: "without an extent"},
	}))
	must(t, tonight.WriteExtents([]land.Extent{
		{ParkCode: "S147062", Kind: land.Approved, Blocks: 1, Shape: square(0, 0, 1000), AreaM2: 1_000_000},
		{ParkCode: "S147062", Kind: land.Managed, Blocks: 1, Shape: square(0, 0, 1200), AreaM2: 1_440_000},
		{ParkCode: hostileCode, Kind: land.Approved, Blocks: 1, Shape: square(90_000, 90_000, 100), AreaM2: 10_000},
	}))
	must(t, tonight.WritePieces([]land.Piece{
		{Extent: 0, Source: 1, Record: 7, ParcelID: "GB00007", Relation: land.Inside, Share: 1, AreaM2: 2500, Shape: square(200, 200, 50),
			Classes: land.Classes{LandUse: "0601", Scheme: "gbt21010-2017", Status: land.Built}, Figures: land.Figures{land.Output: land.Known(1234.565)}},
		{Extent: 0, Source: 1, Record: 8, ParcelID: "GB00008", Relation: land.Cut, Share: 0.25, AreaM2: 40_000, Shape: square(0, 0, 200),
			Classes: land.Classes{LandUse: "0103", Scheme: "gbt21010-2017", Status: land.Unsupplied}},
		{Extent: 0, Source: 1, Record: 9, ParcelID: "GB00009", Relation: land.Cut, Share: 0.5, AreaM2: 0.0001, Shape: square(500, 500, 0.01)},
		{Extent: 2, Source: 1, Record: 10, ParcelID: hostile, Relation: land.Inside, Share: 1, AreaM2: 10_000, Shape: square(90_000, 90_000, 100),
			Classes: land.Classes{LandUse: hostile, Scheme: hostile, Status: land.Status(hostile)}},
	}))
	must(t, tonight.PiecesDone())
}

// outputMu is the land of the first park in mu.
const outputMu = 42500.0001 * 3 / 2000

func writeResults(t testing.TB, tonight *store.Tonight, built float64) {
	t.Helper()
	must(t, tonight.WriteTotals([]store.Total{{ParkCode: "S147062", ExtentKind: "approved", Name: "statistics.population", Value: p(1440.0)}}))
	must(t, tonight.WriteGivenPlaces(map[store.GivenKey]store.GivenPlace{{ParkCode: "S147062", ExtentKind: "approved", Name: "statistics.population"}: {Source: "statistics.csv", Record: 4}}))
	must(t, tonight.WriteMetrics([]store.Metric{
		{ParkCode: "S147062", ExtentKind: "approved", Indicator: "built_ratio", Value: p(built), Numerator: p(2500.0), Denominator: p(3565.0623885918)},
		{ParkCode: "S147062", ExtentKind: "approved", Indicator: "tax_per_mu", Unit: "万元/亩", Note: hostile},
		{ParkCode: "S147062", ExtentKind: "approved", Indicator: "output_per_mu", Unit: "万元/亩", Value: p(1234.565 / outputMu), Numerator: p(1234.565), Denominator: p(outputMu)},
		{ParkCode: "S147062", ExtentKind: "approved", Indicator: "population_density", Unit: "人/公顷", Value: p(1440.0), Numerator: p(1440.0), Denominator: p(1.0)},
		{ParkCode: "S147062", ExtentKind: "approved", Indicator: "land_area", Unit: "m²", Value: p(1_000_000.0), Numerator: p(1_000_000.0)},
		{ParkCode: "S147062", ExtentKind: "managed", Indicator: "population_density", Note: "no land"},
		{ParkCode: "S147062", ExtentKind: "managed", Indicator: "land_area", Note: "no land"},
		{ParkCode: "S147062", ExtentKind: "managed", Indicator: "built_ratio", Note: "no land"},
		{ParkCode: "S147062", ExtentKind: "managed", Indicator: "tax_per_mu", Note: "no land"},
		{ParkCode: "S147062", ExtentKind: "managed", Indicator: "output_per_mu", Note: "no land"},
		{ParkCode: hostileCode, ExtentKind: "approved", Indicator: hostile, Unit: hostile, Note: hostile},
	}))
	must(t, tonight.WriteScores([]store.Score{
		{ParkCode: "S147062", ExtentKind: "approved", Node: "tdt1029-2014", NameZH: "总分", NameEN: "total", Score: p(81.255), Rank: p(int64(1))},
		{ParkCode: "S147062", ExtentKind: "approved", Node: "plot_ratio", Parent: "tdt1029-2014", NameZH: "综合容积率", NameEN: "plot ratio",
			Value: p(0.3), Ideal: p(1.0), Weight: p(0.2), Score: p(30.0), Demonstration: true},
		{ParkCode: "S147062", ExtentKind: "approved", Node: "x", Parent: "tdt1029-2014", NameZH: hostile, NameEN: hostile, Weight: p(0.8), Note: hostile},
	}))
	must(t, tonight.WritePerformance(store.Performance{
		Items: []store.PerformanceItem{{Number: 1, Dimension: hostile, Class: hostile, Indicator: "预算执行率", Weight: "10", Target: "100%",
			Achieved: "39.41%", Completion: "39.41%", Score: "3.94", Reason: hostile, Formula: hostile + " * parks.listed"}},
		Total: store.PerformanceTotal{Score: "93.94", Grade: hostile}, Columns: []string{hostile},
		Budget: []store.BudgetRow{{Number: 1, Name: hostile, Formula: hostile, Amounts: []string{hostile}}}, Remarks: []string{hostile},
	}))
	must(t, tonight.WriteFindings([]land.Finding{
		{Code: land.RingUnclosed, Source: hostile + ".shp", Record: 8, ParkCode: "S147062", Found: "found"},
		{Code: land.ParcelRepeated, Source: hostile + ".shp", Record: 78, Found: hostile},
		{Code: land.CoordinateInfinite, Source: hostile + ".shp", Record: 79},
		{Code: land.StatusUnknown, Source: hostile, Field: hostile, ParcelID: hostile, ParkCode: hostileCode, Found: hostile, Expected: hostile, Count: 30},
	}))
}
