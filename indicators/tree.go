package indicators

import (
	"math"
	"slices"
)

// weightTolerance is how far the weights of siblings may be from 1 together:
// decimal weights such as 0.1 are not exact in binary, and ten of them are off
// by less than 1e-15.
const weightTolerance = 1e-9

func (l *loader) loadTrees() error {
	seen := map[string]bool{}
	for i, line := range l.file.Trees {
		path := Path{"trees", i}
		switch {
		case !plainName.MatchString(line.Name):
			return l.file.doc.Errorf(append(path, "name"), "指标树须有名称，由字母、数字和 _ 组成", "the tree needs a name of letters, digits and _")
		case seen[line.Name]:
			return l.file.doc.Errorf(append(path, "name"), "指标树 %s 出现两次", "the tree %s stands twice", line.Name)
		case len(line.Types) == 0 && !line.Default:
			return l.file.doc.Errorf(path, "没有园区会按指标树 %s 评分：须有 types，或 default: true", "no park would be scored along the tree %s: it needs types, or default: true", line.Name)
		}
		seen[line.Name] = true
		l.nodes = map[string]bool{l.set.name: true}
		root, err := l.newNode(nodeLine{Name: l.set.name, Nodes: line.Nodes}, path)
		if err != nil {
			return err
		}
		root.weight, root.weightSource = 1, ByDefinition
		entry := tree{name: line.Name, title: titled(line.ZH, line.EN, line.Name), types: line.Types, isDefault: line.Default, root: root, size: len(l.nodes)}
		put(&l.set.trees, entry, func(t tree) bool { return t.name == entry.name })
	}
	for i := range l.set.trees { // the root carries the name of the set in use
		l.set.trees[i].root.name, l.set.trees[i].root.title = l.set.name, l.set.title
	}
	return l.checkTypes()
}

// ByDefinition is the source of a value that could be no other, such as the
// border of the last class, which takes all that is left.
const ByDefinition = "by definition"

// checkTypes makes sure that it is clear along which tree a park is scored: one
// for each type, and one for all the others. Trees of the set that this one
// extends count too.
func (l *loader) checkTypes() error {
	for i, line := range l.file.Trees {
		for j, name := range line.Types {
			other := slices.IndexFunc(l.set.trees, func(t tree) bool { return t.name != line.Name && slices.Contains(t.types, name) })
			path := Path{"trees", i, "types", j}
			switch {
			case name == "":
				return l.file.doc.Errorf(path, "类型须有名称", "a type needs a name")
			case slices.Contains(line.Types[:j], name):
				return l.file.doc.Errorf(path, "类型 %s 出现两次", "the type %s stands twice", name)
			case other >= 0:
				return l.file.doc.Errorf(path, "类型为 %s 的园区已按指标树 %s 评分；同名的指标树会替换它", "parks of the type %s are scored along the tree %s already; a tree of that name would replace it", name, l.set.trees[other].name)
			}
		}
		if other := slices.IndexFunc(l.set.trees, func(t tree) bool { return t.name != line.Name && t.isDefault }); line.Default && other >= 0 {
			return l.file.doc.Errorf(Path{"trees", i, "default"}, "只能有一棵默认的指标树；%s 已是默认", "only one tree can be the default; %s is already", l.set.trees[other].name)
		}
	}
	for i, rule := range l.file.Types {
		if !slices.ContainsFunc(l.set.trees, func(t tree) bool { return slices.Contains(t.types, rule.Type) }) {
			return l.file.doc.Errorf(Path{"types", i, "type"}, "没有指标树用于类型为 %q 的园区%s", "no tree is for parks of the type %q%s", rule.Type, Suggestion(rule.Type, l.set.parkTypes()))
		}
	}
	return nil
}

// parkTypes lists the types that trees are for.
func (s *Set) parkTypes() []string {
	var names []string
	for i := range s.trees {
		names = append(names, s.trees[i].types...)
	}
	return names
}

func (n *node) each(visit func(*node)) {
	visit(n)
	for i := range n.children {
		n.children[i].each(visit)
	}
}

