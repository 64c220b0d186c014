package score

import (
	"fmt"
	"strings"

	"jiyue/pipeline/land"
)

// skipped says how much of the tree's weight an extent's score goes without, and
// which indicators those are: a score of 80 from half of the tree is not one of
// 80 from the whole. Empty where every leaf is scored or nothing is.
func (e *scored) skipped() land.Text {
	if e.score() == nil {
		return land.Text{}
	}
	weights, parents := map[string]float64{}, map[string]bool{}
	for i := range e.nodes {
		n := &e.nodes[i] // every node comes before its children
		weights[n.Name] = 1
		if n.Parent != "" {
			weights[n.Name] = n.Weight * weights[n.Parent]
		}
		parents[n.Parent] = true
	}
	share := 0.0
	var zh, en []string
	for i := range e.nodes {
		if n := &e.nodes[i]; n.Score == nil && n.Weight > 0 && !parents[n.Name] {
			share += weights[n.Name]
			zh, en = append(zh, n.NameZH), append(en, n.NameEN)
		}
	}
	if share == 0 {
		return land.Text{}
	}
	percent := shown(100*share, 2)
	return land.Text{
		ZH: fmt.Sprintf("%s %% 的权重无法计算（%s），由其余指标分担", percent, strings.Join(zh, "、")),
		EN: fmt.Sprintf("%s %% of the weight can't be computed (%s) and is spread over the rest", percent, strings.Join(en, ", ")),
	}
}
