package ingest

import (
	"github.com/paulmach/orb"

	"jiyue/geo/index"
)

// extentBoxes are the boxes of all extents.
type extentBoxes struct {
	boxes []orb.Bound
	tree  *index.Index
}

// SkipFar makes Read leave out what nobody asks of a parcel that touches the
// box of no extent: only its id and its area are read. It is land outside,
// whatever its attributes. Call it before the first Read.
func (in *Input) SkipFar() {
	e := &extentBoxes{boxes: make([]orb.Bound, len(in.Extents))}
	for i := range in.Extents {
		e.boxes[i] = in.Extents[i].Shape.Bound()
	}
	e.tree = index.New(e.boxes)
	in.extentBoxes = e
}

// vicinity tells which boxes lie near an extent. Consecutive records mostly lie
// together, so it asks the tree for a neighbourhood and compares what follows
// with the few extents there.
type vicinity struct {
	all    *extentBoxes // nil: everything is near
	around orb.Bound    // the neighbourhood
	here   []orb.Bound  // the boxes of the extents that touch it
}

// What a neighbourhood is, by what reading was fastest: wide enough that a
// street of parcels lies within, with so few extents that comparing with all of
// them costs less than the tree.
const (
	neighbourhoodSizes = 16 // of the parcel, on each side
	mostNeighbours     = 16
)

// far reports whether a box, which is one of places, touches that of no extent.
func (v *vicinity) far(box *orb.Bound) bool {
	if v.all == nil {
		return false
	}
	if !contains(&v.around, box) && !v.move(box) {
		return v.all.far(box)
	}
	for i := range v.here {
		if touch(&v.here[i], box) {
			return false
		}
	}
	return true
}

// move makes a neighbourhood around a box; false, and none, where it has too
// many extents.
func (v *vicinity) move(box *orb.Bound) bool {
	v.around = box.Pad(neighbourhoodSizes * max(box.Max[0]-box.Min[0], box.Max[1]-box.Min[1]))
	v.here = v.here[:0]
	v.all.tree.Query(v.around, func(i int) bool {
		v.here = append(v.here, v.all.boxes[i])
		return len(v.here) <= mostNeighbours
	})
	if len(v.here) <= mostNeighbours {
		return true
	}
	v.forget()
	return false
}

// forget makes the next question one for the tree.
func (v *vicinity) forget() { v.around = orb.Bound{Min: orb.Point{1, 1}} }

func (e *extentBoxes) far(box *orb.Bound) bool {
	far := true
	e.tree.Query(*box, func(int) bool { far = false; return false })
	return far
}

// touch reports whether two boxes have a point in common.
func touch(a, b *orb.Bound) bool {
	return a.Min[0] <= b.Max[0] && b.Min[0] <= a.Max[0] && a.Min[1] <= b.Max[1] && b.Min[1] <= a.Max[1]
}

// contains reports whether b lies in a.
func contains(a, b *orb.Bound) bool {
	return a.Min[0] <= b.Min[0] && a.Min[1] <= b.Min[1] && b.Max[0] <= a.Max[0] && b.Max[1] <= a.Max[1]
}
