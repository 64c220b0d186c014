package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/mattn/go-sqlite3"
)

// Every statement runs under the background context: one that can be cancelled
// costs a goroutine and half the speed of each Exec.
var unbounded = context.Background()

// driver is the name under which database/sql knows SQLite.
const driver = "sqlite3"

// dataSource returns the name of a file for the driver. The path is escaped, so
// that a folder called a?b or 100% means itself.
func dataSource(path string, options string) string {
	path = filepath.ToSlash(path)
	if filepath.VolumeName(path) != "" {
		path = "/" + path // file:///C:/…
	}
	u := url.URL{Path: path}
	escaped := u.EscapedPath()
	if strings.HasPrefix(escaped, "/") {
		escaped = "//" + escaped
	}
	return "file:" + escaped + "?" + options
}

// writer is the one connection through which a night's file is written.
type writer struct {
	dir  string // the output folder, for messages
	db   *sql.DB
	conn *sql.Conn
}

// pageSize of the store, in bytes. From 4 096 to 65 536 the file is of one size
// within a hundredth; from 4 096 to 8 192 the system's share of the work falls
// by a fifth, beyond that little, while each of some 45 trees takes a page at
// least.
const pageSize = 8192

// writerPragmas suit a file that nobody else sees: no sync before publication,
// the journal of a failed statement in memory.
var writerPragmas = []string{
	fmt.Sprintf("PRAGMA page_size = %d", pageSize),
	"PRAGMA journal_mode = MEMORY",
	"PRAGMA synchronous = OFF",
	"PRAGMA cache_size = -8192", // 8 MB: rows come in order, so that a larger one gains nothing
}

func openWriter(path string) (*writer, error) {
	db, err := sql.Open(driver, dataSource(path, "mode=rwc&_busy_timeout=10000"))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	conn, err := db.Conn(unbounded)
	if err != nil {
		db.Close()
		return nil, err
	}
	w := &writer{filepath.Dir(filepath.Dir(path)), db, conn}
	for _, pragma := range writerPragmas {
		if err := w.exec(pragma); err != nil {
			w.close()
			return nil, err
		}
	}
	return w, nil
}

func (w *writer) close() error {
	w.conn.Close()
	return w.db.Close()
}

func (w *writer) exec(query string, args ...any) error {
	_, err := w.conn.ExecContext(unbounded, query, args...)
	return err
}

// change is exec that says how many rows it has changed.
func (w *writer) change(query string, args ...any) (rows int64, err error) {
	result, err := w.conn.ExecContext(unbounded, query, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// value reads the one value that the query gives.
func (w *writer) value(into any, query string) error {
	return w.conn.QueryRowContext(unbounded, query).Scan(into)
}

// inTransaction runs work in one transaction, which a failure undoes.
func (w *writer) inTransaction(work func() error) error {
	if err := w.exec("BEGIN"); err != nil {
		return err
	}
	if err := work(); err != nil {
		_ = w.exec("ROLLBACK") // the error that led here is the one to tell
		return err
	}
	return w.exec("COMMIT")
}

// insert writes rows into a table, in one transaction. fill returns the values
// of row i in the order of the columns.
func (w *writer) insert(table, columns string, rows int, fill func(i int) ([]any, error)) error {
	if rows == 0 {
		return nil
	}
	marks := strings.TrimSuffix(strings.Repeat("?,", strings.Count(columns, ",")+1), ",")
	return w.inTransaction(func() error {
		statement, err := w.conn.PrepareContext(unbounded, fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", table, columns, marks))
		if err != nil {
			return err
		}
		defer statement.Close()
		for i := range rows {
			values, err := fill(i)
			if err != nil {
				return fmt.Errorf("row %d: %w", i+1, err)
			}
			if _, err := statement.ExecContext(unbounded, values...); err != nil {
				return fmt.Errorf("row %d: %w", i+1, err)
			}
		}
		return nil
	})
}

// diskCodes are SQLite's words for a disk that is full, broken or write-protected.
var diskCodes = []sqlite3.ErrNo{sqlite3.ErrFull, sqlite3.ErrIoErr, sqlite3.ErrReadonly, sqlite3.ErrCantOpen}

// failed says what was being written when an error arose; trouble with the disk
// becomes a failure that a user understands.
func (w *writer) failed(what string, err error) error {
	var e sqlite3.Error
	var file *fs.PathError
	if errors.As(err, &file) || errors.As(err, &e) && slices.Contains(diskCodes, e.Code) {
		return folderFailure(w.dir, fmt.Errorf("%s: %w", what, err))
	}
	return fmt.Errorf("store: %s: %w", what, err)
}
