package overlay

import (
	"math"

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
	// spikes, no slivers. For Inside it is the parcel itself (of an invalid one
	// its repair). For Outside, and always from Measure, it is nil.
	Polygon orb.MultiPolygon

	// ParcelEdgeM and ExtentEdgeM are the lengths, in metres, of the parcel's
	// boundary in the extent and of the extent's boundary inside the parcel:
	// together the outline of the common land. What runs along both counts as
	// the parcel's. A piece of much outline and little area is a sliver. Slivers
	// no wider than rounding, which Polygon leaves out, are counted here.
	ParcelEdgeM, ExtentEdgeM float64
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
func NewClipper() *Clipper { return new(Clipper) }

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

func (c *Clipper) run(p *Prepared, parcel orb.MultiPolygon, rings bool) Result {
	if !c.Vetted {
		parcel = finite(parcel)
	}
	bound, some := boundOf(parcel)
	if !some || len(p.segments) == 0 || !bound.Intersects(p.bound) {
		return Result{}
	}
	if !p.holds(bound) {
		return c.clipWide(p, parcel, bound, rings)
	}
	lo, hi := p.point(bound.Min), p.point(bound.Max)
	c.near = p.strips.near(lo, hi, c.near[:0])
	if len(c.near) == 0 {
		if !p.contains(lo) {
			return Result{}
		}
		return c.insideResult(c.valid(parcel), rings)
	}
	return c.cut(p, c.valid(parcel), rings)
}

// valid is the parcel, repaired if need be.
func (c *Clipper) valid(parcel orb.MultiPolygon) orb.MultiPolygon {
	if c.Vetted {
		return parcel
	}
	return normal(parcel)
}

// clipWide serves parcels that reach far beyond the extent's lattice.
func (c *Clipper) clipWide(p *Prepared, parcel orb.MultiPolygon, bound orb.Bound, rings bool) Result {
	wide := p.widened(bound)
	c.near = c.near[:0]
	for i := range wide.segments {
		c.near = append(c.near, int32(i))
	}
	return c.cut(wide, c.valid(parcel), rings)
}

func (c *Clipper) insideResult(parcel orb.MultiPolygon, rings bool) Result {
	r := Result{Relation: Inside, AreaM2: geo.AreaM2(parcel), ParcelEdgeM: geo.PerimeterM(parcel)}
	r.ParcelAreaM2 = r.AreaM2
	if r.AreaM2 == 0 {
		return Result{}
	}
	if rings {
		r.Polygon = parcel
	}
	return r
}

// cut decides a valid parcel by its own segments and those of the extent in
// c.near.
func (c *Clipper) cut(p *Prepared, parcel orb.MultiPolygon, rings bool) Result {
	a := &c.a
	a.reset(p.lattice)
	a.addLand(parcel, ofParcel)
	a.parcelSegments = len(a.segments)
	for _, i := range c.near {
		a.segments = append(a.segments, p.segments[i])
	}
	a.build(false)
	if !a.labelLocally(&p.strips) {
		return c.cutWhole(p, parcel, rings)
	}
	a.keepCommon()
	piece := a.measureKept()
	r, settled := a.settle(&piece, parcel)
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
		r.Polygon = a.polygons()
	}
	return r
}

// cutWhole is cut by winding numbers: it takes the whole boundaries of both and
// asks nothing of them. It serves where rounding to the lattice, on maps that
// span more than it resolves, has made valid land touch or cross itself.
func (c *Clipper) cutWhole(p *Prepared, parcel orb.MultiPolygon, rings bool) Result {
	a := &c.a
	a.reset(p.lattice)
	a.addLand(parcel, ofParcel)
	a.parcelSegments = len(a.segments)
	a.segments = append(a.segments, p.segments...)
	a.build(true)
	a.keepByWinding(oddBoth)
	piece := a.measureKept()
	r, settled := a.settle(&piece, parcel)
	if !rings {
		return r
	}
	switch {
	case settled && r.Relation == Inside:
		r.Polygon = parcel
	case !settled && a.trace():
		r.Polygon = a.polygons()
	}
	return r
}

// piece is what the kept fragments amount to.
type piece struct {
	areaM2                   float64
	parcelEdgeM, extentEdgeM float64
	parcelOutside            bool // some of the parcel's boundary lies outside
}

// keepCommon keeps the fragments that bound the common land: those of either
// source inside the other, and those of both that have land on the same side.
func (a *arrangement) keepCommon() {
	for i := range a.fragments {
		f := &a.fragments[i]
		switch mine, other := f.net[ofParcel], f.net[ofExtent]; {
		case mine == other || other == 0 && f.label == inside:
			f.keep = int8(mine)
		case mine == 0 && f.label == inside:
			f.keep = int8(other)
		}
	}
}

// measureKept sums up the fragments kept. The area needs no rings: each fragment
// adds the triangle between itself and an origin.
func (a *arrangement) measureKept() piece {
	var p piece
	var twice float64 // in square steps
	var origin xy     // near the piece: products with far ones lose digits
	some := false
	for i := range a.fragments {
		f := &a.fragments[i]
		if f.keep == 0 {
			p.parcelOutside = p.parcelOutside || f.net[ofParcel] != 0
			continue
		}
		if !some {
			origin, some = a.nodes[f.end[0]].xy, true
		}
		u, v := a.exactly(f.end[0], origin), a.exactly(f.end[1], origin)
		twice += float64(f.keep) * (u.x*v.y - u.y*v.x)
		if f.net[ofParcel] == 0 {
			p.extentEdgeM += a.lengthM(u, v)
		} else {
			p.parcelEdgeM += a.lengthM(u, v)
		}
	}
	p.areaM2 = twice / 2 * a.stepX * a.stepY
	return p
}

// settle decides the relation. A piece that is nothing but rounding is none, and
// a parcel of which no more than that is missing is inside: the same rule for
// the piece and for the rest, so that extents that tile a parcel agree.
func (a *arrangement) settle(p *piece, parcel orb.MultiPolygon) (r Result, settled bool) {
	whole, lengthM := geo.AreaM2(parcel), geo.PerimeterM(parcel)
	edgeM := p.parcelEdgeM + p.extentEdgeM
	if p.areaM2 <= a.mostNoiseM2(edgeM, whole) {
		return Result{}, true
	}
	restEdgeM := max(0, lengthM-p.parcelEdgeM) + p.extentEdgeM
	r = Result{
		Relation: Cut, AreaM2: math.Min(p.areaM2, whole), ParcelAreaM2: whole,
		ParcelEdgeM: p.parcelEdgeM, ExtentEdgeM: p.extentEdgeM,
	}
	rest := whole - p.areaM2
	if !p.parcelOutside && p.extentEdgeM == 0 || rest <= max(a.mostNoiseM2(restEdgeM, whole), areaRounding*whole) {
		r.Relation, r.AreaM2, r.ParcelEdgeM, r.ExtentEdgeM = Inside, whole, lengthM, 0
		return r, true
	}
	return r, false
}

// mostNoiseM2 is the largest area, of a piece with a given outline, that may be
// rounding. Half the outline times the mean width is the area of a sliver.
func (a *arrangement) mostNoiseM2(edgeM, parcelM2 float64) float64 {
	thin := a.noiseM*edgeM/2 + bentSteps*a.stepM()*a.bentM
	return min(thin, noisePart*parcelM2+noiseM2)
}
