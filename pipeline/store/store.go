package store

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"jiyue/pipeline/land"
)

// FileName is the name of the store in the output folder.
const FileName = "jiyue.gpkg"

// PathIn returns the path of the store of an output folder.
func PathIn(dir string) string { return filepath.Join(dir, FileName) }

// Store reads a store. It may be used by several goroutines at once.
type Store struct {
	path string
	db   *sql.DB
	err  error // why the file can't be read; every query returns it
}

// Open opens a published store to read. The error is a land.Failure: the file
// is missing, is not a store, or was written by a newer program.
func Open(path string) (*Store, error) {
	if err := lookAt(path); err != nil {
		return nil, err
	}
	s, err := openReader(path)
	if err != nil {
		return nil, notAStore(path, err)
	}
	version, err := s.schemaVersion()
	if err != nil {
		s.Close()
		return nil, notAStore(path, err)
	}
	if version > schemaVersion() {
		s.Close()
		return nil, newerSchema(path, version)
	}
	return s, nil
}

// openReader opens a file without a look at what is in it.
func openReader(path string) (*Store, error) {
	db, err := sql.Open(driver, dataSource(path, "mode=ro&_busy_timeout=10000"))
	if err != nil {
		return nil, err
	}
	return &Store{path: path, db: db}, nil
}

// lookAt says in clear words what SQLite calls "unable to open".
func lookAt(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return land.Fail(land.Broken, path, land.Textf("没有成果库", "there is no store"),
			land.Textf("先运行 jiyue run，或检查路径", "run jiyue run first, or check the path"), err)
	case err != nil:
		return land.Fail(land.Broken, path, land.Textf("无法读取成果库", "cannot read the store"), land.Text{}, err)
	case info.IsDir():
		return land.Fail(land.Broken, path, land.Textf("这是文件夹，不是成果库", "this is a folder, not a store"),
			land.Textf("请指定其中的 %s", "name the %s in it", FileName), nil)
	}
	return nil
}

// applicationID marks a GeoPackage: "GPKG".
const applicationID = 0x47504B47

var errForeign = errors.New("not written by jiyue")

// schemaVersion reads the version of the schema, or says that this is no store.
func (s *Store) schemaVersion() (int, error) {
	var id, version int
	if err := s.db.QueryRowContext(unbounded, "PRAGMA application_id").Scan(&id); err != nil {
		return 0, err
	}
	if id != applicationID {
		return 0, errForeign
	}
	err := s.db.QueryRowContext(unbounded, "SELECT coalesce(max(step), 0) FROM schema_step").Scan(&version)
	if err == nil && version == 0 {
		err = errForeign
	}
	return version, err
}

func notAStore(path string, cause error) error {
	if hasJournal(path) {
		return land.Fail(land.Broken, path, land.Textf("有程序正在写入成果库，或在写入时中断", "a program is writing into the store, or was stopped while it did"),
			land.Textf("关闭该程序；若已中断，下一次 jiyue run、score 或 report 会撤销它未完成的改动", "close the program; what a stopped one left, the next jiyue run, score or report undoes"), cause)
	}
	return land.Fail(land.Broken, path, land.Textf("不是 jiyue 的成果库，或已损坏", "not a store of jiyue, or damaged"),
		land.Textf("请检查路径；成果库由 jiyue run 生成", "check the path; jiyue run makes a store"), cause)
}

func newerSchema(path string, version int) error {
	return land.Fail(land.Broken, path,
		land.Textf("成果库由更新版本的程序写成（库结构 %d，本程序 %d）", "the store was written by a newer program (schema %d, this program knows %d)", version, schemaVersion()),
		land.Textf("请升级 jiyue", "install a newer jiyue"), nil)
}

// Path returns the path of the file that is read.
func (s *Store) Path() string { return s.path }

// Close releases the file.
func (s *Store) Close() error {
	if s.db == nil {
		return nil
	}
	return s.db.Close()
}

// collect runs a query and returns its rows, each read by scan.
func collect[T any](s *Store, scan func(scanner, *T) error, query string, args ...any) ([]T, error) {
	return listOf(s.each, scan, query, args)
}

// listOf returns the rows that a way of visiting them gives, each read by scan.
func listOf[T any](each func(string, []any, func(scanner) error) error, scan func(scanner, *T) error, query string, args []any) ([]T, error) {
	var list []T
	err := each(query, args, func(rows scanner) error {
		var row T
		if err := scan(rows, &row); err != nil {
			return err
		}
		list = append(list, row)
		return nil
	})
	return list, err
}

// scanner is a row of a result.
type scanner interface{ Scan(into ...any) error }

// each runs a query and visits its rows.
func (s *Store) each(query string, args []any, visit func(scanner) error) error {
	if s.err != nil {
		return s.err
	}
	rows, err := s.db.QueryContext(unbounded, query, args...)
	if err != nil {
		return s.failed(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := visit(rows); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return s.failed(err)
	}
	return nil
}

func (s *Store) failed(cause error) error { return fmt.Errorf("store %s: %w", s.path, cause) }
