package clip

import (
	"github.com/paulmach/orb"

	"jiyue/geo"
	"jiyue/geo/overlay"
	"jiyue/pipeline/land"
)

// loom is what weaving needs to know of one extent. It never changes.
type loom struct {
	wall   *wall
	blocks []block
}

// block is one polygon of an extent.
type block struct {
	shape  orb.MultiPolygon
	box    orb.Bound
	areaM2 float64
}

func newLoom(extent orb.MultiPolygon, prepared *overlay.Prepared) loom {
	l := loom{wall: newWall(extent, prepared)}
	for i := range extent {
		shape := extent[i : i+1]
		l.blocks = append(l.blocks, block{shape: shape, box: shape.Bound(), areaM2: geo.AreaM2(shape)})
	}
	return l
}

// mayMeet reports whether land within a box that meets the block's may lie in
// the block: false only where it doesn't. near are the edges of the extent that
// meet the box.
func (l *loom) mayMeet(block int, box *orb.Bound, near []*edge) bool {
	for _, e := range near {
		if e.block == block && intersect(&e.box, box) {
			return true
		}
	}
	return locate(l.blocks[block].shape, box.Min) != geo.Exterior // and so is the rest of the box
}

// patch is what one batch comes to: what it adds to each extent.
type patch struct {
	pieces int  // of the batch when it was woven
	spent  bool // sewn on
	parts  []part
	landM2 []float64 // by the blocks of each part
	partOf []int32   // by extent: where in parts it is, from 1; 0 for nowhere
}

// part is what a batch adds to one extent.
type part struct {
	extent, pieces int
	allM2          float64     // of the pieces
	steps          fingerprint // of those that enter
	landM2         int         // where in the patch's the extent's blocks begin
}

// reset makes it a patch without land over n extents.
func (p *patch) reset(n int) {
	for _, part := range p.parts {
		p.partOf[part.extent] = 0
	}
	if len(p.partOf) != n {
		p.partOf = make([]int32, n)
	}
	p.parts, p.landM2, p.spent = p.parts[:0], p.landM2[:0], false
}

// of returns the part of an extent with so many blocks.
func (p *patch) of(extent, blocks int) *part {
	if p.partOf[extent] == 0 {
		p.parts = append(p.parts, part{extent: extent, landM2: len(p.landM2)})
		for range blocks {
			p.landM2 = append(p.landM2, 0)
		}
		p.partOf[extent] = int32(len(p.parts))
	}
	return &p.parts[p.partOf[extent]-1]
}

// weaver weaves patches: the scratch memory of one goroutine.
type weaver struct {
	near   []*edge
	blocks []int
}

// weave makes p the patch of the batch.
func (w *weaver) weave(b *land.Batch, looms []loom, p *patch) {
	p.reset(len(looms))
	p.pieces = len(b.Pieces)
	next := 0
	for i := range b.Pieces {
		piece := &b.Pieces[i]
		for b.Parcels[next].Record != piece.Record {
			next++
		}
		w.addParcel(&b.Parcels[next], piece, &looms[piece.Extent], p)
	}
}

// addParcel takes in the parcel of a piece.
func (w *weaver) addParcel(parcel *land.Parcel, piece *land.Piece, l *loom, p *patch) {
	part := p.of(piece.Extent, len(l.blocks))
	part.pieces++
	part.allM2 += piece.PlanarM2
	w.near = l.wall.near(&parcel.Box, w.near[:0])
	w.addArea(parcel, piece, l, p.landM2[part.landM2:])
	for _, polygon := range parcel.Shape {
		for _, ring := range polygon {
			if len(w.near) == 0 {
				part.steps.addRing(ring)
			} else {
				w.addRingAt(l.wall, ring, &part.steps)
			}
		}
	}
}

// addArea adds the piece to the land seen in its block; where it may lie in any
// of several, to that of each.
func (w *weaver) addArea(parcel *land.Parcel, piece *land.Piece, l *loom, landM2 []float64) {
	if len(l.blocks) == 1 {
		landM2[0] += piece.PlanarM2
		return
	}
	box := parcel.Box
	if piece.Relation != land.Inside {
		box = commonBox(box, piece.Shape.Bound()) // rounding may put the piece beyond the parcel
	}
	w.blocks = w.blocks[:0]
	for i := range l.blocks {
		if intersect(&l.blocks[i].box, &box) {
			w.blocks = append(w.blocks, i)
		}
	}
	for _, i := range w.blocks {
		if len(w.blocks) == 1 || l.mayMeet(i, &box, w.near) {
			landM2[i] += piece.PlanarM2
		}
	}
}

// commonBox returns the box that two have in common.
func commonBox(a, b orb.Bound) orb.Bound {
	return orb.Bound{
		Min: orb.Point{max(a.Min[0], b.Min[0]), max(a.Min[1], b.Min[1])},
		Max: orb.Point{min(a.Max[0], b.Max[0]), min(a.Max[1], b.Max[1])},
	}
}

// addRingAt adds the steps of a ring at the outline of the extent that enter it.
func (w *weaver) addRingAt(outline *wall, ring orb.Ring, steps *fingerprint) {
	walk := walk{wall: outline, near: w.near}
	a := &ring[len(ring)-1]
	from := scatter(a)
	for i := range ring {
		b := &ring[i]
		if *a == *b {
			continue
		}
		to := scatter(b)
		if walk.enters(a, b) {
			steps.addStep(from, to)
		}
		a, from = b, to
	}
}
