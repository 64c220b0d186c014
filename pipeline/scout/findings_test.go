package scout_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
	"jiyue/pipeline/scout"
	"jiyue/pipeline/store"
)

// TestListsForSendersAreNoDelivery: the layer of findings that check has written
// into the folder is not taken for extents when the folder is looked at again.
func TestListsForSendersAreNoDelivery(t *testing.T) {
	dir := t.TempDir()
	found := land.Finding{Code: land.ExtentArea, Source: "parks.shp", Record: 1, ParkCode: "S149071",
		Shape: orb.MultiPolygon{{{{37480000, 4040000}, {37480000, 4040100}, {37480100, 4040100}, {37480000, 4040000}}}}}
	if err := store.WriteFindings(filepath.Join(dir, "findings.gpkg"), store.CRS{EPSG: 4525}, time.Unix(0, 0), []land.Finding{found}, land.ZH); err != nil {
		t.Fatal(err)
	}
	f, err := scout.Look(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range f.Files {
		t.Errorf("%s is taken for %s", file.Path, file.Role)
	}
}

// TestOneParkWithoutCode: corners without a column of codes, under the initials of
// their Chinese names, are one park named by the file, so that the draft can be
// checked at once; the draft says what to mend.
func TestOneParkWithoutCode(t *testing.T) {
	dir := t.TempDir()
	text := "JZDH,ZZB,HZB\nJ1,4040000,37480000\nJ2,4040100,37480000\nJ3,4040100,37480100\nJ4,4040000,37480100\n"
	if err := os.WriteFile(filepath.Join(dir, "甲园.csv"), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	f, err := scout.Look(dir)
	if err != nil {
		t.Fatal(err)
	}
	draft := f.Draft(land.EN)
	for _, want := range []string{"    park: 甲园   # ?? the file's name; write the park's code\n", "x: ZZB", "y: HZB", "number: JZDH"} {
		if !strings.Contains(draft, want) {
			t.Errorf("no %q in\n%s", want, draft)
		}
	}
}
