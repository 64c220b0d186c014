package ingest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jiyue/pipeline/config"
	"jiyue/pipeline/ingest"
	"jiyue/pipeline/land"
)

// TestKeepGoing: of a delivery in which nearly everything is broken, a check
// reads what can be read and names all the rest.
func TestKeepGoing(t *testing.T) {
	dir := county(t, parcel("DK001", square(0, 0, 100)), parcel("DK002", square(200, 0, 100)))
	write(t, filepath.Join(dir, "parcels_xian.shp"), 2361, parcelFields, parcel("DK003", square(400, 0, 100)))
	for name, text := range map[string]string{
		"parcels_text.shp": "this is no shapefile", "parcels_empty.shp": "", "corners.csv": "A,B\n1,2\n", "statistics.csv": "", "notes.txt": "会议纪要",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	cut := filepath.Join(dir, "parcels_cut.shp")
	write(t, cut, 4525, parcelFields, parcel("DK004", square(600, 0, 100)), parcel("DK005", square(800, 0, 100)))
	if err := os.Truncate(cut, 300); err != nil {
		t.Fatal(err)
	}
	text := `
parks:
  - {path: parks.shp, fields: {code: YQDM, name: YQMC}}
  - {path: corners.csv, fields: {code: YQDM, x: X, y: Y}}
  - {path: notes.txt}
parcels:
  - {path: 'parcels*.shp', fields: {id: DKBH}}
statistics:
  - {path: statistics.csv, fields: {code: YQDM, population: CZRK}}
`
	if _, err := open(t, dir, text); err == nil {
		t.Fatal("a run does not fail")
	}
	cfg, err := config.Load(filepath.Join(dir, "jiyue.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	cfg.KeepGoing = true
	in, err := ingest.Open(cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	r := readAll(t, in)
	found := map[string]land.Finding{}
	for _, f := range r.findings {
		if f.Code == land.SourceUnusable {
			found[f.Source] = f
		}
	}
	for name, want := range map[string]string{
		"parcels_text.shp": "no shapefile", "parcels_empty.shp": "no shapefile", "parcels_xian.shp": "another datum", "corners.csv": "has no field YQDM",
		"statistics.csv": "the table is empty", "notes.txt": "no plots with coordinates",
	} {
		if f := found[name]; !strings.Contains(f.Message(land.EN), want) || f.Words.ZH == f.Words.EN {
			t.Errorf("%s: %q", name, f.Message(land.EN))
		}
		delete(found, name)
	}
	if len(found) > 0 || count(r.findings)[land.SourceDamaged] == 0 {
		t.Errorf("also: %v; %v", found, count(r.findings))
	}
	if len(r.parcels) != 3 { // two sound ones, and the first of the file that was cut off
		t.Errorf("%d parcels", len(r.parcels))
	}
}

// TestKeepGoingNowhere: without any outline there is nothing to check.
func TestKeepGoingNowhere(t *testing.T) {
	dir := county(t, parcel("DK001", square(0, 0, 100)))
	if err := os.WriteFile(filepath.Join(dir, "parks.shp"), []byte("none"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := open(t, dir, parksConfig+parcelsConfig); err == nil {
		t.Fatal("no failure")
	}
	cfg, err := config.Load(filepath.Join(dir, "jiyue.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	cfg.KeepGoing = true
	_, err = ingest.Open(cfg)
	failure(t, err, land.Broken, "parks.shp: no shapefile")
}
