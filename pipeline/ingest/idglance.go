package ingest

import "jiyue/geo/shapefile"

// idGlance counts ids while their source is opened, which goes over its table
// anyway. The encoding is not known yet, so it serves ids of printable ASCII.
type idGlance struct {
	counts *idCounts
	before int64 // records of the sources before
	typ    byte
	hashes []uint64 // of cells that are not counted yet
	odd    bool     // there was an id that it cannot tell
}

// newIDGlance returns the glance for one more source of parcels.
func (in *Input) newIDGlance() *idGlance {
	if in.ids == nil {
		in.ids = newIDCounts(0)
	}
	return &idGlance{counts: in.ids, before: in.Records()}
}

// of returns what Open is asked to show: the field of that name.
func (g *idGlance) of(field string) *shapefile.Glance {
	if field == "" {
		return nil
	}
	return &shapefile.Glance{Field: field, Begin: g.begin, Cell: g.cell}
}

func (g *idGlance) begin(f shapefile.Field, rows int) {
	g.typ = f.Type
	g.counts.grow(g.before + int64(rows))
	g.hashes = make([]uint64, 0, batchRecords)
}

func (g *idGlance) cell(cell []byte) {
	raw, ok := plainCell(cell, g.typ)
	if !ok {
		g.odd = true
		return
	}
	g.hashes = append(g.hashes, hashBytes(raw))
	if len(g.hashes) == cap(g.hashes) {
		g.flush()
	}
}

func (g *idGlance) flush() {
	g.counts.add(g.hashes)
	g.hashes = g.hashes[:0]
}

// complete counts the rest and reports whether the id of every record of the
// source, in which the id is that field of the table, has been counted.
func (g *idGlance) complete(f *shapefile.File, field int) bool {
	g.flush()
	shown, rows := f.Glanced()
	return !g.odd && shown == field && rows >= f.Records()
}
