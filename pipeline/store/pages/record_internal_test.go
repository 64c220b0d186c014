package pages

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

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

// Whole numbers take fewer bytes and are read as the floats that they are.
func TestRealsAreReadAsReals(t *testing.T) {
	const most = 1 << 47
	path := filepath.Join(t.TempDir(), "reals")
	db := emptyTables(t, path, 4096)
	defer db.Close()
	var rows []testRow
	for i, v := range []float64{0, math.Copysign(0, -1), 1, -1, 0.5, 127, 128, -32769, 1 << 23, 1<<31 - 1, 1 << 31, most - 1, most, -most, -most - 1, 1 << 53, 1 << 62, 1 << 63, -(1 << 63), math.MaxFloat64, math.SmallestNonzeroFloat64} {
		rows = append(rows, testRow{id: int64(i), a: fmt.Sprintf("%02d", i), c: v, d: []byte{}})
	}
	fillTables(t, db, path, rows)
	for _, row := range rows {
		var kind string
		var c float64
		ok(t, db.QueryRow("SELECT typeof(c), c FROM t WHERE id = ?", row.id).Scan(&kind, &c))
		if kind != "real" || math.Float64bits(c) != math.Float64bits(row.c) {
			t.Errorf("%v is read as %v, %s", row.c, c, kind)
		}
	}
	var whole, other Record
	whole.Real(1)
	other.Real(0.5)
	if len(whole.memory) != 0 || len(other.memory) != 8 {
		t.Errorf("1 takes %d bytes, 0.5 takes %d", len(whole.memory), len(other.memory))
	}
	checkFilled(t, db, rows)
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
		var r Record
		for range 2 { // the second in memory that is used
			r.Reset()
			r.Open()
			for i := range columns {
				r.Integer(number63(i))
			}
			r.Text(strings.Repeat("x", 100))
		}
		file, err := Open(path, nil)
		ok(t, err)
		wide := NewTree(file, Table, root)
		ok(t, wide.AddRow(1, r.Close()))
		ok(t, wide.Finish())
		_, err = file.Finish()
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

// Records are read as they were written, and nothing that is cut off.
func TestRecordReader(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, x := rapid.Int64().Draw(t, "integer"), rapid.Float64().Draw(t, "real")
		text, blob := rapid.String().Draw(t, "text"), rapid.SliceOf(rapid.Byte()).Draw(t, "blob")
		var w Record
		w.Open()
		w.Null()
		w.Integer(n)
		w.Real(x)
		w.Text(text)
		copy(w.Blob(len(blob)), blob)
		row := w.Close()
		r := NewRecordReader(NullValue, IntegerValue, RealValue|IntegerValue, TextValue, BlobValue)
		ok(t, r.Read(row))
		if r.Integer(1) != n || r.Real(2) != x || string(r.Bytes(3)) != text || string(r.Bytes(4)) != string(blob) {
			t.Fatalf("%d, %v, %q, %x", r.Integer(1), r.Real(2), r.Bytes(3), r.Bytes(4))
		}
		for cut := range row {
			if err := r.Read(row[:cut]); !errors.Is(err, ErrDamaged) {
				t.Fatalf("%d bytes of %d: %v", cut, len(row), err)
			}
		}
		column := rapid.IntRange(0, 4).Draw(t, "column")
		r.allowed[column] ^= 0xFF
		if err := r.Read(row); !errors.Is(err, ErrDamaged) {
			t.Fatalf("a value that column %d may not hold: %v", column, err)
		}
	})
}

func TestUvarint(t *testing.T) {
	for _, v := range []uint64{0, 0x7f, 0x80, 0x3fff, 0x4000, 1<<56 - 1, 1 << 56, math.MaxUint64} {
		b := appendVarint(nil, v)
		if got, n := uvarint(append(b, 0xFF)); got != v || n != len(b) {
			t.Errorf("%x: %x, %d bytes", v, got, n)
		}
		if _, n := uvarint(b[:len(b)-1]); n != 0 {
			t.Errorf("%x cut off: %d bytes", v, n)
		}
	}
}

// First and Without take a record apart as the reader does, and nothing that is
// cut off before the columns they are asked for.
func TestPartsOfARecord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var w Record
		w.Open()
		kinds := make([]ValueKinds, rapid.IntRange(1, 30).Draw(t, "columns"))
		for i := range kinds {
			kinds[i] = TextValue
			w.Text(strings.Repeat("x", rapid.SampledFrom([]int{0, 3, 57, 58, 300}).Draw(t, "length")))
		}
		row := w.Close()
		r := NewRecordReader(kinds...)
		ok(t, r.Read(row))
		first := rapid.IntRange(0, len(kinds)-1).Draw(t, "first")
		last := rapid.IntRange(first, len(kinds)-1).Draw(t, "last")
		values, err := First(row, last+1, nil)
		ok(t, err)
		rest, err := Without(row, first, last)
		ok(t, err)
		var before, behind []byte
		for i := range kinds {
			switch {
			case i <= last && !bytes.Equal(values[i], r.Bytes(i)):
				t.Fatalf("column %d: %q", i, values[i])
			case i < first:
				before = append(before, r.Bytes(i)...)
			case i > last:
				behind = append(behind, r.Bytes(i)...)
			}
		}
		if len(values) != last+1 || !bytes.Equal(rest[1], before) || !bytes.Equal(rest[3], behind) {
			t.Fatalf("%d values, %d and %d bytes around", len(values), len(rest[1]), len(rest[3]))
		}
		size, _ := uvarint(row)
		if _, err := First(row[:size-1], last+1, nil); !errors.Is(err, ErrDamaged) {
			t.Fatalf("a header cut off: %v", err)
		}
		if _, err := Without(row, first, len(kinds)); !errors.Is(err, ErrDamaged) {
			t.Fatalf("a column too many: %v", err)
		}
	})
}
