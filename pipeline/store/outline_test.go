package store_test

import (
	"fmt"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
)

// strip is the land from x to x+widthM and from y to y+heightM of the square's corner.
func strip(x, y, widthM, heightM float64) orb.MultiPolygon {
	o := square(x, y, 1)[0][0]
	return orb.MultiPolygon{{{o, {o[0] + widthM, o[1]}, {o[0] + widthM, o[1] + heightM}, {o[0], o[1] + heightM}, o}}}
}

// cutAt is a parcel at x of which the extent holds that share, on its left.
func cutAt(p land.Piece, x, share float64) land.Piece {
	p.Share, p.Relation = share, land.Cut
	p.AreaM2, p.PlanarM2, p.Shape = p.AreaM2*share, p.PlanarM2*share, strip(x, 200, 50*share, 50)
	return p
}

// What an extent no longer holds is told from what is no longer among the
// parcels, and one drawn in another order is the same.
func TestWhatAnOutlineDoesIsToldFromWhatTheParcelsDo(t *testing.T) {
	wide, narrow := strip(0, 0, 1000, 1000), strip(0, 0, 425, 1000)
	turned := orb.MultiPolygon{{append(slices.Clone(wide[0][0][1:]), wide[0][0][1])}}
	a, b, c, d := parcelAt(1, "A", 0, 10), parcelAt(2, "B", 400, 20), parcelAt(3, "C", 600, 30), parcelAt(4, "D", 700, 40)
	edited := b
	edited.Figures[land.Output] = land.Known(7)
	larger := a
	larger.AreaM2++
	smaller := c
	smaller.Shape = orb.MultiPolygon{square(600, 200, 40)}
	for name, x := range map[string]struct {
		first, second orb.MultiPolygon
		before, after []land.Piece
		outline       string
		want          []string
	}{
		"shrinks":                   {wide, narrow, []land.Piece{a, b, c, d}, []land.Piece{a, cutAt(b, 400, 0.5)}, "2→1 1e+06→425000", []string{"removed C true", "removed D true", "reshaped B true"}},
		"grows":                     {narrow, wide, []land.Piece{a, cutAt(b, 400, 0.5)}, []land.Piece{a, b, c}, "1→2 425000→1e+06", []string{"reshaped B true", "added C true"}},
		"shrinks, parcels gone too": {wide, narrow, []land.Piece{a, b, c}, []land.Piece{cutAt(b, 400, 0.5)}, "2→1 1e+06→425000", []string{"removed A false", "removed C true", "reshaped B true"}},
		"shrinks, and an edit":      {wide, narrow, []land.Piece{a, b}, []land.Piece{a, cutAt(edited, 400, 0.5)}, "2→1 1e+06→425000", []string{"reshaped B true"}},
		"grows, a parcel new":       {narrow, wide, []land.Piece{cutAt(b, 400, 0.5)}, []land.Piece{a, b}, "1→2 425000→1e+06", []string{"added A false", "reshaped B true"}},
		"shrinks, one reshaped":     {wide, narrow, []land.Piece{a, cutAt(b, 400, 0.4)}, []land.Piece{a, cutAt(b, 400, 0.2)}, "2→1 1e+06→425000", []string{"reshaped B false"}},
		"shrinks, an area differs":  {wide, narrow, []land.Piece{a}, []land.Piece{larger}, "2→1 1e+06→425000", []string{"reshaped A false"}},
		"the same":                  {wide, wide, []land.Piece{a, b, c}, []land.Piece{a, smaller}, "", []string{"removed B false", "reshaped C false"}},
		"begins at another corner":  {wide, turned, []land.Piece{a, b}, []land.Piece{b}, "", []string{"removed A false"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for i, shape := range []orb.MultiPolygon{x.first, x.second} {
				n := landNight([][]land.Piece{x.before, x.after}[i])
				n.extents = slices.Clone(n.extents)
				e := &n.extents[0]
				e.Shape, e.AreaM2, e.Blocks = shape, 425000, 1
				if b := shape.Bound(); b.Max[0]-b.Min[0] == 1000 {
					e.AreaM2, e.Blocks = 1e6, 2
				}
				n.publishCompared(t, dir)
			}
			s := open(t, dir)
			outlines, err := s.OutlineChanges(2)
			must(t, err)
			said := ""
			for _, o := range outlines {
				said += fmt.Sprintf("%d→%d %v→%v", o.Before.Blocks, o.After.Blocks, o.Before.AreaM2, o.After.AreaM2)
			}
			changes, err := s.PieceChanges(2, "")
			must(t, err)
			var got []string
			for _, p := range changes {
				got = append(got, fmt.Sprint(p.Change, " ", p.ParcelID, " ", p.ByExtent))
			}
			slices.Sort(got)
			slices.Sort(x.want)
			if diff := gocmp.Diff(x.want, got); diff != "" || said != x.outline {
				t.Errorf("outline %s, want %s; pieces (-want +got):\n%s", said, x.outline, diff)
			}
		})
	}
}

// Extents that come and go are on record with their names.
func TestNewAndGoneExtentsAreOnRecord(t *testing.T) {
	dir := t.TempDir()
	for i := range 3 {
		n := landNight([]land.Piece{parcelAt(1, "A", 0, 10)})
		if i == 1 {
			n.extents = n.extents[:1]
		}
		n.publishCompared(t, dir)
	}
	s := open(t, dir)
	var got []string
	for run := int64(1); run <= 3; run++ {
		list, err := s.OutlineChanges(run)
		must(t, err)
		for _, o := range list {
			got = append(got, fmt.Sprint(run, " ", o.Name != "", " ", o.Before != nil, o.After != nil))
		}
	}
	if want := []string{"2 true true false", "3 true false true"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
