package overlay_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"sync"
	"testing"

	"github.com/paulmach/orb"

	"jiyue/geo"
	"jiyue/geo/overlay"
)

// kinds are the classes of random pairs. Each makes a parcel and an extent near
// the origin.
var kinds = []struct {
	name string
	make func(r *rand.Rand) (parcel, extent orb.MultiPolygon)
}{
	{"stars", func(r *rand.Rand) (_, _ orb.MultiPolygon) {
		return orb.MultiPolygon{{star(r, 0, 0, 5, 60, 3+r.IntN(8))}}, orb.MultiPolygon{{star(r, 60*r.Float64(), 20, 5, 80, 3+r.IntN(8))}}
	}},
	{"convex", func(r *rand.Rand) (_, _ orb.MultiPolygon) {
		return orb.MultiPolygon{{convexRing(r, 0, 0, 30, 3+r.IntN(6))}}, orb.MultiPolygon{{convexRing(r, 40*r.Float64(), 10, 50, 3+r.IntN(6))}}
	}},
	{"small parcel, large extent", func(r *rand.Rand) (_, _ orb.MultiPolygon) {
		angle := 2 * math.Pi * r.Float64()
		return orb.MultiPolygon{{star(r, mill(1000*math.Cos(angle)), mill(1000*math.Sin(angle)), 10, 60, 4+r.IntN(6))}},
			orb.MultiPolygon{{star(r, 0, 0, 600, 1500, 5+r.IntN(10))}}
	}},
	{"holes", func(r *rand.Rand) (_, _ orb.MultiPolygon) {
		return withHole(r, star(r, 0, 0, 20, 60, 4+r.IntN(4)), 0, 0), withHole(r, star(r, 30, 20, 20, 70, 4+r.IntN(4)), 30, 20)
	}},
	{"several parts", func(r *rand.Rand) (_, _ orb.MultiPolygon) {
		return orb.MultiPolygon{{star(r, -30, 0, 8, 25, 3+r.IntN(4))}, {star(r, 30, 0, 8, 25, 3+r.IntN(4))}},
			orb.MultiPolygon{{star(r, 0, -30, 8, 28, 3+r.IntN(4))}, {star(r, 0, 30, 8, 28, 3+r.IntN(4))}}
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
		a := orb.MultiPolygon{{star(r, 0, 0, 10, 60, 3+r.IntN(12))}}
		b := a.Clone()
		b[0][0] = rotatedStart(b[0][0], r.IntN(len(b[0][0])-1))
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

// withHole adds a hole of a shell's own shape.
func withHole(r *rand.Rand, shell orb.Ring, cx, cy float64) orb.MultiPolygon {
	return orb.MultiPolygon{{shell, scaled(shell, cx, cy, 0.2+0.6*r.Float64())}}
}

// sharedEdge is two polygons with an edge in common, or a part of one.
func sharedEdge(r *rand.Rand) (parcel, extent orb.MultiPolygon) {
	a := star(r, 0, 0, 10, 50, 4+r.IntN(5))
	i := r.IntN(len(a) - 1)
	p, q := a[i], a[i+1]
	tip := orb.Point{mill(100*r.Float64() - 50), mill(100*r.Float64() - 50)}
	if r.IntN(2) == 0 { // ends on the line, as nearly as millimetres allow
		p = orb.Point{mill(p[0] + 0.3*(q[0]-p[0])), mill(p[1] + 0.3*(q[1]-p[1]))}
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
		out = append(out, orb.Point{mill(60 * r.Float64()), mill(60 * r.Float64())})
	}
	return append(out, out[0])
}

func comb(r *rand.Rand, teeth int) orb.Ring {
	out := orb.Ring{{0, 0}}
	for i := range teeth {
		x := 4 * float64(i)
		top := mill(20 + 20*r.Float64())
		out = append(out, orb.Point{x + 2, 0}, orb.Point{x + 2, top}, orb.Point{x + 3, top}, orb.Point{x + 3, 0})
	}
	out = append(out, orb.Point{4 * float64(teeth), 0}, orb.Point{4 * float64(teeth), -3}, orb.Point{0, -3})
	return append(out, out[0])
}

func rotatedStart(r orb.Ring, k int) orb.Ring {
	open := r[:len(r)-1]
	out := append(append(orb.Ring{}, open[k:]...), open[:k]...)
	return append(out, out[0])
}

// tolerance is how exact areas have to be.
func tolerance(parcelAreaM2 float64) float64 { return 1e-9*parcelAreaM2 + 1e-6 }

// judge holds one pair to the laws and says which it breaks.
func judge(parcel, extent orb.MultiPolygon) error {
	c := overlay.NewClipper()
	p := overlay.Prepare(extent)
	got := c.Clip(p, parcel)
	exact, _ := overlay.ExactIntersectionArea(parcel, extent).Float64()
	slack := tolerance(evenOddAreaM2(parcel))
	if math.Abs(got.AreaM2-exact) > slack {
		return fmt.Errorf("area: %v %v m², exactly %v m²", got.Relation, got.AreaM2, exact)
	}
	if got.AreaM2 < 0 || got.AreaM2 > got.ParcelAreaM2 {
		return fmt.Errorf("clip never gains area: %v of %v m²", got.AreaM2, got.ParcelAreaM2)
	}
	if rings := geo.AreaM2(got.Polygon); math.Abs(rings-exact) > slack {
		return fmt.Errorf("rings hold the area: %v m², exactly %v m²", rings, exact)
	}
	if err := consistent(got); err != nil {
		return err
	}
	measured := c.Measure(p, parcel)
	measured.Polygon = got.Polygon
	if fmt.Sprint(measured) != fmt.Sprint(got) {
		return fmt.Errorf("measure agrees with clip: %v, %v", measured, got)
	}
	if got.Relation == overlay.Cut {
		if s := invalid(got.Polygon); s != "" {
			return fmt.Errorf("rings are valid: %s", s)
		}
		if second := overlay.EdgePairAreaM2(overlay.Repair(parcel), overlay.Repair(extent)); math.Abs(second-exact) > slack {
			return fmt.Errorf("edge pairs: %v m², exactly %v m²", second, exact)
		}
		again := c.Clip(p, got.Polygon)
		if again.Relation != overlay.Inside {
			return fmt.Errorf("clip of a clip changes nothing: %v, %v m² of %v", again.Relation, again.AreaM2, again.ParcelAreaM2)
		}
	}
	back := overlay.NewClipper().Clip(overlay.Prepare(parcel), extent)
	// Each is right to the accuracy for its own parcel.
	if math.Abs(back.AreaM2-got.AreaM2) > slack+tolerance(evenOddAreaM2(extent)) {
		return fmt.Errorf("order of arguments: %v m², %v m²", got.AreaM2, back.AreaM2)
	}
	return nil
}

// evenOddAreaM2 is a parcel's own area. Only a ring that crosses itself, or
// several, need the slow judge.
func evenOddAreaM2(mp orb.MultiPolygon) float64 {
	if _, crosses := geo.Crossing(mp); !crosses && len(mp) == 1 && len(mp[0]) == 1 {
		return geo.AreaM2(mp)
	}
	area, _ := overlay.ExactIntersectionArea(mp, mp).Float64()
	return area
}

// consistent checks the parts of a result against each other.
func consistent(r overlay.Result) error {
	edge := r.ParcelEdgeM + r.ExtentEdgeM
	length := geo.PerimeterM(r.Polygon)
	slivers := r.Relation == overlay.Cut && length < edge // left out of the polygon
	if math.Abs(length-edge) > 1e-6*(1+edge) && !slivers {
		return fmt.Errorf("edges: %v + %v m, but the outline is %v m", r.ParcelEdgeM, r.ExtentEdgeM, length)
	}
	switch r.Relation {
	case overlay.Outside:
		if r.AreaM2 != 0 || r.Polygon != nil {
			return fmt.Errorf("outside, but %v", r)
		}
	case overlay.Inside:
		if r.AreaM2 != r.ParcelAreaM2 || r.AreaM2 != geo.AreaM2(r.Polygon) {
			return fmt.Errorf("inside, but %v of %v m²", r.AreaM2, r.ParcelAreaM2)
		}
	}
	return nil
}

// pairs is the number of random pairs to try: a few thousand, or what
// JIYUE_PAIRS says. A million take about twenty minutes of one core.
func pairs(t *testing.T) int {
	s := os.Getenv("JIYUE_PAIRS")
	if s == "" {
		return 2400
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatalf("JIYUE_PAIRS: %v", err)
	}
	return n
}

// TestPairs holds random pairs of every kind, at the origin and in zone 37, to
// the laws. Pair number i is always the same pair.
func TestPairs(t *testing.T) {
	n, workers := pairs(t), runtime.GOMAXPROCS(0)
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() {
			for i := w; i < n && !t.Failed(); i += workers {
				judgePair(t, i)
			}
		})
	}
	all.Wait()
}

func judgePair(t *testing.T, i int) {
	r := rand.New(rand.NewPCG(uint64(i), 37))
	kind := kinds[i%len(kinds)]
	parcel, extent := kind.make(r)
	if i/len(kinds)%2 == 1 {
		parcel, extent = moved(parcel, east, north), moved(extent, east, north)
	}
	if err := judge(parcel, extent); err != nil {
		t.Errorf("pair %d (%s): %v\nparcel %v\nextent %v", i, kind.name, err, parcel, extent)
	}
}
