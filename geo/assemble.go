package geo

import (
	"math"

	"github.com/paulmach/orb"
)

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

// nest is the containment among the rings of one record.
type nest struct {
	rings  []orb.Ring
	bounds []orb.Bound
	areaM2 []float64 // signed
	depth  []int     // number of rings that contain ring i
	parent []int     // for an odd depth: the innermost shell around ring i
}

func newNest(rings []orb.Ring) *nest {
	n := &nest{
		rings:  rings,
		bounds: make([]orb.Bound, len(rings)),
		areaM2: make([]float64, len(rings)),
		depth:  make([]int, len(rings)),
		parent: make([]int, len(rings)),
	}
	for i, r := range rings {
		n.bounds[i] = r.Bound()
		n.areaM2[i] = RingAreaM2(r)
	}
	containers := make([][]int, len(rings))
	for i := range rings {
		for j := range rings {
			if i != j && n.contains(j, i) {
				containers[i] = append(containers[i], j)
			}
		}
		n.depth[i] = len(containers[i])
	}
	for i := range rings {
		n.settleParent(i, containers[i])
	}
	return n
}

// settleParent finds the smallest shell among the rings around ring i. Where
// rings cross, containment need not be a tree and a hole may find no shell
// around it: it then counts as a shell.
func (n *nest) settleParent(i int, containers []int) {
	if n.depth[i]%2 == 0 {
		return
	}
	parent := -1
	for _, j := range containers {
		if n.depth[j]%2 == 0 && (parent < 0 || math.Abs(n.areaM2[j]) < math.Abs(n.areaM2[parent])) {
			parent = j
		}
	}
	if parent < 0 {
		n.depth[i] = 0
		return
	}
	n.parent[i] = parent
}

// contains reports whether ring outer contains ring inner. Rings that cross or
// repeat each other contain each other in no plain sense: there the second is
// in the first if they were delivered as a hole and a shell.
func (n *nest) contains(outer, inner int) bool {
	asHole := n.areaM2[inner] > 0 && n.areaM2[outer] < 0
	if !n.bounds[outer].Intersects(n.bounds[inner]) ||
		!asHole && !boundContains(n.bounds[outer], n.bounds[inner]) {
		return false
	}
	in, out := n.sides(outer, inner)
	if in == out {
		return asHole
	}
	return in
}

// sides tells whether vertices of inner lie strictly inside and strictly
// outside of outer; where all of them lie on its boundary, the middles of the
// edges are asked instead (a diamond that touches a square from within).
func (n *nest) sides(outer, inner int) (in, out bool) {
	o, r := n.rings[outer], n.rings[inner]
	note := func(p orb.Point) {
		switch Locate(o, p) {
		case Interior:
			in = true
		case Exterior:
			out = true
		}
	}
	for _, p := range r {
		note(p)
	}
	for k := 1; k < len(r) && !in && !out; k++ {
		note(orb.Point{(r[k-1][0] + r[k][0]) / 2, (r[k-1][1] + r[k][1]) / 2})
	}
	return in, out
}

func boundContains(a, b orb.Bound) bool {
	return a.Min[0] <= b.Min[0] && a.Min[1] <= b.Min[1] && a.Max[0] >= b.Max[0] && a.Max[1] >= b.Max[1]
}
