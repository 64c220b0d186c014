package shapefile

import (
	"crypto/sha256"
	"math"
	"slices"
	"testing"
	"unicode/utf8"
)

// The fuzz targets hold the promises of the package comment on any bytes.
// Cases that once broke one are kept under testdata/fuzz.

// seeds are small files of every kind that the table tests know.
func seeds() []content {
	table := dbf([]Field{{"ID", 'C', 6, 0}, {"MJ", 'N', 8, 2}}, " a      1.00", "*\xb5\xd8\xbf\xe9  1e5", " c      *****")
	plain := buildShapes(squareRecord(), nullRecord(), squareRecord())
	parts := buildShapes(record(15, squareBox, 2, 5, 0, 3, squareXY, squareXY), record(25, squareBox, 1, 5, 0, squareXY), record(1, 1.0, 2.0))
	gap := withGap(make([]byte, 16))
	moved := edited()
	return []content{
		{shp: plain.shp, shx: plain.shx, dbf: table, cpg: []byte("GBK")},
		{shp: plain.shp, dbf: table},
		{shp: parts.shp, shx: parts.shx, dbf: table, cpg: []byte("UTF-8")},
		{shp: gap.shp, shx: gap.shx, dbf: table},
		{shp: moved.shp, shx: moved.shx, dbf: table},
		{shp: plain.shp[:len(plain.shp)-10], shx: plain.shx, dbf: table[:len(table)-10]},
	}
}

func FuzzShp(f *testing.F) {
	for _, s := range seeds() {
		f.Add(s.shp)
	}
	f.Fuzz(func(t *testing.T, shp []byte) {
		checkPromises(t, content{shp: shp}, nil)
	})
}

func FuzzShx(f *testing.F) {
	for _, s := range seeds() {
		f.Add(s.shp, s.shx)
	}
	f.Fuzz(func(t *testing.T, shp, shx []byte) {
		checkPromises(t, content{shp: shp, shx: shx}, nil)
	})
}

func FuzzDbf(f *testing.F) {
	for _, s := range seeds() {
		f.Add(s.dbf, s.cpg, "")
	}
	f.Add(seeds()[0].dbf, []byte("BIG5"), "Big5")
	f.Add(seeds()[0].dbf, []byte("1252"), "GB18030")
	shapes := buildShapes(squareRecord(), squareRecord(), squareRecord())
	f.Fuzz(func(t *testing.T, dbf, cpg []byte, word string) {
		user, err := userCodec(word)
		if err != nil {
			return
		}
		checkPromises(t, content{shp: shapes.shp, shx: shapes.shx, dbf: dbf, cpg: cpg}, user)
	})
}

func FuzzDecodeText(f *testing.F) {
	f.Add([]byte("园区,产值\n"), "")
	f.Add([]byte("\xd4\xb0\xc7\xf8\n\x81\x30\x81\x30"), "GBK")
	f.Add([]byte("\xff\xfe\x2d\x56"), "Big5")
	f.Fuzz(func(t *testing.T, b []byte, word string) {
		text, name, rule, err := DecodeText(b, word)
		if !utf8.ValidString(text) || err == nil && (name == "" || rule == "") || err != nil && text != "" {
			t.Errorf("%q %q %q %v", text, name, rule, err)
		}
	})
}

func FuzzNumber(f *testing.F) {
	for _, s := range []string{"12.5", "1,234.5", "1e5", "***", "-.5", "1,5"} {
		f.Add([]byte(s), 1)
	}
	f.Fuzz(func(t *testing.T, cell []byte, decimals int) {
		v, ok, err := parseNumber(trimCell(cell), decimals)
		if math.IsNaN(v) || math.IsInf(v, 0) || err != nil && ok || !ok && v != 0 {
			t.Errorf("%q: %v %v %v", cell, v, ok, err)
		}
	})
}

