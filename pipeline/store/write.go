package store

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"jiyue/pipeline/land"
)

// finite refuses a number that no table may hold.
func finite(name string, v float64) error {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return fmt.Errorf("%s is %v, not a finite number", name, v)
	}
	return nil
}

// number returns a value for a column that may be NULL.
func number(name string, v *float64) (any, error) {
	if v == nil {
		return nil, nil
	}
	return *v, finite(name, *v)
}

func quantity(name string, q land.Quantity) (any, error) {
	if !q.Known {
		return nil, nil
	}
	return q.Value, finite(name, q.Value)
}

// orNull returns NULL for "".
func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// numbers checks several values at once, in pairs of name and *float64, and
// returns them for their columns.
func numbers(names []string, values ...*float64) ([]any, error) {
	out := make([]any, len(values))
	for i, v := range values {
		var err error
		if out[i], err = number(names[i], v); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// write inserts rows and says where a failure arose.
func (t *Tonight) write(table, columns string, rows int, fill func(i int) ([]any, error)) error {
	if t.layers.load != nil {
		return errLoading
	}
	into, columns, placed := t.intoSpan(table, columns)
	row := func(i int) ([]any, error) {
		values, err := fill(i)
		if err != nil {
			return nil, err
		}
		return placed(values, 0), nil
	}
	if err := t.w.insert(into, columns, rows, row); err != nil {
		return t.w.failed(table, err)
	}
	return nil
}

// WriteSources writes the input files. Pieces and findings name them by their
// index in this list.
func (t *Tonight) WriteSources(sources []land.Source) error {
	t.layers.sources = sources
	return t.write("source_file", "run_id, role, path, bytes, hash, records, crs, crs_rule, encoding, enc_rule, scheme", len(sources), func(i int) ([]any, error) {
		s := sources[i]
		return []any{t.run.ID, string(s.Role), s.Path, s.Bytes, s.Hash, s.Records, s.CRS, s.CRSRule, s.Encoding, s.EncRule, s.Scheme}, nil
	})
}

// WriteParks writes the roster, before the extents.
func (t *Tonight) WriteParks(parks []land.Park) error {
	t.layers.parkNames = make(map[string]string, len(parks))
	return t.write("park", "park_code, name, level, scope, type, county, approved_area_m2", len(parks), func(i int) ([]any, error) {
		p := parks[i]
		t.layers.parkNames[p.Code] = p.Name
		area, err := quantity("approved_area_m2", p.ApprovedAreaM2)
		return []any{p.Code, p.Name, p.Level, p.Scope, p.Type, p.County, area}, err
	})
}

// WriteFindings writes data problems of the run. It may be called several times.
func (t *Tonight) WriteFindings(findings []land.Finding) error {
	columns := "run_id, severity, code, source, record, field, parcel_id, park_code, area_m2, found, expected, message, count, records"
	return t.write("finding", columns, len(findings), func(i int) ([]any, error) {
		f := findings[i]
		area, err := quantity("area_m2", f.AreaM2)
		var record any
		if f.Record > 0 {
			record = f.Record
		}
		return []any{t.run.ID, string(f.Severity()), string(f.Code), orNull(f.Source), record, orNull(f.Field), orNull(f.ParcelID), orNull(f.ParkCode),
			area, orNull(f.Found), orNull(f.Expected), f.Message(t.options.Lang), f.Times(), orNull(joinNumbers(f.Records))}, err
	})
}

func joinNumbers(numbers []int) string {
	texts := make([]string, len(numbers))
	for i, n := range numbers {
		texts[i] = strconv.Itoa(n)
	}
	return strings.Join(texts, ",")
}

// WriteLedger writes the accounts of the run.
func (t *Tonight) WriteLedger(l *land.Ledger) error {
	rows := ledgerRows(l)
	return t.write("ledger", "run_id, scope, name, extent_kind, account, count, area_m2", len(rows), func(i int) ([]any, error) {
		r := rows[i]
		area, err := number("area_m2 of "+r.Account+" of "+r.Name, r.AreaM2)
		return []any{t.run.ID, r.Scope, r.Name, r.ExtentKind, r.Account, r.Count, area}, err
	})
}

// ledgerRows lays the ledger out as one row an account.
func ledgerRows(l *land.Ledger) []LedgerRow {
	var rows []LedgerRow
	count := func(n int64) *int64 { return &n }
	area := func(s land.Sum) *float64 { v := s.Value(); return &v }
	for i := range l.Sources {
		s := &l.Sources[i]
		if s.Path == "" {
			continue // holds no parcels
		}
		row := func(account string, n *int64, a *float64) {
			rows = append(rows, LedgerRow{Scope: "source", Name: s.Path, Account: account, Count: n, AreaM2: a})
		}
		row("promised", count(s.Records), nil)
		row("in", count(s.In.Count), area(s.In.AreaM2))
		row("repaired", nil, area(s.Repaired))
		row("rejected", count(s.Rejected.Count), area(s.Rejected.AreaM2))
		row("inside", count(s.Inside.Count), area(s.Inside.AreaM2))
		row("cut", count(s.Cut), nil)
		row("kept", nil, area(s.Kept))
		row("cut_off", nil, area(s.CutOff))
		row("outside", count(s.Outside.Count), area(s.Outside.AreaM2))
		row("twice", nil, area(s.TwiceM2))
	}
	for i := range l.Parks {
		p := &l.Parks[i]
		for _, a := range []struct {
			name  string
			tally land.Tally
		}{{"inside", p.Inside}, {"cut", p.Cut}, {"clipped", p.Clipped}, {"measured", p.Measured}, {"stored", p.Stored}} {
			rows = append(rows, LedgerRow{Scope: "park", Name: p.ParkCode, ExtentKind: string(p.Kind), Account: a.name,
				Count: count(a.tally.Count), AreaM2: area(a.tally.AreaM2)})
		}
		if p.Removed.AreaM2.Value() > 0 {
			rows = append(rows, LedgerRow{Scope: "park", Name: p.ParkCode, ExtentKind: string(p.Kind), Account: "removed",
				Count: count(p.Removed.Count), AreaM2: area(p.Removed.AreaM2)})
		}
	}
	return rows
}

// WritePerformance writes the self-evaluation of the run.
func (t *Tonight) WritePerformance(p Performance) error {
	columns := "run_id, number, dimension, class, indicator, weight, target, achieved, completion, score, reason, formula"
	err := t.write("performance", columns, len(p.Items), func(i int) ([]any, error) {
		r := p.Items[i]
		return []any{t.run.ID, r.Number, r.Dimension, r.Class, r.Indicator, r.Weight, r.Target, r.Achieved, r.Completion, r.Score, r.Reason, r.Formula}, nil
	})
	if err != nil {
		return err
	}
	err = t.write("performance_total", "run_id, score, grade", 1, func(int) ([]any, error) {
		return []any{t.run.ID, p.Total.Score, p.Total.Grade}, nil
	})
	if err != nil {
		return err
	}
	err = t.write("performance_remark", "run_id, text", len(p.Remarks), func(i int) ([]any, error) {
		return []any{t.run.ID, p.Remarks[i]}, nil
	})
	if err != nil {
		return err
	}
	return t.writeBudget(p)
}

// writeBudget writes one row a cell; a short line is filled up with empty ones.
func (t *Tonight) writeBudget(p Performance) error {
	wide := len(p.Columns)
	return t.write("performance_budget", "run_id, line, number, name, formula, position, column_name, amount", len(p.Budget)*wide, func(i int) ([]any, error) {
		line, position := i/wide, i%wide
		b := p.Budget[line]
		amount := ""
		if position < len(b.Amounts) {
			amount = b.Amounts[position]
		}
		return []any{t.run.ID, line + 1, b.Number, b.Name, b.Formula, position + 1, p.Columns[position], amount}, nil
	})
}
