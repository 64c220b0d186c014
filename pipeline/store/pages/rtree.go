package pages

import (
	"encoding/binary"
	"math"
)

// RTree takes the envelopes of a layer and writes SQLite's R-tree of them
// packed: sorted along a Hilbert curve, every node full. Filled one by one
// through the virtual table, the tree costs three times what the rows cost.
//
// Envelopes are sorted in runs of [rtreeRun], each while the next is taken in,
// so that memory does not grow with them: of a run that is done only the
// envelopes of its leaves are kept, one for fifty. A cadastre in any order but a
// shuffled one loses nothing by it; of a shuffled one every run covers the whole
// county, and a search looks into the leaves of every run.
//
// Format: section 8 of https://www.sqlite.org/rtree.html. rtreecheck() proves
// the result in tests.
type RTree struct {
	bounds Box             // of everything
	run    []rtreeBox      // not in a leaf yet, by rising rowid
	spare  []rtreeBox      // memory of the run before
	packed chan *rtreePack // of the run before, while it is at work or not yet written; nil where there is none
	leaves []rtreeBox      // of the leaves that are packed; the rowid is the number of the node

	file        *File
	roots       RTreeRoots
	node, rowid *Tree // from the first node on
	row         Record
}

// RTreeRoots are the pages that SQLite gave the tables of an R-tree.
type RTreeRoots struct{ Node, Rowid, Parent uint32 }

// rtreeRun is how many envelopes a run has: 3 MB, and the leaves of a million
// pieces of a shuffled cadastre overlap eight times.
const rtreeRun = 1 << 17

// Sizes of SQLite's R-tree in two dimensions.
const (
	rtreeCells    = 51      // cells of a node (RTREE_MAXCELLS)
	rtreeCell     = 8 + 4*4 // rowid and four coordinates
	rtreeNodeHead = 4       // depth, count

	// RTreeNodeSize is what SQLite itself chooses for pages over 1 292 bytes.
	RTreeNodeSize = rtreeNodeHead + rtreeCells*rtreeCell
)

// rtreeRoot is the number of the root; the leaves follow it.
const rtreeRoot = 1

// NewRTree returns an R-tree without envelopes.
func NewRTree() *RTree { return &RTree{bounds: NoBox} }

// Open says where the tree is to be written. SQLite has made its tables, all of
// them empty, even of the root that it gives them.
func (t *RTree) Open(file *File, roots RTreeRoots) { t.file, t.roots = file, roots }

// Bounds covers everything that was added; NoBox where nothing was.
func (t *RTree) Bounds() Box { return t.bounds }

// Add takes in the envelope of a row. Rowids rise.
func (t *RTree) Add(rowid int64, b Box) {
	t.bounds = t.bounds.Union(b)
	t.run = append(t.run, newRTreeBox(rowid, b))
}

// Full says that the run should be flushed.
func (t *RTree) Full() bool { return len(t.run) >= rtreeRun }

// Flush has the run packed into leaves, and writes those of the run before.
func (t *RTree) Flush() error {
	if err := t.settle(); err != nil || len(t.run) == 0 {
		return err
	}
	done := make(chan *rtreePack, 1)
	run, first := t.run, rtreeRoot+1+int64(len(t.leaves))
	go func() { done <- packRun(run, first) }()
	t.packed, t.run, t.spare = done, t.spare[:0], nil
	return nil
}

// settle awaits the run that is being packed and writes it.
func (t *RTree) settle() error {
	if err := t.begin(); err != nil || t.packed == nil {
		return err
	}
	p := <-t.packed
	t.packed, t.spare = nil, p.run
	t.leaves = append(t.leaves, p.leaves...)
	if err := t.writeNodes(p.leaves, p.nodes); err != nil {
		return err
	}
	for i := range p.run {
		if err := t.rowid.AddRow(p.run[i].rowid, t.numberRow(p.leafOf[i])); err != nil {
			return err
		}
	}
	return nil
}

// begin opens the trees. The node of the number 1 is the root, of which only its
// place is known yet.
func (t *RTree) begin() error {
	if t.node != nil {
		return nil
	}
	t.node, t.rowid = NewTree(t.file, Table, t.roots.Node), NewTree(t.file, Table, t.roots.Rowid)
	return t.node.AddRow(rtreeRoot, t.nodeRow(make([]byte, RTreeNodeSize)))
}

// nodeRow returns a row of the table of nodes.
func (t *RTree) nodeRow(node []byte) []byte {
	t.row.Reset()
	t.row.Open()
	t.row.Null()
	copy(t.row.Blob(RTreeNodeSize), node)
	return t.row.Close()
}

// numberRow returns a row of the tables that say in which node something is.
func (t *RTree) numberRow(node int64) []byte {
	t.row.Reset()
	t.row.Open()
	t.row.Null()
	t.row.Integer(node)
	return t.row.Close()
}

