package report

import (
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"jiyue/pipeline/store"
)

// quarter is a square of 100 m in two statuses: built but for a quarter at the
// south-west, which is idle and has a hole of a ninth of its sides squared.
func quarter() (store.Extent, []mapPiece) {
	square := func(x, y, side float64) orb.Ring {
		return orb.Ring{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}}
	}
	rest := orb.Polygon{{{0, 50}, {50, 50}, {50, 0}, {100, 0}, {100, 100}, {0, 100}, {0, 50}}}
	hole := square(10, 10, 30)
	hole.Reverse()
	return store.Extent{ParkCode: "A", Kind: "approved", Shape: orb.MultiPolygon{{square(0, 0, 100)}}},
		[]mapPiece{
			{status: statusIndex("built"), shape: orb.MultiPolygon{rest}, areaM2: 7500},
			{status: statusIndex("idle"), shape: orb.MultiPolygon{{square(0, 0, 50), hole}}, areaM2: 1600},
		}
}

// Gathered in cells, 75 % of the square are built, 16 % idle, and 9 % nothing,
// but for the cells on the lines between them.
func TestCellsKeepShares(t *testing.T) {
	e, pieces := quarter()
	f := frameFor(e.Shape.Bound(), mapWidth, mapMinHeight, mapMaxHeight, mapMargin)
	for _, side := range []float64{1, 4, 8} {
		g := newCells(f, pieces, side)
		whole := 1e4 / (f.perUnit * f.perUnit)
		for status, want := range map[string]float64{"built": .75, "idle": .16, "unbuilt": 0} {
			var area float64
			for _, b := range g.boxes(uint8(1 + statusIndex(status))) {
				area += planar.Area(orb.Ring(append(b, b[0])))
			}
			// lines between statuses are 4.2 sides of 100 m long; half a cell on either side
			if slack := 4.2 * 100 / f.perUnit * side / 2 / whole; math.Abs(area/whole-want) > slack {
				t.Errorf("cells of %g: %s has %.4f of the square, want %.2f ± %.4f", side, status, area/whole, want, slack)
			}
		}
	}
}

// A map that is gathered in cells says so; one that shows every piece doesn't.
func TestCellsAreAnnounced(t *testing.T) {
	e, pieces := quarter()
	c := newComposer(&data{}, Options{})
	if d := c.newParkMap("A", &e, pieces).draw(mapDetail{cell: 8}); !strings.Contains(d.Note, "共 2 块") || len(d.Legend) != 2 {
		t.Errorf("note %q, legend %v", d.Note, d.Legend)
	}
	if d := c.newParkMap("A", &e, pieces).draw(mapDetail{}); d.Note != "" {
		t.Errorf("a full map notes %q", d.Note)
	}
}

// The budget is never overdrawn, and what one map leaves is for the next.
func TestMapBudget(t *testing.T) {
	e, pieces := quarter()
	c := newComposer(&data{}, Options{})
	p := &park{}
	full := len(c.newParkMap("", &e, pieces).draw(mapDetails[0]).SVG())
	for _, test := range []struct {
		name        string
		bytes, maps int
		drawn       bool
	}{
		{"room for all", 2 * full, 2, true},
		{"room for this and no other", full, 1, true},
		{"no room", 100, 2, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := &mapBudget{test.bytes, test.maps}
			d := b.draw(c, p, &e, pieces)
			if (d != nil) != test.drawn || b.bytes < 0 || b.maps != test.maps-1 {
				t.Errorf("drawn %v, left %+v", d != nil, *b)
			}
		})
	}
}
