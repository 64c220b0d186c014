package overlay

import (
	"github.com/paulmach/orb"

	"jiyue/geo"
)

// Relation is how a parcel lies to an extent.
type Relation uint8

// The three relations.
const (
	Outside Relation = iota // no common area; the two may touch
	Inside                  // the whole parcel lies in the extent; boundaries may be shared
	Cut                     // a part of it does
)

// String is the relation's name in the store.
func (r Relation) String() string {
	switch r {
	case Inside:
		return "inside"
	case Cut:
		return "cut"
	}
	return "outside"
}

// Result is what lies of one parcel in one extent.
type Result struct {
	Relation Relation

	// AreaM2 is the common area, in square metres; never above ParcelAreaM2 and
	// equal to it for Inside.
	AreaM2 float64
	// ParcelAreaM2 is the area of the whole parcel: geo.AreaM2 of a valid one,
	// that of its [Repair] otherwise. Zero for Outside, where it is not needed.
	ParcelAreaM2 float64

	// Polygon is the common land. For Cut it is newly allocated and valid: rings
	// closed, shells counter-clockwise, holes clockwise within their shells, no
	// spikes. It holds AreaM2 to 1e-9 of the parcel's area and 1e-6 m²: slivers no
	// wider than rounding are left out of it as long as all of them together are
	// within that, and are kept as rings otherwise, so that Cut is never without
	// rings. For Inside it is the parcel itself (of an invalid one
	// its repair). For Outside, and always from Measure, it is nil.
	Polygon orb.MultiPolygon
}

// Clipper cuts parcels. It holds scratch memory, so each goroutine needs one of
// its own; results do not refer to it.
type Clipper struct {
	// Vetted says that the caller vouches for the parcels: finite coordinates,
	// geo.Crossing finds nothing, the first ring of each polygon is its shell
	// and the others are its holes. It saves the clipper from finding out once
	// more for each parcel that is not Outside.
	Vetted bool

	a    arrangement
	near []int32

	land, around []trapeze // of the second opinion
}

// NewClipper makes a clipper.
func NewClipper() *Clipper { return &Clipper{a: arrangement{memory: shared()}} }

// Clip cuts a parcel by an extent.
//
// A parcel that is not valid is first repaired by the even-odd rule; see
// [Repair]. See the package's comment for the laws that Clip keeps and for what
// counts as rounding.
func (c *Clipper) Clip(p *Prepared, parcel orb.MultiPolygon) Result {
	return c.run(p, parcel, true)
}

// Measure is Clip without the polygon, and faster. All other fields are the
// same to the last bit.
func (c *Clipper) Measure(p *Prepared, parcel orb.MultiPolygon) Result {
	return c.run(p, parcel, false)
}

// Known is a parcel of which its owner knows more than the rings.
type Known struct {
	Shape  orb.MultiPolygon // vouched for as [Clipper.Vetted] says
	Box    orb.Bound        // of Shape
	AreaM2 float64          // geo.AreaM2 of Shape
}

// ClipKnown is [Clipper.Clip] of a parcel that needs no second look: the same
// result to the last bit.
func (c *Clipper) ClipKnown(p *Prepared, k *Known) Result { return c.runKnown(p, k, true) }

// MeasureKnown is [Clipper.Measure] of a parcel that needs no second look.
func (c *Clipper) MeasureKnown(p *Prepared, k *Known) Result { return c.runKnown(p, k, false) }

func (c *Clipper) runKnown(p *Prepared, k *Known, rings bool) Result {
	p, relation := c.look(p, &k.Box)
	switch relation {
	case Outside:
		return Result{}
	case Inside:
		return insideResult(k, rings)
	}
	return c.cut(p, k.Shape, rings)
}

func (c *Clipper) run(p *Prepared, parcel orb.MultiPolygon, rings bool) Result {
	if !c.Vetted {
		parcel = finite(parcel)
	}
	box, some := geo.Bound(parcel)
	if !some {
		return Result{}
	}
	p, relation := c.look(p, &box)
	if relation == Outside {
		return Result{}
	}
	if !c.Vetted {
		parcel = normal(parcel)
	}
	if relation == Inside {
		return insideResult(&Known{parcel, box, geo.AreaM2(parcel)}, rings)
	}
	return c.cut(p, parcel, rings)
}

