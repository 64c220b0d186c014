package overlay

import "slices"

// fewPairs is the number of pairs, of segments or of segments and nodes, up to
// which looking at each is cheaper than sorting first.
const fewPairs = 1 << 12

// findCrossings makes a node of every proper crossing of two segments: of
// different sources or, if all is set, of any. Segments that only touch do so
// at an end, which is a node already.
func (a *arrangement) findCrossings(all bool) {
	if all || len(a.segments)*len(a.segments) > 2*fewPairs {
		a.crossingsBySweep(all)
		return
	}
	for j := a.parcelSegments; j < len(a.segments); j++ {
		for i := 0; i < a.parcelSegments; i++ {
			a.cross(&a.segments[i], &a.segments[j])
		}
	}
}

// crossingsBySweep looks at the pairs that overlap in x.
func (a *arrangement) crossingsBySweep(all bool) {
	a.order = a.order[:0]
	for i := range a.segments {
		a.order = append(a.order, int32(i))
	}
	slices.SortFunc(a.order, func(i, j int32) int {
		if c := compare(a.segments[i].lo.x, a.segments[j].lo.x); c != 0 {
			return c
		}
		return int(i - j)
	})
	for k, i := range a.order {
		s := &a.segments[i]
		for _, j := range a.order[k+1:] {
			t := &a.segments[j]
			if t.lo.x > s.hi.x {
				break
			}
			switch {
			case s.source == ofExtent && t.source == ofParcel:
				a.cross(t, s)
			case all || s.source != t.source:
				a.cross(s, t)
			}
		}
	}
}

// cross makes a node of the crossing of two segments if they have one. It is
// placed along the first, which is the parcel's: where the crossing was before
// rounding then depends on nothing but the two.
func (a *arrangement) cross(s, t *segment) {
	if s.lo.x > t.hi.x || t.lo.x > s.hi.x || s.lo.y > t.hi.y || t.lo.y > s.hi.y {
		return
	}
	if sa, sb := side(t.a, t.b, s.a), side(t.a, t.b, s.b); sa == 0 || sb == 0 || (sa > 0) == (sb > 0) {
		return
	}
	if ta, tb := side(s.a, s.b, t.a), side(s.a, s.b, t.b); ta == 0 || tb == 0 || (ta > 0) == (tb > 0) {
		return
	}
	at, off := crossing(s, t)
	a.nodeAt(at, off)
}
