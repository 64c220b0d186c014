package overlay

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"jiyue/geo"
)

// onGrid draws a lattice point; some lie so far apart that products need every
// bit, some so near each other that everything coincides.
func onGrid(r *rand.Rand, size int) xy {
	return xy{float64(r.IntN(size) - size/2), float64(r.IntN(size) - size/2)}
}

var gridSizes = []int{4, 9, 30, 1000, 1 << 24, 1 << 40, 2 * reach}

// exactCross is cross in integers.
func exactCross(a, b, c xy) *big.Int {
	mul := func(p, q float64) *big.Int { return new(big.Int).Mul(big.NewInt(int64(p)), big.NewInt(int64(q))) }
	return new(big.Int).Sub(mul(b.x-a.x, c.y-a.y), mul(b.y-a.y, c.x-a.x))
}

func TestSideAndCrossHaveTheExactSign(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for i := range 100_000 {
		size := gridSizes[i%len(gridSizes)]
		a, b, c := onGrid(r, size), onGrid(r, size), onGrid(r, size)
		if i%3 == 0 { // nearly on the line
			f := r.Float64()
			c = xy{integral(a.x + f*(b.x-a.x)), integral(a.y + f*(b.y-a.y))}
		}
		want := exactCross(a, b, c).Sign()
		for name, got := range map[string]float64{"side": side(a, b, c), "cross": cross(a, b, c)} {
			if (got > 0) != (want > 0) || (got < 0) != (want < 0) {
				t.Fatalf("%s of %v %v %v: %v, want the sign of %d", name, a, b, c, got, want)
			}
		}
	}
}

// Neighbours in the Fibonacci series span a triangle of half a square step, as
// long as the lattice is wide: the plain determinant has not one digit right.
func TestSideOfFibonacciTriangles(t *testing.T) {
	p, q, want := 1.0, 1.0, 1.0
	for p+q < reach {
		if got := side(xy{}, xy{p, q}, xy{q - p, p}); got != want {
			t.Errorf("%v, %v: %v, want %v", p, q, got, want)
		}
		p, q, want = q, p+q, -want
	}
}

// clipsPixel is meetsPixel by cutting the segment to the pixel in rationals: the
// stretch that lies left of the right side and below the upper side, and on or
// beyond the two others, is not empty.
func clipsPixel(a, b, v xy) bool {
	lo, hi := new(big.Rat), big.NewRat(1, 1)
	loOpen, hiOpen := false, false
	// narrow keeps the part of [lo,hi] where p + t·d >= 0, or > 0 if open.
	narrow := func(p, d *big.Rat, open bool) bool {
		if d.Sign() == 0 {
			return p.Sign() > 0 || p.Sign() == 0 && !open
		}
		t := new(big.Rat).Quo(new(big.Rat).Neg(p), d)
		if d.Sign() > 0 {
			if c := t.Cmp(lo); c > 0 || c == 0 && open {
				lo, loOpen = t, open
			}
		} else if c := t.Cmp(hi); c < 0 || c == 0 && open {
			hi, hiOpen = t, open
		}
		return true
	}
	rat := func(v float64) *big.Rat { return new(big.Rat).SetFloat64(v) }
	half := big.NewRat(1, 2)
	for _, axis := range [2][3]float64{{a.x, b.x, v.x}, {a.y, b.y, v.y}} {
		p := new(big.Rat).Sub(rat(axis[0]), rat(axis[2]))
		d := new(big.Rat).Sub(rat(axis[1]), rat(axis[0]))
		above := new(big.Rat).Add(p, half)
		below := new(big.Rat).Sub(half, p)
		if !narrow(above, d, false) || !narrow(below, new(big.Rat).Neg(d), true) {
			return false
		}
	}
	c := lo.Cmp(hi)
	return c < 0 || c == 0 && !loOpen && !hiOpen
}

