package clip

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"jiyue/geo/index"
)

// SearchOverlaps returns what [Overlaps] does of the pieces of an extent, and
// looks only where there is doubt: see [Fabric]. Shells run counter-clockwise,
// holes clockwise.
func SearchOverlaps(pieces []orb.MultiPolygon) []Overlap {
	var open openSegments
	if !open.addAll(pieces, mostOpen) {
		return Overlaps(pieces)
	}
	return searchAt(&open, pieces)
}

// mostOpen is how many steps may wait for their reverse in one extent: 2^18, less
// a quarter for those that one piece may bring. Over 2^18 the table has 2^20
// slots of 8 bytes, and the list, gaps included, half as many segments of 40
// bytes and a quarter in reserve: 34 MB of the 256 that a night may have, and 21
// more while the list grows. (Of parcels in rows without overlaps those of the
// last row wait.) Beyond, all pieces are held against one another.
const mostOpen = 3 << 16

// addAll pairs off the steps of all pieces. It reports false if more would wait
// than may, or more than half of them: then it is quicker to hold all pieces
// against one another.
func (o *openSegments) addAll(pieces []orb.MultiPolygon, most int) bool {
	steps := 0
	for i, shape := range pieces {
		if steps += o.addShape(shape, int32(i)); o.count > most {
			return false
		}
	}
	return o.count <= steps/2
}

// searchAt finds the overlaps of pieces from the steps that are open.
func searchAt(open *openSegments, pieces []orb.MultiPolygon) []Overlap {
	s := newSearch(pieces)
	for i := range open.list {
		if at := &open.list[i]; at.piece != gap {
			s.around(place{box: boxOf(at.a, at.b), piece: at.piece, a: at.a, b: at.b})
		}
	}
	return s.finish()
}

// reachM is how far around a place pieces are taken to be at it: far beyond
// the rounding that geo/overlay takes for nothing (2·10^-8 m) and short of the
// width of any parcel.
const reachM = 0.01

// besideM is farther from a step than steps paired off as alike lie apart, √2 ×
// alikeM at most.
const besideM = 2 * alikeM

// place is a box where pieces may overlap: one piece with others, at a step of
// its boundary, or any two.
type place struct {
	box   orb.Bound
	piece int32     // anyPiece for any two
	a, b  orb.Point // the step of the one piece
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
		case s.touched(p):
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
	sides := [3][2]orb.Point{{p.a, p.b}, beside(p.a, p.b), beside(p.b, p.a)}
	for _, i := range s.here {
		if i != int(p.piece) && s.hasAny(i, &sides) {
			thin = !s.test(int(p.piece), i) || thin
		}
	}
	return thin
}

// hasAny reports whether a piece has a stretch of any of three steps.
func (s *search) hasAny(i int, steps *[3][2]orb.Point) bool {
	for k := range steps {
		if touches(s.pairs.shapes[i], &s.boxes[i], &steps[k][0], &steps[k][1]) {
			return true
		}
	}
	return false
}

// beside returns a step a little left of the one from a to b, so that a step
// between two that were paired off as alike lies beside neither. It ends short of
// the corners, where others are near without going along.
func beside(a, b orb.Point) [2]orb.Point {
	dx, dy := b[0]-a[0], b[1]-a[1]
	length := math.Hypot(dx, dy)
	dx, dy = dx/length, dy/length
	short := min(reachM, length/4)
	a = orb.Point{a[0] + dx*short - dy*besideM, a[1] + dy*short + dx*besideM}
	b = orb.Point{b[0] - dx*short - dy*besideM, b[1] - dy*short + dx*besideM}
	return [2]orb.Point{a, b}
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

// finish returns the overlaps in the order of their pieces.
func (s *search) finish() []Overlap {
	slices.SortFunc(s.found, func(a, b Overlap) int { return cmp.Or(cmp.Compare(a.I, b.I), cmp.Compare(a.J, b.J)) })
	return s.found
}
