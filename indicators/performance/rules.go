package performance

import (
	_ "embed"
	"sync"

	"jiyue/indicators"
)

//go:embed rules.yaml
var rulesText []byte

// rules is what rules.yaml holds.
type rules struct {
	Provenance      string
	Grades          []Grade
	Dimensions      []dimensionRule
	Tiers           []tier
	OverCompletion  indicators.Exact `yaml:"over_completion"`
	LowExecution    indicators.Exact `yaml:"low_execution"`
	Businesses      []string
	SurplusReturned []string `yaml:"surplus_returned"`
	SurplusAwaits   []string `yaml:"surplus_awaits"`
}

// Grade is a grade and the points from which it is reached.
type Grade struct {
	Name string
	From indicators.Exact
}

type dimensionRule struct {
	Word   string // in the dimension's name
	Weight indicators.Exact
}

// tier is a band of a qualitative item: shares of the weight in percent, the
// upper end open except at 100.
type tier struct {
	Name     string
	From, To indicators.Exact
}

var standardRules = sync.OnceValues(func() (*rules, error) {
	r := &rules{}
	_, err := indicators.ReadDocument(rulesText, "rules.yaml", r)
	return r, err
})
