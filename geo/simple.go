package geo

import "github.com/paulmach/orb"

// fewRings is the number of rings up to which holding each against each other
// is quicker than a sweep; of a thousand parcels one has more.
const fewRings = 8

// surelySimple reports whether no edges of a multi-polygon cross, as far as that
// can be told without comparing edges pair by pair: of nearly all parcels it
// can. A false answer means nothing.
func surelySimple(mp orb.MultiPolygon) bool {
	if len(mp) == 1 && len(mp[0]) == 1 {
		return simpleRing(mp[0][0])
	}
	var memory [fewRings]orb.Ring
	rings := memory[:0]
	for _, polygon := range mp {
		if len(rings)+len(polygon) > fewRings {
			return false
		}
		rings = append(rings, polygon...)
	}
	for i, r := range rings {
		if !simpleRing(r) || !apartFromAll(r, rings[:i]) {
			return false
		}
	}
	return true
}

func simpleRing(r orb.Ring) bool {
	return SeenWhole(r, centroid(r)) || monotone(r)
}

// apartFromAll reports whether a ring certainly has no point in common with any
// of the others.
func apartFromAll(r orb.Ring, others []orb.Ring) bool {
	if len(others) == 0 {
		return true
	}
	box := extend(noBound, r)
	for _, o := range others {
		var memory [2 * fewNear]segment
		there, few := edgesNear(memory[:0:fewNear], o, &box)
		if len(there) == 0 && few {
			continue // beside the box or all around it
		}
		other := extend(noBound, o)
		here, fewHere := edgesNear(memory[fewNear:fewNear], r, &other)
		if len(here) == 0 && fewHere {
			continue
		}
		if !few || !fewHere || !segmentsApart(here, there) {
			return false
		}
	}
	return true
}

// fewNear is the number of edges of a ring near another up to which these are
// held against each other one by one.
const fewNear = 12

// segment is an edge by its ends.
type segment struct{ a, b orb.Point }

// edgesNear lists the edges of a closed ring whose boxes touch a box; false
// where there are more than list has room for.
func edgesNear(list []segment, r orb.Ring, box *orb.Bound) (near []segment, few bool) {
	for i := 1; i < len(r); i++ {
		a, b := r[i-1], r[i]
		if a[0] < box.Min[0] && b[0] < box.Min[0] || a[0] > box.Max[0] && b[0] > box.Max[0] ||
			a[1] < box.Min[1] && b[1] < box.Min[1] || a[1] > box.Max[1] && b[1] > box.Max[1] {
			continue
		}
		if len(list) == cap(list) {
			return list, false
		}
		list = append(list, segment{a, b})
	}
	return list, true
}

// segmentsApart reports whether certainly none of the one touches any of the
// other: of two, one lies on one side of the other's line.
func segmentsApart(here, there []segment) bool {
	for i := range here {
		for k := range there {
			if !besideLine(&here[i], &there[k]) && !besideLine(&there[k], &here[i]) {
				return false
			}
		}
	}
	return true
}

// besideLine reports whether s certainly lies on one side of the line of t.
func besideLine(s, t *segment) bool {
	dx, dy := t.b[0]-t.a[0], t.b[1]-t.a[1]
	side := plainOrient(dx, dy, s.a[0]-t.a[0], s.a[1]-t.a[1])
	return side != 0 && side == plainOrient(dx, dy, s.b[0]-t.a[0], s.b[1]-t.a[1])
}
