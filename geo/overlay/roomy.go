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

// edgesAreClear looks at the edges that meet the box, and at the corners beside
// each along x.
func (a *arrangement) edgesAreClear(lo, hi xy) bool {
	o := &a.outline
	a.asked = a.asked[:0]
	around := newBox()
	start := int32(0)
	for _, end := range o.ends {
		for k := start; k < end-1; k++ {
			next := k + 1
			if next == end-1 {
				next = start
			}
			if p, q := o.corners[k], o.corners[next]; meetBox(p, q, lo, hi) {
				a.asked = append(a.asked, run{k, next})
				around.extend(p)
				around.extend(q)
			}
		}
		start = end
	}
	if len(a.asked) >= manySegments {
		return a.edgesAreClearByRaster()
	}
	a.orderCorners(&around)
	for _, e := range a.asked {
		if !a.edgeIsClear(e.from, e.to) {
			return false
		}
	}
	return true
}

// edgesAreClearByRaster looks at the corners in the cells that each of the edges
// asked passes.
func (a *arrangement) edgesAreClearByRaster() bool {
	corners := a.outline.corners
	a.segments = a.segments[:0]
	for _, e := range a.asked {
		a.segments = append(a.segments, newSegment(corners[e.from], corners[e.to], ofParcel))
	}
	r := newRaster(a.segments)
	a.segments = a.segments[:0]
	start := int32(0)
	for _, end := range a.outline.ends {
		for k := start; k < end-1; k++ {
			for _, i := range r.passingAt(corners[k]) {
				a.looked++
				if e := a.asked[i]; e.from != k && e.to != k && nearPixel(corners[e.from], corners[e.to], corners[k]) {
					return false
				}
			}
		}
		start = end
	}
	return true
}

// nearPixel reports whether an edge meets the pixel of a point in its box.
func nearPixel(p, q, v xy) bool {
	return v.x >= min(p.x, q.x) && v.x <= max(p.x, q.x) && v.y >= min(p.y, q.y) && v.y <= max(p.y, q.y) && meetsPixel(p, q, v)
}

// ranked is a corner of the outline in the order along x.
type ranked struct {
	x      float64
	corner int32
}

// orderCorners sorts the corners in a box along x, those that close a ring left
// out, and notes the rank of each.
func (a *arrangement) orderCorners(within *box) {
	o := &a.outline
	a.ranked = a.ranked[:0]
	start := int32(0)
	for _, end := range o.ends {
		for k := start; k < end-1; k++ {
			if v := o.corners[k]; within.holds(v) {
				a.ranked = append(a.ranked, ranked{v.x, k})
			}
		}
		start = end
	}
	slices.SortFunc(a.ranked, func(p, q ranked) int { return compare(p.x, q.x) })
	a.rank = slices.Grow(a.rank[:0], len(o.corners))[:len(o.corners)]
	for r, c := range a.ranked {
		a.rank[c.corner] = int32(r)
	}
}

// meetBox reports whether the box of an edge meets another.
func meetBox(p, q, lo, hi xy) bool {
	return max(p.x, q.x) >= lo.x && min(p.x, q.x) <= hi.x && max(p.y, q.y) >= lo.y && min(p.y, q.y) <= hi.y
}

// edgeIsClear reports whether the edge from corner k to corner l meets the pixel
// of no other, and no other stands where they do.
func (a *arrangement) edgeIsClear(k, l int32) bool {
	corners := a.outline.corners
	e := newSegment(corners[k], corners[l], ofParcel)
	from := min(a.rank[k], a.rank[l])
	for from > 0 && a.ranked[from-1].x == e.lo.x {
		from--
	}
	for _, c := range a.ranked[from:] {
		if c.x > e.hi.x {
			return true
		}
		v := corners[c.corner]
		if v.y >= e.lo.y && v.y <= e.hi.y && c.corner != k && c.corner != l && meetsPixel(e.a, e.b, v) {
			return false
		}
	}
	return true
}

// clearance is how far, in steps, corners must be from the rays to their
// neighbours for a parcel to be roomy at a glance. One would do: half a pixel is
// at most 0.71 steps wide.
const clearance = 2

// seenFromMiddle reports whether all of the outline's only ring can be seen
// from its centroid, with room to spare: seen from there it turns always to the
// left, round only once, and each corner is farther than the clearance from the
// rays through its neighbours. Between these rays lie its own two edges and
// nothing else. A false answer means nothing.
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

// middle is the lattice point next to the centroid, nearly; NaN where there is no
// area.
func (o *outline) middle() xy {
	first := o.corners[0]
	var area, x, y float64
	var p xy
	for _, v := range o.corners[1:] {
		q := xy{v.x - first.x, v.y - first.y}
		t := p.x*q.y - p.y*q.x
		area += t
		x += (p.x + q.x) * t
		y += (p.y + q.y) * t
		p = q
	}
	return xy{integral(first.x + x/(3*area)), integral(first.y + y/(3*area))}
}
