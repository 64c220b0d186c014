package clip

import (
	"sync"

	"jiyue/pipeline/land"
)

// Fabric tells in which extents parcels may claim land twice, without holding
// every parcel against its neighbours. It makes a patch of each batch
// ([Fabric.Weave], in parallel), sews these together ([Fabric.Add], in input
// order), then says where there is doubt ([Fabric.Doubtful]). There the pieces of
// the extent are looked at once more, by [SearchOverlaps].
//
// # Why it misses nothing
//
// Let the parcels of an extent be those that have a piece in it, each with its
// boundary walked so that its land lies on the left, and let the depth of a
// place be how many of them cover it. Crossing a step of one boundary changes
// the depth by one; where two parcels share a step, one walks it to, the other
// fro, and the changes cancel. What has no reverse is open. Steps that do not
// enter the extent's interior are left out: both owners of a step that does enter
// have a piece, so it is left open by no neighbour that nobody looked at.
//
// Whether any step is open, a sum tells: see [fingerprint]. If none is, the depth
// is the same all over each block of the extent: the area of its pieces over its
// own. If the sum of areas shows that this is below two (a piece that may lie in
// several blocks counts towards each), no land is covered twice. What enters an
// extent is decided exactly.
//
// # Why the search misses nothing either
//
// Within a doubtful extent the pieces take the place of the parcels. They have
// boundaries along the outline too, and no land beyond: now a place far away has
// depth 0, and there is no outline to mind. Steps are paired off, one with one;
// what stays alone is open.
//
//  1. Without open steps between them, two places have the same depth. So take a
//     region of one depth, two or more: open steps bound it. Cut it along all
//     boundaries; the pieces that cover one of the resulting faces overlap each
//     other there.
//  2. At an open step that bounds the region, a pair in it is found. Take the two
//     faces beside a stretch of the step: one of the region, covered by two or
//     more pieces, and the one beyond. The owner is tested against all who have
//     that stretch inside them or on their boundary. If it covers the first
//     face, these are its pairs there. If it covers the other along with more
//     pieces, it overlaps them, and 3 leads on to the first. If it covers the
//     other alone, none of the first face's pieces goes on beyond the step: they
//     all have a step there, which only the owner's could have taken away; so
//     theirs are open, and one of those is the step to start from.
//  3. From a found pair to the next: any two faces that share a stretch of
//     boundary have it in their closure, so the pieces of the second have boxes
//     that meet the box of what the found pair shares. All pairs among those
//     are tested in turn. A region is connected, so all its faces are reached.
//
// Parcels drawn twice, an enlarged parcel, a second sheet over the first, wholly
// paired off within itself but for its rim, a parcel within a parcel: all are
// cases of these three. Boundaries that differ by a vertex in the middle of a
// straight line (T-junctions) stay open and cost tests, not findings.
//
// The tests of pairs are geo/overlay's, which takes what is no wider than
// rounding for nothing. Likewise steps are paired off whose ends are alike, to
// [alikeM]: land of that width passes for a boundary. A face so thin does not
// break the chain: boxes are widened by [reachM]; who has a stretch of an open
// step is asked on either side of it too, farther off than alike steps lie; and
// where a thin face lies at an open step, all pairs there are tested whose boxes
// meet the step's.
//
// # Memory
//
// Some numbers an extent. The search holds the pieces of one extent and its open
// steps, see [mostOpen].
type Fabric struct {
	looms   []loom    // by extent; read by all goroutines
	weavers sync.Pool // of *weaver
	weaves  []weave   // by extent
}

// weave is what has been seen of one extent.
type weave struct {
	pieces int
	steps  fingerprint // of those that enter
	landM2 []float64   // by block
}

// NewFabric returns a fabric over the extents without parcels.
func NewFabric(x *Extents) *Fabric {
	f := &Fabric{}
	f.weavers.New = func() any { return new(weaver) }
	for i, e := range x.extents {
		l := newLoom(e.Shape, x.prepared[i])
		f.looms = append(f.looms, l)
		f.weaves = append(f.weaves, weave{landM2: make([]float64, len(l.blocks))})
	}
	return f
}

// Weave does for a clipped batch what needs no other batch: it sums up the steps
// of its parcels' boundaries. Shells must run counter-clockwise and holes
// clockwise, as geo.Assemble leaves them. The result goes with the batch, as
// b.Patch. Weave may run on several goroutines at once, and while Add does.
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
// batch, in input order (areas are summed up); nothing of the batch is kept. A
// batch that was not woven, or has lost pieces since because their parcels were
// rejected after all, is woven here.
func (f *Fabric) Add(b *land.Batch) {
	p, _ := b.Patch.(*patch)
	if p == nil || p.spent || p.pieces != len(b.Pieces) {
		f.Weave(b)
		p = b.Patch.(*patch)
	}
	p.spent = true
	for i := range p.parts {
		part := &p.parts[i]
		w := &f.weaves[part.extent]
		w.pieces += part.pieces
		w.steps.add(&part.steps)
		for i := range w.landM2 {
			w.landM2[i] += p.landM2[part.landM2+i]
		}
	}
}

// depthOfDoubt is the mean depth of a block from which some of it may be
// covered twice: halfway between once and twice, because a block in question
// has the same depth everywhere.
const depthOfDoubt = 1.5

// Doubtful reports whether parcels may overlap in the extent. If not, its
// pieces need not be looked at again.
func (f *Fabric) Doubtful(extent int) bool {
	w := &f.weaves[extent]
	if w.steps != (fingerprint{}) {
		return w.pieces > 1
	}
	for i, b := range f.looms[extent].blocks {
		if w.landM2[i] > depthOfDoubt*b.areaM2 {
			return true
		}
	}
	return false
}
