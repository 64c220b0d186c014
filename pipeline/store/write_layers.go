package store

import (
	"errors"
	"fmt"

	"jiyue/pipeline/land"
)

// layers is what the writing of extents and pieces has to remember.
type layers struct {
	sources   []land.Source
	extents   []extentKey
	parkNames map[string]string
	crs       CRS
	srs       int32

	image  *image // rows of piece that the file doesn't have yet
	record record
	fid    int64 // of the last piece
	trees  map[string]*rtree
	bounds map[string]box
	listed bool // indexes, R-trees and register are made
}

type extentKey struct{ parkCode, kind string }

// SetCRS says in which coordinate system the shapes of extents and pieces are;
// before the first of them.
func (t *Tonight) SetCRS(crs CRS) error {
	t.layers.crs = crs
	var err error
	if t.layers.srs, err = t.w.registerCRS(crs); err != nil {
		return t.w.failed("coordinate system "+crs.Name, err)
	}
	return nil
}

// openLayers makes the place for the rows of the layers.
func (t *Tonight) openLayers() error {
	t.layers.srs = undefinedSRS
	t.layers.trees = map[string]*rtree{"extent": {table: "extent"}, "piece": {table: "piece"}}
	t.layers.bounds = map[string]box{"extent": noBox, "piece": noBox}
	if err := t.w.attachBatch(); err != nil {
		return folderFailure(t.dir, err)
	}
	var err error
	if t.layers.image, err = t.w.imageOf("piece"); err != nil {
		return folderFailure(t.dir, err)
	}
	return nil
}

// saw takes note of the envelope of a feature.
func (l *layers) saw(layer string, fid int64, b box) {
	l.trees[layer].add(fid, b)
	l.bounds[layer] = l.bounds[layer].union(b)
}

// WriteExtents writes the extents, with the area that the run's AreaKind asks
// for as area_m2. Pieces name them by their index in this list.
func (t *Tonight) WriteExtents(extents []land.Extent) error {
	l := &t.layers
	l.extents = l.extents[:0]
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
			l.saw("extent", int64(i+1), b)
			blob = bytes
		}
		return []any{i + 1, e.ParkCode, string(e.Kind), l.parkNames[e.ParkCode], e.Blocks, area, e.EllipsoidalAreaM2, blob}, nil
	})
}

// WritePieces writes pieces; batches come in the order of source and record.
// Nothing of them is kept, so the caller may reuse their memory.
func (t *Tonight) WritePieces(pieces []land.Piece) error {
	l := &t.layers
	if l.listed {
		return errors.New("store: pieces after the layers were finished")
	}
	for i := range pieces {
		p := &pieces[i]
		if err := l.fill(p); err != nil {
			return fmt.Errorf("store: piece of %s: %w", l.place(p), err)
		}
		if err := l.image.add(l.fid, &l.record); err != nil {
			return fmt.Errorf("store: piece of %s: %w", l.place(p), err)
		}
		if l.image.full(imageLimit) {
			if err := l.flush(t.w); err != nil {
				return err
			}
		}
		if tree := l.trees["piece"]; tree.full() {
			if err := tree.flush(t.w); err != nil {
				return t.w.failed("index of pieces", err)
			}
		}
	}
	return nil
}

// flush hands the rows in the image over to the file.
func (l *layers) flush(w *writer) error {
	if l.image == nil {
		return nil
	}
	if err := w.copyImage(l.image); err != nil {
		return w.failed("pieces", err)
	}
	return nil
}

// place names a piece by the record that it comes from.
func (l *layers) place(p *land.Piece) string {
	if p.Source < 0 || p.Source >= len(l.sources) {
		return fmt.Sprintf("source %d record %d", p.Source, p.Record)
	}
	return fmt.Sprintf("%s record %d", l.sources[p.Source].Path, p.Record)
}

