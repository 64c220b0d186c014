package score

import (
	"fmt"
	"slices"

	"jiyue/indicators"
	"jiyue/indicators/performance"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// measuredBy are the raw indicators that a park must have to count as
// measured: land, what is built on it, and how densely.
var measuredBy = []string{
	"land_area", "parcel_area", "built_area", "industrial_area", "footprint_area", "floor_area",
	"built_ratio", "building_density", "plot_ratio", "industrial_ratio", "output_per_mu", "tax_per_mu", "coverage",
}

// fixedResults are the names of the results that every run has.
var fixedResults = []string{
	"parks.listed", "parks.measured", "parks.scored", "parks.with_error_findings", "parks.without_error_findings",
	"parcels.read", "parcels.rejected", "scores.mean",
}

// metricsGroup is the group under which formulas find the set's indicators, of
// all approved extents together.
const metricsGroup = "metrics"

// ResultNames are the names under which the formulas of a self-evaluation
// table find a run's own figures, group and key: the ones that Results fills.
func ResultNames(set *indicators.Set) []string {
	names := slices.Clone(fixedResults)
	for _, indicator := range set.IndicatorNames() {
		names = append(names, metricsGroup+"."+indicator)
	}
	return names
}

// Project scores the project's performance (绩效) from the self-evaluation
// table and tonight's results, writes items, budget and total into run, and
// returns the total and what is odd or wrong about the table. A formula with a
// name that is not one of the ResultNames is an error, not a grade.
func Project(night *store.Tonight, run store.Run, set *indicators.Set, table *performance.Table, lang land.Lang) (store.PerformanceTotal, []land.Finding, error) {
	if err := table.Check(ResultNames(set)); err != nil {
		return store.PerformanceTotal{}, nil, err
	}
	results, err := Results(night.Read(), run)
	if err != nil {
		return store.PerformanceTotal{}, nil, err
	}
	r, err := table.Evaluate(results)
	if err != nil {
		return store.PerformanceTotal{}, nil, err
	}
	rows := performanceRows(r, string(lang))
	if err := night.WritePerformance(rows); err != nil {
		return store.PerformanceTotal{}, nil, err
	}
	if err := night.WriteGoals(store.Goals{Period: r.Goals.Period, Year: r.Goals.Year}); err != nil {
		return store.PerformanceTotal{}, nil, err
	}
	var findings []land.Finding
	for _, remark := range r.Remarks {
		code := land.PerformanceAudit
		if remark.Warning {
			code = land.PerformanceWrong
		}
		findings = append(findings, land.Finding{Code: code, Field: remark.Row, Found: remark.Note.In(string(lang))})
	}
	return rows.Total, findings, nil
}

// Results are a run's own figures, group → key → value, for achieved values that
// are measured and not typed in; those of ResultNames that can be computed.
func Results(s *store.Store, run store.Run) (map[string]map[string]float64, error) {
	parks, err := s.Parks()
	if err != nil {
		return nil, fmt.Errorf("reading the roster: %w", err)
	}
	metrics, err := s.Metrics(run.ID)
	if err != nil {
		return nil, fmt.Errorf("reading metrics: %w", err)
	}
	findings, err := s.Findings(run.ID)
	if err != nil {
		return nil, fmt.Errorf("reading findings: %w", err)
	}
	faulty := parksWithErrors(findings)
	listed, withErrors := float64(len(parks)), 0.0
	for _, p := range parks {
		if faulty[p.Code] {
			withErrors++
		}
	}
	scored, mean, err := meanScore(s, run)
	if err != nil {
		return nil, err
	}
	together, err := metricsTogether(s)
	if err != nil {
		return nil, err
	}
	return map[string]map[string]float64{
		metricsGroup: together,
		"scores":     mean,
		"parks": {
			"listed":                 listed,
			"scored":                 scored,
			"measured":               float64(measured(parks, metrics)),
			"with_error_findings":    withErrors,
			"without_error_findings": listed - withErrors,
		},
		"parcels": {"read": float64(run.ParcelsRead), "rejected": float64(run.ParcelsRejected)},
	}, nil
}

// meanScore counts the approved extents with a score and takes the mean, which
// is missing where there are none.
func meanScore(s *store.Store, run store.Run) (count float64, mean map[string]float64, err error) {
	rows, err := s.Evaluations(run.ID)
	if err != nil {
		return 0, nil, fmt.Errorf("reading evaluations: %w", err)
	}
	total := 0.0
	for _, e := range rows {
		if e.ExtentKind == string(land.Approved) && e.ZoneScore != nil {
			count++
			total += *e.ZoneScore
		}
	}
	if count == 0 {
		return 0, nil, nil
	}
	return count, map[string]float64{"mean": total / count}, nil
}

// metricsTogether are the indicators of all approved extents together; one that
// can't be computed is missing.
func metricsTogether(s *store.Store) (map[string]float64, error) {
	regions, err := s.Regions()
	if err != nil {
		return nil, fmt.Errorf("reading regions: %w", err)
	}
	values := map[string]float64{}
	for _, r := range regions {
		if r.Level != "all" || r.ExtentKind != string(land.Approved) {
			continue
		}
		for _, m := range r.Metrics {
			if m.Value != nil {
				values[m.Indicator] = *m.Value
			}
		}
	}
	return values, nil
}

// measured counts the parks for which every metric of measuredBy has a value
// in at least one extent.
func measured(parks []store.Park, metrics []store.Metric) int {
	have := map[outline]map[string]bool{}
	for _, m := range metrics {
		if m.Value == nil {
			continue
		}
		key := outline{m.ParkCode, m.ExtentKind}
		if have[key] == nil {
			have[key] = map[string]bool{}
		}
		have[key][m.Indicator] = true
	}
	complete := map[string]bool{}
	for key, names := range have {
		complete[key.park] = complete[key.park] || hasAll(names)
	}
	count := 0
	for _, p := range parks {
		if complete[p.Code] {
			count++
		}
	}
	return count
}

func hasAll(names map[string]bool) bool {
	for _, name := range measuredBy {
		if !names[name] {
			return false
		}
	}
	return true
}

// parksWithErrors are the parks that an error finding concerns.
func parksWithErrors(findings []store.Finding) map[string]bool {
	faulty := map[string]bool{}
	for _, f := range findings {
		if f.Severity == string(land.Error) {
			for _, park := range (land.Finding{ParkCode: f.ParkCode}).Parks() {
				faulty[park] = true
			}
		}
	}
	return faulty
}

// performanceRows turns the result into the rows of the store.
func performanceRows(r performance.Result, lang string) store.Performance {
	p := store.Performance{Total: store.PerformanceTotal{Score: r.Total.Fixed(2), Grade: r.Grade}, Columns: r.Budget.Columns}
	for _, i := range r.Items {
		p.Items = append(p.Items, store.PerformanceItem{
			Number: i.Number, Dimension: i.Dimension, Class: i.Class, Indicator: i.Indicator, Weight: i.Weight,
			Target: i.Target, Achieved: i.Achieved, Completion: i.Completion, Score: i.Score.Short(2), Reason: i.Reason, Formula: i.Formula,
		})
	}
	for _, b := range r.Budget.Rows {
		p.Budget = append(p.Budget, store.BudgetRow{Number: b.Number, Name: b.Name, Formula: b.Formula, Amounts: b.Amounts})
	}
	for _, remark := range r.Remarks {
		p.Remarks = append(p.Remarks, remark.Note.In(lang))
	}
	return p
}
