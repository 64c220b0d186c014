package geo

import (
	"slices"
	"sync"

	"github.com/paulmach/orb"
)

const (
	// fewEdges is the number of edges, that of most parcels, that are kept on
	// the stack. More would cost all others the clearing of unused memory.
	fewEdges = 24
	// sweepFrom is the number of edges from which memory and a full sort are
	// worth their while.
	sweepFrom = 128
)

// Crossing looks for two edges of a multi-polygon, of one ring or of two, that
// cross or run along each other over a length: a bow-tie, a spike, an inner
// ring that leaves its shell, two parts that overlap or share an edge. It
// returns a point where they do. Rings that merely touch at a point are fine;
// rings that change sides there do cross. The decision is exact.
//
// Repeated points and open rings are not at issue here: they are read as
// [Clean] would leave them.
func Crossing(mp orb.MultiPolygon) (at orb.Point, crosses bool) {
	if surelySimple(mp) {
		return orb.Point{}, false
	}
	points := 0
	for _, polygon := range mp {
		for _, r := range polygon {
			points += len(r)
		}
	}
	if points <= fewEdges {
		var few [fewEdges]edge
		return crossingOfFew(appendEdges(few[:0], mp))
	}
	memory := edgePool.Get().(*[]edge)
	defer edgePool.Put(memory)
	*memory = appendEdges((*memory)[:0], mp)
	if points <= sweepFrom {
		return crossingOfFew(*memory)
	}
	return crossingBySweep(*memory)
}

// edgePool holds memory for the edges of larger shapes.
var edgePool = sync.Pool{New: func() any { return new([]edge) }}

// edge is one edge of a ring with its bounding box.
type edge struct {
	a, b       orb.Point
	min, max   orb.Point
	prev, next int32 // its neighbours along the ring
}

// appendEdges lists the edges of all rings, leaving out those without length.
func appendEdges(edges []edge, mp orb.MultiPolygon) []edge {
	for _, polygon := range mp {
		for _, r := range polygon {
			edges = appendRingEdges(edges, r)
		}
	}
	return edges
}

func appendRingEdges(edges []edge, r orb.Ring) []edge {
	if len(r) < 2 {
		return edges
	}
	start := len(edges)
	a := r[0]
	for i := 1; i <= len(r); i++ {
		b := r[0]
		if i < len(r) {
			b = r[i]
		}
		if a == b {
			continue
		}
		k := int32(len(edges))
		edges = append(edges, edge{
			a: a, b: b, prev: k - 1, next: k + 1,
			min: orb.Point{min(a[0], b[0]), min(a[1], b[1])},
			max: orb.Point{max(a[0], b[0]), max(a[1], b[1])},
		})
		a = b
	}
	if len(edges) > start {
		edges[start].prev = int32(len(edges) - 1)
		edges[len(edges)-1].next = int32(start)
	}
	return edges
}

// crossingOfFew looks at pairs in the order of the edges, if there is anything
// to find.
func crossingOfFew(edges []edge) (at orb.Point, crosses bool) {
	if noneCross(edges) {
		return orb.Point{}, false
	}
	for i := range edges {
		e := &edges[i]
		for j := i + 1; j < len(edges); j++ {
			if !e.near(&edges[j]) {
				continue
			}
			if at, crosses = edgesCross(edges, i, j); crosses {
				return at, true
			}
		}
	}
	return orb.Point{}, false
}

// noneCross reports whether no two of up to [sweepFrom] edges cross. It goes
// along x and looks at pairs that overlap there.
func noneCross(edges []edge) bool {
	var order [sweepFrom]uint8
	for i := range edges {
		k := i
		for ; k > 0 && edges[order[k-1]].min[0] > edges[i].min[0]; k-- {
			order[k] = order[k-1]
		}
		order[k] = uint8(i)
	}
	for k := range edges {
		e := &edges[order[k]]
		for _, j := range order[k+1 : len(edges)] {
			f := &edges[j]
			if f.min[0] > e.max[0] {
				break
			}
			if f.min[1] > e.max[1] || f.max[1] < e.min[1] || bend(e, f) {
				continue
			}
			if _, crosses := edgesCross(edges, min(int(order[k]), int(j)), max(int(order[k]), int(j))); crosses {
				return false
			}
		}
	}
	return true
}

// bend reports whether two edges follow each other with a bend between, so that
// they share their corner only. A false answer means nothing.
func bend(e, f *edge) bool {
	if e.b != f.a {
		e, f = f, e
	}
	return e.b == f.a && plainOrient(e.a[0]-e.b[0], e.a[1]-e.b[1], f.b[0]-e.b[0], f.b[1]-e.b[1]) != 0
}

// near reports whether the bounding boxes of two edges have a point in common.
func (e *edge) near(f *edge) bool {
	return e.min[0] <= f.max[0] && f.min[0] <= e.max[0] && e.min[1] <= f.max[1] && f.min[1] <= e.max[1]
}

// crossingBySweep looks only at pairs whose extents overlap along one axis: the
// one along which the edges are shorter in sum.
func crossingBySweep(edges []edge) (at orb.Point, crosses bool) {
	along := sweepAxis(edges)
	across := 1 - along
	spans := make([]span, len(edges))
	for i := range edges {
		e := &edges[i]
		spans[i] = span{e.min[along], e.max[along], e.min[across], e.max[across], i}
	}
	slices.SortFunc(spans, func(s, t span) int {
		switch {
		case s.from < t.from:
			return -1
		case s.from > t.from:
			return 1
		}
		return s.edge - t.edge
	})
	for i := range spans {
		s := &spans[i]
		for j := i + 1; j < len(spans) && spans[j].from <= s.to; j++ {
			t := &spans[j]
			if t.low > s.high || t.high < s.low {
				continue
			}
			if at, crosses = edgesCross(edges, min(s.edge, t.edge), max(s.edge, t.edge)); crosses {
				return at, true
			}
		}
	}
	return orb.Point{}, false
}

// span is where an edge lies along the axis of the sweep and across it.
type span struct {
	from, to, low, high float64
	edge                int
}

func sweepAxis(edges []edge) int {
	var sum orb.Point
	var all orb.Bound
	for i := range edges {
		e := &edges[i]
		sum[0] += e.max[0] - e.min[0]
		sum[1] += e.max[1] - e.min[1]
		if i == 0 {
			all = orb.Bound{Min: e.min, Max: e.max}
		}
		all = all.Extend(e.min).Extend(e.max)
	}
	if sum[1]*(all.Max[0]-all.Min[0]) < sum[0]*(all.Max[1]-all.Min[1]) {
		return 1
	}
	return 0
}
