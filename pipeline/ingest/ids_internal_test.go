package ingest

import (
	"fmt"
	"path/filepath"
	"testing"

	"jiyue/geo/shapefile"
)

// An id that was added twice is always suspected; of those added once about
// one in 130 is, or fewer where the table was rounded up.
func TestIDCounts(t *testing.T) {
	const ids = 100_000
	c := newIDCounts(ids)
	for i := range ids {
		id := hashID(fmt.Sprint("DK", i))
		c.add([]uint64{id})
		if i%1000 == 0 {
			c.add([]uint64{id})
		}
	}
	suspected := 0
	for i := range ids {
		if !c.repeated(hashID(fmt.Sprint("DK", i))) {
			if i%1000 == 0 {
				t.Errorf("id %d stands twice and is not suspected", i)
			}
		} else if i%1000 != 0 {
			suspected++
		}
	}
	if suspected > ids/100 {
		t.Errorf("%d of %d ids are suspected without reason", suspected, ids)
	}
	c = newIDCounts(0)
	for i := range ids { // as sources come one after the other
		c.grow(int64(i))
		c.add([]uint64{hashID(fmt.Sprint("DK", i))})
	}
	c.add([]uint64{hashID("DK7"), hashID("DK70000")})
	if !c.repeated(hashID("DK7")) || !c.repeated(hashID("DK70000")) {
		t.Error("an id added before and after the table grew is not suspected")
	}
	if n := len(newIDCounts(1e9).words) * 8; n != 32<<20 {
		t.Errorf("%d bytes for a thousand million ids", n)
	}
}

// A cell has the hash of its text, decoded or not.
func TestHashOfCells(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ids.shp")
	w, err := shapefile.Create(path, []shapefile.Field{{Name: "ID", Type: 'C', Width: 12}}, shapefile.WriterOptions{Encoding: "GBK"})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"DK001", "", "地块1", "a b", " x", "~!"} {
		if err := w.WriteRings(nil, []any{id}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := shapefile.Open(path, shapefile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	scan := f.Scan(0, f.Records(), 0)
	for scan.Next() {
		if hashCell(scan, 0, 'C') != hashID(scan.Text(0)) {
			t.Errorf("the cell %q hashes differently from its text %q", scan.RawText(0), scan.Text(0))
		}
	}
	if err := scan.Err(); err != nil {
		t.Fatal(err)
	}
}

// The bytes of binary numbers and memos are not their text, whatever they look
// like.
func TestBinaryCellsAreNoText(t *testing.T) {
	for _, typ := range []byte("IBOYMG@") {
		if raw, ok := plainCell(nil, typ); ok {
			t.Errorf("a cell of type %c is taken as %q", typ, raw)
		}
	}
}

// Eight bytes at a time or one by one, the same texts are printable ASCII.
func TestPrintable(t *testing.T) {
	for at := range 19 {
		for b := range 256 {
			text := []byte("DK-~!az09@DK-~!az09@")
			text[at] = byte(b)
			if got, want := printable(text), b > ' ' && b < 0x7F; got != want {
				t.Errorf("byte %#x at %d: printable is %t", b, at, got)
			}
		}
	}
}
