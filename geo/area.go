package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// RingAreaM2 is the signed area of a ring in square metres, positive when the
// ring runs counter-clockwise. An open ring counts as closed. A ring that
// crosses itself gives the sum over its loops, each with its own sign; see
// overlay.Repair for what such a ring means as land.
func RingAreaM2(r orb.Ring) float64 {
	if len(r) < 3 {
		return 0
	}
	// Shifted to the first vertex: the terms are then of the order of the
	// ring's own size and not of its distance from the map's origin.
	ox, oy := r[0][0], r[0][1]
	var twice float64
	px, py := r[1][0]-ox, r[1][1]-oy
	for _, p := range r[2:] {
		qx, qy := p[0]-ox, p[1]-oy
		twice += px*qy - py*qx
		px, py = qx, qy
	}
	return twice / 2
}

// AreaM2 is the area of a multi-polygon in square metres: for each polygon the
// absolute area of its shell less the absolute areas of its holes, whatever
// way the rings run.
func AreaM2(mp orb.MultiPolygon) float64 {
	var sum float64
	for _, polygon := range mp {
		for i, r := range polygon {
			a := math.Abs(RingAreaM2(r))
			if i == 0 {
				sum += a
			} else {
				sum -= a
			}
		}
	}
	return sum
}

// PerimeterM is the length of all rings, shells and holes, in metres. An open
// ring counts as closed.
func PerimeterM(mp orb.MultiPolygon) float64 {
	var sum float64
	for _, polygon := range mp {
		for _, r := range polygon {
			sum += ringLengthM(r)
		}
	}
	return sum
}

func ringLengthM(r orb.Ring) float64 {
	if len(r) == 0 {
		return 0
	}
	var sum float64
	p := r[len(r)-1]
	for _, q := range r {
		dx, dy := q[0]-p[0], q[1]-p[1]
		sum += math.Sqrt(dx*dx + dy*dy)
		p = q
	}
	return sum
}
