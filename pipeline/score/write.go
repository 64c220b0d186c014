package score

import (
	"strings"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// write writes everything that was computed.
func (c *city) write(night *store.Tonight, regions []region, audited *audits) error {
	for _, step := range []func() error{
		night.ClearLastRun,
		func() error { return night.WriteMetrics(c.metricRows()) },
		func() error { return night.WriteScores(c.scoreRows()) },
		func() error { return night.WriteEvaluations(c.evaluations()) },
		func() error { return night.WritePotentials(c.potentialRows()) },
		func() error { return night.WriteApplications(c.applicationRows()) },
		func() error { return night.WriteRegions(regionRows(regions)) },
		func() error { return night.WriteAudits(audited.parks) },
		func() error { return night.WriteRegionAudits(audited.regions) },
		func() error { return c.writeEnterprises(night) },
		func() error { return c.writeDictionary(night) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (c *city) metricRows() []store.Metric {
	rows := make([]store.Metric, 0, len(c.extents)*len(c.set.IndicatorNames()))
	for i := range c.extents {
		e := &c.extents[i]
		for j := range e.metrics {
			rows = append(rows, metricRow(e.outline, &e.metrics[j], c.lang))
		}
	}
	return rows
}

func metricRow(of outline, m *indicators.Metric, lang land.Lang) store.Metric {
	return store.Metric{
		ParkCode: of.park, ExtentKind: of.kind, Indicator: m.Indicator, Value: m.Value, Unit: m.Unit,
		Numerator: m.Numerator, Denominator: m.Denominator, Note: m.Note.In(string(lang)),
	}
}

func (c *city) scoreRows() []store.Score {
	var rows []store.Score
	for i := range c.extents {
		e := &c.extents[i]
		for j := range e.nodes {
			n := &e.nodes[j]
			row := store.Score{
				ParkCode: e.park, ExtentKind: e.kind, Node: n.Name, Parent: n.Parent, NameZH: n.NameZH, NameEN: n.NameEN,
				Value: n.Value, Ideal: n.Ideal, Weight: &n.Weight, Score: n.Score, Demonstration: n.Demonstration, Note: n.Note.In(string(c.lang)),
			}
			if j == 0 && e.rank > 0 {
				r := int64(e.rank)
				row.Rank = &r
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// potentialRows shows 0 where a park is better than the ideal and keeps the
// figure itself beside it.
func (c *city) potentialRows() []store.Potential {
	var rows []store.Potential
	for i := range c.extents {
		e := &c.extents[i]
		for _, p := range e.potentials {
			row := store.Potential{
				ParkCode: e.park, ExtentKind: e.kind, Potential: p.Indicator, Value: p.Value, Shown: p.Value, Unit: p.Unit,
				Numerator: p.Numerator, Denominator: p.Denominator, Demonstration: p.Demonstration, Note: p.Note.In(string(c.lang)),
			}
			if p.Value != nil && *p.Value < 0 {
				row.Shown = new(float64)
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// applicationRows answers the uses of the results for every extent but
// growth-direction areas, whose park is judged by its main area.
func (c *city) applicationRows() []store.Application {
	var rows []store.Application
	for i := range c.extents {
		e := &c.extents[i]
		if e.kind == string(land.Growth) {
			continue
		}
		for _, v := range c.set.Judge(e.metrics, e.potentials, indicators.ParkScore{Value: e.zoneScore, Demonstration: e.scoreDemo}) {
			rows = append(rows, applicationRow(e.outline, &v, c.lang))
		}
	}
	return rows
}

func applicationRow(of outline, v *indicators.Verdict, lang land.Lang) store.Application {
	row := store.Application{ParkCode: of.park, ExtentKind: of.kind, Application: v.Application, NameZH: v.NameZH, NameEN: v.NameEN,
		Answer: v.Answer, Rule: "all", Demonstration: v.Demonstration}
	if v.Any {
		row.Rule = "any"
	}
	// The conditions that decide are those that go with the answer; where every
	// condition has to go with it, they are all.
	var reasons []string
	for _, cond := range v.Conditions {
		if cond.Holds == v.Answer {
			reasons = append(reasons, cond.In(string(lang)))
		}
		row.Conditions = append(row.Conditions, store.Condition{Figure: cond.Figure, NameZH: cond.NameZH, NameEN: cond.NameEN, Value: cond.Value,
			Relation: cond.Relation, Bound: cond.Bound, Unit: cond.Unit, Holds: cond.Holds, Demonstration: cond.Demonstration(), Note: cond.Note.In(string(lang))})
	}
	row.Reason = strings.Join(reasons, "; ")
	return row
}

// writeDictionary writes what the figures, bounds, lists and codes mean, so
// that the store explains itself.
func (c *city) writeDictionary(night *store.Tonight) error {
	var figures []store.Figure
	for _, part := range []struct {
		role string
		list []indicators.Definition
	}{{"indicator", c.set.Definitions()}, {"potential", c.set.Potentials()}} {
		for _, d := range part.list {
			figures = append(figures, store.Figure{Role: part.role, Name: d.Name, NameZH: d.NameZH, NameEN: d.NameEN, Unit: d.Unit, Formula: d.Formula, Source: d.Source, Lower: d.Lower})
		}
	}
	if err := night.WriteFigures(figures); err != nil {
		return err
	}
	var bounds []store.Threshold
	for _, t := range c.set.Thresholds() {
		bounds = append(bounds, store.Threshold{Key: t.Key, NameZH: t.NameZH, NameEN: t.NameEN, Relation: t.Relation, Value: t.Value, Unit: t.Unit,
			Source: t.Source, Demonstration: t.Source == ""})
	}
	if err := night.WriteThresholds(bounds); err != nil {
		return err
	}
	var lists []store.ParcelList
	for _, p := range c.set.ParcelLists() {
		row := store.ParcelList{List: p.Name, NameZH: p.NameZH, NameEN: p.NameEN, Land: p.Land, Figure: p.Figure, Unit: p.Unit, Demonstration: p.Demonstration()}
		if p.Figure != "" {
			row.Below = &p.Below
		}
		lists = append(lists, row)
	}
	if err := night.WriteParcelLists(lists); err != nil {
		return err
	}
	classes, err := landClasses()
	if err != nil {
		return err
	}
	return night.WriteLandClasses(classes)
}

// landClasses lists the classes of every classification and the land-status
// codes, these under the empty scheme.
func landClasses() ([]store.LandClass, error) {
	var rows []store.LandClass
	for _, code := range indicators.LandCodes() {
		rows = append(rows, store.LandClass{Code: code.Code, NameZH: code.NameZH, NameEN: code.NameEN})
	}
	for _, name := range indicators.SchemeNames() {
		scheme, err := indicators.Scheme(name)
		if err != nil {
			return nil, err
		}
		for _, code := range scheme.Codes() {
			c, _ := scheme.Class(code)
			rows = append(rows, store.LandClass{Scheme: name, Code: code, NameZH: c.NameZH, NameEN: c.NameEN, Industrial: c.Industrial,
				BuiltCode: c.BuiltCode, Refined: scheme.Refined(code)})
		}
	}
	return rows, nil
}
