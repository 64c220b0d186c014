package overlay

import "slices"

// winding is how often the boundary of each source runs round a place,
// counter-clockwise.
type winding [2]int32

// oddFirst is the even-odd rule for a single source.
func oddFirst(w winding) bool { return w[ofParcel]&1 != 0 }

// anyFirst takes all that the first source, several valid areas, covers at least
// once.
func anyFirst(w winding) bool { return w[ofParcel] > 0 }

// oddBoth is the intersection of two sources by the even-odd rule.
func oddBoth(w winding) bool { return w[ofParcel]&1 != 0 && w[ofExtent]&1 != 0 }

// keepByWinding keeps the fragments that separate places where a rule holds from
// places where it does not. It needs the whole boundaries, but they may be as
// invalid as they like. Slower than [arrangement.labelLocally], and its judge in
// tests.
func (a *arrangement) keepByWinding(rule func(winding) bool) { a.keepWhere(a.windings(), rule) }

// windings is the winding on the left of each half of the fragments: the winding
// numbers of all faces follow from those of the outermost one, which are zero.
// Fragments that cancel are gone afterwards.
func (a *arrangement) windings() []winding {
	a.dropCancelled()
	var faces faces
	faces.stars(a)
	roots := a.outermost()
	seen := make([]bool, len(a.nodes))
	var at *west
	if len(roots) > 1 { // nothing lies west of the first
		at = a.newWest()
	}
	for k, n := range roots {
		var w winding
		if k > 0 {
			w = at.winding(n)
		}
		faces.flood(a, n, w, seen)
	}
	return faces.left
}

// keepWhere keeps the fragments between faces where a rule holds and faces where
// it does not; no others.
func (a *arrangement) keepWhere(left []winding, rule func(winding) bool) {
	for i := range a.fragments {
		f := &a.fragments[i]
		f.keep, f.done = 0, false
		switch inLeft, inRight := rule(left[2*i]), rule(f.right(left[2*i])); {
		case inLeft && !inRight:
			f.keep = 1
		case inRight && !inLeft:
			f.keep = -1
		}
	}
}

// right is the winding on the right of a fragment, from that on its left.
func (f *fragment) right(left winding) winding {
	return winding{left[0] - f.net[0], left[1] - f.net[1]}
}

// dropCancelled removes fragments whose segments run as often forth as back,
// such as spikes and edges that two parts share.
func (a *arrangement) dropCancelled() {
	live := a.fragments
	a.fragments = a.fragments[:0]
	for i := range a.nodes {
		a.nodes[i].first = none
	}
	for _, f := range live {
		if f.net == [2]int32{} {
			continue
		}
		k := int32(len(a.fragments))
		for e, n := range f.end {
			f.next[e] = a.nodes[n].first
			a.nodes[n].first = 2*k + int32(e)
		}
		a.fragments = append(a.fragments, f)
	}
}

// outermost is the leftmost node, the lowest of these, of each connected set of
// fragments: nothing of the set lies west of it. The first of them is that of
// all nodes.
func (a *arrangement) outermost() []int32 {
	var roots []int32
	seen := make([]bool, len(a.nodes))
	for n := range a.nodes {
		if seen[n] || a.nodes[n].first == none {
			continue
		}
		root := a.leftmostFrom(int32(n), seen)
		roots = append(roots, root)
		if last := len(roots) - 1; a.isWest(root, roots[0]) {
			roots[0], roots[last] = root, roots[0]
		}
	}
	return roots
}

// leftmostFrom is the leftmost of the nodes that are connected with node n, the
// lowest of these.
func (a *arrangement) leftmostFrom(n int32, seen []bool) int32 {
	root := n
	seen[n] = true
	a.stack = append(a.stack[:0], n)
	for len(a.stack) > 0 {
		n := a.stack[len(a.stack)-1]
		a.stack = a.stack[:len(a.stack)-1]
		if a.isWest(n, root) {
			root = n
		}
		for h := a.nodes[n].first; h != none; h = a.fragments[h>>1].next[h&1] {
			if m := a.fragments[h>>1].end[1-h&1]; !seen[m] {
				seen[m] = true
				a.stack = append(a.stack, m)
			}
		}
	}
	return root
}

