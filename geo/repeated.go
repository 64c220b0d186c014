package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// Repeated is two rings of one record that run along the same points.
type Repeated struct {
	First, Again int     // positions of the two, First < Again
	AreaM2       float64 // of the one
}

// FindRepeated looks for a ring that repeats another, point by point, whatever
// point each starts from and whatever way it runs. By the even-odd rule two such
// rings are no land: a ring that was delivered twice takes itself away. Rings are
// closed and without repeated points, as [Clean] leaves them.
func FindRepeated(rings []orb.Ring) (r Repeated, found bool) {
	type looks struct {
		points int
		box    orb.Bound
	}
	alike := map[looks][]int{}
	for i, ring := range rings {
		k := looks{len(ring), extend(noBound, ring)}
		for _, first := range alike[k] {
			if sameRing(rings[first], ring) {
				return Repeated{first, i, math.Abs(RingAreaM2(ring))}, true
			}
		}
		alike[k] = append(alike[k], i)
	}
	return Repeated{}, false
}

// sameRing compares two closed rings of equally many points.
func sameRing(a, b orb.Ring) bool {
	n := len(a) - 1
	for start := range n {
		if b[start] == a[0] && (runsAlong(a, b, start, 1) || runsAlong(a, b, start, n-1)) {
			return true
		}
	}
	return false
}

// runsAlong compares a with b from a start on, in steps of 1 or, backwards, of one
// less than the points there are.
func runsAlong(a, b orb.Ring, start, step int) bool {
	n := len(a) - 1
	for i := range n {
		if a[i] != b[(start+i*step)%n] {
			return false
		}
	}
	return true
}
