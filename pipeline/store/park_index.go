package store

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

	"jiyue/pipeline/store/pages"
)

// parkIndex collects what the index piece_park has to hold, one list of pieces
// for each key, so that its entries need no sorting. A piece takes a byte or
// two.
type parkIndex struct {
	keys  []extentKey
	lists []rowidList
	of    []int // position in keys and lists, by extent
}

// rowidList is a list of rising rowids as the steps between them, in
// encoding/binary's varints.
type rowidList struct {
	steps []byte
	last  int64
}

// newParkIndex makes room for the pieces of the extents. Two extents of one key
// share a list.
func newParkIndex(extents []extentKey) *parkIndex {
	x := &parkIndex{of: make([]int, len(extents))}
	seen := make(map[extentKey]int, len(extents))
	for i, e := range extents {
		k, known := seen[e]
		if !known {
			k = len(x.keys)
			seen[e] = k
			x.keys = append(x.keys, e)
		}
		x.of[i] = k
	}
	x.lists = make([]rowidList, len(x.keys))
	return x
}

// add enters a piece of the extent. Rowids rise.
func (x *parkIndex) add(extent int, rowid int64) {
	l := &x.lists[x.of[extent]]
	l.steps = binary.AppendUvarint(l.steps, uint64(rowid-l.last))
	l.last = rowid
}

// write writes the entries in the order of the index.
func (x *parkIndex) write(t *pages.Tree) error {
	order := make([]int, len(x.keys))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(strings.Compare(x.keys[a].parkCode, x.keys[b].parkCode), strings.Compare(x.keys[a].kind, x.keys[b].kind))
	})
	var r pages.Record
	for _, k := range order {
		rowid := int64(0)
		for steps := x.lists[k].steps; len(steps) > 0; {
			step, n := binary.Uvarint(steps)
			steps = steps[n:]
			rowid += int64(step)
			r.Reset()
			r.Open()
			r.Text(x.keys[k].parkCode)
			r.Text(x.keys[k].kind)
			r.Integer(rowid)
			if err := t.AddKey(r.Close()); err != nil {
				return err
			}
		}
		x.lists[k].steps = nil
	}
	return t.Finish()
}
