package ingest_test

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"jiyue/pipeline/land"
)

// deliveryEntries are the configurations of the files in fixtures/deliveries,
// by kind.
var deliveryEntries = map[string]string{
	"points":  "fields: {code: 园区代码, name: 园区名称, block: 片区, ring: 圈号, number: 点号, x: X, y: Y}",
	"bounds":  "fields: {code: 园区代码, east: 东, south: 南, west: 西, north: 北}",
	"degrees": "fields: {code: 园区代码, number: 点号, longitude: 经度, latitude: 纬度}",
	"packed":  "angles: packed, fields: {code: 园区代码, number: 点号, longitude: 经度, latitude: 纬度}",
	"text":    "extent: approved",
	"layer":   "fields: {code: 园区代码, name: 园区名称}",
}

// degreeToleranceM2 is what the square's area may be off where its corners come
// in degrees of nine decimals: 0.1 mm on each side of 1 km.
const degreeToleranceM2 = 0.4

// TestDeliveries: every file of fixtures/deliveries gives the square, and the
// findings that are planted in it, no others.
func TestDeliveries(t *testing.T) {
	const folder = "../../fixtures/deliveries"
	f, err := os.Open(filepath.Join(folder, "planted.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, row := range rows[1:] {
		file, entry, area, codes := row[0], row[1], row[2], strings.Fields(row[3])
		listed[file] = true
		t.Run(file, func(t *testing.T) {
			path, err := filepath.Abs(filepath.Join(folder, "input", file))
			if err != nil {
				t.Fatal(err)
			}
			dir := county(t, parcel("DK001", square(0, 0, 100)))
			in := mustOpen(t, dir, cornersOf("'"+path+"'", deliveryEntries[entry])+parcelsConfig+"crs: EPSG:4525\n")
			want, err := strconv.ParseFloat(area, 64)
			if err != nil {
				t.Fatal(err)
			}
			if len(in.Extents) != 1 || math.Abs(in.Extents[0].AreaM2-want) > degreeToleranceM2 {
				t.Errorf("extents %v, want one of %.0f m²", areas(in.Extents), want)
			} else if at := in.Extents[0].Shape.Bound().Min; math.Hypot(at[0]-east, at[1]-north) > 0.001 {
				t.Errorf("its corner is at %v", at)
			}
			var got []string
			for code := range count(in.Findings) {
				if code != land.Reprojected {
					got = append(got, string(code))
				}
			}
			if slices.Sort(got); !slices.Equal(got, codes) {
				t.Errorf("findings %v, want %v", got, codes)
			}
		})
	}
	entries, err := os.ReadDir(filepath.Join(folder, "input"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !listed[e.Name()] {
			t.Errorf("planted.csv lacks %s", e.Name())
		}
	}
}
