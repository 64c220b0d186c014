package report

import (
	"slices"

	"github.com/shopspring/decimal"

	"jiyue/pipeline/diff"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// history is what earlier runs have on record.
type history struct {
	before, year *store.Run // with which the last run is compared; nil where there is none
	changes      []store.Comparison
	outlines     []diff.Extent   // that are new, gone or drawn otherwise since the run before
	parcels      []changedParcel // behind the changes since the run before
	runs         []store.Run     // the latest, oldest first
	sums         []store.Sum     // trendIndicators of these runs and of the year before
	scores       map[int64]string
}

// trendIndicators are the county's figures that are followed over runs.
var trendIndicators = []string{"built_ratio", "plot_ratio", "output_per_mu"}

// trendRuns is how many runs a chart of the trend shows: a year of months.
const trendRuns = 12

func readHistory(s *store.Store, last store.Run) (*history, error) {
	h := &history{}
	runs, err := s.Runs()
	if err != nil || len(runs) < 2 {
		return nil, err
	}
	h.runs = runs[max(0, len(runs)-trendRuns):]
	ids := []int64{last.ID}
	for _, step := range []func() error{
		func() (err error) { h.before, h.year, err = s.RunsBefore(); return },
		func() (err error) { h.changes, err = s.Changes(); return },
		func() (err error) {
			if h.before == nil {
				return
			}
			c, err := diff.Between(s, h.before.ID, last.ID, land.EN)
			if err == nil {
				h.outlines = changedOutlines(c)
				h.parcels, err = readChangedParcels(c)
			}
			return err
		},
		func() (err error) { h.scores, err = s.RunScores(); return },
		func() (err error) {
			for _, r := range h.runs {
				ids = append(ids, r.ID)
			}
			if h.year != nil {
				ids = append(ids, h.year.ID)
			}
			slices.Sort(ids)
			h.sums, err = s.Sums(trendIndicators, slices.Compact(ids))
			return
		},
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return h, nil
}

// ratioOf is an indicator of a run over all parks: the sum of numerators by
// that of denominators; nil where the run has none.
func (h *history) ratioOf(run int64, indicator string) *decimal.Decimal {
	for _, s := range h.sums {
		if s.RunID == run && s.Indicator == indicator && s.Denominator != 0 {
			ratio := decimal.NewFromFloat(s.Numerator).DivRound(decimal.NewFromFloat(s.Denominator), ratioDigits)
			return &ratio
		}
	}
	return nil
}

// ratioDigits are the decimals of a quotient before it is rounded for print.
const ratioDigits = 16

// ratioFigure prints an indicator of a run as the tables do.
func (c *composer) ratioFigure(run int64, indicator string) Figure {
	raw := rawByKey[indicator]
	f := c.inUnit(c.history.ratioOf(run, indicator), "", raw.percent)
	f.Unit = c.unit(raw.unit)
	return f
}

// changeFrom is the difference of two figures as they are printed, rounded,
// with its sign, so that a reader who subtracts finds the same; words where one
// of them is missing.
func (c *composer) changeFrom(then, now Figure) Figure {
	if then.Number == nil || now.Number == nil {
		return Figure{Text: none}
	}
	difference := now.Number.Round(now.Places).Sub(then.Number.Round(now.Places))
	f := signed(&difference, now.Places, now.Unit)
	if f.Unit == "%" {
		f.Unit = c.unit("percent_point")
	}
	return f
}

// yearSentence says what became of the county since the year before; "" where
// there is none on record.
func (c *composer) yearSentence() string {
	if c.history == nil || c.history.year == nil {
		return ""
	}
	text := c.say("较上年（%s）：", "Since the year before (%s): ", c.runDate(c.history.year))
	any := false
	for _, key := range trendIndicators {
		then, now := c.ratioFigure(c.history.year.ID, key), c.ratioFigure(c.run.ID, key)
		if then.Number == nil || now.Number == nil {
			continue
		}
		if any {
			text += c.say("，", ", ")
		}
		any = true
		if then.Text == now.Text {
			text += c.say("%s仍为 %s", "%s is still %s", c.indicatorName(key), now)
			continue
		}
		text += c.say("%s由 %s 变为 %s（%s）", "%s went from %s to %s (%s)", c.indicatorName(key), then, now, c.changeFrom(then, now))
	}
	if !any {
		return ""
	}
	up, down := c.movedScores()
	return text + c.say("；总分上升的园区 %d 个，下降的 %d 个。", "; the score of %d parks rose and that of %d fell.", up, down)
}

// movedScores counts the parks whose score, as it is printed, rose or fell since
// the year before.
func (c *composer) movedScores() (up, down int) {
	for _, row := range c.history.changes {
		if row.Figure != "score" {
			continue
		}
		figure := func(v *float64) Figure {
			return c.metricFigure(store.Metric{Indicator: row.Figure, Unit: row.Unit, Value: v})
		}
		switch since := c.changeFrom(figure(row.Year), figure(row.Value)); {
		case since.Number == nil:
		case since.Number.IsPositive():
			up++
		case since.Number.IsNegative():
			down++
		}
	}
	return up, down
}

// runDate names a run by what it evaluates, or by when it was made.
func (c *composer) runDate(r *store.Run) string {
	if r.BaseDate != "" {
		return c.say("评价时点 %s", "base date %s", c.date(r.BaseDate))
	}
	return c.moment(r.StartedAt)
}
