package report

import (
	"cmp"
	"slices"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// largestShown is how many parcels a figure names.
const largestShown = 3

// ParcelPart is a parcel behind a figure: what it adds to the numerator.
type ParcelPart struct {
	ParcelID, Source string
	Record           int
	Share            Figure
	Part             Figure
}

// contributors are the parcels behind one figure of one extent.
type contributors struct {
	pieces  int // that add something
	largest []contributor
}

// contributor is a piece among the largest of a figure.
type contributor struct {
	parcelID, source string
	record           int
	share, value     float64
}

// landKind is all of a piece that decides in which figures it counts.
type landKind struct{ use, scheme, status, built, supply, hightech string }

// weigher finds what a piece adds to the numerator of each indicator of the
// set. That is a sum of its area and attributes with factors which depend on
// the kind of land alone: they are learned once a kind by having the set
// evaluate a piece of one square metre, then one with one unit of each
// attribute. TestPartsAsTheSet holds this against the set, piece by piece.
type weigher struct {
	set     *indicators.Set
	names   []string // of the measures
	factors map[landKind][]pieceFactors
}

// pieceFactors are those of one indicator: of the area, then of each measure.
type pieceFactors struct {
	indicator string
	of        []float64
}

// newWeigher reads the set with which the run was scored; nil where an earlier
// program scored it with a set of the user's own, which is not on record.
func newWeigher(kept store.IndicatorSet, name string) *weigher {
	set, err := indicators.Builtin(cmp.Or(kept.Name, name))
	if kept.Text != "" {
		set, err = indicators.Parse([]byte(kept.Text), kept.Path)
	}
	if err != nil {
		return nil
	}
	return &weigher{set: set, names: land.MeasureNames(), factors: map[landKind][]pieceFactors{}}
}

// factorsOf learns the factors of a kind of land.
func (w *weigher) factorsOf(k landKind) []pieceFactors {
	if known, ok := w.factors[k]; ok {
		return known
	}
	var list []pieceFactors
	for unit := range 1 + len(w.names) {
		f := indicators.Facts{LandUse: k.use, Scheme: k.scheme, Status: k.status, BuiltCode: k.built, SupplyCode: k.supply, HightechCode: k.hightech}
		f.Amounts = make([]indicators.Amount, len(w.names))
		for i := range f.Amounts {
			f.Amounts[i].Known = true
		}
		if unit == 0 {
			f.AreaM2 = 1
		} else {
			f.Amounts[unit-1].Value = 1
		}
		tally := w.set.NewTally(w.names)
		tally.Add(&f)
		for i, m := range w.set.Evaluate(tally.Totals()) {
			if unit == 0 {
				list = append(list, pieceFactors{m.Indicator, make([]float64, 1+len(w.names))})
			}
			list[i].of[unit] = numeratorOf(m)
		}
	}
	list = slices.DeleteFunc(list, func(f pieceFactors) bool { return !slices.ContainsFunc(f.of, func(v float64) bool { return v != 0 }) })
	w.factors[k] = list
	return list
}

// numeratorOf is what stands above the line, or the figure itself where it is
// no quotient; 0 where it is not known.
func numeratorOf(m indicators.Metric) float64 {
	switch {
	case m.Numerator != nil:
		return *m.Numerator
	case m.Denominator == nil && m.Value != nil:
		return *m.Value
	}
	return 0
}

// weigh adds a piece to the parts of the figures in which it counts.
func (w *weigher) weigh(p *store.Piece, into map[string]*contributors) {
	for _, f := range w.factorsOf(landKind{p.LandUse, p.Scheme, p.Status, p.BuiltCode, p.SupplyCode, p.HightechCode}) {
		value := f.of[0] * p.AreaM2
		for i, name := range w.names {
			if amount := p.Figures[name]; f.of[1+i] != 0 && amount != nil {
				value += f.of[1+i] * *amount
			}
		}
		if value <= 0 {
			continue
		}
		if into[f.indicator] == nil {
			into[f.indicator] = &contributors{}
		}
		into[f.indicator].take(contributor{p.ParcelID, p.Source, p.Record, p.Share, value})
	}
}

// take counts a piece and keeps it while it is among the largest.
func (l *contributors) take(p contributor) {
	l.pieces++
	if len(l.largest) == largestShown && p.value <= l.largest[largestShown-1].value {
		return
	}
	at, _ := slices.BinarySearchFunc(l.largest, p.value, func(in contributor, value float64) int {
		return cmp.Or(cmp.Compare(value, in.value), -1) // behind its equals: the first record wins
	})
	l.largest = slices.Insert(l.largest, at, p)
	l.largest = l.largest[:min(len(l.largest), largestShown)]
}

// partLines prints the parcels behind a figure, in the unit of its numerator.
func (c *composer) partLines(l *contributors, unit string) []ParcelPart {
	if l == nil {
		return nil
	}
	var lines []ParcelPart
	for i := range l.largest {
		p := &l.largest[i]
		lines = append(lines, ParcelPart{ParcelID: orNone(p.parcelID), Source: p.source, Record: p.record,
			Share: number(fromFloat(&p.share), 4, ""), Part: *c.part(&p.value, unit)})
	}
	return lines
}
