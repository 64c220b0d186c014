package overlay

import (
	"slices"

	"github.com/paulmach/orb"

	"jiyue/geo"
)

// Coverage tells how pieces cover an extent: what none of them covers, and what
// several do. Give it all pieces by [Coverage.Add], then ask by
// [Coverage.Depths]. It is not safe for concurrent use.
//
// # Method
//
// The boundary of every piece is walked with its land on the left. Crossing a
// step of it changes by one how many pieces cover a place: its depth. Where two
// pieces share a step, one walks it to and the other fro; the changes cancel,
// and so do the steps, at once, in a table ([openSteps]). The steps that are left
// are the boundaries of all land that is covered otherwise than its
// neighbourhood, wherever pieces share their corners or not. Together with the
// outline of the extent they are broken at their common points ([arrangement]),
// and the winding number of the pieces' steps around a face is its depth. So a
// fabric without a flaw costs a look at each of its steps, and a fabric with
// flaws what is flawed.
//
// All of it is decided on the lattice of the extent, on which the corners of cut
// pieces lie anyway.
type Coverage struct {
	extent orb.MultiPolygon
	a      arrangement
	open   openSteps
}

// NewCoverage returns the coverage of an extent, a valid multi-polygon in planar
// metres, by no piece.
func NewCoverage(extent orb.MultiPolygon) *Coverage {
	c := &Coverage{extent: finite(extent)}
	bound, _ := geo.Bound(c.extent)
	c.a.reset(newLattice(bound))
	return c
}

// Add takes in a piece: valid, within the extent, its shells counter-clockwise
// and its holes clockwise, as [Clipper.Clip] leaves them. What rounding puts
// beyond the outline is no harm.
func (c *Coverage) Add(piece orb.MultiPolygon) {
	for _, polygon := range piece {
		for _, ring := range polygon {
			c.addRing(ring)
		}
	}
}

func (c *Coverage) addRing(ring orb.Ring) {
	if len(ring) == 0 {
		return
	}
	from := c.a.point(ring[len(ring)-1])
	last := hash(from)
	for _, p := range ring {
		to := c.a.point(p)
		if from == to {
			continue
		}
		key := hash(to)
		c.open.meet(from, to, stepKey(last, key))
		from, last = to, key
	}
}

// Depths is how deep the pieces cover an extent. Areas are in m², exact but for
// rounding: the area of the extent, less the areas of all pieces, is GapM2 less
// ExcessM2.
type Depths struct {
	GapM2    float64 // of the extent, covered by no piece
	ExcessM2 float64 // of the pieces, beyond what the extent holds: land that n of them cover counts n-1 times

	Gaps  orb.MultiPolygon   // what no piece covers; two that only touch are two
	Twice []orb.MultiPolygon // Twice[k] is what k+2 pieces or more cover
}

// Depths returns how deep the pieces added so far cover the extent. Shapes are
// valid; what is no wider than rounding is left out of them, but not of the
// areas.
func (c *Coverage) Depths() Depths {
	a := &c.a
	a.reset(a.lattice)
	a.reserve(c.open.count + corners(c.extent))
	for i := range c.open.list {
		if s := &c.open.list[i]; s.waits() {
			a.segments = append(a.segments, newSegment(s.a, s.b, ofParcel))
		}
	}
	a.parcelSegments = len(a.segments)
	a.addLand(c.extent, ofExtent)
	if len(a.segments) == 0 {
		return Depths{}
	}
	a.build(true)
	left := a.windings()
	d := Depths{
		GapM2:    a.integral(left, func(w winding) int32 { return max(w[ofExtent]-w[ofParcel], 0) }),
		ExcessM2: a.integral(left, func(w winding) int32 { return max(w[ofParcel]-w[ofExtent], 0) }),
		Gaps:     a.landWhere(left, func(w winding) bool { return w[ofExtent] > w[ofParcel] }),
	}
	for depth := int32(2); depth <= deepest(left); depth++ {
		d.Twice = append(d.Twice, a.landWhere(left, func(w winding) bool { return w[ofParcel] >= depth }))
	}
	return d
}

func corners(mp orb.MultiPolygon) int {
	n := 0
	for _, polygon := range mp {
		for _, r := range polygon {
			n += len(r)
		}
	}
	return n
}

// reserve makes room for so many segments: boundaries have as many nodes, and
// where neighbours lie along each other some more fragments.
func (a *arrangement) reserve(segments int) {
	a.segments = slices.Grow(a.segments, segments)
	a.nodes = slices.Grow(a.nodes, segments)
	a.fragments = slices.Grow(a.fragments, segments+segments/2)
	a.table.reserve(segments)
}

// deepest is the largest depth of any face.
func deepest(left []winding) int32 {
	var most int32
	for _, w := range left {
		most = max(most, w[ofParcel])
	}
	return most
}

// integral is the integral over the plane, in m², of a value that each face has
// by its winding; 0 for that of the outermost one.
func (a *arrangement) integral(left []winding, value func(winding) int32) float64 {
	var twice float64 // in square steps
	origin := a.nodes[0].xy
	for i := range a.fragments {
		f := &a.fragments[i]
		if change := value(left[2*i]) - value(f.right(left[2*i])); change != 0 {
			u, v := a.exactly(f.end[0], origin), a.exactly(f.end[1], origin)
			twice += float64(change) * (u.x*v.y - u.y*v.x)
		}
	}
	return twice / 2 * a.stepX * a.stepY
}

// landWhere is the land of the faces for which a rule holds.
func (a *arrangement) landWhere(left []winding, rule func(winding) bool) orb.MultiPolygon {
	a.keepWhere(left, rule)
	if !a.trace() {
		return nil
	}
	return a.polygons()
}
