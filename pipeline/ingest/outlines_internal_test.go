package ingest

import (
	"errors"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"jiyue/geo/crs"
	"jiyue/geo/shapefile"
)

// Names of systems as the store has them; both are CGCS2000, zone 37 with and
// without its prefix.
const (
	prefixed   = "EPSG:4525 CGCS2000 3° GK zone 37"
	unprefixed = "EPSG:4546 CGCS2000 3° GK CM 111E"
)

// bow crosses itself: as delivered it stays so.
var bow = orb.Ring{{37456000, 4036000}, {37456010, 4036010}, {37456010, 4036000}, {37456000, 4036010}, {37456000, 4036000}}

func square10(x, y float64) orb.Ring {
	return orb.Ring{{x, y}, {x, y + 10}, {x + 10, y + 10}, {x + 10, y}, {x, y}}
}

// writeOutlines writes three records, the second without a shape, and returns
// the path and the hash that a run keeps.
func writeOutlines(t *testing.T) (path, hash string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "parcels.shp")
	w, err := shapefile.Create(path, []shapefile.Field{{Name: "ID", Type: 'C', Width: 4}}, shapefile.WriterOptions{Encoding: "GBK"})
	if err != nil {
		t.Fatal(err)
	}
	for _, rings := range [][]orb.Ring{{bow}, nil, {square10(37457000, 4036000)}} {
		if err := w.WriteRings(rings, []any{"x"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := shapefile.Open(path, shapefile.Options{Digest: true})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	return path, sourceHash(f.Digests()...)
}

// Records come back as they were delivered, unrepaired, by number and by place.
func TestOutlinesAreAsDelivered(t *testing.T) {
	path, hash := writeOutlines(t)
	o, err := ReopenOutlines(path, hash, prefixed, prefixed)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	for record, want := range map[int][]orb.Ring{1: {bow}, 2: {}, 3: {square10(37457000, 4036000)}, 0: nil, 4: nil} {
		got, err := o.Rings(record)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("record %d: %s", record, diff)
		}
	}
	for _, c := range []struct {
		name string
		box  orb.Bound
		most int
		want []int
	}{
		{"all", orb.Bound{Min: orb.Point{37455000, 4035000}, Max: orb.Point{37458000, 4037000}}, 9, []int{1, 3}},
		{"the first of all", orb.Bound{Min: orb.Point{37455000, 4035000}, Max: orb.Point{37458000, 4037000}}, 1, []int{1}},
		{"touching the square", orb.Bound{Min: orb.Point{37457010, 4036010}, Max: orb.Point{37457020, 4036020}}, 9, []int{3}},
		{"beside it", orb.Bound{Min: orb.Point{37457011, 4036011}, Max: orb.Point{37457020, 4036020}}, 9, nil},
	} {
		var got []int
		if err := o.Meeting(c.box, func(record int, _ []orb.Ring) bool { got = append(got, record); return len(got) < c.most }); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// A file in another system comes into the working one: without the prefix of the
// zone eastings are 37 000 000 m less.
func TestOutlinesInAnotherSystem(t *testing.T) {
	path, hash := writeOutlines(t)
	o, err := ReopenOutlines(path, hash, prefixed, unprefixed)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	got, err := o.Rings(3)
	if err != nil || math.Abs(got[0][0][0]-457000) > 1e-6 || math.Abs(got[0][0][1]-4036000) > 1e-6 {
		t.Errorf("%v, %v", got, err)
	}
	var met []int
	box := orb.Bound{Min: orb.Point{456990, 4035990}, Max: orb.Point{457020, 4036020}}
	if err := o.Meeting(box, func(record int, _ []orb.Ring) bool { met = append(met, record); return true }); err != nil || len(met) != 1 || met[0] != 3 {
		t.Errorf("%v, %v", met, err)
	}
}

// What is not the file of the run is not shown.
func TestReopenOutlinesRefuses(t *testing.T) {
	path, hash := writeOutlines(t)
	if _, err := ReopenOutlines(filepath.Join(t.TempDir(), "gone.shp"), hash, prefixed, prefixed); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is gone: %v", err)
	}
	if _, err := ReopenOutlines(path, hash, "EPSG:4525 x", "EPSG:2362 Xian 1980"); !errors.Is(err, crs.ErrDatum) {
		t.Errorf("another datum: %v", err)
	}
	if _, err := ReopenOutlines(path, hash, "local", prefixed); err == nil {
		t.Error("a system without a code passes")
	}
	dbf := path[:len(path)-3] + "dbf"
	text, err := os.ReadFile(dbf)
	if err != nil {
		t.Fatal(err)
	}
	text[len(text)-2] ^= 1
	if err := os.WriteFile(dbf, text, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := ReopenOutlines(path, hash, prefixed, prefixed); !errors.Is(err, ErrAnotherFile) {
		t.Errorf("another attribute: %v", err)
	}
}
