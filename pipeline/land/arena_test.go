package land_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
)

// When the arena grows, or more is taken of it, what was taken before must not
// change.
func TestArenaKeepsWhatWasTaken(t *testing.T) {
	var a land.Arena
	var shapes []orb.MultiPolygon
	for i := range 1000 {
		points, rings := a.Take(4, 1)
		x := float64(i)
		copy(points, []orb.Point{{x, 0}, {x + 1, 0}, {x, 1}, {x, 0}})
		rings[0] = points
		shapes = append(shapes, a.Polygon(rings))
	}
	for i, mp := range shapes {
		if len(mp) != 1 || len(mp[0]) != 1 || len(mp[0][0]) != 4 || mp[0][0][0] != (orb.Point{float64(i), 0}) || mp[0][0][1] != (orb.Point{float64(i) + 1, 0}) {
			t.Fatalf("shape %d became %v", i, mp)
		}
	}
}

// What was taken cannot grow into what is taken next.
func TestArenaPartsAreApart(t *testing.T) {
	var a land.Arena
	points, rings := a.Take(2, 1)
	next, _ := a.Take(1, 1)
	next[0] = orb.Point{7, 7}
	_ = append(points, orb.Point{1, 1})
	if next[0] != (orb.Point{7, 7}) || cap(rings) != 1 {
		t.Errorf("appending changed what was taken next: %v", next)
	}
}

// A batch that is filled again and again allocates nothing more.
func TestArenaIsReused(t *testing.T) {
	var a land.Arena
	fill := func() {
		a.Reset()
		for range 100 {
			_, rings := a.Take(5, 1)
			a.Polygon(rings)
		}
	}
	for range 10 {
		fill() // until the blocks are large enough
	}
	if n := testing.AllocsPerRun(10, fill); n != 0 {
		t.Errorf("%g allocations a batch", n)
	}
}

// Texts stay what they were, whatever comes after them.
func TestArenaTexts(t *testing.T) {
	var a land.Arena
	var texts []string
	for i := range 5000 {
		texts = append(texts, a.Text(fmt.Append(nil, "DK", i)))
		if i%1000 == 999 {
			a.Reset()
		}
	}
	long := a.Text(bytes.Repeat([]byte{'x'}, 1<<20))
	for i, got := range texts {
		if want := fmt.Sprint("DK", i); got != want {
			t.Fatalf("text %d became %q", i, got)
		}
	}
	if len(long) != 1<<20 || a.Text(nil) != "" {
		t.Error("a text longer than a block, or none, is another")
	}
}
