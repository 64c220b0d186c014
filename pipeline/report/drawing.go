package report

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"github.com/paulmach/orb/simplify"
)

// Drawing is a map or chart as a list of marks in paint order, in units of
// which Width fill the column of text. It is drawn once; printers turn the
// marks into their own language (SVG in HTML).
type Drawing struct {
	Width, Height float64
	Title         string // what it shows, for readers who can't see it
	Marks         []Mark
	Legend        []LegendEntry
	Note          string

	svg string // of the marks, where it has been written already
}

// LegendEntry explains one style.
type LegendEntry struct {
	Class, Name string
	Note        string // how much of it there is
}

// Mark is one thing on a drawing. It is a shape when Rings is set, a circle
// when Radius is, and a text otherwise.
type Mark struct {
	Class  string // style, see template/report.css
	Title  string // shown when pointed at
	Rings  []orb.LineString
	Open   bool // rings are lines, not areas
	At     orb.Point
	Radius float64
	Text   string
	Anchor string // start, middle, end
	Link   string // anchor within the report
}

// frame maps the plane of the working CRS, in metres, to a drawing.
type frame struct {
	min     orb.Point
	perUnit float64 // metres per unit of the drawing
	margin  float64
	height  float64
	snap    bool // corners of rings are moved to whole units
}

// frameFor fits the bound into a drawing of the width, at most maxHeight high
// and at least minHeight.
func frameFor(b orb.Bound, width, minHeight, maxHeight, margin float64) frame {
	w, h := b.Max[0]-b.Min[0], b.Max[1]-b.Min[1]
	perUnit := max(w/(width-2*margin), h/(maxHeight-2*margin), 1e-6)
	height := min(max(h/perUnit+2*margin, minHeight), maxHeight)
	centre := b.Center()
	return frame{
		min: orb.Point{
			centre[0] - (width/2-margin)*perUnit,
			centre[1] - (height/2-margin)*perUnit,
		},
		perUnit: perUnit, margin: margin, height: height,
	}
}

// at returns where a point of the plane lies on the drawing.
func (f frame) at(p orb.Point) orb.Point {
	return orb.Point{
		f.margin + (p[0]-f.min[0])/f.perUnit,
		f.height - f.margin - (p[1]-f.min[1])/f.perUnit,
	}
}

// bluntness is how far, in units of the drawing, a simplified line may stray:
// a third of a unit is less than a hair at the sizes at which reports are
// read and printed. smallest is the area below which a ring is not drawn.
const (
	bluntness = 0.35
	smallest  = 0.25
)

// rings returns the shape's rings on the drawing, simplified for its scale.
func (f frame) rings(shape orb.MultiPolygon) []orb.LineString {
	var out []orb.LineString
	for _, polygon := range shape {
		for _, ring := range polygon {
			if line := f.ring(ring); line != nil {
				out = append(out, line)
			}
		}
	}
	return out
}

// ring returns one ring without its closing point; nil where it is too small
// to be seen.
func (f frame) ring(ring orb.Ring) orb.LineString {
	line := make(orb.LineString, len(ring))
	for i, p := range ring {
		line[i] = f.at(p)
		if f.snap { // neighbours share corners, so they still meet
			line[i] = orb.Point{math.Round(line[i][0]), math.Round(line[i][1])}
		}
	}
	if len(line) < 4 {
		return nil
	}
	if a := planar.Area(orb.Ring(line)); a < smallest && a > -smallest {
		return nil
	}
	line = simplify.DouglasPeucker(bluntness).LineString(line)
	if len(line) < 4 {
		return nil
	}
	return line[:len(line)-1]
}
