package clip

import (
	"cmp"
	"slices"
	"sync"

	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
)

// Fabric finds land that parcels of one extent claim twice without holding
// every parcel against its neighbours. It makes a patch of each batch
// ([Fabric.Weave], in parallel), sews these together ([Fabric.Add], in input
// order), then says where there is doubt ([Fabric.Doubtful]) and settles it on
// the pieces of that extent ([Fabric.Overlaps]), with the findings of [Overlaps].
//
// # Why it misses nothing
//
// Let the parcels of an extent be those that have a piece in it, each with its
// boundary walked so that its land lies on the left, and let the depth of a
// place be how many of them cover it. Crossing a step of one boundary changes
// the depth by one; where two parcels share a step, one walks it to, the other
// fro, and the changes cancel. Fabric pairs such steps off, one with one, by
// their exact ends; what stays alone is open. Steps that do not enter the
// extent's interior are left out: both owners of a step that does enter have a
// piece, so it is left open by no neighbour that nobody looked at.
//
//  1. Without open steps between them, two places of one block have the same
//     depth. So take a region of one depth, two or more: a part of a block that
//     open steps bound, or a whole block that none enters. Cut it along all
//     boundaries; the parcels that cover one of the resulting faces overlap
//     each other there.
//  2. If an open step bounds the region, a pair in it is found. Take the two
//     faces beside a stretch of the step: one of the region, covered by two or
//     more parcels, and the one beyond. The owner is tested against all who have
//     that stretch inside them or on their boundary. If it covers the first
//     face, these are its pairs there. If it
//     covers the other along with more parcels, it overlaps them, and 3 leads on
//     to the first. If it covers the other alone, none of the first face's
//     parcels goes on beyond the step: they all have a step there, which only
//     the owner's could have taken away; so theirs are open, and one of those
//     is the step to start from.
//  3. From a found pair to the next: any two faces that share a stretch of
//     boundary have it in their closure, so the parcels of the second have boxes
//     that meet the box of what the found pair shares. All pairs among those
//     are tested in turn. A region is connected, so all its faces are reached.
//  4. If no open step enters a block, its depth is the same all over: the area
//     of its pieces over its own. Unless the sum of areas shows that this is
//     below two (a piece that may lie in several blocks counts towards each), a
//     piece that has land in the block is tested against all its neighbours, and
//     3 leads on.
//
// Parcels drawn twice, an enlarged parcel, a second sheet over the first,
// wholly paired off within itself, a parcel within a parcel: all are cases of
// these four. Boundaries that differ by a vertex in the middle of a straight
// line (T-junctions) stay open and cost tests, not findings.
//
// What is exact here is the pairing and what enters an extent. The tests of
// pairs are geo/overlay's, which takes what is no wider than rounding for
// nothing. A face so thin does not break the chain: boxes are widened by
// [reachM], and where one lies at an open step, all pairs there are tested whose
// boxes meet the step's.
//
// # Memory
//
// Open steps only. In a file whose neighbours stand near each other that is the
// front between parcels read and parcels to come, plus what stays open: the
// borders of gaps between parcels, of overlaps, of T-junctions. On shuffled
// files half of all steps would wait. Beyond [mostOpen] the extents that have
// not been met for longest are given up: their pieces are held against one
// another pair by pair, as if there were no Fabric.
type Fabric struct {
	looms   []loom    // by extent; read by all goroutines
	weavers sync.Pool // of *weaver

	weaves  []weave // by extent
	open    openSegments
	most    int // steps that may wait before extents are given up
	batches int // seen so far

	placing sync.Once
	places  [][]place // where there are open steps, by extent
}

// mostOpen is how many steps may wait: 2^18, less a quarter for those that one
// batch may bring. Over 2^18 the table has 2^20 slots of 8 bytes, and the list,
// gaps included, half as many segments of 40 bytes and a quarter in reserve:
// 34 MB of the 256 that a night may have, and 21 more while the list grows. (Of
// a million parcels in rows without overlaps some 800 steps wait.)
const mostOpen = 3 << 16

// weave is what has been seen of one extent.
type weave struct {
	pieces  int
	steps   int       // that enter
	open    int       // steps that wait
	landM2  []float64 // by block
	last    int       // batch that had its last piece
	givenUp bool
}

// NewFabric returns a fabric over the extents without parcels.
func NewFabric(x *Extents) *Fabric {
	f := &Fabric{most: mostOpen}
	f.weavers.New = func() any { return new(weaver) }
	for _, e := range x.extents {
		l := newLoom(e.Shape)
		f.looms = append(f.looms, l)
		f.weaves = append(f.weaves, weave{landM2: make([]float64, len(l.blocks))})
	}
	return f
}

