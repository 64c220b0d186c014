package pages

import "encoding/binary"

// Numbers of the file format.
const (
	fileHeader     = 100 // header of the file, on page 1
	leafHeader     = 8   // header of a leaf page
	interiorHeader = 12  // header of an interior page
	cellPointer    = 2   // bytes that a cell takes in the array of pointers
	pageNumber     = 4   // bytes of the number of a page
	maxVarint      = 9   // bytes of the longest varint
)

// Kind is what a b-tree holds, and so what its pages look like: [Table] or
// [Index].
type Kind struct {
	leaf, interior byte // first bytes of pages
	entriesAbove   bool // an index has entries in interior pages, a table has rowids there
}

var (
	// Table has rows under their rowids.
	Table = Kind{leaf: 0x0D, interior: 0x05}
	// Index has entries in their order.
	Index = Kind{leaf: 0x0A, interior: 0x02, entriesAbove: true}
)

// local returns how many bytes of a payload stand in the page, and whether the
// rest goes to overflow pages.
func (k Kind) local(payload, pageSize int) (int, bool) {
	most := pageSize - 35
	if k.entriesAbove {
		most = (pageSize-interiorHeader)*64/255 - 23
	}
	if payload <= most {
		return payload, false
	}
	least := (pageSize-interiorHeader)*32/255 - 23
	if n := least + (payload-least)%(pageSize-pageNumber); n <= most {
		return n, true
	}
	return least, true
}

// node is a page of a b-tree in the making: behind the header stand pointers to
// the cells, from the end of the page down stand the cells.
type node struct {
	page   []byte
	kind   byte
	header int
	cells  int
	lowest int // where the lowest cell begins
}

func newNode(size int, kind byte, header int) *node {
	return &node{page: make([]byte, size), kind: kind, header: header, lowest: size}
}

// empty takes out every cell.
func (n *node) empty() { n.cells, n.lowest = 0, len(n.page) }

// fits says whether there is room for a further cell of so many bytes.
func (n *node) fits(size int) bool {
	return n.header+(n.cells+1)*cellPointer+size <= n.lowest
}

// add makes room for a cell and returns it to be written.
func (n *node) add(size int) []byte {
	n.lowest -= size
	binary.BigEndian.PutUint16(n.page[n.header+n.cells*cellPointer:], uint16(n.lowest))
	n.cells++
	return n.page[n.lowest : n.lowest+size]
}

// takeLast takes the last cell out and returns it, valid until the next add.
func (n *node) takeLast() []byte {
	n.cells--
	end := len(n.page)
	if n.cells > 0 {
		end = int(binary.BigEndian.Uint16(n.page[n.header+(n.cells-1)*cellPointer:]))
	}
	cell := n.page[n.lowest:end]
	n.lowest = end
	return cell
}

// seal writes the header and returns the page. right is the last child of an
// interior page.
func (n *node) seal(right uint32) []byte {
	clear(n.page[:n.header])
	clear(n.page[n.header+n.cells*cellPointer : n.lowest]) // of an earlier use
	n.page[0] = n.kind
	binary.BigEndian.PutUint16(n.page[3:], uint16(n.cells))
	binary.BigEndian.PutUint16(n.page[5:], uint16(n.lowest)) // 65536 is written as 0
	if n.header == interiorHeader {
		binary.BigEndian.PutUint32(n.page[8:], right)
	}
	return n.page
}
