package overlay

// cells divides the box of an extent evenly and says of each cell whether it
// lies wholly inside the extent or wholly outside; it is unknown where the
// extent's boundary passes through. Most parcels meet no unknown cell and are
// decided by a look.
type cells struct {
	lo           xy // lower left corner of the extent's box
	cellX, cellY float64
	perX, perY   float64 // cells a step
	state        []int8  // row by row; nil where there are none
}

const (
	// cellsAcross is the number of columns, and of rows. A park is some fifty
	// parcels across: a parcel touches a handful of cells.
	cellsAcross = 64
	// leastCell is the smallest width of a cell, in steps, that is worth it.
	leastCell = 1 << 10
	// cellSlack is how far, in steps, a segment is taken to reach beyond itself:
	// one step because of snap rounding, and one for all rounding done here,
	// where numbers are below 2^50 and each is right to 2^-53 of itself.
	cellSlack = 2
)

func newCells(s *strips) cells {
	c := cells{lo: s.lo, cellX: (s.hi.x - s.lo.x + 1) / cellsAcross, cellY: (s.hi.y - s.lo.y + 1) / cellsAcross}
	if len(s.segments) == 0 || min(c.cellX, c.cellY) < leastCell {
		return cells{}
	}
	c.perX, c.perY = 1/c.cellX, 1/c.cellY
	c.state = make([]int8, cellsAcross*cellsAcross)
	for i := range c.state {
		c.state[i] = outside
	}
	for i := range s.segments {
		c.mark(&s.segments[i])
	}
	c.fill(s)
	return c
}

// column and row are the cell that a coordinate lies in; coordinates beyond the
// box are in the outermost.
func (c *cells) column(x float64) int { return min(max(int((x-c.lo.x)*c.perX), 0), cellsAcross-1) }
func (c *cells) row(y float64) int    { return min(max(int((y-c.lo.y)*c.perY), 0), cellsAcross-1) }

// mark makes unknown the cells that a segment passes, row by row.
func (c *cells) mark(g *segment) {
	from, to := c.row(g.lo.y-cellSlack), c.row(g.hi.y+cellSlack)
	for r := from; r <= to; r++ {
		below := c.lo.y + float64(r)*c.cellY - cellSlack
		x0, x1 := g.within(below, below+c.cellY+2*cellSlack)
		k := r * cellsAcross
		for i := c.column(x0 - cellSlack); i <= c.column(x1+cellSlack); i++ {
			c.state[k+i] = unknown
		}
	}
}

// within is the range of x, nearly, that a segment has between two heights. The
// segment must reach at least near them.
func (g *segment) within(below, above float64) (x0, x1 float64) {
	if g.hi.y-g.lo.y < above-below {
		return g.lo.x, g.hi.x
	}
	slope := (g.b.x - g.a.x) / (g.b.y - g.a.y)
	p := g.a.x + slope*(below-g.a.y)
	q := g.a.x + slope*(above-g.a.y)
	return max(min(p, q), g.lo.x), min(max(p, q), g.hi.x)
}

// fill decides the other cells. No boundary lies between neighbours that are
// known, so one tells for all.
func (c *cells) fill(s *strips) {
	for k := range c.state {
		if c.state[k] == unknown {
			continue
		}
		r, i := k/cellsAcross, k%cellsAcross
		switch {
		case i > 0 && c.state[k-1] != unknown:
			c.state[k] = c.state[k-1]
		case r > 0 && c.state[k-cellsAcross] != unknown:
			c.state[k] = c.state[k-cellsAcross]
		case s.contains(xy{
			integral(c.lo.x + (float64(i)+0.5)*c.cellX), integral(c.lo.y + (float64(r)+0.5)*c.cellY),
		}):
			c.state[k] = inside
		}
	}
}

// look says whether a box lies wholly inside or outside the extent, if all cells
// that it meets say so. Beyond the extent's box, and so in the outermost cells,
// nothing is inside.
func (c *cells) look(lo, hi xy) int8 {
	if c.state == nil {
		return unknown
	}
	left, right := c.column(lo.x), c.column(hi.x)
	low, high := c.row(lo.y), c.row(hi.y)
	state := c.state[low*cellsAcross+left]
	for r := low; r <= high; r++ {
		for _, other := range c.state[r*cellsAcross+left : r*cellsAcross+right+1] {
			if other != state {
				return unknown
			}
		}
	}
	return state
}
