package shapefile

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

const (
	tableHeaderBytes = 32   // before the field descriptions
	fieldBytes       = 32   // one field description
	fieldNameBytes   = 11   // NUL-padded; ten for the name
	fieldsEnd        = 0x0D // ends the field descriptions
	rowDeleted       = '*'  // first byte of a deleted row
	maxTableHeader   = 1<<16 - 1
)

// Field describes a column of the attribute table.
type Field struct {
	Name     string // decoded; at most ten bytes in the file
	Type     byte   // 'C' text, 'N' and 'F' numbers, 'D' date, 'L' logical, others as in the file
	Width    int    // bytes a cell
	Decimals int    // digits behind the point that a number is written with
}

// column is a field and where its cells lie in a row.
type column struct {
	Field
	rawName []byte
	at      int // offset in the row; the deletion mark is byte 0
}

// isText tells whether cells are in the table's encoding. Memo fields ('M')
// hold numbers of blocks in a .dbt, which is not read.
func (c *column) isText() bool { return c.Type == 'C' }

// table is the layout of a .dbf.
type table struct {
	part     *part
	texts    *stream  // for the first look at the texts; nil after it
	glance   *glanced // shown the rows at that first look; nil where nobody asked
	first    int64    // offset of row 0
	width    int      // bytes a row
	rows     int
	stated   int64 // rows that the header states
	held     int64 // whole rows that the file has room for
	language byte  // names a code page
	columns  []column
	damage   []Damage
}

func (t *table) add(kind DamageKind, fatal bool, s sides, format string, args ...any) {
	t.damage = append(t.damage, damaged(kind, fatal, s, format, args...))
}

// openTable reads the header of a .dbf. A file that is missing or makes no
// sense gives a table without columns and rows, and damage. The rows are
// settled by matchRows, when the number of shapes is known.
func openTable(p *part) (*table, error) {
	t := &table{part: p}
	if p == nil {
		t.add(TableMissing, true, sides{expected: ".dbf"}, "no .dbf: the shapes have no attributes")
		return t, nil
	}
	b, err := p.head(maxTableHeader)
	if err != nil {
		return nil, err
	}
	if len(b) < tableHeaderBytes {
		t.add(TableCutOff, true, inBytes(".dbf", int64(len(b)), tableHeaderBytes), "the .dbf holds %d bytes, its header alone takes %d", len(b), tableHeaderBytes)
		return t, nil
	}
	first, width := int64(binary.LittleEndian.Uint16(b[8:])), int(binary.LittleEndian.Uint16(b[10:]))
	switch {
	case first > p.size:
		t.add(TableCutOff, true, inBytes(".dbf", p.size, first), "the .dbf holds %d bytes, its header alone takes %d", p.size, first)
		return t, nil
	case first < tableHeaderBytes || width == 0:
		t.add(TableUnreadable, true, sides{fmt.Sprintf(".dbf %d B, %d B", first, width), fmt.Sprintf("≥ %d B, ≥ 1 B", tableHeaderBytes)}, "the header of the .dbf states %d bytes of header and %d bytes a row", first, width)
		return t, nil
	}
	t.first, t.width, t.language = first, width, b[29]
	t.stated = int64(binary.LittleEndian.Uint32(b[4:]))
	t.held = (p.size - first) / int64(width)
	t.rows = int(min(t.stated, t.held))
	t.readColumns(b[tableHeaderBytes:first])
	if len(t.columns) == 0 {
		return &table{part: p, damage: []Damage{damaged(TableUnreadable, true, inBytes(".dbf", int64(width), rowOf(b[tableHeaderBytes:first])),
			"the header of the .dbf yields no field: it states rows of %d bytes and %d bytes for the descriptions of fields", width, first-tableHeaderBytes)}}, nil
	}
	return t, nil
}

// rowOf returns the bytes of a row that has all fields described in b, whatever
// ends the descriptions; 1, for the deletion mark, where there are none.
func rowOf(b []byte) int64 {
	n := int64(1)
	for ; len(b) >= fieldBytes && b[0] != fieldsEnd; b = b[fieldBytes:] {
		n += int64(b[16])
	}
	return n
}

