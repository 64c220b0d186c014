package geo

import (
	"math"
	"math/big"

	"github.com/paulmach/orb"
)

// orientErrorBound bounds the rounding error of the plain determinant in
// [Orient], relative to the sum of its two products: (3+16u)u with u = 2^-53
// (Shewchuk, Adaptive Precision Floating-Point Arithmetic and Fast Robust
// Geometric Predicates, 1997, bound A of ORIENT2D).
const orientErrorBound = (3 + 16*0x1p-53) * 0x1p-53

// Products below this size may have lost digits to gradual underflow, which
// orientErrorBound does not cover: the smallest normal number, 2^-1022, over
// the bound itself, with room to spare.
const orientUnderflow = 0x1p-900

// Orient tells on which side of the line from a through b the point c lies:
// 1 on the left, -1 on the right, 0 exactly on the line. It is exact for all
// finite coordinates, hence
//
//   - Orient(a,b,c) = Orient(b,c,a) = Orient(c,a,b)
//   - Orient(a,b,c) = -Orient(b,a,c)
//   - Orient(a,b,c) = 0 if two of the points are equal
//
// The plain determinant decides where it is larger than its rounding error;
// then a fused one where the coordinate differences are exact, as they are for
// points of one map; at last rational arithmetic.
func Orient(a, b, c orb.Point) int {
	if side := plainOrient(a[0]-c[0], a[1]-c[1], b[0]-c[0], b[1]-c[1]); side != 0 {
		return side
	}
	return orientClosely(a, b, c)
}

// plainOrient is Orient by differences of coordinates, a-c and b-c, as they
// were rounded, where that is beyond doubt; else 0. It is short enough to be
// compiled into the loops that ask most.
func plainOrient(acx, acy, bcx, bcy float64) int {
	left, right := float64(acx*bcy), float64(acy*bcx)
	det := left - right
	// Infinite products fail both comparisons, as do tiny ones.
	bound := orientErrorBound*(math.Abs(left)+math.Abs(right)) + orientUnderflow
	if det > bound {
		return 1
	}
	if -det > bound {
		return -1
	}
	return 0
}

// orientClosely is Orient for points that nearly lie on a line.
func orientClosely(a, b, c orb.Point) int {
	acx, bcx := a[0]-c[0], b[0]-c[0]
	acy, bcy := a[1]-c[1], b[1]-c[1]
	sum := math.Abs(float64(acx*bcy)) + math.Abs(float64(acy*bcx))
	if sum > orientUnderflow && sum <= math.MaxFloat64 {
		if exactDifference(a[0], c[0], acx) && exactDifference(b[0], c[0], bcx) &&
			exactDifference(a[1], c[1], acy) && exactDifference(b[1], c[1], bcy) {
			return sign(fusedDeterminant(acx, bcy, acy, bcx))
		}
	}
	if (acx == 0 || bcy == 0) && (acy == 0 || bcx == 0) {
		return 0
	}
	return orientExact(a, b, c)
}

// exactDifference reports whether d, computed as a-b, has no rounding error
// (the error term of Knuth's two-difference).
func exactDifference(a, b, d float64) bool {
	virtual := float64(a - d)
	around := float64(d + virtual)
	return float64(a-around)+float64(virtual-b) == 0
}

// fusedDeterminant is a*b - c*d with an error below 1.5 units in the last place
// of the result, so that its sign is exact (Kahan's method; Jeannerod, Louvet
// and Muller, Further analysis of Kahan's algorithm, 2013).
func fusedDeterminant(a, b, c, d float64) float64 {
	cd := float64(c * d)
	lost := math.FMA(-c, d, cd)
	return math.FMA(a, b, -cd) + lost
}

func sign(v float64) int {
	switch {
	case v > 0:
		return 1
	case v < 0:
		return -1
	}
	return 0
}

// orientExact is Orient in rational arithmetic. Coordinates that are not finite
// have no side and give 0.
func orientExact(a, b, c orb.Point) int {
	var v [6]*big.Rat
	for i, f := range [6]float64{a[0], a[1], b[0], b[1], c[0], c[1]} {
		if v[i] = new(big.Rat).SetFloat64(f); v[i] == nil {
			return 0
		}
	}
	diff := func(p, q *big.Rat) *big.Rat { return new(big.Rat).Sub(p, q) }
	left := new(big.Rat).Mul(diff(v[0], v[4]), diff(v[3], v[5]))
	right := new(big.Rat).Mul(diff(v[1], v[5]), diff(v[2], v[4]))
	return left.Cmp(right)
}
