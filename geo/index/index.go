// Package index answers which of many boxes meet a given box.
//
// It is a packed R-tree: built once, never changed, all nodes in one slice
// without pointers. Boxes are sorted along a Hilbert curve and packed bottom-up,
// [fanout] to a node, so that a node's boxes are near each other (Kamel and
// Faloutsos, On Packing R-trees, 1993).
//
// It holds positions, not values: keep the things themselves in a slice of your
// own. Start with [New] and [Index.Query].
package index

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"
)

// fanout is the number of boxes in a node. For queries that hit a few boxes
// among 50 to 500 000, four and eight measured about the same, 32 half as fast
// again or worse; eight makes the flatter tree.
const fanout = 8

// Index is an immutable set of boxes. It is safe for concurrent use; the zero
// value holds no boxes.
type Index struct {
	boxes  []orb.Bound // all levels, the boxes themselves first, the root's last
	levels []int       // where each level ends in boxes
	item   []int32     // position in the slice given to New, along the Hilbert curve
}

// New builds an index over boxes. An empty box (its minimum above its maximum)
// or one with a NaN is never found.
func New(boxes []orb.Bound) *Index {
	x := &Index{item: make([]int32, len(boxes))}
	if len(boxes) == 0 {
		return x
	}
	for i := range x.item {
		x.item[i] = int32(i)
	}
	keys := hilbertKeys(boxes)
	slices.SortFunc(x.item, func(i, j int32) int {
		return cmp.Or(cmp.Compare(keys[i], keys[j]), cmp.Compare(i, j))
	})
	x.boxes = make([]orb.Bound, len(boxes), len(boxes)+len(boxes)/(fanout-1)+2)
	for k, i := range x.item {
		x.boxes[k] = never
		if !empty(boxes[i]) {
			x.boxes[k] = boxes[i]
		}
	}
	for start, end := 0, len(boxes); ; {
		x.levels = append(x.levels, end)
		if end-start == 1 {
			return x
		}
		for i := start; i < end; i += fanout {
			x.boxes = append(x.boxes, union(x.boxes[i:min(i+fanout, end)]))
		}
		start, end = end, len(x.boxes)
	}
}

// Len is the number of boxes.
func (x *Index) Len() int { return len(x.item) }

// Query calls visit with the position of every box that has a point in common
// with b, boundaries included, until visit returns false. The order is the
// tree's own: not sorted, but always the same for the same boxes. Query
// allocates nothing.
func (x *Index) Query(b orb.Bound, visit func(i int) bool) {
	x.visit(&b, func(k int) bool { return visit(int(x.item[k])) })
}

// visit is Query by places along the Hilbert curve.
func (x *Index) visit(b *orb.Bound, visit func(k int) bool) {
	if top := len(x.levels) - 1; top >= 0 && !empty(*b) {
		x.query(top, x.start(top), b, visit)
	}
}

// start is where a level begins in boxes.
func (x *Index) start(level int) int {
	if level == 0 {
		return 0
	}
	return x.levels[level-1]
}

// query visits the boxes of one node, those from first on, and reports whether
// to go on.
func (x *Index) query(level, first int, b *orb.Bound, visit func(i int) bool) bool {
	end := min(first+fanout, x.levels[level])
	for k := first; k < end; k++ {
		if !meets(&x.boxes[k], b) {
			continue
		}
		if level == 0 {
			if !visit(k) {
				return false
			}
			continue
		}
		below := x.start(level-1) + (k-x.start(level))*fanout
		if !x.query(level-1, below, b, visit) {
			return false
		}
	}
	return true
}

func meets(a, b *orb.Bound) bool {
	return a.Min[0] <= b.Max[0] && a.Max[0] >= b.Min[0] && a.Min[1] <= b.Max[1] && a.Max[1] >= b.Min[1]
}

// empty reports whether no point lies in b; true for a NaN, too.
func empty(b orb.Bound) bool { return !(b.Min[0] <= b.Max[0] && b.Min[1] <= b.Max[1]) }

// union is the smallest box around those that can be found.
func union(boxes []orb.Bound) orb.Bound {
	u := orb.Bound{Min: orb.Point{inf, inf}, Max: orb.Point{-inf, -inf}}
	for _, b := range boxes {
		if !empty(b) {
			u.Min = orb.Point{min(u.Min[0], b.Min[0]), min(u.Min[1], b.Min[1])}
			u.Max = orb.Point{max(u.Max[0], b.Max[0]), max(u.Max[1], b.Max[1])}
		}
	}
	return u
}
