package clip

import (
	"math"
	"math/bits"

	"github.com/paulmach/orb"
)

// fingerprint stands for a multiset of directed steps in which a step and its
// reverse take each other out. Think of every point as moved to a place (u, v) of
// its own, at random: the fingerprint is twice the area that the steps then run
// round, the sum of u_a·v_b − u_b·v_a over all steps from a to b. A step and its
// reverse add up to nothing, in whatever order they come. Where others are left,
// the sum is an integer of 128 bits, lowest first, that random factors make up;
// it is zero about once in 2^120 times.
//
// The places depend on the points alone, so the same input always has the same
// fingerprints. They are no secret either: with great effort, overlaps could be
// drawn whose steps sum up to zero. Nobody would have anything of it. It is the
// owners of the data who want to know where parcels overlap.
type fingerprint [2]uint64

func (f *fingerprint) add(g *fingerprint) {
	var carry uint64
	f[0], carry = bits.Add64(f[0], g[0], 0)
	f[1], _ = bits.Add64(f[1], g[1], carry)
}

// addRing adds all steps of a ring.
func (f *fingerprint) addRing(ring orb.Ring) {
	sum := *f
	a := scatter(&ring[len(ring)-1])
	for i := range ring {
		b := scatter(&ring[i])
		sum.addStep(a, b)
		a = b
	}
	*f = sum
}

// addStep adds the step from a to b.
func (f *fingerprint) addStep(a, b scattered) {
	var carry uint64
	hi, lo := bits.Mul64(a.u, b.v)
	f[0], carry = bits.Add64(f[0], lo, 0)
	f[1], _ = bits.Add64(f[1], hi, carry)
	hi, lo = bits.Mul64(b.u, a.v)
	f[0], carry = bits.Sub64(f[0], lo, 0)
	f[1], _ = bits.Sub64(f[1], hi, carry)
}

// scattered is where a point is moved.
type scattered struct{ u, v uint64 }

// scatter moves a point. Adding 0 makes -0 the 0 that it equals.
func scatter(p *orb.Point) scattered {
	x, y := math.Float64bits(p[0]+0), math.Float64bits(p[1]+0)
	return scattered{mix(x^salt2, y^salt3), mix(x^salt5, y^salt7)}
}

// The digits after the point of the square roots of 2, 3, 5 and 7. Read as
// coordinates they lie on no map: such a factor would be zero.
const (
	salt2 = 0x6a09e667f3bcc908
	salt3 = 0xbb67ae8584caa73b
	salt5 = 0x3c6ef372fe94f82b
	salt7 = 0xa54ff53a5f1d36f1
)

// mix multiplies to 128 bits and folds them into 64, so that every bit of either
// factor takes part in every bit of the result (as wyhash does).
func mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}
