package report

import (
	"github.com/paulmach/orb"
	"github.com/shopspring/decimal"
)

// Sizes of a trend, in units of a drawing.
const (
	trendHeight = 200
	trendTop    = 34
	trendFoot   = 34
	trendSide   = 40
)

// trendPoint is a figure of one run.
type trendPoint struct {
	date   string
	run    int64
	figure Figure
}

// trends draw the county's figures over the runs on record, a chart a figure;
// none of a single run.
func (c *composer) trends() []Chart {
	var charts []Chart
	for _, key := range trendIndicators {
		var points []trendPoint
		for i := range c.history.runs {
			r := &c.history.runs[i]
			if f := c.ratioFigure(r.ID, key); f.Number != nil {
				points = append(points, trendPoint{date: dateOnly(r.StartedAt), run: r.ID, figure: f})
			}
		}
		charts = c.addTrend(charts, "trend-"+key, c.indicatorName(key), points)
	}
	var points []trendPoint
	for i := range c.history.runs {
		r := &c.history.runs[i]
		if f := exactly(c.history.scores[r.ID]); f.Number != nil {
			points = append(points, trendPoint{date: dateOnly(r.StartedAt), run: r.ID, figure: f})
		}
	}
	return c.addTrend(charts, "trend-performance", c.say("项目支出绩效自评得分", "Score of the self-evaluation"), points)
}

// dateOnly is the day of a time of the form RFC 3339.
func dateOnly(stamp string) string { return stamp[:min(len(stamp), len("2006-01-02"))] }

func (c *composer) addTrend(charts []Chart, id, name string, points []trendPoint) []Chart {
	if len(points) < 2 {
		return charts
	}
	caption := c.say("%s：最近 %d 次运行", "%s: the last %d runs", name, len(points))
	if unit := points[0].figure.Unit; unit != "" {
		caption = c.say("%s（%s）：最近 %d 次运行", "%s (%s): the last %d runs", name, unit, len(points))
	}
	chart := Chart{ID: id, Caption: caption, Drawing: c.drawTrend(points, caption)}
	chart.Note = c.say("各次均按本次在册园区汇总。", "Every run is added up over the parks of this run.")
	return append(charts, chart)
}

// drawTrend draws a line through the figures; its scale spans what they span,
// which the values beside the dots make plain.
func (c *composer) drawTrend(points []trendPoint, title string) *Drawing {
	d := &Drawing{Width: chartWidth, Height: trendHeight, Title: title}
	low, high := *points[0].figure.Number, *points[0].figure.Number
	for _, p := range points {
		low, high = decimal.Min(low, *p.figure.Number), decimal.Max(high, *p.figure.Number)
	}
	span, _ := high.Sub(low).Float64()
	base, room := float64(trendHeight-trendFoot), float64(trendHeight-trendFoot-trendTop)
	line := make(orb.LineString, len(points))
	for i, p := range points {
		y := base - room/2
		if above, _ := p.figure.Number.Sub(low).Float64(); span > 0 {
			y = base - 8 - (room-8)*above/span
		}
		line[i] = orb.Point{trendSide + (chartWidth-2*trendSide)*float64(i)/float64(len(points)-1), y}
	}
	d.Marks = append(d.Marks, Mark{Class: "grid", Open: true, Rings: []orb.LineString{{{trendSide - 20, base}, {chartWidth - trendSide + 20, base}}}},
		Mark{Class: "trend", Open: true, Rings: []orb.LineString{line}})
	for i, p := range points {
		d.Marks = append(d.Marks, Mark{Class: "dot", At: line[i], Radius: 5, Title: c.say("第 %d 次运行 %s  %s", "run %d, %s  %s", p.run, p.date, p.figure)})
		if i == 0 || i == len(points)-1 || len(points) <= valuedPoints {
			d.Marks = append(d.Marks, Mark{Class: "value", At: orb.Point{line[i][0], line[i][1] - 11}, Text: p.figure.Text, Anchor: "middle"})
		}
		if i == 0 || i == len(points)-1 {
			d.Marks = append(d.Marks, Mark{Class: "tick", At: orb.Point{[]float64{trendSide - 20, chartWidth - trendSide + 20}[min(i, 1)], base + 20}, Text: c.say("第 %d 次 %s", "run %d, %s", p.run, p.date), Anchor: []string{"start", "end"}[min(i, 1)]})
		}
	}
	return d
}

// valuedPoints is how many figures of a trend have room for their numbers.
const valuedPoints = 8
