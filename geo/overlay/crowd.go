package overlay

import "slices"

// fewSegments is the number of segments in a cell up to which each pair is looked
// at.
const fewSegments = 32

// crossingsAmong makes nodes of the crossings that some segments have in a cell.
// Those outside of it may be left out.
//
// Many segments in one cell mostly go through all of it, such as the teeth of a
// comb, or meet in one node, such as the points of a star. Those that go through
// cross where their order on the one side is not that on the other; those that
// end in one node don't.
func (a *arrangement) crossingsAmong(here []int32, cell box, all bool) {
	if len(here) <= fewSegments {
		for n, i := range here {
			a.crossEach(i, here[n+1:], all)
		}
		return
	}
	here = a.withoutHub(here, all)
	level, upright, others := a.sortByWay(here, &cell)
	a.crossingsOfOrdered(level, &cell, all)
	a.crossingsOfOrdered(upright, &cell, all)
	for _, i := range level {
		a.crossEach(i, upright, all)
	}
	for n, i := range others {
		a.crossEach(i, others[n+1:], all)
		a.crossEach(i, level, all)
		a.crossEach(i, upright, all)
	}
}

// withoutHub makes nodes of the crossings of the segments that end in the node in
// which most do, and returns the others.
func (a *arrangement) withoutHub(here []int32, all bool) (others []int32) {
	hub := a.commonEnd(here)
	var ending []int32
	for _, i := range here {
		if s := &a.segments[i]; s.from == hub || s.to == hub {
			ending = append(ending, i)
		} else {
			others = append(others, i)
		}
	}
	for _, i := range ending {
		a.crossEach(i, others, all)
	}
	return others
}

// crossEach makes nodes of the crossings of segment i with others.
func (a *arrangement) crossEach(i int32, others []int32, all bool) {
	for _, j := range others {
		a.crossPair(i, j, all)
	}
}

// crossPair makes a node of the crossing of two segments if they have one and are
// of different sources or, if all is set, of any.
func (a *arrangement) crossPair(i, j int32, all bool) {
	a.looked++
	s, t := &a.segments[min(i, j)], &a.segments[max(i, j)] // the parcel's stand first
	if all || s.source != t.source {
		a.cross(s, t)
	}
}

// through is a segment that goes through a cell from one side to the opposite one:
// where it does so, nearly.
type through struct {
	from, to float64
	segment  int32
}

// throughError is how far, in steps, the ends of a [through] may be off: numbers
// are below 2^51, slopes at most 1, and there are four roundings.
const throughError = 4

// sortByWay tells segments that go through a cell along x, nearer to x than to y,
// from those along y, and from others.
func (a *arrangement) sortByWay(here []int32, cell *box) (level, upright, others []int32) {
	for _, i := range here {
		s := &a.segments[i]
		switch wide := s.isWide(); {
		case wide && s.lo.x <= cell.lo.x && s.hi.x >= cell.hi.x:
			level = append(level, i)
		case !wide && s.lo.y <= cell.lo.y && s.hi.y >= cell.hi.y:
			upright = append(upright, i)
		default:
			others = append(others, i)
		}
	}
	return level, upright, others
}

// isWide reports whether a segment runs along x rather than along y.
func (s *segment) isWide() bool { return s.hi.x-s.lo.x >= s.hi.y-s.lo.y }

// goesThrough is where a segment enters a cell and where it leaves it.
func (a *arrangement) goesThrough(i int32, cell *box) through {
	s := &a.segments[i]
	dx, dy := s.b.x-s.a.x, s.b.y-s.a.y
	if s.isWide() {
		return through{s.a.y + (cell.lo.x-s.a.x)*(dy/dx), s.a.y + (cell.hi.x-s.a.x)*(dy/dx), i}
	}
	return through{s.a.x + (cell.lo.y-s.a.y)*(dx/dy), s.a.x + (cell.hi.y-s.a.y)*(dx/dy), i}
}

// crossingsOfOrdered makes nodes of the crossings of segments that go through a
// cell the same way. They are put in the order in which they leave it, one by one
// in the order in which they enter: each crosses those that it then stands before,
// and perhaps those that are nearer to it, on either side, than ends may be off.
func (a *arrangement) crossingsOfOrdered(list []int32, cell *box, all bool) {
	entering := make([]through, len(list))
	for n, i := range list {
		entering[n] = a.goesThrough(i, cell)
	}
	slices.SortFunc(entering, func(p, q through) int { return compare(p.from, q.from) })
	leaving := make([]through, 0, len(list))
	for n, t := range entering {
		for k := n; k > 0 && entering[k-1].from > t.from-2*throughError; k-- {
			a.crossPair(t.segment, entering[k-1].segment, all)
		}
		k := n
		for ; k > 0 && leaving[k-1].to > t.to-2*throughError; k-- {
			a.crossPair(t.segment, leaving[k-1].segment, all)
		}
		for k < n && leaving[k].to <= t.to {
			k++
		}
		leaving = slices.Insert(leaving, k, t)
	}
}

// commonEnd is the node in which most of the segments end.
func (a *arrangement) commonEnd(list []int32) int32 {
	hub, ends := int32(none), map[int32]int{}
	for _, i := range list {
		for _, n := range [2]int32{a.segments[i].from, a.segments[i].to} {
			if ends[n]++; ends[n] > ends[hub] {
				hub = n
			}
		}
	}
	return hub
}
