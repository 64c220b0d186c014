package overlay

import (
	"math"

	"github.com/paulmach/orb"
)

const (
	// spanBits bounds what a lattice spans: 2^46 steps on each axis. At
	// eastings of 37 million metres, where doubles are 2^-27 m apart, that is
	// 524 km.
	spanBits = 46

	// reach is the largest lattice coordinate that may be computed with.
	// Differences of such coordinates are below 2^50 and the sum of two such
	// differences below 2^51, so all of them, and halves of them, are exact.
	reach = 1 << 49

	// largest is the largest map coordinate that is computed with, in metres:
	// squares of coordinates, and sums of them, stay finite. Rings that go
	// beyond it are not land.
	largest = 0x1p400

	// finest is the finest step of a lattice, so that the product of two steps
	// is a normal number.
	finest = 0x1p-500
)

// xy is a point of a lattice. Its coordinates are integers, held as float64
// because sums and fused products of such integers are exact and fast.
type xy struct{ x, y float64 }

// box is an area of the lattice, its sides included.
type box struct{ lo, hi xy }

// newBox holds no point.
func newBox() box {
	inf := math.Inf(1)
	return box{xy{inf, inf}, xy{-inf, -inf}}
}

// newBoxAt holds one point.
func newBoxAt(v xy) box { return box{v, v} }

func (b *box) extend(v xy) {
	b.lo = xy{min(b.lo.x, v.x), min(b.lo.y, v.y)}
	b.hi = xy{max(b.hi.x, v.x), max(b.hi.y, v.y)}
}

func (b *box) holds(v xy) bool {
	return v.x >= b.lo.x && v.x <= b.hi.x && v.y >= b.lo.y && v.y <= b.hi.y
}

// lattice is the grid of points on which topology is decided: map coordinates
// shifted to an origin nearby and scaled by a power of two on each axis, so
// that they become integers. The step is the spacing of doubles at the largest
// coordinate of the extent; coordinates in a Chinese map zone lie on it as they
// are and nothing is rounded. Only where the extent spans more than 2^46 such
// spacings (a map whose numbers come close to zero) is the step coarser than
// that, and input is rounded to it, to 1 part in 7·10^13 of the span.
type lattice struct {
	ox, oy         float64 // origin, map coordinates
	stepX, stepY   float64 // powers of two, metres
	scaleX, scaleY float64 // 1/step
}

func newLattice(b orb.Bound) lattice {
	var l lattice
	l.ox, l.stepX = axis(b.Min[0], b.Max[0])
	l.oy, l.stepY = axis(b.Min[1], b.Max[1])
	l.scaleX, l.scaleY = 1/l.stepX, 1/l.stepY
	return l
}

func axis(lo, hi float64) (origin, step float64) {
	_, exponent := math.Frexp(max(math.Abs(lo), math.Abs(hi)))
	_, span := math.Frexp(hi - lo)
	step = max(math.Ldexp(1, max(exponent-53, span-spanBits)), finest)
	return math.RoundToEven((lo/2+hi/2)/step) * step, step
}

// integral rounds to the nearest integer, ties to even; exact below 2^51. The
// addition pushes the fraction out of the significand.
func integral(v float64) float64 {
	const push = 3 << 51
	return float64(v+push) - push
}

// point is the lattice point nearest to p.
func (l *lattice) point(p orb.Point) xy {
	return xy{integral((p[0] - l.ox) * l.scaleX), integral((p[1] - l.oy) * l.scaleY)}
}

// world is the map point at v, exact for points of the extent.
func (l *lattice) world(v xy) orb.Point {
	return orb.Point{l.ox + v.x*l.stepX, l.oy + v.y*l.stepY}
}

// rounds reports whether some corner does not stand on the lattice.
func (l *lattice) rounds(mp orb.MultiPolygon) bool {
	for _, polygon := range mp {
		for _, r := range polygon {
			for _, p := range r {
				if l.world(l.point(p)) != p {
					return true
				}
			}
		}
	}
	return false
}

// holds reports whether coordinates of a box are within reach.
func (l *lattice) holds(b *orb.Bound) bool {
	return (b.Min[0]-l.ox)*l.scaleX >= -reach && (b.Max[0]-l.ox)*l.scaleX <= reach &&
		(b.Min[1]-l.oy)*l.scaleY >= -reach && (b.Max[1]-l.oy)*l.scaleY <= reach
}

// lengthM is the length of the vector from a to b in metres.
func (l *lattice) lengthM(a, b xy) float64 {
	dx, dy := (b.x-a.x)*l.stepX, (b.y-a.y)*l.stepY
	return math.Sqrt(dx*dx + dy*dy)
}

// noiseSteps is the mean width, in lattice steps, up to which a piece may be
// taken for rounding and not for land.
//
// A corner that was computed, here or by another program, stands at the nearest
// double: up to half a step away on each axis, 0.71 steps in all. A sliver
// between two such corners and the line on which they should lie is then up to
// 1.4 steps wide, 10^-8 m at eastings of 37 million metres; more where the other
// program rounded several times on its way. The finest land data is written to
// 10^-3 m. Between these two, 128 steps are 10^-6 m, a hundred times the one and
// a thousandth of the other.
const noiseSteps = 128

// noiseM2 and noisePart bound the area of what is taken for rounding: 10^-6 m²
// and 10^-9 of the parcel's area. So settling it never costs more area than
// areas are right to.
const (
	noiseM2   = 1e-6
	noisePart = 1e-9
)

// noiseOf is the largest area of a parcel of a given area that is taken for
// rounding.
func noiseOf(wholeM2 float64) float64 { return noisePart*wholeM2 + noiseM2 }

// areaRounding is what the areas of a piece and of its parcel may differ by, as
// a part of the parcel's, although they enclose the same land: each is a sum
// of some dozens of products that are rounded to 2^-53 of the shape's box, which
// is a few times its area. 32 such roundings are 2^-48, 4e-9 m² in a square
// kilometre. It says nothing of a small piece, whose own area is as exact as any.
const areaRounding = 0x1p-48

// bentSteps is how far, in lattice steps, snap rounding may bend a segment that
// it leads through a node, on the mean: half a step on each axis, 0.71 in all,
// at the node, and nothing at the ends. Such a bend moves area from one side to
// the other without a sliver to show for it.
const bentSteps = 0.5

// stepM is the coarser step of the two axes, in metres.
func (l *lattice) stepM() float64 { return max(l.stepX, l.stepY) }
