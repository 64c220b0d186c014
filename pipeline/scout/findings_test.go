package scout_test

import (
	"path/filepath"
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
