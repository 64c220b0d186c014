package pages

import (
	"encoding/binary"
	"fmt"
)

// Tree writes one b-tree of a SQLite file, a table or an index, page by page
// from entries that come in rising order. Every page is filled before the next
// is begun; the tree may become as deep as it needs to be. SQLite has made the
// root, empty, and finds it full.
type Tree struct {
	file    *File
	kind    Kind
	root    uint32   // the page that SQLite gave the tree
	levels  []*level // from the leaves up
	entries int64
	last    int64  // rowid of the last row
	first   uint32 // page of the first leaf, known when finished
	cell    []byte // scratch: head or whole of an entry
	chained []byte // scratch: an overflow page
}

// level is one storey of a tree: the page that is being filled and the one
// before it. That one is held back until the tree goes on, because a page
// without a cell is not allowed: should the open page stay empty, it gets one
// from there.
type level struct {
	open, held *node
	holds      bool
	right      uint32 // last child of the page held
	after      []byte // what separates the page held from the open one: a rowid as varint, or an entry
}

// NewTree begins to fill a table or an index that SQLite has made and left empty.
func NewTree(file *File, kind Kind, root uint32) *Tree {
	t := &Tree{file: file, kind: kind, root: root, chained: make([]byte, file.size)}
	t.grow()
	return t
}

// grow adds a level.
func (t *Tree) grow() {
	kind, header := t.kind.interior, interiorHeader
	if len(t.levels) == 0 {
		kind, header = t.kind.leaf, leafHeader
	}
	t.levels = append(t.levels, &level{open: newNode(t.file.size, kind, header), held: newNode(t.file.size, kind, header)})
}

// AddRow appends a row to a table. Anything but rising rowids would make a tree
// that SQLite reads wrongly, so it is refused.
func (t *Tree) AddRow(rowid int64, payload []byte) error {
	if t.entries > 0 && rowid <= t.last {
		return fmt.Errorf("rowid %d after %d", rowid, t.last)
	}
	t.cell = appendVarint(t.cell[:0], uint64(len(payload)))
	t.cell = appendVarint(t.cell, uint64(rowid))
	local, spills := t.kind.local(len(payload), t.file.size)
	size := len(t.cell) + local
	if spills {
		size += pageNumber
	}
	leaf := t.levels[0]
	if !leaf.open.fits(size) {
		var key [maxVarint]byte
		if err := t.closePage(0, 0, key[:putVarint(key[:], uint64(t.last))]); err != nil {
			return err
		}
	}
	t.entries++
	t.last = rowid
	cell := leaf.open.add(size)
	n := copy(cell, t.cell)
	n += copy(cell[n:], payload[:local])
	if !spills {
		return nil
	}
	return t.spill(cell[n:], payload[local:])
}

// AddKey appends an entry to an index: a record whose last value is the rowid.
// Entries come in the order of the index.
func (t *Tree) AddKey(payload []byte) error {
	t.entries++
	local, spills := t.kind.local(len(payload), t.file.size)
	t.cell = appendVarint(t.cell[:0], uint64(len(payload)))
	t.cell = append(t.cell, payload[:local]...)
	if spills {
		t.cell = append(t.cell, 0, 0, 0, 0)
		if err := t.spill(t.cell[len(t.cell)-pageNumber:], payload[local:]); err != nil {
			return err
		}
	}
	leaf := t.levels[0]
	if !leaf.open.fits(len(t.cell)) {
		return t.closePage(0, 0, t.cell)
	}
	copy(leaf.open.add(len(t.cell)), t.cell)
	return nil
}

// spill writes the rest of a payload to a chain of overflow pages and the number
// of the first into at.
func (t *Tree) spill(at, rest []byte) error {
	binary.BigEndian.PutUint32(at, t.file.next)
	for len(rest) > 0 {
		n := copy(t.chained[pageNumber:], rest)
		clear(t.chained[pageNumber+n:])
		rest = rest[n:]
		var next uint32
		if len(rest) > 0 {
			next = t.file.following(t.file.next)
		}
		binary.BigEndian.PutUint32(t.chained, next)
		if _, err := t.file.append(t.chained); err != nil {
			return err
		}
	}
	return nil
}

// closePage ends the open page of a level, which is full, and begins another.
// after is what separates the two.
func (t *Tree) closePage(l int, right uint32, after []byte) error {
	v := t.levels[l]
	if err := t.release(l); err != nil {
		return err
	}
	v.open, v.held = v.held, v.open
	v.open.empty()
	v.holds, v.right = true, right
	v.after = append(v.after[:0], after...)
	return nil
}

// release writes the page that a level holds back and enters it in the level
// above.
func (t *Tree) release(l int) error {
	v := t.levels[l]
	if !v.holds {
		return nil
	}
	v.holds = false
	number, err := t.file.append(v.held.seal(v.right))
	if err != nil {
		return err
	}
	if t.first == 0 {
		t.first = number
	}
	if l+1 == len(t.levels) {
		t.grow()
	}
	above := t.levels[l+1].open
	size := pageNumber + len(v.after)
	if !above.fits(size) {
		return t.closePage(l+1, number, v.after)
	}
	putChild(above.add(size), number, v.after)
	return nil
}

func putChild(cell []byte, child uint32, after []byte) {
	binary.BigEndian.PutUint32(cell, child)
	copy(cell[pageNumber:], after)
}

// Finish writes what is still in the making, the root at last.
func (t *Tree) Finish() error {
	if t.root < 2 { // the first page has the header of the file and the schema
		return fmt.Errorf("a tree cannot begin at page %d", t.root)
	}
	var right uint32 // last child of the level in turn
	for l := 0; ; l++ {
		t.fill(l)
		v := t.levels[l]
		if !v.holds {
			if t.first == 0 {
				t.first = t.root
			}
			t.file.put(t.root, v.open.seal(right))
			return nil
		}
		if err := t.release(l); err != nil {
			return err
		}
		var err error
		if right, err = t.file.append(v.open.seal(right)); err != nil {
			return err
		}
	}
}

// fill sees to it that the last page of a level has a cell.
func (t *Tree) fill(l int) {
	v := t.levels[l]
	if v.open.cells > 0 || !v.holds {
		return
	}
	last := v.held.takeLast()
	if l == 0 { // of an index: a table closes a leaf only for a further row
		copy(v.open.add(len(v.after)), v.after)
		v.after = append(v.after[:0], last...)
		return
	}
	putChild(v.open.add(pageNumber+len(v.after)), v.right, v.after)
	v.right = binary.BigEndian.Uint32(last)
	v.after = append(v.after[:0], last[pageNumber:]...)
}
