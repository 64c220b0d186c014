package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
)

// The proof beside the night is the proof of the file as it is: what breaks a
// constraint fails it, and a later write makes it worthless.
func TestProof(t *testing.T) {
	const insert = `INSERT INTO piece (park_code, extent_kind, source, record, relation, share, area_m2) VALUES ('S1', 'approved', 'a.shp', 1, 'cut', `
	for _, c := range []struct {
		name          string
		before, after string
		holds, broken bool
	}{
		{name: "a whole file", before: insert + "0.5, 1)", holds: true},
		{name: "a share above 1", before: "PRAGMA ignore_check_constraints = 1; " + insert + "2, 1)", holds: true, broken: true},
		{name: "written to since", after: insert + "0.5, 1)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			w := newLayerFile(t, dir)
			defer w.close()
			if err := w.exec(c.before); err != nil {
				t.Fatal(err)
			}
			p, err := startProof(filepath.Join(dir, FileName), withLocks, func(ctx context.Context, conn *sql.Conn) error {
				return verdict(ctx, conn, wholeFile)
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := w.exec(c.after); err != nil {
				t.Fatal(err)
			}
			holds, err := p.wait()
			if holds != c.holds || errors.Is(err, errProof) != c.broken || err != nil && !c.broken {
				t.Errorf("holds %v, want %v; %v", holds, c.holds, err)
			}
		})
	}
}

func TestProofAbandoned(t *testing.T) {
	dir := t.TempDir()
	w := newLayerFile(t, dir)
	defer w.close()
	p, err := startProof(filepath.Join(dir, FileName), withLocks, func(ctx context.Context, _ *sql.Conn) error {
		<-ctx.Done()
		return ctx.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.abandon(); err != nil {
		t.Error(err)
	}
}

// Nothing is published on a proof of what the file was.
func TestWritesAfterFinishAreProved(t *testing.T) {
	dir := t.TempDir()
	night, err := Create(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer night.Discard()
	run, err := night.Begin(Run{})
	if err == nil {
		err = night.Finish(run)
	}
	if err == nil {
		err = night.w.exec(`PRAGMA ignore_check_constraints = 1;
			INSERT INTO finding_span (first_run, last_run, position, severity, code, message, count) VALUES (1, 1, 1, 'nonsense', '', '', 1);
			PRAGMA ignore_check_constraints = 0`)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := night.Publish(); !errors.Is(err, errProof) {
		t.Errorf("published: %v", err)
	}
}

// What is broken in the pieces or beside them is found by one of the two parts
// of the proof, or by the tallies.
func TestNightOfABrokenFile(t *testing.T) {
	for _, c := range []struct {
		name   string
		damage func(t *testing.T, night *Tonight)
	}{
		{"nothing", nil},
		{"a piece against its constraint", replaced("inside", "INSIDE")},
		{"a piece of another park than its entry in the index", replaced("S1approved", "S2approved")},
		{"a piece of an unknown park", replaced("S1approved", "S7approved")},
		{"a piece lost", sqlSays("DELETE FROM piece WHERE fid = 77")},
		{"a page of pieces cut off", func(t *testing.T, night *Tonight) {
			info, err := os.Stat(night.storePath())
			ok(t, err)
			ok(t, os.Truncate(night.storePath(), info.Size()-pageSize))
		}},
		{"a node of the R-tree", sqlSays("UPDATE rtree_piece_geom_node SET data = zeroblob(1228) WHERE nodeno = 2")},
		{"a piece missing in the R-tree", sqlSays("DELETE FROM rtree_piece_geom_rowid WHERE rowid = 77")},
		{"a piece in another node", sqlSays("UPDATE rtree_piece_geom_rowid SET nodeno = 4 - nodeno + 1 WHERE rowid = 77")},
		{"a node without its parent", sqlSays("DELETE FROM rtree_piece_geom_parent WHERE nodeno = 2")},
		{"a node of the other R-tree", sqlSays("UPDATE rtree_extent_geom_node SET data = zeroblob(1228)")},
		{"a row of another table", sqlSays("PRAGMA ignore_check_constraints = 1; INSERT INTO finding_span (first_run, last_run, position, severity, code, message, count) VALUES (1, 1, 1, 'nonsense', '', '', 1)")},
		{"the list of free pages", func(t *testing.T, night *Tonight) {
			file, err := os.OpenFile(night.storePath(), os.O_RDWR, 0)
			ok(t, err)
			defer file.Close()
			_, err = file.WriteAt([]byte{0, 0, 0, 3, 0, 0, 0, 1}, 32) // page 3 is in use
			ok(t, err)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := brokenNight(t, c.damage)
			if (err != nil) != (c.damage != nil) {
				t.Errorf("published: %v", err)
			}
		})
	}
}

// brokenNight writes some hundred pieces, breaks the file before its proof
// begins, and publishes it.
func brokenNight(t *testing.T, damage func(*testing.T, *Tonight)) error {
	night, err := Create(t.TempDir(), Options{})
	ok(t, err)
	defer night.Discard()
	run, err := night.Begin(Run{})
	ok(t, err)
	ok(t, night.WriteSources([]land.Source{{Path: "a.shp"}}))
	square := func(x float64) orb.MultiPolygon {
		return orb.MultiPolygon{{{{x, 0}, {x + 1, 0}, {x + 1, 1}, {x, 0}}}}
	}
	ok(t, night.WriteExtents([]land.Extent{{ParkCode: "S1", Kind: land.Approved, Shape: square(0)}, {ParkCode: "S2", Kind: land.Approved, Shape: square(200)}}))
	var pieces []land.Piece
	for i := range 150 {
		pieces = append(pieces, land.Piece{Extent: i % 2, Record: i + 1, ParcelID: fmt.Sprint("parcel ", i), Relation: land.Inside, Share: 1, AreaM2: 1, Shape: square(float64(i))})
	}
	ok(t, night.WritePieces(pieces))
	ok(t, night.finishLoad())
	night.layers.load, night.layers.loaded = nil, true
	if damage != nil {
		damage(t, night)
	}
	if night.audit, err = night.startAudit(); err != nil {
		return err
	}
	tallies, err := night.StoredTallies()
	if err != nil {
		return err
	}
	if tallies[0].Count+tallies[1].Count != int64(len(pieces)) { // the ledger would not balance
		return errors.New("pieces are missing")
	}
	if err := night.Finish(run); err != nil {
		return err
	}
	return night.Publish()
}

// replaced replaces the last such text in the file, which is in a row of piece, by
// one as long.
func replaced(text, by string) func(*testing.T, *Tonight) {
	return func(t *testing.T, night *Tonight) {
		content, err := os.ReadFile(night.storePath())
		ok(t, err)
		at := bytes.LastIndex(content, []byte(text))
		if at < 0 {
			t.Fatalf("the file has no %q", text)
		}
		file, err := os.OpenFile(night.storePath(), os.O_RDWR, 0)
		ok(t, err)
		defer file.Close()
		_, err = file.WriteAt([]byte(by), int64(at))
		ok(t, err)
	}
}

// sqlSays changes the file through a connection of its own.
func sqlSays(statement string) func(*testing.T, *Tonight) {
	return func(t *testing.T, night *Tonight) {
		db, err := sql.Open(driver, dataSource(night.storePath(), "mode=rw"))
		ok(t, err)
		defer db.Close()
		db.SetMaxOpenConns(1)
		_, err = db.Exec(statement)
		ok(t, err)
	}
}
