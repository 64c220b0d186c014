package ingest

import (
	"strconv"
	"strings"

	"jiyue/geo/corners"
	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
	"jiyue/pipeline/table"
)

// corner reads the corner of a row. A row without coordinates says something of
// the park only.
func (c *cornerTable) corner(b *cornerBlock, r table.Row) {
	if c.text(r, "x") == "" && c.text(r, "y") == "" {
		return
	}
	corner := corners.Corner{Line: r.Line, Label: c.text(r, "number"), Ring: ringNumber(c.text(r, "ring"))}
	x, ok1 := c.coordinate(r, "x")
	y, ok2 := c.coordinate(r, "y")
	if !ok1 || !ok2 {
		c.found.add(land.Finding{Code: land.CornerUnreadable, Found: strings.TrimSpace(corner.Label + " " + c.text(r, "x") + ", " + c.text(r, "y"))})
		return
	}
	corner.Pair = corners.Pair{X: x, Y: y}
	b.corners = append(b.corners, corner)
}

// ringNumber reads the number of a ring; a table without one has outlines only.
func ringNumber(s string) int {
	n, err := strconv.Atoi(strings.TrimFunc(s, func(c rune) bool { return c < '0' || c > '9' }))
	if err != nil || n < 1 {
		return 1
	}
	return n
}

// coordinate reads metres or degrees.
func (c *cornerTable) coordinate(r table.Row, key string) (float64, bool) {
	column := c.column[key]
	cell := r.At(column)
	if c.source.config.Angles == config.PackedAngles {
		if v, err := corners.ParsePacked(cell); err == nil {
			return v, true
		}
	}
	// 36 28 12 is an angle and no number of six digits, 4 038 000 the reverse.
	if strings.ContainsAny(cell, " \u00a0") {
		if v, err := corners.ParseAngle(cell); err == nil {
			return v, true
		}
	}
	if v, ok, err := r.Number(column); err == nil && ok {
		return v, true
	}
	v, err := corners.ParseAngle(cell)
	return v, err == nil
}

// bounds makes the four corners of a row's bounding values.
func (c *cornerTable) bounds(b *cornerBlock, r table.Row) {
	var v [4]float64
	for i, key := range []string{"east", "south", "west", "north"} {
		var ok bool
		if v[i], ok = c.coordinate(r, key); !ok {
			if c.text(r, "east")+c.text(r, "south")+c.text(r, "west")+c.text(r, "north") != "" {
				c.found.add(land.Finding{Code: land.CornerUnreadable, Found: key + " " + c.text(r, key)})
			}
			return
		}
	}
	east, south, west, north := v[0], v[1], v[2], v[3]
	if corners.BareEasting(east) < corners.BareEasting(west) || north < south {
		c.found.add(land.Finding{Code: land.BoundsTurned, Found: c.text(r, "east") + " < " + c.text(r, "west") + " | " + c.text(r, "north") + " < " + c.text(r, "south")})
		if north < south {
			north, south = south, north
		}
		if corners.BareEasting(east) < corners.BareEasting(west) {
			east, west = west, east
		}
	}
	b.box = true
	for _, at := range []struct {
		label string
		pair  corners.Pair
	}{{"SW", corners.Pair{X: south, Y: west}}, {"NW", corners.Pair{X: north, Y: west}}, {"NE", corners.Pair{X: north, Y: east}}, {"SE", corners.Pair{X: south, Y: east}}} {
		b.corners = append(b.corners, corners.Corner{Line: r.Line, Label: at.label, Ring: 1, Pair: at.pair})
	}
}
