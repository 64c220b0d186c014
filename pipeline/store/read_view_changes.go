package store

// Change is a figure of one extent that differs between two runs.
type Change struct {
	ParkCode, ExtentKind string
	Figure               string // indicator, or the root of the tree as score
	Unit                 string
	From, To             *float64 // nil where it could not be computed, or the run lacks the extent
}

// ChangesBetween returns the figures that two runs have differently, by park,
// extent and figure. It reads what the runs kept: any two of the history.
func (s *Store) ChangesBetween(from, to int64) ([]Change, error) {
	scan := func(row scanner, c *Change) error {
		return row.Scan(&c.ParkCode, &c.ExtentKind, &c.Figure, &c.Unit, &c.From, &c.To)
	}
	return collect(s, scan, `WITH kept AS (
			SELECT run_id, park_code, extent_kind, indicator AS figure, unit, value FROM metric WHERE run_id IN (?1, ?2)
			UNION ALL
			SELECT run_id, park_code, extent_kind, 'score', '', score FROM score WHERE run_id IN (?1, ?2) AND parent = ''
		)
		SELECT park_code, extent_kind, figure, max(unit), max(value) FILTER (WHERE run_id = ?1) AS before, max(value) FILTER (WHERE run_id = ?2) AS after
		FROM kept GROUP BY park_code, extent_kind, figure HAVING before IS NOT after ORDER BY park_code, extent_kind, figure`, from, to)
}
