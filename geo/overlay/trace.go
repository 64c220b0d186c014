package overlay

import "math"

// tracer is scratch memory for turning kept fragments into rings.
type tracer struct {
	// Points of the boundary being followed: nodes or, of a chain, corners of
	// the outline. Corner k is written as ^k.
	cycle []int32
	path  []int32 // those not yet cut off as a ring
	rings []int32 // points of all rings found, one ring after the other
	loops []loop
}

// loop is a ring of the result: rings[start:end], not closed.
type loop struct {
	start, end int
	cycle      int   // rings cut from one boundary touch each other
	hole       int32 // of a shell: its first hole, or none
	sibling    int32 // of a hole: the next one in the same shell, or none
	areaM2     float64
	shell      bool // it runs counter-clockwise
	noise      bool // no wider than rounding
}

// trace follows the kept fragments, land on the left, and cuts what it has
// followed into rings that pass no node twice. It reports false if they do not
// close, which cannot happen to the boundary of land.
//
// Where several boundaries meet at a node, the next one along the same patch of
// land is taken. So patches that only touch each other become polygons of their
// own, and a hole that touches its shell is cut off it afterwards.
func (a *arrangement) trace() bool {
	a.rings = a.rings[:0]
	a.loops = a.loops[:0]
	cycles := 0
	for i := range a.fragments {
		if f := &a.fragments[i]; f.keep != 0 && !f.done {
			if !a.follow(int32(i)) {
				return false
			}
			a.cutLoops(cycles)
			cycles++
		}
	}
	a.findHoles()
	return true
}

// follow collects the points of the boundary that starts with fragment i. A half
// h is fragment h/2 seen from its end h%2.
func (a *arrangement) follow(i int32) bool {
	a.cycle = a.cycle[:0]
	start := 2 * i
	if a.fragments[i].keep < 0 {
		start++
	}
	for h := start; ; {
		f := &a.fragments[h>>1]
		if f.done {
			return false
		}
		f.done = true
		from, to := f.end[h&1], f.end[1-h&1]
		a.cycle = append(a.cycle, from)
		if !f.inner.empty() {
			a.followChain(f.inner, h&1 != 0)
		}
		switch h = a.leave(to, from); h {
		case none:
			return false
		case start:
			return true
		}
	}
}

func (a *arrangement) followChain(inner run, back bool) {
	for k := inner.from; k < inner.to; k++ {
		if back {
			a.cycle = append(a.cycle, ^(inner.to - 1 - (k - inner.from)))
		} else {
			a.cycle = append(a.cycle, ^k)
		}
	}
}

// leave picks the half by which to leave node n when coming from another: of
// those that leave it, the first clockwise from where we came.
func (a *arrangement) leave(n, from int32) int32 {
	best := int32(none)
	for h := a.nodes[n].first; h != none; {
		f := &a.fragments[h>>1]
		e := h & 1
		if f.keep == int8(1-2*e) && (best == none || a.sooner(n, from, h, best)) {
			best = h
		}
		h = f.next[e]
	}
	return best
}

// sooner reports whether half h comes before half g clockwise from node from,
// all seen from node n.
func (a *arrangement) sooner(n, from, h, g int32) bool {
	v, d := a.nodes[n].xy, a.nodes[from].xy
	w, u := a.farEnd(h), a.farEnd(g)
	halfW, halfU := clockwiseHalf(v, d, w), clockwiseHalf(v, d, u)
	return halfW < halfU || halfW == halfU && side(v, u, w) > 0
}

func (a *arrangement) farEnd(h int32) xy {
	return a.nodes[a.fragments[h>>1].end[1-h&1]].xy
}

// cutLoops cuts the boundary just followed wherever it comes to a node again.
func (a *arrangement) cutLoops(cycle int) {
	a.path = a.path[:0]
	for _, n := range a.cycle {
		if n >= 0 { // no boundary comes to a chain's corner again
			if at := a.nodes[n].place; at != none {
				a.addLoop(int(at), cycle)
			}
			a.nodes[n].place = int32(len(a.path))
		}
		a.path = append(a.path, n)
	}
	a.addLoop(0, cycle)
}

