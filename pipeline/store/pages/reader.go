package pages

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// ErrDamaged is in every error about content that a reader does not accept.
var ErrDamaged = errors.New("integrity check")

// Reader reads b-trees of a file that nobody writes to meanwhile, and
// believes nothing: a page is read once, is of the right kind, and holds its
// cells one beside the other without a gap, as [Tree] lays them; rowids rise,
// keys above part those below, all leaves are at one depth, and overflow chains
// are as long as their payload.
type Reader struct {
	ctx     context.Context // ends the reading
	file    io.ReaderAt
	layout  Layout
	size    int    // bytes of a page
	count   uint32 // pages of the file
	seen    pageSet
	chained []byte // scratch: an overflow page
	payload []byte // scratch: a payload that has overflowed
}

// NewReader reads a file of that layout until ctx is done.
func NewReader(ctx context.Context, file io.ReaderAt, layout Layout) *Reader {
	size, count := layout.PageSize, layout.Count
	return &Reader{ctx: ctx, file: file, layout: layout, size: size, count: count, seen: newPageSet(count), chained: make([]byte, size)}
}

// badPage says what is wrong with a page.
func badPage(page uint32, format string, args ...any) error {
	return fmt.Errorf("%w: page %d: %s", ErrDamaged, page, fmt.Sprintf(format, args...))
}

// read reads a page that has not been read before.
func (r *Reader) read(number uint32, page []byte) error {
	if number < 2 || number > r.count {
		return badPage(number, "the file has %d", r.count)
	}
	if !r.seen.add(number) {
		return badPage(number, "used twice")
	}
	if err := r.ctx.Err(); err != nil {
		return err
	}
	_, err := r.file.ReadAt(page, int64(number-1)*int64(r.size))
	return err
}

// maxTreeDepth is SQLite's own limit (BTCURSOR_MAX_DEPTH).
const maxTreeDepth = 20

// treeWalk goes through one tree.
type treeWalk struct {
	*Reader
	kind    Kind
	visit   func(rowid int64, payload []byte) error
	pages   [][]byte // from the root down to where the walk is
	leaves  int      // depth of the leaves, 0 while unknown
	floor   int64    // the rowid that the next one must exceed
	entries int64
}

// Walk visits the rows of a table or the entries of an index in the order of the
// tree and returns how many there are. A payload is valid during the visit; of an
// index there is no rowid. Rowids have to be above 0. What is wrong with the tree
// wraps [ErrDamaged]; an error of visit comes back as it is.
func (r *Reader) Walk(root uint32, kind Kind, visit func(rowid int64, payload []byte) error) (int64, error) {
	w := &treeWalk{Reader: r, kind: kind, visit: visit}
	err := w.descend(root, 1)
	return w.entries, err
}

func (w *treeWalk) descend(number uint32, depth int) error {
	if depth > maxTreeDepth {
		return badPage(number, "the tree has no end")
	}
	if depth > len(w.pages) {
		w.pages = append(w.pages, make([]byte, w.size))
	}
	page := w.pages[depth-1]
	if err := w.read(number, page); err != nil {
		return err
	}
	switch page[0] {
	case w.kind.leaf:
		return w.leaf(number, page, depth)
	case w.kind.interior:
		return w.interior(number, page, depth)
	}
	return badPage(number, "begins with %d", page[0])
}

func (w *treeWalk) leaf(number uint32, page []byte, depth int) error {
	if w.leaves == 0 {
		w.leaves = depth
	}
	c, err := openCells(number, page, leafHeader)
	if err != nil {
		return err
	}
	if w.leaves != depth || c.left == 0 && depth > 1 {
		return badPage(number, "a leaf of %d cells at depth %d, others at %d", c.left, depth, w.leaves)
	}
	for c.left > 0 {
		cell, err := c.next()
		if err != nil {
			return err
		}
		if err := w.entry(number, cell); err != nil {
			return err
		}
	}
	return c.close()
}