// writeNodes writes nodes under the numbers of their envelopes.
func (t *RTree) writeNodes(numbered []rtreeBox, nodes []byte) error {
	for i, b := range numbered {
		if err := t.node.AddRow(b.rowid, t.nodeRow(nodes[i*RTreeNodeSize:][:RTreeNodeSize])); err != nil {
			return err
		}
	}
	return nil
}

// Finish completes the tree: the last run, then the levels above the leaves.
func (t *RTree) Finish() error {
	small := len(t.leaves) == 0 && t.packed == nil && len(t.run) <= rtreeCells // one node, leaf and root in one
	if small {
		if err := t.begin(); err != nil {
			return err
		}
		for i := range t.run {
			if err := t.rowid.AddRow(t.run[i].rowid, t.numberRow(rtreeRoot)); err != nil {
				return err
			}
		}
		return t.writeRoot(0, t.run, nil)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	if err := t.settle(); err != nil {
		return err
	}
	return t.writeAbove()
}

// writeAbove writes the levels above the leaves.
func (t *RTree) writeAbove() error {
	var parents []int64 // of the nodes from the first leaf on
	level := t.leaves
	for depth := 1; ; depth++ {
		if len(level) <= rtreeCells {
			for range level {
				parents = append(parents, rtreeRoot)
			}
			return t.writeRoot(depth, level, parents)
		}
		p := packRun(level, level[len(level)-1].rowid+1)
		parents = append(parents, p.leafOf...)
		if err := t.writeNodes(p.leaves, p.nodes); err != nil {
			return err
		}
		level = p.leaves
	}
}

// writeRoot writes the root, the only node that says how deep the tree is, and
// which node is in which.
func (t *RTree) writeRoot(depth int, cells []rtreeBox, parents []int64) error {
	parent := NewTree(t.file, Table, t.roots.Parent)
	for i, p := range parents {
		if err := parent.AddRow(rtreeRoot+1+int64(i), t.numberRow(p)); err != nil {
			return err
		}
	}
	for _, tree := range []*Tree{t.node, t.rowid, parent} {
		if err := tree.Finish(); err != nil {
			return err
		}
	}
	root := make([]byte, RTreeNodeSize)
	putNode(root, cells, alongCurve(cells), depth)
	t.file.patch(t.node.first, root) // the first row of a leaf stands at its end
	return nil
}

// rtreePack is a run of cells in the nodes that hold them.
type rtreePack struct {
	run    []rtreeBox
	leafOf []int64    // number of the node of each
	leaves []rtreeBox // envelopes of the nodes, by number
	nodes  []byte     // of RTreeNodeSize each
}

// packRun packs cells into nodes numbered from first on.
func packRun(run []rtreeBox, first int64) *rtreePack {
	order := alongCurve(run)
	groups := rtreeGroups(len(order))
	p := &rtreePack{run, make([]int64, len(run)), make([]rtreeBox, len(groups)), make([]byte, len(groups)*RTreeNodeSize)}
	for i, g := range groups {
		members := order[g.from:g.to]
		for _, k := range members {
			p.leafOf[k] = first + int64(i)
		}
		p.leaves[i] = cover(run, members, first+int64(i))
		putNode(p.nodes[i*RTreeNodeSize:][:RTreeNodeSize], run, members, 0)
	}
	return p
}

// span is a range of positions.
type span struct{ from, to int }

// rtreeGroups divides n cells among as few nodes as hold them, in even shares,
// so that no node is nearly empty.
func rtreeGroups(n int) []span {
	count := (n + rtreeCells - 1) / rtreeCells
	groups := make([]span, count)
	for i := range groups {
		groups[i] = span{i * n / count, (i + 1) * n / count}
	}
	return groups
}

// cover is the box around those cells, under a rowid of its own.
func cover(cells []rtreeBox, order []int32, rowid int64) rtreeBox {
	all := cells[order[0]]
	for _, k := range order[1:] {
		all = all.union(cells[k])
	}
	all.rowid = rowid
	return all
}

// putNode writes a node into dst, which has RTreeNodeSize bytes, all zero.
func putNode(dst []byte, cells []rtreeBox, order []int32, depth int) {
	binary.BigEndian.PutUint16(dst, uint16(depth))
	binary.BigEndian.PutUint16(dst[2:], uint16(len(order)))
	for i, k := range order {
		c, out := &cells[k], dst[rtreeNodeHead+i*rtreeCell:]
		binary.BigEndian.PutUint64(out, uint64(c.rowid))
		for j, v := range [4]float32{c.minX, c.maxX, c.minY, c.maxY} {
			binary.BigEndian.PutUint32(out[8+4*j:], math.Float32bits(v))
		}
	}
}
