package score

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// rates tell what a piece adds to one figure. Numerator and denominator of a
// figure are sums over pieces, so that of land of one kind a square metre and a
// unit of each attribute add the same everywhere: the set is evaluated once a
// kind and not once a piece.
type rates struct {
	set        *indicators.Set
	figure     string
	attributes []string // that the figure may rest on
	kinds      map[landKind]*rate
}

// landKind is what the pieces have in common to which one rate applies.
type landKind struct {
	landUse, scheme, status, built, supply, hightech string
	known                                            uint16 // bit i: attribute i is given
}

// rate is what land of one kind adds: to a part of a quotient by square metre
// and by unit of each attribute; nil parts stay nil.
type rate struct {
	numerator, denominator []float64 // by square metre, then by attribute; nil where there is no part
	direct                 bool      // the set's formula is no sum: evaluate it for every piece
}

func newRates(set *indicators.Set, figure string) *rates {
	return &rates{set: set, figure: figure, attributes: attributesOf(set, figure), kinds: map[landKind]*rate{}}
}

var namePattern = regexp.MustCompile(`[A-Za-z_][A-Za-z0-9_]*`)

// attributesOf lists the attributes that may be in a figure: those of the
// aggregates that its formula names, and all where it names other figures.
func attributesOf(set *indicators.Set, figure string) []string {
	formula := ""
	for _, d := range set.Definitions() {
		if d.Name == figure {
			formula = d.Formula
		}
	}
	if strings.Contains(formula, "indicator.") {
		return land.MeasureNames()
	}
	names := namePattern.FindAllString(formula, -1)
	var list []string
	for _, a := range set.Aggregates() {
		if slices.Contains(names, a.Name) && !slices.Contains(list, a.Sum) && slices.Contains(land.MeasureNames(), a.Sum) {
			list = append(list, a.Sum)
		}
	}
	return list
}

// of returns what the piece adds to numerator and denominator; nil where the
// piece does not tell.
func (r *rates) of(p *store.Piece) (numerator, denominator *float64) {
	k := landKind{p.LandUse, p.Scheme, p.Status, p.BuiltCode, p.SupplyCode, p.HightechCode, 0}
	amounts := []float64{p.AreaM2}
	for i, name := range r.attributes {
		amounts = append(amounts, 0)
		if v := p.Figures[name]; v != nil {
			k.known |= 1 << i
			amounts[i+1] = *v
		}
	}
	kind, seen := r.kinds[k]
	if !seen {
		kind = r.rateOf(p, amounts)
		r.kinds[k] = kind
	}
	if kind.direct {
		return r.evaluate(p)
	}
	return product(kind.numerator, amounts), product(kind.denominator, amounts)
}

// rateOf evaluates the set for a square metre and for one unit of each
// attribute, and tries the result on other amounts and on the piece.
func (r *rates) rateOf(p *store.Piece, amounts []float64) *rate {
	var k rate
	trial := make([]float64, len(amounts))
	for i := range amounts {
		unit := make([]float64, len(amounts))
		unit[i] = 1
		if i == 0 || p.Figures[r.attributes[i-1]] != nil {
			trial[i] = float64(i + 2)
		}
		n, d := r.evaluate(r.with(p, unit))
		k.numerator, k.denominator = put(k.numerator, n, i), put(k.denominator, d, i)
	}
	for _, tried := range [][]float64{trial, amounts} {
		n, d := r.evaluate(r.with(p, tried))
		k.direct = k.direct || !sameSum(product(k.numerator, tried), n) || !sameSum(product(k.denominator, tried), d)
	}
	return &k
}

// with is the piece with other amounts; what it does not tell it still does not.
func (r *rates) with(p *store.Piece, amounts []float64) *store.Piece {
	other := *p
	other.AreaM2, other.Figures = amounts[0], map[string]*float64{}
	for i, name := range r.attributes {
		if p.Figures[name] != nil {
			other.Figures[name] = &amounts[i+1]
		}
	}
	return &other
}

func put(list []float64, v *float64, at int) []float64 {
	if v == nil || len(list) < at {
		return nil
	}
	return append(list, *v)
}

func product(rates, amounts []float64) *float64 {
	if len(rates) < len(amounts) {
		return nil
	}
	sum := 0.0
	for i, a := range amounts {
		sum += rates[i] * a
	}
	return &sum
}

func sameSum(a, b *float64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return math.Abs(*a-*b) <= sameFigure*math.Abs(*b)
}

// evaluate is what the piece adds by the set itself.
func (r *rates) evaluate(p *store.Piece) (numerator, denominator *float64) {
	names := land.MeasureNames()
	tally := r.set.NewTally(names)
	tally.Add(factsOf(p, names))
	for _, m := range r.set.Evaluate(tally.Totals()) {
		if m.Indicator == r.figure {
			numerator, denominator = m.Numerator, m.Denominator
			if numerator == nil {
				numerator = m.Value
			}
		}
	}
	return numerator, denominator
}
