package score

import (
	"cmp"
	"math"
	"slices"

	"jiyue/indicators"
)

// EffectOn is by how much one part changes a quotient: the quotient less what it
// would be without the part, whose own numerator and denominator are n and d; nil
// where there is no quotient, with the part or without it. What is not known of
// the part adds nothing.
func EffectOn(numerator, denominator, n, d *float64) *float64 {
	if numerator == nil || denominator == nil || *denominator <= 0 {
		return nil
	}
	rest := *denominator - valueOr0(d)
	if rest <= sameFigure**denominator {
		return nil // nothing would be left to divide by
	}
	effect := *numerator / *denominator - (*numerator-valueOr0(n))/rest
	return &effect
}

// Worst returns the parcels that make the figure worse, the worst first: that
// lower it, or raise one of which less is better. most is how many at most.
func (m *MetricReason) Worst(most int) []Contribution {
	for i := range m.Parcels {
		if i == most || m.harm(&m.Parcels[i]) <= 0 {
			return m.Parcels[:i]
		}
	}
	return m.Parcels
}

// harm is by how much a parcel makes the figure worse; less than anything where
// nobody can tell.
func (m *MetricReason) harm(c *Contribution) float64 {
	switch {
	case c.Effect == nil:
		return math.Inf(-1)
	case m.Lower:
		return *c.Effect
	}
	return -*c.Effect
}

// weigher tells what each parcel does to the one figure that was asked for.
type weigher struct {
	set      *indicators.Set
	metric   *MetricReason
	loss     *Loss // of the figure; nil where it has no score
	parkType string
}

// weigh puts in effects and points, and the parcels in the order of what they
// cost. Points rise and fall with the figure, so the order is one.
func (w *weigher) weigh() {
	m := w.metric
	if m.Value == nil {
		return
	}
	if !m.adds(func(c *Contribution) *float64 { return c.Numerator }, m.Numerator) ||
		!m.adds(func(c *Contribution) *float64 { return c.Denominator }, m.Denominator) {
		return
	}
	perUnit := 1.0
	if one := 1.0; w.set.ValueOf(m.Indicator, &one, &one) != nil {
		perUnit = *w.set.ValueOf(m.Indicator, &one, &one)
	}
	for i := range m.Parcels {
		c := &m.Parcels[i]
		if c.Effect = EffectOn(m.Numerator, m.Denominator, c.Numerator, c.Denominator); c.Effect != nil {
			*c.Effect *= perUnit
			c.Lost = w.lost(*m.Value - *c.Effect)
		}
	}
	slices.SortStableFunc(m.Parcels, func(a, b Contribution) int { return cmp.Compare(m.harm(&b), m.harm(&a)) })
}

// adds says whether the parts of the parcels add up to that of the figure.
func (m *MetricReason) adds(part func(*Contribution) *float64, to *float64) bool {
	sum := 0.0
	for i := range m.Parcels {
		sum += valueOr0(part(&m.Parcels[i]))
	}
	return to != nil && math.Abs(sum-*to) <= sameFigure*max(math.Abs(sum), math.Abs(*to))
}

// lost is how many points of the root would come back if the figure had the
// value.
func (w *weigher) lost(value float64) *float64 {
	if w.loss == nil || w.loss.Score == nil {
		return nil
	}
	then := scoreOf(w.set, w.metric.Indicator, value, w.parkType)
	if then == nil {
		return nil
	}
	lost := w.loss.Weight * (*then - *w.loss.Score)
	return &lost
}
