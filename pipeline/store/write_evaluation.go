package store

import (
	"cmp"
	sqldriver "database/sql/driver"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/mattn/go-sqlite3"
)

// lastRunTables hold the last run only: each run writes them anew.
var lastRunTables = []string{
	"figure", "threshold", "potential", "application", "region", "region_metric", "audit", "audit_parcel", "parcel_list", "land_class",
	"enterprise", "enterprise_item", "region_audit", "region_audit_parcel",
}

// maxVariables is how many values one statement may have; SQLite's own limit
// has been 32 766 since 3.32, and more than some hundred save nothing.
const maxVariables = 600

// load inserts rows, many with one statement and past database/sql: the way
// from Go into SQLite costs more than the insert. fill appends the values of
// row i in the order of the columns: nil, string, bool, int, int64 or float64.
func (t *Tonight) load(table, columns string, rows int, fill func(i int, values []any) ([]any, error)) error {
	if rows == 0 {
		return nil
	}
	into, columns, placed := t.intoSpan(table, columns)
	l := loader{table: into, columns: columns, wide: strings.Count(columns, ",") + 1, rows: rows, fill: fill, placed: placed}
	err := t.w.inTransaction(func() error {
		return t.w.conn.Raw(func(c any) error { return l.run(c.(*sqlite3.SQLiteConn)) })
	})
	if err != nil {
		return t.w.failed(table, err)
	}
	return nil
}

// loader inserts the rows of one load.
type loader struct {
	table, columns string
	wide, rows     int
	fill           func(i int, values []any) ([]any, error)
	placed         func(values []any, at int) []any // of Tonight.intoSpan
	values         []any
	bound          []sqldriver.NamedValue
}

func (l *loader) run(c *sqlite3.SQLiteConn) error {
	for done := 0; done < l.rows; {
		batch := min(max(1, maxVariables/l.wide), l.rows-done)
		n := (l.rows - done) / batch * batch // whole batches; what is left makes one of its own
		if err := l.insert(c, done, n, batch); err != nil {
			return err
		}
		done += n
	}
	return nil
}

// insert writes n rows from the first, a batch at a time.
func (l *loader) insert(c *sqlite3.SQLiteConn, first, n, batch int) error {
	row := "(" + strings.TrimSuffix(strings.Repeat("?,", l.wide), ",") + ")"
	text := fmt.Sprintf("INSERT INTO %s (%s) VALUES %s", l.table, l.columns, strings.TrimSuffix(strings.Repeat(row+",", batch), ","))
	statement, err := c.Prepare(text)
	if err != nil {
		return err
	}
	defer statement.Close()
	execute := statement.(sqldriver.StmtExecContext) // the driver's statements are, and its tests hold it to that
	for i := first; i < first+n; i++ {
		at := len(l.values)
		if l.values, err = l.fill(i, l.values); err != nil {
			return fmt.Errorf("row %d: %w", i+1, err)
		}
		l.values = l.placed(l.values, at)
		if len(l.values) < batch*l.wide {
			continue
		}
		if _, err := execute.ExecContext(unbounded, l.bind()); err != nil {
			return fmt.Errorf("rows up to %d: %w", i+1, err)
		}
		l.values = l.values[:0]
	}
	return nil
}

// bind numbers the values as the driver wants them.
func (l *loader) bind() []sqldriver.NamedValue {
	l.bound = l.bound[:0]
	for i, v := range l.values {
		switch n := v.(type) {
		case int:
			v = int64(n)
		case *int64:
			if v = nil; n != nil {
				v = *n
			}
		}
		l.bound = append(l.bound, sqldriver.NamedValue{Ordinal: i + 1, Value: v})
	}
	return l.bound
}

// nullable appends values for columns that may be NULL, and refuses a number
// that no table may hold. columns are their names, by blanks.
func nullable(values []any, columns string, numbers ...*float64) ([]any, error) {
	for i, v := range numbers {
		if v == nil {
			values = append(values, nil)
			continue
		}
		if math.IsNaN(*v) || math.IsInf(*v, 0) {
			return values, finite(strings.Fields(columns)[i], *v)
		}
		values = append(values, *v)
	}
	return values, nil
}

