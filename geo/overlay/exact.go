package overlay

import (
	"math/big"
	"slices"

	"github.com/paulmach/orb"
)

// ExactIntersectionArea is the common area of two multi-polygons, without any
// rounding, by the even-odd rule for each. It shares no code and no idea with
// the clipper: it is the judge that the clipper answers to in tests, and slow.
//
// The plane is cut into vertical slabs at every vertex and at every crossing of
// any two edges. Within a slab no edges cross, so they lie one above the other,
// and the common area is that of the trapezes between neighbours with an odd
// number of edges of each multi-polygon below. The area of such a trapeze is its
// width times its height in the middle.
//
// Rings with coordinates that are not finite are left out, as everywhere here.
func ExactIntersectionArea(a, b orb.MultiPolygon) *big.Rat {
	edges := append(exactEdges(finite(a), 0), exactEdges(finite(b), 1)...)
	cuts := slabBounds(edges)
	from, to := findSlabs(edges, cuts)
	sum := new(big.Rat)
	for slab := from; slab < to; slab++ {
		sum.Add(sum, slabArea(edges, slab, cuts[slab], cuts[slab+1]))
	}
	return sum
}

// exactEdge is a line from (x0,y0) to (x1,y1) with x0 < x1.
type exactEdge struct {
	x0, y0, x1, y1 *big.Rat
	slope          *big.Rat
	of             int
	bound          orb.Bound
	from, to       int // it spans the slabs from, from+1, … to-1
}

func exactEdges(mp orb.MultiPolygon, of int) []exactEdge {
	var edges []exactEdge
	for _, polygon := range mp {
		for _, r := range polygon {
			for i, q := range r {
				p := r[(i+len(r)-1)%len(r)]
				if p[0] == q[0] { // bounds no slab from below or above
					continue
				}
				if p[0] > q[0] {
					p, q = q, p
				}
				e := exactEdge{rat(p[0]), rat(p[1]), rat(q[0]), rat(q[1]), new(big.Rat), of, orb.MultiPoint{p, q}.Bound(), 0, 0}
				rise, run := new(big.Rat).Sub(e.y1, e.y0), new(big.Rat).Sub(e.x1, e.x0)
				e.slope.Quo(rise, run)
				edges = append(edges, e)
			}
		}
	}
	return edges
}

func rat(v float64) *big.Rat { return new(big.Rat).SetFloat64(v) }

// at is the height of the edge at x.
func (e *exactEdge) at(x *big.Rat) *big.Rat {
	y := new(big.Rat).Sub(x, e.x0)
	y.Mul(y, e.slope)
	return y.Add(y, e.y0)
}

// slabBounds is every x, in order and once, at which an edge begins, ends or
// crosses another.
func slabBounds(edges []exactEdge) []*big.Rat {
	var cuts []*big.Rat
	for i := range edges {
		cuts = append(cuts, edges[i].x0, edges[i].x1)
		for j := range i {
			if x := exactCrossing(&edges[i], &edges[j]); x != nil {
				cuts = append(cuts, x)
			}
		}
	}
	slices.SortFunc(cuts, (*big.Rat).Cmp)
	return slices.CompactFunc(cuts, func(a, b *big.Rat) bool { return a.Cmp(b) == 0 })
}

// exactCrossing is the x at which two edges cross between their ends, or nil.
func exactCrossing(e, f *exactEdge) *big.Rat {
	if !e.bound.Intersects(f.bound) {
		return nil
	}
	left, right := e.x0, e.x1
	if left.Cmp(f.x0) < 0 {
		left = f.x0
	}
	if right.Cmp(f.x1) > 0 {
		right = f.x1
	}
	if left.Cmp(right) >= 0 {
		return nil
	}
	before := new(big.Rat).Sub(e.at(left), f.at(left))
	after := new(big.Rat).Sub(e.at(right), f.at(right))
	if before.Sign()*after.Sign() >= 0 {
		return nil
	}
	// left + (right-left) · before/(before-after)
	x := new(big.Rat).Sub(right, left)
	x.Mul(x, before)
	x.Quo(x, new(big.Rat).Sub(before, after))
	return x.Add(x, left)
}

// findSlabs tells each edge which slabs it spans and returns the first slab that
// both multi-polygons reach, and the first that they no longer do. Slab i lies
// between cuts i and i+1.
func findSlabs(edges []exactEdge, cuts []*big.Rat) (from, to int) {
	reach := [2][2]int{{len(cuts), 0}, {len(cuts), 0}}
	for i := range edges {
		e := &edges[i]
		e.from, _ = slices.BinarySearchFunc(cuts, e.x0, (*big.Rat).Cmp)
		e.to, _ = slices.BinarySearchFunc(cuts, e.x1, (*big.Rat).Cmp)
		r := &reach[e.of]
		r[0], r[1] = min(r[0], e.from), max(r[1], e.to)
	}
	return max(reach[0][0], reach[1][0]), min(reach[0][1], reach[1][1])
}

// level is where an edge crosses the middle of a slab.
type level struct {
	y  *big.Rat
	of int
}

// levelsIn is the edges in a slab from the lowest to the highest.
func levelsIn(edges []exactEdge, slab int, left, right *big.Rat) []level {
	middle := new(big.Rat).Add(left, right)
	middle.Quo(middle, rat(2))
	var levels []level
	for i := range edges {
		if e := &edges[i]; e.from <= slab && slab < e.to {
			levels = append(levels, level{e.at(middle), e.of})
		}
	}
	slices.SortFunc(levels, func(a, b level) int { return a.y.Cmp(b.y) })
	return levels
}

// slabArea is the common area in a slab.
func slabArea(edges []exactEdge, slab int, left, right *big.Rat) *big.Rat {
	levels := levelsIn(edges, slab, left, right)
	height, odd := new(big.Rat), [2]bool{}
	for i, l := range levels {
		if odd[0] && odd[1] {
			height.Add(height, new(big.Rat).Sub(l.y, levels[i-1].y))
		}
		odd[l.of] = !odd[l.of]
	}
	return height.Mul(height, new(big.Rat).Sub(right, left))
}
