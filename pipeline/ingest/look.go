package ingest

import (
	"math"

	"github.com/paulmach/orb"
)

// look is what one look at the rings of a record, as they were delivered, tells.
type look struct {
	areaM2 float64   // what the rings add up to, each with its sign
	centre orb.Point // of mass of the last ring, nearly; NaN where it has no area
	box    orb.Bound // around all points; NaN where a coordinate is
	tidy   bool      // every ring is closed, has three corners or more and repeats no point
}

// lookAt looks at rings, which are one at least and none of them empty.
func lookAt(rings []orb.Ring) look {
	l := look{tidy: true}
	box := noPoints
	for _, r := range rings {
		repeats := l.pass(r, &box)
		l.tidy = l.tidy && !repeats && len(r) >= 4 && r[0] == r[len(r)-1]
	}
	if box.minX < 0 || box.minY < 0 {
		l.lookClosely(rings)
		return l
	}
	l.box = orb.Bound{
		Min: orb.Point{fromBits(box.minX), fromBits(box.minY)},
		Max: orb.Point{fromBits(box.maxX), fromBits(box.maxY)},
	}
	return l
}

// lookClosely looks at box and repeated points of rings of which a coordinate
// is below zero, as none of a map of China is.
func (l *look) lookClosely(rings []orb.Ring) {
	l.tidy = true
	box := noPoints
	for _, r := range rings {
		repeats := box.add(r)
		l.tidy = l.tidy && !repeats && len(r) >= 4 && r[0] == r[len(r)-1]
	}
	l.box = box.bound()
}

// placed reports whether every point is a place.
func (l *look) placed() bool { return isPlace(l.box.Min) && isPlace(l.box.Max) }

// keyBox is a box of coordinates as whole numbers in the same order: comparing
// those compiles to conditional moves. Which corner of a ring is its westernmost
// no processor can predict, and branches there take twice the time.
type keyBox struct{ minX, minY, maxX, maxY int64 }

var noPoints = keyBox{math.MaxInt64, math.MaxInt64, math.MinInt64, math.MinInt64}

// pass goes over a ring once: it adds its area, which is geo.RingAreaM2 to the
// last bit, finds its centre, extends the box and reports whether a point
// repeats the one before it. The keys of the box are the bits of the
// coordinates, whose order is that of the numbers as long as none is below
// zero; a NaN lies beyond infinity.
func (l *look) pass(r orb.Ring, b *keyBox) (repeats bool) {
	box := *b
	ox, oy := r[0][0], r[0][1] // for the digits, as RingAreaM2 does
	var twice, x, y, fromX, fromY float64
	keyX, keyY, same := ^toBits(ox), int64(0), 0
	for i := range r {
		kx, ky := toBits(r[i][0]), toBits(r[i][1])
		if (kx^keyX)|(ky^keyY) == 0 {
			same++
		}
		keyX, keyY = kx, ky
		box.minX, box.minY = min(box.minX, kx), min(box.minY, ky)
		box.maxX, box.maxY = max(box.maxX, kx), max(box.maxY, ky)
		toX, toY := r[i][0]-ox, r[i][1]-oy
		t := fromX*toY - fromY*toX
		twice += t
		x += (fromX + toX) * t
		y += (fromY + toY) * t
		fromX, fromY = toX, toY
	}
	*b = box
	l.areaM2 += twice / 2
	l.centre = orb.Point{ox + x/(3*twice), oy + y/(3*twice)}
	return same > 0
}

func toBits(v float64) int64 { return int64(math.Float64bits(v)) }

func fromBits(key int64) float64 { return math.Float64frombits(uint64(key)) }

// add extends the box, whose keys are orderKeys here, by the points of a ring
// and reports whether one of them repeats the point before it.
func (b *keyBox) add(r orb.Ring) (repeats bool) {
	box := *b
	px, py := ^orderKey(r[0][0]), int64(0)
	same := 0
	for i := range r {
		x, y := orderKey(r[i][0]), orderKey(r[i][1])
		if (x^px)|(y^py) == 0 {
			same++
		}
		px, py = x, y
		box.minX, box.minY = min(box.minX, x), min(box.minY, y)
		box.maxX, box.maxY = max(box.maxX, x), max(box.maxY, y)
	}
	*b = box
	return same > 0
}

func (b *keyBox) bound() orb.Bound {
	return orb.Bound{
		Min: orb.Point{fromOrderKey(b.minX), fromOrderKey(b.minY)},
		Max: orb.Point{fromOrderKey(b.maxX), fromOrderKey(b.maxY)},
	}
}

// orderKey gives whole numbers in the order of the numbers v: those below zero
// have their bits turned, -0 is the same as 0. A NaN lies beyond the infinity
// of its sign, so that no box with one in it passes for one of places.
func orderKey(v float64) int64 {
	bits := int64(math.Float64bits(v + 0))
	return bits ^ int64(uint64(bits>>63)>>1)
}

// fromOrderKey turns an orderKey back.
func fromOrderKey(key int64) float64 {
	return math.Float64frombits(uint64(key ^ int64(uint64(key>>63)>>1)))
}
