package store

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
)

// rtree collects the envelopes of a layer and writes SQLite's R-tree of them
// packed: sorted along a Hilbert curve, every node full. Filled one by one
// through the virtual table, the tree costs three times what the rows cost.
//
// Format: section 8 of https://www.sqlite.org/rtree.html. rtreecheck() proves
// the result in tests and before publication.
type rtree struct {
	table string // of the layer
	boxes []rtreeBox
}

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

func (t *rtree) add(rowid int64, b box) {
	t.boxes = append(t.boxes, rtreeBox{rowid, roundDown(b.minX), roundUp(b.maxX), roundDown(b.minY), roundUp(b.maxY)})
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

// write creates the virtual table and fills its three shadow tables.
func (t *rtree) write(w *writer) error {
	if err := w.exec(fmt.Sprintf(`CREATE VIRTUAL TABLE "%s" USING rtree(id, minx, maxx, miny, maxy)`, t.name())); err != nil {
		return err
	}
	if len(t.boxes) == 0 {
		return nil
	}
	var nodeSize int
	if err := w.value(&nodeSize, fmt.Sprintf(`SELECT length(data) FROM "%s_node" WHERE nodeno = 1`, t.name())); err != nil {
		return err
	}
	if nodeSize != rtreeNodeSize {
		return fmt.Errorf("r-tree of %s: SQLite makes nodes of %d bytes, expected %d", t.table, nodeSize, rtreeNodeSize)
	}
	t.sort()
	p := rtreePack{boxes: t.boxes}
	p.pack()
	return p.write(w, t.name())
}

// rtreePack is the tree as the rows of its shadow tables. Node 1 is the root.
type rtreePack struct {
	boxes  []rtreeBox
	leafOf []int32  // by position in boxes: number of the leaf
	parent []int32  // by node number: number of the node above; 0 for the root
	nodes  [][]byte // by node number
}

// pack builds the tree from the leaves up.
func (p *rtreePack) pack() {
	p.nodes, p.parent = make([][]byte, 2), make([]int32, 2)
	p.leafOf = make([]int32, len(p.boxes))
	level, depth := p.boxes, 0
	for {
		above := p.packLevel(level, depth)
		if len(above) == 1 {
			return
		}
		level, depth = above, depth+1
	}
}

// packLevel puts the cells of one level into nodes and returns the cells that
// stand for those nodes, one level up.
func (p *rtreePack) packLevel(cells []rtreeBox, depth int) []rtreeBox {
	count := (len(cells) + rtreeCells - 1) / rtreeCells
	above := make([]rtreeBox, 0, count)
	for i := range count {
		// Even shares, so that no node is nearly empty.
		from, to := i*len(cells)/count, (i+1)*len(cells)/count
		number := 1
		if count > 1 {
			number = len(p.nodes)
			p.nodes, p.parent = append(p.nodes, nil), append(p.parent, 0)
		}
		for k := from; k < to; k++ {
			if depth == 0 {
				p.leafOf[k] = int32(number)
			} else {
				p.parent[cells[k].rowid] = int32(number)
			}
		}
		nodeDepth := 0
		if number == 1 {
			nodeDepth = depth // only the root says how deep the tree is
		}
		p.nodes[number] = rtreeNode(cells[from:to], nodeDepth)
		above = append(above, cover(cells[from:to], int64(number)))
	}
	return above
}

func cover(cells []rtreeBox, rowid int64) rtreeBox {
	all := cells[0]
	for _, c := range cells[1:] {
		all = all.union(c)
	}
	all.rowid = rowid
	return all
}

func rtreeNode(cells []rtreeBox, depth int) []byte {
	node := make([]byte, rtreeNodeSize)
	binary.BigEndian.PutUint16(node, uint16(depth))
	binary.BigEndian.PutUint16(node[2:], uint16(len(cells)))
	for i, c := range cells {
		out := node[rtreeNodeHead+i*rtreeCell:]
		binary.BigEndian.PutUint64(out, uint64(c.rowid))
		for k, v := range [4]float32{c.minX, c.maxX, c.minY, c.maxY} {
			binary.BigEndian.PutUint32(out[8+4*k:], math.Float32bits(v))
		}
	}
	return node
}

// write replaces the rows of the shadow tables.
func (p *rtreePack) write(w *writer, name string) error {
	if err := w.exec(fmt.Sprintf(`DELETE FROM "%s_node"`, name)); err != nil {
		return err
	}
	if err := p.writeNodes(w, name+"_node"); err != nil {
		return err
	}
	if err := p.writeParents(w, name+"_parent"); err != nil {
		return err
	}
	return p.writeRowids(w, name+"_rowid")
}

func (p *rtreePack) writeNodes(w *writer, table string) error {
	return w.bulk(table, len(p.nodes)-1, func(i int, r *record) int64 {
		r.null()
		copy(r.blob(rtreeNodeSize), p.nodes[i+1])
		return int64(i + 1)
	})
}

func (p *rtreePack) writeParents(w *writer, table string) error {
	return w.bulk(table, len(p.parent)-2, func(i int, r *record) int64 {
		r.null()
		r.integer(int64(p.parent[i+2]))
		return int64(i + 2)
	})
}

func (p *rtreePack) writeRowids(w *writer, table string) error {
	order := make([]int32, len(p.boxes))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		return compareInt(p.boxes[a].rowid, p.boxes[b].rowid)
	})
	return w.bulk(table, len(order), func(i int, r *record) int64 {
		r.null()
		r.integer(int64(p.leafOf[order[i]]))
		return p.boxes[order[i]].rowid
	})
}

func compareInt(a, b int64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