// about says in which row a number is that no table may hold.
func about(err error, figure, park string) error {
	if err != nil {
		return fmt.Errorf("%s of %s: %w", figure, park, err)
	}
	return nil
}

// ClearLastRun empties the tables that hold the last run only.
func (t *Tonight) ClearLastRun() error {
	for _, table := range lastRunTables {
		if err := t.w.exec("DELETE FROM " + table); err != nil {
			return t.w.failed(table, err)
		}
	}
	return nil
}

// WriteTotals writes the aggregates of the run.
func (t *Tonight) WriteTotals(totals []Total) error {
	return t.load("total", "run_id, park_code, extent_kind, name, value, unit, pieces, missing", len(totals), func(i int, v []any) ([]any, error) {
		r := &totals[i]
		v, err := nullable(append(v, t.run.ID, r.ParkCode, r.ExtentKind, r.Name), "value", r.Value)
		return append(v, r.Unit, r.Pieces, r.Missing), about(err, r.Name, r.ParkCode)
	})
}

// WriteMetrics writes metrics of the run.
func (t *Tonight) WriteMetrics(metrics []Metric) error {
	return t.load("metric", "run_id, park_code, extent_kind, indicator, value, numerator, denominator, unit, note", len(metrics), func(i int, v []any) ([]any, error) {
		m := &metrics[i]
		v, err := nullable(append(v, t.run.ID, m.ParkCode, m.ExtentKind, m.Indicator), "value numerator denominator", m.Value, m.Numerator, m.Denominator)
		return append(v, m.Unit, m.Note), about(err, m.Indicator, m.ParkCode)
	})
}

// WriteScores writes nodes of the indicator trees of the run.
func (t *Tonight) WriteScores(scores []Score) error {
	columns := "run_id, park_code, extent_kind, node, parent, name_zh, name_en, value, ideal, weight, score, rank, demonstration, note"
	return t.load("score", columns, len(scores), func(i int, v []any) ([]any, error) {
		s := &scores[i]
		v = append(v, t.run.ID, s.ParkCode, s.ExtentKind, s.Node, s.Parent, s.NameZH, s.NameEN)
		v, err := nullable(v, "value ideal weight score", s.Value, s.Ideal, s.Weight, s.Score)
		return append(v, s.Rank, s.Demonstration, s.Note), about(err, s.Node, s.ParkCode)
	})
}

// WriteIndicatorSet writes with what the run was scored.
func (t *Tonight) WriteIndicatorSet(s IndicatorSet) error {
	columns := "run_id, name, title_zh, title_en, provenance, demonstration, path, text, ideals, weights, thresholds"
	return t.load("indicator_set", columns, 1, func(_ int, v []any) ([]any, error) {
		v = append(v, t.run.ID, s.Name, s.TitleZH, s.TitleEN, s.Provenance, s.Demonstration, s.Path, s.Text)
		for _, values := range []map[string]float64{s.Ideals, s.Weights, s.Thresholds} {
			text := []byte("{}")
			if values != nil {
				var err error
				if text, err = json.Marshal(values); err != nil {
					return nil, err
				}
			}
			v = append(v, string(text))
		}
		return v, nil
	})
}

// WriteFigures writes what the figures of the set are.
func (t *Tonight) WriteFigures(list []Figure) error {
	return t.load("figure", "role, name, name_zh, name_en, unit, formula, lower, source", len(list), func(i int, v []any) ([]any, error) {
		f := &list[i]
		return append(v, f.Role, f.Name, f.NameZH, f.NameEN, f.Unit, f.Formula, f.Lower, f.Source), nil
	})
}

