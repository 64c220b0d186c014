package store

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
)

// rtreeAudit reads the three tables of an R-tree. It looks at what rtreecheck()
// looks at (every cell lies within the one above, every child is where its table
// says, nothing is missing or too much) and besides collects the envelopes, to be
// held against the rows that they stand for. It keeps some bytes of each node,
// nothing of each cell.
type rtreeAudit struct {
	root    []byte
	parents []int64    // by number of the node, from rtreeRoot+1 on
	level   []int8     // above the leaves
	covers  []rtreeBox // around all cells
	named   []bool     // by the node above

	nodes, children int64
	inNodes, listed digest // rowid and leaf, by the leaves and by the table of rowids
	boxes           digest // rowid and envelope
}

// rtreeRecord takes rows of the tables of numbers apart, rtreeNodeRecord those of
// the table of nodes.
func rtreeRecord() *recordReader     { return newRecordReader(kindNull, kindInteger) }
func rtreeNodeRecord() *recordReader { return newRecordReader(kindNull, kindBlob) }

// auditRTree reads the R-tree of that name.
func auditRTree(r *treeReader, name string, roots map[string]uint32) (*rtreeAudit, error) {
	a := &rtreeAudit{}
	row, node := rtreeRecord(), rtreeNodeRecord()
	_, err := r.walk(roots[name+"_parent"], tableTree, func(child int64, payload []byte) error {
		if err := row.read(payload); err != nil {
			return err
		}
		return a.addParent(child, row.integer(1))
	})
	if err != nil {
		return nil, err
	}
	n := len(a.parents) + rtreeRoot + 1
	a.level, a.covers, a.named = make([]int8, n), make([]rtreeBox, n), make([]bool, n)
	a.nodes, err = r.walk(roots[name+"_node"], tableTree, func(number int64, payload []byte) error {
		if err := node.read(payload); err != nil {
			return err
		}
		return a.addNode(number, node.values[1])
	})
	if err != nil {
		return nil, err
	}
	_, err = r.walk(roots[name+"_rowid"], tableTree, func(rowid int64, payload []byte) error {
		err := row.read(payload)
		a.listed.add(uint64(rowid), uint64(row.integer(1)))
		return err
	})
	if err == nil {
		err = a.finish()
	}
	if err != nil {
		return nil, fmt.Errorf("%w in %s", err, name)
	}
	return a, nil
}

// addParent enters the node above a node. Nodes are numbered without a gap, the
// root first, then from the leaves up.
func (a *rtreeAudit) addParent(child, parent int64) error {
	next := int64(len(a.parents)) + rtreeRoot + 1
	if child != next || parent != rtreeRoot && parent <= child {
		return fmt.Errorf("%w: node %d instead of %d, below %d", errProof, child, next, parent)
	}
	a.parents = append(a.parents, parent)
	return nil
}

func (a *rtreeAudit) parentOf(node int64) int64 { return a.parents[node-rtreeRoot-1] }

// addNode takes the next node. The root, which comes first, waits for those
// below.
func (a *rtreeAudit) addNode(number int64, node []byte) error {
	if number >= int64(len(a.level)) || len(node) != rtreeNodeSize {
		return fmt.Errorf("%w: node %d of %d, %d bytes", errProof, number, len(a.parents)+rtreeRoot, len(node))
	}
	if number != rtreeRoot {
		return a.readNode(number, node)
	}
	a.root = slices.Clone(node)
	return a.setLevels(int(binary.BigEndian.Uint16(node)))
}

// rtreeMaxDepth is SQLite's own limit (RTREE_MAX_DEPTH).
const rtreeMaxDepth = 40

// setLevels finds the level of every node from that of the root. A node above has
// the higher number, so that it is known before.
func (a *rtreeAudit) setLevels(depth int) error {
	if depth > rtreeMaxDepth {
		return fmt.Errorf("%w: R-tree of depth %d", errProof, depth)
	}
	a.level[rtreeRoot] = int8(depth)
	for node := int64(len(a.level) - 1); node > rtreeRoot; node-- {
		parent := a.parentOf(node)
		if parent >= int64(len(a.level)) || a.level[parent] == 0 {
			return fmt.Errorf("%w: node %d below %d", errProof, node, parent)
		}
		a.level[node] = a.level[parent] - 1
	}
	return nil
}

func (a *rtreeAudit) readNode(number int64, node []byte) error {
	count := int(binary.BigEndian.Uint16(node[2:]))
	if count > rtreeCells || count == 0 && number != rtreeRoot {
		return fmt.Errorf("%w: node %d has %d cells", errProof, number, count)
	}
	leaf := a.level[number] == 0
	var cover rtreeBox
	for i := range count {
		b := getRTreeBox(node[rtreeNodeHead+i*rtreeCell:])
		if !(b.minX <= b.maxX && b.minY <= b.maxY) {
			return fmt.Errorf("%w: node %d has an envelope that is none", errProof, number)
		}
		if i == 0 {
			cover = b
		}
		cover = cover.union(b)
		if leaf {
			a.inNodes.add(uint64(b.rowid), uint64(number))
			a.boxes.add(b.words())
		} else if err := a.addChild(number, b); err != nil {
			return err
		}
	}
	a.covers[number] = cover
	return nil
}

// addChild takes a cell of a node above the leaves.
func (a *rtreeAudit) addChild(number int64, b rtreeBox) error {
	child := b.rowid
	if child <= rtreeRoot || child >= int64(len(a.level)) || a.named[child] || a.parentOf(child) != number {
		return fmt.Errorf("%w: node %d has no child %d", errProof, number, child)
	}
	a.named[child] = true
	a.children++
	if in := a.covers[child]; in.minX < b.minX || in.maxX > b.maxX || in.minY < b.minY || in.maxY > b.maxY {
		return fmt.Errorf("%w: node %d reaches out of node %d", errProof, child, number)
	}
	return nil
}

// finish reads the root and holds the tables against each other.
func (a *rtreeAudit) finish() error {
	if a.root == nil {
		return fmt.Errorf("%w: no root", errProof)
	}
	if err := a.readNode(rtreeRoot, a.root); err != nil {
		return err
	}
	if a.children != int64(len(a.parents)) || a.nodes != a.children+1 || a.inNodes != a.listed {
		return fmt.Errorf("%w: %d nodes, %d of them in others, %d in the table; %d rowids in leaves, %d in the table, or others",
			errProof, a.nodes, a.children, len(a.parents), a.inNodes.count, a.listed.count)
	}
	return nil
}

// getRTreeBox reads a cell as putNode writes it.
func getRTreeBox(cell []byte) rtreeBox {
	at := func(i int) float32 { return math.Float32frombits(binary.BigEndian.Uint32(cell[8+4*i:])) }
	return rtreeBox{int64(binary.BigEndian.Uint64(cell)), at(0), at(1), at(2), at(3)}
}

// words returns the cell as two words that differ where cells do, but for one in
// 2^64.
func (b rtreeBox) words() (uint64, uint64) {
	x := uint64(math.Float32bits(b.minX))<<32 | uint64(math.Float32bits(b.maxX))
	y := uint64(math.Float32bits(b.minY))<<32 | uint64(math.Float32bits(b.maxY))
	return mix(uint64(b.rowid), x), y
}
