package pages

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
)

// rtreeReader reads the three tables of an R-tree. It looks at what rtreecheck()
// looks at (every cell lies within the one above, every child is where its table
// says, nothing is missing or too much) and besides collects the envelopes, to be
// held against the rows that they stand for. It keeps some bytes of each node,
// nothing of each cell.
type rtreeReader struct {
	root    []byte
	parents []int64    // by number of the node, from rtreeRoot+1 on
	level   []int8     // above the leaves
	covers  []rtreeBox // around all cells
	named   []bool     // by the node above

	nodes, children int64
	inNodes, listed Digest // rowid and leaf, by the leaves and by the table of rowids
	boxes           Digest // rowid and envelope
}

// rtreeRecord takes rows of the tables of numbers apart, rtreeNodeRecord those of
// the table of nodes.
func rtreeRecord() *RecordReader     { return NewRecordReader(NullValue, IntegerValue) }
func rtreeNodeRecord() *RecordReader { return NewRecordReader(NullValue, BlobValue) }

// RTreeContent is what an R-tree has.
type RTreeContent struct {
	Nodes, Rowids, Parents int64  // rows of its three tables
	Boxes                  Digest // of the envelopes with their rowids, see [Digest.AddBox]
}

// ReadRTree reads an R-tree; what is wrong with it wraps [ErrDamaged].
func ReadRTree(r *Reader, roots RTreeRoots) (RTreeContent, error) {
	a := &rtreeReader{}
	if err := a.read(r, roots); err != nil {
		return RTreeContent{}, err
	}
	return RTreeContent{a.nodes, a.listed.Count, int64(len(a.parents)), a.boxes}, nil
}

func (a *rtreeReader) read(r *Reader, roots RTreeRoots) error {
	row, node := rtreeRecord(), rtreeNodeRecord()
	_, err := r.Walk(roots.Parent, Table, func(child int64, payload []byte) error {
		if err := row.Read(payload); err != nil {
			return err
		}
		return a.addParent(child, row.Integer(1))
	})
	if err != nil {
		return err
	}
	n := len(a.parents) + rtreeRoot + 1
	a.level, a.covers, a.named = make([]int8, n), make([]rtreeBox, n), make([]bool, n)
	a.nodes, err = r.Walk(roots.Node, Table, func(number int64, payload []byte) error {
		if err := node.Read(payload); err != nil {
			return err
		}
		return a.addNode(number, node.Bytes(1))
	})
	if err != nil {
		return err
	}
	_, err = r.Walk(roots.Rowid, Table, func(rowid int64, payload []byte) error {
		err := row.Read(payload)
		a.listed.Add(uint64(rowid), uint64(row.Integer(1)))
		return err
	})
	if err == nil {
		err = a.finish()
	}
	return err
}

// addParent enters the node above a node. Nodes are numbered without a gap, the
// root first, then from the leaves up.
func (a *rtreeReader) addParent(child, parent int64) error {
	next := int64(len(a.parents)) + rtreeRoot + 1
	if child != next || parent != rtreeRoot && parent <= child {
		return fmt.Errorf("%w: node %d instead of %d, below %d", ErrDamaged, child, next, parent)
	}
	a.parents = append(a.parents, parent)
	return nil
}

func (a *rtreeReader) parentOf(node int64) int64 { return a.parents[node-rtreeRoot-1] }

// addNode takes the next node. The root, which comes first, waits for those
// below.
func (a *rtreeReader) addNode(number int64, node []byte) error {
	if number >= int64(len(a.level)) || len(node) != RTreeNodeSize {
		return fmt.Errorf("%w: node %d of %d, %d bytes", ErrDamaged, number, len(a.parents)+rtreeRoot, len(node))
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
func (a *rtreeReader) setLevels(depth int) error {
	if depth > rtreeMaxDepth {
		return fmt.Errorf("%w: R-tree of depth %d", ErrDamaged, depth)
	}
	a.level[rtreeRoot] = int8(depth)
	for node := int64(len(a.level) - 1); node > rtreeRoot; node-- {
		parent := a.parentOf(node)
		if parent >= int64(len(a.level)) || a.level[parent] == 0 {
			return fmt.Errorf("%w: node %d below %d", ErrDamaged, node, parent)
		}
		a.level[node] = a.level[parent] - 1
	}
	return nil
}

func (a *rtreeReader) readNode(number int64, node []byte) error {
	count := int(binary.BigEndian.Uint16(node[2:]))
	if count > rtreeCells || count == 0 && number != rtreeRoot {
		return fmt.Errorf("%w: node %d has %d cells", ErrDamaged, number, count)
	}
	leaf := a.level[number] == 0
	var cover rtreeBox
	for i := range count {
		b := getRTreeBox(node[rtreeNodeHead+i*rtreeCell:])
		if !(b.minX <= b.maxX && b.minY <= b.maxY) {
			return fmt.Errorf("%w: node %d has an envelope that is none", ErrDamaged, number)
		}
		if i == 0 {
			cover = b
		}
		cover = cover.union(b)
		if leaf {
			a.inNodes.Add(uint64(b.rowid), uint64(number))
			a.boxes.Add(b.words())
		} else if err := a.addChild(number, b); err != nil {
			return err
		}
	}
	a.covers[number] = cover
	return nil
}

// addChild takes a cell of a node above the leaves.
func (a *rtreeReader) addChild(number int64, b rtreeBox) error {
	child := b.rowid
	if child <= rtreeRoot || child >= int64(len(a.level)) || a.named[child] || a.parentOf(child) != number {
		return fmt.Errorf("%w: node %d has no child %d", ErrDamaged, number, child)
	}
	a.named[child] = true
	a.children++
	if in := a.covers[child]; in.minX < b.minX || in.maxX > b.maxX || in.minY < b.minY || in.maxY > b.maxY {
		return fmt.Errorf("%w: node %d reaches out of node %d", ErrDamaged, child, number)
	}
	return nil
}

// finish reads the root and holds the tables against each other.
func (a *rtreeReader) finish() error {
	if a.root == nil {
		return fmt.Errorf("%w: no root", ErrDamaged)
	}
	if err := a.readNode(rtreeRoot, a.root); err != nil {
		return err
	}
	if a.children != int64(len(a.parents)) || a.nodes != a.children+1 || a.inNodes != a.listed {
		return fmt.Errorf("%w: %d nodes, %d of them in others, %d in the table; %d rowids in leaves, %d in the table, or others",
			ErrDamaged, a.nodes, a.children, len(a.parents), a.inNodes.Count, a.listed.Count)
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
