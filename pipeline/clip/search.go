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

// place is a box where pieces may overlap: one piece with others, at a step of
// its boundary or anywhere in the box, or any two.
type place struct {
	box   orb.Bound
	piece int32 // anyPiece for any two
	atAB  bool  // at the step from a to b
	a, b  orb.Point
}

const anyPiece = -1

// search tests pairs of pieces where there is doubt, and wherever a pair that
// overlaps leads; no pair twice.
type search struct {
	pairs  pairing
	boxes  []orb.Bound
	index  *index.Index
	tested map[[2]int32]bool // whether they share land
	next   []place
	here   []int // pieces at a place
	found  []Overlap
}

func newSearch(pieces []orb.MultiPolygon) *search {
	boxes := boundsOf(pieces)
	return &search{pairs: newPairing(pieces), boxes: boxes, index: index.New(boxes), tested: map[[2]int32]bool{}}
}

// around tests the pairs at a place and follows those that overlap.
func (s *search) around(p place) {
	s.next = append(s.next, p)
	for len(s.next) > 0 {
		p := s.next[len(s.next)-1]
		s.next = s.next[:len(s.next)-1]
		s.here = s.here[:0]
		s.index.Query(p.box.Pad(reachM), func(i int) bool { s.here = append(s.here, i); return true })
		switch {
		case p.piece == anyPiece:
			for k, i := range s.here {
				s.testAll(i, s.here[k+1:])
			}
		case !p.atAB || s.touched(p):
			s.testAll(int(p.piece), s.here)
		}
	}
}

func (s *search) testAll(i int, others []int) {
	for _, j := range others {
		s.test(i, j)
	}
}

// touched tests the piece of the place against those that have a stretch of the
// step, as parcels that merely end where the step does have not. It reports
// whether one of them shares no land with the piece after all: then the step
// runs along it, or so near that rounding hides what lies between, and those
// behind it count too.
func (s *search) touched(p place) bool {
	thin := false
	for _, i := range s.here {
		if i != int(p.piece) && touches(s.pairs.shapes[i], s.boxes[i], p.a, p.b) {
			thin = !s.test(int(p.piece), i) || thin
		}
	}
	return thin
}

// test measures what two pieces share and reports whether it is anything. If
// so, the search goes on from there.
func (s *search) test(i, j int) bool {
	if i > j {
		i, j = j, i
	}
	if i == j || boxArea(s.boxes[i], s.boxes[j]) == 0 {
		return false
	}
	pair := [2]int32{int32(i), int32(j)}
	if shared, done := s.tested[pair]; done {
		return shared
	}
	area := s.pairs.commonM2(i, j)
	s.tested[pair] = area > 0
	if area > 0 {
		s.next = append(s.next, place{box: s.pairs.common(i, j).Bound(), piece: anyPiece})
	}
	if area > OverlapToleranceM2 {
		s.found = append(s.found, Overlap{i, j, area})
	}
	return area > 0
}

// sample holds a piece that has land in the block against its neighbours. One
// is enough, but not if it has so little there that rounding could hide it.
func (s *search) sample(b *block) {
	var near []int
	s.index.Query(b.box, func(i int) bool { near = append(near, i); return true })
	slices.Sort(near)
	prepared := overlay.Prepare(b.shape)
	for _, i := range near {
		area := s.pairs.clipper.Measure(prepared, s.pairs.shapes[i]).AreaM2
		if area > 0 {
			s.around(place{box: s.boxes[i], piece: int32(i)})
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
