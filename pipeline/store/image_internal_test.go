package store

import (
	"bytes"
	"database/sql"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const imageTable = "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INTEGER, c REAL, d BLOB)"

// imageRow is a row as the test knows it.
type imageRow struct {
	id int64
	a  string
	b  int64
	c  float64
	d  []byte
}

func (row imageRow) fill(r *record) {
	r.reset()
	r.null()
	r.text(row.a)
	r.integer(row.b)
	r.real(row.c)
	copy(r.blob(len(row.d)), row.d)
}

// openImage lets SQLite itself judge an image, as a file.
func openImage(t interface {
	Helper()
	Fatal(...any)
}, dir string, m *image) *sql.DB {
	t.Helper()
	path := filepath.Join(dir, "image.db")
	if err := os.WriteFile(path, m.finish(), 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open(driver, dataSource(path, "mode=ro"))
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func TestImageIsADatabase(t *testing.T) {
	sizes := []int{0, 1, 2, 1000, maxLocal - 60, maxLocal - 16, maxLocal, maxLocal + 1, imagePage, 3 * imagePage, 1 << 20}
	for _, rows := range []int{1, 2, 3, 50, 5000} {
		t.Run(fmt.Sprintf("%d rows", rows), func(t *testing.T) {
			m := newImage("t", imageTable)
			var want []imageRow
			for i := range rows {
				size := 40
				if i < 2*len(sizes) && rows < 100 {
					size = sizes[i%len(sizes)]
				}
				want = append(want, imageRow{int64(i*3 - 1), strings.Repeat("园", i%7), int64(i) << (i % 60), float64(i) / 3, bytes.Repeat([]byte{byte(i)}, size)})
			}
			checkImage(t, m, want)
			m.reset()
			checkImage(t, m, want[:1])
		})
	}
}

func checkImage(t *testing.T, m *image, want []imageRow) {
	t.Helper()
	var r record
	for _, row := range want {
		row.fill(&r)
		if err := m.add(row.id, &r); err != nil {
			t.Fatal(err)
		}
	}
	db := openImage(t, t.TempDir(), m)
	defer db.Close()
	var verdict string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
		t.Fatal(verdict, err)
	}
	rows, err := db.Query("SELECT id, a, b, c, d FROM t ORDER BY id")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	n := 0
	for ; rows.Next(); n++ {
		var got imageRow
		if err := rows.Scan(&got.id, &got.a, &got.b, &got.c, &got.d); err != nil {
			t.Fatal(err)
		}
		w := want[n]
		if got.id != w.id || got.a != w.a || got.b != w.b || got.c != w.c || !bytes.Equal(got.d, w.d) {
			t.Fatalf("row %d: got %v %q %v %v and %d bytes, want %v %q %v %v and %d bytes", n, got.id, got.a, got.b, got.c, len(got.d), w.id, w.a, w.b, w.c, len(w.d))
		}
	}
	if n != len(want) {
		t.Fatalf("%d rows, want %d", n, len(want))
	}
}

func TestImageOfAnyRows(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		m := newImage("t", imageTable)
		id := rapid.Int64Range(math.MinInt64, 0).Draw(t, "first")
		count := rapid.IntRange(1, 60).Draw(t, "rows")
		var r record
		var sum float64
		for range count {
			row := imageRow{id, rapid.String().Draw(t, "a"), rapid.Int64().Draw(t, "b"), rapid.Float64Range(-1e9, 1e9).Draw(t, "c"),
				make([]byte, rapid.IntRange(0, 200_000).Draw(t, "size"))}
			row.fill(&r)
			if err := m.add(id, &r); err != nil {
				t.Fatal(err)
			}
			sum += float64(len(row.d))
			id += rapid.Int64Range(1, 1<<40).Draw(t, "step")
		}
		db := openImage(t, dir, m)
		defer db.Close()
		var verdict string
		var got float64
		if err := db.QueryRow("PRAGMA integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
			t.Fatal(verdict, err)
		}
		if err := db.QueryRow("SELECT sum(length(d)) FROM t").Scan(&got); err != nil || got != sum {
			t.Fatal(got, sum, err)
		}
	})
}

func TestImageRefusesRowidsThatDoNotRise(t *testing.T) {
	m := newImage("t", imageTable)
	var r record
	imageRow{}.fill(&r)
	if err := m.add(5, &r); err != nil {
		t.Fatal(err)
	}
	for _, id := range []int64{5, 4} {
		if err := m.add(id, &r); err == nil {
			t.Errorf("rowid %d after 5 was taken", id)
		}
	}
}

// The copy must be SQLite's transfer of whole records: as separate columns it
// is several times slower.
func TestImageIsCopiedAsWholeRecords(t *testing.T) {
	w, err := openWriter(filepath.Join(t.TempDir(), FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer w.close()
	if err := w.createSchema(); err != nil {
		t.Fatal(err)
	}
	if err := w.attachBatch(); err != nil {
		t.Fatal(err)
	}
	m, err := w.imageOf("piece")
	if err != nil {
		t.Fatal(err)
	}
	var r record
	r.null()
	if err := m.add(1, &r); err != nil {
		t.Fatal(err)
	}
	if err := w.attachImage(m); err != nil {
		t.Fatal(err)
	}
	rows, err := w.conn.QueryContext(unbounded, "EXPLAIN "+copyStatement("piece"))
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	found := false
	for rows.Next() {
		var addr, p1, p2, p3, p5 int
		var opcode string
		var p4, comment sql.NullString
		if err := rows.Scan(&addr, &opcode, &p1, &p2, &p3, &p4, &p5, &comment); err != nil {
			t.Fatal(err)
		}
		found = found || opcode == "RowCell"
	}
	if !found {
		t.Error("the plan has no RowCell: rows are copied column by column")
	}
}

func TestVarint(t *testing.T) {
	// Worked by hand from fileformat2.html, "variable-length integer".
	for v, want := range map[uint64][]byte{
		0: {0}, 127: {0x7f}, 128: {0x81, 0x00}, 16383: {0xff, 0x7f}, 16384: {0x81, 0x80, 0x00},
		1<<56 - 1: {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},
		1 << 56:   {0x80, 0xc0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00},
		1<<64 - 1: {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff},
	} {
		if got := appendVarint(nil, v); !bytes.Equal(got, want) {
			t.Errorf("varint of %d: % x, want % x", v, got, want)
		}
	}
}
