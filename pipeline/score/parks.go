package score

import (
	"fmt"
	"math"
	"sort"
	"strings"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// DeclaredPrefix comes before the indicator of a figure that a county handed
// in (declared.plot_ratio, …), which is audited and never used.
const DeclaredPrefix = "declared."

// DeclaredTolerance is the relative difference up to which a declared figure
// agrees with the computed one: declared figures are printed with three or
// four digits.
const DeclaredTolerance = 0.01

// fullCoverage is the share of an extent that parcels cover where the cadastre
// is whole; below it land is missing, which changes every ratio over parcels.
const fullCoverage = 0.995

// outline names one extent of a park.
type outline struct{ park, kind string }

// scored is one extent with everything that was computed for it.
type scored struct {
	outline
	parkType string
	totals   indicators.Totals
	declared map[string]float64
	metrics  []indicators.Metric
	nodes    []indicators.Node
	rank     int
}

// Parks reads the totals of the run's land, writes the metrics and scores of
// every park and extent into run, and returns what is odd about them.
func Parks(night *store.Tonight, run store.Run, set *indicators.Set, lang land.Lang) ([]land.Finding, error) {
	extents, err := readTotals(night.Read(), run.LandRun)
	if err != nil {
		return nil, fmt.Errorf("reading totals of run %d: %w", run.LandRun, err)
	}
	for i := range extents {
		e := &extents[i]
		e.metrics = set.Evaluate(e.totals)
		e.nodes = set.Score(e.metrics, e.parkType)
	}
	rank(extents)
	if err := writeScores(night, extents, string(lang)); err != nil {
		return nil, err
	}
	var findings []land.Finding
	for i := range extents {
		findings = append(findings, remarks(set, &extents[i], string(lang))...)
	}
	return findings, nil
}

// readTotals gathers the rows of total by extent, in the order of the rows.
func readTotals(s *store.Store, landRun int64) ([]scored, error) {
	parks, err := s.Parks()
	if err != nil {
		return nil, err
	}
	types := map[string]string{}
	for _, p := range parks {
		types[p.Code] = p.Type
	}
	rows, err := s.Totals(landRun)
	if err != nil {
		return nil, err
	}
	var extents []scored
	at := map[outline]int{}
	for _, r := range rows {
		key := outline{r.ParkCode, r.ExtentKind}
		i, seen := at[key]
		if !seen {
			i = len(extents)
			at[key] = i
			extents = append(extents, scored{outline: key, parkType: types[r.ParkCode], totals: indicators.Totals{}, declared: map[string]float64{}})
		}
		extents[i].take(r)
	}
	return extents, nil
}

func (e *scored) take(r store.Total) {
	if indicator, ok := strings.CutPrefix(r.Name, DeclaredPrefix); ok {
		e.declared[indicator] = *r.Value
		return
	}
	t := indicators.Total{Unit: r.Unit, Pieces: r.Pieces, Missing: r.Missing}
	if r.Value != nil {
		t.Value, t.Known = *r.Value, true
	}
	e.totals[r.Name] = t
}

// rank orders extents of the same kind and park type by their score.
func rank(extents []scored) {
	groups := map[outline][]int{}
	for i, e := range extents {
		key := outline{e.parkType, e.kind}
		groups[key] = append(groups[key], i)
	}
	for _, group := range groups {
		roots := make([]*float64, len(group))
		for i, j := range group {
			if len(extents[j].nodes) > 0 {
				roots[i] = extents[j].nodes[0].Score
			}
		}
		for i, r := range indicators.Rank(roots) {
			extents[group[i]].rank = r
		}
	}
}

// writeScores writes metrics and nodes as rows.
func writeScores(night *store.Tonight, extents []scored, lang string) error {
	var metrics []store.Metric
	var scores []store.Score
	for _, e := range extents {
		for _, m := range e.metrics {
			metrics = append(metrics, store.Metric{
				ParkCode: e.park, ExtentKind: e.kind, Indicator: m.Indicator, Value: m.Value, Unit: m.Unit,
				Numerator: m.Numerator, Denominator: m.Denominator, Note: m.Note.In(lang),
			})
		}
		for i, n := range e.nodes {
			row := store.Score{
				ParkCode: e.park, ExtentKind: e.kind, Node: n.Name, Parent: n.Parent, NameZH: n.NameZH, NameEN: n.NameEN,
				Value: n.Value, Ideal: n.Ideal, Weight: &n.Weight, Score: n.Score, Demonstration: n.Demonstration, Note: n.Note.In(lang),
			}
			if i == 0 && e.rank > 0 {
				r := int64(e.rank)
				row.Rank = &r
			}
			scores = append(scores, row)
		}
	}
	if err := night.WriteMetrics(metrics); err != nil {
		return err
	}
	return night.WriteScores(scores)
}

// remarks says what is odd about an extent's figures.
func remarks(set *indicators.Set, e *scored, lang string) []land.Finding {
	var findings []land.Finding
	about := func(code land.Code, found, expected string) {
		findings = append(findings, land.Finding{Code: code, ParkCode: e.park, Found: found, Expected: expected})
	}
	computed := map[string]bool{}
	for _, m := range e.metrics {
		computed[m.Indicator] = true
		if m.Indicator == "coverage" && m.Value != nil && *m.Value > 0 && *m.Value < fullCoverage {
			about(land.CoverageGap, fmt.Sprintf("%.2f %% (%s)", 100**m.Value, e.kind), "100 %")
		}
	}
	for _, r := range set.Check(e.totals, e.metrics) {
		code := land.IdentityBroken
		if computed[r.Check] {
			code = land.Implausible
		}
		about(code, r.Note.In(lang), "")
	}
	if computedType, ok := set.AdvisoryType(e.totals); ok && e.parkType != "" && computedType != e.parkType {
		about(land.TypeAdvisory, e.parkType, computedType)
	}
	if len(e.nodes) > 0 && e.nodes[0].Score == nil {
		about(land.ScoreImpossible, e.nodes[0].Note.In(lang), "")
	}
	return append(findings, audit(e)...)
}

// audit holds the figures that were handed in against those computed.
func audit(e *scored) []land.Finding {
	computed := map[string]*float64{}
	for _, m := range e.metrics {
		computed[m.Indicator] = m.Value
	}
	names := make([]string, 0, len(e.declared))
	for name := range e.declared {
		names = append(names, name)
	}
	sort.Strings(names)
	var findings []land.Finding
	for _, name := range names {
		value, own := e.declared[name], computed[name]
		if own == nil || math.Abs(value-*own) <= DeclaredTolerance*math.Max(math.Abs(value), math.Abs(*own)) {
			continue
		}
		findings = append(findings, land.Finding{
			Code: land.DeclaredFigure, ParkCode: e.park, Field: name,
			Found: fmt.Sprintf("%.6g (%s)", value, e.kind), Expected: fmt.Sprintf("%.6g", *own),
		})
	}
	return findings
}
