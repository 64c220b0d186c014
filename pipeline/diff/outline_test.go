package diff_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"jiyue/pipeline/diff"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// between answers for a park over two runs of a store.
func between(t *testing.T, dir string, from, to int64, park, indicator string, lang land.Lang) (*diff.Comparison, *diff.Park) {
	t.Helper()
	s, err := store.Open(store.PathIn(dir))
	check(t, err)
	t.Cleanup(func() { s.Close() })
	c, err := diff.Between(s, from, to, lang)
	check(t, err)
	p, err := c.Park(park, indicator)
	check(t, err)
	return c, p
}

func box(x, y, widthM, heightM float64) orb.MultiPolygon {
	return orb.MultiPolygon{{{{x, y}, {x + widthM, y}, {x + widthM, y + heightM}, {x, y + heightM}, {x, y}}}}
}

// parcelIn is a parcel of 100 m by 100 m with output.
func parcelIn(record int, id string, x float64) land.Piece {
	p := land.Piece{Record: record, ParcelID: id, Relation: land.Inside, Share: 1, AreaM2: 1e4, Shape: box(x, 0, 100, 100),
		Classes: land.Classes{LandUse: "0601", Scheme: "gbt21010-2017", Status: land.Built}}
	p.Figures[land.Output] = land.Known(float64(100 * record))
	return p
}

// An extent that shrinks, is back, and is moved is told, in both languages and
// both directions, and what it does to parcels beside what these do themselves.
func TestAnExtentThatChangedIsTold(t *testing.T) {
	dir := t.TempDir()
	kept, gone, left := parcelIn(1, "KEPT", 0), parcelIn(2, "GONE", 200), parcelIn(3, "LEFT", 600)
	wide, narrow, moved := box(0, 0, 1000, 1000), box(0, 0, 500, 1000), box(-50, 0, 1000, 1000)
	for _, night := range []county{
		{outline: wide, blocks: 2, extentM2: 1e6, pieces: []land.Piece{kept, gone, left}},
		{outline: narrow, blocks: 1, extentM2: 5e5, pieces: []land.Piece{kept}},
		{outline: wide, blocks: 2, extentM2: 1e6, pieces: []land.Piece{kept, gone, left}},
		{outline: moved, blocks: 2, extentM2: 1e6, pieces: []land.Piece{kept, gone, left}},
	} {
		night.set = builtin(t)
		night.publish(t, dir)
	}
	for name, x := range map[string]struct {
		from, to int64
		lang     land.Lang
		want     []string
		never    string
	}{
		"shrinks": {1, 2, land.EN, []string{"The approved extent changed: 2 blocks → 1, area −500 000 m² (1 000 000 → 500 000)", "by the extent alone: came into it 0, left it 1, cut otherwise 0",
			"(parcels.shp was #2, gone from the file 10000 m²)", "(parcels.shp was #3, left the extent 10000 m²)"}, ""},
		"缩小":              {1, 2, land.ZH, []string{"。核定范围改变：片区 2 → 1 个，面积 −500 000 m²", "移出范围 1 宗", "原第 2 条，文件中已无", "原第 3 条，移出范围"}, ""},
		"grows":           {2, 3, land.EN, []string{"1 blocks → 2, area +500 000 m²", "#2, new in the file", "#3, came into the extent"}, "was #"},
		"backwards":       {2, 1, land.EN, []string{"1 blocks → 2, area +500 000 m²", "#2, new in the file", "#3, came into the extent"}, "was #"},
		"there and back":  {1, 3, land.EN, []string{"nothing changed"}, "extent changed"},
		"moved":           {3, 4, land.EN, []string{"no parcel and no figure", "The approved extent was moved or redrawn: 2 blocks, area the same (1 000 000 m²)."}, "changed parcels"},
		"over two nights": {2, 4, land.EN, []string{"1 blocks → 2, area +500 000 m²", "#3, came into the extent"}, ""},
		"移位":              {3, 4, land.ZH, []string{"核定范围移位或重划：2 个片区，面积不变（1 000 000 m²）。"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, p := between(t, dir, x.from, x.to, "A", "", x.lang)
			for _, want := range x.want {
				if !strings.Contains(p.Answer, want) {
					t.Errorf("%q is not in\n%s", want, p.Answer)
				}
			}
			if x.never != "" && strings.Contains(p.Answer, x.never) {
				t.Errorf("%q is in\n%s", x.never, p.Answer)
			}
		})
	}
}

// A park that has another code is answered for by its old one, with its name; what
// has not moved has no cause.
func TestAParkThatIsGone(t *testing.T) {
	r, dir := rand.New(rand.NewPCG(7, 8)), t.TempDir()
	c := county{extentM2: 1e8, blocks: 1, set: builtin(t)}
	for i := range 10 {
		c.pieces = append(c.pieces, randomPiece(r, i+1))
	}
	c.publish(t, dir)
	c.code = "B"
	c.publish(t, dir)
	all, p := between(t, dir, 1, 2, "A", "output_per_mu", land.EN)
	if p.Name != "甲园" || !strings.Contains(p.Answer, "甲园 (A, approved)") || !strings.Contains(p.Answer, "The extent is gone") || len(all.Extents) != 2 || all.Extents[0].Name != "甲园" {
		t.Errorf("%s, of %+v", p.Answer, all.Extents)
	}
	if _, p = between(t, dir, 2, 1, "A", "", land.EN); !strings.Contains(p.Answer, "The extent is new") {
		t.Error(p.Answer)
	}
	c.publish(t, dir) // the sources differ by their hashes, and nothing else does
	_, p = between(t, dir, 2, 3, "B", "output_per_mu", land.EN)
	if !strings.Contains(p.Answer, "is the same") || strings.Contains(p.Why.Text, "cause") || !strings.Contains(p.Why.Text, "has moved nothing here: parcels.shp") {
		t.Errorf("%s %s", p.Answer, p.Why.Text)
	}
}
