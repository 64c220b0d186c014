package overlay

import "math"

// strips holds the segments of an extent by horizontal strips of equal height,
// so that a parcel looks only at those that lie at its own height.
type strips struct {
	segments []segment
	lo, hi   xy // box of all segments
	perStep  float64
	first    []int32 // strip i lists entries first[i] to first[i+1]
	entries  []int32 // segments
}

const (
	// mostStrips bounds the memory of one extent: 4 bytes a strip and an entry.
	mostStrips = 4096
	// mostEntries bounds how often a segment is listed, on average.
	mostEntries = 8
)

func newStrips(segments []segment) strips {
	s := strips{segments: append([]segment(nil), segments...)}
	if len(segments) == 0 {
		return s
	}
	s.lo, s.hi = segments[0].lo, segments[0].hi
	var height float64
	for i := range segments {
		g := &segments[i]
		s.lo = xy{min(s.lo.x, g.lo.x), min(s.lo.y, g.lo.y)}
		s.hi = xy{max(s.hi.x, g.hi.x), max(s.hi.y, g.hi.y)}
		height += g.hi.y - g.lo.y
	}
	total, n := s.hi.y-s.lo.y+1, float64(len(segments))
	// Each strip cuts as many segments as stand above each other on average;
	// more strips than this would list segments too often.
	count := min(n/2, mostStrips, mostEntries*n*total/(height+1))
	s.fill(max(1, int(count)))
	return s
}

func (s *strips) fill(count int) {
	s.perStep = float64(count) / (s.hi.y - s.lo.y + 1)
	s.first = make([]int32, count+1)
	for i := range s.segments {
		from, to := s.span(s.segments[i].lo.y, s.segments[i].hi.y)
		for k := from; k <= to; k++ {
			s.first[k+1]++
		}
	}
	for k := range count {
		s.first[k+1] += s.first[k]
	}
	s.entries = make([]int32, s.first[count])
	next := append([]int32(nil), s.first...)
	for i := range s.segments {
		from, to := s.span(s.segments[i].lo.y, s.segments[i].hi.y)
		for k := from; k <= to; k++ {
			s.entries[next[k]] = int32(i)
			next[k]++
		}
	}
}

// span is the first and the last strip that heights lo to hi fall into.
func (s *strips) span(lo, hi float64) (from, to int) {
	return s.strip(lo), s.strip(hi)
}

func (s *strips) strip(y float64) int {
	k := int((y - s.lo.y) * s.perStep)
	return min(max(k, 0), len(s.first)-2)
}

// near appends the segments that may have a point in common with a box, one
// step around it included: all that have one, and few others.
func (s *strips) near(lo, hi xy, found []int32) []int32 {
	if len(s.segments) == 0 {
		return found
	}
	lo, hi = xy{lo.x - 1, lo.y - 1}, xy{hi.x + 1, hi.y + 1}
	if lo.x > s.hi.x || hi.x < s.lo.x || lo.y > s.hi.y || hi.y < s.lo.y {
		return found
	}
	from, to := s.span(lo.y, hi.y)
	for k := from; k <= to; k++ {
		for _, i := range s.entries[s.first[k]:s.first[k+1]] {
			g := &s.segments[i]
			if g.lo.x > hi.x || g.hi.x < lo.x || g.lo.y > hi.y || g.hi.y < lo.y {
				continue
			}
			// A segment in several strips is taken in the first of them.
			if k > from && s.strip(g.lo.y) < k || passes(g, lo, hi) {
				continue
			}
			found = append(found, i)
		}
	}
	return found
}

// passes reports whether a box lies wholly on one side of a segment's line, by
// more than rounding.
func passes(g *segment, lo, hi xy) bool {
	dx, dy := g.b.x-g.a.x, g.b.y-g.a.y
	p, q := dx*((lo.y+hi.y)/2-g.a.y), dy*((lo.x+hi.x)/2-g.a.x)
	radius := (math.Abs(dx)*(hi.y-lo.y) + math.Abs(dy)*(hi.x-lo.x)) / 2
	const doubt = 8 * 0x1p-53
	return math.Abs(p-q) > radius+doubt*(math.Abs(p)+math.Abs(q)+radius)
}

// contains tells whether a lattice point that lies on no segment is inside.
func (s *strips) contains(v xy) bool {
	if v.x < s.lo.x || v.x > s.hi.x || v.y < s.lo.y || v.y > s.hi.y || len(s.segments) == 0 {
		return false
	}
	k, in := s.strip(v.y), false
	for _, i := range s.entries[s.first[k]:s.first[k+1]] {
		if g := &s.segments[i]; crossesRay(g.a, g.b, v) {
			in = !in
		}
	}
	return in
}
