package ingest

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"jiyue/geo"
	"jiyue/geo/crs"
	"jiyue/geo/index"
	"jiyue/geo/overlay"
	"jiyue/pipeline/land"
)

// plainShape is shaper.shape step by step, each a pass of its own over all
// rings, with nothing left out because it is not needed.
func plainShape(rings []orb.Ring, isFar func(orb.Bound) bool) (result shape, far bool, findings []land.Finding) {
	for k, r := range rings {
		for i, p := range r {
			if !(math.Abs(p[0]) <= farthestM && math.Abs(p[1]) <= farthestM) {
				words := land.Textf("第 %d 圈第 %d 点 (%g, %g)", "ring %d point %d: (%g, %g)", k+1, i+1, p[0], p[1])
				return shape{}, false, []land.Finding{{Code: land.CoordinateInfinite, Words: words}}
			}
		}
	}
	var sum float64
	for _, r := range rings {
		sum += geo.RingAreaM2(r)
	}
	result.deliveredM2 = math.Abs(sum)
	box, _ := geo.RingsBound(rings)
	if result.deliveredM2 >= noAreaM2 && isFar(box) {
		for i := range rings {
			rings[i], _ = geo.Clean(rings[i])
		}
		result.polygons, _ = geo.Assemble(rings)
		result.areaM2, result.usable = result.deliveredM2, true
		result.box, _ = geo.Bound(result.polygons)
		return result, true, nil
	}
	s := shaper{findings: &recorder{list: &findings}}
	clean := s.clean(rings)
	var turned int
	result.polygons, turned = geo.Assemble(clean)
	at, crosses := geo.Crossing(result.polygons)
	if crosses {
		result.polygons, result.repaired = overlay.Repair(result.polygons), true
	}
	result.areaM2 = geo.AreaM2(result.polygons)
	if result.areaM2 < noAreaM2 {
		return shape{deliveredM2: result.deliveredM2}, false, append(findings, noLand(clean))
	}
	result.usable = true
	result.box, _ = geo.Bound(result.polygons)
	change := land.Known(result.areaM2 - result.deliveredM2)
	switch {
	case crosses:
		findings = append(findings, land.Finding{
			Code: land.RingSelfCrossing, AreaM2: change, Found: fmt.Sprintf("(%.3f, %.3f)", at[0], at[1]),
			Words: land.Textf("修复前 %.2f m²，修复后 %.2f m²", "%.2f m² before the repair, %.2f m² after", result.deliveredM2, result.areaM2),
		})
	case turned > 0:
		findings = append(findings, land.Finding{Code: land.RingTurned, AreaM2: change, Found: fmt.Sprintf("%d/%d", turned, len(clean))})
	}
	return result, false, findings
}

// damagedRings are rings with every kind of damage: open, turned, with repeated
// points, too short, crossing, touching, without area, nowhere.
func damagedRings(t *rapid.T) []orb.Ring {
	grid := rapid.Map(rapid.IntRange(-3, 3), func(i int) float64 { return float64(i) })
	coordinate := rapid.SampledFrom([]*rapid.Generator[float64]{
		grid, grid, rapid.Float64Range(-3, 3),
		rapid.OneOf(grid, rapid.SampledFrom([]float64{math.NaN(), math.Inf(1), math.Inf(-1), 1e300, -2e10, math.Copysign(0, -1)})),
	}).Draw(t, "coordinates")
	east := rapid.SampledFrom([]float64{0, 37_500_000}).Draw(t, "east")
	rings := make([]orb.Ring, rapid.SampledFrom([]int{1, 1, 1, 2, 3}).Draw(t, "rings"))
	for k := range rings {
		var r orb.Ring
		if rapid.Bool().Draw(t, "round") {
			n := rapid.IntRange(3, 9).Draw(t, "corners")
			radius, turn := rapid.Float64Range(0.5, 3).Draw(t, "radius"), rapid.SampledFrom([]float64{1, -1}).Draw(t, "turn")
			for i := range n {
				sin, cos := math.Sincos(turn * 2 * math.Pi * float64(i) / float64(n))
				r = append(r, orb.Point{east + radius*cos, radius * sin})
			}
		} else {
			for range rapid.IntRange(1, 8).Draw(t, "points") {
				r = append(r, orb.Point{east + coordinate.Draw(t, "x"), coordinate.Draw(t, "y")})
			}
		}
		if rapid.IntRange(0, 3).Draw(t, "repeat") == 0 {
			i := rapid.IntRange(0, len(r)-1).Draw(t, "at")
			r = slices.Insert(r, i, r[i])
		}
		if rapid.IntRange(0, 4).Draw(t, "close") > 0 {
			r = append(r, r[0])
		}
		rings[k] = r
	}
	return rings
}

// Whatever the rings, looking once gives the land, to the last bit, and the
// findings that going step by step gives.
func TestLookingOnceIsGoingStepByStep(t *testing.T) {
	extents := []orb.Bound{{Min: orb.Point{-1, -1}, Max: orb.Point{0, 0}}, {Min: orb.Point{37_500_000, 1}, Max: orb.Point{37_500_001, 2}}}
	isFar := func(box orb.Bound) bool { return !extents[0].Intersects(box) && !extents[1].Intersects(box) }
	near := vicinity{extents: index.New(extents).Cursor()}
	zone, err := crs.FromEPSG(4525)
	if err != nil {
		t.Fatal(err)
	}
	same, err := crs.NewTransform(zone, zone)
	if err != nil {
		t.Fatal(err)
	}
	var arena land.Arena
	rapid.Check(t, func(t *rapid.T) {
		arena.Reset()
		rings := damagedRings(t)
		var copies []orb.Ring
		for _, r := range rings {
			copies = append(copies, r.Clone())
		}
		var findings []land.Finding
		s := shaper{transform: same, findings: &recorder{list: &findings}, vicinity: near}
		got, far := s.shape(rings, &arena)
		want, wantFar, wantFindings := plainShape(copies, isFar)
		if far != wantFar {
			t.Fatalf("far %t, step by step %t", far, wantFar)
		}
		if diff := cmp.Diff(wantFindings, findings, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("findings (-step by step +once):\n%s", diff)
		}
		if !got.usable { // its box means nothing
			got.box, got.repaired, want.repaired = orb.Bound{}, false, false
		}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(shape{}), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("shape (-step by step +once):\n%s", diff)
		}
	})
}

// Keys are in the order of the numbers, and give them back.
func TestOrderKeys(t *testing.T) {
	number := rapid.OneOf(rapid.Float64(), rapid.SampledFrom([]float64{0, math.Copysign(0, -1), math.Inf(1), math.Inf(-1), 1, -1}))
	rapid.Check(t, func(t *rapid.T) {
		a, b := number.Draw(t, "a"), number.Draw(t, "b")
		if (a < b) != (orderKey(a) < orderKey(b)) || (a == b) != (orderKey(a) == orderKey(b)) || fromOrderKey(orderKey(a)) != a {
			t.Errorf("%g and %g have the keys %d and %d", a, b, orderKey(a), orderKey(b))
		}
	})
	for _, nan := range []float64{math.NaN(), math.Float64frombits(math.Float64bits(math.NaN()) | 1<<63)} {
		l := lookAt([]orb.Ring{{{1, 2}, {nan, 3}}})
		if l.placed() {
			t.Errorf("a box with %x in it passes for one of places: %v", math.Float64bits(nan), l.box)
		}
	}
}
