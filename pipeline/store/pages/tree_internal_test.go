package pages

import (
	"bytes"
	"database/sql"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3" // judges the files
	"pgregory.net/rapid"
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

// emptyTables makes a file of a table and its index, both empty, in pages of
// the size.
func emptyTables(t failer, path string, pageSize int) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?mode=rwc&_sync=0&_journal=MEMORY")
	ok(t, err)
	db.SetMaxOpenConns(1)
	_, err = db.Exec(fmt.Sprintf(`PRAGMA page_size = %d; CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INTEGER, c REAL, d BLOB);
		CREATE INDEX t_a ON t (a); CREATE TABLE beside (x); INSERT INTO beside VALUES ('before')`, pageSize))
	ok(t, err)
	return db
}

// testRow is a row as the test knows it.
type testRow struct {
	id int64
	a  string
	b  int64
	c  float64
	d  []byte
}

func (row testRow) pack(r *Record) []byte {
	r.Reset()
	r.Open()
	r.Null()
	r.Text(row.a)
	r.Integer(row.b)
	r.Real(row.c)
	copy(r.Blob(len(row.d)), row.d)
	return r.Close()
}

// fillTables writes rows, in the order of both tree and index, into a file that
// SQLite has open.
func fillTables(t failer, db *sql.DB, path string, rows []testRow) {
	t.Helper()
	var root, indexRoot uint32
	ok(t, db.QueryRow("SELECT (SELECT rootpage FROM sqlite_schema WHERE name = 't'), (SELECT rootpage FROM sqlite_schema WHERE name = 't_a')").Scan(&root, &indexRoot))
	file, err := Open(path, nil)
	ok(t, err)
	table, index := NewTree(file, Table, root), NewTree(file, Index, indexRoot)
	var r Record
	for _, row := range rows {
		ok(t, table.AddRow(row.id, row.pack(&r)))
		r.Reset()
		r.Open()
		r.Text(row.a)
		r.Integer(row.id)
		ok(t, index.AddKey(r.Close()))
	}
	ok(t, table.Finish())
	ok(t, index.Finish())
	_, err = file.Finish()
	ok(t, err)
}

// checkFilled has SQLite judge the file, through the connection that had it open
// all the time, and reads every row back by table and by index.
func checkFilled(t failer, db *sql.DB, rows []testRow) {
	t.Helper()
	var verdict string
	ok(t, db.QueryRow("PRAGMA integrity_check").Scan(&verdict))
	if verdict != "ok" {
		t.Fatal(verdict)
	}
	for _, query := range []string{"SELECT id, a, b, c, d FROM t NOT INDEXED ORDER BY id", "SELECT id, a, b, c, d FROM t INDEXED BY t_a ORDER BY a, id"} {
		found, err := db.Query(query)
		ok(t, err)
		n := 0
		for ; found.Next(); n++ {
			var got testRow
			ok(t, found.Scan(&got.id, &got.a, &got.b, &got.c, &got.d))
			if w := rows[n]; got.id != w.id || got.a != w.a || got.b != w.b || got.c != w.c || !bytes.Equal(got.d, w.d) {
				t.Fatalf("%s, row %d: got %+v, want %+v", query, n, got, w)
			}
		}
		ok(t, found.Err())
		if n != len(rows) {
			t.Fatalf("%s: %d rows, want %d", query, n, len(rows))
		}
	}
	for _, row := range rows[:min(len(rows), 20)] {
		var b int64
		ok(t, db.QueryRow("SELECT b FROM t WHERE id = ?", row.id).Scan(&b))
		if b != row.b {
			t.Fatalf("row %d found has b = %d, want %d", row.id, b, row.b)
		}
	}
	_, err := db.Exec("INSERT INTO beside VALUES ('after'); DELETE FROM t WHERE id % 2; INSERT INTO t (a) SELECT a FROM t; PRAGMA integrity_check")
	ok(t, err) // SQLite goes on with the file as with its own
	ok(t, db.QueryRow("PRAGMA integrity_check").Scan(&verdict))
	if verdict != "ok" {
		t.Fatal("after SQLite's own changes: ", verdict)
	}
}

