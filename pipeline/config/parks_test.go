package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
)

// loadParks loads a configuration whose park sources are entries.
func loadParks(t *testing.T, entries string) (*config.Config, error) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"corners.csv": "", "corners.xlsx": "", "a.txt": "", "b.txt": "", "parks.shp": "", "parcels.shp": "",
		"jiyue.yaml": "parks:\n" + entries + "parcels:\n  - {path: parcels.shp, fields: {id: DKBH}}\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return config.Load(filepath.Join(dir, "jiyue.yaml"))
}

func TestParkSources(t *testing.T) {
	for _, c := range []struct {
		name, entry string
		want        config.ParkSource
	}{
		{"corner points", "  - {path: corners.csv, angles: packed, fields: {code: A, block: B, ring: C, number: D, x: X, y: Y}}\n",
			config.ParkSource{Angles: config.PackedAngles, Fields: config.ParkFields{Code: "A"},
				Corners: config.CornerFields{Block: "B", Ring: "C", Number: "D", X: "X", Y: "Y"}}},
		{"degrees", "  - {path: corners.xlsx, sheet: 拐点, fields: {code: A, longitude: 经度, latitude: 纬度}}\n",
			config.ParkSource{Sheet: "拐点", Fields: config.ParkFields{Code: "A"}, Corners: config.CornerFields{X: "纬度", Y: "经度"}}},
		{"bounding values", "  - {path: corners.csv, park: S149071, fields: {east: 东, south: 南, west: 西, north: 北}}\n",
			config.ParkSource{Park: "S149071", Corners: config.CornerFields{East: "东", South: "南", West: "西", North: "北"}}},
		{"coordinate text needs no fields", "  - {path: '*.txt'}\n", config.ParkSource{}},
		{"a roster alone", "  - {path: corners.csv, fields: {code: A, approved_area: B}}\n", config.ParkSource{Fields: config.ParkFields{Code: "A", ApprovedArea: "B"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			cfg, err := loadParks(t, c.entry)
			if err != nil {
				t.Fatal(err)
			}
			got := cfg.Parks[0]
			got.File, got.Units = config.File{}, nil
			c.want.Extent = land.Approved
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestParkSourcesThatDontSay(t *testing.T) {
	for _, c := range []struct{ name, entry, want string }{
		{"no fields", "  - {path: parks.shp}\n", ":2:5: the required key fields is missing"},
		{"no code", "  - {path: corners.csv, fields: {x: X, y: Y}}\n", "the required key code is missing"},
		{"half a corner", "  - {path: corners.csv, fields: {code: A, x: X}}\n", "the required key y is missing"},
		{"half a box", "  - {path: corners.csv, fields: {code: A, east: X, west: X, north: Z}}\n", "the required key south is missing"},
		{"corners and boxes", "  - {path: corners.csv, fields: {code: A, x: X, y: Y, east: X, west: X, north: Z, south: Z}}\n", "but not both"},
		{"corners of a shapefile", "  - {path: parks.shp, fields: {code: A, x: X, y: Y}}\n", "belong to .csv and .xlsx only"},
		{"other angles", "  - {path: corners.csv, angles: gon, fields: {code: A, x: X, y: Y}}\n", "gon is not one of: packed"},
		{"a tolerance above the whole", "  - {path: '*.txt'}\nchecks: {approved_area: 200%}\n", "200% is no part of a whole"},
		{"a tolerance that is none", "  - {path: '*.txt'}\nchecks: {approved_area: little}\n", "little is no part of a whole"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := loadParks(t, c.entry)
			f, ok := land.AsFailure(err)
			if !ok || f.Kind != land.Usage || !strings.Contains(f.Line(land.EN), c.want) {
				t.Errorf("got %v\nwant %s", err, c.want)
			}
		})
	}
}
