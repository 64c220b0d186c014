package store

import (
	"fmt"
	"slices"
	"strings"
)

// spanTable is a table whose rows stand for every run from first_run to last_run:
// see schema/0006_history.sql. What a run writes stands for that run alone until
// the next land run folds it into what stood before.
type spanTable struct {
	view string   // that reads as one row per run; the table has spanEnd added
	key  []string // what tells the rows of one run apart; none where they may be equal
	land bool     // rows are of land runs only
}

const spanEnd = "_span"

// spanStep is the step of the schema that brought these tables.
const spanStep = 6

var spanTables = []spanTable{
	{view: "total", key: []string{"park_code", "extent_kind", "name"}, land: true},
	{view: "metric", key: []string{"park_code", "extent_kind", "indicator"}},
	{view: "score", key: []string{"park_code", "extent_kind", "node"}},
	{view: "evaluation", key: []string{"park_code", "extent_kind"}},
	{view: "finding"},
	{view: "ledger", key: []string{"scope", "name", "extent_kind", "account"}, land: true},
}

// spanHead are the columns that say of which runs a row is true, and where.
var spanHead = []string{"first_run", "last_run", "position"}

func (s spanTable) table() string { return s.view + spanEnd }

// intoSpan says where the rows of a view of spans go, and how a row for the view
// that starts at values[at] becomes one of the table: run_id, the first of its
// columns, stands as first_run and last_run, and the place of the row is added.
// Rows for other tables stay as they are.
func (t *Tonight) intoSpan(view, columns string) (table, inserted string, placed func(values []any, at int) []any) {
	i := slices.IndexFunc(spanTables, func(s spanTable) bool { return s.view == view })
	if i < 0 {
		return view, columns, func(values []any, _ int) []any { return values }
	}
	placed = func(values []any, at int) []any {
		t.positions[view]++
		return slices.Insert(values, at+1, values[at], any(t.positions[view]))
	}
	return spanTables[i].table(), strings.Join(spanHead, ", ") + strings.TrimPrefix(columns, "run_id"), placed
}

// copySpan copies a table of the old store, or makes one of the table that
// earlier programs kept under the name of the view.
func (w *writer) copySpan(s spanTable) error {
	have, err := w.columns(oldSchema, s.table())
	if err != nil {
		return err
	}
	if len(have) > 0 {
		return w.copyTable(s.table())
	}
	have, err = w.columns(oldSchema, s.view)
	if err != nil || len(have) == 0 {
		return err
	}
	now, err := w.columns("main", s.table())
	if err != nil {
		return err
	}
	common := slices.DeleteFunc(now, func(c string) bool { return c == "id" || !slices.Contains(have, c) })
	list := strings.Join(common, ", ")
	return w.exec(fmt.Sprintf(`INSERT INTO main.%s (first_run, last_run, position, %s)
		SELECT run_id, run_id, row_number() OVER (PARTITION BY run_id ORDER BY id), %[2]s FROM %[3]s.%[4]s ORDER BY id`, s.table(), list, oldSchema, s.view))
}

// runPair is a run with the one before it, and the land run before it for one
// that is itself of the land; 0 for none.
type runPair struct{ run, before, landBefore int64 }

// foldRuns makes one row of those that runs have in common with the runs
// before them: of the last land run and of what came after it, which is what no
// night has folded yet, or of all runs.
func (w *writer) foldRuns(all bool) error {
	pairs, err := w.runPairs(all)
	if err != nil {
		return err
	}
	for _, p := range pairs {
		for _, s := range spanTables {
			before := p.before
			if s.land {
				before = p.landBefore
			}
			if before == 0 {
				continue
			}
			if err := w.fold(s, before, p.run); err != nil {
				return fmt.Errorf("history of %s: %w", s.view, err)
			}
		}
	}
	return nil
}

// runPairs lists the runs to fold, oldest first.
func (w *writer) runPairs(all bool) ([]runPair, error) {
	rows, err := w.conn.QueryContext(unbounded, `SELECT run_id,
			coalesce((SELECT max(b.run_id) FROM run b WHERE b.run_id < r.run_id), 0),
			CASE r.kind WHEN 'land' THEN coalesce((SELECT max(b.run_id) FROM run b WHERE b.run_id < r.run_id AND b.kind = 'land'), 0) ELSE 0 END
		FROM run r WHERE ? OR run_id >= (SELECT max(run_id) FROM run WHERE kind = 'land') ORDER BY run_id`, all)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var pairs []runPair
	for rows.Next() {
		var p runPair
		if err := rows.Scan(&p.run, &p.before, &p.landBefore); err != nil {
			return nil, err
		}
		pairs = append(pairs, p)
	}
	return pairs, rows.Err()
}

// fold has the rows of the run that the run before had too stand for both. The
// rows of the run stay, in their order, and those of the run before go.
func (w *writer) fold(s spanTable, before, run int64) error {
	columns, err := w.columns("main", s.table())
	if err != nil {
		return err
	}
	said := slices.DeleteFunc(columns, func(c string) bool { return c == "id" || slices.Contains(spanHead, c) })
	const twins = "temp.twins"
	for _, statement := range []string{
		"CREATE TABLE " + twins + " AS " + s.twins(said),
		"DELETE FROM " + s.table() + " WHERE id IN (SELECT before_row FROM " + twins + ")",
		"UPDATE " + s.table() + " AS s SET first_run = t.first_run FROM " + twins + " t WHERE t.run_row = s.id",
		"DROP TABLE " + twins,
	} {
		if err := w.exec(statement, before, run); err != nil {
			return err
		}
	}
	return nil
}

// twins is a query for the rows of run ?2 that say the same as rows of run ?1.
func (s spanTable) twins(said []string) string {
	if s.key != nil {
		same := make([]string, len(said))
		for i, c := range said {
			is := "IS"
			if slices.Contains(s.key, c) {
				is = "=" // for the index
			}
			same[i] = fmt.Sprintf("b.%s %s r.%[1]s", c, is)
		}
		return fmt.Sprintf("SELECT r.id AS run_row, b.id AS before_row, b.first_run FROM %s r CROSS JOIN %[1]s b ON b.last_run = ?1 AND %s WHERE r.last_run = ?2 AND r.first_run = ?2",
			s.table(), strings.Join(same, " AND "))
	}
	list := strings.Join(said, ", ")
	// Of equal rows the first belongs to the first, the second to the second.
	return fmt.Sprintf(`SELECT max(id) FILTER (WHERE last_run = ?2) AS run_row, max(id) FILTER (WHERE last_run = ?1) AS before_row, min(first_run) AS first_run
		FROM (SELECT *, row_number() OVER (PARTITION BY last_run, %[1]s ORDER BY position) AS alike FROM %[2]s WHERE last_run IN (?1, ?2))
		GROUP BY %[1]s, alike HAVING count(*) = 2`, list, s.table())
}
