package report

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
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

// parkMap draws one extent with its pieces; nil where it has no shape.
func (c *composer) parkMap(name string, e *store.Extent, pieces []store.Piece, detail mapDetail) *Drawing {
	if len(e.Shape) == 0 {
		return nil
	}
	f := frameFor(e.Shape.Bound(), mapWidth, mapMinHeight, mapMaxHeight, mapMargin)
	f.snap = detail.whole
	d := &Drawing{Width: mapWidth, Height: f.height + mapStrip}
	d.Title = c.say("%s %s地块图", "Map of %s, %s", name, c.kind(e.Kind))
	d.Marks = append(d.Marks, Mark{Class: "ground", Rings: f.rings(e.Shape)})
	if detail.cell > 0 {
		c.paintCells(d, f, pieces, detail.cell)
	} else {
		c.paintPieces(d, f, pieces, detail.titled)
	}
	d.outline(f.rings(e.Shape), "")
	d.furniture(c, f)
	return d
}

// paintCells adds the pieces by status, gathered in cells, and says so.
func (c *composer) paintCells(d *Drawing, f frame, pieces []store.Piece, side float64) {
	g := newCells(f, pieces, side)
	for i, s := range statusOrder {
		if boxes := g.boxes(uint8(1 + i)); boxes != nil {
			class := statusClass(string(s.status))
			d.Marks = append(d.Marks, Mark{Class: cellsOf(class), Rings: boxes})
			d.Legend = append(d.Legend, LegendEntry{Class: class, Name: s.name.In(c.lang)})
		}
	}
	d.Note = c.say("共 %s 块，图中按 %s 的方格概括，方格取其中心所在地块的状态。", "%s pieces, drawn in cells of %s that take the status of the piece in their middle.",
		count(int64(len(pieces)), "").Text, distance(math.Round(side*f.perUnit)))
}

// paintPieces adds the pieces by status, and over them the hatching of those
// that the extent cuts. Titled pieces can be pointed at one by one; else they
// are painted as one mark a status, which keeps the page light.
func (c *composer) paintPieces(d *Drawing, f frame, pieces []store.Piece, titled bool) {
	for _, s := range statusOrder {
		class, any := statusClass(string(s.status)), false
		var all []orb.LineString
		for i := range pieces {
			p := &pieces[i]
			if statusClass(p.Status) != class {
				continue
			}
			any = true
			rings := f.rings(p.Shape)
			switch {
			case rings == nil:
			case titled:
				d.Marks = append(d.Marks, Mark{Class: class, Rings: rings, Title: c.pieceTitle(p, s.name.In(c.lang))})
			default:
				all = append(all, rings...)
			}
		}
		if all != nil {
			d.Marks = append(d.Marks, Mark{Class: class, Rings: all})
		}
		if any {
			d.Legend = append(d.Legend, LegendEntry{Class: class, Name: s.name.In(c.lang)})
		}
	}
	c.paintCut(d, f, pieces)
}

// paintCut hatches the pieces of parcels that reach beyond the extent.
func (c *composer) paintCut(d *Drawing, f frame, pieces []store.Piece) {
	var cut []orb.LineString
	for i := range pieces {
		if pieces[i].Relation == string(land.Cut) {
			cut = append(cut, f.rings(pieces[i].Shape)...)
		}
	}
	if cut != nil {
		d.Marks = append(d.Marks, Mark{Class: "cut", Rings: cut})
		d.Legend = append(d.Legend, LegendEntry{Class: "cut", Name: c.say("被范围线切割", "cut by the extent")})
	}
}

func (c *composer) pieceTitle(p *store.Piece, status string) string {
	share := number(fromFloat(&p.Share), 4, "")
	return c.say("地块 %s · %s · %s · 占比 %s", "parcel %s · %s · %s · share %s",
		orNone(p.ParcelID), status, c.hectares(&p.AreaM2), share.Text)
}

// statusClass is the style of a status; a status that the table of statuses
// lacks looks unknown.
func statusClass(status string) string {
	for _, s := range statusOrder {
		if s.status != "" && string(s.status) == status {
			return "s-" + status
		}
	}
	return "s-unknown"
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
