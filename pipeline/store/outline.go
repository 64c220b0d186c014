package store

import (
	"database/sql"
	"encoding/binary"
	"math"

	"github.com/paulmach/orb"
)

// outline is an extent as the comparison of two nights sees it.
type outline struct {
	name   string
	blocks int
	areaM2 float64
	edges  uint64           // equal for equal outlines
	shape  orb.MultiPolygon // nil where there is none that can be read
}

// outlines reads the extents of a store, and their order.
func (s *Store) outlines() (map[extentKey]outline, []extentKey, error) {
	all := map[extentKey]outline{}
	var order []extentKey
	err := s.each("SELECT park_code, extent_kind, name, blocks, area_m2, geom FROM extent ORDER BY park_code, extent_kind", nil, func(row scanner) error {
		var key extentKey
		var o outline
		var blob sql.RawBytes
		if err := row.Scan(&key.parkCode, &key.kind, &o.name, &o.blocks, &o.areaM2, &blob); err != nil {
			return err
		}
		var err error
		if o.shape, err = shapeOf(blob); err != nil { // somebody has put another there: it is another outline
			o.shape, o.edges = nil, hashBytes(0, blob)
		} else {
			o.edges = edgesOf(o.shape)
		}
		all[key] = o
		order = append(order, key)
		return nil
	})
	return all, order, err
}

// edgesOf stands for the edges of a shape, in whatever order and direction they
// come: rings that begin at another corner, and blocks in another order, are the
// same outline.
func edgesOf(shape orb.MultiPolygon) uint64 {
	var sum uint64
	var edge [32]byte
	for _, polygon := range shape {
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				p, q := ring[i-1], ring[i]
				if p[0] > q[0] || p[0] == q[0] && p[1] > q[1] {
					p, q = q, p
				}
				for k, v := range [4]float64{p[0], p[1], q[0], q[1]} {
					binary.LittleEndian.PutUint64(edge[8*k:], math.Float64bits(v))
				}
				sum += hashBytes(0, edge[:])
			}
		}
	}
	return sum
}

// outlineChange is an extent whose outline differs; nil where a run lacks it.
type outlineChange struct {
	extentKey
	before, after *outline
}

// redrawn reports whether an extent that both stores have is another in them.
func (x *comparing) redrawn(key extentKey) bool {
	return x.was[key].edges != x.is[key].edges
}

// compareOutlines lists the extents that are new, gone or drawn otherwise: those
// of tonight, then those of the old store that there are no more.
func (x *comparing) compareOutlines(old []extentKey) []outlineChange {
	var list []outlineChange
	for _, key := range x.night.layers.extents {
		was, there := x.was[key]
		is := x.is[key]
		switch {
		case !there:
			list = append(list, outlineChange{key, nil, &is})
		case x.redrawn(key):
			list = append(list, outlineChange{key, &was, &is})
		}
	}
	for _, key := range old {
		if _, there := x.is[key]; !there {
			was := x.was[key]
			list = append(list, outlineChange{key, &was, nil})
		}
	}
	return list
}

func (x *comparing) writeOutlines(list []outlineChange) error {
	columns := "run_id, previous_run, park_code, extent_kind, name, blocks_before, blocks_after, area_before_m2, area_after_m2, outline_before, outline_after"
	return x.night.write("outline_change", columns, len(list), func(i int) ([]any, error) {
		o := &list[i]
		values := []any{x.night.run.ID, x.earlier, o.parkCode, o.kind, "", nil, nil, nil, nil, nil, nil}
		for side, drawn := range []*outline{o.before, o.after} {
			if drawn != nil {
				values[4], values[5+side], values[7+side], values[9+side] = drawn.name, drawn.blocks, drawn.areaM2, int64(drawn.edges)
			}
		}
		return values, nil
	})
}

// byExtent reports whether the outline of the extent alone makes the change: the
// parcel is of one size, and on the land that both outlines hold the two pieces,
// or the one and nothing, are the same.
func (x *comparing) byExtent(key extentKey, p pairing) bool {
	if !x.redrawn(key) {
		return false
	}
	var before, after orb.MultiPolygon
	var whole [2]float64
	for i, side := range []struct {
		piece *changedPiece
		into  *orb.MultiPolygon
	}{{p.before, &before}, {p.after, &after}} {
		if side.piece == nil {
			continue
		}
		shape, err := shapeOf(side.piece.shape)
		if err != nil || len(shape) == 0 {
			return false
		}
		*side.into, whole[i] = shape, landM2(shape)/side.piece.state.Share
	}
	if p.before != nil && p.after != nil && (p.before.outline == p.after.outline || math.Abs(whole[0]-whole[1]) > sameLand*whole[0]) {
		return false
	}
	return differingM2(before, x.is[key].shape, after, x.was[key].shape) <= sameLand*max(landM2(before), landM2(after))
}

// sameLand is what part of a piece may differ by the roundings of two clips: each
// moves a corner by no more than some 1e-8 m, which over an edge as long as the
// piece is wide is 1e-8 of a piece 1 m wide; a hundred times as much is taken, for
// lines that meet at a small angle.
const sameLand = 1e-6
