package score

import (
	"slices"
	"sort"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// takeScores puts the leaves of the tree in the order of the points they cost.
func (r *ExtentReasons) takeScores(scores []store.Score, of outline, lang land.Lang) {
	nodes, parents := map[string]store.Score{}, map[string]bool{}
	var order []string
	for _, n := range scores {
		if n.ParkCode == of.park && n.ExtentKind == of.kind {
			nodes[n.Node] = n
			parents[n.Parent] = true
			order = append(order, n.Node)
		}
	}
	for _, name := range order {
		n := nodes[name]
		switch {
		case n.Parent == "":
			r.Score, r.Rank, r.Demonstration = n.Score, n.Rank, n.Demonstration
		case !parents[name]:
			r.Losses = append(r.Losses, lossOf(n, nodes, lang))
		}
	}
	sort.SliceStable(r.Losses, func(i, j int) bool { return points(r.Losses[i].Lost) > points(r.Losses[j].Lost) })
}

// points puts what can't be computed before everything that can: it is the
// first thing to mend.
func points(lost *float64) float64 {
	if lost == nil {
		return 101
	}
	return *lost
}

func lossOf(n store.Score, nodes map[string]store.Score, lang land.Lang) Loss {
	l := Loss{Node: n.Node, Name: land.Text{ZH: n.NameZH, EN: n.NameEN}.In(lang), Value: n.Value, Ideal: n.Ideal,
		Score: n.Score, Demonstration: n.Demonstration, Note: n.Note, Weight: 1}
	for at := n; at.Parent != ""; at = nodes[at.Parent] {
		if at.Weight != nil {
			l.Weight *= *at.Weight / scoredWeight(at, nodes)
		}
	}
	if n.Score != nil {
		lost := l.Weight * (100 - *n.Score)
		l.Lost = &lost
	}
	return l
}

// scoredWeight is the weight that the siblings with a score have together, which
// the tree scales up to 1; 1 for a node that has no score itself.
func scoredWeight(n store.Score, nodes map[string]store.Score) float64 {
	if n.Score == nil {
		return 1
	}
	var weights []float64
	for _, sibling := range nodes {
		if sibling.Parent == n.Parent && sibling.Score != nil && sibling.Weight != nil {
			weights = append(weights, *sibling.Weight)
		}
	}
	slices.Sort(weights) // a map has no order, and a sum of floats does
	total := 0.0
	for _, w := range weights {
		total += w
	}
	if total == 0 {
		return 1
	}
	return total
}
