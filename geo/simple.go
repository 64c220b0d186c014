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
	box := extend(noBound, r)
	for _, o := range others {
		if edgesBeside(o, &box) {
			continue
		}
		if other := extend(noBound, o); !edgesBeside(r, &other) {
			return false
		}
	}
	return true
}

// edgesBeside reports whether no edge of a closed ring touches the box, nor does
// the box of one: the ring lies beside the box or all around it.
func edgesBeside(r orb.Ring, box *orb.Bound) bool {
	for i := 1; i < len(r); i++ {
		a, b := &r[i-1], &r[i]
		if !(a[0] < box.Min[0] && b[0] < box.Min[0] || a[0] > box.Max[0] && b[0] > box.Max[0] ||
			a[1] < box.Min[1] && b[1] < box.Min[1] || a[1] > box.Max[1] && b[1] > box.Max[1]) {
			return false
		}
	}
	return true
}
