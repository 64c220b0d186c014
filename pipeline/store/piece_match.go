package store

import (
	"cmp"
	"slices"
	"strconv"
)

// Kinds of change of a piece. Of those that apply the first one names it.
const (
	PieceAdded        = "added"
	PieceRemoved      = "removed"
	PieceReshaped     = "reshaped"     // shape, area or share differ
	PieceReclassified = "reclassified" // land use, status or a code
	PieceEdited       = "edited"       // figures or the id
)

// changedPiece is a piece that the other run does not have as it is.
type changedPiece struct {
	content uint64
	outline uint64 // of its shape: equal for equal shapes
	state   *PieceState
	shape   []byte // kept of old pieces, and of new ones where the outline of the extent is another
}

// pairing is an old piece and the new one that has come of it; nil where there
// is none.
type pairing struct{ before, after *changedPiece }

// pair finds for each old piece what has become of it. First those go together
// that have one shape and one id; then those of one shape, which have a new
// number, as when a whole register is numbered afresh; then those of one id,
// which have a new shape; then, where neither has an id, those of one record.
// The rest is gone or new.
//
// The shape goes before the id because ids that move on by one would otherwise
// pair every parcel with its neighbour, and the effects of both would be told as
// changes of land that is as it was.
func pair(before, after []changedPiece) []pairing {
	taken := make([]bool, len(before))
	found := make([]*changedPiece, len(after))
	for _, key := range pairingKeys {
		at := map[string][]int{}
		for i := range before {
			if k := key(&before[i]); k != "" && !taken[i] {
				at[k] = append(at[k], i)
			}
		}
		for i := range after {
			k := key(&after[i])
			if list := at[k]; found[i] == nil && k != "" && len(list) > 0 {
				found[i], taken[list[0]], at[k] = &before[list[0]], true, list[1:]
			}
		}
	}
	var pairs []pairing
	for i := range before {
		if !taken[i] {
			pairs = append(pairs, pairing{before: &before[i]})
		}
	}
	for i := range after {
		pairs = append(pairs, pairing{found[i], &after[i]})
	}
	return pairs
}

// pairingKeys are by what pieces go together, the strongest first; "" is no key.
var pairingKeys = []func(*changedPiece) string{
	func(p *changedPiece) string {
		if p.outline == 0 {
			return ""
		}
		return p.outlineKey() + "\x00" + p.state.ParcelID
	},
	(*changedPiece).outlineKey,
	func(p *changedPiece) string { return p.state.ParcelID },
	func(p *changedPiece) string {
		if p.state.ParcelID != "" {
			return ""
		}
		return p.state.Source + "\x00" + strconv.Itoa(p.state.Record)
	},
}

func (p *changedPiece) outlineKey() string {
	if p.outline == 0 {
		return ""
	}
	return strconv.FormatUint(p.outline, 16)
}

// kind names the change.
func (p pairing) kind() string {
	switch b, a := p.before, p.after; {
	case b == nil:
		return PieceAdded
	case a == nil:
		return PieceRemoved
	case b.outline != a.outline || b.state.Share != a.state.Share || b.state.AreaM2 != a.state.AreaM2 || b.state.Relation != a.state.Relation:
		return PieceReshaped
	case b.state.Classes != a.state.Classes:
		return PieceReclassified
	}
	return PieceEdited
}

// sortPairs puts changes in an order that depends on nothing but the land: the
// removed first, then by source and record.
func sortPairs(pairs []pairing) {
	place := func(p pairing) (int, *PieceState) {
		if p.after == nil {
			return 0, p.before.state
		}
		return 1, p.after.state
	}
	slices.SortStableFunc(pairs, func(x, y pairing) int {
		i, s := place(x)
		j, o := place(y)
		return cmp.Or(cmp.Compare(i, j), cmp.Compare(s.Source, o.Source), cmp.Compare(s.Record, o.Record))
	})
}

// outlineOf stands for a shape; 0 for an absent one.
func outlineOf(shape []byte) uint64 {
	if shape == nil {
		return 0
	}
	return hashBytes(0, shape)
}

// clonePiece keeps a visited piece; its shape too where that will be written.
func clonePiece(p storedPiece, withShape bool) changedPiece {
	c := changedPiece{content: p.content, outline: outlineOf(p.shape), state: p.state}
	if withShape {
		c.shape = slices.Clone(p.shape)
	}
	return c
}
