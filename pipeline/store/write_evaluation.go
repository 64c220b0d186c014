package store

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// lastRunTables hold the last run only: each run writes them anew.
var lastRunTables = []string{
	"figure", "threshold", "ranking", "potential", "application", "application_condition",
	"region", "region_metric", "audit", "audit_parcel", "parcel_list", "land_class",
}

// maxVariables is how many values one statement may have; SQLite's own limit
// has been 32 766 since 3.32.
const maxVariables = 2000

// load inserts rows, many with one statement: the way from Go into SQLite costs
// more than the insert. fill appends the values of row i in the order of the
// columns.
func (t *Tonight) load(table, columns string, rows int, fill func(i int, values []any) ([]any, error)) error {
	if err := t.loadRows(table, columns, rows, fill); err != nil {
		return t.w.failed(table, err)
	}
	return nil
}

func (t *Tonight) loadRows(table, columns string, rows int, fill func(i int, values []any) ([]any, error)) error {
	wide := strings.Count(columns, ",") + 1
	batch := min(max(1, maxVariables/wide), rows)
	if rows == 0 {
		return nil
	}
	values := make([]any, 0, batch*wide)
	insert := func(n int) string {
		row := "(" + strings.TrimSuffix(strings.Repeat("?,", wide), ",") + ")"
		return fmt.Sprintf("INSERT INTO %s (%s) VALUES %s", table, columns, strings.TrimSuffix(strings.Repeat(row+",", n), ","))
	}
	return t.w.inTransaction(func() error {
		full, err := t.w.conn.PrepareContext(unbounded, insert(batch))
		if err != nil {
			return err
		}
		defer full.Close()
		for i := range rows {
			if values, err = fill(i, values); err != nil {
				return fmt.Errorf("row %d: %w", i+1, err)
			}
			if len(values) == batch*wide {
				if _, err := full.ExecContext(unbounded, values...); err != nil {
					return fmt.Errorf("rows up to %d: %w", i+1, err)
				}
				values = values[:0]
			}
		}
		if left := len(values) / wide; left > 0 {
			return t.w.exec(insert(left), values...)
		}
		return nil
	})
}

// nullable returns a value for a column that may be NULL, and refuses a number
// that no table may hold.
func nullable(values []any, name string, numbers ...*float64) ([]any, error) {
	for _, v := range numbers {
		if v == nil {
			values = append(values, nil)
			continue
		}
		if err := finite(name, *v); err != nil {
			return values, err
		}
		values = append(values, *v)
	}
	return values, nil
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
	columns := "run_id, park_code, extent_kind, tree, score, zone_score, class_points, grade, grade_demonstration, class, class_demonstration, note"
	return t.load("evaluation", columns, len(list), func(i int, v []any) ([]any, error) {
		e := &list[i]
		v = append(v, t.run.ID, e.ParkCode, e.ExtentKind, e.Tree)
		v, err := nullable(v, "evaluation of "+e.ParkCode, e.Score, e.ZoneScore, e.ClassPoints)
		return append(v, e.Grade, e.GradeDemonstration, e.Class, e.ClassDemonstration, e.Note), err
	})
}

// WriteRankings writes the places of the extents.
func (t *Tonight) WriteRankings(list []Ranking) error {
	columns := "park_code, extent_kind, measure, grouping, member_of, value, place, members"
	return t.load("ranking", columns, len(list), func(i int, v []any) ([]any, error) {
		r := &list[i]
		return append(v, r.ParkCode, r.ExtentKind, r.Measure, r.Grouping, r.MemberOf, r.Value, r.Place, r.Members), finite("ranking of "+r.ParkCode, r.Value)
	})
}

// WritePotentials writes what land the parks could win.
func (t *Tonight) WritePotentials(list []Potential) error {
	columns := "park_code, extent_kind, potential, unit, value, shown, numerator, denominator, demonstration, note"
	return t.load("potential", columns, len(list), func(i int, v []any) ([]any, error) {
		p := &list[i]
		v = append(v, p.ParkCode, p.ExtentKind, p.Potential, p.Unit)
		v, err := nullable(v, p.Potential+" of "+p.ParkCode, p.Value, p.Shown, p.Numerator, p.Denominator)
		return append(v, p.Demonstration, p.Note), err
	})
}

