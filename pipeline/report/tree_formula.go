package report

import (
	"fmt"
	"math"
	"strings"

	"jiyue/pipeline/store"
)

// branch is a node of a score tree with how many rows it stands below the node
// that it belongs to.
type branch struct {
	store.Score
	below int
}

// formulaSlack is by how much, in points, a formula may differ from the stored
// score: both are sums of products of doubles below 100, rounded otherwise.
const formulaSlack = 1e-9

// nodeFormula is the live formula of a node's score, as the methods score:
// leaves by value and ideal, other nodes by the weights and scores below them.
// It is "" where no rule gives the stored score.
func nodeFormula(s *store.Score, below []branch, unit string) string {
	if s.Score == nil {
		return ""
	}
	if len(below) > 0 {
		return innerFormula(*s.Score, below)
	}
	if s.Value == nil || s.Ideal == nil {
		return ""
	}
	for _, rule := range leafRules {
		if rule.unit != "" && rule.unit != unit {
			continue
		}
		if got := rule.score(*s.Value, *s.Ideal); math.Abs(min(max(got, 0), 100)-*s.Score) <= formulaSlack {
			return rule.formula
		}
	}
	return ""
}

// leafRules are the ways in which a value becomes a score: the more the better,
// what is left of the whole, the less the better. Percentages are fractions in
// the book.
var leafRules = []struct {
	unit    string // of the value, where the rule asks for one
	score   func(value, ideal float64) float64
	formula string
}{
	{"", percentOf, "MAX(0,MIN(100,{value}/{ideal}*100))"},
	{"%", func(value, _ float64) float64 { return 100 - value }, "MAX(0,MIN(100,(1-{value})*100))"},
	{"", lessIsBetter, "IF({value}<={ideal},100,{ideal}/{value}*100)"},
}

// percentOf is no number where there is nothing to divide by.
func percentOf(value, ideal float64) float64 {
	if ideal == 0 {
		return math.NaN()
	}
	return value / ideal * 100
}

func lessIsBetter(value, ideal float64) float64 {
	if value <= ideal {
		return 100
	}
	return ideal / value * 100
}

// innerFormula is the mean of the scores below by their weights; nodes without
// a score leave theirs to the others.
func innerFormula(score float64, below []branch) string {
	var products, weights []string
	var sum, weight float64
	for _, b := range below {
		if b.Score.Score == nil || b.Weight == nil || *b.Weight == 0 {
			continue
		}
		sum, weight = sum+*b.Weight**b.Score.Score, weight+*b.Weight
		products = append(products, fmt.Sprintf("{weight+%[1]d}*{score+%[1]d}", b.below))
		weights = append(weights, fmt.Sprintf("{weight+%d}", b.below))
	}
	if weight == 0 || math.Abs(sum/weight-score) > formulaSlack {
		return ""
	}
	return "MIN(100,(" + strings.Join(products, "+") + ")/(" + strings.Join(weights, "+") + "))"
}