func TestMeetsPixelIsExact(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	met := 0
	for i := range 60_000 {
		size := gridSizes[i%len(gridSizes)]
		a, b := onGrid(r, size), onGrid(r, size)
		f := r.Float64()
		v := xy{integral(a.x + f*(b.x-a.x) + 3*r.Float64() - 1.5), integral(a.y + f*(b.y-a.y) + 3*r.Float64() - 1.5)}
		s := newSegment(a, b, ofParcel)
		if a == b || v.x < s.lo.x || v.x > s.hi.x || v.y < s.lo.y || v.y > s.hi.y || v == a || v == b {
			continue
		}
		got, want := meetsPixel(a, b, v), clipsPixel(a, b, v)
		if got != want {
			t.Fatalf("segment %v %v, pixel %v: %v, want %v", a, b, v, got, want)
		}
		if got {
			met++
		}
	}
	if met < 1000 {
		t.Fatalf("only %d pixels were met: the test tests nothing", met)
	}
}

// The pixel of a crossing is the one that both segments pass through there.
func TestCrossingFallsIntoItsPixel(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	found := 0
	for i := range 60_000 {
		size := gridSizes[i%len(gridSizes)]
		s := newSegment(onGrid(r, size), onGrid(r, size), ofParcel)
		u := newSegment(onGrid(r, size), onGrid(r, size), ofExtent)
		if i%2 == 0 { // nearly parallel
			u.a, u.b = xy{s.a.x + 1, s.a.y - 1}, xy{s.b.x - 1, s.b.y + 1}
		}
		var a arrangement
		a.reset(lattice{})
		a.segments, a.parcelSegments = append(a.segments, s, newSegment(u.a, u.b, ofExtent)), 1
		a.findCrossings(false)
		if len(a.nodes) == 0 {
			continue
		}
		found++
		at, _ := crossing(&a.segments[0], &a.segments[1])
		if want := crossingExact(&a.segments[0], &a.segments[1]); at != want {
			t.Fatalf("%v and %v cross at %v, want %v", s, u, at, want)
		}
		for _, g := range a.segments {
			if at != g.a && at != g.b && !meetsPixel(g.a, g.b, at) {
				t.Fatalf("segment %v misses the pixel %v of its crossing", g, at)
			}
		}
	}
	if found < 1000 {
		t.Fatalf("only %d crossings: the test tests nothing", found)
	}
}

// After snap rounding, fragments meet at nodes only, whatever the segments were.
func TestFragmentsMeetAtNodesOnly(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for i := range 3000 {
		size := gridSizes[i%4]
		var a arrangement
		a.reset(lattice{stepX: 1, stepY: 1})
		for range 3 + r.IntN(9) {
			if p, q := onGrid(r, size), onGrid(r, size); p != q {
				a.segments = append(a.segments, newSegment(p, q, ofParcel))
			}
		}
		a.build(true)
		for j := range a.fragments {
			for k := range j {
				if f, g := a.line(j), a.line(k); meetInside(f, g) {
					t.Fatalf("case %d: %v and %v meet between their ends", i, f, g)
				}
			}
		}
		for j := range a.fragments {
			for n := range a.nodes {
				f := a.line(j)
				if v := a.nodes[n].xy; v != f[0] && v != f[1] && side(f[0], f[1], v) == 0 && between(f, v) {
					t.Fatalf("case %d: %v passes over node %v", i, f, v)
				}
			}
		}
	}
}

func (a *arrangement) line(f int) [2]xy {
	return [2]xy{a.nodes[a.fragments[f].end[0]].xy, a.nodes[a.fragments[f].end[1]].xy}
}

func between(f [2]xy, v xy) bool {
	g := newSegment(f[0], f[1], ofParcel)
	return v.x >= g.lo.x && v.x <= g.hi.x && v.y >= g.lo.y && v.y <= g.hi.y
}

func meetInside(f, g [2]xy) bool {
	opposite := func(p, q float64) bool { return p < 0 && q > 0 || p > 0 && q < 0 }
	return opposite(side(f[0], f[1], g[0]), side(f[0], f[1], g[1])) &&
		opposite(side(g[0], g[1], f[0]), side(g[0], g[1], f[1]))
}

