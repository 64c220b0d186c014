package ingest_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"jiyue/pipeline/land"
)

// twoExtents is the county of twoParks whose park S141001 has a managed extent
// besides.
func twoExtents(t *testing.T) string {
	t.Helper()
	dir := twoParks(t)
	write(t, dir+"/managed.shp", 4525, parkFields, park("S141001", "昕水园区", nil, square(0, 0, 2000)))
	return dir
}

const managedConfig = `
  - path: managed.shp
    extent: managed
    fields: {code: YQDM, name: YQMC}
`

// TestFiguresOfOneExtent: figures that say which extent they are about are used
// for that one alone, and go before those that don't say.
func TestFiguresOfOneExtent(t *testing.T) {
	const table = "园区代码,常住人口,投资,实际投资\nS141001,9600,11,17\nS141002,500,3,4\n"
	whole, approved, managed := land.Subject{ParkCode: "S141001"}, land.Subject{ParkCode: "S141001", Kind: land.Approved}, land.Subject{ParkCode: "S141001", Kind: land.Managed}
	other := land.Subject{ParkCode: "S141002"}
	noManaged := land.Finding{Code: land.StatisticsNoExtent, Record: 3, ParkCode: "S141002", Found: "managed", Expected: "approved"}
	shared := land.Finding{Code: land.StatisticsShared, Record: 2, ParkCode: "S141001", Field: "常住人口", Found: "approved, managed"}
	for name, c := range map[string]struct {
		config string
		want   land.ParkFigures
		find   []land.Finding
		of     map[land.ExtentKind]map[string]float64 // of S141001
	}{
		"both extents with one figure": {`
statistics:
  - {path: statistics.csv, fields: {code: 园区代码, population: 常住人口}}
`, land.ParkFigures{whole: {"population": 9600}, other: {"population": 500}}, []land.Finding{shared},
			map[land.ExtentKind]map[string]float64{land.Approved: {"population": 9600}, land.Managed: {"population": 9600}}},
		"a column for each extent": {`
statistics:
  - {path: statistics.csv, extent: approved, fields: {code: 园区代码, investment: 投资}}
  - {path: statistics.csv, extent: managed, fields: {code: 园区代码, investment: 实际投资}}
`, land.ParkFigures{approved: {"investment": 11}, managed: {"investment": 17}, {ParkCode: "S141002", Kind: land.Approved}: {"investment": 3}}, []land.Finding{noManaged},
			map[land.ExtentKind]map[string]float64{land.Approved: {"investment": 11}, land.Managed: {"investment": 17}}},
		"one for the park, one for an extent": {`
statistics:
  - {path: statistics.csv, fields: {code: 园区代码, population: 常住人口, investment: 投资}}
  - {path: statistics.csv, extent: managed, fields: {code: 园区代码, investment: 实际投资}}
`, land.ParkFigures{whole: {"population": 9600, "investment": 11}, managed: {"investment": 17}, other: {"population": 500, "investment": 3}}, []land.Finding{shared, noManaged},
			map[land.ExtentKind]map[string]float64{land.Approved: {"population": 9600, "investment": 11}, land.Managed: {"population": 9600, "investment": 17}}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := twoExtents(t)
			if err := os.WriteFile(filepath.Join(dir, "statistics.csv"), []byte(table), 0o666); err != nil {
				t.Fatal(err)
			}
			in := mustOpen(t, dir, parksConfig+managedConfig+parcelsConfig+c.config)
			if diff := cmp.Diff(c.want, in.Statistics); diff != "" {
				t.Error(diff)
			}
			for i := range c.find {
				c.find[i].Source = "statistics.csv"
			}
			if diff := cmp.Diff(c.find, in.Findings, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
			for i := range in.Extents {
				if e := &in.Extents[i]; e.ParkCode == "S141001" {
					if diff := cmp.Diff(c.of[e.Kind], in.Statistics.Of(e)); diff != "" {
						t.Errorf("%s: %s", e.Kind, diff)
					}
				}
			}
		})
	}
}
