package topology

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"

	"jiyue/geo/index"
	"jiyue/geo/overlay"
	"jiyue/pipeline/land"
)

// search finds which pieces share land, no pair being measured twice.
type search struct {
	pairs   pairing
	boxes   []orb.Bound
	index   *index.Index
	shared  map[[2]int32]float64 // by pair, the lower first: what they share, m²
	leastM2 float64              // what the boxes of a pair must share for the pair to matter
}

// newSearch searches pieces. Under a policy all that any two share matters.
func newSearch(pieces []orb.MultiPolygon, policy land.Policy) *search {
	boxes, leastM2 := boundsOf(pieces), OverlapToleranceM2
	if policy != land.CountTwice {
		leastM2 = 0
	}
	return &search{leastM2: leastM2, pairs: newPairing(pieces), boxes: boxes, index: index.New(boxes), shared: map[[2]int32]float64{}}
}

// overlaps returns the pairs that share more than the tolerance, from the land
// that is covered twice or more: a pair's common land is part of it, so both are
// among those that have land in one of its polygons.
func (s *search) overlaps(twice orb.MultiPolygon) []Overlap {
	for _, polygon := range twice {
		zone := orb.MultiPolygon{polygon}
		s.testAll(s.within(zone), zone.Bound())
	}
	var found []Overlap
	for _, o := range s.sharing() {
		if o.AreaM2 > OverlapToleranceM2 {
			found = append(found, o)
		}
	}
	return found
}

// sharing returns the pairs that share any land, in order.
func (s *search) sharing() []Overlap {
	var list []Overlap
	for pair, areaM2 := range s.shared {
		if areaM2 > 0 {
			list = append(list, Overlap{int(pair[0]), int(pair[1]), areaM2})
		}
	}
	slices.SortFunc(list, func(a, b Overlap) int { return cmp.Or(cmp.Compare(a.I, b.I), cmp.Compare(a.J, b.J)) })
	return list
}

// within returns the pieces that have land in a zone, in order.
func (s *search) within(zone orb.MultiPolygon) []int {
	var near []int
	s.index.Query(zone.Bound(), func(i int) bool { near = append(near, i); return true })
	slices.Sort(near)
	if len(near) <= fewPieces {
		return near
	}
	prepared := prepareFor(zone, len(near))
	return slices.DeleteFunc(near, func(i int) bool {
		return s.pairs.clipper.Measure(prepared, s.pairs.shapes[i]).Relation == overlay.Outside
	})
}

// fewPieces is up to how many it is quicker to measure the pairs among them than
// to ask each whether it is there.
const fewPieces = 8

// manyPieces is from how many on a shape is prepared for many.
const manyPieces = 32

func prepareFor(shape orb.MultiPolygon, pieces int) *overlay.Prepared {
	if pieces >= manyPieces {
		return overlay.PrepareForMany(shape)
	}
	return overlay.Prepare(shape)
}

// testAll measures the pairs among pieces whose boxes have land in common within
// a box.
func (s *search) testAll(pieces []int, box orb.Bound) {
	if len(pieces) > manyPieces {
		s.testNear(pieces)
		return
	}
	for k, i := range pieces {
		for _, j := range pieces[k+1:] {
			if boxArea(common(s.boxes[i], box), s.boxes[j]) > 0 && boxArea(s.boxes[i], s.boxes[j]) > s.leastM2 {
				s.test(i, j)
			}
		}
	}
}

// testNear is testAll for so many pieces that most are far from each other.
func (s *search) testNear(pieces []int) {
	boxes := make([]orb.Bound, len(pieces))
	for k, i := range pieces {
		boxes[k] = s.boxes[i]
	}
	near := index.New(boxes)
	for k, i := range pieces {
		near.Query(boxes[k], func(l int) bool {
			if l > k && boxArea(boxes[k], boxes[l]) > s.leastM2 {
				s.test(i, pieces[l])
			}
			return true
		})
	}
}

// test measures what two pieces share, i being the lower.
func (s *search) test(i, j int) {
	pair := [2]int32{int32(i), int32(j)}
	if _, done := s.shared[pair]; !done {
		s.shared[pair] = s.pairs.commonM2(i, j)
	}
}

// common is the box that two boxes have in common.
func common(a, b orb.Bound) orb.Bound {
	return orb.Bound{
		Min: orb.Point{max(a.Min[0], b.Min[0]), max(a.Min[1], b.Min[1])},
		Max: orb.Point{min(a.Max[0], b.Max[0]), min(a.Max[1], b.Max[1])},
	}
}
