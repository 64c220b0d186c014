package store

import (
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"jiyue/pipeline/land"
)

// A desktop GIS that has the old store open keeps a journal or a write-ahead
// log beside it, found by name alone. Left behind, it would be played into the
// new store. So before the rename the old store takes in what belongs to it,
// and after the rename the files go.

// sidecarEnds are the names that SQLite adds to that of the store.
var sidecarEnds = []string{journalEnd, "-wal", "-shm"}

const journalEnd = "-journal"

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
	var tables, busy, pages, moved int
	_ = db.QueryRowContext(unbounded, "SELECT count(*) FROM sqlite_schema").Scan(&tables) // undoes what a journal holds
	_ = db.QueryRowContext(unbounded, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved)
	return nil
}

// settleOld settles the old store before it is read: a journal that a killed
// program has left can't be undone by a reader.
func (t *Tonight) settleOld() error {
	old := PathIn(t.dir)
	if !isFile(old) || !hasJournal(old) {
		return nil // what is wrong with the store, whoever reads it will say
	}
	if err := settle(old); err != nil {
		return folderFailure(t.dir, err)
	}
	if !hasJournal(old) {
		t.remarks = append(t.remarks, land.Textf(
			"有程序在写入成果库时中断（留下 %s）；它未完成的改动已撤销", "a program was stopped while it wrote into the store (it left %s); what it had not finished was undone",
			filepath.Base(old)+journalEnd))
	}
	return nil
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// hasJournal reports whether a transaction was begun and not ended, be it that
// the program is still at it.
func hasJournal(path string) bool {
	_, err := os.Stat(path + journalEnd)
	return err == nil
}

func removeSidecars(path string) error {
	for _, name := range sidecars(path) {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
