package clip

import (
	"math"
	"sync"

	"jiyue/pipeline/land"
)

// Fabric tells which extents their parcels cover once and wholly, without holding
// any parcel against its neighbours. It makes a patch of each batch
// ([Fabric.Weave], in parallel), sews these together ([Fabric.Add], in input
// order), then says where there is doubt ([Fabric.Doubtful]). There the pieces of
// the extent are looked at once more, by package topology.
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
// own. The sums of areas show whether this is one in each: below two (a piece
// that may lie in several blocks counts towards each), and all together as large
// as the extent. Then no land is covered twice, and none is left bare. What enters
// an extent is decided exactly.
//
// Boundaries that differ by a vertex in the middle of a straight line
// (T-junctions) stay open and cost a second look, not findings.
//
// # Memory
//
// Some numbers an extent.
type Fabric struct {
	looms   []loom    // by extent; read by all goroutines
	weavers sync.Pool // of *weaver
	weaves  []weave   // by extent
}

// weave is what has been seen of one extent.
type weave struct {
	pieces int
	allM2  float64     // of all pieces
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
		w.allM2 += part.allM2
		w.steps.add(&part.steps)
		for i := range w.landM2 {
			w.landM2[i] += p.landM2[part.landM2+i]
		}
	}
}

// A block in question has the same depth everywhere: halfway between two depths
// tells them apart.
const (
	depthOfOverlap = 1.5 // mean depth of a block from which some of it may be covered twice
	partOfGap      = 0.5 // of the smallest block, by which the pieces are short if it is bare
)

// Doubtful reports whether parcels may overlap in the extent, or leave some of it
// bare. If not, its pieces need not be looked at again. An extent without pieces
// is beyond doubt.
func (f *Fabric) Doubtful(extent int) bool {
	w, blocks := &f.weaves[extent], f.looms[extent].blocks
	if w.pieces == 0 || w.steps != (fingerprint{}) {
		return w.pieces > 0
	}
	allM2, leastM2 := 0.0, math.Inf(1)
	for i, b := range blocks {
		if w.landM2[i] > depthOfOverlap*b.areaM2 {
			return true
		}
		allM2 += b.areaM2
		leastM2 = min(leastM2, b.areaM2)
	}
	return w.allM2 < allM2-partOfGap*leastM2
}
