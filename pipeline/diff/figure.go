package diff

import (
	"cmp"
	"math"
	"slices"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/score"
	"jiyue/pipeline/store"
)

// Figure is a figure that differs, with what explains it.
type Figure struct {
	Move
	Formula     string   `json:"formula,omitempty"`
	Numerator   *Sum     `json:"numerator,omitempty"`
	Denominator *Sum     `json:"denominator,omitempty"` // nil where the figure is no quotient
	Parcels     []Effect `json:"parcels,omitempty"`     // that move it, the greatest effect first
	Others      []Other  `json:"others,omitempty"`      // what moves it and is no parcel
}

// Sum is the numerator or the denominator of a figure. After less Before is
// Parcels and what the Others have of it.
type Sum struct {
	Before  *float64 `json:"before"`
	After   *float64 `json:"after"`
	Parcels float64  `json:"parcels"` // what the changed parcels add to it
}

// Effect is what one changed parcel does to a figure.
type Effect struct {
	Parcel      int      `json:"-"` // index into ParkExtent.Parcels
	ParcelID    string   `json:"parcel_id"`
	Source      string   `json:"source"`
	Record      int      `json:"record"`
	Change      string   `json:"change"`
	Numerator   float64  `json:"numerator"`   // by how much it changes the numerator,
	Denominator float64  `json:"denominator"` // the denominator,
	Effect      *float64 `json:"effect"`      // and the figure; nil where that could not be computed in one of the runs
}

// Other is something that moves a figure and is no parcel.
type Other struct {
	Cause       string   `json:"cause"`
	Numerator   float64  `json:"numerator"`
	Denominator float64  `json:"denominator"`
	Effect      *float64 `json:"effect"`
}

// What moves figures besides parcels.
const (
	CauseConfiguration = "configuration" // indicator set, weights, ideals, or the program
	CauseExtent        = "extent"        // the area of the extent itself
	CauseStatistics    = "statistics"    // figures that were handed in for the park
	CauseNotListed     = "not_listed"    // pieces whose changes are not on record
	CauseOwnFigures    = "own_figures"   // of class_points: the figures that are held against the benchmarks
	CauseBenchmark     = "benchmark"     // of class_points: the mean of all that are classified together
	CauseFormula       = "formula"       // the formula is no sum over parcels, so that they do not add up
)

// Point is what an indicator gives to the score.
type Point struct {
	Node   string   `json:"node"`
	Name   string   `json:"name"`
	Before *float64 `json:"before"` // points of the root; nil where it could not be scored
	After  *float64 `json:"after"`
}

// Difference is After less Before, what could not be scored counting for nothing.
func (p *Point) Difference() float64 { return orZero(p.After) - orZero(p.Before) }

// explain fills in what an extent's changes do to its figures.
func (c *Comparison) explain(view *store.Store, e *ParkExtent, changes []store.PieceChange) error {
	e.Counts = countOf(changes)
	if e.NotListed == "" {
		e.NotListed = notListed(e.Change).In(c.lang)
	}
	for i := range changes {
		e.Parcels = append(e.Parcels, parcelOf(&changes[i], e.Outline != nil))
	}
	if len(e.Moves) == 0 {
		return nil
	}
	d, err := c.divider(view, e)
	if err != nil {
		return err
	}
	for i := range changes {
		d.add(&changes[i])
	}
	order := map[string]int{scoreFigure: -2, classFigure: -1}
	for i, name := range c.set.IndicatorNames() {
		order[name] = i
	}
	for _, m := range e.Moves {
		if m.Figure == classFigure {
			e.Figures = append(e.Figures, c.classified(e, m))
		} else {
			e.Figures = append(e.Figures, d.figure(m))
		}
	}
	slices.SortStableFunc(e.Figures, func(a, b Figure) int { return cmp.Compare(order[a.Figure], order[b.Figure]) })
	return c.points(view, e)
}

