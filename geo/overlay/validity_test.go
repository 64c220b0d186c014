package overlay_test

import (
	"fmt"

	"github.com/paulmach/orb"

	"jiyue/geo"
)

// invalid says what keeps a multi-polygon from being a valid one, or nothing.
// It goes by exact predicates and knows nothing of how the result was made.
func invalid(mp orb.MultiPolygon) string {
	if at, crosses := geo.Crossing(mp); crosses {
		return fmt.Sprintf("edges cross at %v", at)
	}
	for i, polygon := range mp {
		for k, r := range polygon {
			if s := invalidRing(r, k == 0); s != "" {
				return fmt.Sprintf("polygon %d ring %d: %s: %v", i, k, s, r)
			}
			if k > 0 && !liesIn(r, polygon[0]) {
				return fmt.Sprintf("polygon %d: hole %d outside its shell", i, k)
			}
			for m := 1; m < k; m++ {
				if liesIn(r, polygon[m]) || liesIn(polygon[m], r) {
					return fmt.Sprintf("polygon %d: hole %d in hole %d", i, k, m)
				}
			}
		}
		for j := range i {
			if inside, other := polygonIn(polygon, mp[j]), polygonIn(mp[j], polygon); inside || other {
				return fmt.Sprintf("polygons %d and %d overlap", i, j)
			}
		}
	}
	return ""
}

func invalidRing(r orb.Ring, shell bool) string {
	switch {
	case len(r) < 4:
		return "fewer than three corners"
	case r[0] != r[len(r)-1]:
		return "open"
	case geo.RingAreaM2(r) == 0:
		return "no area"
	case (geo.RingAreaM2(r) > 0) != shell:
		return "wrong direction"
	}
	seen := map[orb.Point]bool{}
	for _, p := range r[1:] {
		if seen[p] {
			return fmt.Sprintf("passes %v twice", p)
		}
		seen[p] = true
	}
	return ""
}

// liesIn tells whether a ring lies in another that it does not cross.
func liesIn(r, outer orb.Ring) bool {
	for _, p := range r {
		if where := geo.Locate(outer, p); where != geo.Boundary {
			return where == geo.Interior
		}
	}
	for i := 1; i < len(r); i++ {
		middle := orb.Point{(r[i-1][0] + r[i][0]) / 2, (r[i-1][1] + r[i][1]) / 2}
		if where := geo.Locate(outer, middle); where != geo.Boundary {
			return where == geo.Interior
		}
	}
	return true
}

// polygonIn tells whether the shell of p lies in q and in none of its holes.
func polygonIn(p, q orb.Polygon) bool {
	if !liesIn(p[0], q[0]) {
		return false
	}
	for _, hole := range q[1:] {
		if liesIn(p[0], hole) {
			return false
		}
	}
	return true
}
