package store

import (
	"database/sql"
	"errors"
	"io/fs"
	"os"
)

// A desktop GIS that has the old store open keeps a journal or a write-ahead
// log beside it, found by name alone. Left behind, it would be played into the
// new store. So before the rename the old store takes in what belongs to it,
// and after the rename the files go.

// sidecarEnds are the names that SQLite adds to that of the store.
var sidecarEnds = []string{"-journal", "-wal", "-shm"}

func sidecars(path string) []string {
	var found []string
	for _, end := range sidecarEnds {
		if _, err := os.Stat(path + end); err == nil {
			found = append(found, path+end)
		}
	}
	return found
}

// settle has SQLite finish or undo what the sidecars of the old store hold. A
// store that is busy stays as it is: it is about to be replaced.
func settle(path string) error {
	if len(sidecars(path)) == 0 {
		return nil
	}
	db, err := sql.Open(driver, dataSource(path, "mode=rw&_busy_timeout=2000"))
	if err != nil {
		return err
	}
	defer db.Close()
	var busy, pages, moved int
	_ = db.QueryRowContext(unbounded, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved)
	return nil
}

func removeSidecars(path string) error {
	for _, name := range sidecars(path) {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
