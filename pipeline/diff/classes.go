package diff

import (
	"jiyue/pipeline/store"
)

// classMoves are the points of the classes A to D that differ.
func (c *Comparison) classMoves() ([]store.Change, error) {
	before, err := c.store.Evaluations(c.from.ID)
	if err != nil {
		return nil, err
	}
	after, err := c.store.Evaluations(c.to.ID)
	at := map[[2]string]int{}
	var all []store.Change
	for i, side := range [][]store.Evaluation{before, after} {
		for _, e := range side {
			key := [2]string{e.ParkCode, e.ExtentKind}
			k, known := at[key]
			if !known {
				k = len(all)
				at[key] = k
				all = append(all, store.Change{ParkCode: e.ParkCode, ExtentKind: e.ExtentKind, Figure: classFigure})
			}
			*[]**float64{&all[k].From, &all[k].To}[i] = e.ClassPoints
		}
	}
	var moved []store.Change
	for _, m := range all {
		if d := minus(m.To, m.From); (m.From == nil) != (m.To == nil) || d != nil && *d != 0 {
			moved = append(moved, m)
		}
	}
	return moved, err
}

// classified explains the points of the classes A to D: they go by figures of the
// extent, each held against a benchmark, which may be the mean of all that are
// classified together. Where no figure of its own moved, the mean did.
func (c *Comparison) classified(e *ParkExtent, m Move) Figure {
	f := Figure{Move: m}
	classing, known := c.set.Classification()
	if !c.sameSet {
		f.Others = append(f.Others, Other{Cause: CauseConfiguration})
	}
	if !known {
		return f
	}
	own, mean := false, false
	for _, item := range classing.Items {
		mean = mean || item.Benchmark == nil
		for _, other := range e.Moves {
			own = own || other.Figure == item.Indicator
		}
	}
	switch whole := m.Difference(); {
	case !c.sameSet: // what the figures do beside it cannot be told apart
	case own && mean:
		f.Others = []Other{{Cause: CauseOwnFigures}, {Cause: CauseBenchmark}}
	case own:
		f.Others = []Other{{Cause: CauseOwnFigures, Effect: whole}}
	case mean:
		f.Others = []Other{{Cause: CauseBenchmark, Effect: whole}}
	}
	return f
}