func (w *treeWalk) interior(number uint32, page []byte, depth int) error {
	c, err := openCells(number, page, interiorHeader)
	if err != nil {
		return err
	}
	if c.left == 0 {
		return badPage(number, "no cell")
	}
	for c.left > 0 {
		cell, err := c.next()
		if err != nil {
			return err
		}
		if len(cell) <= pageNumber {
			return badPage(number, "a cell of %d bytes", len(cell))
		}
		if err := w.descend(binary.BigEndian.Uint32(cell), depth+1); err != nil {
			return err
		}
		if err := w.between(number, cell[pageNumber:]); err != nil {
			return err
		}
	}
	if err := c.close(); err != nil {
		return err
	}
	return w.descend(binary.BigEndian.Uint32(page[interiorHeader-pageNumber:]), depth+1)
}

// between takes what stands between two children: of an index an entry, of a
// table the largest rowid that the first may have.
func (w *treeWalk) between(number uint32, cell []byte) error {
	if w.kind.entriesAbove {
		return w.entry(number, cell)
	}
	key, n := uvarint(cell)
	if n == 0 || n != len(cell) || int64(key) < w.floor {
		return badPage(number, "key %d after rowid %d", int64(key), w.floor)
	}
	w.floor = int64(key)
	return nil
}

// entry visits a row or an entry of an index.
func (w *treeWalk) entry(number uint32, cell []byte) error {
	length, n := uvarint(cell)
	cell = cell[n:]
	var rowid uint64
	if !w.kind.entriesAbove {
		var m int
		rowid, m = uvarint(cell)
		if m == 0 || int64(rowid) <= w.floor {
			return badPage(number, "rowid %d after %d", int64(rowid), w.floor)
		}
		cell = cell[m:]
		w.floor = int64(rowid)
	}
	if n == 0 || length > uint64(w.count)*uint64(w.size) {
		return badPage(number, "a payload of %d bytes", length)
	}
	local, spills := w.kind.local(int(length), w.size)
	if spills {
		local += pageNumber
	}
	if local != len(cell) {
		return badPage(number, "%d bytes of a payload, not %d", len(cell), local)
	}
	if spills {
		var err error
		if cell, err = w.chain(cell[:local-pageNumber], binary.BigEndian.Uint32(cell[local-pageNumber:]), int(length)); err != nil {
			return err
		}
	}
	w.entries++
	return w.visit(int64(rowid), cell)
}

// chain reads the rest of a payload from the overflow pages that begin with
// number.
func (r *Reader) chain(local []byte, number uint32, length int) ([]byte, error) {
	r.payload = append(r.payload[:0], local...)
	for len(r.payload) < length {
		if err := r.read(number, r.chained); err != nil {
			return nil, err
		}
		n := min(length-len(r.payload), r.size-pageNumber)
		r.payload = append(r.payload, r.chained[pageNumber:pageNumber+n]...)
		number = binary.BigEndian.Uint32(r.chained)
	}
	if number != 0 {
		return nil, badPage(number, "beyond the end of its chain")
	}
	return r.payload, nil
}

// cells goes through the cells of a page, from its end down.
type cells struct {
	number  uint32
	page    []byte
	pointer int // where the pointer to the next cell stands
	left    int // cells to come
	end     int // of the next cell
}

// openCells checks the header of a page.
func openCells(number uint32, page []byte, header int) (cells, error) {
	c := cells{number: number, page: page, pointer: header, left: int(binary.BigEndian.Uint16(page[3:])), end: len(page)}
	free, fragments := binary.BigEndian.Uint16(page[1:]), page[7]
	if free != 0 || fragments != 0 || header+c.left*cellPointer > len(page) {
		return c, badPage(number, "%d cells, free bytes at %d, %d in fragments", c.left, free, fragments)
	}
	return c, nil
}

// next returns the next cell, which reaches to the one before it.
func (c *cells) next() ([]byte, error) {
	from := int(binary.BigEndian.Uint16(c.page[c.pointer:]))
	c.pointer += cellPointer
	c.left--
	if from < c.pointer+c.left*cellPointer || from >= c.end {
		return nil, badPage(c.number, "a cell at %d, the one before at %d", from, c.end)
	}
	cell := c.page[from:c.end]
	c.end = from
	return cell, nil
}

// close checks that the header knows where the lowest cell begins.
func (c *cells) close() error {
	if lowest := binary.BigEndian.Uint16(c.page[5:]); lowest != uint16(c.end) {
		return badPage(c.number, "cells from %d, not %d", c.end, lowest)
	}
	return nil
}
