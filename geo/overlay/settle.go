package overlay

import "math"

// piece is what the kept fragments amount to.
type piece struct {
	areaM2        float64
	parcelOutside bool // some of the parcel's boundary lies outside
	extentInside  bool // some of the extent's boundary bounds the piece alone
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
// adds the triangle between itself and an origin, or those of its edges.
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
		p.extentInside = p.extentInside || f.net[ofParcel] == 0
		u := a.exactly(f.end[0], origin)
		for k := f.inner.from; k < f.inner.to; k++ {
			v := a.exactly(^k, origin)
			twice += float64(f.keep) * (u.x*v.y - u.y*v.x)
			u = v
		}
		v := a.exactly(f.end[1], origin)
		twice += float64(f.keep) * (u.x*v.y - u.y*v.x)
	}
	p.areaM2 = twice / 2 * a.stepX * a.stepY
	return p
}

// edges are the lengths, in metres, of the parcel's boundary around a piece and
// of the extent's: together the piece's outline. What runs along both counts as
// the parcel's. A piece of much outline and little area is a sliver.
type edges struct{ parcelM, extentM float64 }

// keptEdges measures the fragments kept.
func (a *arrangement) keptEdges() edges {
	var e edges
	for i := range a.fragments {
		f := &a.fragments[i]
		if f.keep == 0 {
			continue
		}
		origin := a.nodes[f.end[0]].xy
		u, lengthM := a.exactly(f.end[0], origin), 0.0
		for k := f.inner.from; k < f.inner.to; k++ {
			v := a.exactly(^k, origin)
			lengthM += a.lengthM(u, v)
			u = v
		}
		lengthM += a.lengthM(u, a.exactly(f.end[1], origin))
		if f.net[ofParcel] == 0 {
			e.extentM += lengthM
		} else {
			e.parcelM += lengthM
		}
	}
	return e
}

// settle decides the relation. A piece that is nothing but rounding is none, and
// a parcel of which no more than that is missing is inside: the same rule for
// the piece and for the rest, so that extents that tile a parcel agree.
func (a *arrangement) settle(p *piece) (r Result, settled bool) {
	whole := a.outline.areaM2
	rest := whole - p.areaM2
	isInside := !p.parcelOutside && !p.extentInside || rest <= areaRounding*whole
	if noise := noiseOf(whole); p.areaM2 <= noise || !isInside && rest <= noise {
		kept := a.keptEdges()
		if p.areaM2 <= a.sliverM2(kept.parcelM+kept.extentM) && p.areaM2 <= noise {
			return Result{}, true
		}
		off := max(0, a.outline.lengthM(&a.lattice)-kept.parcelM) + kept.extentM
		isInside = isInside || rest <= a.sliverM2(off) && rest <= noise
	}
	if isInside {
		return Result{Relation: Inside, AreaM2: whole, ParcelAreaM2: whole}, true
	}
	return Result{Relation: Cut, AreaM2: math.Min(p.areaM2, whole), ParcelAreaM2: whole}, false
}

// sliverM2 is the largest area, of a piece with a given outline, that rounding
// can make: half the outline times the mean width is the area of a sliver. No
// more than noiseM2 and noisePart of the parcel is taken for that, however long
// the outline.
func (a *arrangement) sliverM2(edgeM float64) float64 {
	return a.noiseM*edgeM/2 + bentSteps*a.stepM()*a.bentM
}
