package topology

import (
	"slices"

	"github.com/paulmach/orb"

	"jiyue/geo/overlay"
	"jiyue/pipeline/land"
)

// Loss is what a policy takes from a piece.
type Loss struct {
	Piece  int
	AreaM2 float64
}

// losses returns what a policy takes from the pieces: together what is covered
// twice or more, so that all land that any piece covers counts once.
func (s *search) losses(policy land.Policy, twice []orb.MultiPolygon) []Loss {
	var list []Loss
	switch policy {
	case land.FirstWins:
		list = s.lossesTo(func(i, j int) bool { return j < i })
	case land.LastWins:
		list = s.lossesTo(func(i, j int) bool { return j > i })
	case land.Split:
		list = s.split(twice)
	}
	return slices.DeleteFunc(list, func(l Loss) bool { return l.AreaM2 <= 0 })
}

// lossesTo takes from every piece what those that win over it cover of it.
func (s *search) lossesTo(wins func(i, j int) bool) []Loss {
	others := map[int][]orb.MultiPolygon{}
	for _, o := range s.sharing() {
		loser, winner := o.I, o.J
		if !wins(loser, winner) {
			loser, winner = winner, loser
		}
		others[loser] = append(others[loser], s.pairs.shapes[winner])
	}
	var list []Loss
	for i, winners := range others {
		list = append(list, Loss{i, s.pairs.clipper.Measure(overlay.Prepare(overlay.Union(winners...)), s.pairs.shapes[i]).AreaM2})
	}
	sortLosses(list)
	return list
}

// split takes from each of n pieces that cover a place (n-1)/n of it. Summed up
// over the levels: what k pieces or more cover is lost by 1/(k-1) - 1/k each,
// which adds up to 1 - 1/n where n do.
func (s *search) split(twice []orb.MultiPolygon) []Loss {
	lost := map[int]float64{}
	for level, shape := range twice {
		k := float64(level + 2)
		for _, polygon := range shape {
			zone := orb.MultiPolygon{polygon}
			var near []int
			s.index.Query(zone.Bound(), func(i int) bool { near = append(near, i); return true })
			prepared := prepareFor(zone, len(near))
			for _, i := range near {
				lost[i] += s.pairs.clipper.Measure(prepared, s.pairs.shapes[i]).AreaM2 / (k * (k - 1))
			}
		}
	}
	var list []Loss
	for i, areaM2 := range lost {
		list = append(list, Loss{i, areaM2})
	}
	sortLosses(list)
	return list
}

func sortLosses(list []Loss) {
	slices.SortFunc(list, func(a, b Loss) int { return a.Piece - b.Piece })
}
