package score

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// DeclaredTolerance is the relative difference up to which a declared figure
// agrees with the computed one: declared figures are printed with three or
// four digits.
const DeclaredTolerance = 0.01

// The parcels that an audit looks at, and those that it names.
const (
	auditCandidates = 40 // of one extent: the largest ones cut or with a problem on record
	auditParcels    = 10 // of one figure: those with the greatest effect on it
)

// Verdicts of an audit.
const (
	agrees        = "agrees"
	differs       = "differs"
	notComputable = "not_computable"
)

// audits hold the figures that were handed in against those computed.
func (c *city) audits(s *store.Store, findings []store.Finding) ([]store.Audit, error) {
	places, err := s.DeclaredPlaces()
	if err != nil {
		return nil, err
	}
	var all []store.Audit
	for i := range c.extents {
		e := &c.extents[i]
		if e.declared == nil {
			continue
		}
		rows := e.compare(places)
		if slices.ContainsFunc(rows, func(a store.Audit) bool { return a.Verdict == differs }) {
			if err := c.explainDifferences(s, e, findings, rows); err != nil {
				return nil, err
			}
		}
		all = append(all, rows...)
	}
	return all, nil
}

// compare makes a row of every declared figure that the set computes.
func (e *scored) compare(places map[store.DeclaredKey]store.DeclaredPlace) []store.Audit {
	var rows []store.Audit
	for i := range e.metrics {
		m := &e.metrics[i]
		declared, given := e.declared[m.Indicator]
		if !given {
			continue
		}
		place := places[store.DeclaredKey{ParkCode: e.park, Indicator: m.Indicator}]
		row := store.Audit{ParkCode: e.park, ExtentKind: e.kind, Indicator: m.Indicator, Declared: declared, Computed: m.Value,
			Unit: m.Unit, Source: place.Source, Record: place.Record}
		row.Difference, row.Tolerance, row.Verdict = judge(declared, m.Value)
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, b store.Audit) int { return cmp.Compare(a.Indicator, b.Indicator) })
	return rows
}

// judge holds a declared figure against the computed one.
func judge(declared float64, computed *float64) (difference, tolerance *float64, verdict string) {
	if computed == nil {
		return nil, nil, notComputable
	}
	d, within := declared-*computed, DeclaredTolerance*max(math.Abs(declared), math.Abs(*computed))
	if math.Abs(d) > within {
		return &d, &within, differs
	}
	return &d, &within, agrees
}

// suspect is a piece that may explain a difference.
type suspect struct {
	row   store.AuditParcel
	facts indicators.Facts // what the figures would gain
}

