package indicators

import (
	"fmt"
	"slices"
	"strings"
)

// Override returns the set with single ideal values and weights replaced. A
// key is the name of a node (an indicator, or an inner node for weights); it
// concerns every tree that has the node, or one tree where it is written
// tree/node. A value that the user gives counts as confirmed. Weights must
// still add up to 1 at every node.
func (s *Set) Override(ideals, weights map[string]float64) (*Set, error) {
	changed := *s
	changed.trees = slices.Clone(s.trees)
	for i := range changed.trees {
		changed.trees[i].root = changed.trees[i].root.clone()
	}
	for _, key := range sortedKeys(ideals) {
		if err := changed.replace(key, func(n *node) error {
			if n.leaf == nil {
				return fmt.Errorf("%s is not an indicator: it has no ideal value", key)
			}
			n.ideal, n.idealSource = ideals[key], "user"
			return n.checkIdeal()
		}); err != nil {
			return nil, fmt.Errorf("ideals: %w", err)
		}
	}
	for _, key := range sortedKeys(weights) {
		if err := changed.replace(key, func(n *node) error {
			n.weight, n.weightSource = weights[key], "user"
			if !(n.weight >= 0 && n.weight <= 1) {
				return fmt.Errorf("the weight of %s must be from 0 to 1", key)
			}
			return nil
		}); err != nil {
			return nil, fmt.Errorf("weights: %w", err)
		}
	}
	for i := range changed.trees {
		if err := changed.trees[i].checkWeights(); err != nil {
			return nil, fmt.Errorf("weights: %w", err)
		}
	}
	return &changed, nil
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
		return fmt.Errorf("the set %s has no node %q", s.name, key)
	}
	return err
}

func sortedKeys(m map[string]float64) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
