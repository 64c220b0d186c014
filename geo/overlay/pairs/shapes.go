package pairs

import (
	"math"
	"math/rand/v2"

	"github.com/paulmach/orb"
)

// Mill rounds to the millimetre, as survey data comes.
func Mill(v float64) float64 { return math.Round(v*1000) / 1000 }

// Star is a ring of n corners round a centre, radii between inner and outer.
func Star(r *rand.Rand, cx, cy, inner, outer float64, n int) orb.Ring {
	out := make(orb.Ring, 0, n+1)
	turn := r.Float64() * 2 * math.Pi
	for i := range n {
		angle := turn + (float64(i)+0.9*r.Float64())/float64(n)*2*math.Pi
		radius := inner + (outer-inner)*r.Float64()
		out = append(out, orb.Point{Mill(cx + radius*math.Cos(angle)), Mill(cy + radius*math.Sin(angle))})
	}
	return append(out, out[0])
}

// Convex is the outline of n points on an ellipse.
func Convex(r *rand.Rand, cx, cy, radius float64, n int) orb.Ring {
	out := make(orb.Ring, 0, n+1)
	turn, flat := r.Float64()*2*math.Pi, 0.4+0.6*r.Float64()
	for i := range n {
		angle := (float64(i) + 0.5*r.Float64()) / float64(n) * 2 * math.Pi
		x, y := radius*math.Cos(angle), flat*radius*math.Sin(angle)
		out = append(out, orb.Point{Mill(cx + x*math.Cos(turn) - y*math.Sin(turn)), Mill(cy + x*math.Sin(turn) + y*math.Cos(turn))})
	}
	return append(out, out[0])
}

// Scaled is a ring drawn in towards a centre and turned the other way: a hole.
func Scaled(r orb.Ring, cx, cy, by float64) orb.Ring {
	out := make(orb.Ring, len(r))
	for i, p := range r {
		out[len(r)-1-i] = orb.Point{Mill(cx + by*(p[0]-cx)), Mill(cy + by*(p[1]-cy))}
	}
	return out
}

// WithHole adds a hole of a shell's own shape.
func WithHole(r *rand.Rand, shell orb.Ring, cx, cy float64) orb.MultiPolygon {
	return orb.MultiPolygon{{shell, Scaled(shell, cx, cy, 0.2+0.6*r.Float64())}}
}

// holeAtShell is a parcel with a hole that has corners on the shell's edges, at
// the doubles beside them, and an extent with corners on edges of either.
func holeAtShell(r *rand.Rand) (parcel, extent orb.MultiPolygon) {
	shell := Star(r, 0, 0, 20, 60, 3+r.IntN(4))
	hole := Scaled(shell, 0, 0, 0.2+0.6*r.Float64())
	for range 1 + r.IntN(2) {
		hole[1+r.IntN(len(hole)-2)] = onEdge(r, shell)
	}
	outer := []float64{80, 1000, 40_000}[r.IntN(3)]
	around := Star(r, 0, 0, 20, outer, 4+r.IntN(4))
	for range r.IntN(4) {
		edges := shell
		if r.IntN(2) == 0 {
			edges = hole
		}
		around[1+r.IntN(len(around)-2)] = onEdge(r, edges)
	}
	return orb.MultiPolygon{{shell, hole}}, orb.MultiPolygon{{around}}
}

// onEdge is the double next to a random place on a ring.
func onEdge(r *rand.Rand, ring orb.Ring) orb.Point {
	k, w := r.IntN(len(ring)-1), r.Float64()
	p, q := ring[k], ring[k+1]
	return orb.Point{p[0] + w*(q[0]-p[0]), p[1] + w*(q[1]-p[1])}
}

// sharedEdge is two polygons with an edge in common, or a part of one.
func sharedEdge(r *rand.Rand) (parcel, extent orb.MultiPolygon) {
	a := Star(r, 0, 0, 10, 50, 4+r.IntN(5))
	i := r.IntN(len(a) - 1)
	p, q := a[i], a[i+1]
	tip := orb.Point{Mill(100*r.Float64() - 50), Mill(100*r.Float64() - 50)}
	if r.IntN(2) == 0 { // ends on the line, as nearly as millimetres allow
		p = orb.Point{Mill(p[0] + 0.3*(q[0]-p[0])), Mill(p[1] + 0.3*(q[1]-p[1]))}
	}
	return orb.MultiPolygon{{a}}, orb.MultiPolygon{{orb.Ring{p, q, tip, p}}}
}

// nearlyCollinear is two quadrilaterals along one slanting line, with corners
// that miss it by anything between a metre and the spacing of doubles.
func nearlyCollinear(r *rand.Rand) (parcel, extent orb.MultiPolygon) {
	angle := 2 * math.Pi * r.Float64()
	along := func(way, aside float64) orb.Point {
		off := aside * (2*r.Float64() - 1)
		return orb.Point{way*math.Cos(angle) - off*math.Sin(angle), way*math.Sin(angle) + off*math.Cos(angle)}
	}
	quad := func() orb.MultiPolygon {
		slack := math.Pow(10, -9*r.Float64())
		a, b := 50*r.Float64()-50, 50*r.Float64()
		ring := orb.Ring{along(a, slack), along(b, slack), along(b, 40), along(a, 40)}
		return orb.MultiPolygon{{append(ring, ring[0])}}
	}
	return quad(), quad()
}

// gridRing joins n points of a small grid: every coincidence there is.
func gridRing(r *rand.Rand, size, n int) orb.Ring {
	var out orb.Ring
	for range n {
		out = append(out, orb.Point{float64(r.IntN(size)), float64(r.IntN(size))})
	}
	return append(out, out[0])
}

func scribble(r *rand.Rand, n int) orb.Ring {
	var out orb.Ring
	for range n {
		out = append(out, orb.Point{Mill(60 * r.Float64()), Mill(60 * r.Float64())})
	}
	return append(out, out[0])
}

func comb(r *rand.Rand, teeth int) orb.Ring {
	out := orb.Ring{{0, 0}}
	for i := range teeth {
		x := 4 * float64(i)
		top := Mill(20 + 20*r.Float64())
		out = append(out, orb.Point{x + 2, 0}, orb.Point{x + 2, top}, orb.Point{x + 3, top}, orb.Point{x + 3, 0})
	}
	out = append(out, orb.Point{4 * float64(teeth), 0}, orb.Point{4 * float64(teeth), -3}, orb.Point{0, -3})
	return append(out, out[0])
}

// RotatedStart is a ring that starts at its corner k.
func RotatedStart(r orb.Ring, k int) orb.Ring {
	open := r[:len(r)-1]
	out := append(append(orb.Ring{}, open[k:]...), open[:k]...)
	return append(out, out[0])
}