// WriteThresholds writes the bounds by which the run judges.
func (t *Tonight) WriteThresholds(list []Threshold) error {
	return t.load("threshold", "key, name_zh, name_en, relation, value, unit, source, demonstration", len(list), func(i int, v []any) ([]any, error) {
		r := &list[i]
		return append(v, r.Key, r.NameZH, r.NameEN, r.Relation, r.Value, r.Unit, r.Source, r.Demonstration), finite(r.Key, r.Value)
	})
}

// WriteEvaluations writes what the run says of every extent.
func (t *Tonight) WriteEvaluations(list []Evaluation) error {
	columns := "run_id, park_code, extent_kind, tree, score, zone_score, class_points, score_demonstration, grade, grade_demonstration, class, class_demonstration, note"
	return t.load("evaluation", columns, len(list), func(i int, v []any) ([]any, error) {
		e := &list[i]
		v = append(v, t.run.ID, e.ParkCode, e.ExtentKind, e.Tree)
		v, err := nullable(v, "score zone_score class_points", e.Score, e.ZoneScore, e.ClassPoints)
		return append(v, e.ScoreDemonstration, e.Grade, e.GradeDemonstration, e.Class, e.ClassDemonstration, e.Note), about(err, "evaluation", e.ParkCode)
	})
}

// WritePotentials writes what land the parks could win.
func (t *Tonight) WritePotentials(list []Potential) error {
	columns := "park_code, extent_kind, potential, unit, value, shown, numerator, denominator, demonstration, note"
	return t.load("potential", columns, len(list), func(i int, v []any) ([]any, error) {
		p := &list[i]
		v = append(v, p.ParkCode, p.ExtentKind, p.Potential, p.Unit)
		v, err := nullable(v, "value shown numerator denominator", p.Value, p.Shown, p.Numerator, p.Denominator)
		return append(v, p.Demonstration, p.Note), about(err, p.Potential, p.ParkCode)
	})
}

// WriteApplications writes the uses of the results with their conditions.
func (t *Tonight) WriteApplications(list []Application) error {
	columns := "park_code, extent_kind, application, name_zh, name_en, answer, rule, reason, conditions, demonstration"
	return t.load("application", columns, len(list), func(i int, v []any) ([]any, error) {
		a := &list[i]
		conditions, err := json.Marshal(a.Conditions) // refuses NaN and infinities
		return append(v, a.ParkCode, a.ExtentKind, a.Application, a.NameZH, a.NameEN, a.Answer, a.Rule, a.Reason, string(conditions), a.Demonstration), err
	})
}

// WriteRegions writes counties, cities and the whole with their figures.
func (t *Tonight) WriteRegions(list []Region) error {
	columns := "region_level, region, extent_kind, parks, scored, twice_m2"
	type place struct{ region, metric int }
	var metrics []place
	if err := t.load("region", columns, len(list), func(i int, v []any) ([]any, error) {
		r := &list[i]
		for j := range r.Metrics {
			metrics = append(metrics, place{i, j})
		}
		return append(v, r.Level, r.Region, r.ExtentKind, r.Parks, r.Scored, r.TwiceM2), finite("twice_m2", r.TwiceM2)
	}); err != nil {
		return err
	}
	columns = "region_level, region, extent_kind, indicator, value, numerator, denominator, unit, note"
	return t.load("region_metric", columns, len(metrics), func(i int, v []any) ([]any, error) {
		r := &list[metrics[i].region]
		m := &r.Metrics[metrics[i].metric]
		v = append(v, r.Level, r.Region, r.ExtentKind, m.Indicator)
		v, err := nullable(v, "value numerator denominator", m.Value, m.Numerator, m.Denominator)
		return append(v, m.Unit, m.Note), about(err, m.Indicator, r.Level+" "+r.Region)
	})
}

