package overlay

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"
)

// crowds are rings of very many segments that crowd in cells of a raster.
var crowds = []struct {
	name string
	n    int // segments at which costs are compared
	make func(r *rand.Rand, n int) orb.Ring
}{
	{"scribble", 300, func(r *rand.Rand, n int) (ring orb.Ring) {
		for range n {
			ring = append(ring, orb.Point{900 * r.Float64(), 900 * r.Float64()})
		}
		return ring
	}},
	{"comb to the east", 2000, func(_ *rand.Rand, n int) orb.Ring { return turned(longComb(n), 0) }},
	{"comb to the north", 2000, func(_ *rand.Rand, n int) orb.Ring { return turned(longComb(n), math.Pi/2) }},
	{"comb askew", 2000, func(_ *rand.Rand, n int) orb.Ring { return turned(longComb(n), 0.9) }},
	{"comb across itself", 2000, func(_ *rand.Rand, n int) orb.Ring {
		return slices.Concat(turned(longComb(n/2), 0.3), turned(longComb(n/2), 2))
	}},
	{"star", 2000, func(_ *rand.Rand, n int) (ring orb.Ring) {
		for i := range n / 3 {
			angle := 2 * math.Pi * float64(3*i) / float64(n)
			ring = append(ring, orb.Point{}, orb.Point{900 * math.Cos(angle), 900 * math.Sin(angle)}, orb.Point{800 * math.Cos(angle), 801 * math.Sin(angle)})
		}
		return ring
	}},
	{"fans", 300, func(r *rand.Rand, n int) (ring orb.Ring) {
		for i := range n / 2 {
			ring = append(ring, orb.Point{float64(i % 3), float64(i % 2)}, orb.Point{900 * r.Float64(), 900})
		}
		return ring
	}},
}

// longComb is a comb of about n segments, its teeth 900 m long.
func longComb(n int) orb.Ring {
	r := orb.Ring{}
	for i := range n / 4 {
		y := 800 * float64(4*i) / float64(n)
		r = append(r, orb.Point{0, y}, orb.Point{900, y}, orb.Point{900, y + 0.05}, orb.Point{0, y + 0.05})
	}
	return append(r, orb.Point{-1, 800}, orb.Point{-1, 0})
}

func turned(r orb.Ring, angle float64) orb.Ring {
	sin, cos := math.Sincos(angle)
	for i, p := range r {
		r[i] = orb.Point{p[0]*cos - p[1]*sin, p[0]*sin + p[1]*cos}
	}
	return r
}

// arranged is a ring's arrangement with its ends found.
func arranged(r orb.Ring) *arrangement {
	for i := range r {
		r[i][0] += 37_478_000
		r[i][1] += 4_038_000
	}
	a := new(arrangement)
	a.reset(newLattice(r.Bound()))
	a.addRing(r, false, ofParcel)
	a.parcelSegments = len(a.segments)
	a.findEnds()
	return a
}

// TestCrowdsBreakAsTheSweepDoes: segments that crowd in cells make the fragments
// that looking at every pair makes.
func TestCrowdsBreakAsTheSweepDoes(t *testing.T) {
	for _, c := range crowds {
		t.Run(c.name, func(t *testing.T) {
			for seed := range uint64(4) {
				make := func() *arrangement { return arranged(c.make(rand.New(rand.NewPCG(seed, 1)), 100+40*int(seed))) }
				sweep, crowd := make(), make()
				sweep.crossingsBySweep(true)
				sweep.breakSegments()
				box := newBox()
				var every []int32
				for i := range crowd.segments {
					box.extend(crowd.segments[i].lo)
					box.extend(crowd.segments[i].hi)
					every = append(every, int32(i))
				}
				// In slices, so that many segments go through each.
				const slices = 5
				for k := range slices {
					cell := box
					width := (box.hi.x - box.lo.x) / slices
					cell.lo.x = box.lo.x + float64(k)*width
					cell.hi.x = cell.lo.x + width
					crowd.crossingsAmong(every, cell, true)
				}
				crowd.breakSegments()
				if !maps.Equal(netByEnds(sweep), netByEnds(crowd)) {
					t.Fatalf("seed %d: %d fragments, by sweep %d", seed, len(crowd.fragments), len(sweep.fragments))
				}
			}
		})
	}
}

// TestCostGrowsWithCrossings: of four times the segments, looks for each segment
// and crossing are no more than some twice as many: cells are as many as segments,
// so that a long segment may pass the square root of their number.
func TestCostGrowsWithCrossings(t *testing.T) {
	for _, c := range crowds {
		t.Run(c.name, func(t *testing.T) {
			looks := func(n int) float64 {
				r := c.make(rand.New(rand.NewPCG(1, 1)), n)
				a := arranged(r)
				a.build(true)
				return float64(a.looked) / float64(len(a.segments)+len(a.nodes))
			}
			few, many := looks(c.n), looks(4*c.n)
			if many > 2.5*few {
				t.Errorf("%.1f looks a segment or node, of four times as many %.1f", few, many)
			}
		})
	}
}

// TestEdgesOfCombsAreAskedByPlace: a comb of long teeth is told roomy, or not, at a
// cost that does not grow with the square of the teeth, whatever way they run.
func TestEdgesOfCombsAreAskedByPlace(t *testing.T) {
	for _, angle := range []float64{0, math.Pi / 2, 0.9} {
		t.Run(fmt.Sprint(angle), func(t *testing.T) {
			looks := func(n int) float64 {
				r := turned(longComb(n), angle)
				a := arranged(append(r, r[0]))
				a.outline.read(&a.lattice, orb.MultiPolygon{{append(r, r[0])}})
				if !a.roomy(xy{-reach, -reach}, xy{reach, reach}) {
					t.Fatal("its teeth touch")
				}
				return float64(a.looked) / float64(n)
			}
			few, many := looks(1000), looks(4000)
			if many > 2.5*few {
				t.Errorf("%.1f looks an edge, of four times as many %.1f", few, many)
			}
		})
	}
}

// BenchmarkCrowds is what it costs to repair rings whose segments crowd, at two
// sizes, and the crossings there are.
func BenchmarkCrowds(b *testing.B) {
	for _, c := range crowds {
		for _, n := range []int{c.n, 4 * c.n} {
			b.Run(fmt.Sprintf("%s/segments=%d", c.name, n), func(b *testing.B) {
				nodes := 0
				for b.Loop() {
					a := arranged(c.make(rand.New(rand.NewPCG(1, 1)), n))
					a.solve(oddFirst)
					nodes = len(a.nodes)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n+nodes), "ns/segment+node")
			})
		}
	}
}
