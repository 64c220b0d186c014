package diff

import (
	"jiyue/pipeline/store"
)

// compose joins the changes of the pieces of one extent, night after night, to
// those between the first state and the last: a piece that was edited twice is
// edited once, one that came and went is nothing. What pieces are is told by
// their contents.
func compose(nights [][]store.PieceChange) []store.PieceChange {
	var all []store.PieceChange
	for i, night := range nights {
		if i == 0 {
			all = append(all, night...)
			continue
		}
		all = follow(all, night)
	}
	if len(nights) < 2 {
		return all
	}
	return cancel(all)
}

// follow has each change of the next night go on from what its piece has become
// so far. A piece that had not changed yet begins here.
func follow(all, night []store.PieceChange) []store.PieceChange {
	at := map[uint64][]int{} // changes by the content of what they lead to
	for i := range all {
		if c := all[i].AfterContent; all[i].After != nil {
			at[c] = append(at[c], i)
		}
	}
	for _, next := range night {
		list := at[next.BeforeContent]
		if next.Before == nil || len(list) == 0 {
			all = append(all, next)
			continue
		}
		at[next.BeforeContent] = list[1:]
		x := &all[list[0]]
		x.After, x.AfterContent = next.After, next.AfterContent
		x.ByExtent = joined(x, &next)
		if x.Before != nil && x.Shape == nil {
			x.Shape = next.Shape // until then it was that of the old piece
		}
	}
	return all
}

// joined reports whether the outline of the extent alone makes two changes of one
// piece, one after the other, what they are: what comes with the first or goes with
// the next does so by that one, and what is reshaped by both is so by both.
func joined(x, next *store.PieceChange) bool {
	switch {
	case next.Change == store.PieceRemoved:
		return next.ByExtent
	case x.Change == store.PieceAdded || next.Change != store.PieceReshaped:
		return x.ByExtent
	case x.Change != store.PieceReshaped:
		return next.ByExtent
	}
	return x.ByExtent && next.ByExtent
}

// cancel takes out what is there before and after all.
func cancel(all []store.PieceChange) []store.PieceChange {
	before := map[uint64]int{}
	for i := range all {
		if all[i].Before != nil {
			before[all[i].BeforeContent]++
		}
	}
	stays := map[uint64]int{} // pieces to take out on each side
	for i := range all {
		if c := all[i].AfterContent; all[i].After != nil && before[c] > 0 {
			before[c]--
			stays[c]++
		}
	}
	gone := map[uint64]int{}
	for c, n := range stays {
		gone[c] = n
	}
	var left []store.PieceChange
	for _, x := range all {
		if x.Before != nil && stays[x.BeforeContent] > 0 {
			stays[x.BeforeContent]--
			x.Before, x.Shape = nil, nil
		}
		if x.After != nil && gone[x.AfterContent] > 0 {
			gone[x.AfterContent]--
			x.After = nil
		}
		if x.Before != nil || x.After != nil {
			left = append(left, named(x))
		}
	}
	return left
}

// named gives a composed change its kind and its parcel.
func named(x store.PieceChange) store.PieceChange {
	b, a := x.Before, x.After
	switch {
	case b == nil:
		x.Change, x.ParcelID, x.BeforeContent = store.PieceAdded, a.ParcelID, 0
		return x
	case a == nil:
		x.Change, x.ParcelID, x.AfterContent = store.PieceRemoved, b.ParcelID, 0
		return x
	case x.Shape != nil || b.Share != a.Share || b.AreaM2 != a.AreaM2 || b.Relation != a.Relation:
		x.Change = store.PieceReshaped
	case b.Classes != a.Classes:
		x.Change = store.PieceReclassified
	default:
		x.Change = store.PieceEdited
	}
	x.ParcelID = a.ParcelID
	return x
}

// backwards turns changes round.
func backwards(changes []store.PieceChange) {
	for i := range changes {
		x := &changes[i]
		x.Before, x.After = x.After, x.Before
		x.BeforeContent, x.AfterContent = x.AfterContent, x.BeforeContent
		switch x.Shape = nil; x.Change { // the shape of what is now the old piece is not on record
		case store.PieceAdded:
			x.Change = store.PieceRemoved
		case store.PieceRemoved:
			x.Change = store.PieceAdded
		}
		if x.After != nil {
			x.ParcelID = x.After.ParcelID
		} else {
			x.ParcelID = x.Before.ParcelID
		}
	}
}
