package report

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
)

// Sizes of maps, in units of a drawing.
const (
	mapWidth     = 960
	mapMinHeight = 360
	mapMaxHeight = 640
	mapMargin    = 24
	mapStrip     = 44 // below the map, for scale bar and north arrow
)

// outline adds an extent: a pale casing under a dark line, so that it shows
// on any colour of land.
func (d *Drawing) outline(rings []orb.LineString, title string) {
	d.Marks = append(d.Marks, Mark{Class: "casing", Rings: rings}, Mark{Class: "extent", Rings: rings, Title: title})
}

// overviewMap draws all parks with their numbers in the roster.
func (c *composer) overviewMap() *Drawing {
	var bound orb.Bound
	first := true
	for _, p := range c.parks {
		for _, e := range p.extents {
			if len(e.Shape) == 0 {
				continue
			}
			if first {
				bound, first = e.Shape.Bound(), false
			} else {
				bound = bound.Union(e.Shape.Bound())
			}
		}
	}
	if first {
		return nil
	}
	f := frameFor(bound, mapWidth, mapMinHeight, mapMaxHeight, 2*mapMargin)
	d := &Drawing{Width: mapWidth, Height: f.height + mapStrip, Title: c.say("园区分布图", "Map of all parks")}
	c.paintParks(d, f)
	c.labelParks(d, f)
	d.furniture(c, f)
	return d
}

// paintParks adds the extents, coloured by how much of their land is built.
func (c *composer) paintParks(d *Drawing, f frame) {
	for step := range builtSteps {
		class := fmt.Sprintf("b-%d", step)
		for _, p := range c.parks {
			for _, e := range p.extents {
				if c.builtStep(p.Code, e.Kind) != step {
					continue
				}
				if rings := f.rings(e.Shape); rings != nil {
					d.Marks = append(d.Marks, Mark{Class: class, Rings: rings, Link: p.anchor, Title: c.parkTitle(p, e.Kind)})
				}
			}
		}
		d.Legend = append(d.Legend, LegendEntry{Class: class, Name: builtSteps[step].In(c.lang)})
	}
}

func (c *composer) parkTitle(p *park, kind string) string {
	m := c.metric(p.Code, kind, "built_ratio")
	return fmt.Sprintf("%s %s · %s %s", p.Code, p.Name, c.indicatorName(m.Indicator), c.metricFigure(m))
}

// builtSteps are the classes of built ratio on the overview; the last is for
// parks without the figure.
var builtSteps = []land.Text{
	{ZH: "已建成占比 90% 以上", EN: "built share 90% and more"},
	{ZH: "70% – 90%", EN: "70% – 90%"},
	{ZH: "50% – 70%", EN: "50% – 70%"},
	{ZH: "不足 50%", EN: "below 50%"},
	{ZH: "无数据", EN: "no data"},
}

func (c *composer) builtStep(park, kind string) int {
	v := c.metric(park, kind, "built_ratio").Value
	switch {
	case v == nil:
		return 4
	case *v >= 0.9:
		return 0
	case *v >= 0.7:
		return 1
	case *v >= 0.5:
		return 2
	}
	return 3
}

// furniture adds the scale bar and the north arrow. Grid north is up.
func (d *Drawing) furniture(c *composer, f frame) {
	metres := roundDown(f.perUnit * d.Width / 5)
	length := metres / f.perUnit
	x, y := 16.0, d.Height-14
	d.Marks = append(d.Marks,
		Mark{Class: "bar", Open: true, Rings: []orb.LineString{{{x, y - 5}, {x, y}, {x + length, y}, {x + length, y - 5}}}},
		Mark{Class: "tick", At: orb.Point{x + 4, y - 6}, Text: distance(metres)})
	nx, ny := d.Width-46, d.Height-14
	d.Marks = append(d.Marks,
		Mark{Class: "north", Rings: []orb.LineString{{{nx, ny - 20}, {nx + 6, ny}, {nx, ny - 4}, {nx - 6, ny}}}},
		Mark{Class: "tick", At: orb.Point{nx + 12, ny - 4}, Text: c.say("北", "N")})
}

// roundDown returns the largest of 1, 2, 5 times a power of ten not above v.
func roundDown(v float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, step := range []float64{5, 2} {
		if step*power <= v {
			return step * power
		}
	}
	return power
}

func distance(metres float64) string {
	if metres >= 1000 {
		return brief(metres/1000) + " km"
	}
	return brief(metres) + " m"
}
