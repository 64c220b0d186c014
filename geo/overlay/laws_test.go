package overlay_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/paulmach/orb"

	"jiyue/geo"
	"jiyue/geo/overlay"
	"jiyue/geo/overlay/pairs"
)

// each runs a law over random pairs of every kind, in zone 37.
func each(t *testing.T, n int, law func(t *testing.T, parcel, extent orb.MultiPolygon)) {
	for i := range n {
		r := rand.New(rand.NewPCG(uint64(i), 4))
		kind := pairs.Kinds[i%len(pairs.Kinds)]
		parcel, extent := kind.Make(r)
		t.Run(fmt.Sprintf("%s %d", kind.Name, i), func(t *testing.T) {
			law(t, moved(parcel, east, north), moved(extent, east, north))
		})
	}
}

func clip(parcel, extent orb.MultiPolygon) overlay.Result {
	return overlay.NewClipper().Clip(overlay.Prepare(extent), parcel)
}

func TestOrderOfClipsDoesNotMatter(t *testing.T) {
	each(t, 600, func(t *testing.T, parcel, a orb.MultiPolygon) {
		b := orb.MultiPolygon{{star(rand.New(rand.NewPCG(1, 1)), east+10, north+10, 20, 50, 7)}}
		first, second := clip(clip(parcel, a).Polygon, b), clip(clip(parcel, b).Polygon, a)
		slack := 2 * tolerance(geo.AreaM2(overlay.Repair(parcel)))
		if d := first.AreaM2 - second.AreaM2; math.Abs(d) > slack {
			t.Errorf("by A, then B: %v m²; by B, then A: %v m²", first.AreaM2, second.AreaM2)
		}
	})
}

func TestShiftingShiftsThePiece(t *testing.T) {
	each(t, 600, func(t *testing.T, parcel, extent orb.MultiPolygon) {
		got := clip(parcel, extent)
		// Coordinates in steps of 2^-27 m stay as they are under this shift.
		there := clip(moved(parcel, -4_194_304, 0), moved(extent, -4_194_304, 0))
		if d := got.AreaM2 - there.AreaM2; math.Abs(d) > 1e-6 {
			t.Errorf("%v m² here, %v m² there", got.AreaM2, there.AreaM2)
		}
		if got.Relation != there.Relation {
			t.Errorf("%v here, %v there", got.Relation, there.Relation)
		}
	})
}

// The map's whole offset, zone and false easting, may be taken off: coordinates stay
// as they are, but near the origin the lattice is finer. There crossings are rounded
// to other places, which areas don't feel, and what was taken for rounding here may
// be land: so areas differ by what may be taken for it, and relations where that is
// all there is, or all that is missing.
func TestShiftingByTheMapsOffset(t *testing.T) {
	each(t, 600, func(t *testing.T, parcel, extent orb.MultiPolygon) {
		got, there := clip(parcel, extent), clip(moved(parcel, -37_500_000, 0), moved(extent, -37_500_000, 0))
		whole := geo.AreaM2(overlay.Repair(parcel))
		slack := tolerance(whole)
		if d := got.AreaM2 - there.AreaM2; math.Abs(d) > slack {
			t.Errorf("%v m² here, %v m² there", got.AreaM2, there.AreaM2)
		}
		least := min(got.AreaM2, there.AreaM2)
		if most := max(got.AreaM2, there.AreaM2); got.Relation != there.Relation && most > slack && whole-least > slack {
			t.Errorf("%v here, %v there: %v m² of %v", got.Relation, there.Relation, least, whole)
		}
	})
}

// TestBendsAreNoRest: a parcel's long edge that is led through a corner of the
// extent half a step beside it loses a triangle that no sliver shows. It is rounding
// all the same, and the parcel, but for a corner of a few steps, inside.
func TestBendsAreNoRest(t *testing.T) {
	const step = 0x1p-27 // of doubles at this easting
	parcel := moved(one(0, 0, 100, 0, 100+step, 100, 0, 100), east, north)
	extent := moved(one(3*step, 0, 100, 0, 100, 50, 100+step, 100, 100, 200, -50, 200, -50, -3, -3*step, 3*step), east, north)
	got := clip(parcel, extent)
	exact, _ := overlay.ExactIntersectionArea(parcel, extent).Float64()
	if missing := got.ParcelAreaM2 - exact; got.Relation != overlay.Inside || missing < 1e-7 || missing > 1e-6 {
		t.Errorf("%v, exactly %v m² are missing", got.Relation, missing)
	}
}

