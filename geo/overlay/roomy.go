package overlay

import (
	"math"
	"slices"
)

// roomy reports whether each edge of the outline keeps clear of the pixels of
// all corners but its own two. The edges of such a parcel need not be held
// against each other: snap rounding has nothing to do among them.
//
// Only edges that meet a box, the extent's, are asked. The others are outside
// whatever becomes of them.
func (a *arrangement) roomy(lo, hi xy) bool {
	o := &a.outline
	start := int32(0)
	for _, end := range o.ends {
		if end-start <= 3 { // two corners and the first once more: there and back
			return false
		}
		start = end
	}
	return len(o.ends) == 1 && o.seenFromMiddle() || a.edgesAreClear(lo, hi)
}

// edgesAreClear looks at the edges that meet the box one by one.
func (a *arrangement) edgesAreClear(lo, hi xy) bool {
	o := &a.outline
	a.order, a.stack = a.order[:0], a.stack[:0] // corners; edges
	start := int32(0)
	for _, end := range o.ends {
		for k := start; k < end-1; k++ {
			a.order = append(a.order, k)
			if p, q := o.corners[k], o.corners[k+1]; meetBox(p, q, lo, hi) {
				a.stack = append(a.stack, k)
			}
		}
		start = end
	}
	many := len(a.order)*len(a.stack) > fewPairs
	if many {
		slices.SortFunc(a.order, func(i, j int32) int { return compare(o.corners[i].x, o.corners[j].x) })
	}
	for _, k := range a.stack {
		e, near := newSegment(o.corners[k], o.corners[k+1], ofParcel), a.order
		if many {
			from, _ := slices.BinarySearchFunc(near, e.lo.x, func(i int32, x float64) int { return compare(o.corners[i].x, x) })
			to, _ := slices.BinarySearchFunc(near[from:], e.hi.x, func(i int32, x float64) int { return compare(o.corners[i].x, math.Nextafter(x, math.Inf(1))) })
			near = near[from : from+to]
		}
		if !o.isClear(&e, near) {
			return false
		}
	}
	return true
}

// meetBox reports whether the box of an edge meets another.
func meetBox(p, q, lo, hi xy) bool {
	return max(p.x, q.x) >= lo.x && min(p.x, q.x) <= hi.x && max(p.y, q.y) >= lo.y && min(p.y, q.y) <= hi.y
}

// isClear reports whether an edge meets the pixel of none of the corners but its
// own two, which are among them.
func (o *outline) isClear(e *segment, corners []int32) bool {
	own := 0
	for _, i := range corners {
		v := &o.corners[i]
		if v.y < e.lo.y || v.y > e.hi.y || v.x < e.lo.x || v.x > e.hi.x {
			continue
		}
		if *v == e.a || *v == e.b {
			own++
		} else if meetsPixel(e.a, e.b, *v) {
			return false
		}
	}
	return own == 2
}

// clearance is how far, in steps, corners must be from the rays to their
// neighbours for a parcel to be roomy at a glance. One would do: half a pixel is
// at most 0.71 steps wide.
const clearance = 2

// seenFromMiddle reports whether all of the outline's only ring can be seen
// from the mean of its corners, with room to spare: seen from there it turns
// always to the left, round only once, and each corner is farther than the
// clearance from the rays through its neighbours. Between these rays lie its
// own two edges and nothing else. A false answer means nothing.
func (o *outline) seenFromMiddle() bool {
	c := o.middle()
	p := o.corners[0]
	px, py := p.x-c.x, p.y-c.y
	bends, above := 0, py > 0
	for _, q := range o.corners[1:] {
		qx, qy := q.x-c.x, q.y-c.y
		left, right := px*qy, py*qx
		far := max(math.Abs(px)+math.Abs(py), math.Abs(qx)+math.Abs(qy))
		const doubt = 4 * 0x1p-53
		if !(left-right > clearance*far+doubt*(math.Abs(left)+math.Abs(right))) {
			return false
		}
		if (qy > 0) != above {
			bends++
			above = !above
		}
		px, py = qx, qy
	}
	return bends == 2
}

// middle is the lattice point next to the mean of the corners, the first
// counted twice.
func (o *outline) middle() xy {
	first := o.corners[0]
	var sum xy
	for _, v := range o.corners {
		sum.x += v.x - first.x
		sum.y += v.y - first.y
	}
	n := float64(len(o.corners))
	return xy{integral(first.x + sum.x/n), integral(first.y + sum.y/n)}
}
