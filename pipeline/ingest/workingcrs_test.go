package ingest_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb"

	"jiyue/pipeline/config"
	"jiyue/pipeline/ingest"
	"jiyue/pipeline/land"
)

// TestWorkingCRS: where the configuration is silent, the system is one of metres
// to which most sources can be brought, and the odd source is the one to go
// back, wherever it is listed.
func TestWorkingCRS(t *testing.T) {
	const xian = 2361 // Xian 1980, the zone of the parcels
	odd := func(dir string) {
		write(t, dir+"/a.shp", xian, parkFields, park("S141002", "乙", nil, square(2000, 0, 500)))
	}
	degrees := func(dir string) {
		text := "YQDM,LAT,LON\nS141001,36.13,111.0\nS141001,36.14,111.0\nS141001,36.14,111.01\nS141001,36.13,111.01\n"
		if err := os.WriteFile(dir+"/a.csv", []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	const first = "\nparks:\n  - {path: a.shp, fields: {code: YQDM, name: YQMC}}\n  - {path: parks.shp, fields: {code: YQDM, name: YQMC}}\n"
	const last = "\nparks:\n  - {path: parks.shp, fields: {code: YQDM, name: YQMC}}\n  - {path: a.shp, fields: {code: YQDM, name: YQMC}}\n"
	const alone = "\nparks:\n  - {path: a.csv, fields: {code: YQDM, x: LAT, y: LON}}\n"
	const roster = "\nparks:\n  - {path: a.csv, fields: {code: YQDM}}\n"
	const shift = "datum_shifts:\n  - {from: xian1980, to: cgcs2000, dx: 110.5, dy: -12.25, dz: 7.75, rx: 1.1, ry: -0.7, rz: 2.3, scale: -3.5}\n"
	for name, c := range map[string]struct {
		prepare  func(dir string)
		config   string
		epsg     int    // of the working CRS; 0 where there is none
		unusable string // the source to go back
	}{
		"the odd datum first":             {odd, first + parcelsConfig, 4525, "a.shp"},
		"the odd datum last":              {odd, last + parcelsConfig, 4525, "a.shp"},
		"the odd datum first, parameters": {odd, first + parcelsConfig + shift, 4525, ""},
		"parks in degrees":                {degrees, alone + parcelsConfig, 4525, ""},
		"everything in degrees": {func(dir string) {
			degrees(dir)
			write(t, dir+"/parcels.shp", 4490, parcelFields, parcel("DK001", orb.Ring{{111, 36.13}, {111, 36.14}, {111.01, 36.14}, {111, 36.13}}))
		}, alone + parcelsConfig, 4546, ""},
		"all outlines on the odd datum": {func(dir string) {
			odd(dir)
			write(t, dir+"/parcels_2.shp", 4525, parcelFields, parcel("DK009", square(5000, 0, 100)))
		}, "\nparks:\n  - {path: a.shp, fields: {code: YQDM, name: YQMC}}\nparcels:\n  - {path: 'parcels*.shp', fields: {id: DKBH}}\n", 0, "a.shp"},
		"a roster alone, no parcels to read": {func(dir string) {
			degrees(dir)
			if err := os.WriteFile(dir+"/parcels.shp", []byte("none"), 0o666); err != nil {
				t.Fatal(err)
			}
		}, roster + parcelsConfig, 0, "parcels.shp"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := county(t, three()...)
			c.prepare(dir)
			if err := os.WriteFile(dir+"/jiyue.yaml", []byte(c.config), 0o666); err != nil {
				t.Fatal(err)
			}
			cfg, err := config.Load(filepath.Join(dir, "jiyue.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			cfg.KeepGoing = true
			in, err := ingest.Open(cfg)
			if c.epsg == 0 {
				failure(t, err, land.Broken, c.unusable)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			defer in.Close()
			if in.CRS.EPSG != c.epsg {
				t.Errorf("worked in %v, want EPSG:%d", in.CRS, c.epsg)
			}
			back := ""
			for _, f := range readAll(t, in).findings {
				if f.Code == land.SourceUnusable {
					back += f.Source
				}
			}
			if back != c.unusable {
				t.Errorf("%q go back, want %q", back, c.unusable)
			}
		})
	}
}