// newNode reads a node and what is below it.
func (l *loader) newNode(line nodeLine, path Path) (node, error) {
	fail := func(zh, en string, args ...any) (node, error) {
		return node{}, l.file.doc.Errorf(path, zh, en, args...)
	}
	n := node{name: line.Name, title: Note{line.ZH, line.EN}, weightSource: line.WeightSource, idealSource: line.IdealSource}
	if line.Weight != nil {
		n.weight = *line.Weight
	}
	if isRoot := len(path) == 2; !isRoot && (line.Weight == nil || n.weight < 0 || n.weight > 1 || !finite(n.weight)) {
		return fail("节点须有 0 到 1 之间的权重", "the node needs a weight from 0 to 1")
	}
	if line.Indicator != "" {
		return l.newLeaf(n, line, path)
	}
	switch {
	case len(path) > 2 && !plainName.MatchString(line.Name):
		return fail("节点须有 indicator，或有 name 和 nodes", "a node needs either an indicator or a name and nodes")
	case len(path) > 2 && l.nodes[line.Name]:
		return node{}, l.file.doc.Errorf(append(path, "name"), "节点 %s 出现两次", "the node %s stands twice", line.Name)
	case line.Ideal != nil:
		return fail("只有指标一级的节点才有理想值", "only a leaf has an ideal value")
	case len(line.Nodes) == 0:
		return fail("节点 %s 之下没有节点", "the node %s has no nodes below it", line.Name)
	}
	l.nodes[line.Name] = true
	for i, sub := range line.Nodes {
		child, err := l.newNode(sub, append(slices.Clone(path), "nodes", i))
		if err != nil {
			return node{}, err
		}
		n.children = append(n.children, child)
	}
	if err := n.checkWeights(); err != nil {
		if isRoot := len(path) == 2; isRoot {
			err = Errorf("指标树 %s：%s", "tree %s: %s", l.file.Trees[path[1].(int)].Name, err)
		}
		return node{}, l.file.doc.At(append(slices.Clone(path), "nodes"), err)
	}
	return n, nil
}

func (l *loader) newLeaf(n node, line nodeLine, path Path) (node, error) {
	fail := func(zh, en string, args ...any) (node, error) {
		return node{}, l.file.doc.Errorf(path, zh, en, args...)
	}
	at := append(slices.Clone(path), "indicator")
	n.leaf = l.set.findIndicator(line.Indicator)
	switch {
	case n.leaf == nil:
		return node{}, l.file.doc.Errorf(at, "没有指标 %s%s", "unknown indicator %s%s", line.Indicator, Suggestion(line.Indicator, l.set.IndicatorNames()))
	case l.nodes[line.Indicator]:
		return node{}, l.file.doc.Errorf(at, "节点 %s 出现两次", "the node %s stands twice", line.Indicator)
	case line.Name != "" || len(line.Nodes) > 0:
		return fail("节点或是带 indicator 的指标，或有 name 和 nodes，不能兼有", "a node is either a leaf with an indicator or has a name and nodes")
	case line.Ideal == nil:
		return fail("%s 须有理想值", "%s needs an ideal value", line.Indicator)
	}
	l.nodes[line.Indicator] = true
	n.name, n.title, n.ideal = n.leaf.name, n.leaf.title, *line.Ideal
	if err := n.checkIdeal(); err != nil {
		return node{}, l.file.doc.At(append(path, "ideal"), err)
	}
	return n, nil
}

// checkIdeal makes sure that the standard can divide by the ideal value, and
// that parks could come there.
func (n *node) checkIdeal() error {
	switch {
	case !finite(n.ideal) || n.ideal < 0:
		return Errorf("%s 的理想值不能为负", "the ideal value of %s must not be negative", n.name)
	case n.leaf.standard == complement && n.ideal != 0:
		return Errorf("%s 按 (1 − X) × 100 计分，理想值须为 0", "%s is scored as (1 − X) × 100, so its ideal value is 0", n.name)
	case n.leaf.standard != complement && n.ideal == 0:
		return Errorf("%s 的理想值须大于 0", "the ideal value of %s must be above 0", n.name)
	}
	return n.leaf.checkReach(n.ideal)
}

// checkWeights holds the weights of the children to a sum of 1.
func (n *node) checkWeights() error {
	total := 0.0
	for _, c := range n.children {
		total += c.weight
	}
	if len(n.children) > 0 && math.Abs(total-1) > weightTolerance {
		return Errorf("%s 之下各权重之和为 %.10g，应为 1", "the weights below %s add up to %.10g, not 1", n.name, total)
	}
	return nil
}

// checkWeights holds the weights at every node to a sum of 1.
func (t *tree) checkWeights() error {
	var err error
	t.root.each(func(n *node) {
		if wrong := n.checkWeights(); err == nil && wrong != nil {
			err = Errorf("指标树 %s：%s", "tree %s: %s", t.name, wrong)
		}
	})
	return err
}