// fill makes the record of a piece, in the order of the columns of the table.
func (l *layers) fill(p *land.Piece) error {
	if p.Extent < 0 || p.Extent >= len(l.extents) || p.Source < 0 || p.Source >= len(l.sources) {
		return fmt.Errorf("extent %d of %d, source %d of %d", p.Extent, len(l.extents), p.Source, len(l.sources))
	}
	if err := checkPiece(p); err != nil {
		return err
	}
	l.fid++
	r, e := &l.record, l.extents[p.Extent]
	r.reset()
	r.null() // fid: the rowid
	r.text(e.parkCode)
	r.text(e.kind)
	r.textOrNull(p.ParcelID)
	r.text(l.sources[p.Source].Path)
	r.integer(int64(p.Record))
	r.text(string(p.Relation))
	r.real(p.Share)
	r.real(p.AreaM2)
	r.textOrNull(p.LandUse)
	r.textOrNull(p.Scheme)
	r.textOrNull(string(p.Status))
	r.textOrNull(p.BuiltCode)
	r.textOrNull(p.SupplyCode)
	r.textOrNull(p.HightechCode)
	for _, q := range p.Figures {
		if q.Known {
			r.real(q.Value)
		} else {
			r.null()
		}
	}
	return l.fillShape(p)
}

func (l *layers) fillShape(p *land.Piece) error {
	if !hasPoints(p.Shape) {
		l.record.null()
		return nil
	}
	b, ok := putBlob(l.record.blob(blobSize(p.Shape)), p.Shape, l.srs)
	if !ok {
		return errCoordinate
	}
	l.saw("piece", l.fid, b)
	return nil
}

// checkPiece refuses what the constraints of the table forbid, before it is
// packed: the integrity check would find it only at the end of the night.
func checkPiece(p *land.Piece) error {
	if p.Relation != land.Inside && p.Relation != land.Cut {
		return fmt.Errorf("relation %q", p.Relation)
	}
	if !(p.Share > 0 && p.Share <= 1) {
		return fmt.Errorf("share is %v, not in (0, 1]", p.Share)
	}
	if err := finite("area_m2", p.AreaM2); err != nil {
		return err
	}
	if p.AreaM2 < 0 {
		return fmt.Errorf("area_m2 is %v", p.AreaM2)
	}
	for m, q := range p.Figures {
		if q.Known {
			if err := finite(land.Measure(m).String(), q.Value); err != nil {
				return err
			}
		}
	}
	return nil
}

// PiecesDone says that every piece has been written; the file gets its indexes,
// and Read sees the pieces.
func (t *Tonight) PiecesDone() error {
	if err := t.layers.flush(t.w); err != nil {
		return err
	}
	if err := t.w.exec(schemaText("after_load.sql")); err != nil {
		return t.w.failed("indexes", err)
	}
	return nil
}

// StoredTallies reads back from the file how many pieces each extent has and
// what area, by the index of the extent: the store's side of the ledger.
func (t *Tonight) StoredTallies() ([]land.Tally, error) {
	if err := t.PiecesDone(); err != nil {
		return nil, err
	}
	index := make(map[extentKey]int, len(t.layers.extents))
	for i, e := range t.layers.extents {
		index[e] = i
	}
	tallies := make([]land.Tally, len(t.layers.extents))
	// Along the index the groups need no sorting, and it is seen to lead to the
	// rows: of a million pieces 0.3 s, in the order of the rows 0.6 s and 30 MB.
	query := "SELECT park_code, extent_kind, count(*), sum(area_m2) FROM piece INDEXED BY piece_park GROUP BY park_code, extent_kind"
	rows, err := t.w.conn.QueryContext(unbounded, query)
	if err != nil {
		return nil, fmt.Errorf("store: pieces: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var e extentKey
		var count int64
		var area float64
		if err := rows.Scan(&e.parkCode, &e.kind, &count, &area); err != nil {
			return nil, fmt.Errorf("store: pieces: %w", err)
		}
		i, known := index[e]
		if !known {
			return nil, fmt.Errorf("store: pieces of an extent that is not in the file: %s (%s)", e.parkCode, e.kind)
		}
		tallies[i].Count = count
		tallies[i].AreaM2.Add(area)
	}
	return tallies, rows.Err()
}
