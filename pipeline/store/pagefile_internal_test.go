package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jiyue/pipeline/land"
)

// A file that SQLite wrote to meanwhile keeps what SQLite wrote, and no page of
// ours comes into it.
func TestPagesOfAChangedFileAreRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t")
	db := emptyTables(t, path, 4096)
	defer db.Close()
	pages, err := openPages(path, nil)
	ok(t, err)
	_, err = pages.append(make([]byte, 4096))
	ok(t, err)
	_, err = db.Exec("INSERT INTO beside VALUES ('meanwhile')")
	ok(t, err)
	if _, err := pages.finish(); !errors.Is(err, errNotQuiet) {
		t.Errorf("finish: %v, want %v", err, errNotQuiet)
	}
	var verdict string
	var rows int
	ok(t, db.QueryRow("PRAGMA integrity_check").Scan(&verdict))
	ok(t, db.QueryRow("SELECT count(*) FROM beside").Scan(&rows))
	if verdict != "ok" || rows != 2 {
		t.Errorf("%s, %d rows of 2", verdict, rows)
	}
}

// A disk that fails is told by whatever is called next, again and again.
func TestFailedWriteIsTold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t")
	db := emptyTables(t, path, 65536)
	defer db.Close()
	pages, err := openPages(path, nil)
	ok(t, err)
	ok(t, pages.file.Close()) // every write fails from here on
	page := make([]byte, 65536)
	for n := 0; err == nil; n++ {
		if n > (blocksInFlight+2)*blockBytes/len(page) {
			t.Fatal("no append has failed")
		}
		_, err = pages.append(page)
	}
	_, finished := pages.finish()
	for what, err := range map[string]error{"append": err, "finish": finished, "close": pages.close(), "close again": pages.close()} {
		if !errors.Is(err, fs.ErrClosed) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestHeaderThatIsNotSQLites(t *testing.T) {
	for name, content := range map[string][]byte{
		"empty": nil, "short": make([]byte, 50), "zeros": make([]byte, 5000), "text": []byte(strings.Repeat("not a database ", 100)),
	} {
		path := filepath.Join(t.TempDir(), "t")
		ok(t, os.WriteFile(path, content, 0o600))
		if pages, err := openPages(path, nil); err == nil {
			pages.close()
			t.Errorf("%s: taken for a database", name)
		}
	}
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

// A header longer than the room that is kept for it, and whole numbers of every
// length.
func TestRecordsOfManyColumns(t *testing.T) {
	for _, columns := range []int{1, headerRoom - 2, headerRoom - 1, headerRoom, 3 * headerRoom, 200} {
		path := filepath.Join(t.TempDir(), "t")
		db := emptyTables(t, path, 4096)
		_, err := db.Exec("CREATE TABLE wide (c0" + columnList(columns) + ")")
		ok(t, err)
		var root uint32
		ok(t, db.QueryRow("SELECT rootpage FROM sqlite_schema WHERE name = 'wide'").Scan(&root))
		var r record
		for range 2 { // the second in memory that is used
			r.reset()
			r.open()
			for i := range columns {
				r.integer(number63(i))
			}
			r.text(strings.Repeat("x", 100))
		}
		pages, err := openPages(path, nil)
		ok(t, err)
		wide := newTree(pages, tableTree, root)
		ok(t, wide.addRow(1, r.close()))
		ok(t, wide.finish())
		_, err = pages.finish()
		ok(t, err)
		for i := range columns {
			var got int64
			ok(t, db.QueryRow(fmt.Sprintf("SELECT c%d FROM wide", i)).Scan(&got))
			if got != number63(i) {
				t.Errorf("column %d of %d: %d, want %d", i, columns, got, number63(i))
			}
		}
		ok(t, db.Close())
	}
}

func columnList(n int) string {
	var list strings.Builder
	for i := range n {
		fmt.Fprintf(&list, ", c%d", i+1)
	}
	return list.String()
}

// number63 goes through the numbers around the powers of two, up and down.
func number63(i int) int64 {
	v := int64(1)<<(i/6%63) + int64(i%3) - 1
	if i/3%2 == 1 {
		return -v
	}
	return v
}
