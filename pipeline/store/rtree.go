package store

import (
	"encoding/binary"
	"fmt"
	"math"
)

// rtree takes the envelopes of a layer and writes SQLite's R-tree of them
// packed: sorted along a Hilbert curve, every node full. Filled one by one
// through the virtual table, the tree costs three times what the rows cost.
//
// Envelopes are sorted in runs of [rtreeRun], each beside the load of the next,
// so that memory does not grow with them: of a run that is done only the
// envelopes of its leaves are kept, one for fifty. A cadastre in any order but a
// shuffled one loses nothing by it; of a shuffled one every run covers the whole
// county, and a search looks into the leaves of every run.
//
// Format: section 8 of https://www.sqlite.org/rtree.html. rtreecheck() proves
// the result in tests and before publication.
type rtree struct {
	table  string          // of the layer
	bounds box             // of everything
	run    []rtreeBox      // not in a leaf yet, by rising rowid
	spare  []rtreeBox      // memory of the run before
	packed chan *rtreePack // of the run before, while it is at work or not yet written; nil where there is none
	leaves []rtreeBox      // of the leaves that are packed; the rowid is the number of the node

	node, rowid *tree // once the load has begun
	row         record
}

// rtreeRun is how many envelopes a run has: 3 MB, and the leaves of a million
// pieces of a shuffled cadastre overlap eight times.
const rtreeRun = 1 << 17

// rtreeBox is an envelope in the numbers of the tree: 32-bit floats, rounded
// outwards so that they cover what they stand for.
type rtreeBox struct {
	rowid                  int64
	minX, maxX, minY, maxY float32
}

// Sizes of SQLite's R-tree in two dimensions.
const (
	rtreeCells    = 51                                   // cells of a node (RTREE_MAXCELLS)
	rtreeCell     = 8 + 4*4                              // rowid and four coordinates
	rtreeNodeHead = 4                                    // depth, count
	rtreeNodeSize = rtreeNodeHead + rtreeCells*rtreeCell // what SQLite itself chooses for pages over 1 292 bytes
)

// rtreeRoot is the number of the root; the leaves follow it.
const rtreeRoot = 1

func newRTree(table string) *rtree { return &rtree{table: table, bounds: noBox} }

func (t *rtree) add(rowid int64, b box) {
	t.bounds = t.bounds.union(b)
	t.run = append(t.run, newRTreeBox(rowid, b))
}

func newRTreeBox(rowid int64, b box) rtreeBox {
	return rtreeBox{rowid, roundDown(b.minX), roundUp(b.maxX), roundDown(b.minY), roundUp(b.maxY)}
}

// roundDown returns the largest 32-bit float that is not above v.
func roundDown(v float64) float32 {
	f := float32(v)
	if float64(f) > v {
		f = math.Nextafter32(f, float32(math.Inf(-1)))
	}
	return f
}

// roundUp returns the smallest 32-bit float that is not below v.
func roundUp(v float64) float32 {
	f := float32(v)
	if float64(f) < v {
		f = math.Nextafter32(f, float32(math.Inf(1)))
	}
	return f
}

func (b rtreeBox) union(o rtreeBox) rtreeBox {
	return rtreeBox{b.rowid, min(b.minX, o.minX), max(b.maxX, o.maxX), min(b.minY, o.minY), max(b.maxY, o.maxY)}
}

// name returns the name of the virtual table, as GeoPackage prescribes it.
func (t *rtree) name() string { return "rtree_" + t.table + "_geom" }

// full says that the run should be flushed.
func (t *rtree) full() bool { return len(t.run) >= rtreeRun }

// create makes the virtual table, empty even of the root that SQLite gives it.
func (t *rtree) create(w *writer) error {
	if err := w.exec(fmt.Sprintf(`CREATE VIRTUAL TABLE "%s" USING rtree(id, minx, maxx, miny, maxy)`, t.name())); err != nil {
		return err
	}
	var nodeSize int
	if err := w.value(&nodeSize, fmt.Sprintf(`SELECT length(data) FROM "%s_node" WHERE nodeno = 1`, t.name())); err != nil {
		return err
	}
	if nodeSize != rtreeNodeSize {
		return fmt.Errorf("r-tree of %s: SQLite makes nodes of %d bytes, expected %d", t.table, nodeSize, rtreeNodeSize)
	}
	return w.exec(fmt.Sprintf(`DELETE FROM "%s_node"`, t.name()))
}

// flush has the run packed into leaves, and writes those of the run before.
func (t *rtree) flush(l *load) error {
	if err := t.settle(l); err != nil || len(t.run) == 0 {
		return err
	}
	done := make(chan *rtreePack, 1)
	run, first := t.run, rtreeRoot+1+int64(len(t.leaves))
	go func() { done <- packRun(run, first) }()
	t.packed, t.run, t.spare = done, t.spare[:0], nil
	return nil
}