// notListed says why an extent's changed pieces are not on record; empty where
// they are.
func notListed(change string) land.Text {
	switch change {
	case store.ExtentNew:
		return land.Textf("此范围为新增", "the extent is new")
	case store.ExtentGone:
		return land.Textf("此范围已不存在", "the extent is gone")
	case store.ExtentAltered:
		return land.Textf("上一个成果库中此范围的地块被人改过，未作比较", "somebody had changed the pieces of this extent in the store before, so that they were not compared")
	}
	return land.Text{}
}

// points compares what the indicators give to the score.
func (c *Comparison) points(view *store.Store, e *ParkExtent) error {
	var leaves [2][]score.Loss
	for i, run := range []int64{c.from.ID, c.to.ID} {
		scores, err := view.Scores(run)
		if err != nil {
			return err
		}
		leaves[i] = score.Points(scores, e.ParkCode, e.Kind, c.lang)
	}
	at := map[string]int{}
	for i, side := range leaves {
		for _, l := range side {
			k, known := at[l.Node]
			if !known {
				k = len(e.Points)
				at[l.Node] = k
				e.Points = append(e.Points, Point{Node: l.Node, Name: l.Name})
			}
			given := []**float64{&e.Points[k].Before, &e.Points[k].After}[i]
			if l.Score != nil {
				points := l.Weight * *l.Score
				*given = &points
			}
		}
	}
	e.Points = slices.DeleteFunc(e.Points, func(p Point) bool { return p.Difference() == 0 })
	slices.SortStableFunc(e.Points, func(a, b Point) int { return cmp.Compare(math.Abs(b.Difference()), math.Abs(a.Difference())) })
	return nil
}

// figure explains one figure.
func (d *divider) figure(m Move) Figure {
	f := Figure{Move: m}
	before, after := d.steps[0][m.Figure], d.steps[stepsOfChange-1][m.Figure]
	if after == nil && before == nil {
		return f // the score
	}
	f.Formula = d.formulas[m.Figure]
	f.Numerator = &Sum{}
	if before != nil {
		f.Numerator.Before = before.Numerator
	}
	if after != nil {
		f.Numerator.After = after.Numerator
	}
	if before != nil && before.Denominator != nil || after != nil && after.Denominator != nil {
		f.Denominator = &Sum{}
		if before != nil {
			f.Denominator.Before = before.Denominator
		}
		if after != nil {
			f.Denominator.After = after.Denominator
		}
	}
	effect := effectOf(&f)
	d.parcels(&f, effect)
	d.others(&f, effect)
	return f
}

// parcels lists the changed parcels that move the figure.
func (d *divider) parcels(f *Figure, effect func(n, d float64) *float64) {
	var n, m land.Sum
	for i := range d.pieces {
		was, is := d.pieces[i].before[f.Figure], d.pieces[i].after[f.Figure]
		x := Effect{Parcel: i, Numerator: is.numerator - was.numerator, Denominator: is.denominator - was.denominator}
		if f.Denominator == nil {
			x.Denominator = 0
		}
		if x.Numerator == 0 && x.Denominator == 0 {
			continue
		}
		p := &d.extent.Parcels[i]
		x.ParcelID, x.Source, x.Record, x.Change = p.ParcelID, p.Source, p.Record, p.Change
		x.Effect = effect(x.Numerator, x.Denominator)
		n.Add(x.Numerator)
		m.Add(x.Denominator)
		f.Parcels = append(f.Parcels, x)
	}
	f.Numerator.Parcels = n.Value()
	if f.Denominator != nil {
		f.Denominator.Parcels = m.Value()
	}
	weight := func(x *Effect) float64 {
		if x.Effect != nil {
			return math.Abs(*x.Effect)
		}
		return math.Abs(x.Numerator)
	}
	slices.SortStableFunc(f.Parcels, func(a, b Effect) int { return cmp.Compare(weight(&b), weight(&a)) })
}

