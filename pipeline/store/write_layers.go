package store

import (
	"errors"
	"fmt"
	"slices"

	"jiyue/pipeline/land"
)

// layers is what the writing of extents and pieces has to remember.
type layers struct {
	sources   []land.Source
	extents   []extentKey
	parkNames map[string]string
	crs       CRS
	srs       int32

	load   *load      // under way from the first piece to PiecesDone; nil before
	loaded bool       // and after
	file   loadedFile // as the load has left it
	fid    int64      // of the last piece
	listed bool       // the layers are in the register

	extentTree, pieceTree *layerTree // nil in an amended store

	digests extentDigests // of the pieces of each extent
}

type extentKey struct{ parkCode, kind string }

// SetCRS says in which coordinate system the shapes of extents and pieces are;
// before the first of them.
func (t *Tonight) SetCRS(crs CRS) error {
	if t.layers.load != nil {
		return errLoading
	}
	t.layers.crs = crs
	var err error
	if t.layers.srs, err = t.w.registerCRS(crs); err != nil {
		return t.w.failed("coordinate system "+crs.Name, err)
	}
	return nil
}

// openLayers makes the place for the rows of the layers: indexes and R-trees
// too, which are filled by the load.
func (t *Tonight) openLayers() error {
	t.layers.srs = undefinedSRS
	t.layers.extentTree, t.layers.pieceTree = newLayerTree("extent"), newLayerTree("piece")
	err := t.w.exec(schemaText("layer_indexes.sql"))
	for _, tree := range t.layers.trees() {
		if err == nil {
			err = tree.create(t.w)
		}
	}
	if err != nil {
		return folderFailure(t.dir, err)
	}
	return nil
}

// trees are the R-trees of the tables with shapes.
func (l *layers) trees() []*layerTree { return []*layerTree{l.extentTree, l.pieceTree} }

// WriteExtents writes the extents, with the area that the run's AreaKind asks
// for as area_m2. Pieces name them by their index in this list.
func (t *Tonight) WriteExtents(extents []land.Extent) error {
	l := &t.layers
	l.extents, l.digests = l.extents[:0], make(extentDigests, len(extents))
	ellipsoidal := t.run.AreaKind == string(land.Ellipsoidal)
	columns := "fid, park_code, extent_kind, name, blocks, area_m2, ellipsoidal_area_m2, geom"
	return t.write("extent", columns, len(extents), func(i int) ([]any, error) {
		e := extents[i]
		l.extents = append(l.extents, extentKey{e.ParkCode, string(e.Kind)})
		_, err := numbers([]string{"area_m2", "ellipsoidal_area_m2"}, &e.AreaM2, &e.EllipsoidalAreaM2)
		if err != nil {
			return nil, fmt.Errorf("extent of %s: %w", e.ParkCode, err)
		}
		area := e.AreaM2
		if ellipsoidal {
			area = e.EllipsoidalAreaM2
		}
		var blob any
		if hasPoints(e.Shape) {
			bytes := make([]byte, blobSize(e.Shape))
			b, ok := putBlob(bytes, e.Shape, l.srs)
			if !ok {
				return nil, fmt.Errorf("extent of %s: %w", e.ParkCode, errCoordinate)
			}
			l.extentTree.Add(int64(i+1), b)
			blob = bytes
		}
		return []any{i + 1, e.ParkCode, string(e.Kind), l.parkNames[e.ParkCode], e.Blocks, area, e.EllipsoidalAreaM2, blob}, nil
	})
}

// WritePieces writes pieces; batches come in the order of source and record.
// Nothing of them is kept, so the caller may reuse their memory. A piece without
// a Row is packed here. Until PiecesDone nothing else can be written.
func (t *Tonight) WritePieces(pieces []land.Piece) error {
	l := &t.layers
	if l.loaded {
		return errors.New("store: pieces after PiecesDone")
	}
	if err := t.startLoad(); err != nil {
		return err
	}
	for i := range pieces {
		p := &pieces[i]
		row := p.Row
		if row == nil {
			var err error
			l.load.row.Reset()
			if row, err = l.pack(p, &l.load.row); err != nil {
				return fmt.Errorf("store: piece of %s: %w", l.place(p), err)
			}
		}
		if err := l.writeRow(p.Extent, row); err != nil {
			return t.w.failed("pieces", err)
		}
	}
	return nil
}

// writeRow writes a packed piece.
func (l *layers) writeRow(extent int, row []byte) error {
	record, b := splitRow(row)
	l.fid++
	if !b.Empty() {
		l.pieceTree.Add(l.fid, b)
	}
	if l.pieceTree.Full() {
		if err := l.pieceTree.Flush(); err != nil {
			return err
		}
	}
	if err := l.digests.add(extent, record); err != nil {
		return err
	}
	return l.load.addPiece(l.fid, extent, record)
}

// place names a piece by the record that it comes from.
func (l *layers) place(p *land.Piece) string {
	if p.Source < 0 || p.Source >= len(l.sources) {
		return fmt.Sprintf("source %d record %d", p.Source, p.Record)
	}
	return fmt.Sprintf("%s record %d", l.sources[p.Source].Path, p.Record)
}

// PiecesDone says that every piece has been written: the file gets its indexes,
// Read sees the pieces, and their proof begins. Again, it does nothing.
func (t *Tonight) PiecesDone() error {
	if t.layers.loaded || t.layers.pieceTree == nil { // an amended store has its pieces
		return nil
	}
	if err := t.startLoad(); err != nil {
		return err
	}
	if err := t.finishLoad(); err != nil {
		return t.w.failed("pieces", err)
	}
	t.layers.load, t.layers.loaded = nil, true
	var err error
	if t.audit, err = t.startAudit(); err != nil {
		return t.w.failed("proof of pieces", err)
	}
	return nil
}

// StoredTallies reads back from the file how many pieces each extent has and
// what area, by the index of the extent: the store's side of the ledger. It
// waits for what PiecesDone has begun.
func (t *Tonight) StoredTallies() ([]land.Tally, error) {
	if err := t.PiecesDone(); err != nil {
		return nil, err
	}
	if t.audit == nil {
		return nil, errors.New("store: no pieces were written")
	}
	tallies, err := t.audit.tallies()
	if err != nil {
		return nil, fmt.Errorf("store: pieces: %w", err)
	}
	return slices.Clone(tallies), nil
}
