package store

import "database/sql"

// outlinesStep is the step of the schema that brought what became of outlines.
const outlinesStep = 12

// OutlineChange is a row of outline_change: an extent that is new, gone or drawn
// otherwise than in the land run before.
type OutlineChange struct {
	RunID, PreviousRun   int64
	ParkCode, ExtentKind string
	Name                 string       // of the park in the later run; of one that is gone in the earlier
	Before, After        *DrawnExtent // nil of a new extent, of one that is gone
}

// DrawnExtent is the outline of an extent in one run.
type DrawnExtent struct {
	Blocks int
	AreaM2 float64 // planar or ellipsoidal, as the run has it
	Edges  uint64  // equal for equal outlines
}

// OutlineChanges returns the extents that are new, gone or drawn otherwise than
// in the land run before, by park and kind. A run of an earlier program has none.
func (s *Store) OutlineChanges(run int64) ([]OutlineChange, error) {
	scan := func(row scanner, c *OutlineChange) error {
		var blocks, edges [2]sql.NullInt64
		var areas [2]sql.NullFloat64
		err := row.Scan(&c.RunID, &c.PreviousRun, &c.ParkCode, &c.ExtentKind, &c.Name, &blocks[0], &blocks[1], &areas[0], &areas[1], &edges[0], &edges[1])
		for i, into := range []**DrawnExtent{&c.Before, &c.After} {
			if blocks[i].Valid {
				*into = &DrawnExtent{int(blocks[i].Int64), areas[i].Float64, uint64(edges[i].Int64)}
			}
		}
		return err
	}
	each := func(query string, args []any, visit func(scanner) error) error {
		return s.eachSince(outlinesStep, query, args, visit)
	}
	return listOf(each, scan, `SELECT run_id, previous_run, park_code, extent_kind, name, blocks_before, blocks_after, area_before_m2, area_after_m2,
		outline_before, outline_after FROM outline_change WHERE run_id = ? ORDER BY park_code, extent_kind`, []any{run})
}
