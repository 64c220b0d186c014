package store

import (
	"database/sql"
	"encoding/json"
	"slices"
)

// RunsBefore returns the run before the last one and the run of the year
// before, as the view run_pair has them; nil where there is none.
func (s *Store) RunsBefore() (before, year *Run, err error) {
	var ids [2]sql.NullInt64
	err = s.eachOfEvaluation("SELECT before_run, year_run FROM run_pair ORDER BY run_id DESC LIMIT 1", nil, func(row scanner) error {
		return row.Scan(&ids[0], &ids[1])
	})
	if err != nil {
		return nil, nil, err
	}
	runs, err := s.Runs()
	found := func(id sql.NullInt64) *Run {
		at := slices.IndexFunc(runs, func(r Run) bool { return id.Valid && r.ID == id.Int64 })
		if at < 0 {
			return nil
		}
		return &runs[at]
	}
	return found(ids[0]), found(ids[1]), err
}

// Changes returns those of Comparisons that differ from the run before or from
// the year before.
func (s *Store) Changes() ([]Comparison, error) {
	return collectEvaluation(s, func(row scanner, c *Comparison) error {
		return row.Scan(&c.ParkCode, &c.ExtentKind, &c.Figure, &c.Unit, &c.Value, &c.Before, &c.SinceBefore, &c.Year, &c.SinceYear)
	}, `SELECT park_code, extent_kind, figure, unit, value, before_value, since_before, year_value, since_year FROM comparison
		WHERE (value IS NOT before_value AND before_run IS NOT NULL) OR (value IS NOT year_value AND year_run IS NOT NULL)
		ORDER BY park_code, extent_kind`)
}

// Sum is an indicator of one run added up: its numerators and denominators over
// the parks that the store has now and that had the figure then.
type Sum struct {
	RunID                  int64
	Indicator              string
	Parks                  int
	Numerator, Denominator float64
}

// Sums adds indicators up for the runs, in the order of their numbers. A park
// counts by the first of its kinds of extent, approved before managed: kinds are
// never added together.
func (s *Store) Sums(indicators []string, runs []int64) ([]Sum, error) {
	wanted, err := json.Marshal(runs)
	if err != nil {
		return nil, err
	}
	var list []Sum
	for _, indicator := range indicators {
		err := s.each(`SELECT r.value, count(*), sum(m.numerator), sum(m.denominator)
			FROM json_each(?) r
			CROSS JOIN (SELECT park_code, min(extent_kind) AS extent_kind FROM extent GROUP BY park_code) e
			CROSS JOIN metric m ON m.run_id = r.value AND m.park_code = e.park_code AND m.extent_kind = e.extent_kind AND m.indicator = ?
			WHERE m.value IS NOT NULL AND m.numerator IS NOT NULL AND m.denominator IS NOT NULL
			GROUP BY r.value ORDER BY r.value`, []any{string(wanted), indicator}, func(row scanner) error {
			sum := Sum{Indicator: indicator}
			if err := row.Scan(&sum.RunID, &sum.Parks, &sum.Numerator, &sum.Denominator); err != nil {
				return s.failed(err)
			}
			list = append(list, sum)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}

// RunScores returns the totals of the self-evaluation of all runs that have
// one, printed decimals by run.
func (s *Store) RunScores() (map[int64]string, error) {
	scores := map[int64]string{}
	err := s.each("SELECT run_id, score FROM performance_total", nil, func(row scanner) error {
		var run int64
		var score string
		if err := row.Scan(&run, &score); err != nil {
			return s.failed(err)
		}
		scores[run] = score
		return nil
	})
	return scores, err
}
