package overlay

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"

	"jiyue/geo/index"
)

// shells finds the shells of holes.
type shells struct {
	a    *arrangement
	of   []int32 // by cycle: the first shell cut from it, or none
	list []int32 // all, in order
	near *index.Index
	here []int32 // those that a hole may lie in
}

func (s *shells) find(a *arrangement) {
	s.a = a
	s.of = make([]int32, a.loops[len(a.loops)-1].cycle+1)
	for k := range s.of {
		s.of[k] = none
	}
	for i := range a.loops {
		if l := &a.loops[i]; l.shell {
			s.list = append(s.list, int32(i))
			if s.of[l.cycle] == none {
				s.of[l.cycle] = int32(i)
			}
		}
	}
	boxes := make([]orb.Bound, len(s.list))
	for k, i := range s.list {
		b := newBox()
		for _, n := range a.rings[a.loops[i].start:a.loops[i].end] {
			b.extend(a.at(n))
		}
		boxes[k] = orb.Bound{Min: orb.Point{b.lo.x, b.lo.y}, Max: orb.Point{b.hi.x, b.hi.y}}
	}
	s.near = index.New(boxes)
}

// around is the smallest shell around a hole that was cut from another boundary,
// or none. Some shell is around it: the largest that may be need not be asked.
func (s *shells) around(hole *loop) int32 {
	v := s.a.at(s.a.rings[hole.start])
	s.here = s.here[:0]
	s.near.Query(orb.Point{v.x, v.y}.Bound(), func(k int) bool { s.here = append(s.here, s.list[k]); return true })
	if len(s.here) == 0 {
		return none
	}
	loops := s.a.loops
	slices.SortFunc(s.here, func(i, j int32) int { return cmp.Compare(loops[i].areaM2, loops[j].areaM2) })
	largest := len(s.here) - 1
	for _, i := range s.here[:largest] {
		if s.a.around(&loops[i], hole) {
			return i
		}
	}
	return s.here[largest]
}
