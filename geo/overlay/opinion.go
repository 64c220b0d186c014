package overlay

import "github.com/paulmach/orb"

// columns holds the trapezes of an extent by vertical columns of equal width:
// the sum over pairs of edges needs all edges above and below a parcel, and
// none beside it.
type columns struct {
	trapezes []trapeze // shifted to the lower left corner of the extent's box
	perStep  float64
	first    []int32 // column i lists entries first[i] to first[i+1]
	entries  []int32 // trapezes, each in every column that it spans
}

// mostColumns bounds the memory of one extent.
const mostColumns = 1024

func newColumns(extent orb.MultiPolygon, box orb.Bound) columns {
	c := columns{trapezes: trapezes(nil, extent, box)}
	count := min(max(len(c.trapezes)/2, 1), mostColumns)
	width := box.Max[0] - box.Min[0]
	if width <= 0 {
		return columns{}
	}
	c.perStep = float64(count) / width
	c.first = make([]int32, count+1)
	for i := range c.trapezes {
		from, to := c.span(c.trapezes[i].x0, c.trapezes[i].x1)
		for k := from; k <= to; k++ {
			c.first[k+1]++
		}
	}
	for k := range count {
		c.first[k+1] += c.first[k]
	}
	c.entries = make([]int32, c.first[count])
	next := append([]int32(nil), c.first...)
	for i := range c.trapezes {
		from, to := c.span(c.trapezes[i].x0, c.trapezes[i].x1)
		for k := from; k <= to; k++ {
			c.entries[next[k]] = int32(i)
			next[k]++
		}
	}
	return c
}

// span is the columns that a range of x meets; ranges that leave the extent's
// box end at its sides.
func (c *columns) span(x0, x1 float64) (from, to int) {
	last := len(c.first) - 2
	column := func(x float64) int { return min(max(int(x*c.perStep), 0), last) }
	return column(x0), column(x1)
}

// above appends to near the trapezes that share x with [x0, x1], shifted by
// (dx, dy); each once.
func (c *columns) above(x0, x1, dx, dy float64, near []trapeze) []trapeze {
	from, to := c.span(x0, x1)
	for k := from; k <= to; k++ {
		for _, i := range c.entries[c.first[k]:c.first[k+1]] {
			t := &c.trapezes[i]
			if begins, _ := c.span(t.x0, t.x1); t.x1 <= x0 || t.x0 >= x1 || k != max(begins, from) {
				continue
			}
			near = append(near, newTrapeze(t.x0-dx, t.y0-dy, t.x1-dx, t.y1-dy, t.sign))
		}
	}
	return near
}

// SecondOpinionM2 is the area of Clip's result found another way: by a sum
// over pairs of edges, as [EdgePairAreaM2], of which only those near the parcel
// are looked at. It shares nothing with Clip but the coordinates, so books that
// are kept by one can be held against the other.
func (c *Clipper) SecondOpinionM2(p *Prepared, k *Known) float64 {
	box := &k.Box
	if len(p.columns.entries) == 0 || !box.Intersects(p.bound) {
		return 0
	}
	dx, dy := box.Min[0]-p.bound.Min[0], box.Min[1]-p.bound.Min[1]
	c.land = trapezes(c.land[:0], k.Shape, *box)
	c.around = p.columns.above(dx, box.Max[0]-p.bound.Min[0], dx, dy, c.around[:0])
	var sum float64
	for i := range c.land {
		t := &c.land[i]
		if t.x1 <= -dx || t.x0 >= p.bound.Max[0]-box.Min[0] {
			continue // beside the extent
		}
		for j := range c.around {
			if u := &c.around[j]; !t.beside(u) {
				sum += t.common(u)
			}
		}
	}
	return sum
}
