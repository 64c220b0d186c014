package topology_test

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"jiyue/geo"
	"jiyue/geo/overlay"
	"jiyue/pipeline/land"
	"jiyue/pipeline/topology"
)

// fabric draws parcels on a grid of cells of 10 m that share corners or do not,
// with what happens to cadastres: doubled, moved by a line's width, missing, laid
// over others.
func fabric(t *rapid.T) (parcels []orb.MultiPolygon, size float64) {
	n := rapid.IntRange(1, 4).Draw(t, "n")
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
	corner := map[[2]int]orb.Point{}
	for i := range n + 1 {
		for j := range n + 1 {
			corner[[2]int{i, j}] = orb.Point{east + 10*float64(i) + 3*r.Float64(), north + 10*float64(j) + 3*r.Float64()}
		}
	}
	for i := range n {
		for j := range n {
			at := func(di, dj int) orb.Point { return corner[[2]int{i + di, j + dj}] }
			p := orb.MultiPolygon{{{at(0, 0), at(1, 0), at(1, 1), at(0, 1), at(0, 0)}}}
			switch rapid.IntRange(0, 9).Draw(t, "kind") {
			case 0:
				continue // missing
			case 1:
				parcels = append(parcels, p) // drawn twice
			case 2:
				p = shifted(p, 0.05*r.Float64(), 0.05*r.Float64())
			case 3: // a corner in the middle of a side, which the neighbour lacks
				p[0][0] = append(orb.Ring{at(0, 0), {(at(0, 0)[0] + at(1, 0)[0]) / 2, (at(0, 0)[1] + at(1, 0)[1]) / 2}}, p[0][0][1:]...)
			case 4:
				parcels = append(parcels, shifted(p, 4*r.Float64(), 4*r.Float64()))
			}
			parcels = append(parcels, p)
		}
	}
	return parcels, 10 * float64(n)
}

func shifted(mp orb.MultiPolygon, dx, dy float64) orb.MultiPolygon {
	out := mp.Clone()
	for i := range out[0][0] {
		out[0][0][i][0] += dx
		out[0][0][i][1] += dy
	}
	return out
}

// TestItCloses: whatever the fabric, and under every policy, the extent is its
// pieces, less what the policy takes, and its gaps, less what still counts too
// often; gaps, slivers and excess are those of rational arithmetic; overlaps are
// those of all pairs.
func TestItCloses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parcels, size := fabric(t)
		extent := orb.MultiPolygon{{{{east + 2, north + 3}, {east + size, north + 1}, {east + size + 5, north + size}, {east + 1, north + size + 2}, {east + 2, north + 3}}}}
		var pieces []orb.MultiPolygon
		var piecesM2 float64
		prepared, clipper := overlay.Prepare(extent), overlay.NewClipper()
		for _, p := range parcels {
			if r := clipper.Clip(prepared, p); r.Relation != overlay.Outside {
				pieces, piecesM2 = append(pieces, r.Polygon), piecesM2+r.AreaM2
			}
		}
		gap, excess := overlay.ExactCoverage(extent, pieces)
		for _, policy := range land.Policies {
			r := topology.Examine(extent, pieces, topology.Options{SliverM: 0.1, Policy: policy})
			near(t, "gaps", r.GapM2, asFloat(gap))
			near(t, "excess", r.ExcessM2, asFloat(excess))
			named := r.Slivers.GapM2
			for _, g := range r.Gaps {
				named += g.AreaM2
			}
			near(t, "gaps and slivers", named, asFloat(gap))
			var lost float64
			for _, l := range r.Losses {
				lost += l.AreaM2
				if l.AreaM2 > geo.AreaM2(pieces[l.Piece])+slackM2 {
					t.Fatalf("%s takes %v m² from a piece of %v m²", policy, l.AreaM2, geo.AreaM2(pieces[l.Piece]))
				}
			}
			left := r.ExcessM2
			if policy != land.CountTwice {
				left = 0
			}
			near(t, fmt.Sprintf("%s: what it takes", policy), lost, asFloat(excess)-left)
			near(t, fmt.Sprintf("%s: the extent", policy), geo.AreaM2(extent), piecesM2-lost+r.GapM2-left)
			if want := topology.Overlaps(pieces); fmt.Sprint(want) != fmt.Sprint(r.Overlaps) {
				t.Fatalf("overlaps %v, all pairs %v", r.Overlaps, want)
			}
		}
	})
}

// slackM2 is what the areas of these small fabrics may be off: some dozen pieces,
// each right to a square millimetre.
const slackM2 = 2e-5

func asFloat(r *big.Rat) float64 { f, _ := r.Float64(); return f }

func near(t interface{ Fatalf(string, ...any) }, what string, got, want float64) {
	if math.Abs(got-want) > slackM2 {
		t.Fatalf("%s: %v m², want %v", what, got, want)
	}
}

