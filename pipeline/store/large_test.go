package store_test

import (
	"os"
	"strconv"
	"testing"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// JIYUE_PIECES=3000000 writes as many pieces, 600 bytes each: from two million
// on the file goes past the gigabyte where SQLite's locks lie.
func TestLargeStore(t *testing.T) {
	count, err := strconv.Atoi(os.Getenv("JIYUE_PIECES"))
	if err != nil {
		t.Skip("JIYUE_PIECES does not say how many pieces to write")
	}
	dir := t.TempDir()
	n := benchNight(100_000, 17)
	tonight, err := store.Create(dir, options)
	must(t, err)
	defer tonight.Discard()
	n.run, err = tonight.Begin(n.run)
	must(t, err)
	must(t, tonight.SetCRS(store.CRS{EPSG: 4525, WKT: wkt}))
	must(t, tonight.WriteSources(n.sources))
	must(t, tonight.WriteParks(n.parks))
	must(t, tonight.WriteExtents(n.extents))
	var b land.Batch
	for written := 0; written < count; written += len(b.Pieces) {
		from := written % len(n.pieces)
		b.Pieces = n.pieces[from:min(from+2000, from+count-written, len(n.pieces))]
		tonight.Pack(&b)
		must(t, tonight.WritePieces(b.Pieces))
	}
	tallies, err := tonight.StoredTallies()
	must(t, err)
	var stored int64
	for _, tally := range tallies {
		stored += tally.Count
	}
	if stored != int64(count) {
		t.Errorf("%d pieces stored of %d", stored, count)
	}
	n.writeResults(t, tonight)
	must(t, tonight.Publish())
	if verdict := sqliteSays(t, store.PathIn(dir), "PRAGMA integrity_check"); verdict != "ok" {
		t.Error(verdict)
	}
	info, err := os.Stat(store.PathIn(dir))
	must(t, err)
	t.Logf("%d pieces, %d MB, %d bytes each", count, info.Size()>>20, info.Size()/int64(count))
}
