package viewer

import (
	"cmp"
	"slices"

	"jiyue/pipeline/land"
	"jiyue/pipeline/score"
	"jiyue/pipeline/store"
)

// asked is the figure that a park's page explains by its parcels without being
// told: what readers come for.
const asked = "output_per_mu"

// squareMetresPerMu: 1 mu is 2000/3 m² exactly.
const squareMetresPerMu = 2000.0 / 3

// outputEffects is by how much each piece changes the output per mu of its
// extent, in the order of the pieces.
func outputEffects(pieces []store.Piece, numerator, denominator *float64) []*float64 {
	effects := make([]*float64, len(pieces))
	for i := range pieces {
		mu := pieces[i].AreaM2 / squareMetresPerMu
		effects[i] = score.EffectOn(numerator, denominator, pieces[i].Figures[land.Output.String()], &mu)
	}
	return effects
}

// mostNamed is how many parcels an answer names.
const mostNamed = 3

// lowering returns the indexes of the parts that lower the quotient most, the
// heaviest first.
func lowering(effects []*float64, most int) []int {
	var list []int
	for i, e := range effects {
		if e != nil && *e < 0 {
			list = append(list, i)
		}
	}
	slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(*effects[a], *effects[b]) })
	return list[:min(most, len(list))]
}