func TestStartAndDirectionOfRingsDoNotMatter(t *testing.T) {
	each(t, 600, func(t *testing.T, parcel, extent orb.MultiPolygon) {
		got, other := clip(parcel, extent), reversed(parcel)
		for _, polygon := range other {
			for i, r := range polygon {
				polygon[i] = rotatedStart(r, len(r)/2)
			}
		}
		back := clip(other, reversed(extent))
		if d := got.AreaM2 - back.AreaM2; math.Abs(d) > 1e-7 || got.Relation != back.Relation {
			t.Errorf("%v %v m², the other way %v %v m²", got.Relation, got.AreaM2, back.Relation, back.AreaM2)
		}
	})
}

// A fan of triangles around a point, all corners at millimetres, tiles a square.
func TestPartitionAddsUp(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	for i := range 300 {
		tiles := fan(r, 3+r.IntN(9))
		parcel := orb.MultiPolygon{{star(r, east+60*r.Float64()-30, north+60*r.Float64()-30, 5, 40, 3+r.IntN(12))}}
		if i%3 == 0 {
			parcel = withHole(r, star(r, east, north, 10, 50, 8), east, north)
		}
		sum, inside := 0.0, 0
		for _, tile := range tiles {
			piece := clip(parcel, tile)
			sum += piece.AreaM2
			if piece.Relation == overlay.Inside {
				inside++
			}
		}
		whole := clip(parcel, box(east-100, north-100, east+100, north+100)).AreaM2
		if math.Abs(sum-whole) > tolerance(whole) {
			t.Errorf("case %d: pieces %v m², parcel %v m²", i, sum, whole)
		}
		if inside > 1 {
			t.Errorf("case %d: inside %d tiles at once", i, inside)
		}
	}
}

func fan(r *rand.Rand, n int) []orb.MultiPolygon {
	corners := orb.Ring{}
	for _, c := range [][4]float64{{-100, -100, 1, 0}, {100, -100, 0, 1}, {100, 100, -1, 0}, {-100, 100, 0, -1}} {
		corners = append(corners, orb.Point{east + c[0], north + c[1]})
		way := 0.0
		for range n / 3 {
			way += mill((200 - way) * r.Float64() * 0.7)
			corners = append(corners, orb.Point{east + c[0] + way*c[2], north + c[1] + way*c[3]})
		}
	}
	hub := orb.Point{mill(east + 40*r.Float64()), mill(north + 40*r.Float64())}
	var tiles []orb.MultiPolygon
	for i, p := range corners {
		tiles = append(tiles, orb.MultiPolygon{{orb.Ring{hub, p, corners[(i+1)%len(corners)], hub}}})
	}
	return tiles
}

// The two sides of a cut agree on who has a sliver that is only rounding.
func TestNoiseIsSettledAlikeOnBothSides(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for i := range 500 {
		// A line that nearly is the parcel's edge, off by up to 64 spacings of
		// doubles at either end.
		off := func() float64 { return float64(r.IntN(129)-64) * 0x1p-27 }
		parcel := box(east, north, east+40, north+30)
		a, b := orb.Point{east + 40 + off(), north - 50}, orb.Point{east + 40 + off(), north + 80}
		west := orb.MultiPolygon{{orb.Ring{a, b, {east - 90, north + 80}, {east - 90, north - 50}, a}}}
		rest := orb.MultiPolygon{{orb.Ring{b, a, {east + 90, north - 50}, {east + 90, north + 80}, b}}}
		p, q := clip(parcel, west), clip(parcel, rest)
		if (p.Relation == overlay.Inside) != (q.Relation == overlay.Outside) {
			t.Errorf("case %d: west %v, east %v", i, p.Relation, q.Relation)
		}
		if d := p.AreaM2 + q.AreaM2 - 1200; math.Abs(d) > 1e-6 {
			t.Errorf("case %d: %v m² gained", i, d)
		}
	}
}

