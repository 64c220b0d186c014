package indicators

import (
	"fmt"
	"math"
	"slices"
)

// weightTolerance is how far the weights of siblings may be from 1 together:
// decimal weights such as 0.1 are not exact in binary, and ten of them are off
// by less than 1e-15.
const weightTolerance = 1e-9

func (l *loader) loadTrees() error {
	defaults := 0
	for i, line := range l.file.Trees {
		path := Path{"trees", i}
		if !plainName.MatchString(line.Name) {
			return l.file.doc.Errorf(append(path, "name"), "the tree needs a name of letters, digits and _")
		}
		root, err := l.newNode(nodeLine{Name: l.set.name, Nodes: line.Nodes}, path)
		if err != nil {
			return err
		}
		if line.Default {
			defaults++
		}
		root.name, root.weight, root.weightSource = l.set.name, 1, "by definition"
		entry := tree{name: line.Name, title: Note{line.ZH, line.EN}, types: line.Types, isDefault: line.Default, root: root}
		put(&l.set.trees, entry, func(t tree) bool { return t.name == entry.name })
	}
	if defaults > 1 {
		return l.file.doc.Errorf(Path{"trees"}, "only one tree can be the default")
	}
	for i := range l.set.trees { // the root carries the name of the set in use
		l.set.trees[i].root.name, l.set.trees[i].root.title = l.set.name, l.set.title
	}
	return l.checkTrees()
}

func (l *loader) checkTrees() error {
	for i := range l.set.trees {
		t := &l.set.trees[i]
		seen := map[string]bool{}
		var twice string
		t.root.each(func(n *node) {
			if seen[n.name] {
				twice = n.name
			}
			seen[n.name] = true
		})
		if twice != "" {
			return l.file.doc.Errorf(Path{"trees"}, "tree %s: the node %s stands twice", t.name, twice)
		}
		t.size = len(seen)
	}
	return nil
}

func (n *node) each(visit func(*node)) {
	visit(n)
	for i := range n.children {
		n.children[i].each(visit)
	}
}

// newNode reads a node and what is below it.
func (l *loader) newNode(line nodeLine, path Path) (node, error) {
	fail := func(format string, args ...any) (node, error) {
		return node{}, l.file.doc.Errorf(path, format, args...)
	}
	n := node{name: line.Name, title: Note{line.ZH, line.EN}, weightSource: line.WeightSource, idealSource: line.IdealSource}
	if line.Weight != nil {
		n.weight = *line.Weight
	}
	if isRoot := len(path) == 2; !isRoot && (line.Weight == nil || n.weight < 0 || n.weight > 1 || !finite(n.weight)) {
		return fail("the node needs a weight from 0 to 1")
	}
	if line.Indicator != "" {
		return l.newLeaf(n, line, path)
	}
	switch {
	case len(path) > 2 && !plainName.MatchString(line.Name):
		return fail("a node needs either an indicator or a name and nodes")
	case line.Ideal != nil:
		return fail("only a leaf has an ideal value")
	case len(line.Nodes) == 0:
		return fail("the node %s has no nodes below it", line.Name)
	}
	for i, sub := range line.Nodes {
		child, err := l.newNode(sub, append(slices.Clone(path), "nodes", i))
		if err != nil {
			return node{}, err
		}
		n.children = append(n.children, child)
	}
	if err := n.checkWeights(); err != nil {
		if isRoot := len(path) == 2; isRoot {
			err = fmt.Errorf("tree %s: %w", l.file.Trees[path[1].(int)].Name, err)
		}
		return node{}, l.file.doc.Errorf(append(slices.Clone(path), "nodes"), "%s", err)
	}
	return n, nil
}

func (l *loader) newLeaf(n node, line nodeLine, path Path) (node, error) {
	fail := func(format string, args ...any) (node, error) {
		return node{}, l.file.doc.Errorf(path, format, args...)
	}
	n.leaf = l.set.findIndicator(line.Indicator)
	switch {
	case n.leaf == nil:
		return fail("unknown indicator %s", line.Indicator)
	case line.Name != "" || len(line.Nodes) > 0:
		return fail("a node is either a leaf with an indicator or has a name and nodes")
	case line.Ideal == nil:
		return fail("%s needs an ideal value", line.Indicator)
	}
	n.name, n.title, n.ideal = n.leaf.name, n.leaf.title, *line.Ideal
	if err := n.checkIdeal(); err != nil {
		return fail("%s", err)
	}
	return n, nil
}

// checkIdeal makes sure that the standard can divide by the ideal value.
func (n *node) checkIdeal() error {
	switch {
	case !finite(n.ideal) || n.ideal < 0:
		return fmt.Errorf("the ideal value of %s must not be negative", n.name)
	case n.leaf.standard == complement && n.ideal != 0:
		return fmt.Errorf("%s is scored as (1 − X) × 100, so its ideal value is 0", n.name)
	case n.leaf.standard != complement && n.ideal == 0:
		return fmt.Errorf("the ideal value of %s must be above 0", n.name)
	}
	return nil
}

// checkWeights holds the weights of the children to a sum of 1.
func (n *node) checkWeights() error {
	total := 0.0
	for _, c := range n.children {
		total += c.weight
	}
	if len(n.children) > 0 && math.Abs(total-1) > weightTolerance {
		return fmt.Errorf("the weights below %s add up to %.10g, not 1", n.name, total)
	}
	return nil
}

// checkWeights holds the weights at every node to a sum of 1.
func (t *tree) checkWeights() error {
	var err error
	t.root.each(func(n *node) {
		if wrong := n.checkWeights(); err == nil && wrong != nil {
			err = fmt.Errorf("tree %s: %w", t.name, wrong)
		}
	})
	return err
}
