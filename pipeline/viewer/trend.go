package viewer

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"jiyue/pipeline/store"
)

// trend is how figures went over the last runs: a column a run.
type trend struct {
	Runs []int64
	Rows []trendRow
}

// trendRow is one figure with its value in every run of the trend.
type trendRow struct {
	Name, Link, Line, Ends string
	Values                 []string
}

// mostRuns is how many runs a trend goes back.
const mostRuns = 30

// shownRuns is how many of them have a column of figures.
const shownRuns = 6

// trendFigures are the figures that a park's page follows over the runs.
var trendFigures = []string{scoreFigure, asked, "tax_per_mu", "plot_ratio", "built_ratio", "coverage"}

// trendOf gathers the moments of the figures; nil where there is but one run.
func (f frame) trendOf(moments []store.Moment, figures []string, link func(figure string) string, name func(figure string) string) *trend {
	t := &trend{}
	values := map[string]map[int64]store.Moment{}
	for _, m := range moments {
		if !slices.Contains(t.Runs, m.RunID) {
			t.Runs = append(t.Runs, m.RunID)
		}
		if values[m.Figure] == nil {
			values[m.Figure] = map[int64]store.Moment{}
		}
		values[m.Figure][m.RunID] = m
	}
	if len(t.Runs) < 2 {
		return nil
	}
	for _, figure := range figures {
		of := values[figure]
		if of == nil {
			continue
		}
		row := trendRow{Name: name(figure), Link: link(figure)}
		var line []*float64
		for _, run := range t.Runs {
			line = append(line, of[run].Value)
		}
		row.Line, row.Ends = sparkline(line)
		for _, run := range t.Runs[max(0, len(t.Runs)-shownRuns):] {
			row.Values = append(row.Values, figureText(of[run].Value, of[run].Unit, figure))
		}
		t.Rows = append(t.Rows, row)
	}
	t.Runs = t.Runs[max(0, len(t.Runs)-shownRuns):]
	return t
}

// figureText prints a figure of the history; scores have two places.
func figureText(v *float64, unit, of string) string {
	if of == scoreFigure {
		return fixed(v, 2)
	}
	return figure(v, unit)
}

// Size of a line of a trend, in units of its view box.
const (
	lineWidth  = 160
	lineHeight = 32
	lineMargin = 4
)

// leastSpan is how much of the greatest value the height of a line stands for at
// least: a change in the fifth digit is not to look like a leap.
const leastSpan = 0.01

// sparkline draws values from left to right, the middle between the least and
// the greatest at half height; a gap breaks the line. ends is the last point.
func sparkline(values []*float64) (line, ends string) {
	least, most := math.Inf(1), math.Inf(-1)
	for _, v := range values {
		if v != nil {
			least, most = min(least, *v), max(most, *v)
		}
	}
	span := max(most-least, leastSpan*max(math.Abs(least), math.Abs(most)))
	var path strings.Builder
	pen := "M"
	for i, v := range values {
		if v == nil {
			pen = "M"
			continue
		}
		x := lineMargin + (lineWidth-2*lineMargin)*float64(i)/float64(max(len(values)-1, 1))
		y := lineHeight / 2.0
		if span > 0 {
			y -= (lineHeight - 2*lineMargin) * (*v - (least+most)/2) / span
		}
		fmt.Fprintf(&path, "%s%.1f %.1f", pen, x, y)
		pen = "L"
		ends = fmt.Sprintf("M%.1f %.1fl0 0", x, y)
	}
	return path.String(), ends
}

// takeHistory reads how the park's figures went, and what of its land the store
// has no outlines of.
func (p *parkView) takeHistory(s *store.Store) error {
	moments, err := s.Trend(p.Park.Code, p.Kind, mostRuns)
	if err != nil {
		return err
	}
	p.Trend = p.trendOf(moments, trendFigures, func(figure string) string {
		if figure == scoreFigure {
			return ""
		}
		return p.figureLink(p.Park.Code, p.Kind, figure)
	}, func(figure string) string {
		for _, m := range p.Metrics {
			if m.Key == figure {
				return m.Name
			}
		}
		return p.nameOf(nil, figure)
	})
	return p.takeLedger(s)
}

// takeLedger counts the parcels of the files that lie in no extent or were
// rejected: nobody can see them on the map of a park.
func (p *parkView) takeLedger(s *store.Store) error {
	rows, err := s.Ledger(p.Run.ID)
	if err != nil {
		return err
	}
	counts := map[string]int64{}
	for _, r := range rows {
		if r.Scope == "source" && r.Count != nil {
			counts[r.Account] += *r.Count
		}
	}
	for _, a := range []struct{ account, name string }{
		{"outside", p.Say("范围外", "outside every extent")}, {"rejected", p.Say("未计入", "rejected")},
	} {
		p.Ledger = append(p.Ledger, fact{a.name, grouped(strconv.FormatInt(counts[a.account], 10)), ""})
	}
	return nil
}
