package store

import (
	"encoding/binary"
	"fmt"
)

// image is a SQLite database of one table, made in memory page by page. SQLite
// attaches it and copies its rows into the store with one statement; nothing
// else reads it. The format is that of fileformat2.html; the sizes of pages of
// image and store need not agree.
//
// The tree is flat by construction: page 1 holds the schema, page 2 is the
// root, and one interior root has room for more leaves than maxLeaves.
type image struct {
	createSQL string // of the table, word for word as in the store
	name      string // of the table

	pages  []byte // whole pages
	leaf   int    // number of the leaf being filled
	cells  int    // cells in it
	free   int    // bytes free in it, between its pointers and its cells
	last   int64  // rowid of the last row
	leaves []leafEnd
	rows   int
}

// leafEnd is a leaf that is full, with its largest rowid.
type leafEnd struct {
	page int
	last int64
}

// Numbers of the file format.
const (
	imagePage      = 65536          // the largest page: fewest leaves, geometries of 4 000 points without overflow
	fileHeader     = 100            // header of the file, on page 1
	leafHeader     = 8              // header of a leaf page
	interiorHeader = 12             // header of an interior page
	cellPointer    = 2              // bytes a cell takes in the array of pointers
	maxLocal       = imagePage - 35 // payload that a leaf holds without overflow pages
	minLocal       = (imagePage-12)*32/255 - 23
	overflowRoom   = imagePage - 4 // payload of an overflow page
	maxVarint      = 9             // bytes of the longest varint
	interiorCell   = 4 + maxVarint + cellPointer
	maxLeaves      = (imagePage - interiorHeader) / interiorCell // 4 368: what one root can point at
	rootPage       = 2
)

// newImage returns an empty image of the table.
func newImage(name, createSQL string) *image {
	m := &image{name: name, createSQL: createSQL}
	m.reset()
	return m
}

// reset empties the image and keeps its memory.
func (m *image) reset() {
	m.pages = append(m.pages[:0], make([]byte, 2*imagePage)...)
	m.leaves, m.rows = m.leaves[:0], 0
	m.openLeaf(rootPage)
}

func (m *image) openLeaf(page int) {
	m.leaf, m.cells, m.free = page, 0, imagePage-leafHeader
}

// page returns page n, from 1.
func (m *image) page(n int) []byte { return m.pages[(n-1)*imagePage : n*imagePage] }

// newPage appends a page of zeros and returns its number.
func (m *image) newPage() int {
	have := len(m.pages)
	if cap(m.pages) < have+imagePage {
		grown := make([]byte, have, 2*cap(m.pages)+imagePage)
		copy(grown, m.pages)
		m.pages = grown
	}
	m.pages = m.pages[:have+imagePage]
	clear(m.pages[have:])
	return have/imagePage + 1
}

// size returns the bytes in use, to be compared with a limit.
func (m *image) size() int { return len(m.pages) }

// full says that the image should be handed over before another row.
func (m *image) full(limit int) bool { return m.size() >= limit || len(m.leaves) >= maxLeaves-1 }

// add appends a row. Rows come with rising rowids; anything else would make a
// tree that SQLite reads wrongly, so it is refused.
func (m *image) add(rowid int64, r *record) error {
	if m.rows > 0 && rowid <= m.last {
		return fmt.Errorf("rowid %d after %d", rowid, m.last)
	}
	payload := r.size()
	local, spills := localPart(payload)
	var head [2 * maxVarint]byte
	n := putVarint(head[:], uint64(payload))
	n += putVarint(head[n:], uint64(rowid))
	cell := n + local
	if spills {
		cell += 4
	}
	if cell+cellPointer > m.free {
		m.closeLeaf()
	}
	m.free -= cell + cellPointer
	at := leafHeader + m.cells*cellPointer + m.free + cellPointer
	first := 0
	if spills {
		first = m.spill(r, local)
	}
	p := m.page(m.leaf)
	binary.BigEndian.PutUint16(p[leafHeader+m.cells*cellPointer:], uint16(at))
	at += copy(p[at:], head[:n])
	at += r.copyTo(p[at:at+local], 0)
	if spills {
		binary.BigEndian.PutUint32(p[at:], uint32(first))
	}
	m.cells++
	m.rows++
	m.last = rowid
	return nil
}

