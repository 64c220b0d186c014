package clip

import (
	"math"

	"github.com/paulmach/orb"
)

// SearchWhatever is SearchOverlaps that never holds all pieces against one
// another, for tests: few pieces would not be searched otherwise.
func SearchWhatever(pieces []orb.MultiPolygon) []Overlap {
	var open openSegments
	open.addAll(pieces, math.MaxInt)
	return searchAt(&open, pieces)
}
