package overlay

import (
	"math"
	"slices"
)

// contact says that an edge of the parcel may touch a segment of the extent, or
// come so near that snap rounding has to look at both.
type contact struct {
	edge int32 // of the outline
	near int32 // number in the list of the extent's segments nearby
}

// findContacts finds the contacts of the outline with the extent's segments
// nearby. An edge without contact crosses none of them, none of them has a node
// whose pixel it meets, and its ends lie on none of them: see [frontier.zone].
func (a *arrangement) findContacts(extent *strips, near []int32) {
	a.contacts = a.contacts[:0]
	a.touched = append(a.touched[:0], make([]bool, len(a.outline.corners))...)
	if len(near)*len(a.outline.corners) > fewPairs {
		a.contactsByStrips(extent, near)
		return
	}
	for j, i := range near {
		f := newFrontier(&extent.segments[i])
		start := int32(0)
		for _, end := range a.outline.ends {
			before := uint64(0)
			for k := start; k < end; k++ {
				zone := f.zone(a.outline.corners[k])
				if k > start && before&zone == 0 {
					a.touch(k-1, int32(j))
				}
				before = zone
			}
			start = end
		}
	}
}

func (a *arrangement) touch(edge, near int32) {
	a.contacts = append(a.contacts, contact{edge, near})
	a.touched[edge] = true
}

// contactsByStrips looks up the extent's segments edge by edge.
func (a *arrangement) contactsByStrips(extent *strips, near []int32) {
	a.nearOf = slices.Grow(a.nearOf[:0], len(extent.segments))[:len(extent.segments)]
	for i := range a.nearOf {
		a.nearOf[i] = none
	}
	for j, i := range near {
		a.nearOf[i] = int32(j)
	}
	start := int32(0)
	for _, end := range a.outline.ends {
		for k := start + 1; k < end; k++ {
			p, q := a.outline.corners[k-1], a.outline.corners[k]
			a.stack = extent.near(xy{min(p.x, q.x), min(p.y, q.y)}, xy{max(p.x, q.x), max(p.y, q.y)}, a.stack[:0])
			for _, i := range a.stack {
				if j := a.nearOf[i]; j != none {
					a.touch(k-1, j)
				}
			}
		}
		start = end
	}
}

// frontier is a segment of the extent with a seam of one step on either side.
type frontier struct {
	a, lo, hi    xy
	dx, dy, seam float64
}

func newFrontier(g *segment) frontier {
	dx, dy := g.b.x-g.a.x, g.b.y-g.a.y
	return frontier{a: g.a, lo: g.lo, hi: g.hi, dx: dx, dy: dy, seam: math.Abs(dx) + math.Abs(dy)}
}

// zone is the set of places, as bits, that a corner lies in: left of, right of,
// below or above the segment's box; beyond the seam to the left or to the right
// of its line. An edge whose two corners share a place has no contact with the
// segment.
//
// All that snap rounding makes of the segment are nodes on lattice points in
// its box whose pixels it meets. Such a point lies within half the seam of the
// line, scaled by the segment's length as the seam is; an edge that meets its
// pixel comes within half a seam more, and has a point in the box.
func (f *frontier) zone(v xy) uint64 {
	p, q := f.dx*(v.y-f.a.y), f.dy*(v.x-f.a.x)
	const doubt = 8 * 0x1p-53
	aside, seam := p-q, f.seam+doubt*(math.Abs(p)+math.Abs(q))
	return negative(v.x-f.lo.x) | negative(f.hi.x-v.x)<<1 | negative(v.y-f.lo.y)<<2 |
		negative(f.hi.y-v.y)<<3 | negative(seam-aside)<<4 | negative(seam+aside)<<5
}

// negative is 1 for numbers below zero and 0 for others, without a branch.
func negative(v float64) uint64 { return math.Float64bits(v) >> 63 }

// addOutline adds the parcel's edges that are in contact with the extent as
// segments, and what runs between them as chains, in the order of the outline.
func (a *arrangement) addOutline() {
	a.segmentOf = append(a.segmentOf[:0], make([]int32, len(a.outline.corners))...)
	start := int32(0)
	for _, end := range a.outline.ends {
		for k := start; k < end-1; {
			if a.touched[k] {
				a.segmentOf[k] = int32(len(a.segments))
				a.segments = append(a.segments, newSegment(a.outline.corners[k], a.outline.corners[k+1], ofParcel))
				k++
				continue
			}
			from := k
			for k++; k < end-1 && !a.touched[k]; k++ {
			}
			if from == start && k == end-1 { // all round: it needs two ends
				a.addChain(from, from+1)
				from++
			}
			a.addChain(from, k)
		}
		start = end
	}
}

// addChain adds the edges between two corners. Their box is empty: nothing
// meets them.
func (a *arrangement) addChain(from, to int32) {
	inf := math.Inf(1)
	a.segments = append(a.segments, segment{
		a: a.outline.corners[from], b: a.outline.corners[to], lo: xy{inf, inf}, hi: xy{-inf, -inf},
		source: ofParcel, inner: run{from + 1, to},
	})
}
