package indicators

import (
	"math"
	"slices"
)

// rankStep is the difference below which two scores are the same: scores come
// from some ten floating-point operations on numbers up to 100, which leaves
// 1e-12; a printed score has two places.
const rankStep = 1e-9

// Rank gives each score its place, from 1 for the highest; equal scores share
// the higher place and the next place is left out (1, 2, 2, 4). nil scores
// have no place: 0.
func Rank(scores []*float64) []int {
	steps := func(i int) float64 { return math.Round(*scores[i] / rankStep) }
	var order []int
	for i, s := range scores {
		if s != nil && !math.IsNaN(*s) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch x, y := steps(a), steps(b); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	ranks := make([]int, len(scores))
	for place, i := range order {
		ranks[i] = place + 1
		if place > 0 && steps(order[place-1]) == steps(i) {
			ranks[i] = ranks[order[place-1]]
		}
	}
	return ranks
}
