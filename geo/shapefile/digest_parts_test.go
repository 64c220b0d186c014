package shapefile_test

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"jiyue/geo/shapefile"
)

// DigestParts tells what Open tells, and fails where there is no file.
func TestDigestParts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.shp")
	w, err := shapefile.Create(path, []shapefile.Field{{Name: "ID", Type: 'C', Width: 8}}, shapefile.WriterOptions{PRJ: "LOCAL_CS[\"x\"]"})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3000 { // more than a block
		x := float64(i)
		if err := w.Write(orb.MultiPolygon{{{{x, 0}, {x + 1, 0}, {x, 1}, {x, 0}}}}, []any{"n"}); err != nil {
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
	got, err := shapefile.DigestParts(path)
	if diff := cmp.Diff(f.Digests(), got); err != nil || diff != "" || len(got) != 5 {
		t.Errorf("%v, %d parts (-Open +DigestParts):\n%s", err, len(got), diff)
	}
	if _, err := shapefile.DigestParts(path + "x"); err == nil {
		t.Error("no error where there is no file")
	}
}