// WriteAudits writes what became of the figures that were handed in.
func (t *Tonight) WriteAudits(list []Audit) error {
	columns := "park_code, extent_kind, indicator, declared, computed, difference, tolerance, whole_parcels, unexplained, unit, verdict, source, record, note"
	type place struct{ audit, parcel int }
	var parcels []place
	if err := t.load("audit", columns, len(list), func(i int, v []any) ([]any, error) {
		a := &list[i]
		for j := range a.Parcels {
			parcels = append(parcels, place{i, j})
		}
		v = append(v, a.ParkCode, a.ExtentKind, a.Indicator)
		v, err := nullable(v, "declared computed difference tolerance whole_parcels unexplained", &a.Declared, a.Computed, a.Difference, a.Tolerance, a.WholeParcels, a.Unexplained)
		return append(v, a.Unit, a.Verdict, a.Source, a.Record, a.Note), about(err, a.Indicator, a.ParkCode)
	}); err != nil {
		return err
	}
	return t.load("audit_parcel", "park_code, extent_kind, indicator, "+auditParcelColumns, len(parcels), func(i int, v []any) ([]any, error) {
		a := &list[parcels[i].audit]
		v, err := a.Parcels[parcels[i].parcel].values(append(v, a.ParkCode, a.ExtentKind, a.Indicator))
		return v, about(err, a.Indicator, a.ParkCode)
	})
}

// auditParcelColumns are the columns of a parcel that an audit names.
const auditParcelColumns = "parcel_id, source, record, share, area_m2, effect, reason"

// values appends the parcel in the order of auditParcelColumns.
func (p *AuditParcel) values(v []any) ([]any, error) {
	v, err := nullable(append(v, p.ParcelID, p.Source, p.Record), "share area_m2 effect", &p.Share, &p.AreaM2, p.Effect)
	return append(v, p.Reason), err
}

// scanned are the places that a row of auditParcelColumns is read into.
func (p *AuditParcel) scanned() []any {
	return []any{&p.ParcelID, &p.Source, &p.Record, &p.Share, &p.AreaM2, &p.Effect, &p.Reason}
}

// WriteGivenPlaces writes where the figures that were handed in stand.
func (t *Tonight) WriteGivenPlaces(places map[GivenKey]GivenPlace) error {
	keys := slices.SortedFunc(maps.Keys(places), func(a, b GivenKey) int {
		return cmp.Or(cmp.Compare(a.ParkCode, b.ParkCode), cmp.Compare(a.ExtentKind, b.ExtentKind), cmp.Compare(a.Name, b.Name))
	})
	return t.load("given_place", "park_code, extent_kind, name, source, record", len(keys), func(i int, v []any) ([]any, error) {
		k := keys[i]
		return append(v, k.ParkCode, k.ExtentKind, k.Name, places[k].Source, places[k].Record), nil
	})
}

// WriteParcelLists writes by what parcels are listed.
func (t *Tonight) WriteParcelLists(list []ParcelList) error {
	return t.load("parcel_list", "list, name_zh, name_en, land, figure, below, unit, demonstration", len(list), func(i int, v []any) ([]any, error) {
		p := &list[i]
		v, err := nullable(append(v, p.List, p.NameZH, p.NameEN, p.Land, orNull(p.Figure)), "below", p.Below)
		return append(v, p.Unit, p.Demonstration), err
	})
}

// WriteLandClasses writes the classes that the codes of pieces stand for.
func (t *Tonight) WriteLandClasses(list []LandClass) error {
	return t.load("land_class", "scheme, code, name_zh, name_en, industrial, built_code, refined", len(list), func(i int, v []any) ([]any, error) {
		c := &list[i]
		return append(v, c.Scheme, c.Code, c.NameZH, c.NameEN, c.Industrial, c.BuiltCode, c.Refined), nil
	})
}

// WriteGoals writes the goals of the self-evaluation.
func (t *Tonight) WriteGoals(g Goals) error {
	var rows [][2]string
	for _, row := range [][2]string{{"period", g.Period}, {"year", g.Year}} {
		if row[1] != "" {
			rows = append(rows, row)
		}
	}
	return t.load("performance_goal", "run_id, span, text", len(rows), func(i int, v []any) ([]any, error) {
		return append(v, t.run.ID, rows[i][0], rows[i][1]), nil
	})
}
