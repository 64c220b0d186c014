package pages

import "math/bits"

// pageSet is a set of pages, one bit for each of the file.
type pageSet []uint64

func newPageSet(count uint32) pageSet { return make(pageSet, count/64+1) }

// add adds a page and says whether it was missing.
func (s pageSet) add(page uint32) bool {
	word, bit := &s[page/64], uint64(1)<<(page%64)
	if *word&bit != 0 {
		return false
	}
	*word |= bit
	return true
}

func (s pageSet) has(page uint32) bool { return s[page/64]&(1<<(page%64)) != 0 }

// CheckShared demands of two readers of one file that every page that was
// appended was read by one of them, and none by both.
func CheckShared(a, b *Reader) error {
	for i := range a.seen {
		if common := a.seen[i] & b.seen[i]; common != 0 {
			return badPage(uint32(64*i+bits.TrailingZeros64(common)), "in two trees")
		}
	}
	for page := a.layout.First; page <= a.layout.Count; page++ {
		if page != a.layout.Locks && !a.seen.has(page) && !b.seen.has(page) {
			return badPage(page, "in no tree")
		}
	}
	return nil
}
