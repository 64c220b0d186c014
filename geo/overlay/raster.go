package overlay

import "math"

// raster divides the box of many segments evenly and lists by cell which of them
// pass it, and which nodes lie in it: what meets what is then a matter of one
// cell, however large the map.
type raster struct {
	lo         xy
	cellY      float64
	perX, perY float64 // cells a step
	columns    int
	first      []int32 // cell k lists passing[first[k]:first[k+1]]
	passing    []int32 // segments, in order
	firstNode  []int32 // cell k holds nodes[firstNode[k]:firstNode[k+1]]
	nodes      []int32
	last       int // row
}

// manySegments is from how many segments on a raster is faster than a sweep.
const manySegments = 256

// newRaster lists the segments. It has as many cells as there are segments: of a
// fabric of parcels, cells are then some edges wide.
func newRaster(segments []segment) *raster {
	box := newBox()
	for i := range segments {
		box.extend(segments[i].lo)
		box.extend(segments[i].hi)
	}
	across := func(span float64) int {
		return max(1, int(min(math.Sqrt(float64(len(segments))), span/leastCell)))
	}
	width, height := box.hi.x-box.lo.x+1, box.hi.y-box.lo.y+1
	r := &raster{lo: box.lo, columns: across(width)}
	rows := across(height)
	r.last = rows - 1
	r.cellY = height / float64(rows)
	r.perX, r.perY = float64(r.columns)/width, 1/r.cellY
	r.first = make([]int32, r.columns*rows+1)
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
	from, to := r.row(s.lo.y-cellSlack), r.row(s.hi.y+cellSlack)
	for row := from; row <= to; row++ {
		below := r.lo.y + float64(row)*r.cellY - cellSlack
		x0, x1 := s.within(below, below+r.cellY+2*cellSlack)
		visit(row*r.columns+r.column(x0-cellSlack), row*r.columns+r.column(x1+cellSlack))
	}
}

// buildByRaster is [arrangement.build] of many segments of which any may cross.
func (a *arrangement) buildByRaster() {
	r := newRaster(a.segments)
	for k := range len(r.first) - 1 {
		here := r.passing[r.first[k]:r.first[k+1]]
		for n, i := range here {
			for _, j := range here[n+1:] {
				a.cross(&a.segments[i], &a.segments[j]) // the parcel's stand first
			}
		}
	}
	r.place(a.nodes)
	for i := range a.segments {
		s := &a.segments[i]
		a.stops = a.stops[:0]
		r.spans(s, func(from, to int) { a.stopsIn(s, r.nodes[r.firstNode[from]:r.firstNode[to+1]]) })
		a.breakSegment(s)
	}
}

// place lists the nodes by cell.
func (r *raster) place(nodes []node) {
	cell := func(k int) int { return r.row(nodes[k].y)*r.columns + r.column(nodes[k].x) }
	r.firstNode = make([]int32, len(r.first))
	for k := range nodes {
		r.firstNode[cell(k)+1]++
	}
	r.nodes = make([]int32, sumUp(r.firstNode))
	next := append([]int32(nil), r.firstNode...)
	for k := range nodes {
		at := &next[cell(k)]
		r.nodes[*at] = int32(k)
		*at++
	}
}

// stopsIn collects the stops of a segment from some nodes.
func (a *arrangement) stopsIn(s *segment, nodes []int32) {
	for _, k := range nodes {
		v := &a.nodes[k].xy
		if v.x >= s.lo.x && v.x <= s.hi.x && v.y >= s.lo.y && v.y <= s.hi.y {
			a.stopAt(s, k)
		}
	}
}