// The local labels, from directions around nodes and the extent's edges nearby,
// agree with winding numbers from the whole boundaries.
func TestLocalLabelsAgreeWithWindingNumbers(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	cut := 0
	for i := range 4000 {
		size := []int{5, 8, 12, 40}[i%4]
		parcel, extent := randomLand(r, size), randomLand(r, size)
		p := Prepare(extent)
		if bound, some := geo.Bound(parcel); !some || len(p.segments) == 0 || !p.holds(&bound) {
			continue
		}
		bound, _ := geo.Bound(parcel)
		var c Clipper
		c.near = p.strips.near(p.point(bound.Min), p.point(bound.Max), nil)
		local := c.cut(p, parcel, true)
		whole := c.cutWhole(p, parcel, true)
		if local.Relation != whole.Relation || local.AreaM2-whole.AreaM2 > 1e-9 || whole.AreaM2-local.AreaM2 > 1e-9 {
			t.Fatalf("case %d: %v %v m², by winding numbers %v %v m²\nparcel %v\nextent %v",
				i, local.Relation, local.AreaM2, whole.Relation, whole.AreaM2, parcel, extent)
		}
		if len(local.Polygon) != len(whole.Polygon) {
			t.Fatalf("case %d: %v, by winding numbers %v", i, local.Polygon, whole.Polygon)
		}
		if local.Relation == Cut {
			cut++
		}
	}
	if cut < 500 {
		t.Fatalf("only %d cuts: the test tests nothing", cut)
	}
}

// randomLand is valid land on a grid: what the even-odd rule makes of a scribble.
func randomLand(r *rand.Rand, size int) orb.MultiPolygon {
	var ring orb.Ring
	for range 3 + r.IntN(8) {
		ring = append(ring, orb.Point{float64(r.IntN(size)), float64(r.IntN(size))})
	}
	return Repair(orb.MultiPolygon{{append(ring, ring[0])}})
}

func TestNodeTableFindsWhatItHolds(t *testing.T) {
	var a arrangement
	for round := range 3 {
		a.reset(lattice{})
		for i := range 2000 {
			v := xy{float64(i % 50), float64(-i / 50)}
			if got := a.nodeAt(v, xy{}); got != int32(i) {
				t.Fatalf("round %d: new node %d is %d", round, i, got)
			}
			if got := a.nodeAt(xy{v.x, v.y + 0}, xy{}); got != int32(i) {
				t.Fatalf("round %d: node %d found as %d", round, i, got)
			}
		}
	}
}

// Of the segments that touch a box, or come within a step of it, none is missed.
func TestStripsMissNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	for range 300 {
		var segments []segment
		for range 1 + r.IntN(60) {
			p := onGrid(r, 1000)
			segments = append(segments, newSegment(p, xy{p.x + float64(r.IntN(300)), p.y + float64(r.IntN(300)-150)}, ofExtent))
		}
		s := newStrips(segments)
		for range 30 {
			lo := onGrid(r, 1200)
			hi := xy{lo.x + float64(r.IntN(60)), lo.y + float64(r.IntN(60))}
			found := map[int32]int{}
			for _, i := range s.near(lo, hi, nil) {
				found[i]++
			}
			for i := range segments {
				if n := found[int32(i)]; n > 1 || n == 0 && touchesBox(&segments[i], lo, hi) {
					t.Fatalf("segment %v is found %d times near %v %v", segments[i], n, lo, hi)
				}
			}
		}
	}
}

// touchesBox by cutting the segment's line to the box, with doubles: the test's
// numbers are small.
func touchesBox(g *segment, lo, hi xy) bool {
	from, to := 0.0, 1.0
	for _, axis := range [2][4]float64{{g.a.x, g.b.x - g.a.x, lo.x, hi.x}, {g.a.y, g.b.y - g.a.y, lo.y, hi.y}} {
		p, d, lo, hi := axis[0], axis[1], axis[2], axis[3]
		if d == 0 {
			if p < lo || p > hi {
				return false
			}
			continue
		}
		t0, t1 := (lo-p)/d, (hi-p)/d
		from, to = max(from, min(t0, t1)), min(to, max(t0, t1))
	}
	return from <= to
}
