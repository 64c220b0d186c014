package overlay

import "math"

// raster divides the box of many segments evenly and lists by cell which of them
// pass it, and which nodes lie in it: what meets what is then a matter of one
// cell, however large the map.
type raster struct {
	box
	cellX      float64
	cellY      float64
	perX, perY float64 // cells a step
	columns    int
	first      []int32 // cell k lists passing[first[k]:first[k+1]]
	passing    []int32 // segments, in order
	firstNode  []int32 // cell k holds nodes[firstNode[k]:firstNode[k+1]]
	nodes      []int32
	deeper     map[int]*raster // of the nodes in cells that hold too many
	last       int             // row
}

// manySegments is from how many segments on a raster is faster than a sweep.
const manySegments = 256

// A raster lists a segment in no more than leastListed cells on the mean, or in as
// many as to have 2^22 listings, 16 MB, in all.
const (
	leastListed = 16
	leastMemory = 1 << 22
)

// newRaster lists the segments, chains left out.
func newRaster(segments []segment) *raster {
	r := layOutRaster(segments)
	r.first = make([]int32, r.columns*(r.last+1)+1)
	for i := range segments {
		r.spans(&segments[i], func(from, to int) {
			for k := from; k <= to; k++ {
				r.first[k+1]++
			}
		})
	}
	r.passing = make([]int32, sumUp(r.first))
	next := append([]int32(nil), r.first...)
	for i := range segments {
		r.spans(&segments[i], func(from, to int) {
			for k := from; k <= to; k++ {
				r.passing[next[k]] = int32(i)
				next[k]++
			}
		})
	}
	return r
}

// layOutRaster divides the box of the segments. It has as many cells as there are
// segments, shaped as segments are on the mean: of a fabric of parcels, cells are
// some edges wide; along the teeth of a comb there are few, and many across.
func layOutRaster(segments []segment) *raster {
	box := newBox()
	var along xy
	for i := range segments {
		if s := &segments[i]; !s.isChain() {
			box.extend(s.lo)
			box.extend(s.hi)
			along.x += s.hi.x - s.lo.x
			along.y += s.hi.y - s.lo.y
		}
	}
	if box.lo.x > box.hi.x {
		box = newBoxAt(xy{})
	}
	n := float64(len(segments))
	width, height := box.hi.x-box.lo.x+1, box.hi.y-box.lo.y+1
	listed := max(leastListed*n, leastMemory)
	mostColumns := min(width/leastCell, listed*width/(along.x+1))
	mostRows := min(height/leastCell, listed*height/(along.y+1))
	columns := min(math.Sqrt(n*(width/height)*(along.y+1)/(along.x+1)), mostColumns)
	rows := min(n/max(1, columns), mostRows)
	return divide(box, columns, rows)
}

// divide is a raster of a box, of one column and one row at least.
func divide(b box, columns, rows float64) *raster {
	columns, rows = math.Floor(max(1, columns)), math.Floor(max(1, rows))
	r := &raster{box: b, columns: int(columns), last: int(rows) - 1}
	r.cellX, r.cellY = (b.hi.x-b.lo.x+1)/columns, (b.hi.y-b.lo.y+1)/rows
	r.perX, r.perY = 1/r.cellX, 1/r.cellY
	return r
}

// sumUp turns counts, each at the place after its own, into where each begins,
// and returns the sum.
func sumUp(counts []int32) int32 {
	for k := range len(counts) - 1 {
		counts[k+1] += counts[k]
	}
	return counts[len(counts)-1]
}

func (r *raster) column(x float64) int { return min(max(int((x-r.lo.x)*r.perX), 0), r.columns-1) }
func (r *raster) row(y float64) int    { return min(max(int((y-r.lo.y)*r.perY), 0), r.last) }

// spans visits the cells that a segment passes, those within a step of it
// included: of every row a run from the first cell to the last.
func (r *raster) spans(s *segment, visit func(from, to int)) {
	if s.isChain() {
		return
	}
	if s.lo.y > r.hi.y+cellSlack || s.hi.y < r.lo.y-cellSlack {
		return
	}
	from, to := r.row(s.lo.y-cellSlack), r.row(s.hi.y+cellSlack)
	for row := from; row <= to; row++ {
		below := r.lo.y + float64(row)*r.cellY - cellSlack
		x0, x1 := s.within(below, below+r.cellY+2*cellSlack)
		if x0 > r.hi.x+cellSlack || x1 < r.lo.x-cellSlack {
			continue
		}
		visit(row*r.columns+r.column(x0-cellSlack), row*r.columns+r.column(x1+cellSlack))
	}
}