// Rows of any size and number, in pages of any size: up to overflow chains and
// several levels of interior pages.
func TestTreesOfAnyRows(t *testing.T) {
	dir := t.TempDir()
	trial := 0
	rapid.Check(t, func(t *rapid.T) {
		trial++
		path := filepath.Join(dir, fmt.Sprint(trial))
		pageSize := 512 << rapid.IntRange(0, 7).Draw(t, "page size")
		longest := rapid.SampledFrom([]int{0, 30, pageSize / 3, 3 * pageSize}).Draw(t, "longest key")
		largest := rapid.SampledFrom([]int{10, pageSize, 5 * pageSize}).Draw(t, "largest blob")
		count := rapid.IntRange(0, 1_000_000/(200+longest+largest)).Draw(t, "rows")
		id := rapid.Int64Range(math.MinInt64, 0).Draw(t, "first")
		step := rapid.SampledFrom([]int64{1, 1, 300, 1 << 40}).Draw(t, "step")
		seed := rapid.IntRange(0, 1<<20).Draw(t, "seed")
		rows := make([]testRow, count)
		for i := range rows {
			key := fmt.Sprintf("%08d", i/3) // some of one key
			rows[i] = testRow{id, key + strings.Repeat("园", int(noise(i/3, seed)*float64(longest)/3)), int64(math.Float64bits(noise(i, 7))) >> (i % 64),
				noise(i, 9), bytes.Repeat([]byte{byte(i)}, int(noise(i, seed+1)*float64(largest)))}
			id += 1 + int64(noise(i, seed+2)*float64(step))
		}
		db := emptyTables(t, path, pageSize)
		defer db.Close()
		fillTables(t, db, path, rows)
		checkFilled(t, db, rows)
		ok(t, os.Remove(path))
	})
}

// Every count around which pages and levels end: a last page without a cell is
// what a tree must not have.
func TestTreesOfEveryCount(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct{ long, most, step int }{
		{90, 130, 1},  // four entries to a page: levels end at 5, 25, 125
		{0, 1500, 23}, // a hundred to a page
	} {
		for count := 0; count < c.most; count += c.step {
			rows := make([]testRow, count)
			for i := range rows {
				rows[i] = testRow{id: int64(i), a: fmt.Sprintf("%08d", i) + strings.Repeat("x", c.long), d: []byte{}}
			}
			path := filepath.Join(dir, fmt.Sprint(c.long, count))
			db := emptyTables(t, path, 512)
			fillTables(t, db, path, rows)
			checkFilled(t, db, rows)
			ok(t, db.Close())
			ok(t, os.Remove(path))
		}
	}
}

func TestTreeRefusesRowidsThatDoNotRise(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t")
	db := emptyTables(t, path, 4096)
	defer db.Close()
	file, err := Open(path, nil)
	ok(t, err)
	defer file.Close()
	table := NewTree(file, Table, 2)
	ok(t, table.AddRow(5, []byte{2, 8}))
	for _, id := range []int64{5, 4} {
		if err := table.AddRow(id, []byte{2, 8}); err == nil {
			t.Errorf("rowid %d after 5 was taken", id)
		}
	}
}

// The page in which SQLite locks bytes lies a gigabyte into the file and is no
// tree's. The pages before it are a freelist here, which costs no disk.
func TestPageOfTheLocksIsLeftOut(t *testing.T) {
	const pageSize = 65536
	const locks = lockOffset/pageSize + 1
	for _, last := range []uint32{locks - 1, locks - 2, locks - 60} { // of SQLite's pages
		t.Run(fmt.Sprint(last), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "t")
			db := emptyTables(t, path, pageSize)
			defer db.Close()
			addFreelist(t, path, pageSize, last)
			var rows []testRow
			for i := range 100 {
				rows = append(rows, testRow{id: int64(i), a: fmt.Sprintf("%08d", i), d: bytes.Repeat([]byte{byte(i)}, 40_000+i%5*30_000)})
			}
			fillTables(t, db, path, rows)
			checkFilled(t, db, rows)
			info, err := os.Stat(path)
			ok(t, err)
			if info.Size() <= lockOffset+pageSize {
				t.Errorf("the file has only %d bytes", info.Size())
			}
		})
	}
}

// addFreelist makes the file as long as last pages, all of the new ones free.
func addFreelist(t failer, path string, pageSize int, last uint32) {
	t.Helper()
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	ok(t, err)
	defer file.Close()
	header := make([]byte, fileHeader)
	_, err = file.ReadAt(header, 0)
	ok(t, err)
	trunk := binary.BigEndian.Uint32(header[atPageCount:]) + 1
	list := make([]byte, pageSize)
	for n := trunk + 1; n <= last; n++ {
		binary.BigEndian.PutUint32(list[8+4*(n-trunk-1):], n)
	}
	binary.BigEndian.PutUint32(list[4:], last-trunk)
	_, err = file.WriteAt(list, int64(trunk-1)*int64(pageSize))
	ok(t, err)
	binary.BigEndian.PutUint32(header[atPageCount:], last)
	binary.BigEndian.PutUint32(header[32:], trunk)
	binary.BigEndian.PutUint32(header[36:], last-trunk+1)
	_, err = file.WriteAt(header, 0)
	ok(t, err)
	ok(t, file.Truncate(int64(last)*int64(pageSize)))
}
