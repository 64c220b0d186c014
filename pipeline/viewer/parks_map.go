package viewer

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
)

// mostLabels is for how many parks, the largest, a place for the name is looked
// for; a map has room for a fraction of them. All are in the table beside it.
const mostLabels = 600

// parksMap draws the extents, coloured by how much of their land is built, the
// smaller of two that overlap on top.
func (f frame) parksMap(rows []parkRow) *drawing {
	var outlines []orb.MultiPolygon
	for _, r := range rows {
		outlines = append(outlines, r.shape)
	}
	d, sheet := f.sheetOf(f.Say("园区分布图", "Map of all parks"), outlines)
	if d == nil {
		return nil
	}
	counts := make([]int, len(builtSteps))
	for _, r := range rows {
		if len(r.shape) == 0 {
			continue
		}
		step := stepOf(r.builtRatio)
		counts[step]++
		d.Shapes = append(d.Shapes, shape{Key: r.Key, Class: builtSteps[step].class, Link: r.Link, Path: sheet.path(r.shape),
			Title: r.Code + " " + r.Name + " · " + r.Kind + " · " + f.Say("建成比例 ", "built ") + r.Built.Text,
			Dot:   sheet.dotFor(r.shape), area: r.areaM2})
	}
	for i, step := range builtSteps {
		if counts[i] > 0 {
			d.Legend = append(d.Legend, legendEntry{step.class, step.name.In(f.Lang), strconv.Itoa(counts[i])})
		}
	}
	slices.SortStableFunc(d.Shapes, func(a, b shape) int { return cmp.Compare(b.area, a.area) })
	d.label(sheet, rows)
	return d
}

// builtStep is a class of built ratio.
type builtStep struct {
	class string
	least float64
	name  land.Text
}

// builtSteps are the classes from the highest; the last is for land without
// the figure.
var builtSteps = []builtStep{
	{"b-0", 0.9, land.Text{ZH: "建成 90% 以上", EN: "built 90% and more"}},
	{"b-1", 0.7, land.Text{ZH: "70% – 90%", EN: "70% – 90%"}},
	{"b-2", 0.5, land.Text{ZH: "50% – 70%", EN: "50% – 70%"}},
	{"b-3", 0, land.Text{ZH: "不足 50%", EN: "below 50%"}},
	{"b-4", 0, land.Text{ZH: "无数据", EN: "no data"}},
}

// stepOf returns the index of the class that the ratio is in.
func stepOf(ratio *float64) int {
	if ratio != nil {
		for i, step := range builtSteps[:len(builtSteps)-1] {
			if *ratio >= step.least {
				return i
			}
		}
	}
	return len(builtSteps) - 1
}

// label sets names below, above or beside their parks, the largest first, once a
// park; one that would cover a park or another name is left out, the table has
// it.
func (d *drawing) label(s sheet, rows []parkRow) {
	var parks []parkRow
	var taken []orb.Bound
	for _, r := range rows {
		if len(r.shape) > 0 {
			parks = append(parks, r)
			taken = append(taken, s.seen(r.shape))
		}
	}
	slices.SortStableFunc(parks, func(a, b parkRow) int { return cmp.Compare(b.areaM2, a.areaM2) })
	named := map[string]bool{}
	for _, r := range parks[:min(len(parks), mostLabels)] {
		if named[r.Code] {
			continue
		}
		for _, box := range s.labelBoxes(s.seen(r.shape), r.Name) {
			if !s.holds(box) || slices.ContainsFunc(taken, box.Intersects) {
				continue
			}
			taken = append(taken, box)
			named[r.Code] = true
			d.Labels = append(d.Labels, label{int(box.Center()[0]), int(box.Max[1] - s.pixels(labelPixels)/4), r.Name})
			break
		}
	}
}

// seen is the box that a shape takes up on the map: its own, or that of the dot
// that stands in for it.
func (s sheet) seen(shape orb.MultiPolygon) orb.Bound {
	box := s.box(shape)
	if s.dotFor(shape) != nil {
		return box.Union(box.Center().Bound().Pad(s.pixels(dotPixels)))
	}
	return box
}

// labelRoom is by how much a map may be smaller on the screen than screenPixels
// while its names, whose type stays, do not meet; on a smaller one the script
// hides them.
const labelRoom = 1.3

// labelBoxes returns the places for a name beside the box of its park.
func (s sheet) labelBoxes(park orb.Bound, name string) []orb.Bound {
	h := s.pixels(labelPixels * labelRoom)
	w, gap := h*textWidth(name), h/2
	c := park.Center()
	var boxes []orb.Bound
	for _, at := range []orb.Point{ // left upper corners
		{c[0] - w/2, park.Max[1] + gap}, {c[0] - w/2, park.Min[1] - gap - h},
		{park.Max[0] + gap, c[1] - h/2}, {park.Min[0] - gap - w, c[1] - h/2},
	} {
		boxes = append(boxes, orb.Bound{Min: at, Max: orb.Point{at[0] + w, at[1] + h}})
	}
	return boxes
}

// textWidth estimates the width of a text in font sizes: a Chinese character
// is as wide as high, a Latin one a little over half.
func textWidth(s string) float64 {
	width := 0.0
	for _, r := range s {
		if r < 0x2e80 {
			width += 0.58
		} else {
			width++
		}
	}
	return width
}
