package geo

import "github.com/paulmach/orb"

// edgesCross decides one pair. Two edges that share no more than a point may
// still belong to rings that change sides there; each such point is the start
// of at least one edge, so looking at the starts finds all of them.
func edgesCross(edges []edge, i, j int) (orb.Point, bool) {
	e, f := &edges[i], &edges[j]
	if f.prev == int32(i) && Orient(e.a, e.b, f.b) != 0 {
		return orb.Point{}, false // neighbours that bend share their corner only
	}
	ea, eb := Orient(f.a, f.b, e.a), Orient(f.a, f.b, e.b)
	if ea == eb && ea != 0 {
		return orb.Point{}, false
	}
	fa, fb := Orient(e.a, e.b, f.a), Orient(e.a, e.b, f.b)
	switch {
	case ea == 0 && eb == 0:
		if at, overlap := overlap(e, f); overlap {
			return at, true
		}
	case ea*eb < 0 && fa*fb < 0:
		return crossingPoint(e, f), true
	}
	if e.a == f.a {
		return e.a, strandsCross(edges[e.prev].a, e.a, e.b, edges[f.prev].a, f.b)
	}
	if fa == 0 && within(e, f.a) && f.a != e.b {
		return f.a, strandsCross(e.a, f.a, e.b, edges[f.prev].a, f.b)
	}
	if ea == 0 && within(f, e.a) && e.a != f.b {
		return e.a, strandsCross(f.a, e.a, f.b, edges[e.prev].a, e.b)
	}
	return orb.Point{}, false
}

// within reports whether p, known to lie on the line of e, lies on e.
func within(e *edge, p orb.Point) bool {
	return p[0] >= e.min[0] && p[0] <= e.max[0] && p[1] >= e.min[1] && p[1] <= e.max[1]
}

// overlap tells whether two edges on one line share more than a point.
func overlap(e, f *edge) (at orb.Point, overlaps bool) {
	lo := orb.Point{max(e.min[0], f.min[0]), max(e.min[1], f.min[1])}
	hi := orb.Point{min(e.max[0], f.max[0]), min(e.max[1], f.max[1])}
	if lo == hi {
		return orb.Point{}, false
	}
	// The overlap ends at two of the four end points.
	for _, p := range [4]orb.Point{e.a, e.b, f.a, f.b} {
		if within(e, p) && within(f, p) {
			return p, true
		}
	}
	return orb.Point{}, false
}

// strandsCross tells whether the strand c-p-d changes sides of the strand
// a-p-b. Strands that leave p in one direction do not count: the overlap of
// their edges does.
func strandsCross(a, p, b, c, d orb.Point) bool {
	sideC, sideD := sideOfStrand(a, p, b, c), sideOfStrand(a, p, b, d)
	return sideC*sideD < 0
}

// sideOfStrand is 1 if the direction from p to q lies left of the strand a-p-b,
// -1 if right, 0 if along one of its arms.
func sideOfStrand(a, p, b, q orb.Point) int {
	in, out := Orient(a, p, q), Orient(p, b, q)
	switch bend := Orient(a, p, b); {
	case bend > 0: // left is where both arms have q on their left
		if in > 0 && out > 0 {
			return 1
		}
		if in < 0 || out < 0 {
			return -1
		}
		return 0
	case bend < 0:
		if in < 0 && out < 0 {
			return -1
		}
		if in > 0 || out > 0 {
			return 1
		}
		return 0
	}
	return in
}

// crossingPoint is where two edges that cross do so, as nearly as doubles tell.
func crossingPoint(e, f *edge) orb.Point {
	ex, ey := e.b[0]-e.a[0], e.b[1]-e.a[1]
	fx, fy := f.b[0]-f.a[0], f.b[1]-f.a[1]
	t := ((f.a[0]-e.a[0])*fy - (f.a[1]-e.a[1])*fx) / (ex*fy - ey*fx)
	if !(t >= 0 && t <= 1) { // nearly parallel: anywhere on e will do
		t = 0.5
	}
	return orb.Point{e.a[0] + t*ex, e.a[1] + t*ey}
}
