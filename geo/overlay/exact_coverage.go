package overlay

import (
	"math/big"
	"slices"

	"github.com/paulmach/orb"
)

// ExactCoverage is, without any rounding, the area of an extent that no piece
// covers, and what the pieces have beyond the extent: land that n of them cover
// counts n-1 times, land beyond the outline n times. All are multi-polygons by
// the even-odd rule. It is the judge of [Coverage] as [ExactIntersectionArea] is
// that of the clipper, by the same slabs, and as slow.
func ExactCoverage(extent orb.MultiPolygon, pieces []orb.MultiPolygon) (gap, excess *big.Rat) {
	edges := exactEdges(finite(extent), 0)
	for i, piece := range pieces {
		edges = append(edges, exactEdges(finite(piece), i+1)...)
	}
	cuts := slabBounds(edges)
	for i := range edges {
		e := &edges[i]
		e.from, _ = slices.BinarySearchFunc(cuts, e.x0, (*big.Rat).Cmp)
		e.to, _ = slices.BinarySearchFunc(cuts, e.x1, (*big.Rat).Cmp)
	}
	gap, excess = new(big.Rat), new(big.Rat)
	for slab := range max(len(cuts)-1, 0) {
		slabCoverage(edges, slab, cuts[slab], cuts[slab+1], len(pieces), gap, excess)
	}
	return gap, excess
}

// slabCoverage adds what is uncovered and what is in excess in a slab.
func slabCoverage(edges []exactEdge, slab int, left, right *big.Rat, pieces int, gap, excess *big.Rat) {
	levels := levelsIn(edges, slab, left, right)
	width := new(big.Rat).Sub(right, left)
	within := make([]bool, pieces+1)
	surplus := 0 // pieces here, less the extent
	for i, l := range levels {
		if i > 0 && surplus != 0 {
			area := new(big.Rat).Sub(l.y, levels[i-1].y)
			area.Mul(area, width)
			if surplus < 0 {
				gap.Add(gap, area)
			} else {
				excess.Add(excess, area.Mul(area, big.NewRat(int64(surplus), 1)))
			}
		}
		change := 1
		if within[l.of] {
			change = -1
		}
		if within[l.of] = !within[l.of]; l.of == 0 {
			change = -change
		}
		surplus += change
	}
}
