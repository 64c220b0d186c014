package corners

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"jiyue/geo"
)

// Untangle orders the four corners of a ring whose sides cross, such as one
// listed north-west, north-east, south-west, south-east: it returns the ring,
// closed, with its corners by angle around their middle. Every other ring comes
// back as it is, and false.
//
// Four points whose sides cross in one order lie in convex position (of three
// and one within them every order is simple), and then only one order does not
// cross: nothing is guessed.
func Untangle(ring orb.Ring) (orb.Ring, bool) {
	four := Open(ring)
	if len(four) != 4 {
		return ring, false
	}
	if _, crosses := geo.Crossing(orb.MultiPolygon{{Close(four)}}); !crosses {
		return ring, false
	}
	middle := orb.Point{}
	for _, p := range four {
		middle[0] += (p[0] - four[0][0]) / 4 // from the first corner: no digits are lost
		middle[1] += (p[1] - four[0][1]) / 4
	}
	angle := func(p orb.Point) float64 {
		return math.Atan2(p[1]-four[0][1]-middle[1], p[0]-four[0][0]-middle[0])
	}
	ordered := slices.SortedFunc(slices.Values(four), func(a, b orb.Point) int { return cmp.Compare(angle(a), angle(b)) })
	if _, crosses := geo.Crossing(orb.MultiPolygon{{Close(ordered)}}); crosses {
		return ring, false
	}
	return Close(ordered), true
}

// Open is the ring without the corner that repeats its first at its end, in
// memory of its own.
func Open(ring orb.Ring) orb.Ring {
	n := len(ring)
	if n > 1 && ring[0] == ring[n-1] {
		n--
	}
	return slices.Clone(ring[:n])
}

// Close is the ring with its first corner repeated at its end; a ring that is
// closed comes back as it is.
func Close(ring orb.Ring) orb.Ring {
	if len(ring) == 0 || ring[0] == ring[len(ring)-1] && len(ring) > 1 {
		return ring
	}
	return append(slices.Clone(ring), ring[0])
}
