package shapefile

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"
)

// Each case breaks a file of three squares; a square takes 136 bytes, so that
// the records begin at 100, 236 and 372 and the file ends at 508.
func TestBrokenShapes(t *testing.T) {
	const second, third, end = 236, 372, 508
	table := dbf([]Field{{"A", 'C', 3, 0}}, " a", " b", " c")
	four := buildShapes(squareRecord(), squareRecord(), squareRecord(), squareRecord())
	foreign := buildShapes(nullRecord(), squareRecord(), squareRecord(), squareRecord(), squareRecord())
	foreign.shx = slices.Delete(foreign.shx, 100, 108)
	cases := []struct {
		name    string
		break_  func(c *content)
		records int
		good    int // records with rings
		damage  []DamageKind
		fatal   bool
		text    string // part of what the damage says
	}{
		{"whole", func(c *content) {}, 3, 3, nil, false, ""},
		{"no .shx", func(c *content) { c.shx = nil }, 3, 3, []DamageKind{IndexMissing}, false, "walked and has 3 records"},
		{"an empty .shx", func(c *content) { c.shx = []byte{} }, 3, 3, []DamageKind{IndexMissing}, false, ""},
		{"a .shx without entries", func(c *content) { c.shx = c.shx[:100] }, 3, 3, []DamageKind{IndexWrong}, false, "lists 0 records"},
		{"a .shx cut in an entry", func(c *content) { c.shx = c.shx[:121] }, 3, 3, []DamageKind{IndexWrong}, false, "lists 2 records and agrees with the .shp on the first 2"},
		{"a .shx of zeros", func(c *content) { clear(c.shx[100:]) }, 3, 3, []DamageKind{IndexWrong}, false, ""},
		{"a .shx that leads thrice to one record", func(c *content) { copy(c.shx[108:], c.shx[100:108]); copy(c.shx[116:], c.shx[100:108]) }, 3, 3, []DamageKind{IndexWrong}, false, ""},
		{"a .shx of another file, which is longer", func(c *content) { c.shx = foreign.shx }, 3, 3, []DamageKind{IndexWrong}, false, "lists 4 records and agrees with the .shp on the first 0"},
		{"a .shx of rubbish, which promises more", func(c *content) {
			c.shx = append(c.shx, c.shx[100:108]...)
			put(c.shx, 124, 1<<20)
			put(c.shx, 108, 1<<29)
			putLength(c.shx, 132)
		}, 3, 3, []DamageKind{IndexWrong}, false, ""},
		{"a .shx with offsets in bytes", func(c *content) { put(c.shx, 100, 100); put(c.shx, 108, second); put(c.shx, 116, third) }, 3, 3, []DamageKind{IndexWrong}, false, ""},
		{"entries left over behind the stated end of the .shx", func(c *content) { c.shx = append(c.shx, c.shx[100:124]...) }, 3, 3, nil, false, ""},

		{"cut off in the third record", func(c *content) { c.shp = c.shp[:end-10] }, 2, 2, []DamageKind{CutOff}, true, "2 whole records in 498 bytes, the .shx promises 3 records in 508"},
		{"cut off in the third record, no .shx", func(c *content) { c.shp, c.shx = c.shp[:end-10], nil }, 2, 2, []DamageKind{IndexMissing, CutOff}, true, ""},
		{"cut off between records", func(c *content) { c.shp = c.shp[:third] }, 2, 2, []DamageKind{CutOff}, true, "the .shx promises 3 records"},
		{"cut off between records, no .shx", func(c *content) { c.shp, c.shx = c.shp[:third], nil }, 2, 2, []DamageKind{IndexMissing, CutOff}, true, ""},
		{"cut off between records, header mended", func(c *content) { c.shp = c.shp[:third]; putLength(c.shp, third) }, 2, 2, []DamageKind{CutOff}, true, ""},
		{"cut off behind the header", func(c *content) { c.shp = c.shp[:100] }, 0, 0, []DamageKind{CutOff}, true, ""},
		{"cut off in the third record, .shx mended", func(c *content) { c.shp, c.shx = c.shp[:end-10], c.shx[:116] }, 2, 2, []DamageKind{CutOff}, true, "holds 498 bytes, its header promises 508"},

		{"header states more than there is, .shx agrees", func(c *content) { putLength(c.shp, 9999) }, 3, 3, []DamageKind{HeaderLength}, false, "states 9998 bytes, the file has 508; every record is whole"},
		{"header states more, no .shx, rows agree", func(c *content) { putLength(c.shp, 9999); c.shx = nil; c.dbf = table }, 3, 3, []DamageKind{IndexMissing, HeaderLength}, false, ""},
		{"header states nothing", func(c *content) { putLength(c.shp, 0) }, 3, 3, []DamageKind{HeaderLength}, false, ""},
		{"header states less, no .shx", func(c *content) { putLength(c.shp, third); c.shx = nil }, 3, 3, []DamageKind{IndexMissing, HeaderLength}, false, ""},
		{"header and .shx agree on an earlier end", func(c *content) { putLength(c.shp, third); c.shx = c.shx[:116] }, 2, 2, []DamageKind{StrayBytes}, false, "136 bytes behind the 2 records"},
		{"zeros behind the last record", func(c *content) { c.shp = append(c.shp, make([]byte, 64)...) }, 3, 3, []DamageKind{StrayBytes}, false, "64 bytes behind its last record"},
		{"zeros behind the last record, no .shx", func(c *content) { c.shp, c.shx = append(c.shp, make([]byte, 64)...), nil }, 3, 3, []DamageKind{IndexMissing, StrayBytes}, false, ""},

		{"bytes between records that the .shx leads around", func(c *content) { *c = withGap(make([]byte, 16)) }, 3, 3, []DamageKind{StrayBytes}, false, "found through the .shx"},
		{"bytes between records and a .shx that leads always to the first", func(c *content) {
			*c = withGap(make([]byte, 16))
			for range 3 {
				c.shx = append(c.shx, c.shx[100:108]...)
			}
			copy(c.shx[108:], c.shx[124:])
			putLength(c.shx, len(c.shx))
		}, 1, 1, []DamageKind{IndexWrong, Garbled}, true, ""},
		{"bytes between records, no .shx", func(c *content) { *c = withGap(make([]byte, 16)); c.shx = nil }, 1, 1, []DamageKind{IndexMissing, Garbled}, true, "states 0 bytes of content"},
		{"a changed record moved to the end by an editor", func(c *content) { *c = edited() }, 3, 3, []DamageKind{StrayBytes}, false, "walking finds 4 records out of sequence"},
		{"a changed record moved to the end, no .shx", func(c *content) { *c = edited(); c.shx = nil }, 4, 4, []DamageKind{IndexMissing}, false, ""},
		{"a record appended behind header and .shx", func(c *content) { c.shp = slices.Clone(four.shp); putLength(c.shp, 300) }, 4, 4, []DamageKind{IndexWrong, HeaderLength}, false, ""},

		{"a length overwritten, the .shx knows better", func(c *content) { put(c.shp, second+4, 1<<30) }, 3, 2, []DamageKind{Garbled}, true, "leads to 3 records of the .shp, 2 of them are there"},
		{"a length overwritten, no .shx", func(c *content) { put(c.shp, second+4, 1<<30); c.shx = nil }, 1, 1, []DamageKind{IndexMissing, Garbled}, true, "record 2 at offset 236 states 2147483648 bytes"},
		{"a length too small for a type", func(c *content) { put(c.shp, second+4, 1); c.shx = nil }, 1, 1, []DamageKind{IndexMissing, Garbled}, true, "states 2 bytes"},
		{"record numbers from 0", func(c *content) { put(c.shp, 100, 0); put(c.shp, second, 1); put(c.shp, third, 2) }, 3, 3, nil, false, ""},
		{"lines", func(c *content) {
			b := buildShapes(record(3, squareBox, 1, 5, 0, squareXY))
			c.shp, c.shx = b.shp, b.shx
			c.shp[32] = byte(PolyLine)
		}, 1, 0, []DamageKind{NotPolygons}, true, "PolyLine"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			b := buildShapes(squareRecord(), squareRecord(), squareRecord())
			in := content{shp: b.shp, shx: b.shx, dbf: table}
			if c.records != 3 {
				in.dbf = nil
			}
			if strings.Contains(c.name, "no .shx") && !strings.Contains(c.name, "rows agree") {
				in.dbf = nil // nothing else tells how many records there should be
			}
			c.break_(&in)
			f := in.mustOpen(t)
			checkDamage(t, f, c.damage, c.fatal, c.text)
			if n, good := scanAll(t, f); n != c.records || good != c.good || f.Records() != n {
				t.Errorf("%d records of which %d have rings, want %d and %d", n, good, c.records, c.good)
			}
		})
	}
}

