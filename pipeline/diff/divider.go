package diff

import (
	"strings"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// divider divides the changes of an extent's figures among the parcels and what
// else has changed. It evaluates the later run's indicator set: over each changed
// piece alone, before and after, and over the sums of the extent, step by step from
// the one run to the other.
type divider struct {
	extent   *ParkExtent
	set      *indicators.Set
	sameSet  bool
	measures []string
	given    indicators.Totals // what no piece has: statistics, and the extent's area, of the later run
	formulas map[string]string
	pieces   []dividedPiece
	steps    [stepsOfChange]map[string]*indicators.Metric
}

// The steps from the one run to the other.
const (
	// 0: what the earlier run says
	// 1: its sums, by the later run's set
	stepOfPieces = 2 // the later run's pieces
	// 3: and its extent
	// 4: what the later run says, whose statistics are the last to change
	stepsOfChange = 5
)

// dividedPiece is what a changed piece adds to every figure.
type dividedPiece struct{ before, after map[string]addend }

type addend struct{ numerator, denominator float64 }

func (c *Comparison) divider(view *store.Store, e *ParkExtent) (*divider, error) {
	d := &divider{extent: e, set: c.set, sameSet: c.sameSet, measures: land.MeasureNames(), formulas: map[string]string{}}
	for name, m := range c.about {
		d.formulas[name] = m.Formula
	}
	var sums [2]indicators.Totals
	for i, run := range []int64{c.from.ID, c.to.ID} {
		rows, err := view.Totals(run)
		if err != nil {
			return nil, err
		}
		sums[i] = totalsOf(rows, e.Kind)
		metrics, err := view.Metrics(run)
		if err != nil {
			return nil, err
		}
		d.steps[i*(stepsOfChange-1)] = metricsOf(metrics, e.Kind)
	}
	d.given = onlyGiven(sums[1])
	d.steps[1] = d.steps[0]
	if !c.sameSet {
		d.steps[1] = d.evaluate(sums[0])
	}
	before := onlyGiven(sums[0])
	d.steps[stepOfPieces] = d.evaluate(with(sums[1], before))
	delete(before, indicators.LandArea)
	d.steps[3] = d.evaluate(with(sums[1], before))
	return d, nil
}

// totalsOf are the sums of one kind of extent.
func totalsOf(rows []store.Total, kind string) indicators.Totals {
	t := indicators.Totals{}
	for _, r := range rows {
		if r.ExtentKind != kind {
			continue
		}
		x := indicators.Total{Unit: r.Unit, Pieces: r.Pieces, Missing: r.Missing}
		if r.Value != nil {
			x.Value, x.Known = *r.Value, true
		}
		t[r.Name] = x
	}
	return t
}

// onlyGiven are the sums that no piece has a part of.
func onlyGiven(t indicators.Totals) indicators.Totals {
	given := indicators.Totals{}
	for name, x := range t {
		if name == indicators.LandArea || strings.HasPrefix(name, indicators.StatisticPrefix) {
			given[name] = x
		}
	}
	return given
}

// with returns the sums with what was given replaced.
func with(t, given indicators.Totals) indicators.Totals {
	all := indicators.Totals{}
	_, area := given[indicators.LandArea]
	for name, x := range t {
		if statistic := strings.HasPrefix(name, indicators.StatisticPrefix); !statistic && (name != indicators.LandArea || !area) {
			all[name] = x
		}
	}
	for name, x := range given {
		all[name] = x
	}
	return all
}

func metricsOf(rows []store.Metric, kind string) map[string]*indicators.Metric {
	list := map[string]*indicators.Metric{}
	for _, m := range rows {
		if m.ExtentKind == kind {
			list[m.Indicator] = &indicators.Metric{Indicator: m.Indicator, Value: m.Value, Numerator: m.Numerator, Denominator: m.Denominator}
		}
	}
	return list
}

func (d *divider) evaluate(t indicators.Totals) map[string]*indicators.Metric {
	list := map[string]*indicators.Metric{}
	for _, m := range d.set.Evaluate(t) {
		list[m.Indicator] = &m
	}
	return list
}

// add takes the next changed piece.
func (d *divider) add(x *store.PieceChange) {
	d.pieces = append(d.pieces, dividedPiece{d.addends(x.Before), d.addends(x.After)})
}

// addends evaluates the set over one piece alone, beside what was given. What
// stands in the figures without any piece is in both states of a change and falls
// out.
func (d *divider) addends(s *store.PieceState) map[string]addend {
	tally := d.set.NewTally(d.measures)
	if s != nil {
		f := indicators.Facts{LandUse: s.LandUse, Scheme: s.Scheme, Status: string(s.Status), BuiltCode: s.BuiltCode,
			SupplyCode: s.SupplyCode, HightechCode: s.HightechCode, AreaM2: s.AreaM2}
		for _, q := range s.Figures {
			f.Amounts = append(f.Amounts, indicators.Amount(q))
		}
		tally.Add(&f)
	}
	t := tally.Totals()
	for name, x := range d.given {
		t[name] = x
	}
	list := map[string]addend{}
	for _, m := range d.set.Evaluate(t) {
		list[m.Indicator] = addend{orZero(m.Numerator), orZero(m.Denominator)}
	}
	return list
}
