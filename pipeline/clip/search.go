package clip

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"

	"jiyue/geo/index"
	"jiyue/geo/overlay"
)

// reachM is how far around a place pieces are taken to be at it: far beyond
// the rounding that geo/overlay takes for nothing (2·10^-8 m) and short of the
// width of any parcel.
const reachM = 0.01

// place is a box where pieces may overlap: one piece with others, or any two.
type place struct {
	box   orb.Bound
	piece int // anyPiece for any two
}

const anyPiece = -1

// search tests pairs of pieces where there is doubt, and wherever a pair that
// overlaps leads; no pair twice.
type search struct {
	pairs  pairing
	boxes  []orb.Bound
	index  *index.Index
	tested map[[2]int32]struct{}
	next   []place
	here   []int // pieces at a place
	found  []Overlap
}

func newSearch(pieces []orb.MultiPolygon) *search {
	boxes := boundsOf(pieces)
	return &search{pairs: newPairing(pieces), boxes: boxes, index: index.New(boxes), tested: map[[2]int32]struct{}{}}
}

// around tests the pairs at a place and follows those that overlap.
func (s *search) around(p place) {
	s.next = append(s.next, p)
	for len(s.next) > 0 {
		p := s.next[len(s.next)-1]
		s.next = s.next[:len(s.next)-1]
		s.here = s.here[:0]
		s.index.Query(p.box.Pad(reachM), func(i int) bool { s.here = append(s.here, i); return true })
		for k, i := range s.here {
			if p.piece != anyPiece {
				s.test(p.piece, i)
				continue
			}
			for _, j := range s.here[k+1:] {
				s.test(i, j)
			}
		}
	}
}

// test measures what two pieces share. Where it is anything, the search goes on.
func (s *search) test(i, j int) {
	if i > j {
		i, j = j, i
	}
	if i == j || boxArea(s.boxes[i], s.boxes[j]) == 0 {
		return
	}
	pair := [2]int32{int32(i), int32(j)}
	if _, done := s.tested[pair]; done {
		return
	}
	s.tested[pair] = struct{}{}
	area := s.pairs.commonM2(i, j)
	if area > 0 {
		s.next = append(s.next, place{s.pairs.common(i, j).Bound(), anyPiece})
	}
	if area > OverlapToleranceM2 {
		s.found = append(s.found, Overlap{i, j, area})
	}
}

// sample holds a piece that has land in the block against its neighbours. One
// is enough, but not if it has so little there that rounding could hide it.
func (s *search) sample(block orb.Polygon) {
	var near []int
	s.index.Query(block.Bound(), func(i int) bool { near = append(near, i); return true })
	slices.Sort(near)
	prepared := overlay.Prepare(orb.MultiPolygon{block})
	for _, i := range near {
		area := s.pairs.clipper.Measure(prepared, s.pairs.shapes[i]).AreaM2
		if area > 0 {
			s.around(place{s.boxes[i], i})
		}
		if area > OverlapToleranceM2 {
			return
		}
	}
}

// finish returns the overlaps in the order of their pieces.
func (s *search) finish() []Overlap {
	slices.SortFunc(s.found, func(a, b Overlap) int { return cmp.Or(cmp.Compare(a.I, b.I), cmp.Compare(a.J, b.J)) })
	return s.found
}
