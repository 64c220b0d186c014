package geo

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"jiyue/geo/index"
)

// nest is the containment among the rings of one record.
type nest struct {
	rings  []orb.Ring
	bounds []orb.Bound
	areaM2 []float64 // signed
	depth  []int     // number of rings that contain ring i
	parent []int     // for an odd depth: the innermost shell around ring i

	near   *index.Index // of bounds
	here   []int        // rings asked about
	rank   []int        // by ring: how many are larger
	around []int        // of a ring among too many to ask each: the one it is in, or none
	looked int          // pairs of rings that were looked at
}

func newNest(rings []orb.Ring) *nest {
	n := &nest{
		rings:  rings,
		bounds: make([]orb.Bound, len(rings)),
		areaM2: make([]float64, len(rings)),
		depth:  make([]int, len(rings)),
		parent: make([]int, len(rings)),
		around: make([]int, len(rings)),
	}
	for i, r := range rings {
		n.bounds[i] = r.Bound()
		n.areaM2[i] = RingAreaM2(r)
	}
	n.near = index.New(n.bounds)
	for _, i := range n.fromLargest() {
		n.settleDepth(i)
	}
	for i := range rings {
		n.settleParent(i)
	}
	return n
}

// fromLargest is all rings from the largest to the smallest.
func (n *nest) fromLargest() []int {
	order := make([]int, len(n.rings))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(j, k int) int {
		return cmp.Or(cmp.Compare(math.Abs(n.areaM2[k]), math.Abs(n.areaM2[j])), j-k)
	})
	n.rank = make([]int, len(n.rings))
	for r, i := range order {
		n.rank[i] = r
	}
	return order
}

// askedEach is the number of rings up to which all whose boxes meet a ring's box are
// asked whether they contain it.
const askedEach = 64

// none stands for no ring.
const none = -1

// settleDepth counts the rings around ring i, of which all larger ones have been
// counted. Where very many may be around it, the smallest that is tells of the
// others: they are around that one, as rings that do not cross are.
func (n *nest) settleDepth(i int) {
	n.around[i] = none
	near := n.meeting(i, askedEach+1)
	if len(near) > askedEach {
		if j := n.innermostAround(i); j != none {
			n.depth[i], n.around[i] = n.depth[j]+1, j
		}
		return
	}
	for _, j := range near {
		if n.contains(j, i) {
			n.depth[i]++
		}
	}
}

// innermostAround is the smallest of the larger rings that contain ring i, or none.
// Mostly it is the first that is asked.
func (n *nest) innermostAround(i int) int {
	best := none
	n.near.Query(n.bounds[i], func(j int) bool {
		if n.rank[j] < n.rank[i] && (best == none || n.rank[j] > n.rank[best]) {
			best = j
		}
		return true
	})
	if best == none || n.contains(best, i) {
		return best
	}
	near := n.meeting(i, len(n.rings))
	slices.SortFunc(near, func(j, k int) int { return n.rank[k] - n.rank[j] })
	for _, j := range near {
		if n.rank[j] < n.rank[best] && n.contains(j, i) {
			return j
		}
	}
	return none
}

// meeting is rings that may contain ring i, those whose boxes meet its box: all, or
// as many as are wanted.
func (n *nest) meeting(i, most int) []int {
	n.here = n.here[:0]
	n.near.Query(n.bounds[i], func(j int) bool {
		if j != i {
			n.here = append(n.here, j)
		}
		return len(n.here) < most
	})
	return n.here
}

// settleParent finds the smallest shell among the rings around ring i. Where
// rings cross, containment need not be a tree and a hole may find no shell
// around it: it then counts as a shell.
func (n *nest) settleParent(i int) {
	if n.depth[i]%2 == 0 {
		return
	}
	if n.around[i] != none {
		n.parent[i] = n.around[i]
		return
	}
	near := n.meeting(i, len(n.rings))
	slices.SortFunc(near, func(j, k int) int {
		return cmp.Or(cmp.Compare(math.Abs(n.areaM2[j]), math.Abs(n.areaM2[k])), j-k)
	})
	for _, j := range near {
		if n.depth[j]%2 == 0 && n.contains(j, i) {
			n.parent[i] = j
			return
		}
	}
	n.depth[i] = 0
}

// contains reports whether ring outer contains ring inner. Rings that cross or
// repeat each other contain each other in no plain sense: there the second is
// in the first if they were delivered as a hole and a shell.
func (n *nest) contains(outer, inner int) bool {
	n.looked++
	asHole := n.areaM2[inner] > 0 && n.areaM2[outer] < 0
	if !n.bounds[outer].Intersects(n.bounds[inner]) ||
		!asHole && !boundContains(n.bounds[outer], n.bounds[inner]) {
		return false
	}
	in, out := n.sides(outer, inner, asHole)
	if in == out {
		return asHole
	}
	return in
}

// sides tells whether vertices of inner lie strictly inside and strictly
// outside of outer; where all of them lie on its boundary, the middles of the
// edges are asked instead (a diamond that touches a square from within). It stops
// at the first that decides: one inside for a hole of a shell, one outside for
// others.
func (n *nest) sides(outer, inner int, asHole bool) (in, out bool) {
	o, r := n.rings[outer], n.rings[inner]
	note := func(p orb.Point) (decided bool) {
		switch Locate(o, p) {
		case Interior:
			in = true
		case Exterior:
			out = true
		}
		return asHole && in || !asHole && out
	}
	for _, p := range r {
		if note(p) {
			return in, out
		}
	}
	for k := 1; k < len(r) && !in && !out; k++ {
		note(orb.Point{(r[k-1][0] + r[k][0]) / 2, (r[k-1][1] + r[k][1]) / 2})
	}
	return in, out
}

func boundContains(a, b orb.Bound) bool {
	return a.Min[0] <= b.Min[0] && a.Min[1] <= b.Min[1] && a.Max[0] >= b.Max[0] && a.Max[1] >= b.Max[1]
}
