// Package pairs makes random pairs of polygons that are hard to clip, for tests
// of package overlay and for comparisons with other programs. Pair number i of a
// seed is always the same pair: start with [New].
//
// Many of them are not valid on purpose: rings on a small grid and scribbles
// cross and touch themselves and each other.
package pairs

import (
	"math"
	"math/rand/v2"

	"github.com/paulmach/orb"
)

// A place in a Chinese map zone, in metres.
const (
	East  = 37_500_000.0 // the central meridian: false easting with zone 37 before it
	North = 4_038_000.0  // of the equator
)

// Pair is two polygons in metres, of which the one is to be clipped by the
// other.
type Pair struct {
	Kind           string
	Parcel, Extent orb.MultiPolygon
}

// places are where the kinds take turns, east and north of the origin in metres:
// at the origin itself, in zone 37, and, without the zone's number, across the
// parallel north of which doubles are twice as far apart, 2^22 m from the equator.
var places = []orb.Point{{0, 0}, {East, North}, {500_000, 1<<22 - 4}}

// New makes pair number i of a seed: every kind at the one place, then every
// kind at the next.
func New(seed uint64, i int) Pair {
	kind := Kinds[i%len(Kinds)]
	p := Pair{Kind: kind.Name}
	p.Parcel, p.Extent = kind.Make(rand.New(rand.NewPCG(uint64(i), seed)))
	to := places[i/len(Kinds)%len(places)]
	move(p.Parcel, to)
	move(p.Extent, to)
	return p
}

// move takes a polygon from the origin to another place.
func move(mp orb.MultiPolygon, to orb.Point) {
	for _, polygon := range mp {
		for _, ring := range polygon {
			for i := range ring {
				ring[i][0] += to[0]
				ring[i][1] += to[1]
			}
		}
	}
}

// Kind is a class of pairs.
type Kind struct {
	Name string
	// Make makes a parcel and an extent of a few hundred metres near the origin.
	Make func(r *rand.Rand) (parcel, extent orb.MultiPolygon)
}

// Kinds are the classes there are.
var Kinds = []Kind{
	{"stars", func(r *rand.Rand) (_, _ orb.MultiPolygon) {
		return orb.MultiPolygon{{Star(r, 0, 0, 5, 60, 3+r.IntN(8))}}, orb.MultiPolygon{{Star(r, 60*r.Float64(), 20, 5, 80, 3+r.IntN(8))}}
	}},
	{"convex", func(r *rand.Rand) (_, _ orb.MultiPolygon) {
		return orb.MultiPolygon{{Convex(r, 0, 0, 30, 3+r.IntN(6))}}, orb.MultiPolygon{{Convex(r, 40*r.Float64(), 10, 50, 3+r.IntN(6))}}
	}},
	{"small parcel, large extent", func(r *rand.Rand) (_, _ orb.MultiPolygon) {
		angle := 2 * math.Pi * r.Float64()
		return orb.MultiPolygon{{Star(r, Mill(1000*math.Cos(angle)), Mill(1000*math.Sin(angle)), 10, 60, 4+r.IntN(6))}},
			orb.MultiPolygon{{Star(r, 0, 0, 600, 1500, 5+r.IntN(10))}}
	}},
	{"holes", func(r *rand.Rand) (_, _ orb.MultiPolygon) {
		return WithHole(r, Star(r, 0, 0, 20, 60, 4+r.IntN(4)), 0, 0), WithHole(r, Star(r, 30, 20, 20, 70, 4+r.IntN(4)), 30, 20)
	}},
	{"hole at its shell", holeAtShell},
	{"several parts", func(r *rand.Rand) (_, _ orb.MultiPolygon) {
		return orb.MultiPolygon{{Star(r, -30, 0, 8, 25, 3+r.IntN(4))}, {Star(r, 30, 0, 8, 25, 3+r.IntN(4))}},
			orb.MultiPolygon{{Star(r, 0, -30, 8, 28, 3+r.IntN(4))}, {Star(r, 0, 30, 8, 28, 3+r.IntN(4))}}
	}},
	{"shared edge", sharedEdge},
	{"nearly collinear", nearlyCollinear},
	{"integer grid", func(r *rand.Rand) (_, _ orb.MultiPolygon) {
		return orb.MultiPolygon{{gridRing(r, 5, 3+r.IntN(5))}}, orb.MultiPolygon{{gridRing(r, 5, 3+r.IntN(5))}}
	}},
	{"integer grid, several rings", func(r *rand.Rand) (_, _ orb.MultiPolygon) {
		return orb.MultiPolygon{{gridRing(r, 4, 4), gridRing(r, 4, 3)}, {gridRing(r, 4, 3)}},
			orb.MultiPolygon{{gridRing(r, 4, 4)}, {gridRing(r, 4, 3)}}
	}},
	{"identical", func(r *rand.Rand) (_, _ orb.MultiPolygon) {
		a := orb.MultiPolygon{{Star(r, 0, 0, 10, 60, 3+r.IntN(12))}}
		b := a.Clone()
		b[0][0] = RotatedStart(b[0][0], r.IntN(len(b[0][0])-1))
		if r.IntN(2) == 0 {
			b[0][0].Reverse()
		}
		return a, b
	}},
	{"self-crossing", func(r *rand.Rand) (_, _ orb.MultiPolygon) {
		return orb.MultiPolygon{{scribble(r, 4+r.IntN(5))}}, orb.MultiPolygon{{scribble(r, 4+r.IntN(5))}}
	}},
	{"comb against comb", func(r *rand.Rand) (_, _ orb.MultiPolygon) {
		a, b := comb(r, 2+r.IntN(3)), comb(r, 2+r.IntN(3))
		for i := range b {
			b[i][0], b[i][1] = b[i][1], b[i][0]
		}
		return orb.MultiPolygon{{a}}, orb.MultiPolygon{{b}}
	}},
}
