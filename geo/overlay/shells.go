package overlay

import (
	"github.com/paulmach/orb"

	"jiyue/geo/index"
)

// shells finds the shells of holes.
type shells struct {
	a    *arrangement
	of   []int32 // by cycle: the first shell cut from it, or none
	list []int32 // all, in order
	near *index.Index
}

// fewShells is up to how many each is asked whether a hole lies in it.
const fewShells = 8

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
	if len(s.list) <= fewShells {
		return
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
// or none.
func (s *shells) around(hole *loop) int32 {
	best := int32(none)
	look := func(k int) bool {
		i := s.list[k]
		shell := &s.a.loops[i]
		if (best == none || shell.areaM2 < s.a.loops[best].areaM2) && s.a.around(shell, hole) {
			best = i
		}
		return true
	}
	if s.near == nil {
		for k := range s.list {
			look(k)
		}
		return best
	}
	v := s.a.at(s.a.rings[hole.start])
	s.near.Query(orb.Point{v.x, v.y}.Bound(), look)
	return best
}