// crossingsByRaster finds crossings cell by cell.
func (a *arrangement) crossingsByRaster(r *raster, all bool) {
	for k := range len(r.first) - 1 {
		a.crossingsAmong(r.passing[r.first[k]:r.first[k+1]], r.cell(k), all)
	}
}

// cell is the area of cell k.
func (r *raster) cell(k int) box {
	column, row := float64(k%r.columns), float64(k/r.columns)
	lo := xy{r.lo.x + column*r.cellX, r.lo.y + row*r.cellY}
	return box{lo, xy{lo.x + r.cellX, lo.y + r.cellY}}
}

// breakByRaster makes fragments of all segments.
func (a *arrangement) breakByRaster(r *raster) {
	every := make([]int32, len(a.nodes))
	for k := range every {
		every[k] = int32(k)
	}
	r.place(a.nodes, every)
	for i := range a.segments {
		s := &a.segments[i]
		a.stops = a.stops[:0]
		a.stopsByRaster(s, r)
		a.breakSegment(s)
	}
}

// cellAt is the cell that holds a point or, for one beyond the box, the nearest.
func (r *raster) cellAt(v xy) int { return r.row(v.y)*r.columns + r.column(v.x) }

// passingAt is the segments that pass the cell of a point: all that come within a
// step of it.
func (r *raster) passingAt(v xy) []int32 {
	k := r.cellAt(v)
	return r.passing[r.first[k]:r.first[k+1]]
}

// place lists some of the nodes by cell. In cells with many of them it divides
// the box around these anew, and so on.
func (r *raster) place(nodes []node, some []int32) {
	r.firstNode = make([]int32, r.columns*(r.last+1)+1)
	for _, k := range some {
		r.firstNode[r.cellAt(nodes[k].xy)+1]++
	}
	r.nodes = make([]int32, sumUp(r.firstNode))
	next := append([]int32(nil), r.firstNode...)
	for _, k := range some {
		at := &next[r.cellAt(nodes[k].xy)]
		r.nodes[*at] = k
		*at++
	}
	for k := range len(r.firstNode) - 1 {
		if here := r.nodes[r.firstNode[k]:r.firstNode[k+1]]; len(here) > manyNodes && len(here) < len(some) {
			if r.deeper == nil {
				r.deeper = map[int]*raster{}
			}
			r.deeper[k] = rasterOf(nodes, here)
		}
	}
}

const (
	// manyNodes is from how many nodes in a cell on it is divided.
	manyNodes = 64
	// leastNodeCell is the smallest width of a cell for nodes, in steps: some times
	// [cellSlack].
	leastNodeCell = 1 << 4
)

// rasterOf is a raster of the box of some nodes, with these in its cells.
func rasterOf(nodes []node, some []int32) *raster {
	b := newBox()
	for _, k := range some {
		b.extend(nodes[k].xy)
	}
	side := math.Sqrt(float64(len(some)))
	r := divide(b, min(side, (b.hi.x-b.lo.x)/leastNodeCell), min(side, (b.hi.y-b.lo.y)/leastNodeCell))
	r.place(nodes, some)
	return r
}

// stopsByRaster collects the stops of a segment from the nodes in the cells that
// it passes.
func (a *arrangement) stopsByRaster(s *segment, r *raster) {
	r.spans(s, func(from, to int) {
		if r.deeper == nil {
			a.stopsIn(s, r.nodes[r.firstNode[from]:r.firstNode[to+1]])
			return
		}
		for k := from; k <= to; k++ {
			if deeper := r.deeper[k]; deeper != nil {
				a.stopsByRaster(s, deeper)
			} else {
				a.stopsIn(s, r.nodes[r.firstNode[k]:r.firstNode[k+1]])
			}
		}
	})
}

// stopsIn collects the stops of a segment from some nodes.
func (a *arrangement) stopsIn(s *segment, nodes []int32) {
	a.looked += len(nodes)
	for _, k := range nodes {
		v := &a.nodes[k].xy
		if v.x >= s.lo.x && v.x <= s.hi.x && v.y >= s.lo.y && v.y <= s.hi.y {
			a.stopAt(s, k)
		}
	}
}
