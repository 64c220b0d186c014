package overlay

import (
	"math"
	"slices"
)

// stop is a node on a segment, with its distance from the start in steps along
// both axes together.
type stop struct {
	way  float64
	node int32
}

// breakSegments makes fragments of all segments, in their order.
func (a *arrangement) breakSegments() {
	many := len(a.segments)*len(a.nodes) > fewPairs
	if many {
		a.orderNodes()
	}
	for i := range a.segments {
		s := &a.segments[i]
		a.stops = a.stops[:0]
		switch {
		case s.isChain():
		case many:
			a.stopsAmongOrdered(s)
		default:
			a.stopsAmong(s)
		}
		a.breakSegment(s)
	}
}

// stopsAmong collects the stops of a segment from all nodes.
func (a *arrangement) stopsAmong(s *segment) {
	for k := range a.nodes {
		v := &a.nodes[k].xy
		if v.x >= s.lo.x && v.x <= s.hi.x && v.y >= s.lo.y && v.y <= s.hi.y {
			a.stopAt(s, int32(k))
		}
	}
}

func (a *arrangement) orderNodes() {
	a.order = a.order[:0]
	for k := range a.nodes {
		a.order = append(a.order, int32(k))
	}
	slices.SortFunc(a.order, func(i, j int32) int {
		p, q := &a.nodes[i], &a.nodes[j]
		if p.x != q.x {
			return compare(p.x, q.x)
		}
		return compare(p.y, q.y)
	})
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// stopsAmongOrdered collects them from the nodes at its place along x.
func (a *arrangement) stopsAmongOrdered(s *segment) {
	from, _ := slices.BinarySearchFunc(a.order, s.lo.x, func(k int32, x float64) int {
		return compare(a.nodes[k].x, x)
	})
	for _, k := range a.order[from:] {
		v := a.nodes[k].xy
		if v.x > s.hi.x {
			break
		}
		if v.y >= s.lo.y && v.y <= s.hi.y {
			a.stopAt(s, k)
		}
	}
}

// stopAt notes a node in the bounding box of a segment as a stop if the segment
// meets its pixel on the way. A segment runs monotonously in x and in y, so the
// pixels that it meets are in the order of |dx|+|dy|.
func (a *arrangement) stopAt(s *segment, k int32) {
	if k == s.from || k == s.to {
		return
	}
	v := a.nodes[k].xy
	if !meetsPixel(s.a, s.b, v) {
		return
	}
	a.stops = append(a.stops, stop{math.Abs(v.x-s.a.x) + math.Abs(v.y-s.a.y), k})
}

func (a *arrangement) breakSegment(s *segment) {
	if !s.inner.empty() {
		a.link(s.from, s.to, s.inner, s.source)
		return
	}
	if len(a.stops) > 0 && s.source == ofParcel {
		a.bentM += a.lengthM(s.a, s.b)
	}
	if len(a.stops) > 1 {
		slices.SortFunc(a.stops, func(p, q stop) int { return compare(p.way, q.way) })
	}
	u := s.from
	for _, v := range a.stops {
		a.addFragment(u, v.node, s.source)
		u = v.node
	}
	a.addFragment(u, s.to, s.source)
}

// addFragment adds a piece of a segment from node u to node v. Pieces between
// the same nodes are one fragment.
func (a *arrangement) addFragment(u, v int32, s source) {
	for h := a.nodes[u].first; h != none; {
		f := &a.fragments[h>>1]
		e := h & 1
		if f.end[1-e] == v && f.inner.empty() {
			f.net[s] += 1 - 2*e
			a.collapsed = a.collapsed || f.net[s] == 0
			return
		}
		h = f.next[e]
	}
	a.link(u, v, run{}, s)
}

// link adds a fragment to the lists of its nodes.
func (a *arrangement) link(u, v int32, inner run, s source) {
	k := int32(len(a.fragments))
	f := fragment{end: [2]int32{u, v}, next: [2]int32{a.nodes[u].first, a.nodes[v].first}, inner: inner}
	f.net[s] = 1
	a.fragments = append(a.fragments, f)
	a.nodes[u].first = 2 * k
	a.nodes[v].first = 2*k + 1
}