// look tells Outside or Inside where a parcel's box decides. Where it does not,
// it says Cut and leaves the segments of the extent near the box in c.near. on is
// p or, for boxes that reach far beyond the extent's lattice, p on another.
func (c *Clipper) look(p *Prepared, box *orb.Bound) (on *Prepared, r Relation) {
	if len(p.segments) == 0 || !box.Intersects(p.bound) {
		return p, Outside
	}
	c.near = c.near[:0]
	if !p.holds(box) {
		wide := p.widened(*box)
		for i := range wide.segments {
			c.near = append(c.near, int32(i))
		}
		return wide, Cut
	}
	lo, hi := p.point(box.Min), p.point(box.Max)
	switch p.cells.look(lo, hi) {
	case inside:
		return p, Inside
	case outside:
		return p, Outside
	}
	c.near = p.strips.near(lo, hi, c.near)
	switch {
	case len(c.near) > 0:
		return p, Cut
	case p.contains(lo):
		return p, Inside
	}
	return p, Outside
}

func insideResult(k *Known, rings bool) Result {
	if k.AreaM2 == 0 {
		return Result{}
	}
	r := Result{Relation: Inside, AreaM2: k.AreaM2, ParcelAreaM2: k.AreaM2}
	if rings {
		r.Polygon = k.Shape
	}
	return r
}

// cut decides a valid parcel by its own segments and those of the extent in
// c.near.
func (c *Clipper) cut(p *Prepared, parcel orb.MultiPolygon, rings bool) Result {
	a := &c.a
	a.reset(p.lattice)
	a.outline.read(&p.lattice, parcel)
	if p.rounded || a.outline.rounded {
		return c.cutWhole(p, parcel, rings)
	}
	if a.roomy(p.lo, p.hi) {
		a.arrangeContacts(p, c.near)
	} else {
		a.arrangeAll(p, c.near, parcel)
	}
	return c.finish(p, parcel, rings)
}

// arrangeContacts arranges a roomy outline and what is near of the extent.
func (a *arrangement) arrangeContacts(p *Prepared, near []int32) {
	a.findContacts(&p.strips, near)
	a.addOutline()
	a.addNear(p, near)
	a.buildTouched()
}

// arrangeAll arranges all edges of a parcel and what is near of the extent.
func (a *arrangement) arrangeAll(p *Prepared, near []int32, parcel orb.MultiPolygon) {
	a.addLand(parcel, ofParcel)
	a.addNear(p, near)
	a.build(false)
}

// finish makes the result of what was arranged.
func (c *Clipper) finish(p *Prepared, parcel orb.MultiPolygon, rings bool) Result {
	a := &c.a
	if !a.labelLocally(&p.strips) {
		return c.cutWhole(p, parcel, rings)
	}
	a.keepCommon()
	piece := a.measureKept()
	r, settled := a.settle(&piece)
	if settled {
		if rings && r.Relation == Inside {
			r.Polygon = parcel
		}
		return r
	}
	if rings {
		if !a.trace() {
			return c.cutWhole(p, parcel, rings)
		}
		r.Polygon = a.pieceRings()
	}
	return r
}

// addNear adds segments of the extent after the parcel's.
func (a *arrangement) addNear(p *Prepared, near []int32) {
	a.parcelSegments = len(a.segments)
	for _, i := range near {
		a.segments = append(a.segments, p.segments[i])
	}
}

// cutWhole is cut by winding numbers: it takes the whole boundaries of both and
// asks nothing of them. It serves where rounding may have made valid land touch
// or cross itself: corners that the lattice does not resolve, on maps whose
// numbers come close to zero; corners that another program computed to lie on an
// edge of the same land, and that stand at the double beside it.
func (c *Clipper) cutWhole(p *Prepared, parcel orb.MultiPolygon, rings bool) Result {
	a := &c.a
	a.reset(p.lattice)
	a.addLand(parcel, ofParcel)
	a.parcelSegments = len(a.segments)
	a.segments = append(a.segments, p.segments...)
	a.build(true)
	a.keepByWinding(oddBoth)
	piece := a.measureKept()
	r, settled := a.settle(&piece)
	if !rings {
		return r
	}
	switch {
	case settled && r.Relation == Inside:
		r.Polygon = parcel
	case !settled && a.trace():
		r.Polygon = a.pieceRings()
	}
	return r
}
