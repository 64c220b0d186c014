package geo_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"jiyue/geo"
)

func TestCrossing(t *testing.T) {
	shell := square(0, 0, 10)
	for _, c := range []struct {
		name string
		mp   orb.MultiPolygon
		want bool
	}{
		{"square", orb.MultiPolygon{{shell}}, false},
		{"square with points on its edges", orb.MultiPolygon{{closed(0, 0, 5, 0, 10, 0, 10, 5, 10, 10, 0, 10)}}, false},
		{"concave", orb.MultiPolygon{{closed(0, 0, 4, 0, 4, 4, 2, 1, 0, 4)}}, false},
		{"bow-tie", orb.MultiPolygon{{closed(0, 0, 2, 2, 2, 0, 0, 2)}}, true},
		{"pentagram, all turns to the left", orb.MultiPolygon{{closed(0, 10, -6, -8, 9, 3, -9, 3, 6, -8)}}, true},
		{"spike outwards", orb.MultiPolygon{{closed(0, 0, 4, 0, 8, 0, 4, 0, 4, 4)}}, true},
		{"spike inwards", orb.MultiPolygon{{closed(0, 0, 4, 0, 4, 2, 2, 2, 4, 2, 4, 4, 0, 4)}}, true},
		{"there and back", orb.MultiPolygon{{closed(0, 0, 4, 0)}}, true},
		{"repeated points are no crossing", orb.MultiPolygon{{closed(0, 0, 0, 0, 4, 0, 4, 4, 4, 4)}}, false},
		{"open ring", orb.MultiPolygon{{ring(0, 0, 4, 0, 4, 4)}}, false},
		{"open ring whose last edge crosses", orb.MultiPolygon{{ring(0, 0, 4, 0, 0, 4, 4, 4)}}, true},
		{"eight: crosses itself at a corner", orb.MultiPolygon{{closed(0, 0, 2, 2, 4, 4, 4, 0, 2, 2, 0, 4)}}, true},
		{"two loops that touch at a corner", orb.MultiPolygon{{closed(0, 0, 2, 2, 4, 0, 4, 4, 2, 2, 0, 4)}}, false},
		{"touches its own edge with a corner", orb.MultiPolygon{{closed(0, 0, 8, 0, 8, 4, 4, 0, 0, 4)}}, false},
		{"goes through its own edge at a corner", orb.MultiPolygon{{closed(0, 0, 8, 0, 8, 4, 4, 0, 2, -4)}}, true},
		{"hole", orb.MultiPolygon{{shell, square(2, 2, 3)}}, false},
		{"hole touches the shell at a point", orb.MultiPolygon{{shell, closed(0, 5, 3, 3, 3, 7)}}, false},
		{"hole touches the shell at its corners", orb.MultiPolygon{{shell, closed(0, 5, 5, 0, 10, 5, 5, 10)}}, false},
		{"hole along the shell", orb.MultiPolygon{{shell, square(0, 2, 3)}}, true},
		{"hole leaves the shell", orb.MultiPolygon{{shell, square(8, 2, 3)}}, true},
		{"hole leaves the shell at a corner", orb.MultiPolygon{{shell, closed(10, 0, 13, 5, 5, 5)}}, true},
		{"two holes touch", orb.MultiPolygon{{shell, square(2, 2, 2), square(4, 4, 2)}}, false},
		{"two holes share an edge", orb.MultiPolygon{{shell, square(2, 2, 2), square(4, 2, 2)}}, true},
		{"hole twice", orb.MultiPolygon{{shell, square(2, 2, 2), turned(square(2, 2, 2))}}, true},
		{"parts touch at a corner", orb.MultiPolygon{{shell}, {square(10, 10, 2)}}, false},
		{"parts share an edge", orb.MultiPolygon{{shell}, {square(10, 2, 2)}}, true},
		{"parts overlap", orb.MultiPolygon{{shell}, {square(9, 9, 2)}}, true},
		{"nothing", nil, false},
		{"empty rings", orb.MultiPolygon{{}, {nil}, {ring(1, 1)}}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, dx := range []float64{0, 37_500_000} {
				mp := c.mp.Clone()
				for _, polygon := range mp {
					for _, r := range polygon {
						for i := range r {
							r[i][0] += dx
						}
					}
				}
				if at, got := geo.Crossing(mp); got != c.want {
					t.Errorf("shifted by %v: %v at %v", dx, got, at)
				}
			}
		})
	}
}

func TestCrossingSaysWhere(t *testing.T) {
	at, crosses := geo.Crossing(orb.MultiPolygon{{closed(0, 0, 4, 4, 4, 0, 0, 4)}})
	if want := (orb.Point{2, 2}); !crosses || at != want {
		t.Errorf("%v at %v, want a crossing at %v", crosses, at, want)
	}
}

// The sweep over many edges finds what looking at each pair would: a ring of
// many corners, and the same ring with one crossing hidden in it.
func TestCrossingAmongManyEdges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(50, 400).Draw(t, "corners")
		r := circle(n)
		if _, crosses := geo.Crossing(orb.MultiPolygon{{r}}); crosses {
			t.Fatal("a round ring does not cross itself")
		}
		k := rapid.IntRange(1, n-3).Draw(t, "place")
		r[k], r[k+1] = r[k+1], r[k]
		if at, crosses := geo.Crossing(orb.MultiPolygon{{r}}); !crosses {
			t.Fatalf("two corners exchanged at %d: not found", k)
		} else if d := math.Hypot(at[0]-r[k][0], at[1]-r[k][1]); d > 2*math.Hypot(r[k][0]-r[k+1][0], r[k][1]-r[k+1][1])+1 {
			t.Fatalf("the crossing at %v is %v m from where it should be", at, d)
		}
	})
}

// circle is a round ring of n corners: exchange two neighbours and edges cross.
func circle(n int) orb.Ring {
	r := make(orb.Ring, 0, n+1)
	for i := range n {
		angle := 2 * math.Pi * float64(i) / float64(n)
		r = append(r, orb.Point{37.5e6 + 1000*math.Cos(angle), 4e6 + 1000*math.Sin(angle)})
	}
	return append(r, r[0])
}

func BenchmarkCrossing(b *testing.B) {
	rnd := rand.New(rand.NewPCG(1, 1))
	for _, n := range []int{4, 8, 16, 60, 500, 5000} {
		r := circle(n)
		for i := range r[:n] {
			f := 0.9 + 0.1*rnd.Float64()
			r[i] = orb.Point{37.5e6 + f*(r[i][0]-37.5e6), 4e6 + f*(r[i][1]-4e6)}
		}
		r[n] = r[0]
		for _, c := range []struct {
			name string
			mp   orb.MultiPolygon
		}{
			{"star", orb.MultiPolygon{{r}}},
			{"pairs", orb.MultiPolygon{{r}, {{}}}}, // an empty ring is not known to be simple: nothing is cut short
		} {
			b.Run(fmt.Sprintf("%s/vertices=%d", c.name, n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					geo.Crossing(c.mp)
				}
			})
		}
	}
}
