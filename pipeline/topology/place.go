package topology

import (
	"slices"

	"github.com/paulmach/orb"
)

// Within returns a point inside a valid polygon, to look at on a map: the middle
// of its widest stretch at half its height.
func Within(shape orb.Polygon) orb.Point {
	box := shape.Bound()
	y := box.Min[1]/2 + box.Max[1]/2
	var xs []float64 // where the boundary crosses that height
	for _, r := range shape {
		for i := 1; i < len(r); i++ {
			if p, q := r[i-1], r[i]; (p[1] > y) != (q[1] > y) {
				xs = append(xs, p[0]+(q[0]-p[0])*((y-p[1])/(q[1]-p[1])))
			}
		}
	}
	slices.Sort(xs)
	x, widest := box.Min[0], -1.0
	for i := 1; i < len(xs); i += 2 {
		if width := xs[i] - xs[i-1]; width > widest {
			x, widest = xs[i-1]+width/2, width
		}
	}
	return orb.Point{x, y}
}