// Weave does for a clipped batch what needs no other batch: of the steps of its
// parcels' boundaries nearly all find their reverse within it. Shells must run
// counter-clockwise and holes clockwise, as geo.Assemble leaves them. The result
// goes with the batch, as b.Patch. Weave may run on several goroutines at once,
// and while Add does.
func (f *Fabric) Weave(b *land.Batch) {
	p, _ := b.Patch.(*patch)
	if p == nil {
		p = new(patch)
		b.Patch = p
	}
	w := f.weavers.Get().(*weaver)
	w.weave(b, f.looms, p)
	f.weavers.Put(w)
}

// Add takes in the parcels of a settled batch that have pieces. Call it once a
// batch, in input order; nothing of the batch is kept. A batch that was not
// woven, or has lost pieces since because their parcels were rejected after
// all, is woven here.
func (f *Fabric) Add(b *land.Batch) {
	p, _ := b.Patch.(*patch)
	if p == nil || p.spent || p.pieces != len(b.Pieces) {
		f.Weave(b)
		p = b.Patch.(*patch)
	}
	p.spent = true
	f.batches++
	f.sew(p)
	if f.open.count > f.most {
		f.giveUp(f.most / 2)
	}
}

// sew pairs off what is open in a patch with what is open so far.
func (f *Fabric) sew(p *patch) {
	for i := range p.open {
		s := &p.open[i]
		w := &f.weaves[s.extent]
		if w.givenUp {
			continue
		}
		if f.open.meet(&s.a, &s.b, s.extent, s.piece+int32(w.pieces), s.key()) {
			w.open--
		} else {
			w.open++
		}
	}
	for _, part := range p.parts {
		w := &f.weaves[part.extent]
		w.pieces += part.pieces
		w.steps += part.steps
		w.last = f.batches
		for i := range w.landM2 {
			w.landM2[i] += p.landM2[part.landM2+i]
		}
	}
}

// giveUp gives up extents, those met longest ago first, until no more steps
// than that are open.
func (f *Fabric) giveUp(open int) {
	var byAge []int
	for i := range f.weaves {
		if f.weaves[i].open > 0 {
			byAge = append(byAge, i)
		}
	}
	slices.SortFunc(byAge, func(i, j int) int {
		return cmp.Or(cmp.Compare(f.weaves[i].last, f.weaves[j].last), cmp.Compare(i, j))
	})
	left := f.open.count
	for _, i := range byAge {
		if left <= open {
			break
		}
		left -= f.weaves[i].open
		f.weaves[i].open, f.weaves[i].givenUp = 0, true
	}
	f.open.drop(func(s *segment) bool { return f.weaves[s.extent].givenUp })
}

// depthOfDoubt is the mean depth of a block from which some of it may be
// covered twice: halfway between once and twice, because a block in question
// has the same depth everywhere.
const depthOfDoubt = 1.5

// Doubtful reports whether parcels may overlap in the extent. If not, its
// pieces need not be looked at again.
func (f *Fabric) Doubtful(extent int) bool {
	w := &f.weaves[extent]
	if w.open > 0 || w.givenUp {
		return w.pieces > 1
	}
	for i, b := range f.looms[extent].blocks {
		if w.landM2[i] > depthOfDoubt*b.areaM2 {
			return true
		}
	}
	return false
}

// Overlaps returns what [Overlaps] would of the pieces of the extent, given in
// the order in which they were added. When all batches have been added, several
// extents may be asked about at once.
func (f *Fabric) Overlaps(extent int, pieces []orb.MultiPolygon) []Overlap {
	w := &f.weaves[extent]
	if w.givenUp || len(pieces) != w.pieces || w.open > w.steps/2 {
		return Overlaps(pieces) // in the last case because it is quicker
	}
	s := newSearch(pieces)
	for _, p := range f.placesOf(extent) {
		s.around(p)
	}
	for i := range f.looms[extent].blocks {
		s.sample(&f.looms[extent].blocks[i])
	}
	return s.finish()
}

// placesOf returns where the open steps of the extent are.
func (f *Fabric) placesOf(extent int) []place {
	f.placing.Do(func() {
		f.places = make([][]place, len(f.weaves))
		for _, s := range f.open.appendTo(nil) {
			f.places[s.extent] = append(f.places[s.extent], place{boxOf(s.a, s.b), s.piece, true, s.a, s.b})
		}
		f.open = openSegments{}
	})
	return f.places[extent]
}
