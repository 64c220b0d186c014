package store

import (
	"encoding/json"
	"fmt"
)

// The steps of the schema that brought these tables, and the marks of
// demonstration values and what audits leave unexplained.
const (
	evaluationStep = 2
	givenStep      = 11
	marksStep      = 5
)

// eachOfEvaluation is each for a table of evaluationStep.
func (s *Store) eachOfEvaluation(query string, args []any, visit func(scanner) error) error {
	return s.eachSince(evaluationStep, query, args, visit)
}

// eachSince is each for a table that a step of the schema brought; a store of
// an earlier program, which has no such table, has no rows.
func (s *Store) eachSince(step int, query string, args []any, visit func(scanner) error) error {
	if s.err != nil {
		return s.err
	}
	version, err := s.schemaVersion()
	if err != nil {
		return s.failed(err)
	}
	if version < step {
		return nil
	}
	return s.each(query, args, visit)
}

// markColumn is a column for a query that marksStep brought: NULL in a store of
// an earlier program.
func (s *Store) markColumn(name string) (string, error) { return s.columnSince(marksStep, name) }

// columnSince is a column for a query that a step of the schema brought: NULL in a
// store of an earlier program.
func (s *Store) columnSince(step int, name string) (string, error) {
	if s.err != nil {
		return "", s.err
	}
	version, err := s.schemaVersion()
	if err != nil {
		return "", s.failed(err)
	}
	if version < step {
		return "NULL", nil
	}
	return name, nil
}

// collectEvaluation is collect over eachOfEvaluation.
func collectEvaluation[T any](s *Store, scan func(scanner, *T) error, query string, args ...any) ([]T, error) {
	return listOf(s.eachOfEvaluation, scan, query, args)
}

// IndicatorSet returns with what the run was scored; the zero value for a run
// of an earlier program, which did not keep it.
func (s *Store) IndicatorSet(run int64) (IndicatorSet, error) {
	var set IndicatorSet
	err := s.eachOfEvaluation(`SELECT name, title_zh, title_en, provenance, demonstration, path,
			CASE WHEN path <> '' AND text = '' THEN coalesce(`+nextSetText+`, '') ELSE text END, ideals, weights, thresholds
		FROM indicator_set AS s WHERE run_id = ?`, []any{run}, func(row scanner) error {
		var ideals, weights, thresholds string
		err := row.Scan(&set.Name, &set.TitleZH, &set.TitleEN, &set.Provenance, &set.Demonstration, &set.Path, &set.Text, &ideals, &weights, &thresholds)
		if err != nil {
			return err
		}
		for _, part := range []struct {
			text string
			into *map[string]float64
		}{{ideals, &set.Ideals}, {weights, &set.Weights}, {thresholds, &set.Thresholds}} {
			if err := json.Unmarshal([]byte(part.text), part.into); err != nil {
				return s.failed(fmt.Errorf("indicator_set of run %d: %w", run, err))
			}
		}
		return nil
	})
	return set, err
}

// Figures returns what the figures of the last run are, in the order of the set.
func (s *Store) Figures() ([]Figure, error) {
	return collectEvaluation(s, func(row scanner, f *Figure) error {
		return row.Scan(&f.Role, &f.Name, &f.NameZH, &f.NameEN, &f.Unit, &f.Formula, &f.Lower, &f.Source)
	}, "SELECT role, name, name_zh, name_en, unit, formula, lower, source FROM figure ORDER BY id")
}

// Thresholds returns the bounds by which the last run judged.
func (s *Store) Thresholds() ([]Threshold, error) {
	return collectEvaluation(s, func(row scanner, t *Threshold) error {
		return row.Scan(&t.Key, &t.NameZH, &t.NameEN, &t.Relation, &t.Value, &t.Unit, &t.Source, &t.Demonstration)
	}, "SELECT key, name_zh, name_en, relation, value, unit, source, demonstration FROM threshold ORDER BY id")
}

// Evaluations returns what the run says of every extent.
func (s *Store) Evaluations(run int64) ([]Evaluation, error) {
	mark, err := s.markColumn("score_demonstration")
	if err != nil {
		return nil, err
	}
	// Earlier programs had the mark at the root of the tree alone.
	mark = "coalesce(" + mark + `, (SELECT s.demonstration FROM score s WHERE s.run_id = e.run_id AND s.park_code = e.park_code
		AND s.extent_kind = e.extent_kind AND s.parent = ''), 0)`
	return collectEvaluation(s, func(row scanner, e *Evaluation) error {
		return row.Scan(&e.ParkCode, &e.ExtentKind, &e.Tree, &e.Score, &e.ZoneScore, &e.ScoreDemonstration, &e.Grade, &e.GradeDemonstration,
			&e.ClassPoints, &e.Class, &e.ClassDemonstration, &e.Note)
	}, `SELECT park_code, extent_kind, tree, score, zone_score, `+mark+`, grade, grade_demonstration, class_points, class, class_demonstration, note
		FROM evaluation e WHERE run_id = ? ORDER BY id`, run)
}

