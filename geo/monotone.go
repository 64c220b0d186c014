package geo

import "github.com/paulmach/orb"

// monotone reports whether a ring is certainly simple because it goes along one
// axis, strictly, from its one end to the other and back again, the way back on
// the same side of the way there throughout. Roads, ditches and other strips are
// so, which can't be seen whole from any point. A false answer means nothing.
func monotone(r orb.Ring) bool {
	if len(r) < 4 || r[0] != r[len(r)-1] {
		return false
	}
	box := extend(noBound, r)
	along := 0
	if box.Max[1]-box.Min[1] > box.Max[0]-box.Min[0] {
		along = 1
	}
	n, first := len(r)-1, 0
	for r[first][along] != box.Min[along] {
		if first++; first == n {
			return false // a coordinate is NaN
		}
	}
	return bothWays(r[:n], first, along)
}

// bothWays goes through the corners of a ring from the first of them in both
// directions at once, along an axis, until the ways meet. Each corner has to
// lie on the same side of the edge of the other way that spans it.
func bothWays(corners orb.Ring, first, along int) bool {
	there := way{at: corners[first], index: first, step: 1}
	back := way{at: corners[first], index: first, step: -1}
	if !there.advance(corners, along) || !back.advance(corners, along) {
		return false
	}
	turn := 0
	for there.index != back.index {
		ahead, behind := &there, &back // by which of their edges ends first
		if back.at[along] < there.at[along] {
			ahead, behind = behind, ahead
		}
		side := plainOrient(behind.from[0]-ahead.at[0], behind.from[1]-ahead.at[1], behind.at[0]-ahead.at[0], behind.at[1]-ahead.at[1])
		if ahead == &there {
			side = -side
		}
		if turn == 0 {
			turn = side
		}
		if side == 0 || side != turn || !ahead.advance(corners, along) {
			return false
		}
	}
	return true
}

// way is one direction round a ring.
type way struct {
	from, at    orb.Point // the edge that it is on
	index, step int       // of at, and to the next
}

// advance goes to the next edge; false where that does not lead strictly along
// the axis.
func (w *way) advance(corners orb.Ring, along int) bool {
	w.from = w.at
	w.index += w.step
	switch {
	case w.index == len(corners):
		w.index = 0
	case w.index < 0:
		w.index = len(corners) - 1
	}
	w.at = corners[w.index]
	return w.at[along] > w.from[along]
}