// WriteApplications writes the uses of the results with their conditions.
func (t *Tonight) WriteApplications(list []Application) error {
	columns := "park_code, extent_kind, application, name_zh, name_en, answer, rule, reason, demonstration"
	type place struct{ application, condition int }
	var conditions []place
	if err := t.load("application", columns, len(list), func(i int, v []any) ([]any, error) {
		a := &list[i]
		for j := range a.Conditions {
			conditions = append(conditions, place{i, j})
		}
		return append(v, a.ParkCode, a.ExtentKind, a.Application, a.NameZH, a.NameEN, a.Answer, a.Rule, a.Reason, a.Demonstration), nil
	}); err != nil {
		return err
	}
	columns = "park_code, extent_kind, application, figure, name_zh, name_en, value, relation, bound, unit, holds, demonstration, note"
	return t.load("application_condition", columns, len(conditions), func(i int, v []any) ([]any, error) {
		a := &list[conditions[i].application]
		c := &a.Conditions[conditions[i].condition]
		v = append(v, a.ParkCode, a.ExtentKind, a.Application, c.Figure, c.NameZH, c.NameEN)
		v, err := nullable(v, c.Figure+" of "+a.ParkCode, c.Value)
		return append(v, c.Relation, c.Bound, c.Unit, c.Holds, c.Demonstration, c.Note), err
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
		v, err := nullable(v, m.Indicator+" of "+r.Level+" "+r.Region, m.Value, m.Numerator, m.Denominator)
		return append(v, m.Unit, m.Note), err
	})
}

// WriteAudits writes what became of the figures that were handed in.
func (t *Tonight) WriteAudits(list []Audit) error {
	columns := "park_code, extent_kind, indicator, declared, computed, difference, tolerance, whole_parcels, unit, verdict, source, record, note"
	type place struct{ audit, parcel int }
	var parcels []place
	if err := t.load("audit", columns, len(list), func(i int, v []any) ([]any, error) {
		a := &list[i]
		for j := range a.Parcels {
			parcels = append(parcels, place{i, j})
		}
		v = append(v, a.ParkCode, a.ExtentKind, a.Indicator)
		v, err := nullable(v, "declared "+a.Indicator+" of "+a.ParkCode, &a.Declared, a.Computed, a.Difference, a.Tolerance, a.WholeParcels)
		return append(v, a.Unit, a.Verdict, a.Source, a.Record, a.Note), err
	}); err != nil {
		return err
	}
	columns = "park_code, extent_kind, indicator, parcel_id, source, record, share, area_m2, effect, reason"
	return t.load("audit_parcel", columns, len(parcels), func(i int, v []any) ([]any, error) {
		a := &list[parcels[i].audit]
		p := &a.Parcels[parcels[i].parcel]
		v = append(v, a.ParkCode, a.ExtentKind, a.Indicator, p.ParcelID, p.Source, p.Record)
		v, err := nullable(v, "effect of "+p.ParcelID, &p.Share, &p.AreaM2, p.Effect)
		return append(v, p.Reason), err
	})
}

// WriteDeclaredPlaces writes where the figures that were handed in stand.
func (t *Tonight) WriteDeclaredPlaces(places map[DeclaredKey]DeclaredPlace) error {
	keys := slices.SortedFunc(maps.Keys(places), func(a, b DeclaredKey) int {
		return cmp.Or(cmp.Compare(a.ParkCode, b.ParkCode), cmp.Compare(a.Indicator, b.Indicator))
	})
	return t.load("declared_place", "park_code, indicator, source, record", len(keys), func(i int, v []any) ([]any, error) {
		k := keys[i]
		return append(v, k.ParkCode, k.Indicator, places[k].Source, places[k].Record), nil
	})
}

// WriteParcelLists writes by what parcels are listed.
func (t *Tonight) WriteParcelLists(list []ParcelList) error {
	return t.load("parcel_list", "list, name_zh, name_en, land, figure, below, unit, demonstration", len(list), func(i int, v []any) ([]any, error) {
		p := &list[i]
		v, err := nullable(append(v, p.List, p.NameZH, p.NameEN, p.Land, orNull(p.Figure)), p.List, p.Below)
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
