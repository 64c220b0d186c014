package shapefile

import (
	"hash/maphash"
	"strings"
)

// A scanner remembers up to memoSets × memoWays texts of a column, each of at
// most a cell. Land-use codes, statuses and names of streets repeat within
// that; of texts that are all different the last ones are kept, for nothing.
const (
	memoSets = 512 // a power of two
	memoWays = 4   // with one, a third of 500 different names would push each other out for ever
)

// memo turns the bytes of a column's cells into texts and remembers the
// decoded ones: a hash picks the one set in which a cell can be.
type memo struct {
	sets    [memoSets]memoSet
	scratch []byte
}

type memoSet struct {
	tags [memoWays]uint32 // from the hashes of raw: few cells are compared in vain
	next uint32           // the way that is overwritten next
	raw  [memoWays]string // as in the file, trimmed
	text [memoWays]string // decoded
}

var memoSeed = maphash.MakeSeed()

// decode gives the text of a trimmed cell that is not empty.
func (m *memo) decode(cell []byte, c *codec) string {
	hash := maphash.Bytes(memoSeed, cell)
	set := &m.sets[hash%memoSets]
	tag := uint32(hash >> 32)
	for i, t := range set.tags {
		if t == tag && set.raw[i] == string(cell) {
			return set.text[i]
		}
	}
	i := set.next % memoWays
	set.next++
	set.tags[i] = tag
	set.raw[i], set.text[i] = m.fresh(cell, c)
	return set.text[i]
}

// fresh makes both strings of a cell in one allocation.
func (m *memo) fresh(cell []byte, c *codec) (raw, text string) {
	if isASCII(cell) {
		raw = string(cell)
		return raw, raw
	}
	m.scratch = append(m.scratch[:0], cell...)
	m.scratch, _ = c.decode(m.scratch, cell)
	both := string(m.scratch)
	return both[:len(cell)], strings.TrimSpace(both[len(cell):])
}
