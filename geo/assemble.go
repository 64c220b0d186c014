package geo

import "github.com/paulmach/orb"

// Assemble builds a multi-polygon from the rings of one record, given in any
// order and any orientation.
//
// The role of a ring follows from how many other rings contain it: an even
// number makes it a shell, an odd one a hole of the innermost of them, so that
// an island in a lake is a shell again. Orientation decides only where
// containment cannot, between rings that cross or repeat each other; there the
// shapefile's rule holds (shells clockwise).
//
// In the result shells run counter-clockwise and holes clockwise; rings are
// reversed in place where they must be, and the slice of them may become a part
// of the result. turned counts the rings that were
// delivered against the shapefile's rule for the role they turned out to have.
// A ring without area has no orientation and is never counted.
func Assemble(rings []orb.Ring) (mp orb.MultiPolygon, turned int) {
	if len(rings) == 1 {
		if orientAs(rings[0], RingAreaM2(rings[0]), true) {
			turned++
		}
		return orb.MultiPolygon{{rings[0]}}, turned
	}
	if order := orderOf(rings); order != anyOrder {
		for i, r := range rings {
			r.Reverse()
			if order == shellsOnly {
				mp = append(mp, orb.Polygon(rings[i:i+1:i+1]))
			}
		}
		if order == shellAndHoles {
			mp = orb.MultiPolygon{rings}
		}
		return mp, 0
	}
	nest := newNest(rings)
	polygonOf := make([]int, len(rings))
	for i, r := range rings {
		shell := nest.depth[i]%2 == 0
		if orientAs(r, nest.areaM2[i], shell) {
			turned++
		}
		if shell {
			polygonOf[i] = len(mp)
			mp = append(mp, orb.Polygon{r})
		}
	}
	for i, r := range rings {
		if nest.depth[i]%2 != 0 {
			k := polygonOf[nest.parent[i]]
			mp[k] = append(mp[k], r)
		}
	}
	return mp, turned
}

// order is an order of rings that says which of them are shells and which holes.
type order int8

const (
	anyOrder      order = iota // containment has to say
	shellAndHoles              // the first is a shell, all others are its holes
	shellsOnly                 // all are shells
)

// orderOf tells the order of rings that are certainly turned as a shapefile has
// them: nearly all parcels of several rings come so. What it asks for has
// nest.contains say yes for a shell and each of its holes and no for any other
// two.
func orderOf(rings []orb.Ring) order {
	if len(rings) < 2 || len(rings) > fewRings || !(RingAreaM2(rings[0]) < 0) {
		return anyOrder
	}
	found := shellsOnly
	if RingAreaM2(rings[1]) > 0 {
		found = shellAndHoles
	}
	var boxes [fewRings]orb.Bound
	for i, r := range rings {
		boxes[i] = extend(noBound, r)
		if i == 0 {
			continue
		}
		areaM2 := RingAreaM2(r)
		// One corner of a hole inside is enough: contains takes a hole that is
		// not wholly outside for one of its shell.
		if hole := found == shellAndHoles; hole && !(areaM2 > 0 && Locate(rings[0], r[0]) == Interior) || !hole && !(areaM2 < 0) {
			return anyOrder
		}
		for k := range i {
			if inHole := boundContains(boxes[i], boxes[k]); inHole || boundContains(boxes[k], boxes[i]) && (k > 0 || found == shellsOnly) {
				return anyOrder
			}
		}
	}
	return found
}

// orientAs makes a shell run counter-clockwise and a hole clockwise and reports
// whether the ring had come against the shapefile's rule, which is the opposite.
func orientAs(r orb.Ring, areaM2 float64, shell bool) (turned bool) {
	if (areaM2 < 0) == shell {
		r.Reverse()
	}
	return areaM2 != 0 && (areaM2 > 0) == shell
}
