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
// Envelopes are sorted in runs of [rtreeRun], so that memory does not grow with
// them: of a run that is done only the envelopes of its leaves are kept, one
// for fifty. A cadastre in any order but a shuffled one loses nothing by it; of
// a shuffled one every run covers the whole county, and a search looks into the
// leaves of every run.
//
// Format: section 8 of https://www.sqlite.org/rtree.html. rtreecheck() proves
// the result in tests and before publication.
type rtree struct {
	table  string     // of the layer
	run    []rtreeBox // not in a leaf yet, by rising rowid
	leaves []rtreeBox // of the leaves that are written; the rowid is the number of the node
	made   bool       // the virtual table is there
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

func (t *rtree) add(rowid int64, b box) {
	t.run = append(t.run, rtreeBox{rowid, roundDown(b.minX), roundUp(b.maxX), roundDown(b.minY), roundUp(b.maxY)})
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
	if t.made {
		return nil
	}
	t.made = true
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

// flush packs the run into leaves and writes them.
func (t *rtree) flush(w *writer) error {
	if len(t.run) == 0 {
		return nil
	}
	if err := t.create(w); err != nil {
		return err
	}
	order := alongCurve(t.run)
	groups := rtreeGroups(len(order))
	leafOf := make([]int64, len(order)) // by position in run
	first := rtreeRoot + 1 + int64(len(t.leaves))
	for i, g := range groups {
		for _, k := range order[g.from:g.to] {
			leafOf[k] = first + int64(i)
		}
		t.leaves = append(t.leaves, cover(t.run, order[g.from:g.to], first+int64(i)))
	}
	if err := writeNodes(w, t.name(), first, t.run, order, groups); err != nil {
		return err
	}
	err := w.bulk(t.name()+"_rowid", len(t.run), func(i int, r *record) int64 {
		r.null()
		r.integer(leafOf[i])
		return t.run[i].rowid
	})
	t.run = t.run[:0]
	return err
}

// write completes the tree: the last run, then the levels above the leaves.
func (t *rtree) write(w *writer) error {
	if err := t.create(w); err != nil {
		return err
	}
	if len(t.leaves) == 0 && len(t.run) <= rtreeCells { // one node, leaf and root in one
		return t.writeSmall(w)
	}
	if err := t.flush(w); err != nil {
		return err
	}
	parents := make([]int64, len(t.leaves), len(t.leaves)+len(t.leaves)/(rtreeCells/2)+2) // of the nodes from the first leaf on
	level := t.leaves
	for depth := 1; ; depth++ {
		order := alongCurve(level)
		groups := rtreeGroups(len(order))
		if len(groups) == 1 {
			for _, k := range order {
				parents[level[k].rowid-rtreeRoot-1] = rtreeRoot
			}
			if err := writeRoot(w, t.name(), depth, level, order); err != nil {
				return err
			}
			return writeParents(w, t.name(), parents)
		}
		first := rtreeRoot + 1 + int64(len(parents))
		above := make([]rtreeBox, len(groups))
		for i, g := range groups {
			above[i] = cover(level, order[g.from:g.to], first+int64(i))
			for _, k := range order[g.from:g.to] {
				parents[level[k].rowid-rtreeRoot-1] = first + int64(i)
			}
		}
		if err := writeNodes(w, t.name(), first, level, order, groups); err != nil {
			return err
		}
		parents = append(parents, make([]int64, len(groups))...)
		level = above
	}
}

// writeSmall writes a tree of one node.
func (t *rtree) writeSmall(w *writer) error {
	order := alongCurve(t.run)
	if err := writeRoot(w, t.name(), 0, t.run, order); err != nil {
		return err
	}
	return w.bulk(t.name()+"_rowid", len(t.run), func(i int, r *record) int64 {
		r.null()
		r.integer(rtreeRoot)
		return t.run[i].rowid
	})
}

// rtreeRoot is the number of the root; the leaves follow it.
const rtreeRoot = 1

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

// writeNodes writes a node for every group, numbered from first on.
func writeNodes(w *writer, name string, first int64, cells []rtreeBox, order []int32, groups []span) error {
	return w.bulk(name+"_node", len(groups), func(i int, r *record) int64 {
		r.null()
		putNode(r.blob(rtreeNodeSize), cells, order[groups[i].from:groups[i].to], 0)
		return first + int64(i)
	})
}

// writeRoot writes the root, the only node that says how deep the tree is.
func writeRoot(w *writer, name string, depth int, cells []rtreeBox, order []int32) error {
	return w.bulk(name+"_node", 1, func(_ int, r *record) int64 {
		r.null()
		putNode(r.blob(rtreeNodeSize), cells, order, depth)
		return rtreeRoot
	})
}

func writeParents(w *writer, name string, parents []int64) error {
	return w.bulk(name+"_parent", len(parents), func(i int, r *record) int64 {
		r.null()
		r.integer(parents[i])
		return rtreeRoot + 1 + int64(i)
	})
}

// putNode writes a node into dst, which has rtreeNodeSize bytes.
func putNode(dst []byte, cells []rtreeBox, order []int32, depth int) {
	clear(dst)
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