// Corners that were computed to lie on one line stand at the nearest doubles, so
// there are slivers between shapes that only touch. They are no land: a parcel on
// the one side of the line is outside, one on the other side inside.
func TestRoundedCornersOnALine(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 11))
	for i := range 4000 {
		oy := []float64{north, east}[i%2] // doubles equally far apart on both axes
		angle := 2 * math.Pi * r.Float64()
		at := func(way, aside float64) orb.Point {
			return orb.Point{east + way*math.Cos(angle) - aside*math.Sin(angle), oy + way*math.Sin(angle) + aside*math.Cos(angle)}
		}
		side := func(from, to, depth float64) orb.MultiPolygon {
			q := orb.Ring{at(from, 0), at(to, 0), at(to, depth), at(from, depth)}
			return orb.MultiPolygon{{append(q, q[0])}}
		}
		extent := side(-100*r.Float64()-40, 100*r.Float64()+40, 80)
		from, to := -39*r.Float64(), 39*r.Float64()
		if got := clip(side(from, to, 30), extent); got.Relation != overlay.Inside {
			t.Fatalf("case %d: %v, %v m² are missing", i, got.Relation, got.ParcelAreaM2-got.AreaM2)
		}
		if got := clip(side(from, to, -30), extent); got.Relation != overlay.Outside {
			t.Fatalf("case %d: %v, %v m²", i, got.Relation, got.AreaM2)
		}
	}
}

// Pieces that are small but land are kept.
func TestSmallPiecesAreKept(t *testing.T) {
	for _, c := range []struct {
		name         string
		wide, high   float64
		parcel       orb.MultiPolygon
		wantRelation overlay.Relation
	}{
		{"3 mm by 3 mm", 0.00390625, 0.00390625, box(0, 0, 100, 100), overlay.Cut},
		{"a strip of a micrometre", 0x1p-20, 100, box(0, 0, 100, 100), overlay.Cut},
		{"a strip of a spacing of doubles", 0x1p-27, 100, box(0, 0, 100, 100), overlay.Outside},
	} {
		t.Run(c.name, func(t *testing.T) {
			extent := moved(box(100-c.wide, 100-c.high, 200, 200), east, north)
			got := clip(moved(c.parcel, east, north), extent)
			if got.Relation != c.wantRelation {
				t.Fatalf("%v, want %v", got.Relation, c.wantRelation)
			}
			if want := c.wide * c.high; got.Relation == overlay.Cut && math.Abs(got.AreaM2-want) > 1e-12 {
				t.Errorf("%v m², want %v m²", got.AreaM2, want)
			}
		})
	}
}

// Results are the caller's own: later clips do not touch them.
func TestResultsAreNotReused(t *testing.T) {
	c, p := overlay.NewClipper(), overlay.Prepare(box(0, 0, 10, 10))
	first := c.Clip(p, box(5, 5, 15, 15))
	kept := first.Polygon.Clone()
	for i := range 100 {
		c.Clip(p, box(float64(i%9), 1, 20, 9))
	}
	if !first.Polygon.Equal(kept) {
		t.Errorf("%v became %v", kept, first.Polygon)
	}
}

func TestInputIsNotChanged(t *testing.T) {
	each(t, 200, func(t *testing.T, parcel, extent orb.MultiPolygon) {
		a, b := parcel.Clone(), extent.Clone()
		clip(parcel, extent)
		overlay.Union(parcel, extent)
		if !parcel.Equal(a) || !extent.Equal(b) {
			t.Error("the input was changed")
		}
	})
}

// One prepared extent serves many goroutines, each with its own clipper, and all
// get the same to the last bit.
func TestPreparedIsSafeForConcurrentUse(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	p := overlay.Prepare(orb.MultiPolygon{{star(r, east, north, 50, 100, 40)}})
	var parcels []orb.MultiPolygon
	for range 200 {
		parcels = append(parcels, orb.MultiPolygon{{star(r, east+200*r.Float64()-100, north+200*r.Float64()-100, 5, 20, 7)}})
	}
	want := make([]string, len(parcels))
	for i, parcel := range parcels {
		want[i] = fmt.Sprint(overlay.NewClipper().Clip(p, parcel))
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			c := overlay.NewClipper()
			for i, parcel := range parcels {
				if got := fmt.Sprint(c.Clip(p, parcel)); got != want[i] {
					t.Errorf("parcel %d: %s, want %s", i, got, want[i])
				}
			}
		})
	}
	all.Wait()
}

