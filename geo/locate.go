package geo

import "github.com/paulmach/orb"

// Location is where a point lies with regard to a ring.
type Location int8

// The three locations. Their values are chosen so that a sign change means a
// crossing of the boundary.
const (
	Exterior Location = -1
	Boundary Location = 0
	Interior Location = 1
)

// Locate tells exactly whether p lies inside, outside or on a ring. A ring that
// crosses itself is taken by the even-odd rule; an open ring counts as closed.
func Locate(r orb.Ring, p orb.Point) Location {
	if len(r) == 0 {
		return Exterior
	}
	where := Exterior
	a := r[len(r)-1]
	for _, b := range r {
		// Most edges lie wholly above or below.
		if (a[1] <= p[1] || b[1] <= p[1]) && (a[1] >= p[1] || b[1] >= p[1]) {
			switch crossesRay(a, b, p) {
			case onSegment:
				return Boundary
			case crossed:
				where = -where
			}
		}
		a = b
	}
	return where
}

type rayHit int8

const (
	missed rayHit = iota
	crossed
	onSegment
)

// crossesRay tells how the segment ab meets the horizontal ray from p to the
// right. A segment owns its lower end but not its upper one, so that a ray
// through a vertex is counted once.
func crossesRay(a, b, p orb.Point) rayHit {
	if a[1] > b[1] {
		a, b = b, a
	}
	if p[1] < a[1] || p[1] > b[1] || (p[0] > a[0] && p[0] > b[0]) {
		return missed
	}
	if a[1] == b[1] {
		if p[0] >= a[0] || p[0] >= b[0] {
			return onSegment
		}
		return missed
	}
	side := Orient(a, b, p)
	switch {
	case side == 0:
		return onSegment
	case side > 0 && p[1] < b[1]:
		return crossed
	}
	return missed
}
