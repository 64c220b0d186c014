package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"jiyue/pipeline/store/pages"
)

// pastPlaces is how many rows of one table can end with one run: the number of a
// row of the past is its last run times pastPlaces and a place.
const pastPlaces = 1_000_000_000

// past is the table to which rows of spans go that no run can prolong any more:
// see schema/0010_past.sql.
func (s spanTable) past() string { return s.view + "_past" + spanEnd }

// carriedPast is the past as a night has laid it into its file, where nothing
// touches it any more.
type carriedPast struct {
	pages.Layout
	tables []pastTable
}

type pastTable struct {
	name string
	root uint32
	laid pages.Digest // number and content of the rows
}

// pastBorders part the rows of spans: those that ended before ended go to the past,
// and those of the past below least are not kept.
type pastBorders struct{ ended, least int64 }

// carryPast takes over the past of the old store, and moves to it what ended before
// the last land run: the folds of later nights begin there.
func (t *Tonight) carryPast(old *Store) error {
	var b pastBorders
	err := t.w.conn.QueryRowContext(unbounded, "SELECT coalesce(max(run_id) FILTER (WHERE kind = 'land'), 0), coalesce(min(run_id) * ?1, ?2) FROM run",
		pastPlaces, math.MaxInt64).Scan(&b.ended, &b.least)
	if err != nil {
		return err
	}
	if t.past, err = t.layPast(old, b); errors.Is(err, errProof) {
		err = t.w.copyPast(old.path, b) // written into by somebody: SQLite knows how to read that
	}
	if err != nil {
		return err
	}
	return t.w.inTransaction(func() error {
		for _, s := range spanTables {
			if err := t.w.exec("DELETE FROM "+s.table()+" WHERE last_run < ?", b.ended); err != nil {
				return fmt.Errorf("history of %s: %w", s.view, err)
			}
		}
		return nil
	})
}

// layPast writes the tables of the past page by page, as pieces are written. A past
// that can't be read so wraps errProof and leaves the file as it was.
func (t *Tonight) layPast(old *Store, b pastBorders) (*carriedPast, error) {
	roots, err := t.w.rootPages()
	if err != nil {
		return nil, err
	}
	ended := make([]endedRows, len(spanTables)) // read before the load, in which SQLite has no part
	for i, s := range spanTables {
		if ended[i], err = t.w.endedRows(s, b.ended); err != nil {
			return nil, fmt.Errorf("history of %s: %w", s.view, err)
		}
	}
	file, err := pages.Open(t.storePath(), nil)
	if err != nil {
		return nil, err
	}
	past := &carriedPast{}
	for i, s := range spanTables {
		table := pastTable{name: s.past(), root: roots[s.past()]}
		if err := table.lay(pages.NewTree(file, pages.Table, table.root), old, b.least, &ended[i]); err != nil {
			return nil, errors.Join(fmt.Errorf("history of %s: %w", s.view, err), file.Close())
		}
		past.tables = append(past.tables, table)
	}
	if past.Layout, err = file.Finish(); err != nil {
		return nil, err
	}
	return past, t.w.findsPages(past.Layout)
}

// lay writes one table: the rows of the old store, then those that have ended since.
func (p *pastTable) lay(tree *pages.Tree, old *Store, least int64, ended *endedRows) error {
	add := func(id int64, row []byte) error {
		if id < least {
			return nil
		}
		p.laid.Add(uint64(id), hashBytes(0, row))
		return tree.AddRow(id, row)
	}
	if err := old.walkTable(p.name, add); err != nil {
		return err
	}
	for i, id := range ended.ids {
		if err := add(id, ended.rows[i]); err != nil {
			return err
		}
	}
	return tree.Finish()
}

// endedRows are rows of spans as rows of the past.
type endedRows struct {
	ids  []int64
	rows [][]byte
}

