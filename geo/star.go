package geo

import "github.com/paulmach/orb"

// SeenWhole reports whether a ring is certainly simple because all of it can be
// seen from a point: seen from there it runs always the same way, and round only
// once. From their centre of mass nine in ten parcels are so, those with corners
// in the middle of a side too, at the price of one determinant a corner. A false
// answer means nothing.
func SeenWhole(r orb.Ring, from orb.Point) bool {
	if len(r) < 4 || r[0] != r[len(r)-1] {
		return false
	}
	a := r[0]
	turn, bends := Orient(from, a, r[1]), 0
	ax, ay := a[0]-from[0], a[1]-from[1]
	above := ay > 0
	for k := 1; k < len(r); k++ {
		bx, by := r[k][0]-from[0], r[k][1]-from[1]
		t := plainOrient(ax, ay, bx, by)
		if t == 0 {
			t = orientClosely(r[k-1], r[k], from)
		}
		if t != turn || t == 0 {
			return false
		}
		// A ring that runs round once comes from above its middle to below
		// it once, and back once.
		if u := by > 0; u != above {
			bends++
			above = u
		}
		ax, ay = bx, by
	}
	return bends == 2
}

// centroid is a ring's centre of mass, nearly, taken from its first point so as
// to keep the digits; NaN where the ring has no area.
func centroid(r orb.Ring) orb.Point {
	if len(r) == 0 {
		return orb.Point{}
	}
	var area, x, y float64
	ox, oy := r[0][0], r[0][1]
	px, py := 0.0, 0.0
	for _, q := range r[1:] {
		qx, qy := q[0]-ox, q[1]-oy
		t := px*qy - py*qx
		area += t
		x += (px + qx) * t
		y += (py + qy) * t
		px, py = qx, qy
	}
	return orb.Point{ox + x/(3*area), oy + y/(3*area)}
}
