package store

import (
	"errors"
	"path/filepath"
	"testing"

	"jiyue/pipeline/land"
)

// failer is a test or a trial of a property.
type failer interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

func ok(t failer, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// newLayerFile opens a writer on a fresh store.
func newLayerFile(t interface {
	Helper()
	Fatal(...any)
}, dir string) *writer {
	t.Helper()
	w, err := openWriter(filepath.Join(dir, FileName))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.createSchema(); err != nil {
		t.Fatal(err)
	}
	if err := w.exec(schemaText("layer_indexes.sql")); err != nil {
		t.Fatal(err)
	}
	return w
}

// While the pieces are written SQLite has to be quiet.
func TestNothingElseIsWrittenWithThePieces(t *testing.T) {
	night, err := Create(t.TempDir(), Options{})
	ok(t, err)
	defer night.Discard()
	run, err := night.Begin(Run{})
	ok(t, err)
	ok(t, night.WriteSources([]land.Source{{Path: "a.shp"}}))
	ok(t, night.WriteExtents([]land.Extent{{ParkCode: "S1", Kind: land.Approved}}))
	pieces := []land.Piece{{Record: 1, Relation: land.Inside, Share: 1, AreaM2: 1}}
	ok(t, night.WritePieces(pieces))
	for what, err := range map[string]error{
		"findings": night.WriteFindings([]land.Finding{{Code: land.ParcelsOverlap}}),
		"parks":    night.WriteParks(nil),
		"run":      night.writeRun(run),
		"CRS":      night.SetCRS(CRS{}),
	} {
		if !errors.Is(err, errLoading) {
			t.Errorf("%s: %v", what, err)
		}
	}
	ok(t, night.WritePieces(pieces))
	ok(t, night.PiecesDone())
	ok(t, night.WriteFindings([]land.Finding{{Code: land.ParcelsOverlap}}))
	if err := night.WritePieces(pieces); err == nil {
		t.Error("pieces were taken after PiecesDone")
	}
	tallies, err := night.StoredTallies()
	ok(t, err)
	if tallies[0].Count != 2 {
		t.Errorf("%d pieces of 2", tallies[0].Count)
	}
	ok(t, night.Finish(run))
	ok(t, night.Publish())
}
