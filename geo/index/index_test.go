package index_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/tidwall/rtree"
	"pgregory.net/rapid"

	"jiyue/geo/index"
)

func box(x0, y0, x1, y1 float64) orb.Bound {
	return orb.Bound{Min: orb.Point{x0, y0}, Max: orb.Point{x1, y1}}
}

func query(x *index.Index, b orb.Bound) []int {
	found := []int{}
	x.Query(b, func(i int) bool { found = append(found, i); return true })
	return found
}

func TestQuery(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	boxes := []orb.Bound{box(0, 0, 1, 1), box(1, 1, 2, 2), box(5, 5, 6, 6), box(3, 3, 2, 2), box(nan, 0, 1, 1), box(7, 7, 7, 7)}
	for _, c := range []struct {
		name string
		in   orb.Bound
		want []int
	}{
		{"inside one", box(0.2, 0.2, 0.3, 0.3), []int{0}},
		{"touches a corner of two", box(1, 1, 1, 1), []int{0, 1}},
		{"touches an edge", box(2, 1.2, 3, 1.5), []int{1}},
		{"between", box(3, 3, 4, 4), []int{}},
		{"a box that is a point", box(6.5, 6.5, 8, 8), []int{5}},
		{"everything but the empty and the NaN", box(-inf, -inf, inf, inf), []int{0, 1, 2, 5}},
		{"an empty query", box(1, 1, 0, 0), []int{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := query(index.New(boxes), c.in)
			slices.Sort(got)
			if !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestZeroValueAndEmpty(t *testing.T) {
	var zero index.Index
	for _, x := range []*index.Index{&zero, index.New(nil)} {
		if got := query(x, box(-1, -1, 1, 1)); len(got) != 0 || x.Len() != 0 {
			t.Errorf("an empty index found %v", got)
		}
	}
}

func TestVisitStops(t *testing.T) {
	boxes := make([]orb.Bound, 1000)
	seen := 0
	index.New(boxes).Query(box(-1, -1, 1, 1), func(int) bool { seen++; return seen < 7 })
	if seen != 7 {
		t.Errorf("visited %d boxes after being told to stop at 7", seen)
	}
}

// The same boxes are found as by looking at each, each of them once, and always
// in the same order.
func TestQueryFindsWhatScanningFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		coordinate := rapid.Float64Range(0, 100)
		if rapid.Bool().Draw(t, "grid") {
			coordinate = rapid.Map(rapid.IntRange(0, 12), func(i int) float64 { return float64(i) })
		}
		draw := func(label string) orb.Bound {
			x, y := coordinate.Draw(t, label), coordinate.Draw(t, label)
			return box(x, y, x+coordinate.Draw(t, label)/8, y+coordinate.Draw(t, label)/8)
		}
		boxes := make([]orb.Bound, rapid.IntRange(0, 700).Draw(t, "n"))
		for i := range boxes {
			boxes[i] = draw("box")
		}
		x, q := index.New(boxes), draw("query")
		got, again := query(x, q), query(index.New(boxes), q)
		if !slices.Equal(got, again) {
			t.Fatalf("order differs: %v, %v", got, again)
		}
		want := []int{}
		for i, b := range boxes {
			if b.Intersects(q) {
				want = append(want, i)
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("found %v, want %v", got, want)
		}
	})
}

// A cursor finds what the index finds, wherever it has been before: walks of
// small steps, leaps, boxes of all sizes, empty ones and infinite ones.
func TestCursorFindsWhatTheIndexFinds(t *testing.T) {
	inf := math.Inf(1)
	rapid.Check(t, func(t *rapid.T) {
		boxes := parks(rapid.SampledFrom([]int{0, 3, 40, 3000}).Draw(t, "n"))
		x := index.New(boxes)
		cursor := x.Cursor()
		at := orb.Point{37.4e6, 4e6}
		size := rapid.SampledFrom([]float64{0, 60, 1000, 30_000}).Draw(t, "size")
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			q := box(at[0], at[1], at[0]+size*rapid.Float64Range(0, 1).Draw(t, "width"), at[1]+size)
			switch rapid.IntRange(0, 20).Draw(t, "what") {
			case 0:
				at = orb.Point{37.4e6 + rapid.Float64Range(0, 1e5).Draw(t, "x"), 4e6 + rapid.Float64Range(0, 1e5).Draw(t, "y")}
			case 1:
				q.Max[0] = q.Min[0] - 1
			case 2:
				q = box(-inf, -inf, inf, inf)
			}
			want := query(x, q)
			slices.Sort(want)
			if got := cursor.Query(&q, []int{}); !slices.Equal(got, want) {
				t.Fatalf("%v: found %v, want %v", q, got, want)
			}
			at[0] += size * rapid.Float64Range(-1, 2).Draw(t, "step")
		}
	})
}

func TestQueryAllocatesNothing(t *testing.T) {
	boxes := parks(500)
	x, n := index.New(boxes), 0
	if a := testing.AllocsPerRun(100, func() {
		x.Query(boxes[7], func(int) bool { n++; return true })
	}); a != 0 {
		t.Errorf("%v allocations per query", a)
	}
}

// parks makes n boxes of about a kilometre, spread over a county.
func parks(n int) []orb.Bound {
	r := rand.New(rand.NewPCG(1, 2))
	boxes := make([]orb.Bound, n)
	for i := range boxes {
		x, y := 37.4e6+r.Float64()*1e5, 4e6+r.Float64()*1e5
		boxes[i] = box(x, y, x+500+1000*r.Float64(), y+500+1000*r.Float64())
	}
	return boxes
}

// parcels makes query boxes of about 60 m over the same county.
func parcels(n int) []orb.Bound {
	r := rand.New(rand.NewPCG(3, 4))
	boxes := make([]orb.Bound, n)
	for i := range boxes {
		x, y := 37.4e6+r.Float64()*1e5, 4e6+r.Float64()*1e5
		boxes[i] = box(x, y, x+60, y+60)
	}
	return boxes
}

func BenchmarkQuery(b *testing.B) {
	for _, n := range []int{50, 500, 5000, 500_000} {
		boxes, queries := parks(n), parcels(4096)
		hits := 0
		b.Run(fmt.Sprintf("packed/boxes=%d", n), func(b *testing.B) {
			x := index.New(boxes)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				x.Query(queries[i%len(queries)], func(int) bool { hits++; return true })
			}
		})
		b.Run(fmt.Sprintf("cursor along a street/boxes=%d", n), func(b *testing.B) {
			cursor := index.New(boxes).Cursor()
			var found []int
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				x := 37.4e6 + 60*float64(i%1500)
				q := box(x, 4.05e6, x+60, 4.05e6+60)
				found = cursor.Query(&q, found[:0])
			}
		})
		b.Run(fmt.Sprintf("tidwall/boxes=%d", n), func(b *testing.B) {
			var tree rtree.RTreeG[int]
			for i, box := range boxes {
				tree.Insert(box.Min, box.Max, i)
			}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				q := &queries[i%len(queries)]
				tree.Search(q.Min, q.Max, func(_, _ [2]float64, _ int) bool { hits++; return true })
			}
		})
	}
}

func BenchmarkNew(b *testing.B) {
	boxes := parcels(100_000)
	b.ReportAllocs()
	for b.Loop() {
		index.New(boxes)
	}
}
