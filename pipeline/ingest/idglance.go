package ingest

import (
	"bytes"
	"cmp"
	"slices"

	"jiyue/geo/shapefile"
)

// idGlance looks at the ids of a source while it is opened, which goes over its
// table anyway. Ids that ascend, as many cadastres list them, can't repeat and
// need not be counted; others are. The encoding is not known yet, so it serves
// ids of printable ASCII.
type idGlance struct {
	counts   *idCounts
	records  int64 // of the sources before and of this one
	keep     int   // how many ids are kept to be counted, as long as they ascend
	typ      byte
	seen     int
	first    string
	last     []byte
	disorder bool     // an id does not come after the one before it
	lost     bool     // there is an id that it can't tell, or one that was not kept
	hashes   []uint64 // of ids that are not counted yet
}

// keptIDs is how many ascending ids are kept: half a megabyte of hashes. Tables
// that are not sorted show it among the first of them.
const keptIDs = 64 * batchRecords

// idSpan is what a glance tells of all ids of a source.
type idSpan struct {
	counted     bool   // they are, in Input.ids
	ascending   bool   // each comes after the one before it
	first, last string // where ascending
	ids         int    // how many there are
}

// newIDGlance returns the glance for one more source of parcels.
func (in *Input) newIDGlance() *idGlance {
	if in.ids == nil {
		in.ids = newIDCounts(0)
	}
	return &idGlance{counts: in.ids, records: in.Records(), keep: keptIDs}
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
	g.records += int64(rows)
}

func (g *idGlance) cell(cell []byte) {
	if g.lost {
		return
	}
	raw, ok := plainCell(cell, g.typ)
	if !g.disorder {
		g.follow(raw)
	}
	if g.lost = g.lost || !ok; g.lost {
		return
	}
	if g.seen++; !g.disorder && g.seen > g.keep {
		return
	}
	g.hashes = append(g.hashes, hashBytes(raw))
	if g.disorder && len(g.hashes) >= batchRecords {
		g.flush()
	}
}

// follow holds an id against the one before it.
func (g *idGlance) follow(raw []byte) {
	if g.seen == 0 {
		g.first = string(raw)
	} else if bytes.Compare(raw, g.last) <= 0 {
		g.disorder, g.lost = true, g.seen > g.keep
	}
	g.last = append(g.last[:0], raw...)
}

func (g *idGlance) flush() {
	g.counts.grow(g.records)
	g.counts.add(g.hashes)
	g.hashes = g.hashes[:0]
}

// complete tells of the ids of all records of the source, in which the id is
// that field of the table; nothing where they have not all been seen.
func (g *idGlance) complete(f *shapefile.File, field int) idSpan {
	if shown, rows := f.Glanced(); shown != field || rows < f.Records() {
		return idSpan{}
	}
	return g.span()
}

// span tells of the ids that were seen.
func (g *idGlance) span() idSpan {
	if g.lost {
		return idSpan{}
	}
	counted := g.disorder || g.seen <= g.keep
	if counted {
		g.flush()
	}
	return idSpan{counted, !g.disorder, g.first, string(g.last), g.seen}
}

// apart reports whether no id stands twice in all spans together: each ascends,
// and one ends before the next begins.
func apart(spans []idSpan) bool {
	spans = slices.DeleteFunc(spans, func(s idSpan) bool { return s.ascending && s.ids == 0 })
	slices.SortFunc(spans, func(a, b idSpan) int { return cmp.Compare(a.first, b.first) })
	for i, s := range spans {
		if !s.ascending || i > 0 && s.first <= spans[i-1].last {
			return false
		}
	}
	return true
}
