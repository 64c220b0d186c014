package overlay_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"jiyue/geo"
	"jiyue/geo/overlay"
)

// coverageOf cuts the parcels by the extent and tells how the pieces cover it.
func coverageOf(extent orb.MultiPolygon, parcels []orb.MultiPolygon) (d overlay.Depths, pieces []orb.MultiPolygon, piecesM2 float64) {
	coverage := overlay.NewCoverage(extent)
	prepared, clipper := overlay.Prepare(extent), overlay.NewClipper()
	for _, p := range parcels {
		if r := clipper.Clip(prepared, p); r.Relation != overlay.Outside {
			coverage.Add(r.Polygon)
			pieces = append(pieces, r.Polygon)
			piecesM2 += r.AreaM2
		}
	}
	return coverage.Depths(), pieces, piecesM2
}

// TestCoverage: parcels of simple shapes against the extent from (0,0) to
// (100,100).
func TestCoverage(t *testing.T) {
	type want struct {
		gapM2, excessM2 float64
		gaps            int
		twice           []float64 // m² by level
	}
	split := func(x float64, corners ...float64) orb.MultiPolygon { // the right part, with corners on its left side
		c := append([]float64{x, 0, 100, 0, 100, 100, x, 100}, corners...)
		return one(c...)
	}
	tests := []struct {
		name    string
		parcels []orb.MultiPolygon
		want    want
	}{
		{"nothing", nil, want{gapM2: 10000, gaps: 1}},
		{"all, and beyond", []orb.MultiPolygon{box(-5, -5, 105, 105)}, want{}},
		{"two that share a side", []orb.MultiPolygon{box(0, 0, 40, 100), box(40, 0, 100, 100)}, want{}},
		{"a corner on the side that one of them lacks", []orb.MultiPolygon{box(0, 0, 40, 100), split(40, 40, 50)}, want{}},
		{"a corner a millimetre off", []orb.MultiPolygon{box(0, 0, 40, 100), split(40, 40.001, 50)}, want{gapM2: 0.05, gaps: 1}},
		{"a street", []orb.MultiPolygon{box(0, 0, 40, 100), box(50, 0, 100, 100)}, want{gapM2: 1000, gaps: 1}},
		{"two gaps that touch at a corner", []orb.MultiPolygon{box(0, 0, 50, 50), box(50, 50, 100, 100)}, want{gapM2: 5000, gaps: 2}},
		{"an island that is missing", []orb.MultiPolygon{{{ring(0, 0, 100, 0, 100, 100, 0, 100), ring(40, 40, 40, 60, 60, 60, 60, 40)}}}, want{gapM2: 400, gaps: 1}},
		{"an overlap", []orb.MultiPolygon{box(0, 0, 60, 100), box(50, 0, 100, 100)}, want{excessM2: 1000, twice: []float64{1000}}},
		{"one drawn twice", []orb.MultiPolygon{box(0, 0, 100, 100), box(20, 20, 40, 40), box(20, 20, 40, 40)}, want{excessM2: 800, twice: []float64{400, 400}}},
		{"an overlap beside a gap", []orb.MultiPolygon{box(0, 0, 60, 50), box(50, 0, 100, 100)}, want{gapM2: 2500, gaps: 1, excessM2: 500, twice: []float64{500}}},
		{"boundaries that cross", []orb.MultiPolygon{one(0, 0, 60, 0, 40, 100, 0, 100), one(40, 0, 100, 0, 100, 100, 60, 100)}, want{gapM2: 500, gaps: 1, excessM2: 500, twice: []float64{500}}},
	}
	for _, tt := range tests {
		for _, at := range []struct {
			name string
			x, y float64
		}{{"at the origin", 0, 0}, {"in zone 37", east, north}} {
			t.Run(tt.name+" "+at.name, func(t *testing.T) {
				var parcels []orb.MultiPolygon
				for _, p := range tt.parcels {
					parcels = append(parcels, moved(p, at.x, at.y))
				}
				d, _, _ := coverageOf(moved(box(0, 0, 100, 100), at.x, at.y), parcels)
				near := func(what string, got, want float64) {
					if math.Abs(got-want) > 1e-6 {
						t.Errorf("%s: %v m², want %v", what, got, want)
					}
				}
				near("gap", d.GapM2, tt.want.gapM2)
				near("gaps' shapes", geo.AreaM2(d.Gaps), tt.want.gapM2)
				near("excess", d.ExcessM2, tt.want.excessM2)
				if len(d.Gaps) != tt.want.gaps || len(d.Twice) != len(tt.want.twice) {
					t.Fatalf("%d gaps, %d levels; want %d, %d", len(d.Gaps), len(d.Twice), tt.want.gaps, len(tt.want.twice))
				}
				for k, level := range d.Twice {
					near("a level", geo.AreaM2(level), tt.want.twice[k])
				}
			})
		}
	}
}

