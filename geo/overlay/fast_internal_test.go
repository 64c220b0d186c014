package overlay

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/paulmach/orb"

	"jiyue/geo"
	"jiyue/geo/overlay/pairs"
)

// Pairing only edges in contact, and carrying the others along as chains, gives
// what arranging all edges gives, to the last bit.
func TestContactsGiveWhatAllEdgesGive(t *testing.T) {
	var c Clipper
	cut, chains := 0, 0
	for i := range 6000 {
		pair := pairs.New(51, i)
		parcel, p := landLeft(normal(pair.Parcel)), Prepare(pair.Extent)
		box, some := geo.Bound(parcel)
		if !some {
			continue
		}
		p, relation := c.look(p, &box)
		a := &c.a
		a.reset(p.lattice)
		a.outline.read(&p.lattice, parcel)
		if relation != Cut || !a.roomy(p.lo, p.hi) {
			continue
		}
		a.arrangeContacts(p, c.near)
		for k := range a.fragments {
			if !a.fragments[k].inner.empty() {
				chains++
			}
		}
		got := c.finish(p, parcel, true)
		a.reset(p.lattice)
		a.outline.read(&p.lattice, parcel)
		a.arrangeAll(p, c.near, parcel)
		want := c.finish(p, parcel, true)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("pair %d (%s): %v by contacts, %v by all edges\nparcel %v\nextent %v", i, pair.Kind, got, want, parcel, pair.Extent)
		}
		if got.Relation == Cut {
			cut++
		}
	}
	if cut < 500 || chains < 500 {
		t.Errorf("only %d cuts and %d chains: the test tests nothing", cut, chains)
	}
}

// landLeft turns rings so that land lies on their left: the order of sums is
// then the same for both.
func landLeft(mp orb.MultiPolygon) orb.MultiPolygon {
	mp = mp.Clone()
	for _, polygon := range mp {
		for i, r := range polygon {
			if (geo.RingAreaM2(r) < 0) == (i == 0) {
				r.Reverse()
			}
		}
	}
	return mp
}

// A parcel is roomy if, and only if, breaking its edges at its own corners
// breaks none; what is seen from the middle is, too.
func TestRoomyIsWhatBreakingFinds(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 1))
	counts := map[bool]int{}
	for i := range 6000 {
		parcel := randomLand(r, []int{4, 6, 30}[i%3])
		bound, some := geo.Bound(parcel)
		if !some {
			continue
		}
		var a arrangement
		// A step of 1 lets corners of the grid come next to each other.
		l := lattice{stepX: 1, stepY: 1, scaleX: 1, scaleY: 1}
		a.reset(l)
		a.outline.read(&l, parcel)
		lo, hi := l.point(bound.Min), l.point(bound.Max)
		got := a.edgesAreClear(lo, hi)
		a.addLand(parcel, ofParcel)
		a.build(false)
		want := a.bentM == 0 && len(a.nodes) == len(a.segments) // nor do rings touch at corners
		if got != want {
			t.Fatalf("case %d: clear %v, want %v: %v", i, got, want, parcel)
		}
		if len(a.outline.ends) == 1 && a.outline.seenFromMiddle() && !want {
			t.Fatalf("case %d: all seen from the middle, yet not clear: %v", i, parcel)
		}
		counts[got]++
	}
	if counts[true] < 500 || counts[false] < 500 {
		t.Errorf("%v: the test tests nothing", counts)
	}
}

// A cell is known only if no edge comes within a step of it, by a margin for
// rounding: edges along the very borders of cells make those on both sides unknown.
func TestCellsKeepClearOfEdges(t *testing.T) {
	const width = 1 << 12 // of a cell
	side := float64(cellsAcross*width - 1)
	cut := float64(30 * width)
	ring := []xy{{0, 0}, {side, 0}, {side, cut}, {cut, cut}, {cut, side}, {0, side}}
	var segments []segment
	for i, v := range ring {
		segments = append(segments, newSegment(v, ring[(i+1)%len(ring)], ofExtent))
	}
	s := newStrips(segments)
	c := newCells(&s)
	for _, near := range []float64{-1, 0, 1} {
		for _, v := range []xy{{cut + near, 50 * width}, {50 * width, cut + near}} {
			if c.look(v, v) != unknown {
				t.Errorf("%v steps beside an edge, at %v, the cell is known", near, v)
			}
		}
	}
	if in, out := (xy{10 * width, 10 * width}), (xy{50 * width, 50 * width}); c.look(in, in) != inside || c.look(out, out) != outside {
		t.Error("cells far from edges are not known")
	}
}

// What the cells say of a box is what the edges say.
func TestCellsSayWhatEdgesSay(t *testing.T) {
	var fast, slow Clipper
	said := map[Relation]int{}
	for i := range 400 {
		pair := pairs.New(52, i)
		extent := pair.Extent
		plain, many := Prepare(extent), PrepareForMany(extent)
		if len(plain.segments) == 0 {
			continue
		}
		r := rand.New(rand.NewPCG(uint64(i), 3))
		width, height := plain.bound.Max[0]-plain.bound.Min[0], plain.bound.Max[1]-plain.bound.Min[1]
		for range 200 {
			x, y := plain.bound.Min[0]+width*(1.4*r.Float64()-0.2), plain.bound.Min[1]+height*(1.4*r.Float64()-0.2)
			size := math.Pow(10, -4*r.Float64())
			box := orb.Bound{Min: orb.Point{x, y}, Max: orb.Point{x + size*width, y + size*height}}
			_, got := fast.look(many, &box)
			_, want := slow.look(plain, &box)
			if got != want && want != Cut {
				t.Fatalf("pair %d (%s): %v, by edges %v: %v in %v", i, pair.Kind, got, want, box, extent)
			}
			if got != Cut {
				square := orb.MultiPolygon{{box.ToRing()}}
				if exact := slow.Clip(plain, square).Relation; got != exact {
					t.Fatalf("pair %d (%s): %v, exactly %v: %v in %v", i, pair.Kind, got, exact, box, extent)
				}
			}
			if lo, hi := many.point(box.Min), many.point(box.Max); many.cells.look(lo, hi) != unknown {
				said[got]++
			}
		}
	}
	if said[Inside] < 1000 || said[Outside] < 1000 {
		t.Errorf("the cells said %v: the test tests nothing", said)
	}
}
