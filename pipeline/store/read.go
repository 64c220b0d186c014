package store

import (
	"database/sql"
	"slices"
	"strconv"
	"strings"

	"jiyue/pipeline/land"
)

const runColumns = `run_id, kind, land_run, started_at, finished_at, version, config_hash, input_hash, project_name,
	base_date, indicator_set, area_kind, crs, parcels_read, parcels_rejected, pieces, findings, seconds`

func scanRun(row scanner, r *Run) error {
	return row.Scan(&r.ID, &r.Kind, &r.LandRun, &r.StartedAt, &r.FinishedAt, &r.Version, &r.ConfigHash, &r.InputHash, &r.ProjectName,
		&r.BaseDate, &r.IndicatorSet, &r.AreaKind, &r.CRS, &r.ParcelsRead, &r.ParcelsRejected, &r.Pieces, &r.Findings, &r.Seconds)
}

// Runs returns every run, oldest first.
func (s *Store) Runs() ([]Run, error) {
	return collect(s, scanRun, "SELECT "+runColumns+" FROM run ORDER BY run_id")
}

// LastRun returns the latest run; a store without one is a land.Failure.
func (s *Store) LastRun() (Run, error) {
	runs, err := collect(s, scanRun, "SELECT "+runColumns+" FROM run ORDER BY run_id DESC LIMIT 1")
	if err != nil {
		return Run{}, err
	}
	if len(runs) == 0 {
		return Run{}, land.Fail(land.Broken, s.path, land.Textf("成果库中没有任何运行", "the store has no run"),
			land.Textf("先运行 jiyue run", "run jiyue run first"), nil)
	}
	return runs[0], nil
}

// Parks returns the roster, by park code.
func (s *Store) Parks() ([]Park, error) {
	scan := func(row scanner, p *Park) error {
		return row.Scan(&p.Code, &p.Name, &p.Level, &p.Scope, &p.Type, &p.County, &p.ApprovedAreaM2)
	}
	return collect(s, scan, "SELECT park_code, name, level, scope, type, county, approved_area_m2 FROM park ORDER BY park_code")
}

// Extents returns every extent with its shape, by park code and kind.
func (s *Store) Extents() ([]Extent, error) {
	scan := func(row scanner, e *Extent) error {
		var blob sql.RawBytes
		err := row.Scan(&e.ParkCode, &e.Kind, &e.Blocks, &e.AreaM2, &e.EllipsoidalAreaM2, &blob)
		if err != nil {
			return err
		}
		if e.Shape, err = shapeOf(blob); err != nil {
			return s.failed(err)
		}
		return nil
	}
	return collect(s, scan, "SELECT park_code, extent_kind, blocks, area_m2, ellipsoidal_area_m2, geom FROM extent ORDER BY park_code, extent_kind")
}

// ofRunAndLand restricts rows to a run and to the land run under it.
const ofRunAndLand = ` WHERE run_id IN (?1, (SELECT land_run FROM run WHERE run_id = ?1))`

// Totals returns the aggregates that the run rests on, in the order of writing.
func (s *Store) Totals(run int64) ([]Total, error) {
	scan := func(row scanner, t *Total) error {
		return row.Scan(&t.ParkCode, &t.ExtentKind, &t.Name, &t.Value, &t.Unit, &t.Pieces, &t.Missing)
	}
	return collect(s, scan, "SELECT park_code, extent_kind, name, value, unit, pieces, missing FROM total"+ofRunAndLand+" ORDER BY id", run)
}

// Metrics returns the metrics of the run, in the order of writing.
func (s *Store) Metrics(run int64) ([]Metric, error) {
	scan := func(row scanner, m *Metric) error {
		return row.Scan(&m.ParkCode, &m.ExtentKind, &m.Indicator, &m.Value, &m.Unit, &m.Numerator, &m.Denominator, &m.Note)
	}
	return collect(s, scan, `SELECT park_code, extent_kind, indicator, value, unit, numerator, denominator, note
		FROM metric WHERE run_id = ? ORDER BY id`, run)
}

// Scores returns the nodes of the trees of the run, in the order of writing.
func (s *Store) Scores(run int64) ([]Score, error) {
	scan := func(row scanner, n *Score) error {
		return row.Scan(&n.ParkCode, &n.ExtentKind, &n.Node, &n.Parent, &n.NameZH, &n.NameEN,
			&n.Value, &n.Ideal, &n.Weight, &n.Score, &n.Rank, &n.Demonstration, &n.Note)
	}
	return collect(s, scan, `SELECT park_code, extent_kind, node, parent, name_zh, name_en, value, ideal, weight, score, rank, demonstration, note
		FROM score WHERE run_id = ? ORDER BY id`, run)
}