// addLoop makes a ring of the path from a place on and takes it off the path.
func (a *arrangement) addLoop(place, cycle int) {
	l := loop{start: len(a.rings), cycle: cycle, hole: none, sibling: none}
	for _, n := range a.path[place:] {
		if n >= 0 {
			a.nodes[n].place = none
		}
	}
	a.rings = append(a.rings, a.path[place:]...)
	a.path = a.path[:place]
	l.end = len(a.rings)
	ring := a.rings[l.start:l.end]
	l.shell = a.counterClockwise(ring)
	area, length := a.measureRing(ring)
	l.areaM2 = area
	l.noise = math.Abs(area) <= min(a.noiseM*length/2, noiseM2)
	a.loops = append(a.loops, l)
}

// counterClockwise is exact for a ring that passes no point twice: the corner at
// its leftmost point, the lowest of these, is a convex one.
func (a *arrangement) counterClockwise(ring []int32) bool {
	k := 0
	for i := range ring {
		v, w := a.at(ring[i]), a.at(ring[k])
		if v.x < w.x || v.x == w.x && v.y < w.y {
			k = i
		}
	}
	before, after := ring[(k+len(ring)-1)%len(ring)], ring[(k+1)%len(ring)]
	return side(a.at(before), a.at(ring[k]), a.at(after)) > 0
}

// measureRing is the signed area of a ring and its length, by the places of the
// crossings before they were rounded.
func (a *arrangement) measureRing(ring []int32) (areaM2, lengthM float64) {
	origin := a.at(ring[0])
	p := a.exactly(ring[len(ring)-1], origin)
	for _, n := range ring {
		q := a.exactly(n, origin)
		areaM2 += p.x*q.y - p.y*q.x
		lengthM += a.lengthM(p, q)
		p = q
	}
	return areaM2 / 2 * a.stepX * a.stepY, lengthM
}

// at is the lattice point of a node or, for ^k, of corner k.
func (a *arrangement) at(n int32) xy {
	if n < 0 {
		return a.outline.corners[^n]
	}
	return a.nodes[n].xy
}

// exactly is where a node's crossing lies, or corner k for ^k, relative to an
// origin near it.
func (a *arrangement) exactly(n int32, origin xy) xy {
	if n < 0 {
		v := a.outline.corners[^n]
		return xy{v.x - origin.x, v.y - origin.y}
	}
	v := &a.nodes[n]
	return xy{v.x - origin.x + v.off.x, v.y - origin.y + v.off.y}
}

// findHoles gives each hole to its shell: the one it was cut from, or else the
// smallest around it. A hole without one is none.
func (a *arrangement) findHoles() {
	var shells shells
	for i := len(a.loops) - 1; i >= 0; i-- { // so that the lists are in the order of the loops
		hole := &a.loops[i]
		if hole.shell {
			continue
		}
		if shells.of == nil {
			shells.find(a)
		}
		parent := shells.of[hole.cycle]
		if parent == none {
			parent = shells.around(hole)
		}
		if parent != none {
			hole.sibling, a.loops[parent].hole = a.loops[parent].hole, int32(i)
		}
	}
}

// around tells whether a hole lies inside a shell of another boundary. Such a
// hole touches the shell of the land around it nowhere, though it may touch
// shells that lie in it: a point on the shell means that this is one of those.
func (a *arrangement) around(shell, hole *loop) bool {
	v, in := a.at(a.rings[hole.start]), false
	ring := a.rings[shell.start:shell.end]
	p := a.at(ring[len(ring)-1])
	for _, n := range ring {
		q := a.at(n)
		if q == v {
			return false
		}
		if crossesRay(p, q, v) {
			in = !in
		}
		p = q
	}
	return in
}
