package store

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

// strayPage returns the first page of the load, from first on, that is in no
// tree, or 0. alone is false where it is instead a page in trees of both sets.
func strayPage(a, b pageSet, first, count, locks uint32) (page uint32, alone bool) {
	for i := range a {
		if common := a[i] & b[i]; common != 0 {
			return uint32(64*i + bits.TrailingZeros64(common)), false
		}
	}
	for page := first; page <= count; page++ {
		if page != locks && !a.has(page) && !b.has(page) {
			return page, true
		}
	}
	return 0, true
}