// isWest reports whether node m lies west of node n, or south of it on the same
// meridian.
func (a *arrangement) isWest(m, n int32) bool {
	p, q := a.nodes[m].xy, a.nodes[n].xy
	return p.x < q.x || p.x == q.x && p.y < q.y
}

// faces holds the winding on the left of each half: fragment h/2 run from its
// end h%2.
type faces struct {
	star  []int32 // halves that leave node n, counter-clockwise:
	first []int32 // star[first[n]:first[n+1]]
	left  []winding
}

func (fs *faces) stars(a *arrangement) {
	fs.first = make([]int32, len(a.nodes)+1)
	fs.star = make([]int32, 0, 2*len(a.fragments))
	fs.left = make([]winding, 2*len(a.fragments))
	for n := range a.nodes {
		start := len(fs.star)
		fs.first[n] = int32(start)
		for h := a.nodes[n].first; h != none; h = a.fragments[h>>1].next[h&1] {
			fs.star = append(fs.star, h)
		}
		v := a.nodes[n].xy
		slices.SortFunc(fs.star[start:], func(g, h int32) int {
			return compareDirections(v, a.farEnd(g), a.farEnd(h))
		})
	}
	fs.first[len(a.nodes)] = int32(len(fs.star))
}

// compareDirections orders directions from v counter-clockwise, starting just
// after west.
func compareDirections(v, p, q xy) int {
	hp, hq := upperHalf(v, p), upperHalf(v, q)
	if hp != hq {
		return hp - hq
	}
	return compare(0, side(v, p, q))
}

// upperHalf is 0 for directions from just after west round to east, which is
// excluded, and 1 for the others, west included.
func upperHalf(v, p xy) int {
	if p.y < v.y {
		return 0
	}
	if p.y == v.y && p.x < v.x {
		return 2
	}
	return 1
}

// flood sets the windings of all halves connected with node n, whose winding
// just west of it is w.
func (fs *faces) flood(a *arrangement, n int32, w winding, seen []bool) {
	seen[n] = true
	fs.turn(a, n, 0, w)
	a.stack = append(a.stack[:0], n)
	for len(a.stack) > 0 {
		n := a.stack[len(a.stack)-1]
		a.stack = a.stack[:len(a.stack)-1]
		for _, h := range fs.star[fs.first[n]:fs.first[n+1]] {
			f := &a.fragments[h>>1]
			m := f.end[1-h&1]
			if seen[m] {
				continue
			}
			seen[m] = true
			fs.turnFrom(a, m, h^1, fs.right(a, h))
			a.stack = append(a.stack, m)
		}
	}
}

// right is the winding on the right of half h, which is the left of its twin.
func (fs *faces) right(a *arrangement, h int32) winding {
	w := fs.left[h]
	for s, n := range a.fragments[h>>1].net {
		w[s] -= n * (1 - 2*(h&1))
	}
	return w
}

// turn goes once round node n, counter-clockwise, from the k-th half on, with
// winding w before it.
func (fs *faces) turn(a *arrangement, n int32, k int, w winding) {
	star := fs.star[fs.first[n]:fs.first[n+1]]
	for i := range star {
		h := star[(k+i)%len(star)]
		for s, net := range a.fragments[h>>1].net {
			w[s] += net * (1 - 2*(h&1))
		}
		fs.left[h] = w
	}
}

// turnFrom is turn when the winding on the left of half g is known.
func (fs *faces) turnFrom(a *arrangement, n, g int32, left winding) {
	star := fs.star[fs.first[n]:fs.first[n+1]]
	k := slices.Index(star, g)
	fs.left[g] = left
	fs.turn(a, n, (k+1)%len(star), left)
}
