package overlay

// labelLocally tells of each fragment of one source whether it lies inside the
// other, given that the segments of both run round valid land.
//
// Where a fragment ends at a node of the other's boundary, the order of
// directions around the node decides, by exact signs. From there the answer
// spreads along the boundary up to the next such node. A stretch that meets no
// such node lies wholly inside or outside and one of its nodes is located.
//
// Of the extent only segments near the parcel need be here. Where they break
// off, outside the parcel's box, nothing depends on what is missing.
//
// It reports false if the fragments cannot be the boundaries of valid land, or
// if parts of a boundary have collapsed: a node between them would be located by
// an outline that runs round a place which is gone.
func (a *arrangement) labelLocally(extent *strips) bool {
	if a.collapsed {
		return false
	}
	for i := range a.fragments {
		f := &a.fragments[i]
		for s, n := range f.net {
			if n < -1 || n > 1 {
				return false
			}
			if n != 0 {
				a.nodes[f.end[0]].has[s] = true
				a.nodes[f.end[1]].has[s] = true
			}
		}
	}
	for i := range a.fragments {
		if f := &a.fragments[i]; f.label == unknown {
			switch {
			case f.only(ofParcel):
				a.spread(int32(i), ofParcel, extent)
			case f.only(ofExtent):
				a.spread(int32(i), ofExtent, extent)
			}
		}
	}
	return true
}

// spread labels the stretch of one source's boundary that fragment i is part of.
func (a *arrangement) spread(i int32, s source, extent *strips) {
	label := unknown
	a.group = append(a.group[:0], i)
	a.fragments[i].label = outside // as a mark; set below
	for k := 0; k < len(a.group); k++ {
		f := &a.fragments[a.group[k]]
		for e, n := range f.end {
			if !a.nodes[n].has[1-s] {
				a.growGroup(n, s)
			} else if label == unknown {
				label = a.labelAt(n, f.end[1-e], 1-s)
			}
		}
	}
	if label == unknown {
		label = a.locate(a.fragments[i].end[0], s, extent)
	}
	for _, k := range a.group {
		a.fragments[k].label = label
	}
}

// growGroup adds the unlabelled fragments at a node to the group.
func (a *arrangement) growGroup(n int32, s source) {
	for h := a.nodes[n].first; h != none; {
		f := &a.fragments[h>>1]
		if f.label == unknown && f.net[s] != 0 {
			f.label = outside
			a.group = append(a.group, h>>1)
		}
		h = f.next[h&1]
	}
}

// locate is the label of a node that lies on no segment of the other source.
func (a *arrangement) locate(n int32, s source, extent *strips) int8 {
	v := a.nodes[n].xy
	var in bool
	if s == ofParcel {
		in = extent.contains(v)
	} else {
		in = a.outline.contains(v)
	}
	if in {
		return inside
	}
	return outside
}

// labelAt tells whether the direction from node n to node towards lies inside
// the other source, whose boundary passes n but not in that direction: it does
// if the first of the other's fragments, turning clockwise from that direction,
// has its land on its counter-clockwise side, which is its left as seen from n.
func (a *arrangement) labelAt(n, towards int32, other source) int8 {
	v, d := a.nodes[n].xy, a.nodes[towards].xy
	var best xy
	bestHalf, land := 3, false
	for h := a.nodes[n].first; h != none; {
		f := &a.fragments[h>>1]
		e := h & 1
		h = f.next[e]
		if f.net[other] == 0 {
			continue
		}
		w := a.nodes[f.end[1-e]].xy
		half := clockwiseHalf(v, d, w)
		if half < bestHalf || half == bestHalf && side(v, best, w) > 0 {
			best, bestHalf = w, half
			land = (f.net[other] > 0) == (e == 0)
		}
	}
	if land {
		return inside
	}
	return outside
}

// clockwiseHalf is 0 if the direction from v to w lies less than half a turn
// clockwise of that to d, 1 if half a turn, 2 if more. They never coincide:
// fragments meet only at nodes.
func clockwiseHalf(v, d, w xy) int {
	switch c := side(v, d, w); {
	case c < 0:
		return 0
	case c > 0:
		return 2
	}
	return 1
}