// localPart returns how many bytes of a payload stand in the leaf, and whether
// the rest goes to overflow pages.
func localPart(payload int) (int, bool) {
	if payload <= maxLocal {
		return payload, false
	}
	if k := minLocal + (payload-minLocal)%overflowRoom; k <= maxLocal {
		return k, true
	}
	return minLocal, true
}

// spill writes the payload from offset on to a chain of overflow pages and
// returns the first.
func (m *image) spill(r *record, offset int) int {
	first, before := 0, 0
	for offset < r.size() {
		n := m.newPage()
		if before == 0 {
			first = n
		} else {
			binary.BigEndian.PutUint32(m.page(before), uint32(n))
		}
		offset += r.copyTo(m.page(n)[4:], offset)
		before = n
	}
	return first
}

// closeLeaf finishes the leaf and opens another. The first leaf was filled in
// the place of the root, and moves.
func (m *image) closeLeaf() {
	m.finishLeaf()
	page := m.leaf
	if page == rootPage {
		page = m.newPage()
		copy(m.page(page), m.page(rootPage))
		clear(m.page(rootPage))
	}
	m.leaves = append(m.leaves, leafEnd{page, m.last})
	m.openLeaf(m.newPage())
}

func (m *image) finishLeaf() {
	content := leafHeader + m.cells*cellPointer + m.free
	putPageHeader(m.page(m.leaf), leafPage, m.cells, content)
}

// Types of pages.
const (
	leafPage     = 0x0D // leaf of a table
	interiorPage = 0x05 // interior page of a table
)

// putPageHeader writes the header of a page without freeblocks.
func putPageHeader(p []byte, kind byte, cells, content int) {
	p[0] = kind
	binary.BigEndian.PutUint16(p[3:], uint16(cells))
	binary.BigEndian.PutUint16(p[5:], uint16(content)) // 65536 is written as 0
}

// finish completes root, schema and header and returns the database.
func (m *image) finish() []byte {
	m.finishLeaf()
	if m.leaf != rootPage {
		m.writeRoot()
	}
	m.writeSchema()
	return m.pages
}

func (m *image) writeRoot() {
	p := m.page(rootPage)
	at := imagePage
	for i, l := range m.leaves {
		var cell [4 + maxVarint]byte
		binary.BigEndian.PutUint32(cell[:], uint32(l.page))
		n := 4 + putVarint(cell[4:], uint64(l.last))
		at -= n
		copy(p[at:], cell[:n])
		binary.BigEndian.PutUint16(p[interiorHeader+i*cellPointer:], uint16(at))
	}
	putPageHeader(p, interiorPage, len(m.leaves), at)
	binary.BigEndian.PutUint32(p[8:], uint32(m.leaf))
}

// writeSchema fills page 1: the header of the file and the one row of
// sqlite_schema.
func (m *image) writeSchema() {
	var r record
	r.text("table")
	r.text(m.name)
	r.text(m.name)
	r.integer(rootPage)
	r.text(m.createSQL)
	p := m.page(1)
	clear(p)
	var head [2 * maxVarint]byte
	n := putVarint(head[:], uint64(r.size()))
	n += putVarint(head[n:], 1)
	at := imagePage - n - r.size()
	copy(p[at:], head[:n])
	r.copyTo(p[at+n:], 0)
	putPageHeader(p[fileHeader:], leafPage, 1, at)
	binary.BigEndian.PutUint16(p[fileHeader+leafHeader:], uint16(at))
	m.writeFileHeader(p)
}

func (m *image) writeFileHeader(p []byte) {
	copy(p, "SQLite format 3\x00")
	binary.BigEndian.PutUint16(p[16:], 1) // page size 65536
	p[18], p[19] = 1, 1                   // rollback journal
	p[21], p[22], p[23] = 64, 32, 32      // fractions that the format fixes
	binary.BigEndian.PutUint32(p[24:], 1) // change counter
	binary.BigEndian.PutUint32(p[28:], uint32(len(m.pages)/imagePage))
	binary.BigEndian.PutUint32(p[40:], 1) // schema cookie
	binary.BigEndian.PutUint32(p[44:], 4) // schema format
	binary.BigEndian.PutUint32(p[56:], 1) // UTF-8
	binary.BigEndian.PutUint32(p[92:], 1) // the size in pages is valid for this change counter
}
