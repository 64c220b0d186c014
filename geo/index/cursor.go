package index

import (
	"slices"

	"github.com/paulmach/orb"
)

// Cursor asks an index for one box after the other where most lie near the one
// before, as records of a map do: it keeps the boxes of a neighbourhood at hand
// and goes back to the tree only on leaving it. It is not safe for concurrent
// use; have one for each goroutine.
type Cursor struct {
	x      *Index
	around orb.Bound // the neighbourhood; never where there is none
	here   []place   // the boxes that meet it, in the order of their positions
}

// place is a box of the index with its position.
type place struct {
	box orb.Bound
	i   int
}

// What a neighbourhood is, by what clipping a million parcels of 40 m in 500
// extents of 2 km was fastest with: wide enough that a street of parcels lies
// within, with so few boxes that looking at all of them costs less than the tree.
const (
	aroundSizes = 16 // of the box asked for, on each side
	mostHere    = 16
)

// Cursor makes a cursor over the index.
func (x *Index) Cursor() *Cursor { return &Cursor{x: x, around: never} }

// Query appends to found, in ascending order, the positions of all boxes that
// have a point in common with b, boundaries included.
func (c *Cursor) Query(b *orb.Bound, found []int) []int {
	if !contains(&c.around, b) && !c.move(b) {
		start := len(found)
		c.x.Query(*b, func(i int) bool { found = append(found, i); return true })
		slices.Sort(found[start:])
		return found
	}
	for k := range c.here {
		if meets(&c.here[k].box, b) {
			found = append(found, c.here[k].i)
		}
	}
	return found
}

// move makes a neighbourhood around a box; false, and none, where it has too
// many boxes.
func (c *Cursor) move(b *orb.Bound) bool {
	c.around, c.here = b.Pad(aroundSizes*max(b.Max[0]-b.Min[0], b.Max[1]-b.Min[1])), c.here[:0]
	c.x.visit(&c.around, func(k int) bool {
		c.here = append(c.here, place{c.x.boxes[k], int(c.x.item[k])})
		return len(c.here) <= mostHere
	})
	if len(c.here) > mostHere || !contains(&c.around, b) {
		c.around = never
		return false
	}
	slices.SortFunc(c.here, func(p, q place) int { return p.i - q.i })
	return true
}

// contains reports whether b, unless it is empty, lies in a.
func contains(a, b *orb.Bound) bool {
	return a.Min[0] <= b.Min[0] && a.Min[1] <= b.Min[1] && b.Max[0] <= a.Max[0] && b.Max[1] <= a.Max[1] && !empty(*b)
}
