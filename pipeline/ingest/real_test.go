package ingest_test

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"

	"jiyue/pipeline/land"
)

// realData is a folder of data that others made, kept beside the project.
func realData(t *testing.T, name string) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", "..", "..", "shared", "data", "external", name))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the real data are not at hand: %v", err)
	}
	return dir
}

// Whole cities, read with nothing lost: parcelM2 is the area of all parcels by
// an independent program, invalid how many it calls invalid. (One of
// Cambridge's 35 touches itself in a point, which is land without doubt.)
func TestRealLand(t *testing.T) {
	for name, want := range map[string]struct {
		parks, parcels, crossing int
		parcelM2                 float64
		expected                 string
	}{
		"cambridge": {261, 13115, 34, 17369165.14701535, "expected_parks_sample.jsonl"},
		"bubenec":   {407, 144, 0, 43184.05386840533, "expected_parks.jsonl"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := realData(t, name)
			in := mustOpen(t, t.TempDir(), `
parks: [{path: `+dir+`/parks.shp, fields: {code: PARK_ID, name: NAME_CN}}]
parcels: [{path: `+dir+`/parcels.shp, fields: {id: PARCEL_ID}}]
`)
			got := readAll(t, in)
			account := got.ledger.Sources[1]
			m2 := account.In.AreaM2.Value() + account.Repaired.Value()
			if len(in.Parks) != want.parks || len(got.parcels) != want.parcels || account.Rejected.Count != 0 || math.Abs(m2-want.parcelM2) > 1e-9*want.parcelM2 {
				t.Errorf("%d parks, %d parcels, %d rejected, %.6f m²", len(in.Parks), len(got.parcels), account.Rejected.Count, m2)
			}
			codes := count(got.findings)
			if delete(codes, land.ParkCodeForm); codes[land.RingSelfCrossing] != want.crossing {
				t.Errorf("findings %v", codes)
			}
			t.Logf("%s: %d parcels of %.2f m², findings %v", name, len(got.parcels), m2, codes)
			compareExtents(t, in.Extents, filepath.Join(dir, want.expected))
		})
	}
}

// compareExtents holds the areas of extents against those of another program.
func compareExtents(t *testing.T, extents []land.Extent, path string) {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	compared := 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var want struct {
			Park int
			Area float64
		}
		if err := json.Unmarshal(lines.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		if got := extents[want.Park-1].AreaM2; math.Abs(got-want.Area) > 1e-9*want.Area {
			t.Errorf("park %d: %.9f m², another program has %.9f", want.Park, got, want.Area)
		}
		compared++
	}
	if compared < 20 {
		t.Errorf("only %d parks compared", compared)
	}
}
