package clip

import (
	"github.com/paulmach/orb"

	"jiyue/geo"
	"jiyue/geo/index"
)

// wall is the outline of an extent, to tell which steps of a parcel's boundary
// enter it. All its decisions are exact.
type wall struct {
	edges [][2]orb.Point
	index *index.Index
	east  float64 // of all edges
}

func newWall(shape orb.MultiPolygon) *wall {
	w := &wall{east: shape.Bound().Max[0]}
	var boxes []orb.Bound
	for _, polygon := range shape {
		for _, r := range polygon {
			for i := 1; i < len(r); i++ {
				w.edges = append(w.edges, [2]orb.Point{r[i-1], r[i]})
				boxes = append(boxes, boxOf(r[i-1], r[i]))
			}
		}
	}
	w.index = index.New(boxes)
	return w
}

// near reports whether the outline meets the box.
func (w *wall) near(box orb.Bound) bool {
	near := false
	w.index.Query(box, func(i int) bool {
		near = !besides(w.edges[i], box)
		return !near
	})
	return near
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

// enters reports whether the open segment from a to b has a point in the
// interior of the extent. Where it touches the outline other than with its
// ends it may say so wrongly, but says the same for b to a.
func (w *wall) enters(a, b orb.Point) bool {
	enters, along, open := false, false, false
	w.index.Query(boxOf(a, b), func(i int) bool {
		switch meet(w.edges[i], a, b) {
		case crossing:
			enters = true
		case runningAlong:
			along = true
		case touchingInside:
			open = true
		}
		return !enters && !along
	})
	if enters || along {
		return enters
	}
	if open {
		return true
	}
	// The open segment does not meet the outline: all of it lies on one side.
	where := w.locate(a)
	if where == geo.Boundary {
		where = w.locate(b)
	}
	return where != geo.Exterior // between two points of the outline: it may
}

type meeting int8

const (
	apart          meeting = iota // the open segment has no point in common with the edge
	crossing                      // it passes from one side of the edge to the other
	runningAlong                  // it lies on the edge
	touchingInside                // anything else
)

// meet tells how the open segment from a to b lies to an edge whose box it meets.
func meet(edge [2]orb.Point, a, b orb.Point) meeting {
	c, d := edge[0], edge[1]
	sideA, sideB := geo.Orient(c, d, a), geo.Orient(c, d, b)
	if sideA == 0 && sideB == 0 {
		return meetOnLine(boxOf(c, d), a, b)
	}
	if sideA == sideB || sideA*sideB == 0 { // no inner point of ab is on the line through c and d
		return apart
	}
	switch geo.Orient(a, b, c) * geo.Orient(a, b, d) {
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
		return apart // they have a corner of both boxes in common at most
	}
	return touchingInside
}

// locate tells where p lies, by the edges that a ray to the east meets. An
// edge owns its lower end and not its upper one.
func (w *wall) locate(p orb.Point) geo.Location {
	where := geo.Exterior
	ray := orb.Bound{Min: p, Max: orb.Point{max(w.east, p[0]), p[1]}}
	w.index.Query(ray, func(i int) bool {
		low, high := w.edges[i][0], w.edges[i][1]
		if low[1] > high[1] {
			low, high = high, low
		}
		side := geo.Orient(low, high, p)
		switch {
		case side == 0 && boxOf(low, high).Contains(p):
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

// touches reports whether the open segment from a to b has more than single
// points in common with the shape, whose box is given; sometimes it says so of
// single points.
func touches(shape orb.MultiPolygon, box orb.Bound, a, b orb.Point) bool {
	step := boxOf(a, b)
	if !box.Intersects(step) {
		return false
	}
	for _, polygon := range shape {
		for _, r := range polygon {
			for i := 1; i < len(r); i++ {
				if boxOf(r[i-1], r[i]).Intersects(step) && meet([2]orb.Point{r[i-1], r[i]}, a, b) != apart {
					return true
				}
			}
		}
	}
	// It does not meet the outline: all of it lies on one side.
	where := locate(shape, a)
	if where == geo.Boundary {
		where = locate(shape, b)
	}
	return where != geo.Exterior
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
