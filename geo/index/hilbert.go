package index

import (
	"math"

	"github.com/paulmach/orb"
)

var (
	inf = math.Inf(1)
	nan = math.NaN()

	// never meets no box, not even the infinite one.
	never = orb.Bound{Min: orb.Point{nan, nan}, Max: orb.Point{nan, nan}}
)

// hilbertKeys gives each box the place of its centre on a Hilbert curve of
// 65 536 × 65 536 cells over all boxes. The curve only decides how well boxes
// are packed, never what is found.
func hilbertKeys(boxes []orb.Bound) []uint32 {
	all := union(boxes)
	keys := make([]uint32, len(boxes))
	for i, b := range boxes {
		x := cell(b.Min[0], b.Max[0], all.Min[0], all.Max[0])
		y := cell(b.Min[1], b.Max[1], all.Min[1], all.Max[1])
		keys[i] = hilbert(x, y)
	}
	return keys
}

// cell is the cell of the middle of lo and hi on an axis that runs from min to
// max; 0 where there is none.
func cell(lo, hi, min, max float64) uint32 {
	const last = 1<<16 - 1
	t := (lo/2 + hi/2 - min) / (max - min)
	switch {
	case t >= 1:
		return last
	case t > 0: // false for NaN, too
		return uint32(t * last)
	}
	return 0
}

// hilbert is the distance along the Hilbert curve of order 16 at cell (x, y):
// quadrant by quadrant, each turned or mirrored into the position of the first.
func hilbert(x, y uint32) uint32 {
	var d uint32
	for s := uint32(1) << 15; s > 0; s >>= 1 {
		var rx, ry uint32
		if x&s != 0 {
			rx = 1
		}
		if y&s != 0 {
			ry = 1
		}
		d += s * s * ((3 * rx) ^ ry)
		if ry == 0 {
			if rx == 1 {
				x, y = ^x, ^y
			}
			x, y = y, x
		}
	}
	return d
}
