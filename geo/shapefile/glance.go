package shapefile

import "strings"

// Glance asks Open to show the cells of one field while it goes over the texts
// of the table, so that who wants all of them need not read the file again.
// File.Glanced tells how far that went: where it is not far enough, scan.
type Glance struct {
	Field string                  // name of the field, as FieldIndex takes it; plain ASCII
	Begin func(f Field, rows int) // called first, with the field (its name not decoded) and the rows that the header states
	Cell  func(cell []byte)       // called for row after row, from the first, with the bytes in the file, padding included, valid during the call
}

// glanced is a Glance at work.
type glanced struct {
	*Glance
	field int // position in the table's columns; -1 where there is no such field
	rows  int // that were shown
}

// begin finds the field by the bytes of its name: those of ASCII are the same in
// every encoding.
func (g *glanced) begin(t *table) {
	g.field = -1
	for i := range t.columns {
		if name := string(t.columns[i].rawName); name == g.Field {
			g.field = i
			break
		} else if g.field < 0 && strings.EqualFold(name, g.Field) {
			g.field = i
		}
	}
	if g.field >= 0 {
		f := t.columns[g.field].Field
		f.Name = string(t.columns[g.field].rawName)
		g.Begin(f, t.rows)
	}
}

// show shows the cells of the rows in b.
func (g *glanced) show(t *table, b []byte) {
	if g.field < 0 {
		return
	}
	c := &t.columns[g.field]
	for ; len(b) >= t.width; b = b[t.width:] {
		g.Cell(b[c.at : c.at+c.Width : c.at+c.Width])
		g.rows++
	}
}

// Glanced tells which field Open has shown to Options.Glance, by its position
// in Fields, and of how many rows, from the first: 0 where the table was not
// gone over, for it has no texts, or has no such field.
func (f *File) Glanced() (field, rows int) {
	if g := f.table.glance; g != nil {
		return g.field, g.rows
	}
	return -1, 0
}
