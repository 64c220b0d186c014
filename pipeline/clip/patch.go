package clip

import (
	"github.com/paulmach/orb"

	"jiyue/geo"
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

func newLoom(extent orb.MultiPolygon) loom {
	l := loom{wall: newWall(extent)}
	for i := range extent {
		shape := extent[i : i+1]
		l.blocks = append(l.blocks, block{shape: shape, box: shape.Bound(), areaM2: geo.AreaM2(shape)})
	}
	return l
}

// mayMeet reports whether land within a box may lie in the block: false only
// where it doesn't. near are the edges of the extent that meet the box.
func (l *loom) mayMeet(block int, box orb.Bound, near []*edge) bool {
	b := &l.blocks[block]
	if !b.box.Intersects(box) {
		return false
	}
	for _, e := range near {
		if e.block == block && e.box.Intersects(box) {
			return true
		}
	}
	return locate(b.shape, box.Min) != geo.Exterior // and so is the rest of the box
}

// patch is what one batch comes to: the steps that stay open in it, and what it
// adds to each extent.
type patch struct {
	pieces int       // of the batch when it was woven
	spent  bool      // sewn on
	open   []segment // pieces are counted from the batch's first in the extent
	parts  []part
	landM2 []float64 // by the blocks of each part
	partOf []int32   // by extent: where in parts it is, from 1; 0 for nowhere
}

// part is what a batch adds to one extent.
type part struct {
	extent, pieces, steps int
	landM2                int // where in the patch's the extent's blocks begin
}

// reset makes it a patch without land over n extents.
func (p *patch) reset(n int) {
	for _, part := range p.parts {
		p.partOf[part.extent] = 0
	}
	if len(p.partOf) != n {
		p.partOf = make([]int32, n)
	}
	p.open, p.parts, p.landM2, p.spent = p.open[:0], p.parts[:0], p.landM2[:0], false
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
	open openSegments // empty between batches
	near []*edge
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
	p.open = w.open.appendTo(p.open)
	w.open.clear()
}

// addParcel takes in the parcel of a piece.
func (w *weaver) addParcel(parcel *land.Parcel, piece *land.Piece, l *loom, p *patch) {
	part := p.of(piece.Extent, len(l.blocks))
	w.near = l.wall.near(parcel.Box, w.near[:0])
	w.addArea(parcel, piece, l, p.landM2[part.landM2:])
	extent, number := int32(piece.Extent), int32(part.pieces)
	for _, polygon := range parcel.Shape {
		for _, ring := range polygon {
			if len(w.near) == 0 {
				part.steps += w.addRing(ring, extent, number)
			} else {
				part.steps += w.addRingAt(l.wall, ring, extent, number)
			}
		}
	}
	part.pieces++
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
	for i := range l.blocks {
		if l.mayMeet(i, box, w.near) {
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

// addRing pairs off the steps of a ring, with its land on the left, that lies
// within the extent. It returns how many there are.
func (w *weaver) addRing(ring orb.Ring, extent, piece int32) (steps int) {
	a := &ring[len(ring)-1]
	last := hashPoint(a)
	for i := range ring {
		b := &ring[i]
		if *a == *b {
			continue
		}
		hash := hashPoint(b)
		w.open.meet(a, b, extent, piece, keyOf(last, hash, extent))
		a, last = b, hash
		steps++
	}
	return steps
}

// addRingAt does the same for a ring at the outline of the extent, of which
// only the steps that enter count.
func (w *weaver) addRingAt(outline *wall, ring orb.Ring, extent, piece int32) (steps int) {
	walk := walk{wall: outline, near: w.near}
	a := &ring[len(ring)-1]
	for i := range ring {
		b := &ring[i]
		if *a == *b {
			continue
		}
		if walk.enters(*a, *b) {
			w.open.meet(a, b, extent, piece, keyOf(hashPoint(a), hashPoint(b), extent))
			steps++
		}
		a = b
	}
	return steps
}