// Rankings returns the places of the last run by measure, grouping, group and
// place.
func (s *Store) Rankings() ([]Ranking, error) {
	mark, err := s.markColumn("demonstration")
	if err != nil {
		return nil, err
	}
	return collectEvaluation(s, func(row scanner, r *Ranking) error {
		return row.Scan(&r.ParkCode, &r.ExtentKind, &r.Measure, &r.Grouping, &r.MemberOf, &r.Value, &r.Place, &r.Members, &r.Demonstration)
	}, `SELECT park_code, extent_kind, measure, grouping, member_of, value, place, members, coalesce(`+mark+`, 0)
		FROM ranking ORDER BY measure, grouping, extent_kind, member_of, place, park_code`)
}

// Potentials returns what land the parks could win, as the last run found it.
func (s *Store) Potentials() ([]Potential, error) {
	return collectEvaluation(s, func(row scanner, p *Potential) error {
		return row.Scan(&p.ParkCode, &p.ExtentKind, &p.Potential, &p.Value, &p.Shown, &p.Unit, &p.Numerator, &p.Denominator, &p.Demonstration, &p.Note)
	}, `SELECT park_code, extent_kind, potential, value, shown, unit, numerator, denominator, demonstration, note FROM potential ORDER BY id`)
}

// key3 finds the row that a row of detail belongs to.
type key3 struct{ a, b, c string }

// Applications returns the uses of the results of the last run with their
// conditions.
func (s *Store) Applications() ([]Application, error) {
	return collectEvaluation(s, func(row scanner, a *Application) error {
		var conditions []byte
		err := row.Scan(&a.ParkCode, &a.ExtentKind, &a.Application, &a.NameZH, &a.NameEN, &a.Answer, &a.Rule, &a.Reason, &conditions, &a.Demonstration)
		if err != nil {
			return err
		}
		return json.Unmarshal(conditions, &a.Conditions)
	}, `SELECT park_code, extent_kind, application, name_zh, name_en, answer, rule, reason, conditions, demonstration FROM application ORDER BY id`)
}

// Regions returns counties, cities and the whole of the last run with their
// figures.
func (s *Store) Regions() ([]Region, error) {
	at := map[key3]int{}
	list, err := collectEvaluation(s, func(row scanner, r *Region) error {
		err := row.Scan(&r.Level, &r.Region, &r.ExtentKind, &r.Parks, &r.Scored, &r.TwiceM2)
		at[key3{r.Level, r.Region, r.ExtentKind}] = len(at)
		return err
	}, "SELECT region_level, region, extent_kind, parks, scored, twice_m2 FROM region ORDER BY id")
	if err != nil {
		return nil, err
	}
	return list, s.eachOfEvaluation(`SELECT region_level, region, extent_kind, indicator, value, numerator, denominator, unit, note
		FROM region_metric ORDER BY id`, nil, func(row scanner) error {
		var k key3
		var m Metric
		err := row.Scan(&k.a, &k.b, &k.c, &m.Indicator, &m.Value, &m.Numerator, &m.Denominator, &m.Unit, &m.Note)
		if i, known := at[k]; known && err == nil {
			list[i].Metrics = append(list[i].Metrics, m)
		}
		return err
	})
}

// Audits returns what became of the figures that were handed in, as the last
// run found it, with the parcels that help to explain differences.
func (s *Store) Audits() ([]Audit, error) {
	unexplained, err := s.markColumn("unexplained")
	if err != nil {
		return nil, err
	}
	at := map[key3]int{}
	list, err := collectEvaluation(s, func(row scanner, a *Audit) error {
		err := row.Scan(&a.ParkCode, &a.ExtentKind, &a.Indicator, &a.Declared, &a.Computed, &a.Difference, &a.Tolerance,
			&a.Unit, &a.Verdict, &a.WholeParcels, &a.Unexplained, &a.Source, &a.Record, &a.Note)
		at[key3{a.ParkCode, a.ExtentKind, a.Indicator}] = len(at)
		return err
	}, `SELECT park_code, extent_kind, indicator, declared, computed, difference, tolerance, unit, verdict, whole_parcels, `+unexplained+`, source, record, note
		FROM audit ORDER BY id`)
	if err != nil {
		return nil, err
	}
	return list, s.eachOfEvaluation("SELECT park_code, extent_kind, indicator, "+auditParcelColumns+" FROM audit_parcel ORDER BY id", nil, func(row scanner) error {
		var k key3
		var p AuditParcel
		err := row.Scan(append([]any{&k.a, &k.b, &k.c}, p.scanned()...)...)
		if i, known := at[k]; known && err == nil {
			list[i].Parcels = append(list[i].Parcels, p)
		}
		return err
	})
}