// Findings returns the data problems of the run and of the land run under it,
// in the order of writing. What the land run's own scoring found is left out:
// the run has scored anew.
func (s *Store) Findings(run int64) ([]Finding, error) {
	scan := func(row scanner, f *Finding) error {
		var records string
		err := row.Scan(&f.RunID, &f.Severity, &f.Code, &f.Source, &f.Record, &f.Field, &f.ParcelID, &f.ParkCode,
			&f.AreaM2, &f.Found, &f.Expected, &f.Message, &f.Count, &records)
		f.Records = numbersIn(records)
		return err
	}
	rows, err := collect(s, scan, `SELECT run_id, severity, code, coalesce(source, ''), coalesce(record, 0), coalesce(field, ''),
		coalesce(parcel_id, ''), coalesce(park_code, ''), area_m2, coalesce(found, ''), coalesce(expected, ''), message, count,
		coalesce(records, '') FROM finding`+ofRunAndLand+" ORDER BY run_id, id", run)
	return slices.DeleteFunc(rows, func(f Finding) bool { return f.RunID != run && land.Code(f.Code).OfScoring() }), err
}

// numbersIn reads a list of numbers by comma.
func numbersIn(list string) []int {
	var numbers []int
	for part := range strings.SplitSeq(list, ",") {
		if n, err := strconv.Atoi(part); err == nil {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// Sources returns the input files of the land run under the run, in the order
// of writing.
func (s *Store) Sources(run int64) ([]SourceFile, error) {
	scan := func(row scanner, f *SourceFile) error {
		return row.Scan(&f.RunID, &f.Role, &f.Path, &f.Bytes, &f.Hash, &f.Records, &f.CRS, &f.CRSRule, &f.Encoding, &f.EncRule, &f.Scheme)
	}
	return collect(s, scan, `SELECT run_id, role, path, bytes, hash, records, crs, crs_rule, encoding, enc_rule, scheme
		FROM source_file`+ofRunAndLand+" ORDER BY id", run)
}

// Ledger returns the accounts of the land run under the run, in the order of
// writing.
func (s *Store) Ledger(run int64) ([]LedgerRow, error) {
	scan := func(row scanner, l *LedgerRow) error {
		return row.Scan(&l.Scope, &l.Name, &l.ExtentKind, &l.Account, &l.Count, &l.AreaM2)
	}
	return collect(s, scan, "SELECT scope, name, extent_kind, account, count, area_m2 FROM ledger"+ofRunAndLand+" ORDER BY id", run)
}

// Performance returns the self-evaluation of the run; the zero value where the
// run had no table.
func (s *Store) Performance(run int64) (Performance, error) {
	var p Performance
	var err error
	if p.Items, err = s.performanceItems(run); err != nil {
		return p, err
	}
	if err = s.each("SELECT score, grade FROM performance_total WHERE run_id = ?", []any{run}, func(row scanner) error {
		return row.Scan(&p.Total.Score, &p.Total.Grade)
	}); err != nil {
		return p, err
	}
	if err = s.readBudget(run, &p); err != nil {
		return p, err
	}
	p.Remarks, err = collect(s, func(row scanner, text *string) error { return row.Scan(text) },
		"SELECT text FROM performance_remark WHERE run_id = ? ORDER BY id", run)
	return p, err
}

func (s *Store) performanceItems(run int64) ([]PerformanceItem, error) {
	scan := func(row scanner, p *PerformanceItem) error {
		return row.Scan(&p.Number, &p.Dimension, &p.Class, &p.Indicator, &p.Weight, &p.Target, &p.Achieved, &p.Completion,
			&p.Score, &p.Reason, &p.Formula)
	}
	return collect(s, scan, `SELECT number, dimension, class, indicator, weight, target, achieved, completion, score, reason, formula
		FROM performance WHERE run_id = ? ORDER BY id`, run)
}

// readBudget reads the budget table: columns from its first line, amounts by
// position.
func (s *Store) readBudget(run int64, p *Performance) error {
	query := "SELECT line, number, name, formula, column_name, amount FROM performance_budget WHERE run_id = ? ORDER BY line, position"
	return s.each(query, []any{run}, func(row scanner) error {
		var n int
		var line BudgetRow
		var column, amount string
		if err := row.Scan(&n, &line.Number, &line.Name, &line.Formula, &column, &amount); err != nil {
			return err
		}
		if n > len(p.Budget) {
			p.Budget = append(p.Budget, line)
		}
		if n == 1 {
			p.Columns = append(p.Columns, column)
		}
		last := &p.Budget[len(p.Budget)-1]
		last.Amounts = append(last.Amounts, amount)
		return nil
	})
}
