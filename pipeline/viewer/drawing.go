package viewer

import (
	"fmt"
	"math"
	"strconv"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/simplify"

	"jiyue/pipeline/land"
)

// drawing is a map. One unit is a decimetre of the working CRS, counted from
// the north-west corner, so that paths are whole numbers and stay far below
// 2^24, where the browser's single precision begins to round.
type drawing struct {
	Lang      land.Lang
	Title     string
	Width     int // of the view box
	Height    int
	Ground    string // path of the extents
	Shapes    []shape
	Rest      []shape // more of the same that can't be pointed at one by one
	Ghosts    []shape // that are there no more, on top
	Labels    []label
	Legend    []legendEntry
	Others    []legendEntry // of the other colours
	Delivered []windowShape // outlines as delivered, in pages that will be files
	Around    string        // address of the outlines as delivered; "" where the page has them
	Window    string        // address of the parcels of a window; "" where all are drawn
}

// shape is an area that can be pointed at.
type shape struct {
	Key   string // of the table row that belongs to it
	Class string
	Other string // class in the other colours of the map; "" where it has none
	Title string
	Link  string // "" where there is no page behind it
	Path  string
	Dot   *dot // stands in for a shape too small to be hit
	area  float64
}

type dot struct{ X, Y, R int }

type label struct {
	X, Y int
	Text string
}

type legendEntry struct{ Class, Name, Note string }

const (
	unitsPerMetre = 10
	margin        = 0.08 // of the longer side; scale, buttons and switches stand in it
	leastSide     = 10.0 // metres: a map has an extent even where the land has none
	screenPixels  = 600  // the longer side of a map on a usual screen,
	deepestZoom   = 12   // and how far one may zoom in before the simplification shows
	smallestHit   = 9    // pixels: a shape that is smaller gets a dot
	dotPixels     = 5    // radius
	labelPixels   = 12   // font size
)

// sheet maps the plane to a drawing.
type sheet struct {
	west, north   float64
	width, height int
	tolerance     float64 // units; how far a simplified line may stray
}

func sheetFor(b orb.Bound) sheet {
	w, h := max(b.Max[0]-b.Min[0], leastSide), max(b.Max[1]-b.Min[1], leastSide)
	edge := margin * max(w, h)
	s := sheet{
		west: b.Center()[0] - w/2 - edge, north: b.Center()[1] + h/2 + edge,
		width: int((w + 2*edge) * unitsPerMetre), height: int((h + 2*edge) * unitsPerMetre),
	}
	s.tolerance = s.pixels(1.0 / deepestZoom)
	return s
}

// pixels returns how many units so many pixels of the whole map are.
func (s sheet) pixels(n float64) float64 { return n * float64(max(s.width, s.height)) / screenPixels }

// at returns where a point of the plane lies on the drawing.
func (s sheet) at(p orb.Point) orb.Point {
	return orb.Point{(p[0] - s.west) * unitsPerMetre, (s.north - p[1]) * unitsPerMetre}
}

// path writes the shape as an SVG path, simplified. A ring that would vanish
// is kept as it is: every parcel can be found.
func (s sheet) path(shape orb.MultiPolygon) string {
	var text []byte
	for _, polygon := range shape {
		for _, ring := range polygon {
			line := make(orb.LineString, len(ring))
			for i, p := range ring {
				line[i] = s.at(p)
			}
			if simple := simplify.DouglasPeucker(s.tolerance).LineString(line.Clone()); len(simple) >= 4 {
				line = simple
			}
			text = appendRing(text, line)
		}
	}
	return string(text)
}

// appendRing writes a closed line as relative moves between rounded points, so
// that errors don't add up.
func appendRing(text []byte, line orb.LineString) []byte {
	x, y := 0, 0
	for i, p := range line {
		px, py := int(math.Round(p[0])), int(math.Round(p[1]))
		switch {
		case i == 0:
			text = append(text, 'M')
		case i == len(line)-1, px == x && py == y:
			continue
		default:
			text = append(text, 'l')
		}
		text = strconv.AppendInt(text, int64(px-x), 10)
		text = append(text, ' ')
		text = strconv.AppendInt(text, int64(py-y), 10)
		x, y = px, py
	}
	if len(line) > 0 {
		text = append(text, 'z')
		// A relative move after z starts from the first point, and the next M is absolute.
	}
	return text
}

// box returns the box of a shape on the drawing.
func (s sheet) box(shape orb.MultiPolygon) orb.Bound {
	b := shape.Bound()
	return orb.Bound{Min: s.at(orb.Point{b.Min[0], b.Max[1]}), Max: s.at(orb.Point{b.Max[0], b.Min[1]})}
}

// holds says whether the box lies on the sheet.
func (s sheet) holds(b orb.Bound) bool {
	return b.Min[0] >= 0 && b.Min[1] >= 0 && b.Max[0] <= float64(s.width) && b.Max[1] <= float64(s.height)
}

// dotFor returns a dot where the shape is too small to be hit.
func (s sheet) dotFor(shape orb.MultiPolygon) *dot {
	b := s.box(shape)
	if max(b.Max[0]-b.Min[0], b.Max[1]-b.Min[1]) >= s.pixels(smallestHit) {
		return nil
	}
	return &dot{int(b.Center()[0]), int(b.Center()[1]), int(s.pixels(dotPixels))}
}

// ViewBox is the whole drawing.
func (d *drawing) ViewBox() string { return fmt.Sprintf("0 0 %d %d", d.Width, d.Height) }

// Say returns the sentence of the page's language.
func (d *drawing) Say(zh, en string) string { return land.Text{ZH: zh, EN: en}.In(d.Lang) }

// UnitsPerMetre lets the script draw the scale.
func (d *drawing) UnitsPerMetre() int { return unitsPerMetre }

// LabelScale is how many units a pixel is while the whole map is shown. Names are
// scaled by it rather than set in a larger type: browsers stop at 10 000 pixels,
// which on a map of a province is a dot.
func (d *drawing) LabelScale() string {
	return strconv.FormatFloat(float64(max(d.Width, d.Height))/screenPixels, 'f', 2, 64)
}

// sheetOf begins a drawing over the shapes; nil where there is nothing to draw.
func (f frame) sheetOf(title string, shapes []orb.MultiPolygon) (*drawing, sheet) {
	var bound orb.Bound
	any := false
	for _, m := range shapes {
		if len(m) == 0 {
			continue
		}
		if b := m.Bound(); any {
			bound = bound.Union(b)
		} else {
			bound, any = b, true
		}
	}
	if !any {
		return nil, sheet{}
	}
	s := sheetFor(bound)
	return &drawing{Lang: f.Lang, Title: title, Width: s.width, Height: s.height}, s
}
