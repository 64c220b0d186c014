package pages

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A file that SQLite wrote to meanwhile keeps what SQLite wrote, and no page of
// ours comes into it.
func TestPagesOfAChangedFileAreRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t")
	db := emptyTables(t, path, 4096)
	defer db.Close()
	file, err := Open(path, nil)
	ok(t, err)
	_, err = file.append(make([]byte, 4096))
	ok(t, err)
	_, err = db.Exec("INSERT INTO beside VALUES ('meanwhile')")
	ok(t, err)
	if _, err := file.Finish(); !errors.Is(err, errNotQuiet) {
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
	file, err := Open(path, nil)
	ok(t, err)
	ok(t, file.file.Close()) // every write fails from here on
	page := make([]byte, 65536)
	for n := 0; err == nil; n++ {
		if n > (blocksInFlight+2)*blockBytes/len(page) {
			t.Fatal("no append has failed")
		}
		_, err = file.append(page)
	}
	_, finished := file.Finish()
	for what, err := range map[string]error{"append": err, "finish": finished, "close": file.Close(), "close again": file.Close()} {
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
		if file, err := Open(path, nil); err == nil {
			file.Close()
			t.Errorf("%s: taken for a database", name)
		}
	}
}
