package indicators

import (
	"fmt"
	"slices"
)

// What a set says about indicators that can't be computed.
const (
	policySkip = "skip" // left out, its weight spread over its siblings
	policyFull = "full" // counts as 100
	policyZero = "zero" // counts as 0
)

// Node is the score of one node of the tree.
type Node struct {
	Name, Parent    string // Parent is "" of the root, whose name is the set's
	NameZH, NameEN  string
	Value, Ideal    *float64 // of leaves, in the indicator's unit
	Weight          float64  // among its siblings, as the set says
	EffectiveWeight float64  // after the weights of what can't be scored were spread; 0 of such a node
	Score           *float64 // 0 to 100; nil where nothing below can be scored
	Demonstration   bool     // the weight or the ideal is confirmed by no source
	Note            Note
}

// Score weighs the metrics of one extent bottom-up along the tree for the
// park's type. The root comes first, then every node before its children.
// A type that no tree names is scored along the default tree, and the root's
// note says so. A set without trees gives no nodes.
func (s *Set) Score(metrics []Metric, parkType string) []Node {
	t, note := s.treeFor(parkType)
	if t == nil {
		return nil
	}
	sc := scorer{policy: s.gapPolicy, metrics: metrics, nodes: make([]Node, 0, t.size), numbers: make([]float64, 0, numbersOfNode*t.size)}
	sc.score(&t.root, "")
	root := &sc.nodes[0]
	root.EffectiveWeight = 1
	root.Demonstration = t.root.demonstration()
	root.Note = note.And(root.Note)
	return sc.nodes
}

// GrowthType is the type under which a growth-direction area (发展方向区) is
// scored. It has a tree of its own or none: the default is for parks.
const GrowthType = "growth"

// TreeFor returns the tree along which parks of the type are scored; false
// where the set has none for them.
func (s *Set) TreeFor(parkType string) (Tree, bool) {
	t, _ := s.treeFor(parkType)
	if t == nil {
		return Tree{}, false
	}
	return t.describe(), true
}

func (s *Set) treeFor(parkType string) (*tree, Note) {
	var fallback *tree
	for i := range s.trees {
		t := &s.trees[i]
		if slices.Contains(t.types, parkType) {
			return t, Note{}
		}
		if t.isDefault {
			fallback = t
		}
	}
	if fallback == nil || parkType == GrowthType {
		return nil, Note{}
	}
	if parkType == "" {
		return fallback, Note{
			"园区类型未填，按" + fallback.title.ZH + "评价",
			"the park has no type; scored as " + fallback.title.EN,
		}
	}
	return fallback, Note{
		fmt.Sprintf("园区类型“%s”不在指标体系中，按%s评价", parkType, fallback.title.ZH),
		fmt.Sprintf("the set has no tree for the type %q; scored as %s", parkType, fallback.title.EN),
	}
}

// scorer walks a tree; nodes come out in the order of the walk.
type scorer struct {
	policy  string
	metrics []Metric
	nodes   []Node
	numbers []float64 // memory for the numbers that nodes point to
}

// numbersOfNode is how many numbers a node points to at most: value, ideal and
// score.
const numbersOfNode = 3

// keep returns where the number is kept.
func (sc *scorer) keep(v float64) *float64 {
	sc.numbers = append(sc.numbers, v) // never beyond its capacity
	return &sc.numbers[len(sc.numbers)-1]
}

// metric finds the metric of an indicator: where Evaluate puts it or, in a list
// of another kind, wherever it is.
func (sc *scorer) metric(ind *indicator) *Metric {
	if at := ind.place; at < len(sc.metrics) && sc.metrics[at].Indicator == ind.name {
		return &sc.metrics[at]
	}
	return findMetric(sc.metrics, ind.name)
}

// score appends the node and what is below it and returns its score.
func (sc *scorer) score(n *node, parent string) *float64 {
	place := len(sc.nodes)
	sc.nodes = append(sc.nodes, Node{
		Name: n.name, Parent: parent, NameZH: n.title.ZH, NameEN: n.title.EN,
		Weight: n.weight, Demonstration: n.isDemonstration(),
	})
	var result *float64
	var note Note
	if n.leaf != nil {
		result, note = sc.leaf(n, &sc.nodes[place])
	} else {
		result, note = sc.inner(n)
	}
	sc.nodes[place].Score, sc.nodes[place].Note = result, note
	return result
}

// inner is the weighted sum of the children. Those without a score are left
// out and the weights of the others scaled up to 1.
func (sc *scorer) inner(n *node) (*float64, Note) {
	first, weight := len(sc.nodes), 0.0
	var left, leftEN []string
	for i := range n.children {
		c := &n.children[i]
		if sc.score(c, n.name) != nil {
			weight += c.weight
		} else if c.weight > 0 {
			left, leftEN = append(left, c.title.ZH), append(leftEN, c.name)
		}
	}
	if weight == 0 {
		return nil, Note{"不可评分：下级指标均不可计算", "not scored: nothing below can be computed"}
	}
	var total sum
	for i := first; i < len(sc.nodes); i++ {
		if c := &sc.nodes[i]; c.Parent == n.name && c.Score != nil {
			c.EffectiveWeight = c.Weight / weight
			total.add(c.EffectiveWeight * *c.Score)
		}
	}
	score := sc.keep(min(max(total.value(), 0), fullScore))
	if left == nil {
		return score, Note{}
	}
	return score, Note{
		"未计入" + listed(left).ZH + "，其权重按比例分给同级",
		"without " + listed(leftEN).EN + "; the weight went to the siblings in proportion",
	}
}

// fullScore is the score at or above the ideal value.
const fullScore = 100.0

func (sc *scorer) leaf(n *node, out *Node) (*float64, Note) {
	out.Ideal = sc.keep(n.ideal)
	m := sc.metric(n.leaf)
	if m == nil {
		return nil, Note{"指标未计算", "the indicator was not computed"}
	}
	if m.Value == nil {
		return sc.gap(n, m)
	}
	out.Value = sc.keep(*m.Value)
	return sc.keep(n.leaf.scoreOf(*m.Value, n.ideal)), Note{}
}

// gap scores a leaf that has no value by the rule that the set names.
func (sc *scorer) gap(n *node, m *Metric) (*float64, Note) {
	switch {
	case n.leaf.whenZero == policyFull && m.zeroDenominator:
		return sc.keep(fullScore), m.Note.And(Note{"无应办事项，按满分计", "nothing was due: counted as full"})
	case sc.policy == policyFull:
		return sc.keep(fullScore), m.Note.And(Note{"按规则计满分", "counted as full by the set's rule"})
	case sc.policy == policyZero:
		return sc.keep(0), m.Note.And(Note{"按规则计 0 分", "counted as 0 by the set's rule"})
	}
	return nil, m.Note
}

// scoreOf turns a value into a score from 0 to 100. Value and ideal stand in
// the indicator's unit.
func (ind *indicator) scoreOf(value, ideal float64) float64 {
	var score float64
	switch ind.standard {
	case complement:
		score = (1 - ind.unit.base(value)) * fullScore
	case inverseRatio:
		if value <= ideal {
			return fullScore
		}
		score = ideal / value * fullScore
	default:
		score = value / ideal * fullScore
	}
	return min(max(score, 0), fullScore)
}
