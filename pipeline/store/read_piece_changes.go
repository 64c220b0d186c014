package store

import (
	"database/sql"

	"github.com/paulmach/orb"
)

// PieceChange is a piece that differs between a land run and the land run before
// it. A piece of which nothing but the record number differs has not changed.
type PieceChange struct {
	RunID, PreviousRun   int64
	ParkCode, ExtentKind string
	ParcelID             string      // in the later run; of a removed piece in the earlier one
	Change               string      // PieceAdded, PieceRemoved, PieceReshaped, PieceReclassified or PieceEdited
	Before, After        *PieceState // nil of an added, of a removed piece

	// BeforeContent and AfterContent stand for everything in the piece but source
	// and record: equal pieces have equal ones. 0 where there is no piece.
	BeforeContent, AfterContent uint64

	// ByExtent says that the outline of the extent alone makes the piece come, go or
	// have another shape; false of a run of an earlier program, which did not look.
	ByExtent bool

	Shape orb.MultiPolygon // of the old piece; nil where it is still the same, and of an added piece
}

// PieceChanges returns the pieces of a park that differ between a land run and
// the land run before it, by extent, source and record, the removed first; of
// every park where parkCode is "". A store of an earlier program has none.
func (s *Store) PieceChanges(run int64, parkCode string) ([]PieceChange, error) {
	byExtent, err := s.columnSince(outlinesStep, "by_extent")
	if err != nil {
		return nil, err
	}
	scan := func(row scanner, c *PieceChange) error {
		var before, after stateRow
		var was, is int64
		var blob sql.RawBytes
		into := append([]any{&c.RunID, &c.PreviousRun, &c.ParkCode, &c.ExtentKind, &c.ParcelID, &c.Change, &was, &is, &c.ByExtent, &blob}, before.places()...)
		err := row.Scan(append(into, after.places()...)...)
		if err == nil {
			c.Shape, err = shapeOf(blob)
		}
		if err != nil {
			return s.failed(err)
		}
		c.Before, c.After, c.BeforeContent, c.AfterContent = before.state(), after.state(), uint64(was), uint64(is)
		return nil
	}
	return listOf(s.eachOfChanges, scan, `SELECT run_id, previous_run, park_code, extent_kind, coalesce(parcel_id, ''), change,
		coalesce(before_content, 0), coalesce(after_content, 0), coalesce(`+byExtent+`, 0), before_geom, `+stateColumns("before_")+", "+stateColumns("after_")+`
		FROM piece_change WHERE run_id = ?1 AND (?2 = '' OR park_code = ?2) ORDER BY id`, []any{run, parkCode})
}

// ExtentChange is a row of extent_change: an extent whose pieces differ between a
// land run and the land run before it.
type ExtentChange struct {
	RunID, PreviousRun                             int64
	ParkCode, ExtentKind                           string
	Change                                         string // ExtentNew, ExtentGone, ExtentChanged or ExtentAltered
	PiecesBefore, PiecesAfter                      int64
	Added, Removed, Reshaped, Reclassified, Edited int64 // pieces
}

// Changes of an extent.
const (
	ExtentNew     = "new"     // its pieces are not listed as changes
	ExtentGone    = "gone"    // nor are these
	ExtentChanged = "changed" // its changed pieces are in piece_change
	ExtentAltered = "altered" // somebody had changed the pieces in the last store: not compared
)

// ExtentChanges returns the extents whose pieces differ between a land run and
// the land run before it, by park and kind.
func (s *Store) ExtentChanges(run int64) ([]ExtentChange, error) {
	scan := func(row scanner, c *ExtentChange) error {
		return row.Scan(&c.RunID, &c.PreviousRun, &c.ParkCode, &c.ExtentKind, &c.Change, &c.PiecesBefore, &c.PiecesAfter,
			&c.Added, &c.Removed, &c.Reshaped, &c.Reclassified, &c.Edited)
	}
	return listOf(s.eachOfChanges, scan, `SELECT run_id, previous_run, park_code, extent_kind, change, pieces_before, pieces_after,
		added, removed, reshaped, reclassified, edited FROM extent_change WHERE run_id = ? ORDER BY park_code, extent_kind`, []any{run})
}

// LandComparisons returns how each land run was compared with the one before it,
// oldest first.
func (s *Store) LandComparisons() ([]LandComparison, error) {
	scan := func(row scanner, c *LandComparison) error {
		return row.Scan(&c.RunID, &c.PreviousRun, &c.Verdict, &c.Changes)
	}
	return listOf(s.eachOfChanges, scan, "SELECT run_id, coalesce(previous_run, 0), verdict, changes FROM land_comparison ORDER BY run_id", nil)
}

// eachOfChanges is each for the tables of changes.
func (s *Store) eachOfChanges(query string, args []any, visit func(scanner) error) error {
	return s.eachSince(changesStep, query, args, visit)
}
