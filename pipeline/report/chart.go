package report

import (
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// Sizes of charts, in units of a drawing.
const (
	chartWidth  = 540 // two stand side by side
	barHeight   = 18
	barStep     = 30
	barsAtMost  = 20
	barName     = 12 // characters of a park's name
	namesAtMost = 30 // points of a scatter plot that can be numbered and still be read
)

// charts returns the charts that the metrics allow.
func (c *composer) charts() []Chart {
	var out []Chart
	for _, key := range []string{"output_per_mu"} {
		if chart := c.ranking(key); chart != nil {
			out = append(out, *chart)
		}
	}
	if chart := c.scatter("built_ratio", "plot_ratio"); chart != nil {
		out = append(out, *chart)
	}
	if chart := c.nodeChart(); chart != nil {
		out = append(out, *chart)
	}
	return out
}

// bar is one park's figure in a ranking.
type bar struct {
	park   *park
	value  float64
	figure Figure
}

// ranking draws an indicator as bars, the highest first.
func (c *composer) ranking(key string) *Chart {
	bars := c.bars(key)
	if len(bars) == 0 {
		return nil
	}
	chart := &Chart{ID: "chart-" + key}
	chart.Caption = c.say("%s（%s）", "%s (%s)", c.indicatorName(key), bars[0].figure.Unit)
	if left := len(bars) - barsAtMost; left > 0 {
		chart.Note = c.say("列出前 %d 个，其余 %d 个见指标表。", "The first %d; the other %d stand in the table of metrics.", barsAtMost, left)
		bars = bars[:barsAtMost]
	}
	chart.Drawing = drawBars(bars, chart.Caption)
	return chart
}

func (c *composer) bars(key string) []bar {
	var bars []bar
	for _, p := range c.parks {
		m := c.metric(p.Code, p.kind(), key)
		if f := c.metricFigure(m); f.Number != nil {
			bars = append(bars, bar{p, *m.Value, f})
		}
	}
	sort.SliceStable(bars, func(i, j int) bool { return bars[i].value > bars[j].value })
	return bars
}

func drawBars(bars []bar, title string) *Drawing {
	left, longest := 0.0, 0.0
	for _, b := range bars {
		left = max(left, textWidth(shorten(b.park.Name, barName), 13))
		longest = max(longest, b.value)
	}
	left += 14
	room := chartWidth - left - 64
	d := &Drawing{Width: chartWidth, Height: float64(len(bars)*barStep) + 6, Title: title}
	for i, b := range bars {
		y := float64(i*barStep) + 6
		length := 1.0
		if longest > 0 {
			length = max(room*b.value/longest, 1)
		}
		d.Marks = append(d.Marks,
			Mark{Class: "name", At: orb.Point{left - 10, y + 14}, Text: shorten(b.park.Name, barName), Anchor: "end"},
			Mark{Class: "column", Rings: []orb.LineString{box(left, y, length, barHeight)}, Link: b.park.anchor, Title: b.park.Name + " " + b.figure.String()},
			Mark{Class: "value", At: orb.Point{left + length + 7, y + 14}, Text: b.figure.Text})
	}
	return d
}

func box(x, y, w, h float64) orb.LineString {
	return orb.LineString{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}
}

// axis maps values to a side of a plot.
type axis struct {
	step, top  float64 // in the metric's own unit
	from, size float64 // on the drawing
}

func axisFor(highest, from, size float64) axis {
	step := niceStep(highest / 5)
	return axis{step: step, top: step * math.Ceil(highest*1.02/step), from: from, size: size}
}

func (a axis) at(v float64) float64 { return a.from + a.size*v/a.top }

// niceStep returns the smallest of 1, 2, 5 times a power of ten not below v.
func niceStep(v float64) float64 {
	if v <= 0 {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, step := range []float64{1, 2, 5} {
		if step*power >= v {
			return step * power
		}
	}
	return 10 * power
}

// scatterPoint is one park of a scatter plot.
type scatterPoint struct {
	park *park
	x, y Figure
	v    orb.Point // in the metrics' own units
}

// scatterHeight leaves room below for the names of the axis.
const (
	scatterHeight = 340
	scatterFoot   = 44
)

// scatter draws one indicator against another, a point a park.
func (c *composer) scatter(keyX, keyY string) *Chart {
	points, high := c.scatterPoints(keyX, keyY)
	if len(points) < 2 {
		return nil
	}
	caption := c.say("%s与%s", "%s and %s", c.indicatorName(keyX), c.indicatorName(keyY))
	d := &Drawing{Width: chartWidth, Height: scatterHeight, Title: caption}
	const base = scatterHeight - scatterFoot
	ax, ay := axisFor(high[0], 54, chartWidth-54-30), axisFor(high[1], base, -(base-30))
	c.drawAxes(d, ax, ay, keyX, keyY)
	const reach = 6 // of a dot
	var taken []orb.Bound
	for i := range points {
		p := &points[i]
		p.v = orb.Point{ax.at(p.v[0]), ay.at(p.v[1])}
		taken = append(taken, p.v.Bound().Pad(reach))
		d.Marks = append(d.Marks, Mark{Class: "dot", At: p.v, Radius: reach - .5, Link: p.park.anchor,
			Title: fmt.Sprintf("%s  %s %s  %s %s", p.park.Name, c.indicatorName(keyX), p.x, c.indicatorName(keyY), p.y)})
	}
	chart := &Chart{ID: "chart-" + keyX, Caption: caption, Drawing: d}
	if len(points) <= namesAtMost {
		chart.Note = c.numberPoints(d, points, base, taken)
	}
	return chart
}

// numberPoints sets beside each dot the number of its park in the roster, as
// the overview does, and returns which park has which number: names would
// cover one another where parks are alike.
func (c *composer) numberPoints(d *Drawing, points []scatterPoint, base float64, taken []orb.Bound) string {
	var names []string
	for i, p := range points {
		no, dot := strconv.Itoa(p.park.number), taken[i]
		spot, taking := placeLabel(dot.Min, dot.Max, textWidth(no, 12)*1.3, chartWidth, base, taken)
		taken = append(taken, taking)
		d.Marks = append(d.Marks, Mark{Class: "label", At: orb.Point{taking.Center()[0], spot[1] + 4}, Text: no, Anchor: "middle"})
		names = append(names, no+" "+orNone(p.park.Name))
	}
	return c.say("数字为名录序号：%s。", "Numbers are those of the roster: %s.", strings.Join(names, c.say("，", ", ")))
}

// scatterPoints returns the parks that have both figures, and the highest of
// each.
func (c *composer) scatterPoints(keyX, keyY string) (points []scatterPoint, high orb.Point) {
	for _, p := range c.parks {
		x, y := c.metric(p.Code, p.kind(), keyX), c.metric(p.Code, p.kind(), keyY)
		fx, fy := c.metricFigure(x), c.metricFigure(y)
		if fx.Number == nil || fy.Number == nil {
			continue
		}
		points = append(points, scatterPoint{p, fx, fy, orb.Point{*x.Value, *y.Value}})
		high = orb.Point{max(high[0], *x.Value), max(high[1], *y.Value)}
	}
	return points, high
}

// drawAxes adds grid lines, their values and the names of both indicators.
func (c *composer) drawAxes(d *Drawing, ax, ay axis, keyX, keyY string) {
	for v := 0.0; v <= ax.top*1.0001; v += ax.step {
		x := ax.at(v)
		d.Marks = append(d.Marks,
			Mark{Class: "grid", Open: true, Rings: []orb.LineString{{{x, ay.from}, {x, ay.from + ay.size}}}},
			Mark{Class: "tick", At: orb.Point{x, ay.from + 17}, Text: c.tick(keyX, v), Anchor: "middle"})
	}
	for v := 0.0; v <= ay.top*1.0001; v += ay.step {
		y := ay.at(v)
		d.Marks = append(d.Marks,
			Mark{Class: "grid", Open: true, Rings: []orb.LineString{{{ax.from, y}, {ax.from + ax.size, y}}}},
			Mark{Class: "tick", At: orb.Point{ax.from - 8, y + 4}, Text: c.tick(keyY, v), Anchor: "end"})
	}
	d.Marks = append(d.Marks,
		Mark{Class: "axis", At: orb.Point{ax.from + ax.size, ay.from + 36}, Text: c.indicatorName(keyX) + " →", Anchor: "end"},
		Mark{Class: "axis", At: orb.Point{4, 12}, Text: "↑ " + c.indicatorName(keyY)})
}

func (c *composer) tick(key string, v float64) string {
	if isPercent(key) {
		return brief(v*100) + "%"
	}
	return number(fromFloat(&v), 1, "").Text
}
