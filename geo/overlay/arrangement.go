package overlay

import "github.com/paulmach/orb"

// source tells whose boundary a segment is.
type source uint8

// The two sides of an overlay. A union or a repair has only the first.
const (
	ofParcel source = iota
	ofExtent
)

// segment is a directed edge on the lattice with the land of its source on its
// left.
type segment struct {
	a, b     xy
	lo, hi   xy    // bounding box
	from, to int32 // nodes of a and b, once they are known
	inner    run   // of a chain: the corners between a and b
	source   source
}

// run is the corners from, from+1, … to-1 of the outline.
type run struct{ from, to int32 }

func (r run) empty() bool { return r.from == r.to }

// isChain reports whether a segment stands for a chain; see [arrangement.addChain].
func (s *segment) isChain() bool { return s.lo.x > s.hi.x }

func newSegment(a, b xy, s source) segment {
	return segment{
		a: a, b: b, source: s,
		lo: xy{min(a.x, b.x), min(a.y, b.y)},
		hi: xy{max(a.x, b.x), max(a.y, b.y)},
	}
}

// node is a lattice point where segments end or meet.
type node struct {
	xy
	off   xy    // from the lattice point to the crossing that was rounded to it
	first int32 // head of the list of fragments here: 2·fragment + end, or none
	has   [2]bool
	place int32 // position on the path being traced, or none
}

const none = -1

// fragment is the part of one or several segments between two nodes, or a chain
// of the parcel's edges that nothing else comes near.
type fragment struct {
	end   [2]int32 // nodes
	next  [2]int32 // next in the list of fragments of each end
	inner run      // of a chain: the corners between its ends
	// net is the number of segments of each source that run from end[0] to
	// end[1], less those that run back. Land of that source lies once more on
	// the left than on the right per segment.
	net   [2]int32
	label int8 // of a fragment of one source: inside or outside of the other
	keep  int8 // 1: bounds the result as it runs; -1: reversed; 0: not
	done  bool // already on a ring
}

const (
	unknown int8 = iota
	inside
	outside
)

func (f *fragment) only(s source) bool { return f.net[s] != 0 && f.net[1-s] == 0 }

// arrangement is a set of segments, broken into fragments that meet only at
// nodes. It is scratch memory: reset and used again.
type arrangement struct {
	lattice
	segments  []segment
	nodes     []node
	fragments []fragment
	table     nodeTable
	// The parcel's segments stand first; this many.
	parcelSegments int

	outline   outline
	contacts  []contact
	touched   []bool   // by edge of the outline: it has contacts
	segmentOf []int32  // by edge of the outline that is touched
	asked     []run    // edges of the outline, by their two corners
	ranked    []ranked // corners of the outline, along x
	rank      []int32  // by corner of the outline: where it stands in ranked
	nearOf    []int32  // by segment of the extent: its number among those nearby, or none

	// collapsed: segments of one source came to run to and fro between two nodes.
	// Those of valid land never do, but rounding can lay them together.
	collapsed bool

	// looked is how many pairs of segments, and of segments and nodes, were looked
	// at: what the cost of breaking grows with.
	looked int

	// Length of the parcel's segments that were led through a node on the way.
	bentM float64
	// Mean width in metres up to which land is taken for rounding.
	noiseM float64

	order []int32 // of segments, nodes or corners, along x
	stops []stop  // on the segment being broken
	stack []int32
	group []int32
	tracer
	memory memory // of results
}

func (a *arrangement) reset(l lattice) {
	a.lattice = l
	a.segments = a.segments[:0]
	a.nodes = a.nodes[:0]
	a.fragments = a.fragments[:0]
	a.table.reset()
	a.bentM, a.collapsed, a.looked = 0, false, 0
	a.noiseM = noiseSteps * l.stepM()
}

// addRing adds the edges of a ring, reversed if asked.
func (a *arrangement) addRing(r orb.Ring, reverse bool, s source) {
	if len(r) == 0 {
		return
	}
	p := a.point(r[len(r)-1])
	for _, corner := range r {
		q := a.point(corner)
		switch {
		case p == q:
		case reverse:
			a.segments = append(a.segments, newSegment(q, p, s))
		default:
			a.segments = append(a.segments, newSegment(p, q, s))
		}
		p = q
	}
}

// build breaks the segments at all nodes: their ends and, rounded to the
// lattice, their crossings. Each segment is led through every node whose pixel
// it meets. This is snap rounding: afterwards fragments meet at nodes only, and
// none has passed over a node, so that what was inside stays inside (Hobby,
// Practical segment intersection with finite precision output, 1999; Guibas and
// Marimont, Rounding arrangements dynamically, 1998).
//
// Unless all is set, segments of one source are known not to cross each other.
func (a *arrangement) build(all bool) {
	a.findEnds()
	if len(a.segments) >= manySegments {
		r := newRaster(a.segments)
		a.crossingsByRaster(r, all)
		a.breakByRaster(r)
		return
	}
	a.findCrossings(all)
	a.breakSegments()
}

// buildTouched is build for a parcel that is [arrangement.roomy]: only contacts
// can be crossings.
func (a *arrangement) buildTouched() {
	a.findEnds()
	for _, c := range a.contacts {
		a.cross(&a.segments[a.segmentOf[c.edge]], &a.segments[a.parcelSegments+int(c.near)])
	}
	if len(a.segments) >= manySegments {
		a.breakByRaster(newRaster(a.segments))
		return
	}
	a.breakSegments()
}

// findEnds makes nodes of the segments' ends.
func (a *arrangement) findEnds() {
	var before *segment
	for i := range a.segments {
		s := &a.segments[i]
		if before != nil && before.b == s.a {
			s.from = before.to
		} else {
			s.from = a.nodeAt(s.a, xy{})
		}
		s.to = a.nodeAt(s.b, xy{})
		before = s
	}
}

// nodeAt is the node at a lattice point, made if there is none yet.
func (a *arrangement) nodeAt(v, off xy) int32 {
	slot := a.table.find(v, a.nodes)
	if *slot >= 0 {
		return *slot
	}
	k := int32(len(a.nodes))
	*slot = k
	a.nodes = append(a.nodes, node{xy: v, off: off, first: none, place: none})
	a.table.grew(a.nodes)
	return k
}