// endedRows reads the rows of a table of spans that ended before a run.
func (w *writer) endedRows(s spanTable, before int64) (endedRows, error) {
	var e endedRows
	rows, err := w.conn.QueryContext(unbounded, "SELECT * FROM "+s.table()+" WHERE last_run < ? ORDER BY last_run, id", before)
	if err != nil {
		return e, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return e, err
	}
	values, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	var packed pages.Record
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return e, err
		}
		row, err := packValues(&packed, values)
		run, whole := values[lastRunColumn].(int64)
		if err != nil || !whole {
			return e, fmt.Errorf("%w: a row of %s that ended with run %v", errProof, s.table(), values[lastRunColumn])
		}
		id := run*pastPlaces + 1
		if n := len(e.ids); n > 0 && e.ids[n-1] >= id {
			id = e.ids[n-1] + 1
		}
		e.ids, e.rows = append(e.ids, id), append(e.rows, row)
	}
	return e, rows.Err()
}

// lastRunColumn is the place of last_run in the tables of spans, behind id and
// first_run.
const lastRunColumn = 2

var errValue = errors.New("a value that no column of the past may hold")

// packValues makes a record of what SQLite has given for the columns of a row, the
// first of which is the rowid.
func packValues(r *pages.Record, values []any) ([]byte, error) {
	r.Open()
	r.Null()
	for _, v := range values[1:] {
		switch v := v.(type) {
		case nil:
			r.Null()
		case int64:
			r.Integer(v)
		case float64:
			r.Real(v)
		case string:
			r.Text(v)
		default:
			return nil, errValue
		}
	}
	return r.Close(), nil
}

// copyPast does through SQL what layPast does, whatever the pages of the old store
// are like.
func (w *writer) copyPast(path string, b pastBorders) error {
	if err := w.exec("ATTACH ? AS "+oldSchema, dataSource(path, "mode=ro")); err != nil {
		return err
	}
	err := w.inTransaction(func() error {
		for _, s := range spanTables {
			if err := w.copyTable(s.past()); err != nil {
				return fmt.Errorf("history of %s: %w", s.view, err)
			}
			if err := w.exec("DELETE FROM "+s.past()+" WHERE id < ?", b.least); err != nil {
				return err
			}
			columns, err := w.columns("main", s.table())
			if err != nil {
				return err
			}
			said := strings.Join(columns[1:], ", ")
			if err := w.exec(fmt.Sprintf(`INSERT INTO %s (id, %s) SELECT last_run * %d + row_number() OVER (PARTITION BY last_run ORDER BY id), %[2]s
				FROM %[4]s WHERE last_run < ? ORDER BY 1`, s.past(), said, pastPlaces, s.table()), b.ended); err != nil {
				return fmt.Errorf("history of %s: %w", s.view, err)
			}
		}
		return nil
	})
	return errors.Join(err, w.exec("DETACH "+oldSchema))
}

// audit reads back what was laid: the rows as they were, on pages that are in no
// other table. What they say was proved when it was written, or with the old store.
func (p *carriedPast) audit(ctx context.Context, file io.ReaderAt) error {
	r := pages.NewReader(ctx, file, p.Layout)
	for _, table := range p.tables {
		var found pages.Digest
		if _, err := r.Walk(table.root, pages.Table, func(id int64, row []byte) error {
			found.Add(uint64(id), hashBytes(0, row))
			return nil
		}); err != nil {
			return fmt.Errorf("%w in %s", err, table.name)
		}
		if found != table.laid {
			return fmt.Errorf("%w: %d rows of %s are not the %d that were written", errProof, found.Count, table.name, table.laid.Count)
		}
	}
	return pages.CheckShared(r, pages.NewReader(ctx, file, p.Layout))
}

// names are the tables of the past; none of a past that was copied through SQL,
// which SQLite has to prove.
func (p *carriedPast) names() []string {
	if p == nil {
		return nil
	}
	var names []string
	for _, table := range p.tables {
		names = append(names, table.name)
	}
	return names
}