// A parcel, or an extent, of thousands of corners.
func TestManyCorners(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	parcel := orb.MultiPolygon{{star(r, east, north, 900, 1000, 3000)}}
	extent := orb.MultiPolygon{{star(r, east+300, north, 900, 1000, 2000)}}
	got := clip(parcel, extent)
	if s := invalid(got.Polygon); s != "" {
		t.Error(s)
	}
	if second := overlay.EdgePairAreaM2(parcel, extent); math.Abs(got.AreaM2-second) > tolerance(geo.AreaM2(parcel)) {
		t.Errorf("%v m², by edge pairs %v m²", got.AreaM2, second)
	}
}

func TestMeasureAllocatesNothing(t *testing.T) {
	c, p := overlay.NewClipper(), overlay.Prepare(box(0, 0, 10, 10))
	parcel := box(5, 5, 15, 15)
	c.Measure(p, parcel)
	if n := testing.AllocsPerRun(100, func() { c.Measure(p, parcel) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestRelationString(t *testing.T) {
	for r, want := range map[overlay.Relation]string{overlay.Outside: "outside", overlay.Inside: "inside", overlay.Cut: "cut"} {
		if r.String() != want {
			t.Errorf("%q, want %q", r, want)
		}
	}
}

// TestRoundedAreasAreNoRest: a piece that lies in the extent but for the
// rounding of its own area, to the last digit, lies in it. Found among a
// million random pairs.
func TestRoundedAreasAreNoRest(t *testing.T) {
	parcel := orb.MultiPolygon{{{{8.787900092065403, 16.915619183903505}, {-10.633559055390963, -20.46811035033282}, {-11.245211907349464, -20.150345257639202},
		{21.681684249777703, 10.217057238303376}, {8.787900092065403, 16.915619183903505}}}}
	extent := orb.MultiPolygon{{{{8.374521418743804, 16.119789686024244}, {-9.809975253146023, -18.882820379045828}, {1.9445939202591376, -24.989538840344043},
		{33.7020729726094, 2.961653103408194}, {8.374521418743804, 16.119789686024244}}}}
	c, p := overlay.NewClipper(), overlay.Prepare(extent)
	piece := c.Clip(p, parcel)
	if again := c.Clip(p, piece.Polygon); again.Relation != overlay.Inside || again.AreaM2 != geo.AreaM2(piece.Polygon) {
		t.Errorf("clip of a clip: %v, %v m² of %v", again.Relation, again.AreaM2, again.ParcelAreaM2)
	}
}

// TestLandThatRoundingLaysTogether: a hole whose corners were computed onto its
// shell's edge stands at the doubles beside it. Led through them, the edges of
// both run to and fro, and a corner of the extent between them lies nowhere. In
// degrees it is the lattice that does not resolve the corners.
func TestLandThatRoundingLaysTogether(t *testing.T) {
	for name, c := range map[string]struct{ parcel, extent orb.MultiPolygon }{
		"hole at its shell in zone 37": {
			orb.MultiPolygon{{
				{{37500000.245, 4038041.099}, {37499955.751, 4038021.339}, {37499968.677, 4037961.423}, {37500049.949, 4037990.898}, {37500028.507, 4038049.476}, {37500000.245, 4038041.099}},
				{{37500000.163, 4038027.403}, {37500019.007, 4038032.988}, {37500033.304, 4037993.931}, {37499965.786318794, 4037974.8221996976}, {37499955.89797313, 4038020.6577341957}, {37500000.163, 4038027.403}},
			}},
			orb.MultiPolygon{{{{37477047.481, 4044531.098}, {37487516.473, 4022278.637}, {37499963.009367205, 4037987.694227514}, {37499961.38685636, 4037995.215066093}, {37495902.658, 4043880.446}, {37477047.481, 4044531.098}}}},
		},
		"hole at its shell in degrees": {
			orb.MultiPolygon{{
				{{24, 18.690364999999986}, {14.311635000000024, 15.63417499999997}, {14.318493999999987, 15.644051999999988}, {14.324411999999995, 15.651401000000021}, {24, 18.690364999999986}},
				{{14.318493999999987, 15.644051999999988}, {14.31551871454728, 15.639767571596927}, {14.32344678633256, 15.650202393166293}, {14.318493999999987, 15.644051999999988}},
			}},
			orb.MultiPolygon{{{{13.206150999999977, 17.41465199999999}, {15.031182999999999, 17.070132}, {14.318493999999987, 15.644051999999988}, {10.22360900000001, 15.079521999999997}, {13.206150999999977, 17.41465199999999}}}},
		},
	} {
		if err := judge(c.parcel, c.extent); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
