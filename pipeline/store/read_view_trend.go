package store

// Moment is a figure of one extent in one run.
type Moment struct {
	RunID  int64
	Figure string   // indicator, or the root of the tree as score
	Value  *float64 // nil where it could not be computed
	Unit   string
}

// Trend returns the metrics of one extent in the last runs, and the root of its
// tree under the name score; oldest run first. Runs of a park that was not
// there yet have no rows.
func (s *Store) Trend(parkCode, extentKind string, runs int) ([]Moment, error) {
	scan := func(row scanner, m *Moment) error { return row.Scan(&m.RunID, &m.Figure, &m.Value, &m.Unit) }
	return collect(s, scan, `WITH recent AS (SELECT run_id FROM run ORDER BY run_id DESC LIMIT ?3)
		SELECT run_id, figure, value, unit FROM (
			SELECT r.run_id, 0 AS part, m.id, m.indicator AS figure, m.value, m.unit FROM recent r CROSS JOIN metric m
				ON m.run_id = r.run_id AND m.park_code = ?1 AND m.extent_kind = ?2
			UNION ALL
			SELECT r.run_id, 1, n.id, 'score', n.score, '' FROM recent r CROSS JOIN score n
				ON n.run_id = r.run_id AND n.park_code = ?1 AND n.extent_kind = ?2 AND n.parent = ''
		) ORDER BY run_id, part, id`, parkCode, extentKind, runs)
}
