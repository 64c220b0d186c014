package report

import (
	"math"
	"sort"

	"github.com/paulmach/orb"
)

// cells is a map as a grid: where pieces are smaller than can be seen, every
// cell takes the status of the piece in which its middle lies. Shares of land
// are kept on average, and no piece is left out for being small, as it would
// be if shapes were simplified one by one.
type cells struct {
	side       float64 // of a cell, in units of the drawing
	cols, rows int
	status     []uint8 // by row and column: 0 for none, else 1 + index in statusOrder
}

// newCells gathers the pieces in cells of the side.
func newCells(f frame, pieces []mapPiece, side float64) *cells {
	g := &cells{side: side, cols: int(math.Ceil(mapWidth / side)), rows: int(math.Ceil(f.height / side))}
	g.status = make([]uint8, g.cols*g.rows)
	for i := range pieces {
		for _, polygon := range pieces[i].shape {
			g.fill(f, polygon, uint8(1+pieces[i].status))
		}
	}
	return g
}

// fill gives the status to the cells whose middles lie in the polygon: row by
// row, between the odd and the even crossings of its rings.
func (g *cells) fill(f frame, polygon orb.Polygon, status uint8) {
	b := polygon.Bound()
	top, bottom := f.at(orb.Point{b.Min[0], b.Max[1]})[1], f.at(orb.Point{b.Min[0], b.Min[1]})[1]
	first := max(0, int(math.Ceil(top/g.side-.5)))
	last := min(g.rows-1, int(math.Floor(bottom/g.side-.5)))
	for row := first; row <= last; row++ {
		crossings := crossingsAt(f, polygon, (float64(row)+.5)*g.side)
		for i := 0; i+1 < len(crossings); i += 2 {
			from := max(0, int(math.Ceil(crossings[i]/g.side-.5)))
			to := min(g.cols-1, int(math.Ceil(crossings[i+1]/g.side-.5))-1)
			for col := from; col <= to; col++ {
				g.status[row*g.cols+col] = status
			}
		}
	}
}

// crossingsAt returns where the rings cross a level of the drawing, from left
// to right.
func crossingsAt(f frame, polygon orb.Polygon, y float64) []float64 {
	var xs []float64
	for _, ring := range polygon {
		for i := 1; i < len(ring); i++ {
			a, b := f.at(ring[i-1]), f.at(ring[i])
			if (a[1] <= y) != (b[1] <= y) {
				xs = append(xs, a[0]+(y-a[1])/(b[1]-a[1])*(b[0]-a[0]))
			}
		}
	}
	sort.Float64s(xs)
	return xs
}

// boxes returns the cells of a status as few rectangles: runs along a row,
// those of equal ends one below another joined.
func (g *cells) boxes(status uint8) []orb.LineString {
	type span struct{ from, to int }
	var out []orb.LineString
	open := map[span]int{} // runs that reach the row above, with the row that they began in
	closeRun := func(s span, began, end int) {
		out = append(out, box(float64(s.from)*g.side, float64(began)*g.side, float64(s.to-s.from)*g.side, float64(end-began)*g.side))
	}
	for row := 0; row <= g.rows; row++ {
		here := map[span]int{}
		for col := 0; row < g.rows && col < g.cols; col++ {
			if g.status[row*g.cols+col] != status {
				continue
			}
			s := span{from: col}
			for col < g.cols && g.status[row*g.cols+col] == status {
				col++
			}
			s.to = col
			here[s] = row
			if began, ok := open[s]; ok {
				here[s] = began
				delete(open, s)
			}
		}
		ended := make([]span, 0, len(open))
		for s := range open {
			ended = append(ended, s)
		}
		sort.Slice(ended, func(i, j int) bool { return ended[i].from < ended[j].from })
		for _, s := range ended {
			closeRun(s, open[s], row)
		}
		open = here
	}
	return out
}
