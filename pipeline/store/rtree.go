package store

import (
	"fmt"

	"jiyue/pipeline/store/pages"
)

// layerTree is the R-tree of a layer. Filled one by one through the virtual
// table, it would cost three times what the rows cost.
type layerTree struct {
	table string // of the layer
	*pages.RTree
}

func newLayerTree(table string) *layerTree { return &layerTree{table, pages.NewRTree()} }

// name returns the name of the virtual table, as GeoPackage prescribes it.
func (t *layerTree) name() string { return "rtree_" + t.table + "_geom" }

// create makes the virtual table, empty even of the root that SQLite gives it.
func (t *layerTree) create(w *writer) error {
	if err := w.exec(fmt.Sprintf(`CREATE VIRTUAL TABLE "%s" USING rtree(id, minx, maxx, miny, maxy)`, t.name())); err != nil {
		return err
	}
	var nodeSize int
	if err := w.value(&nodeSize, fmt.Sprintf(`SELECT length(data) FROM "%s_node" WHERE nodeno = 1`, t.name())); err != nil {
		return err
	}
	if nodeSize != pages.RTreeNodeSize {
		return fmt.Errorf("r-tree of %s: SQLite makes nodes of %d bytes, expected %d", t.table, nodeSize, pages.RTreeNodeSize)
	}
	return w.exec(fmt.Sprintf(`DELETE FROM "%s_node"`, t.name()))
}

// rtreeRoots are the roots of an R-tree's tables among all; 0 of one that is not
// there, which is no page.
func rtreeRoots(roots map[string]uint32, name string) pages.RTreeRoots {
	return pages.RTreeRoots{Node: roots[name+"_node"], Rowid: roots[name+"_rowid"], Parent: roots[name+"_parent"]}
}
