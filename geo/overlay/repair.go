package overlay

import (
	"github.com/paulmach/orb"

	"jiyue/geo"
)

// Repair makes a valid multi-polygon of any: bow-ties, spikes, rings that cross
// or touch along an edge, repeated points, parts that overlap. A place is land
// if a ray from it crosses the rings an odd number of times (the even-odd rule).
// Roles and directions of the rings do not matter. Shells of the result run
// counter-clockwise and holes clockwise; it shares no memory with mp and is nil
// if there is no land.
//
// Laws: repairing twice changes nothing; the area of a valid multi-polygon stays
// as it is.
func Repair(mp orb.MultiPolygon) orb.MultiPolygon { return repaired(finite(mp)) }

func repaired(mp orb.MultiPolygon) orb.MultiPolygon {
	bound, some := geo.Bound(mp)
	if !some {
		return nil
	}
	var a arrangement
	a.reset(newLattice(bound))
	for _, polygon := range mp {
		for _, r := range polygon {
			a.addRing(r, false, ofParcel)
		}
	}
	return a.solve(oddFirst)
}

// solve builds an arrangement of whole boundaries and returns the land of a rule.
func (a *arrangement) solve(rule func(winding) bool) orb.MultiPolygon {
	a.build(true)
	a.keepByWinding(rule)
	if !a.trace() {
		return nil
	}
	return a.landRings()
}

// Union is all land that any of several multi-polygons covers. Land that
// several cover counts once. Each is repaired first if it is not valid. The
// result is as that of [Repair].
//
// Laws: order does not matter; the union with itself, or with a part of itself,
// changes nothing.
func Union(mps ...orb.MultiPolygon) orb.MultiPolygon {
	var valid orb.MultiPolygon
	for _, mp := range mps {
		valid = append(valid, normal(finite(mp))...)
	}
	bound, some := geo.Bound(valid)
	if !some {
		return nil
	}
	var a arrangement
	a.reset(newLattice(bound))
	a.addLand(valid, ofParcel)
	return a.solve(anyFirst)
}

// Intersect is the land that two multi-polygons share, as [Clipper.Clip] finds
// it. To cut many by one, prepare the one.
func Intersect(a, b orb.MultiPolygon) orb.MultiPolygon {
	return NewClipper().Clip(Prepare(b), a).Polygon
}
