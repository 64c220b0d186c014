package clip

import (
	"github.com/paulmach/orb"

	"jiyue/geo"
	"jiyue/geo/index"
	"jiyue/geo/overlay"
)

// wall is the outline of an extent, to tell which steps of a parcel's boundary
// enter it. All its decisions are exact. It never changes and is safe for
// concurrent use.
type wall struct {
	edges  []edge
	index  *index.Index
	extent *overlay.Prepared // most parcels lie clear of the outline, and a look tells so
	east   float64           // of all edges
}

// edge is one of the outline.
type edge struct {
	ends  [2]orb.Point
	box   orb.Bound
	block int // whose it is: which polygon of the extent
}

func newWall(shape orb.MultiPolygon, extent *overlay.Prepared) *wall {
	w := &wall{east: shape.Bound().Max[0], extent: extent}
	var boxes []orb.Bound
	for block, polygon := range shape {
		for _, r := range polygon {
			for i := 1; i < len(r); i++ {
				box := boxOf(r[i-1], r[i])
				w.edges = append(w.edges, edge{[2]orb.Point{r[i-1], r[i]}, box, block})
				boxes = append(boxes, box)
			}
		}
	}
	w.index = index.New(boxes)
	return w
}

// near appends the edges that meet the box. Where there are none, all of the
// box lies on one side of the outline.
func (w *wall) near(box *orb.Bound, found []*edge) []*edge {
	if w.extent.Clear(box) {
		return found
	}
	w.index.Query(*box, func(i int) bool {
		if e := &w.edges[i]; !besides(e.ends, *box) {
			found = append(found, e)
		}
		return true
	})
	return found
}

// besides reports whether the whole box lies on one side of the edge's line.
func besides(edge [2]orb.Point, box orb.Bound) bool {
	a, b := edge[0], edge[1]
	left, right := orb.Point{box.Min[0], box.Max[1]}, orb.Point{box.Max[0], box.Min[1]} // farthest off a line that rises
	if (b[0]-a[0])*(b[1]-a[1]) < 0 {
		left, right = box.Min, box.Max
	}
	side := geo.Orient(a, b, left)
	return side != 0 && side == geo.Orient(a, b, right)
}

// walk follows the boundary of a parcel along a wall, step by step.
type walk struct {
	wall  *wall
	near  []*edge      // all that meet the parcel's box
	where geo.Location // of the end of the last step, if known: then not on the outline
	known bool
}

// enters reports whether the open segment from a to b has a point in the
// interior of the extent. b is the a of the next call. Where the segment touches
// the outline other than with its ends enters may say so wrongly, but says the
// same for b to a, on any walk.
func (w *walk) enters(a, b *orb.Point) bool {
	met, crossings, step := apart, 0, boxOf(*a, *b)
	for _, e := range w.near {
		if !intersect(&e.box, &step) {
			continue
		}
		if m := meet(&e.ends, &e.box, a, b); m == crossing {
			crossings++
		} else {
			met = max(met, m)
		}
	}
	known := w.known
	w.known = known && met == apart
	switch {
	case crossings > 0:
		if crossings%2 == 1 {
			w.where = -w.where
		}
		return true
	case met == apart:
		if !known {
			w.where, w.known = w.wall.locate(*a), true
		}
		return w.where == geo.Interior
	case met == endingAt:
		// The open segment does not meet the outline: all of it lies on one side.
		where := w.wall.locate(*a)
		if where == geo.Boundary {
			where = w.wall.locate(*b)
		}
		return where != geo.Exterior // between two points of the outline: it may
	}
	return met == touchingInside
}

// meeting is how an open segment lies to an edge. Of several edges the one that
// is last in this order decides whether the segment enters.
type meeting int8

const (
	apart          meeting = iota // they have no point in common, nor have the segment's ends
	endingAt                      // they have no point in common, but the segment may end on the edge
	touchingInside                // anything else
	runningAlong                  // the segment lies on the edge
	crossing                      // it passes from one side of the edge to the other
)

// meet tells how the open segment from a to b lies to an edge, given with its
// box, which meets the segment's.
func meet(edge *[2]orb.Point, box *orb.Bound, a, b *orb.Point) meeting {
	c, d := edge[0], edge[1]
	sideA, sideB := geo.Orient(c, d, *a), geo.Orient(c, d, *b)
	switch {
	case sideA == 0 && sideB == 0:
		return meetOnLine(*box, *a, *b)
	case sideA*sideB == 0: // no inner point of ab is on the line through c and d
		return endingAt
	case sideA == sideB:
		return apart
	}
	switch geo.Orient(*a, *b, c) * geo.Orient(*a, *b, d) {
	case -1:
		return crossing
	case 0:
		return touchingInside
	}
	return apart
}

// meetOnLine tells how the open segment from a to b lies to an edge, of which
// the box is given, on the same line.
func meetOnLine(edge orb.Bound, a, b orb.Point) meeting {
	box := boxOf(a, b)
	switch {
	case edge.Contains(a) && edge.Contains(b):
		return runningAlong
	case box.Min == edge.Max || box.Max == edge.Min ||
		box.Min[0] == edge.Max[0] && box.Max[1] == edge.Min[1] || box.Max[0] == edge.Min[0] && box.Min[1] == edge.Max[1]:
		return endingAt // they have a corner of both boxes in common at most
	}
	return touchingInside
}

// locate tells where p lies, by the edges that a ray to the east meets. An
// edge owns its lower end and not its upper one.
func (w *wall) locate(p orb.Point) geo.Location {
	where := geo.Exterior
	ray := orb.Bound{Min: p, Max: orb.Point{max(w.east, p[0]), p[1]}}
	w.index.Query(ray, func(i int) bool {
		low, high := w.edges[i].ends[0], w.edges[i].ends[1]
		if low[1] > high[1] {
			low, high = high, low
		}
		side := geo.Orient(low, high, p)
		switch {
		case side == 0 && w.edges[i].box.Contains(p):
			where = geo.Boundary
			return false
		case side > 0 && p[1] < high[1]:
			where = -where
		}
		return true
	})
	return where
}

// boxOf returns the box of two points.
func boxOf(a, b orb.Point) orb.Bound {
	return orb.Bound{
		Min: orb.Point{min(a[0], b[0]), min(a[1], b[1])},
		Max: orb.Point{max(a[0], b[0]), max(a[1], b[1])},
	}
}

// intersect reports whether two boxes have a point in common.
func intersect(a, b *orb.Bound) bool {
	return a.Min[0] <= b.Max[0] && b.Min[0] <= a.Max[0] && a.Min[1] <= b.Max[1] && b.Min[1] <= a.Max[1]
}

// locate tells where p lies with regard to a valid shape.
func locate(shape orb.MultiPolygon, p orb.Point) geo.Location {
	where := geo.Exterior
	for _, polygon := range shape {
		for _, r := range polygon {
			switch geo.Locate(r, p) {
			case geo.Boundary:
				return geo.Boundary
			case geo.Interior:
				where = -where
			}
		}
	}
	return where
}