// effectOf returns what a change of numerator and denominator does to the
// figure: see the package's comment. It returns nil where the figure is not
// computable in one of the runs, or is of another unit.
func effectOf(f *Figure) func(n, d float64) *float64 {
	if f.Before == nil || f.After == nil || f.Numerator.Before == nil || f.Numerator.After == nil {
		return func(float64, float64) *float64 { return nil }
	}
	if f.Denominator == nil {
		return func(n, _ float64) *float64 { return &n }
	}
	n0, n1, d0, d1 := *f.Numerator.Before, *f.Numerator.After, f.Denominator.Before, f.Denominator.After
	if d0 == nil || d1 == nil || *d0+*d1 == 0 {
		return func(float64, float64) *float64 { return nil }
	}
	scale, same := scaleOf(*f.Before, *f.After, n0 / *d0, n1 / *d1)
	if !same {
		return func(float64, float64) *float64 { return nil }
	}
	mean, over := (n0 / *d0 + n1 / *d1)/2, (*d0+*d1)/2
	return func(n, d float64) *float64 {
		v := scale * (n - mean*d) / over
		return &v
	}
}

// sameScale is by what fraction a factor may miss a whole number and be taken for
// it: three roundings of 2^-53 each make far less.
const sameScale = 1e-9

// scaleOf is by what the figures are multiplied after the division: 100 where they
// are percentages. same is false where the two runs do not agree on it.
func scaleOf(before, after, quotientBefore, quotientAfter float64) (scale float64, same bool) {
	scale = 1
	if quotientAfter != 0 {
		scale = after / quotientAfter
	} else if quotientBefore != 0 {
		scale = before / quotientBefore
	}
	if whole := math.Round(scale); whole != 0 && math.Abs(scale-whole) <= sameScale*math.Abs(whole) {
		scale = whole
	}
	return scale, math.Abs(before-scale*quotientBefore) <= sameScale*math.Abs(before)
}

// others names what is no parcel's. The figure goes from the one run to the other
// by steps, and what each but that of the pieces makes is one of them; what the
// step of the pieces makes beyond the listed parcels is another.
func (d *divider) others(f *Figure, effect func(n, d float64) *float64) {
	causes := [stepsOfChange]string{1: CauseConfiguration, 2: d.restCause(), 3: CauseExtent, 4: CauseStatistics}
	last := [2]*float64{f.Numerator.Before, nil}
	if f.Denominator != nil {
		last[1] = f.Denominator.Before
	}
	if f.Numerator.Before == nil || f.Numerator.After == nil {
		return
	}
	for step := 1; step < stepsOfChange; step++ {
		var by [2]float64
		for i, now := range sumsOf(d.steps[step][f.Figure]) {
			if now == nil || last[i] == nil || i == 1 && f.Denominator == nil {
				continue
			}
			by[i] = *now - *last[i]
			scale := max(math.Abs(*now), math.Abs(*last[i]))
			if step == stepOfPieces {
				parcels := f.Numerator.Parcels
				if i == 1 {
					parcels = f.Denominator.Parcels
				}
				by[i] -= parcels
				scale = max(scale, math.Abs(parcels))
			}
			if math.Abs(by[i]) <= roundingOfSums*scale {
				by[i] = 0
			}
			last[i] = now
		}
		if by[0] != 0 || by[1] != 0 {
			f.Others = append(f.Others, Other{causes[step], by[0], by[1], effect(by[0], by[1])})
		}
	}
}

// restCause is what moves the sums beyond the listed parcels.
func (d *divider) restCause() string {
	switch {
	case d.extent.NotListed != "":
		return CauseNotListed
	case !d.sameSet:
		return CauseConfiguration
	}
	return CauseFormula
}

// roundingOfSums is the part of a sum that roundings may make: each of two
// stored sums is rounded when it is added up (2^-53 of it), written and brought to
// the unit that is shown (two operations), and the differences of the parcels are
// brought to that unit one by one, whose roundings together are no greater than
// those of the sums. That is 8·2^-53; twice as much is taken.
const roundingOfSums = 16.0 / (1 << 53)

func sumsOf(m *indicators.Metric) [2]*float64 {
	if m == nil {
		return [2]*float64{}
	}
	return [2]*float64{m.Numerator, m.Denominator}
}

func orZero(v *float64) float64 {
	if v == nil {
		return 0
	}
	return *v
}
