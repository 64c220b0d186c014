package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jiyue/pipeline/config"
)

// loadLeast loads the smallest configuration with lines added, beside the files
// that it names and those given.
func loadLeast(t *testing.T, text string, files ...string) (*config.Config, error) {
	t.Helper()
	dir := t.TempDir()
	for _, name := range append(files, "parks.shp", "parcels_01.shp") {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, "jiyue.yaml")
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return config.Load(path)
}

const shift = "datum_shifts:\n  - {from: xian1980, to: cgcs2000, dx: 110.5, dy: -12.25, dz: 7.75, rx: 1.1, ry: -0.7, rz: 2.3, scale: -3.5}\n"

func TestDatumShifts(t *testing.T) {
	c, err := loadLeast(t, least+shift)
	if err != nil {
		t.Fatal(err)
	}
	want := []config.DatumShift{{From: config.Xian1980, To: config.CGCS2000, DX: 110.5, DY: -12.25, DZ: 7.75, RX: 1.1, RY: -0.7, RZ: 2.3, ScalePPM: -3.5}}
	if diff := cmp.Diff(want, c.DatumShifts); diff != "" {
		t.Error(diff)
	}
}

func TestDatumShiftsAreRefused(t *testing.T) {
	entry := strings.TrimPrefix(shift, "datum_shifts:\n")
	for name, c := range map[string]struct{ text, want string }{
		"a parameter left out":        {strings.Replace(shift, " rz: 2.3,", "", 1), "rz"},
		"an unknown datum":            {strings.Replace(shift, "xian1980", "wgs84", 1), "wgs84 is not one of: beijing1954, xian1980, cgcs2000"},
		"one datum":                   {strings.Replace(shift, "cgcs2000", "xian1980", 1), "from and to are one datum"},
		"a coordinate as a parameter": {strings.Replace(shift, "110.5", "37500110.5", 1), "out of the range"},
		"twice":                       {shift + entry, "given twice"},
		"and the way back":            {shift + strings.NewReplacer("xian1980", "cgcs2000", "cgcs2000", "xian1980").Replace(entry), "given twice"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := loadLeast(t, least+c.text); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
}

// A pattern means endings in either case.
func TestPatternsAndEndings(t *testing.T) {
	c, err := loadLeast(t, strings.Replace(least, "parcels_01.shp", "parcels_*.shp", 1), "parcels_02.SHP", "parcels_03.Shp", "parcels_04.dbf", "other.SHP")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, p := range c.Parcels[0].Paths {
		names = append(names, filepath.Base(p))
	}
	if diff := cmp.Diff([]string{"parcels_01.shp", "parcels_02.SHP", "parcels_03.Shp"}, names); diff != "" {
		t.Error(diff)
	}
	if m := c.Parcels[0].Missing; len(m) != 1 || filepath.Base(m[0]) != "parcels_04.shp" {
		t.Errorf("missing: %q", m)
	}
}
