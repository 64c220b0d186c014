package score

import (
	"cmp"
	"math"
	"slices"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// What holds a figure below its ideal.
const (
	CauseData  = "data"  // records that don't tell: somebody has to mend a file
	CauseLand  = "land"  // the land itself: idle, not built, of another use, yielding nothing
	CauseGiven = "given" // a figure that was handed in for the park as a whole
	CauseWhole = "whole" // no single group of parcels: the rest has to rise as well
)

// Cause is one reason for a loss of points. Of data and land it names a group of
// parcels, and what the figure would be if they had it as the others do, which
// is the quotient of the others: numerator and denominator without theirs.
type Cause struct {
	Kind string `json:"cause"`
	Text string `json:"text"` // one sentence

	Source    string   `json:"source,omitempty"`     // of data: the file
	Lacks     string   `json:"lacks,omitempty"`      // of data: what its records don't say
	Status    string   `json:"status,omitempty"`     // of land: the status, or
	LandClass string   `json:"land_class,omitempty"` // its land-status code, or
	Zero      string   `json:"zero,omitempty"`       // what the files give as 0
	Parcels   int64    `json:"parcels,omitempty"`
	AreaM2    float64  `json:"area_m2,omitempty"`
	OfLand    *float64 `json:"of_denominator,omitempty"` // their part of the denominator, from 0 to 1

	Then       *float64 `json:"value_then,omitempty"`
	PointsBack *float64 `json:"points_back,omitempty"` // of the root: weight × (score then − score)
	Needed     *float64 `json:"needed,omitempty"`      // of whole and given: by how much the numerator would have to rise to reach the ideal
}

const (
	explainedLosses = 3     // how many losses are explained
	toldCauses      = 3     // how many causes a loss has at most
	leastBack       = 0.005 // points: what would be printed as 0.00 is no cause

	// mostOfLand is the greatest part of a denominator that can be a land cause:
	// what is most of the land is not an exception from it, and the rest is no
	// measure for it. Records that lack an attribute are a defect however many.
	mostOfLand = 0.5

	// sameFigure is by what fraction the parts of a figure may miss it: they
	// are the same summands in another order, a million of which are off by less
	// than 1e-10.
	sameFigure = 1e-9
)

// explainLosses tells the causes of the largest losses, and of what could not be
// scored.
func (r *ExtentReasons) explainLosses(l *landView, lang land.Lang) {
	explained := 0
	for i := range r.Losses {
		loss := &r.Losses[i]
		switch {
		case loss.Lost == nil:
			loss.Causes = []Cause{l.gap(loss, lang)}
		case explained < explainedLosses && *loss.Lost >= leastBack:
			explained++
			loss.Causes = l.causes(loss, lang)
		}
	}
}

// landView is the land of one extent by groups, with what each of them adds to
// every figure.
type landView struct {
	set      *indicators.Set
	parkType string
	metrics  map[string]MetricReason // of the run
	groups   []store.LandGroup
	parts    []map[string]indicators.Metric // by group
}

func newLandView(set *indicators.Set, parkType string, metrics []MetricReason, groups []store.LandGroup) *landView {
	l := &landView{set: set, parkType: parkType, metrics: map[string]MetricReason{}, groups: groups}
	for _, m := range metrics {
		l.metrics[m.Indicator] = m
	}
	for i := range groups {
		l.parts = append(l.parts, figuresOf(set, &groups[i]))
	}
	return l
}

// figuresOf evaluates the set for a group by itself: numerators and denominators
// are what the group adds to the park's.
func figuresOf(set *indicators.Set, g *store.LandGroup) map[string]indicators.Metric {
	names := land.MeasureNames()
	tally := set.NewTally(names)
	tally.Add(factsOfGroup(g, names))
	figures := map[string]indicators.Metric{}
	for _, m := range set.Evaluate(tally.Totals()) {
		figures[m.Indicator] = m
	}
	return figures
}

func factsOfGroup(g *store.LandGroup, names []string) *indicators.Facts {
	return facts(indicators.Facts{LandUse: g.LandUse, Scheme: g.Scheme, Status: g.Status, BuiltCode: g.BuiltCode,
		SupplyCode: g.SupplyCode, HightechCode: g.HightechCode, AreaM2: g.AreaM2}, g.Figures, names)
}

// causes tells why the figure of a loss is not better.
func (l *landView) causes(loss *Loss, lang land.Lang) []Cause {
	m, known := l.metrics[loss.Node]
	if !known || m.Numerator == nil || m.Denominator == nil {
		return nil
	}
	if !l.addsUp(m) {
		return []Cause{given(loss, m, lang)}
	}
	var found []Cause
	for _, c := range l.candidates(loss.Node) {
		if cause, gains := l.without(loss, m, c); gains {
			found = append(found, cause)
		}
	}
	found = append(found, l.ifBuilt(loss, m)...)
	slices.SortStableFunc(found, func(a, b Cause) int { return cmp.Compare(*b.PointsBack, *a.PointsBack) })
	found = strongest(found)
	if len(found) == 0 || *found[0].PointsBack < *loss.Lost/2 {
		found = append(found, Cause{Kind: CauseWhole, Needed: needed(loss, m)})
	}
	for i := range found {
		found[i].Text = found[i].sentence(m, lang)
	}
	return found
}

// addsUp says whether the figure is the quotient of what the groups add up to.
// One that rests on a statistic is not.
func (l *landView) addsUp(m MetricReason) bool {
	n, d := 0.0, 0.0
	for i := range l.parts {
		part := l.parts[i][m.Indicator]
		n, d = n+valueOr0(part.Numerator), d+valueOr0(part.Denominator)
	}
	near := func(a, b float64) bool { return math.Abs(a-b) <= sameFigure*max(math.Abs(a), math.Abs(b)) }
	return near(n, *m.Numerator) && near(d, *m.Denominator) && d > 0
}

func valueOr0(v *float64) float64 {
	if v == nil {
		return 0
	}
	return *v
}

// without takes the candidate's parcels out of the figure. It is a cause where
// points come back.
func (l *landView) without(loss *Loss, m MetricReason, c candidate) (Cause, bool) {
	n, d, gone := *m.Numerator, *m.Denominator, 0.0
	cause := c.Cause
	for _, i := range c.groups {
		part := l.parts[i][m.Indicator]
		n, d, gone = n-valueOr0(part.Numerator), d-valueOr0(part.Denominator), gone+valueOr0(part.Denominator)
		cause.Parcels += l.groups[i].Pieces
		cause.AreaM2 += l.groups[i].AreaM2
	}
	if gone <= 0 || d <= sameFigure**m.Denominator {
		return cause, false // nothing would be left to divide by
	}
	part := gone / *m.Denominator
	cause.OfLand = &part
	if c.Kind == CauseLand && part > mostOfLand+sameFigure {
		return cause, false
	}
	return cause, l.gains(&cause, loss, m, max(n, 0)/d)
}

// ifBuilt is for land whose status is not known, which stands in no figure: what
// each would be if the land were built, by file.
func (l *landView) ifBuilt(loss *Loss, m MetricReason) []Cause {
	var list []Cause
	for i := range l.groups {
		source := l.groups[i].Source
		if slices.ContainsFunc(l.groups[:i], func(g store.LandGroup) bool { return g.Source == source }) {
			continue
		}
		n, d := *m.Numerator, *m.Denominator
		cause := Cause{Kind: CauseData, Source: source, Lacks: "status"}
		for j := i; j < len(l.groups); j++ {
			g := l.groups[j]
			if g.Source != source || g.Status != "" || g.BuiltCode != "" {
				continue
			}
			cause.Parcels, cause.AreaM2 = cause.Parcels+g.Pieces, cause.AreaM2+g.AreaM2
			g.Status = string(land.Built)
			part := figuresOf(l.set, &g)[m.Indicator]
			n, d = n+valueOr0(part.Numerator), d+valueOr0(part.Denominator)
		}
		if cause.Parcels > 0 && l.gains(&cause, loss, m, n/d) {
			list = append(list, cause)
		}
	}
	return list
}

// gains puts in what the figure would be as a quotient, and the points that
// would come back; false where none would.
func (l *landView) gains(cause *Cause, loss *Loss, m MetricReason, quotient float64) bool {
	if m.Unit == "%" {
		quotient *= 100
	}
	score := scoreOf(l.set, loss.Node, quotient, l.parkType)
	if score == nil || loss.Score == nil {
		return false
	}
	back := loss.Weight * (*score - *loss.Score)
	cause.Then, cause.PointsBack = &quotient, &back
	return back >= leastBack
}

// scoreOf is the score that the tree of the type gives an indicator for a value.
func scoreOf(set *indicators.Set, indicator string, value float64, parkType string) *float64 {
	for _, n := range set.Score([]indicators.Metric{{Indicator: indicator, Value: &value}}, parkType) {
		if n.Name == indicator {
			return n.Score
		}
	}
	return nil
}

// needed is by how much the numerator would have to rise to reach the ideal; nil
// where less is better.
func needed(loss *Loss, m MetricReason) *float64 {
	if loss.Ideal == nil {
		return nil
	}
	ideal := *loss.Ideal
	if m.Unit == "%" {
		ideal /= 100
	}
	if more := ideal**m.Denominator - *m.Numerator; more > 0 {
		return &more
	}
	return nil
}

// strongest keeps the first of causes that name the same parcels, and the first
// few; the best of data and of land are among them.
func strongest(found []Cause) []Cause {
	var kept []Cause
	seen := map[string]bool{}
	for _, c := range found {
		twin := slices.ContainsFunc(kept, func(k Cause) bool { return k.Parcels == c.Parcels && k.AreaM2 == c.AreaM2 })
		if twin || len(kept) == toldCauses || len(kept) == toldCauses-1 && seen[c.Kind] && len(seen) == 1 {
			continue
		}
		seen[c.Kind] = true
		kept = append(kept, c)
	}
	return kept
}