// GivenPlaces returns where the figures that were handed in stand.
func (s *Store) GivenPlaces() (map[GivenKey]GivenPlace, error) {
	places := map[GivenKey]GivenPlace{}
	err := s.eachSince(givenStep, "SELECT park_code, extent_kind, name, source, record FROM given_place", nil, func(row scanner) error {
		var k GivenKey
		var p GivenPlace
		err := row.Scan(&k.ParkCode, &k.ExtentKind, &k.Name, &p.Source, &p.Record)
		places[k] = p
		return err
	})
	return places, err
}

// ParcelLists returns by what the last run lists parcels.
func (s *Store) ParcelLists() ([]ParcelList, error) {
	return collectEvaluation(s, func(row scanner, p *ParcelList) error {
		return row.Scan(&p.List, &p.NameZH, &p.NameEN, &p.Land, &p.Figure, &p.Below, &p.Unit, &p.Demonstration)
	}, "SELECT list, name_zh, name_en, land, coalesce(figure, ''), below, unit, demonstration FROM parcel_list ORDER BY id")
}

// ListedParcels visits the parcels of the lists, by list, park and extent,
// largest first. It reads every piece: seconds for a million of them.
func (s *Store) ListedParcels(visit func(*ListedParcel) error) error {
	return s.eachOfEvaluation(`SELECT list, park_code, extent_kind, coalesce(parcel_id, ''), source, record, share, area_m2, coalesce(land_use, ''), coalesce(status, ''),
		value, below, unit, demonstration FROM listed_parcel ORDER BY list, park_code, extent_kind, area_m2 DESC, source, record`, nil, func(row scanner) error {
		var p ListedParcel
		err := row.Scan(&p.List, &p.ParkCode, &p.ExtentKind, &p.ParcelID, &p.Source, &p.Record, &p.Share, &p.AreaM2, &p.LandUse, &p.Status,
			&p.Value, &p.Below, &p.Unit, &p.Demonstration)
		if err != nil {
			return err
		}
		return visit(&p)
	})
}

// Comparisons returns the figures of the last run beside those of the run
// before and of the year before. A figure that neither has is left out.
func (s *Store) Comparisons() ([]Comparison, error) {
	return collectEvaluation(s, func(row scanner, c *Comparison) error {
		return row.Scan(&c.ParkCode, &c.ExtentKind, &c.Figure, &c.Unit, &c.Value, &c.Before, &c.SinceBefore, &c.Year, &c.SinceYear)
	}, `SELECT park_code, extent_kind, figure, unit, value, before_value, since_before, year_value, since_year
		FROM comparison WHERE before_value IS NOT NULL OR year_value IS NOT NULL ORDER BY park_code, extent_kind, figure`)
}

// Goals returns the goals of the run's self-evaluation.
func (s *Store) Goals(run int64) (Goals, error) {
	var g Goals
	err := s.eachOfEvaluation("SELECT span, text FROM performance_goal WHERE run_id = ? ORDER BY id", []any{run}, func(row scanner) error {
		var span, text string
		if err := row.Scan(&span, &text); err != nil {
			return err
		}
		if span == "year" {
			g.Year = text
		} else {
			g.Period = text
		}
		return nil
	})
	return g, err
}

// StudyUses returns the study on the use of the results, of the last run.
func (s *Store) StudyUses() ([]StudyUse, error) {
	mark, err := s.markColumn("demonstration")
	if err != nil {
		return nil, err
	}
	return collectEvaluation(s, func(row scanner, u *StudyUse) error {
		return row.Scan(&u.ParkCode, &u.ExtentKind, &u.SuppliableHa, &u.SupplyYears, &u.ReleaseHa, &u.AllocatedHa, &u.PaidHa,
			&u.PaidUsePercent, &u.TenderPercent, &u.NewQuota, &u.ReleaseLand, &u.Enlargement, &u.Warning, &u.Demonstration)
	}, `SELECT park_code, extent_kind, suppliable_ha, supply_years, to_be_released_ha, allocated_ha, paid_ha, paid_use_percent, tender_percent,
		coalesce(new_quota, ''), coalesce(release_land, ''), coalesce(enlargement, ''), coalesce(warning, ''), coalesce(`+mark+`, 0) FROM study_results_use`)
}

// StudyLinks returns the study on the link to plans and tract development, of
// the last run.
func (s *Store) StudyLinks() ([]StudyLink, error) {
	return collectEvaluation(s, func(row scanner, l *StudyLink) error {
		return row.Scan(&l.ParkCode, &l.ExtentKind, &l.ReadyHa, &l.NotReadyHa, &l.RuralBuiltHa, &l.SuppliableHa,
			&l.YearlySupplyHa, &l.SupplyYears, &l.FromStockHa, &l.NewQuotaHa, &l.TractDevelopmentHa, &l.PublicLandPercent)
	}, `SELECT park_code, extent_kind, ready_ha, not_ready_ha, rural_built_ha, suppliable_ha, yearly_supply_ha, supply_years,
		next_year_from_stock_ha, next_year_new_quota_ha, tract_development_ha, public_land_percent FROM study_plan_link`)
}
