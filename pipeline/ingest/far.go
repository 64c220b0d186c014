package ingest

import (
	"github.com/paulmach/orb"

	"jiyue/geo/index"
)

// SkipFar makes Read leave out what nobody asks of a parcel that touches the
// box of no extent: only its id and its area are read. It is land outside,
// whatever its attributes. Call it before the first Read.
func (in *Input) SkipFar() {
	boxes := make([]orb.Bound, len(in.Extents))
	for i := range in.Extents {
		boxes[i] = in.Extents[i].Shape.Bound()
	}
	in.extentBoxes = index.New(boxes)
}

// vicinity tells which boxes lie far from every extent, asked for one after the
// other. The zero value takes everything as near.
type vicinity struct {
	extents *index.Cursor
	found   []int
}

// far reports whether a box, which is one of places, touches that of no extent.
func (v *vicinity) far(box *orb.Bound) bool {
	if v.extents == nil {
		return false
	}
	v.found = v.extents.Query(box, v.found[:0])
	return len(v.found) == 0
}
