package report

import (
	"math"
	"strconv"

	"github.com/paulmach/orb"
)

// mapFont is the size of names on the overview.
const mapFont = 14

// labelledParks is how many parks an overview can number and still be read.
const labelledParks = 60

// labelParks sets the number of each park beside it, its name too where there
// is room: candidates are tried round the park until one is free.
func (c *composer) labelParks(d *Drawing, f frame) {
	if len(c.parks) > labelledParks {
		return
	}
	taken := c.parkBoxes(f)
	for _, p := range c.parks {
		if len(p.extents) == 0 || len(p.extents[0].Shape) == 0 {
			continue
		}
		b := p.extents[0].Shape.Bound()
		lo, hi := f.at(orb.Point{b.Min[0], b.Max[1]}), f.at(orb.Point{b.Max[0], b.Min[1]})
		name := shorten(p.Name, 12)
		spot, taking := placeLabel(lo, hi, badgeWidth+textWidth(name, mapFont), d.Width, f.height, taken)
		taken = append(taken, taking)
		d.label(p, name, spot, taking.Max[0], taking.Max[0] <= lo[0])
	}
}

// badgeWidth is the room that a park's number takes before its name.
const badgeWidth = 25

// label sets a number and a name from spot to right; the number is at the side
// of the park, so that it still belongs to it where names are not shown.
func (d *Drawing) label(p *park, name string, spot orb.Point, right float64, numberLast bool) {
	dot, text, anchor := orb.Point{spot[0] + badgeWidth/2 - 2, spot[1]}, spot[0]+badgeWidth, "start"
	if numberLast {
		dot[0], text, anchor = right-badgeWidth/2+2, right-badgeWidth, "end"
	}
	d.Marks = append(d.Marks,
		Mark{Class: "badge", At: dot, Radius: 10, Link: p.anchor},
		Mark{Class: "badge-no", At: orb.Point{dot[0], dot[1] + 4}, Text: strconv.Itoa(p.number), Anchor: "middle"},
		Mark{Class: "label", At: orb.Point{text, spot[1] + 4}, Text: name, Anchor: anchor})
}

// labelEdge keeps numbers off the left edge: on small screens they are drawn
// twice as large.
const labelEdge = 14

// parkBoxes returns the boxes of all parks on the drawing, which labels avoid.
func (c *composer) parkBoxes(f frame) []orb.Bound {
	var boxes []orb.Bound
	for _, p := range c.parks {
		for _, e := range p.extents {
			for _, polygon := range e.Shape {
				b := polygon.Bound()
				boxes = append(boxes, orb.Bound{Min: f.at(orb.Point{b.Min[0], b.Max[1]}), Max: f.at(orb.Point{b.Max[0], b.Min[1]})})
			}
		}
	}
	return boxes
}

// placeLabel returns the left middle of a label of the width beside the box
// lo–hi, where it covers least of what is taken already, and the label's box.
func placeLabel(lo, hi orb.Point, width, maxX, maxY float64, taken []orb.Bound) (orb.Point, orb.Bound) {
	const gap, half = 6, 11
	midX, midY := (lo[0]+hi[0])/2, (lo[1]+hi[1])/2
	spots := []orb.Point{
		{hi[0] + gap, midY}, {lo[0] - gap - width, midY},
		{midX - width/2, hi[1] + gap + half}, {midX - width/2, lo[1] - gap - half},
		{hi[0] + gap, lo[1] - half}, {hi[0] + gap, hi[1] + half},
		{lo[0] - gap - width, lo[1] - half}, {lo[0] - gap - width, hi[1] + half},
		{midX - width/2, hi[1] + gap + 3*half}, {midX - width/2, lo[1] - gap - 3*half},
	}
	best, bestBox, least := spots[0], orb.Bound{}, math.Inf(1)
	for _, s := range spots {
		s[0] = min(max(s[0], labelEdge), maxX-width-2)
		s[1] = min(max(s[1], half), maxY-half)
		box := orb.Bound{Min: orb.Point{s[0], s[1] - half}, Max: orb.Point{s[0] + width, s[1] + half}}
		var covered float64
		for _, t := range taken {
			covered += commonArea(box, t)
		}
		if covered < least {
			best, bestBox, least = s, box, covered
		}
	}
	return best, bestBox
}

func commonArea(a, b orb.Bound) float64 {
	w := min(a.Max[0], b.Max[0]) - max(a.Min[0], b.Min[0])
	h := min(a.Max[1], b.Max[1]) - max(a.Min[1], b.Min[1])
	if w <= 0 || h <= 0 {
		return 0
	}
	return w * h
}
