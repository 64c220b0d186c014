package report

import (
	"fmt"
	"strings"
)

// markStyle is how a class of marks looks, in every document.
type markStyle struct {
	class  string
	fill   string // colour as RRGGBB; "" for none
	stroke string
	width  float64 // of the stroke, in units of the drawing
	size   float64 // of texts
	bold   bool
	legend bool // has a swatch in legends
}

// Colours of drawings, which the page's style sheet uses too.
const (
	inkColour   = "1d2733"
	softColour  = "566273"
	blueColour  = "1e3f66"
	hairColour  = "e8eaed"
	whiteColour = "ffffff"
)

// markStyles are all classes of marks. The hues of statuses keep their order of
// lightness in a grey print.
var markStyles = withCells([]markStyle{
	{class: "ground", fill: "efede6"},
	{class: "s-built", fill: "d98e6c", stroke: whiteColour, width: .5, legend: true},
	{class: "s-unbuilt", fill: "f0d493", stroke: whiteColour, width: .5, legend: true},
	{class: "s-idle", fill: "b08bbd", stroke: whiteColour, width: .5, legend: true},
	{class: "s-unsupplied", fill: "c6d9a6", stroke: whiteColour, width: .5, legend: true},
	{class: "s-unbuildable", fill: "a6c3d6", stroke: whiteColour, width: .5, legend: true},
	{class: "s-unknown", fill: "cfd1d0", stroke: whiteColour, width: .5, legend: true},
	{class: "cut", stroke: "4a3526", width: .7},
	{class: "casing", stroke: whiteColour, width: 5},
	{class: "extent", stroke: blueColour, width: 2.2},
	{class: "b-0", fill: "b5522f", stroke: blueColour, width: 1.1, legend: true},
	{class: "b-1", fill: "d98e6c", stroke: blueColour, width: 1.1, legend: true},
	{class: "b-2", fill: "efc79a", stroke: blueColour, width: 1.1, legend: true},
	{class: "b-3", fill: "d3dfae", stroke: blueColour, width: 1.1, legend: true},
	{class: "b-4", fill: "d4d6d6", stroke: blueColour, width: 1.1, legend: true},
	{class: "bar", stroke: inkColour, width: 1.3},
	{class: "north", fill: inkColour},
	{class: "badge", fill: blueColour},
	{class: "badge-no", fill: whiteColour, size: 11, bold: true},
	{class: "label", fill: inkColour, size: 12},
	{class: "name", fill: inkColour, size: 13},
	{class: "value", fill: inkColour, size: 13, bold: true},
	{class: "tick", fill: softColour, size: 12},
	{class: "axis", fill: softColour, size: 13},
	{class: "column", fill: "3f6794"},
	{class: "trend", stroke: "3f6794", width: 2},
	{class: "grid", stroke: hairColour, width: 1},
	{class: "dot", fill: "3f6794", stroke: whiteColour, width: 1},
})

// cellsOf is the class of land that is gathered in cells: of the status's
// colour without white edges, which would make stripes of it.
func cellsOf(status string) string { return "c" + strings.TrimPrefix(status, "s") }

// withCells adds the styles of cells to those of statuses. Their edge is of
// their own colour, so that no gap shows between neighbours.
func withCells(styles []markStyle) []markStyle {
	for _, s := range styles {
		if strings.HasPrefix(s.class, "s-") {
			styles = append(styles, markStyle{class: cellsOf(s.class), fill: s.fill, stroke: s.fill, width: .4})
		}
	}
	return styles
}

// styleOf finds the style of a class.
func styleOf(class string) markStyle {
	for _, s := range markStyles {
		if s.class == class {
			return s
		}
	}
	return markStyle{class: class}
}

// drawingCSS writes the styles as rules of a style sheet. Hatching, hovering
// and sizes on small screens stand in report.css, which comes later and wins.
func drawingCSS() string {
	var b strings.Builder
	for _, s := range markStyles {
		element := "path"
		switch {
		case s.size > 0:
			fmt.Fprintf(&b, "svg .%s text { fill: #%s; font-size: %gpx;", s.class, s.fill, s.size)
			if s.bold {
				b.WriteString(" font-weight: 600;")
			}
			b.WriteString(" }\n")
			continue
		case s.class == "badge" || s.class == "dot":
			element = "circle"
		}
		fmt.Fprintf(&b, ".%s %s { fill: %s; fill-rule: evenodd;", s.class, element, colour(s.fill))
		if s.stroke != "" {
			fmt.Fprintf(&b, " stroke: #%s; stroke-width: %g;", s.stroke, s.width)
		}
		b.WriteString(" }\n")
		if s.legend {
			fmt.Fprintf(&b, ".swatch.%s { background: #%s; }\n", s.class, s.fill)
		}
	}
	return b.String()
}

func colour(hex string) string {
	if hex == "" {
		return "none"
	}
	return "#" + hex
}
