package store

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// mostBands is how many bands a piece is looked at in. Parcels have some ten
// corners, and so few bands; of a piece with more corners every second, third, …
// band is as good as all of them to say whether it differs.
const mostBands = 256

// landM2 is the planar area of a shape.
func landM2(shape orb.MultiPolygon) float64 { return math.Abs(planar.Area(shape)) }

// differingM2 is the area by which two pieces differ on the land that two extents
// have in common: before is of the one, so what counts of it is within the other,
// and the other way round. Lines through the middle of the bands between the
// heights of all corners give the exact area as long as no two edges cross within
// a band, and close to it where some do.
func differingM2(before, withinAfter, after, withinBefore orb.MultiPolygon) float64 {
	heights := heightsOf(before, after)
	if len(heights) < 2 {
		return 0
	}
	lo, hi := heights[0], heights[len(heights)-1]
	old, now := edgesBetween(before, lo, hi), edgesBetween(after, lo, hi)
	nowExtent, oldExtent := edgesBetween(withinAfter, lo, hi), edgesBetween(withinBefore, lo, hi)
	for _, e := range slices.Concat(nowExtent, oldExtent) {
		for _, corner := range e {
			if lo < corner[1] && corner[1] < hi {
				heights = append(heights, corner[1])
			}
		}
	}
	slices.Sort(heights)
	heights = slices.Compact(heights)
	step := (len(heights) + mostBands - 1) / mostBands
	var differs float64
	for i := step; i < len(heights)+step-1; i += step {
		top, bottom := heights[min(i, len(heights)-1)], heights[i-step]
		y := (top + bottom) / 2
		differs += (top - bottom) * differingM(common(crossings(old, y), crossings(nowExtent, y)), common(crossings(now, y), crossings(oldExtent, y)))
	}
	return differs
}

// heightsOf are the distinct heights of the corners of shapes, rising.
func heightsOf(shapes ...orb.MultiPolygon) []float64 {
	var heights []float64
	for _, shape := range shapes {
		for _, polygon := range shape {
			for _, ring := range polygon {
				for _, corner := range ring {
					heights = append(heights, corner[1])
				}
			}
		}
	}
	slices.Sort(heights)
	return slices.Compact(heights)
}

// edge is a side of a shape that is not level, the lower end first.
type edge [2]orb.Point

// edgesBetween are the edges of a shape that reach between two heights.
func edgesBetween(shape orb.MultiPolygon, lo, hi float64) []edge {
	var list []edge
	for _, polygon := range shape {
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				e := edge{ring[i-1], ring[i]}
				if e[0][1] > e[1][1] {
					e[0], e[1] = e[1], e[0]
				}
				if e[0][1] < e[1][1] && e[0][1] < hi && e[1][1] > lo {
					list = append(list, e)
				}
			}
		}
	}
	return list
}

// crossings are where a level line enters and leaves a shape, by turns.
func crossings(edges []edge, y float64) []float64 {
	var xs []float64
	for _, e := range edges {
		if e[0][1] <= y && y < e[1][1] {
			xs = append(xs, e[0][0]+(e[1][0]-e[0][0])*((y-e[0][1])/(e[1][1]-e[0][1])))
		}
	}
	slices.Sort(xs)
	return xs
}

// common are the crossings of what two shapes have in common on a line.
func common(a, b []float64) []float64 {
	var both []float64
	for i, j := 0, 0; i+1 < len(a) && j+1 < len(b); {
		if from, to := max(a[i], b[j]), min(a[i+1], b[j+1]); from < to {
			both = append(both, from, to)
		}
		if a[i+1] < b[j+1] {
			i += 2
		} else {
			j += 2
		}
	}
	return both
}

// differingM is how much of a line is in one of two shapes alone.
func differingM(a, b []float64) float64 {
	return lengthM(a) + lengthM(b) - 2*lengthM(common(a, b))
}

func lengthM(spans []float64) float64 {
	var sum float64
	for i := 0; i+1 < len(spans); i += 2 {
		sum += spans[i+1] - spans[i]
	}
	return sum
}