// checkPromises opens and scans a file twice: whole, and one record at a time.
func checkPromises(t *testing.T, c content, user *codec) {
	f, err := c.open(user)
	if err != nil {
		return
	}
	size := len(c.shp) + len(c.shx) + len(c.dbf)
	if f.Records() > size/recordHeaderBytes {
		t.Fatalf("%d records in %d bytes", f.Records(), size)
	}
	columns := make([]int, len(f.Fields()))
	for i := range columns {
		columns[i] = i
		if !utf8.ValidString(f.Fields()[i].Name) {
			t.Errorf("field name %q", f.Fields()[i].Name)
		}
	}
	for _, d := range f.Damage() {
		if d.Kind == "" || d.Text == "" {
			t.Errorf("damage %+v", d)
		}
	}
	s := f.Scan(0, f.Records(), columns...)
	var whole []int
	for s.Next() {
		if s.Record() != len(whole) {
			t.Fatalf("record %d after %d", s.Record(), len(whole)-1)
		}
		whole = append(whole, checkRecord(t, s, len(columns), size))
	}
	if s.Err() != nil || len(whole) != f.Records() {
		t.Fatalf("%d of %d records: %v", len(whole), f.Records(), s.Err())
	}
	checkSingly(t, f, columns, whole, size)
	checkRows(t, f, columns)
	checkDigests(t, f, c)
}

// checkRows holds the rows without their shapes against those with them.
func checkRows(t *testing.T, f *File, columns []int) {
	s, bare := f.Scan(0, f.Records(), columns...), f.ScanRows(0, f.Records(), columns...)
	for s.Next() {
		if !bare.Next() || bare.Record() != s.Record() || bare.HasRow() != s.HasRow() || bare.Deleted() != s.Deleted() || !bare.Null() || bare.Rings() != nil {
			t.Fatalf("record %d without its shape differs: %v", s.Record(), bare.Err())
		}
		for i := range columns {
			if s.Text(i) != bare.Text(i) {
				t.Errorf("record %d: %q, without its shape %q", s.Record(), s.Text(i), bare.Text(i))
			}
		}
	}
	if bare.Next() || bare.Err() != nil {
		t.Errorf("rows go on behind the shapes: %v", bare.Err())
	}
}

// checkDigests holds the digests against those of the bytes.
func checkDigests(t *testing.T, f *File, c content) {
	want := map[string]Digest{}
	for path, b := range map[string][]byte{"a.shp": c.shp, "a.shx": c.shx, "a.dbf": c.dbf, "a.cpg": c.cpg} {
		if b != nil {
			want[path] = Digest{path, int64(len(b)), sha256.Sum256(b)}
		}
	}
	for _, d := range f.Digests() {
		if d != want[d.Path] {
			t.Errorf("%+v, want %+v", d, want[d.Path])
		}
		delete(want, d.Path)
	}
	if len(want) > 0 {
		t.Errorf("no digests of %v", want)
	}
}

// checkSingly scans records one by one, from the last to the first.
func checkSingly(t *testing.T, f *File, columns []int, whole []int, size int) {
	const most = 50 // each is a scan of its own
	for i, want := range slices.Backward(whole[:min(len(whole), most)]) {
		s := f.Scan(i, i+1, columns...)
		if !s.Next() || checkRecord(t, s, len(columns), size) != want || s.Next() || s.Err() != nil {
			t.Fatalf("record %d read alone differs: %v", i, s.Err())
		}
	}
}

// checkRecord looks at everything of a record and gives a figure that two
// scans must agree on.
func checkRecord(t *testing.T, s *Scanner, columns, size int) int {
	sum := 0
	for _, ring := range s.Rings() {
		if len(ring) == 0 {
			t.Error("an empty ring")
		}
		sum += 31*sum + len(ring)
	}
	if s.Null() == (len(s.Rings()) > 0) && s.Problem() == nil || s.Problem() != nil && len(s.Rings()) > 0 {
		t.Errorf("null %v, %d rings, problem %v", s.Null(), len(s.Rings()), s.Problem())
	}
	if room := pointBytes * cap(s.lane.points); room > 2*size {
		t.Errorf("room for %d points from %d bytes", cap(s.lane.points), size)
	}
	for i := range columns {
		text := s.Text(i)
		v, ok, err := s.Number(i)
		if !utf8.ValidString(text) || math.IsNaN(v) || ok && err != nil {
			t.Errorf("text %q, number %v %v %v", text, v, ok, err)
		}
		sum = 31*sum + len(text)
	}
	if s.HasRow() != (s.RawText(0) != nil) && columns > 0 {
		t.Error("a row without cells")
	}
	return sum
}
