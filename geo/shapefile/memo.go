package shapefile

import (
	"hash/maphash"
	"strings"
)

// memoSlots bounds what a scanner remembers of a column: 1024 texts of at most
// a cell each. Land-use codes and names of streets repeat within it; of texts
// that are all different it keeps the last ones.
const memoSlots = 1024

// memo turns the bytes of a column's cells into texts and remembers the
// decoded ones: a hash picks the one slot in which a cell can be.
type memo struct {
	slots   [memoSlots]memoText
	scratch []byte
}

type memoText struct {
	raw  string // as in the file, trimmed
	text string // decoded
}

var memoSeed = maphash.MakeSeed()

// text decodes a trimmed cell that is not empty.
func (m *memo) text(cell []byte, c *codec) string {
	slot := &m.slots[maphash.Bytes(memoSeed, cell)%memoSlots]
	if slot.raw == string(cell) {
		return slot.text
	}
	if isASCII(cell) {
		raw := string(cell)
		*slot = memoText{raw, raw}
		return raw
	}
	m.scratch, _ = c.decode(m.scratch[:0], cell)
	*slot = memoText{string(cell), strings.TrimSpace(string(m.scratch))}
	return slot.text
}
