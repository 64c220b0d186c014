package clip

import (
	"slices"

	"github.com/paulmach/orb"

	"jiyue/geo/index"
	"jiyue/geo/overlay"
	"jiyue/pipeline/land"
)

// Extents are the extents of a run, prepared for clipping. They are immutable
// and safe for concurrent use.
type Extents struct {
	extents  []land.Extent
	prepared []*overlay.Prepared
	boxes    *index.Index
	meets    [][]int // for every extent the later ones that share area with it
}

// Prepare makes the extents ready for clipping. Shapes must be valid and in
// the working CRS.
func Prepare(extents []land.Extent) *Extents {
	x := &Extents{extents: extents, prepared: make([]*overlay.Prepared, len(extents)), meets: make([][]int, len(extents))}
	boxes := make([]orb.Bound, len(extents))
	for i, e := range extents {
		x.prepared[i] = overlay.PrepareForMany(e.Shape)
		boxes[i] = x.prepared[i].Bound()
	}
	x.boxes = index.New(boxes)
	x.findOverlaps(boxes)
	return x
}

// findOverlaps notes which extents share area: a parcel there is counted in
// both, and the ledger has to know how much.
func (x *Extents) findOverlaps(boxes []orb.Bound) {
	clipper := vetted()
	for i := range x.extents {
		x.boxes.Query(boxes[i], func(j int) bool {
			if j > i && clipper.Measure(x.prepared[i], x.extents[j].Shape).Relation != overlay.Outside {
				x.meets[i] = append(x.meets[i], j)
			}
			return true
		})
		slices.Sort(x.meets[i])
	}
}
