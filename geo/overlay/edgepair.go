package overlay

import (
	"math"

	"github.com/paulmach/orb"

	"jiyue/geo"
)

// EdgePairAreaM2 is the common area of two multi-polygons, in square metres, as
// a sum over all pairs of their edges. It builds no topology, so there is
// nothing in it that could fail: a second opinion on any clip.
//
// A polygon is the sum, with signs, of the trapezes between its edges and a
// horizontal line below. So the common area is the sum over pairs of the common
// areas of two trapezes, which is an integral over the lower of two lines.
//
// Both must be valid; rings may run either way. Land that the rings of one run
// round several times counts that often. The error is a few roundings of the
// parcel's box times the number of pairs.
func EdgePairAreaM2(a, b orb.MultiPolygon) float64 {
	box, some := geo.Bound(a)
	if !some {
		return 0
	}
	first, second := trapezes(nil, a, box), trapezes(nil, b, box)
	var sum float64
	for i := range first {
		for j := range second {
			if t, u := &first[i], &second[j]; !t.beside(u) {
				sum += t.common(u)
			}
		}
	}
	return sum
}

// trapeze is the area below the edge from (x0,y0) to (x1,y1), x0 < x1.
type trapeze struct {
	x0, y0, x1, y1 float64
	slope          float64
	sign           float64
}

func newTrapeze(x0, y0, x1, y1, sign float64) trapeze {
	return trapeze{x0, y0, x1, y1, (y1 - y0) / (x1 - x0), sign}
}

// trapezes appends the edges of mp to list, shifted to the lower left corner of
// a box.
func trapezes(list []trapeze, mp orb.MultiPolygon, box orb.Bound) []trapeze {
	for _, polygon := range mp {
		for k, r := range polygon {
			// Land lies below an edge of a shell that runs to the left.
			sign := 1.0
			if (geo.RingAreaM2(r) < 0) == (k == 0) {
				sign = -1
			}
			if len(r) == 0 {
				continue
			}
			p := r[len(r)-1]
			x0, y0 := p[0]-box.Min[0], p[1]-box.Min[1]
			for _, q := range r {
				x1, y1 := q[0]-box.Min[0], q[1]-box.Min[1]
				switch {
				case x0 < x1:
					list = append(list, newTrapeze(x0, y0, x1, y1, -sign))
				case x0 > x1:
					list = append(list, newTrapeze(x1, y1, x0, y0, sign))
				}
				x0, y0 = x1, y1
			}
		}
	}
	return list
}

// at is the height of the edge at x.
func (t *trapeze) at(x float64) float64 {
	// From the nearer end: exact at both.
	if x-t.x0 < t.x1-x {
		return t.y0 + t.slope*(x-t.x0)
	}
	return t.y1 - t.slope*(t.x1-x)
}

// beside reports whether two edges share no range of x.
func (t *trapeze) beside(u *trapeze) bool { return t.x0 >= u.x1 || u.x0 >= t.x1 }

// common is the area below both edges, which share a range of x, with the signs
// of both.
func (t *trapeze) common(u *trapeze) float64 {
	left, tl, ul := t.x0, t.y0, u.y0
	if t.x0 > u.x0 {
		ul = u.at(left)
	} else if left = u.x0; t.x0 < left {
		tl = t.at(left)
	}
	right, tr, ur := t.x1, t.y1, u.y1
	if t.x1 < u.x1 {
		ur = u.at(right)
	} else if right = u.x1; t.x1 > right {
		tr = t.at(right)
	}
	width, dl, dr := right-left, tl-ul, tr-ur
	area := (min(tl, ul) + min(tr, ur)) / 2 * width
	if dl*dr < 0 {
		// The lower line changes on the way: the chord between the lower ends
		// runs below it, by a triangle.
		f := math.Abs(dl) / (math.Abs(dl) + math.Abs(dr))
		area += width * min(f*math.Abs(dr), (1-f)*math.Abs(dl)) / 2
	}
	return t.sign * u.sign * area
}
