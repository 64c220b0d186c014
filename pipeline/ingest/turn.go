package ingest

import (
	"math"

	"github.com/paulmach/orb"
)

// seenSlack bounds the rounding error of a determinant of two differences of
// coordinates, relative to the product of the largest of each: the two products
// in it round by (3+16u)u each (Shewchuk 1997, ORIENT2D), u = 2^-53, which
// together are less than 2^-50.
const seenSlack = 0x1p-50

// turn turns a tidy ring with land, the only one looked at, which runs clockwise
// as nearly every parcel's does. areaM2 is geo.AreaM2 of what comes out, to the
// last bit. seen tells that all of the ring can be seen from its centre: the
// argument is that of geo.SeenWhole, with one bound for the rounding at all
// corners instead of one for each, so that nothing is decided before the end. A
// false answer means nothing.
func (l *look) turn(r orb.Ring) (areaM2 float64, seen bool) {
	cx, cy := l.centre[0], l.centre[1]
	slack := seenSlack * max(l.box.Max[0]-cx, cx-l.box.Min[0]) * max(l.box.Max[1]-cy, cy-l.box.Min[1])
	ox, oy := r[0][0], r[0][1]
	ax, ay := ox-cx, oy-cy
	var twice, fromX, fromY float64
	var doubt, bends uint64
	for k := len(r) - 2; k >= 0; k-- {
		x, y := r[k][0], r[k][1]
		toX, toY := x-ox, y-oy
		twice += fromX*toY - fromY*toX
		fromX, fromY = toX, toY
		bx, by := x-cx, y-cy
		doubt |= math.Float64bits(ax*by - ay*bx - slack)
		bends += (math.Float64bits(ay) ^ math.Float64bits(by)) >> 63
		ax, ay = bx, by
	}
	r.Reverse()
	return math.Abs(twice / 2), doubt>>63 == 0 && bends == 2
}
