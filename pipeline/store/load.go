package store

import (
	"errors"
	"fmt"

	"jiyue/pipeline/store/pages"
)

// load is the time in which the rows of the layers go into the file: their
// tables, made and left empty by SQLite, are written page by page, and SQLite
// writes nothing. It ends with finish, after which SQLite sees a file that
// somebody else has changed, or with close.
type load struct {
	pages *pages.File
	roots map[string]uint32 // of every table and index, by name
	piece *pages.Tree
	parks *parkIndex
	row   pages.Record // scratch, for pieces that come without a row
}

var errLoading = errors.New("store: the pieces are being written")

// startLoad begins the load into the writer's file.
func (w *writer) startLoad(path string, extents []extentKey, trees []*layerTree, flush *flusher) (*load, error) {
	roots, err := w.rootPages()
	if err != nil {
		return nil, err
	}
	file, err := pages.Open(path, flush.wrote)
	if err != nil {
		return nil, err
	}
	l := &load{pages: file, roots: roots, parks: newParkIndex(extents)}
	if l.piece, err = l.tree("piece", pages.Table); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	for _, t := range trees {
		t.Open(file, rtreeRoots(roots, t.name()))
	}
	return l, nil
}

// rootPages returns where SQLite has put the trees.
func (w *writer) rootPages() (map[string]uint32, error) {
	rows, err := w.conn.QueryContext(unbounded, "SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	roots := map[string]uint32{}
	for rows.Next() {
		var name string
		var root uint32
		if err := rows.Scan(&name, &root); err != nil {
			return nil, err
		}
		roots[name] = root
	}
	return roots, rows.Err()
}

// tree begins to fill a table or an index.
func (l *load) tree(name string, kind pages.Kind) (*pages.Tree, error) {
	root, known := l.roots[name]
	if !known {
		return nil, fmt.Errorf("the file has no %s", name)
	}
	return pages.NewTree(l.pages, kind, root), nil
}

// addPiece writes a row of piece.
func (l *load) addPiece(fid int64, extent int, record []byte) error {
	l.parks.add(extent, fid)
	return l.piece.AddRow(fid, record)
}

// finish completes the trees and the file.
func (l *load) finish(trees []*layerTree) (pages.Layout, error) {
	index, err := l.tree("piece_park", pages.Index)
	if err == nil {
		err = l.piece.Finish()
	}
	if err == nil {
		err = l.parks.write(index)
	}
	for _, t := range trees {
		if err == nil {
			err = t.Finish()
		}
	}
	if err != nil {
		return pages.Layout{}, errors.Join(err, l.pages.Close())
	}
	return l.pages.Finish()
}

// startLoad ends the time of SQLite's writes until PiecesDone.
func (t *Tonight) startLoad() error {
	l := &t.layers
	if l.load != nil {
		return nil
	}
	var err error
	if !t.options.Rehearsal && t.flush == nil {
		if t.flush, err = newFlusher(t.storePath()); err != nil {
			return t.w.failed("pieces", err)
		}
	}
	if l.load, err = t.w.startLoad(t.storePath(), l.extents, l.trees(), t.flush); err != nil {
		return t.w.failed("pieces", err)
	}
	return nil
}

// finishLoad hands the file back to SQLite, which must find it as long as it
// was made: what it writes from here on takes further pages, so that the pages
// of the load stay as they are.
func (t *Tonight) finishLoad() error {
	l := &t.layers
	made, err := l.load.finish(l.trees())
	if err != nil {
		return err
	}
	t.flush.complete()
	if err := t.w.findsPages(made); err != nil {
		return err
	}
	l.file = loadedFile{made, l.load.roots}
	return nil
}

// findsPages demands that SQLite finds the file as long as it was made.
func (w *writer) findsPages(made pages.Layout) error {
	var found uint32
	if err := w.value(&found, "PRAGMA page_count"); err != nil {
		return err
	}
	if found != made.Count {
		return fmt.Errorf("SQLite finds %d pages of %d", found, made.Count)
	}
	return nil
}