// TestPoliciesSayWhoKeeps: three squares of 10 m, each 4 m beside the one before,
// so that land is claimed by two and by three, in an extent of 18 m × 10 m.
func TestPoliciesSayWhoKeeps(t *testing.T) {
	pieces := []orb.MultiPolygon{box(0, 0, 10, 10), box(4, 0, 10, 10), box(8, 0, 10, 10)}
	// By two: 4–8 (first, second) and 10–14 (second, third); by three: 8–10.
	for policy, want := range map[land.Policy][]topology.Loss{
		land.CountTwice: nil,
		land.FirstWins:  {{Piece: 1, AreaM2: 60}, {Piece: 2, AreaM2: 60}},
		land.LastWins:   {{Piece: 0, AreaM2: 60}, {Piece: 1, AreaM2: 60}},
		land.Split:      {{Piece: 0, AreaM2: 20 + 20*2.0/3}, {Piece: 1, AreaM2: 40 + 20*2.0/3}, {Piece: 2, AreaM2: 20 + 20*2.0/3}},
	} {
		got := topology.Examine(box(0, 0, 18, 10), pieces, topology.Options{Policy: policy})
		if len(got.Losses) != len(want) {
			t.Fatalf("%s: %+v", policy, got.Losses)
		}
		for k, l := range got.Losses {
			if l.Piece != want[k].Piece || math.Abs(l.AreaM2-want[k].AreaM2) > 1e-6 {
				t.Errorf("%s: %+v, want %+v", policy, l, want[k])
			}
		}
		near(t, "excess", got.ExcessM2, 120)
	}
}

// TestSlivers: a gap of 5 cm, one of 0.5 mm and an overlap of 2 mm are slivers, a
// gap of 2 m is a gap; with a width of 1 mm, two of them are gaps and overlaps.
func TestSlivers(t *testing.T) {
	extent := box(0, 0, 60, 10)
	pieces := []orb.MultiPolygon{box(0, 0, 10, 10), box(10.05, 0, 9.95, 10), box(20.0005, 0, 9.9995, 10), box(29.998, 0, 10.002, 10), box(42, 0, 18, 10)}
	r := topology.Examine(extent, pieces, topology.Options{SliverM: 0.1, Policy: land.CountTwice})
	if len(r.Gaps) != 1 || r.Slivers.Gaps != 2 || r.Slivers.Overlaps != 1 || len(r.Slivers.Shape) != 3 || r.Slivers.Count() != 3 {
		t.Fatalf("gaps %+v, slivers %+v", r.Gaps, r.Slivers)
	}
	near(t, "the gap", r.Gaps[0].AreaM2, 20)
	near(t, "slivers of gaps", r.Slivers.GapM2, 0.505)
	near(t, "slivers of overlaps", r.Slivers.OverlapM2, 0.02)
	if r := topology.Examine(extent, pieces, topology.Options{SliverM: 0.001, Policy: land.CountTwice}); len(r.Gaps) != 2 || r.Slivers.Count() != 1 {
		t.Errorf("with a millimetre: gaps %+v, slivers %+v", r.Gaps, r.Slivers)
	}
	if len(r.Overlaps) != 0 {
		t.Errorf("overlaps %v are within the tolerance", r.Overlaps)
	}
}

// TestClaims: pieces shrink by what they lose; what loses all is dropped.
func TestClaims(t *testing.T) {
	var claims topology.Claims
	claims.Add(0, 3, 1, 25)
	claims.Add(1, 3, 2, 100)
	claims.Add(0, 4, 3, 50)
	b := &land.Batch{Source: 3, Pieces: []land.Piece{
		{Extent: 0, Record: 1, Share: 1, Relation: land.Inside, PlanarM2: 100, AreaM2: 101},
		{Extent: 0, Record: 2, Share: 0.5, Relation: land.Cut, PlanarM2: 100, AreaM2: 101},
		{Extent: 1, Record: 2, Share: 0.5, Relation: land.Cut, PlanarM2: 100, AreaM2: 101},
		{Extent: 0, Record: 3, Share: 1, Relation: land.Inside, PlanarM2: 100, AreaM2: 101},
	}}
	claims.Apply(b)
	if p := b.Pieces[0]; p.Share != 0.75 || p.Relation != land.Cut || p.AreaM2 != 75.75 || p.RemovedM2 != 25.25 || p.PlanarM2 != 100 {
		t.Errorf("a quarter lost: %+v", p)
	}
	if p := b.Pieces[1]; p.Share != 0.5 || p.RemovedM2 != 0 {
		t.Errorf("the same record in another extent: %+v", p)
	}
	if p := b.Pieces[2]; p.Share != 0 || p.AreaM2 != 0 || p.RemovedM2 != 101 {
		t.Errorf("all lost: %+v", p)
	}
	if p := b.Pieces[3]; p.Share != 1 {
		t.Errorf("the same record of another source: %+v", p)
	}
	if topology.Drop(b); len(b.Pieces) != 3 || claims.Count() != 3 {
		t.Errorf("%d pieces left, %d claims", len(b.Pieces), claims.Count())
	}
}
