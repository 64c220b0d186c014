package overlay

import (
	"math"
	"math/big"
)

// determinant is a*b - c*d. Its sign is exact for all products of two lattice
// differences, it is itself exact where it is below 2^52, and elsewhere right to
// 1.5 units in the last place (Kahan; Jeannerod, Louvet and Muller, 2013): the
// fused operations keep what the rounded product c*d loses.
func determinant(a, b, c, d float64) float64 {
	cd := float64(c * d)
	lost := math.FMA(-c, d, cd)
	return math.FMA(a, b, -cd) + lost
}

// cross is twice the area of the triangle abc in square steps, positive when it
// runs counter-clockwise. See [determinant] for how exact it is.
func cross(a, b, c xy) float64 {
	return determinant(b.x-a.x, c.y-a.y, b.y-a.y, c.x-a.x)
}

// side is cross for those who need only its sign: faster, as the plain
// determinant nearly always decides.
func side(a, b, c xy) float64 {
	// Three roundings of at most 2^-53 each, of the products and of their
	// difference; the differences of coordinates are exact.
	const bound = 4 * 0x1p-53
	abx, aby, acx, acy := b.x-a.x, b.y-a.y, c.x-a.x, c.y-a.y
	p, q := float64(abx*acy), float64(aby*acx)
	d := p - q
	if e := bound * (math.Abs(p) + math.Abs(q)); d > e || -d > e {
		return d
	}
	return determinant(abx, acy, aby, acx)
}

// meetsPixel tells exactly whether a segment from a to b, whose bounding box
// holds the lattice point v, meets the pixel of v: the square of one step around
// it, with its left and lower sides but without its right and upper ones.
//
// The line passes the pixel's corners at a distance, scaled by its length, of
// cross ± (|dx|+|dy|)/2. When the line just touches a corner, only the lower left
// one belongs to the pixel, and a line touches that one when it falls and
// passes below. That the segment's own ends may stop short of the pixel is
// excluded by the bounding box, as ends are lattice points themselves.
func meetsPixel(a, b, v xy) bool {
	dx, dy := b.x-a.x, b.y-a.y
	width := math.Abs(dx) + math.Abs(dy)
	p, q := float64(dx*(v.y-a.y)), float64(dy*(v.x-a.x))
	if math.Abs(p-q)-4*0x1p-53*(math.Abs(p)+math.Abs(q)) > width {
		return false
	}
	c := 2 * determinant(dx, v.y-a.y, dy, v.x-a.x)
	if math.Abs(c) != width {
		return math.Abs(c) < width
	}
	if dx < 0 {
		dy, c = -dy, -c
	}
	return dy < 0 && c > 0
}

// crossing is where two segments meet that properly cross: the lattice point
// into whose pixel the crossing falls, exactly, and how far from it the crossing
// lies, nearly.
func crossing(s, t *segment) (at, off xy) {
	d1, d2 := cross(t.a, t.b, s.a), cross(t.a, t.b, s.b)
	// Both determinants and their difference (they have opposite signs) are
	// right to a few units in the last place, hence the fraction, too.
	f := d1 / (d1 - d2)
	var okX, okY bool
	at.x, off.x, okX = roundOffset(s.a.x, f*(s.b.x-s.a.x))
	at.y, off.y, okY = roundOffset(s.a.y, f*(s.b.y-s.a.y))
	if !okX || !okY {
		at = crossingExact(s, t)
		off = xy{}
	}
	return at, off
}

// roundOffset rounds base+offset to the lattice, half steps upwards; ok is false
// if the error of offset, below 16 units in the last place, leaves doubt.
func roundOffset(base, offset float64) (rounded, rest float64, ok bool) {
	whole := math.Floor(offset + 0.5)
	rest = offset - whole
	doubt := 16 * 0x1p-53 * math.Abs(offset)
	return base + whole, rest, math.Abs(rest) < 0.5-doubt
}

// crossingExact is the pixel of a crossing by integer arithmetic.
func crossingExact(s, t *segment) xy {
	whole := func(v float64) *big.Int { return big.NewInt(int64(v)) }
	det := func(a, b, c xy) *big.Int {
		left := new(big.Int).Mul(whole(b.x-a.x), whole(c.y-a.y))
		return left.Sub(left, new(big.Int).Mul(whole(b.y-a.y), whole(c.x-a.x)))
	}
	num := det(t.a, t.b, s.a)
	den := new(big.Int).Sub(num, det(t.a, t.b, s.b))
	if den.Sign() < 0 {
		num.Neg(num)
		den.Neg(den)
	}
	// floor(num·d/den + 1/2) = floor((2·num·d + den) / (2·den)); Div rounds down
	// for a positive divisor.
	round := func(base, d float64) float64 {
		n := new(big.Int).Mul(num, whole(2*d))
		n.Add(n, den)
		n.Div(n, new(big.Int).Lsh(den, 1))
		return base + float64(n.Int64())
	}
	return xy{round(s.a.x, s.b.x-s.a.x), round(s.a.y, s.b.y-s.a.y)}
}