// TestCoverageOfNothing: no shape, none with area, coordinates beyond all maps.
func TestCoverageOfNothing(t *testing.T) {
	nan := math.NaN()
	for name, extent := range map[string]orb.MultiPolygon{"nil": nil, "no ring": {{}}, "no number": {{{{nan, 0}, {1, 0}, {1, 1}, {nan, 0}}}}, "a point": {{{{1, 1}, {1, 1}}}}} {
		if d := overlay.NewCoverage(extent).Depths(); d.GapM2 != 0 || d.ExcessM2 != 0 || len(d.Gaps) > 0 {
			t.Errorf("%s: %+v", name, d)
		}
	}
}

// TestCoverageIsExact holds areas, shapes and the identity of extent, pieces,
// gaps and excess against rational arithmetic, on fabrics of stars, drawn twice,
// moved, and cut by lines that share corners.
func TestCoverageIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 8))
		extent := orb.MultiPolygon{{star(r, east, north, 20, 60, 9)}}
		var parcels []orb.MultiPolygon
		for range rapid.IntRange(0, 6).Draw(t, "parcels") {
			p := orb.MultiPolygon{{star(r, east+80*r.Float64()-40, north+80*r.Float64()-40, 5, 50, 3+r.IntN(6))}}
			switch rapid.IntRange(0, 3).Draw(t, "kind") {
			case 0: // twice
				parcels = append(parcels, p)
			case 1: // moved by a line's width
				parcels = append(parcels, moved(p, 0.01*r.Float64(), 0))
			case 2: // split in two along its own box, both kept
				b := p.Bound()
				half := box(b.Min[0], b.Min[1], (b.Min[0]+b.Max[0])/2, b.Max[1])
				parcels = append(parcels, overlay.Intersect(p, half))
			}
			parcels = append(parcels, p)
		}
		d, pieces, piecesM2 := coverageOf(extent, parcels)
		exactGap, exactExcess := overlay.ExactCoverage(extent, pieces)
		within := func(what string, got float64, want *big.Rat, slackM2 float64) {
			if w, _ := want.Float64(); math.Abs(got-w) > slackM2 {
				t.Fatalf("%s: %v m², exactly %v", what, got, w)
			}
		}
		const slackM2 = 1e-5 // some hundred metres of steps, each bent by no more than 2^-27 m, in seven pieces
		within("gap", d.GapM2, exactGap, slackM2)
		within("excess", d.ExcessM2, exactExcess, slackM2)
		within("gaps' shapes", geo.AreaM2(d.Gaps), exactGap, slackM2)
		var sum float64
		for _, level := range d.Twice {
			sum += geo.AreaM2(level)
		}
		within("levels", sum, exactExcess, slackM2)
		if off := geo.AreaM2(extent) - piecesM2 - d.GapM2 + d.ExcessM2; math.Abs(off) > slackM2 {
			t.Fatalf("extent %v m² − pieces %v − gaps %v + excess %v = %v", geo.AreaM2(extent), piecesM2, d.GapM2, d.ExcessM2, off)
		}
	})
}

// TestExactCoverage holds the judge against areas that can be told by hand.
func TestExactCoverage(t *testing.T) {
	tests := []struct {
		name        string
		pieces      []orb.MultiPolygon
		gap, excess int64
	}{
		{"nothing", nil, 100, 0},
		{"all", []orb.MultiPolygon{box(0, 0, 10, 10)}, 0, 0},
		{"beyond", []orb.MultiPolygon{box(5, 0, 15, 10)}, 50, 50},
		{"three times", []orb.MultiPolygon{box(0, 0, 10, 10), box(1, 1, 3, 3), box(2, 1, 4, 3), box(2, 1, 3, 3)}, 0, 10},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			gap, excess := overlay.ExactCoverage(box(0, 0, 10, 10), tt.pieces)
			if gap.Cmp(big.NewRat(tt.gap, 1)) != 0 || excess.Cmp(big.NewRat(tt.excess, 1)) != 0 {
				t.Errorf("gap %v, excess %v; want %d, %d", gap, excess, tt.gap, tt.excess)
			}
		})
	}
}

// TestCoverageBeyondTheExtent: land beyond the outline is in excess too.
func TestCoverageBeyondTheExtent(t *testing.T) {
	c := overlay.NewCoverage(box(0, 0, 10, 10))
	c.Add(box(5, 0, 15, 10))
	if d := c.Depths(); d.GapM2 != 50 || d.ExcessM2 != 50 || len(d.Twice) != 0 {
		t.Errorf("%+v", d)
	}
}