// readColumns reads the field descriptions as far as their cells fit into a
// row. Clipper and FoxPro keep the upper byte of a text's width where the
// decimals of a number stand; that is how it is read where it makes the fields
// fill the row and the plain reading doesn't.
func (t *table) readColumns(b []byte) {
	plain, long := 1, 1
	for i := 0; i+fieldBytes <= len(b) && b[i] != fieldsEnd; i += fieldBytes {
		width := int(b[i+16])
		plain += width
		if long += width; b[i+11] == 'C' {
			long += int(b[i+17]) << 8
		}
	}
	wide := plain != t.width && long == t.width
	needed := plain // bytes that a row would have if all fields were in it
	if wide {
		needed = long
	}
	at, left := 1, 0
	for ; len(b) >= fieldBytes && b[0] != fieldsEnd; b = b[fieldBytes:] {
		c := newColumn(b, at, wide)
		if left > 0 || at+c.Width > t.width {
			left++
			continue
		}
		t.columns = append(t.columns, c)
		at += c.Width
	}
	if left > 0 {
		t.add(TableLayout, false, inBytes(".dbf", int64(needed), int64(t.width)), "%d fields of the .dbf lie beyond its rows of %d bytes and were left out", left, t.width)
	} else if at != t.width {
		t.add(TableLayout, false, inBytes(".dbf", int64(at), int64(t.width)), "the fields of the .dbf take %d bytes a row, its header states %d", at, t.width)
	}
}

func newColumn(b []byte, at int, wide bool) column {
	name := bytes.Clone(b[:fieldNameBytes])
	if i := bytes.IndexByte(name, 0); i >= 0 {
		name = name[:i]
	}
	c := column{rawName: bytes.TrimSpace(name), at: at}
	c.Type, c.Width, c.Decimals = b[11], int(b[16]), int(b[17])
	if wide && c.Type == 'C' {
		c.Width, c.Decimals = c.Width+c.Decimals<<8, 0
	}
	return c
}

// matchRows compares the rows with the shapes. A header that states fewer than
// there are shapes is believed unless rows for every shape are there: programs
// that crash leave the count of an earlier moment behind.
func (t *table) matchRows(shapes int) error {
	if t.width == 0 {
		return nil // no table; said already
	}
	if t.stated > t.held {
		t.add(TableCutOff, true, inBytes(".dbf", t.part.size, t.first+t.stated*int64(t.width)), "the .dbf holds %d whole rows, its header promises %d", t.held, t.stated)
	}
	if t.rows < shapes && t.held >= int64(shapes) {
		ok, err := t.rowsFollow(t.rows, shapes)
		if err != nil {
			return err
		}
		if ok {
			t.add(TableLayout, false, inRecords(".dbf", int(t.stated), shapes), "the header of the .dbf states %d rows, there are rows for all %d shapes", t.stated, shapes)
			t.rows = shapes
		}
	}
	switch {
	case t.rows < shapes:
		t.add(RowsMissing, false, inRecords(".dbf", t.rows, shapes), "the .dbf has %d rows for %d shapes; the last %d shapes have no attributes", t.rows, shapes, shapes-t.rows)
	case t.rows > shapes:
		t.add(RowsExtra, false, inRecords(".dbf", t.rows, shapes), "the .dbf has %d rows for %d shapes; the last %d rows have no shape", t.rows, shapes, t.rows-shapes)
	}
	return nil
}

// rowsFollow tells whether the rows from first to last begin with a deletion mark.
func (t *table) rowsFollow(first, last int) (bool, error) {
	win := window{part: t.part, block: rowBlock}
	for i := first; i < last; i++ {
		b, err := win.slice(t.offset(i), 1, t.offset(last))
		if err != nil {
			return false, err
		}
		if b[0] != ' ' && b[0] != rowDeleted {
			return false, nil
		}
	}
	return true, nil
}

// offset of row i in the file.
func (t *table) offset(i int) int64 { return t.first + int64(i)*int64(t.width) }
