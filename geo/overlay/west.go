package overlay

// west answers what the winding is just west of a node: from all fragments, or
// where there are many from those that reach the node's height.
type west struct {
	a     *arrangement
	lines []segment // the fragments as they run
	rows  strips    // over the lines; none where they are few
}

// newWest lists the fragments.
func (a *arrangement) newWest() *west {
	w := &west{a: a, lines: make([]segment, len(a.fragments))}
	for i := range a.fragments {
		f := &a.fragments[i]
		w.lines[i] = newSegment(a.nodes[f.end[0]].xy, a.nodes[f.end[1]].xy, ofParcel)
	}
	if len(w.lines) >= manySegments {
		w.rows = newStrips(w.lines)
	}
	return w
}

// winding is the winding just left of a node that is the leftmost, and the
// lowest of these, of its connected set: what the segments on a ray to the left
// amount to.
func (w *west) winding(n int32) winding {
	var sum winding
	v := w.a.nodes[n].xy
	if w.rows.first == nil {
		for i := range w.lines {
			w.add(&sum, i, v)
		}
		return sum
	}
	row := w.rows.strip(v.y)
	for _, i := range w.rows.entries[w.rows.first[row]:w.rows.first[row+1]] {
		w.add(&sum, int(i), v)
	}
	return sum
}

// add adds what a fragment does to the winding at v. Segments that start on the
// ray count, those that end do not.
func (w *west) add(sum *winding, i int, v xy) {
	line := &w.lines[i]
	if v.y < line.lo.y || v.y >= line.hi.y || line.lo.x > v.x {
		return
	}
	p, q, up := line.a, line.b, int32(-1) // a segment that runs down has its left to the east
	if p.y > q.y {
		p, q, up = q, p, 1
	}
	if side(p, q, v) >= 0 {
		return
	}
	for s, net := range w.a.fragments[i].net {
		sum[s] += up * net
	}
}
