package ingest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"jiyue/geo/crs"
	"jiyue/geo/shapefile"
	"jiyue/pipeline/config"
	"jiyue/pipeline/ingest"
	"jiyue/pipeline/land"
)

// The corner of the test county, in EPSG:4525 (3° zone 37): all coordinates of
// tests are metres east and north of it.
const east, north = 37_500_000.0, 4_000_000.0

// ring makes a ring of pairs of metres from the corner, as they are given.
func ring(xy ...float64) orb.Ring {
	var r orb.Ring
	for i := 0; i < len(xy); i += 2 {
		r = append(r, orb.Point{east + xy[i], north + xy[i+1]})
	}
	return r
}

// square is a closed ring in the shapefile's order for shells, clockwise.
func square(x, y, side float64) orb.Ring {
	return ring(x, y, x, y+side, x+side, y+side, x+side, y, x, y)
}

func rings(r ...orb.Ring) []orb.Ring { return r }

// record is a shape with its row.
type record struct {
	rings  []orb.Ring
	values []any
}

// prj is the .prj of an EPSG code; none for 0.
func prj(t testing.TB, code int) string {
	t.Helper()
	if code == 0 {
		return ""
	}
	c, err := crs.FromEPSG(code)
	if err != nil {
		t.Fatal(err)
	}
	return c.ESRI()
}

// write makes a shapefile. Fields are written "NAME:C20" or "NAME:N12.2".
func write(t testing.TB, path string, epsg int, fields string, records ...record) {
	t.Helper()
	var columns []shapefile.Field
	for _, f := range strings.Fields(fields) {
		name, form, _ := strings.Cut(f, ":")
		column := shapefile.Field{Name: name, Type: form[0]}
		if _, err := fmt.Sscanf(form[1:], "%d.%d", &column.Width, &column.Decimals); err != nil && column.Width == 0 {
			t.Fatal(err)
		}
		columns = append(columns, column)
	}
	w, err := shapefile.Create(path, columns, shapefile.WriterOptions{Encoding: "GBK", PRJ: prj(t, epsg)})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		if err := w.WriteRings(r.rings, r.values); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

// parkFields are the fields of parks.shp; park makes a record of it.
const parkFields = "YQDM:C10 YQMC:C30 YQJB:C10 HDMJ:N12.4"

func park(code, name string, hectares any, shape ...orb.Ring) record {
	return record{shape, []any{code, name, "省级", hectares}}
}

const parksConfig = `
parks:
  - path: parks.shp
    fields: {code: YQDM, name: YQMC, level: YQJB, approved_area: HDMJ}
`

// parcelFields are the fields of parcels.shp.
const parcelFields = "DKBH:C12 DLBM:C6 DKZT:C12 NCZ:N14.2 ZDMJ:N12.2 JSZK:C3 GYZK:C3 GXZK:C3"

// parcel makes a record of parcels.shp without oddities: 1 ha of built industry.
func parcel(id string, shape ...orb.Ring) record {
	return record{shape, []any{id, "0601", "已建成", 120.5, 10000.0, "A2", "D21", ""}}
}

const parcelsConfig = `
parcels:
  - path: parcels.shp
    code_scheme: gbt21010-2017
    fields: {id: DKBH, land_use: DLBM, status: DKZT, output: NCZ, declared_area: ZDMJ, built_code: JSZK, supply_code: GYZK, hightech_code: GXZK}
status: {已建成: built, 未供应: unsupplied}
`

// county is a folder with a park of 100 ha and the parcels that are given.
func county(t testing.TB, records ...record) string {
	t.Helper()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "parks.shp"), 4525, parkFields, park("S141001", "昕水园区", 100.0, square(0, 0, 1000)))
	write(t, filepath.Join(dir, "parcels.shp"), 4525, parcelFields, records...)
	return dir
}

// open loads a configuration in dir and opens its input.
func open(t testing.TB, dir, text string) (*ingest.Input, error) {
	t.Helper()
	path := filepath.Join(dir, "jiyue.yaml")
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	cfg, err := config.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	in, err := ingest.Open(cfg)
	if err == nil {
		t.Cleanup(func() { in.Close() })
	}
	return in, err
}

func mustOpen(t testing.TB, dir, text string) *ingest.Input {
	t.Helper()
	in, err := open(t, dir, text)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// result is what all batches of an input say.
type result struct {
	parcels  []land.Parcel
	findings []land.Finding // of Open, then of the batches
	ledger   *land.Ledger
}

// readAll reads and admits every batch and holds the ledger's ingest side to
// account: each record is in, and its land is either kept or rejected.
func readAll(t testing.TB, in *ingest.Input) result {
	t.Helper()
	r := result{findings: append([]land.Finding(nil), in.Findings...), ledger: land.NewLedger(in.Sources, in.Extents)}
	for i := range in.Batches() {
		var b land.Batch
		if err := in.Read(i, &b); err != nil {
			t.Fatal(err)
		}
		in.Admit(&b, r.ledger)
		r.parcels = append(r.parcels, b.Parcels...)
		r.findings = append(r.findings, b.Findings...)
	}
	for _, p := range r.parcels { // what clip would write if there were no extent
		if !p.Rejected {
			r.ledger.Sources[p.Source].Outside.Add(p.AreaM2)
		}
	}
	if err := r.ledger.Balance(); err != nil {
		t.Errorf("ledger: %v", err)
	}
	return r
}

// failure expects an error to be a Failure of the kind and to say the text.
func failure(t testing.TB, err error, kind land.FailureKind, text string) *land.Failure {
	t.Helper()
	f, ok := land.AsFailure(err)
	if !ok {
		t.Fatalf("not a failure: %v", err)
	}
	if f.Kind != kind || !strings.Contains(f.Line(land.EN)+" | "+f.Try.EN, text) {
		t.Errorf("got kind %d: %s | %s\nwant kind %d: %s", f.Kind, f.Line(land.EN), f.Try.EN, kind, text)
	}
	if f.What.ZH == f.What.EN {
		t.Errorf("Chinese and English are the same: %s", f.What.ZH)
	}
	return f
}