// settle awaits the run that is being packed and writes it.
func (t *rtree) settle(l *load) error {
	if err := t.begin(l); err != nil || t.packed == nil {
		return err
	}
	p := <-t.packed
	t.packed, t.spare = nil, p.run
	t.leaves = append(t.leaves, p.leaves...)
	if err := t.writeNodes(p.leaves, p.nodes); err != nil {
		return err
	}
	for i := range p.run {
		if err := t.rowid.addRow(p.run[i].rowid, t.numberRow(p.leafOf[i])); err != nil {
			return err
		}
	}
	return nil
}

// begin opens the trees. The node of the number 1 is the root, of which only its
// place is known yet.
func (t *rtree) begin(l *load) error {
	if t.node != nil {
		return nil
	}
	var err error
	if t.node, err = l.tree(t.name()+"_node", tableTree); err != nil {
		return err
	}
	if t.rowid, err = l.tree(t.name()+"_rowid", tableTree); err != nil {
		return err
	}
	return t.node.addRow(rtreeRoot, t.nodeRow(make([]byte, rtreeNodeSize)))
}

// nodeRow returns a row of the table of nodes.
func (t *rtree) nodeRow(node []byte) []byte {
	t.row.reset()
	t.row.open()
	t.row.null()
	copy(t.row.blob(rtreeNodeSize), node)
	return t.row.close()
}

// numberRow returns a row of the tables that say in which node something is.
func (t *rtree) numberRow(node int64) []byte {
	t.row.reset()
	t.row.open()
	t.row.null()
	t.row.integer(node)
	return t.row.close()
}

// writeNodes writes nodes under the numbers of their envelopes.
func (t *rtree) writeNodes(numbered []rtreeBox, nodes []byte) error {
	for i, b := range numbered {
		if err := t.node.addRow(b.rowid, t.nodeRow(nodes[i*rtreeNodeSize:][:rtreeNodeSize])); err != nil {
			return err
		}
	}
	return nil
}

// write completes the tree: the last run, then the levels above the leaves.
func (t *rtree) write(l *load) error {
	small := len(t.leaves) == 0 && t.packed == nil && len(t.run) <= rtreeCells // one node, leaf and root in one
	if small {
		if err := t.begin(l); err != nil {
			return err
		}
		for i := range t.run {
			if err := t.rowid.addRow(t.run[i].rowid, t.numberRow(rtreeRoot)); err != nil {
				return err
			}
		}
		return t.finish(l, 0, t.run, nil)
	}
	if err := t.flush(l); err != nil {
		return err
	}
	if err := t.settle(l); err != nil {
		return err
	}
	return t.writeAbove(l)
}

// writeAbove writes the levels above the leaves.
func (t *rtree) writeAbove(l *load) error {
	var parents []int64 // of the nodes from the first leaf on
	level := t.leaves
	for depth := 1; ; depth++ {
		if len(level) <= rtreeCells {
			for range level {
				parents = append(parents, rtreeRoot)
			}
			return t.finish(l, depth, level, parents)
		}
		p := packRun(level, level[len(level)-1].rowid+1)
		parents = append(parents, p.leafOf...)
		if err := t.writeNodes(p.leaves, p.nodes); err != nil {
			return err
		}
		level = p.leaves
	}
}

// finish writes the root, the only node that says how deep the tree is, and
// which node is in which.
func (t *rtree) finish(l *load, depth int, cells []rtreeBox, parents []int64) error {
	parent, err := l.tree(t.name()+"_parent", tableTree)
	if err != nil {
		return err
	}
	for i, p := range parents {
		if err := parent.addRow(rtreeRoot+1+int64(i), t.numberRow(p)); err != nil {
			return err
		}
	}
	for _, tree := range []*tree{t.node, t.rowid, parent} {
		if err := tree.finish(); err != nil {
			return err
		}
	}
	root := make([]byte, rtreeNodeSize)
	putNode(root, cells, alongCurve(cells), depth)
	l.pages.patch(t.node.first, root) // the first row of a leaf stands at its end
	return nil
}

// rtreePack is a run of cells in the nodes that hold them.
type rtreePack struct {
	run    []rtreeBox
	leafOf []int64    // number of the node of each
	leaves []rtreeBox // envelopes of the nodes, by number
	nodes  []byte     // of rtreeNodeSize each
}

// packRun packs cells into nodes numbered from first on.
func packRun(run []rtreeBox, first int64) *rtreePack {
	order := alongCurve(run)
	groups := rtreeGroups(len(order))
	p := &rtreePack{run, make([]int64, len(run)), make([]rtreeBox, len(groups)), make([]byte, len(groups)*rtreeNodeSize)}
	for i, g := range groups {
		members := order[g.from:g.to]
		for _, k := range members {
			p.leafOf[k] = first + int64(i)
		}
		p.leaves[i] = cover(run, members, first+int64(i))
		putNode(p.nodes[i*rtreeNodeSize:][:rtreeNodeSize], run, members, 0)
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

// putNode writes a node into dst, which has rtreeNodeSize bytes, all zero.
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
