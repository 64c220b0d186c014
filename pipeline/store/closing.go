package store

import (
	"fmt"

	"jiyue/pipeline/land"
)

// closingStep is the step of the schema that brought the table closing.
const closingStep = 8

const closingColumns = `park_code, extent_kind, extent_area_m2, piece_area_m2, gap_area_m2, overlap_area_m2, removed_area_m2,
	closing_m2, gaps, slivers, sliver_area_m2, overlaps, policy`

// WriteClosings writes how the land of every extent of the run adds up.
func (t *Tonight) WriteClosings(list []land.Closing) error {
	return t.load("closing", closingColumns, len(list), func(i int, v []any) ([]any, error) {
		c := &list[i]
		v = append(v, c.ParkCode, string(c.Kind))
		for _, area := range []float64{c.ExtentM2, c.PiecesM2, c.GapM2, c.OverlapM2, c.RemovedM2, c.DifferenceM2()} {
			if err := finite("an area of "+c.ParkCode, area); err != nil {
				return nil, err
			}
			v = append(v, area)
		}
		return append(v, c.Gaps, c.Slivers, c.SliverM2, c.Overlaps, string(c.Policy)), finite("sliver_area_m2", c.SliverM2)
	})
}

// Closings returns how the land of every extent of the last land run adds up, in
// the order of the extents; none from a store of an earlier version.
func (s *Store) Closings() ([]land.Closing, error) {
	var list []land.Closing
	err := s.eachSince(closingStep, "SELECT "+closingColumns+" FROM closing ORDER BY id", nil, func(row scanner) error {
		var c land.Closing
		var difference float64
		err := row.Scan(&c.ParkCode, &c.Kind, &c.ExtentM2, &c.PiecesM2, &c.GapM2, &c.OverlapM2, &c.RemovedM2,
			&difference, &c.Gaps, &c.Slivers, &c.SliverM2, &c.Overlaps, &c.Policy)
		list = append(list, c)
		if err != nil {
			return fmt.Errorf("closing: %w", err)
		}
		return nil
	})
	return list, err
}
