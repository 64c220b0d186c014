package clip

import (
	"math"

	"github.com/paulmach/orb"
)

// grid divides the box of an extent into 64 × 64 cells and knows which of them
// its outline passes through: most parcels keep clear of it, and a look at some
// bits tells so. It may mark a cell too many, never one too few.
type grid struct {
	box    orb.Bound
	scale  [2]float64       // cells a metre
	marked [gridSide]uint64 // a row each, a bit a column
}

const gridSide = 64

// A part of an edge is taken for longer, at either end, by gridMargin of a cell:
// far beyond what rounding can move it by in a grid whose cells are wider than
// gridFinest of its coordinates. (At 40 000 km that is 0.6 mm.) On a finer grid no parcel is clear.
const (
	gridMargin = 0x1p-8
	gridFinest = 0x1p-36
)

func newGrid(box orb.Bound) grid {
	g := grid{box: box}
	for axis := range g.scale {
		g.scale[axis] = gridSide / (box.Max[axis] - box.Min[axis])
		if far := max(math.Abs(box.Min[axis]), math.Abs(box.Max[axis])); !(1 > g.scale[axis]*far*gridFinest) {
			return grid{box: orb.Bound{Min: orb.Point{1, 1}, Max: orb.Point{-1, -1}}} // holds nothing
		}
	}
	return g
}

// cell returns the column, or the row, of a coordinate in the box. Rounding never
// puts the greater of two coordinates into the lesser cell.
func (g *grid) cell(axis int, v float64) uint {
	return uint(min(max((v-g.box.Min[axis])*g.scale[axis], 0), gridSide-1))
}

// columns returns the bits from one column to another.
func columns(from, to uint) uint64 {
	return math.MaxUint64 << from & (math.MaxUint64 >> (gridSide - 1 - to))
}

// mark marks the cells that the edge from a to b passes through.
func (g *grid) mark(a, b orb.Point) {
	if g.scale[1] == 0 {
		return
	}
	if a[1] > b[1] {
		a, b = b, a
	}
	slope := (b[0] - a[0]) / (b[1] - a[1])
	for row := g.cell(1, a[1]); row <= g.cell(1, b[1]); row++ {
		from, to := a[0], b[0]
		if low := g.box.Min[1] + (float64(row)-gridMargin)/g.scale[1]; low > a[1] {
			from = a[0] + (low-a[1])*slope
		}
		if high := g.box.Min[1] + (float64(row)+1+gridMargin)/g.scale[1]; high < b[1] {
			to = a[0] + (high-a[1])*slope
		}
		margin := gridMargin / g.scale[0]
		g.marked[row] |= columns(g.cell(0, min(from, to)-margin), g.cell(0, max(from, to)+margin))
	}
}

// clear reports whether a box certainly does not meet the outline.
func (g *grid) clear(box *orb.Bound) bool {
	if !(box.Min[0] >= g.box.Min[0] && box.Max[0] <= g.box.Max[0] && box.Min[1] >= g.box.Min[1] && box.Max[1] <= g.box.Max[1]) {
		return false
	}
	bits := columns(g.cell(0, box.Min[0]), g.cell(0, box.Max[0]))
	for row := g.cell(1, box.Min[1]); row <= g.cell(1, box.Max[1]); row++ {
		if g.marked[row]&bits != 0 {
			return false
		}
	}
	return true
}
