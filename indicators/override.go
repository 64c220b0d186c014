package indicators

import (
	"slices"
	"strings"
)

// Values are single values of a set that a user replaces.
type Values struct {
	Ideals     map[string]float64 // by node, in the indicator's unit
	Weights    map[string]float64 // by node
	Thresholds map[string]float64 // by the key of Thresholds
}

// ValueError says which of the user's values a set refuses.
type ValueError struct {
	Section string // ideals, weights or thresholds
	Key     string // "" where the values of a section don't fit together
	Err     error
}

// Error names section and key, in English.
func (e *ValueError) Error() string { return e.Words().EN }

// Words name section and key in both languages.
func (e *ValueError) Words() Note {
	place, words := e.Section+": ", Words(e.Err)
	if e.Key != "" {
		place += e.Key + ": "
	}
	return Note{place + words.ZH, place + words.EN}
}

// Unwrap returns what is wrong with the value.
func (e *ValueError) Unwrap() error { return e.Err }

// Override returns the set with single values replaced. The key of an ideal
// value or a weight is the name of a node (an indicator, or an inner node for
// weights); it concerns every tree that has the node, or one tree where it is
// written tree/node. A value that the user gives counts as confirmed. Weights
// must still add up to 1 at every node. The error is a *ValueError.
func (s *Set) Override(v Values) (*Set, error) {
	changed := *s
	changed.trees = slices.Clone(s.trees)
	for i := range changed.trees {
		changed.trees[i].root = changed.trees[i].root.clone()
	}
	for _, key := range sortedKeys(v.Ideals) {
		if err := changed.replaceIdeal(key, v.Ideals[key]); err != nil {
			return nil, &ValueError{"ideals", key, err}
		}
	}
	for _, key := range sortedKeys(v.Weights) {
		if err := changed.replaceWeight(key, v.Weights[key]); err != nil {
			return nil, &ValueError{"weights", key, err}
		}
	}
	for i := range changed.trees {
		if err := changed.trees[i].checkWeights(); err != nil {
			return nil, &ValueError{"weights", "", err}
		}
	}
	if err := changed.overrideThresholds(v.Thresholds); err != nil {
		return nil, err
	}
	return &changed, nil
}

// userSource stands where a set says which source confirms a value.
const userSource = "user"

func (s *Set) replaceIdeal(key string, value float64) error {
	return s.replace(key, func(n *node) error {
		if n.leaf == nil {
			return Errorf("不是指标，没有理想值", "it is not an indicator: it has no ideal value")
		}
		n.ideal, n.idealSource = value, userSource
		return n.checkIdeal()
	})
}

func (s *Set) replaceWeight(key string, value float64) error {
	return s.replace(key, func(n *node) error {
		n.weight, n.weightSource = value, userSource
		if !(n.weight >= 0 && n.weight <= 1) {
			return Errorf("权重须在 0 到 1 之间", "a weight must be from 0 to 1")
		}
		return nil
	})
}

func (n *node) clone() node {
	c := *n
	c.children = make([]node, len(n.children))
	for i := range n.children {
		c.children[i] = n.children[i].clone()
	}
	return c
}

func (s *Set) replace(key string, change func(*node) error) error {
	treeName, name, qualified := strings.Cut(key, "/")
	if !qualified {
		treeName, name = "", key
	}
	found := false
	var err error
	for i := range s.trees {
		if t := &s.trees[i]; treeName == "" || treeName == t.name {
			for j := range t.root.children {
				t.root.children[j].each(func(n *node) {
					if n.name == name && err == nil {
						found, err = true, change(n)
					}
				})
			}
		}
	}
	if err == nil && !found {
		return Errorf("指标体系 %s 没有节点 %q%s", "the set %s has no node %q%s", s.name, key, Suggestion(name, s.nodeNames(treeName)))
	}
	return err
}

// nodeNames lists the nodes of a tree, or of all.
func (s *Set) nodeNames(treeName string) []string {
	var names []string
	for i := range s.trees {
		if t := &s.trees[i]; treeName == "" || treeName == t.name {
			for j := range t.root.children {
				t.root.children[j].each(func(n *node) {
					if !slices.Contains(names, n.name) {
						names = append(names, n.name)
					}
				})
			}
		}
	}
	return names
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
