package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store/pages"
)

// audit is the proof of what the load has written, read back from the file
// while the night goes on: see the proof of the file.
type audit struct {
	file *os.File
	stop context.CancelFunc
	load loadedFile

	rows     *pieceAudit
	rowCount int64
	rowPages *pages.Reader
	rowsDone chan struct{} // closed when the rows have been read
	rowsErr  error

	past *carriedPast // nil for none

	index      *indexAudit
	rtree      pages.RTreeContent // of the pieces
	treeCounts treeCounts
	treePages  *pages.Reader
	treesDone  chan struct{}
	treesErr   error

	counts *proof // SQLite's
	found  treeCounts
}

// loadedFile is what the audit has to know of a load.
type loadedFile struct {
	pages.Layout
	roots map[string]uint32
}

// treeCounts are how many rows or entries the trees of the pieces have.
type treeCounts [5]int64

// countedTrees are what SQLite counts, in the order of treeCounts.
var countedTrees = [len(treeCounts{})]string{
	"piece NOT INDEXED", "piece INDEXED BY piece_park", "rtree_piece_geom_node", "rtree_piece_geom_rowid", "rtree_piece_geom_parent",
}

// startAudit begins to read. The file is closed with the audit, when SQLite holds
// no lock that another process would look for: a close lets go of them.
func (t *Tonight) startAudit() (*audit, error) {
	l := &t.layers
	rows, err := newPieceAudit(t.w, l.extents)
	if err != nil {
		return nil, err
	}
	file, err := os.Open(t.storePath())
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(unbounded)
	a := &audit{
		file: file, stop: stop, load: l.file, past: t.past, rows: rows, index: newIndexAudit(l.extents),
		rowsDone: make(chan struct{}), treesDone: make(chan struct{}),
	}
	a.rowPages = pages.NewReader(ctx, file, l.file.Layout)
	a.treePages = pages.NewReader(ctx, file, l.file.Layout)
	a.counts, err = startProof(t.storePath(), withoutLocks, a.count)
	if err != nil {
		stop()
		return nil, errors.Join(err, file.Close())
	}
	go func() {
		defer close(a.rowsDone)
		a.rowCount, a.rowsErr = a.rowPages.Walk(a.load.roots["piece"], pages.Table, a.rows.row)
	}()
	go func() {
		defer close(a.treesDone)
		a.treesErr = a.readTrees(ctx)
	}()
	return a, nil
}

// readTrees reads every tree of the load but the rows, and the past. Of the R-tree of the
// extents it is the pages that matter, as SQLite proves the rest.
func (a *audit) readTrees(ctx context.Context) error {
	entries, err := a.treePages.Walk(a.load.roots["piece_park"], pages.Index, a.index.entry)
	if err != nil {
		return err
	}
	if a.rtree, err = a.readRTree("rtree_piece_geom"); err != nil {
		return err
	}
	a.treeCounts = treeCounts{0, entries, a.rtree.Nodes, a.rtree.Rowids, a.rtree.Parents}
	if _, err = a.readRTree("rtree_extent_geom"); err != nil || a.past == nil {
		return err
	}
	return a.past.audit(ctx, a.file)
}

func (a *audit) readRTree(name string) (pages.RTreeContent, error) {
	content, err := pages.ReadRTree(a.treePages, rtreeRoots(a.load.roots, name))
	if err != nil {
		return content, fmt.Errorf("%w in %s", err, name)
	}
	return content, nil
}

// count has SQLite count the trees.
func (a *audit) count(ctx context.Context, conn *sql.Conn) error {
	for i, tree := range countedTrees {
		if err := conn.QueryRowContext(ctx, "SELECT count(*) FROM "+tree).Scan(&a.found[i]); err != nil {
			return err
		}
	}
	return nil
}

// tallies waits for the rows and returns what each extent has, by its index.
func (a *audit) tallies() ([]land.Tally, error) {
	<-a.rowsDone
	return a.rows.tallies, a.rowsErr
}

// wait returns the verdict and closes the file.
func (a *audit) wait() error {
	<-a.rowsDone
	<-a.treesDone
	_, err := a.counts.wait()
	if err = errors.Join(a.rowsErr, a.treesErr, err); err == nil {
		err = a.compare()
	}
	a.stop()
	return errors.Join(err, a.file.Close())
}

// compare holds what was read against each other.
func (a *audit) compare() error {
	a.treeCounts[0] = a.rowCount
	switch {
	case a.treeCounts != a.found:
		return fmt.Errorf("%w: the trees have %v entries, SQLite counts %v", errProof, a.treeCounts, a.found)
	case a.rows.ofExtents != a.index.ofExtents:
		return fmt.Errorf("%w: %d entries in piece_park are not those of %d pieces", errProof, a.index.ofExtents.Count, a.rows.ofExtents.Count)
	case a.rows.boxes != a.rtree.Boxes:
		return fmt.Errorf("%w: %d envelopes in the R-tree are not those of %d shapes", errProof, a.rtree.Boxes.Count, a.rows.boxes.Count)
	}
	return pages.CheckShared(a.rowPages, a.treePages)
}

// abandon ends the audit early.
func (a *audit) abandon() error {
	if a == nil {
		return nil
	}
	a.stop()
	<-a.rowsDone
	<-a.treesDone
	return errors.Join(a.counts.abandon(), a.file.Close())
}
