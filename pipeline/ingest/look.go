package ingest

import (
	"math"

	"github.com/paulmach/orb"

	"jiyue/geo"
)

// look is what one look at the rings of a record, as they were delivered, tells.
type look struct {
	areaM2 float64   // what the rings add up to, each with its sign
	box    orb.Bound // around all points; NaN where a coordinate is
	tidy   bool      // every ring is closed, has three corners or more and repeats no point
}

// lookAt looks at rings, which are one at least and none of them empty.
func lookAt(rings []orb.Ring) look {
	l := look{tidy: true}
	box := noPoints
	for _, r := range rings {
		l.areaM2 += geo.RingAreaM2(r)
		repeats := box.add(r)
		l.tidy = l.tidy && !repeats && len(r) >= 4 && r[0] == r[len(r)-1]
	}
	l.box = box.bound()
	return l
}

// placed reports whether every point is a place.
func (l *look) placed() bool { return isPlace(l.box.Min) && isPlace(l.box.Max) }

// keyBox is a box of coordinates as orderKeys: comparing whole numbers compiles
// to conditional moves. Which corner of a ring is its westernmost no processor
// can predict, and branches there take twice the time.
type keyBox struct{ minX, minY, maxX, maxY int64 }

var noPoints = keyBox{math.MaxInt64, math.MaxInt64, math.MinInt64, math.MinInt64}

// add extends the box by the points of a ring and reports whether one of them
// repeats the point before it.
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
		if x < box.minX {
			box.minX = x
		}
		if y < box.minY {
			box.minY = y
		}
		if x > box.maxX {
			box.maxX = x
		}
		if y > box.maxY {
			box.maxY = y
		}
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