func put(b []byte, at int, v uint32) { binary.BigEndian.PutUint32(b[at:], v) }

// withGap has bytes between the first and the second of three records.
func withGap(gap []byte) content {
	b := buildShapes(squareRecord())
	b.shp = append(b.shp, gap...)
	b.add(len(b.shp), squareRecord())
	b.add(len(b.shp), squareRecord())
	b.seal()
	return content{shp: b.shp, shx: b.shx}
}

// edited has its second record twice: the old form in its place and, grown, at
// the end, where the .shx leads. That is what GDAL leaves behind.
func edited() content {
	b := buildShapes(squareRecord(), squareRecord(), squareRecord())
	grown := record(5, squareBox, 1, 6, 0, squareXY[:2], squareXY)
	at := len(b.shp)
	b.shp = binary.BigEndian.AppendUint32(b.shp, 2)
	b.shp = binary.BigEndian.AppendUint32(b.shp, uint32(len(grown)/2))
	b.shp = append(b.shp, grown...)
	put(b.shx, 108, uint32(at/2))
	put(b.shx, 112, uint32(len(grown)/2))
	b.seal()
	return content{shp: b.shp, shx: b.shx}
}

// checkDamage compares the kinds of damage, but for a missing table.
func checkDamage(t *testing.T, f *File, want []DamageKind, fatal bool, text string) {
	t.Helper()
	var got []DamageKind
	anyFatal, texts := false, ""
	for _, d := range f.Damage() {
		if d.Kind == TableMissing {
			continue
		}
		got = append(got, d.Kind)
		texts += d.Text + "\n"
		checkSides(t, d)
		anyFatal = anyFatal || d.Fatal
	}
	if !slices.Equal(got, want) || anyFatal != fatal || !strings.Contains(texts, text) {
		t.Errorf("damage %v, want %v; fatal %v, want %v; text %q, want %q", f.Damage(), want, anyFatal, fatal, texts, text)
	}
}

// scanAll counts the records and those with rings.
func scanAll(t *testing.T, f *File) (n, good int) {
	t.Helper()
	s := f.Scan(0, f.Records())
	for s.Next() {
		n++
		if len(s.Rings()) > 0 {
			good++
		}
	}
	if s.Err() != nil {
		t.Error(s.Err())
	}
	return n, good
}

func TestNoShapefileAtAll(t *testing.T) {
	for name, b := range map[string][]byte{"empty": {}, "shorter than a header": make([]byte, 99), "another file code": make([]byte, 200)} {
		if _, err := (content{shp: b}).open(nil); err == nil || !strings.Contains(err.Error(), "not a shapefile") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