// explainDifferences looks for what counties usually do otherwise: count
// parcels whole that the extent cuts, or handle those differently that have a
// problem on record. It says what the figures would be then, and names the
// parcels with the greatest effect.
func (c *city) explainDifferences(s *store.Store, e *scored, findings []store.Finding, rows []store.Audit) error {
	pieces := c.set.NewTally(land.MeasureNames())
	whole := c.set.NewTally(land.MeasureNames())
	var suspects []suspect
	faulty := faultyRecords(findings, e.park)
	err := s.Pieces(e.park, e.kind, func(p *store.Piece) error {
		facts := factsOf(p, land.MeasureNames())
		pieces.Add(facts)
		full := scaled(facts, 1/p.Share)
		whole.Add(full)
		row := store.AuditParcel{ParcelID: p.ParcelID, Source: p.Source, Record: p.Record, Share: p.Share, AreaM2: p.AreaM2}
		switch {
		case p.Share < 1:
			row.Reason = "cut"
			suspects = append(suspects, suspect{row, *scaled(facts, 1/p.Share-1)})
		case faulty[recordOf{p.Source, p.Record}]:
			row.Reason = "problem"
			suspects = append(suspects, suspect{row, *scaled(facts, -1)})
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("auditing %s: %w", e.park, err)
	}
	slices.SortStableFunc(suspects, func(a, b suspect) int { return cmp.Compare(math.Abs(b.facts.AreaM2), math.Abs(a.facts.AreaM2)) })
	suspects = suspects[:min(len(suspects), auditCandidates)]
	c.weigh(e, pieces, whole, suspects, rows)
	return nil
}

// weigh computes the figures with every cut parcel whole, and the effect of
// each suspect by itself.
func (c *city) weigh(e *scored, pieces, whole *indicators.Tally, suspects []suspect, rows []store.Audit) {
	base, full := c.figures(e, pieces), c.figures(e, whole)
	changed := make([]map[string]*float64, len(suspects))
	for i := range suspects {
		f := &suspects[i].facts
		pieces.Add(f)
		changed[i] = c.figures(e, pieces)
		pieces.Add(scaled(f, -1))
	}
	for r := range rows {
		row := &rows[r]
		if row.Verdict != differs {
			continue
		}
		name := row.Indicator
		if row.WholeParcels = full[name]; row.WholeParcels != nil && math.Abs(row.Declared-*row.WholeParcels) <= *row.Tolerance {
			row.Note = land.Text{ZH: "与被四至范围切割的地块按整宗计入的结果一致", EN: "agrees with the figure in which every cut parcel counts whole"}.In(c.lang)
		}
		for i := range suspects {
			if was, is := base[name], changed[i][name]; was != nil && is != nil && *is != *was {
				effect := *is - *was
				parcel := suspects[i].row
				parcel.Effect = &effect
				row.Parcels = append(row.Parcels, parcel)
			}
		}
		slices.SortStableFunc(row.Parcels, func(a, b store.AuditParcel) int { return cmp.Compare(math.Abs(*b.Effect), math.Abs(*a.Effect)) })
		row.Parcels = row.Parcels[:min(len(row.Parcels), auditParcels)]
	}
}

// figures evaluates the extent with other pieces: its own area and statistics
// stay.
func (c *city) figures(e *scored, tally *indicators.Tally) map[string]*float64 {
	totals := tally.Totals()
	for name, t := range e.totals {
		if _, ofPieces := totals[name]; !ofPieces {
			totals[name] = t
		}
	}
	values := map[string]*float64{}
	for _, m := range c.set.Evaluate(totals) {
		values[m.Indicator] = m.Value
	}
	return values
}

// scaled returns the facts with area and amounts multiplied.
func scaled(f *indicators.Facts, factor float64) *indicators.Facts {
	g := *f
	g.AreaM2 *= factor
	g.Amounts = make([]indicators.Amount, len(f.Amounts))
	for i, a := range f.Amounts {
		g.Amounts[i] = indicators.Amount{Value: a.Value * factor, Known: a.Known}
	}
	return &g
}

// recordOf is a record of a source.
type recordOf struct {
	source string
	record int
}

// faultyRecords are the records of the park's parcels that an error finding is
// about.
func faultyRecords(findings []store.Finding, park string) map[recordOf]bool {
	records := map[recordOf]bool{}
	for _, f := range findings {
		if f.Severity == string(land.Error) && slices.Contains((land.Finding{ParkCode: f.ParkCode}).Parks(), park) {
			records[recordOf{f.Source, f.Record}] = true
			for _, r := range f.Records {
				records[recordOf{f.Source, r}] = true
			}
		}
	}
	return records
}

// auditFindings are the figures that differ.
func auditFindings(audits []store.Audit) []land.Finding {
	var findings []land.Finding
	for i := range audits {
		if a := &audits[i]; a.Verdict == differs {
			f := differing(a.Indicator, a.Declared, *a.Computed, a.ExtentKind)
			f.Source, f.Record, f.ParkCode = a.Source, a.Record, a.ParkCode
			findings = append(findings, f)
		}
	}
	return findings
}

// differing says of a declared figure that the land gives another; about is
// whose land.
func differing(indicator string, declared, computed float64, about string) land.Finding {
	return land.Finding{Code: land.DeclaredFigure, Field: indicator,
		Found: fmt.Sprintf("%.6g (%s)", declared, about), Expected: fmt.Sprintf("%.6g", computed)}
}
