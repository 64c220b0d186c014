package geo_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"jiyue/geo"
)

// The box is orb's wherever orb has one to compare with.
func TestBoundIsOrbs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var mp orb.MultiPolygon
		var rings []orb.Ring
		coordinate := rapid.Float64Range(-4e7, 4e7)
		for range rapid.IntRange(1, 3).Draw(t, "polygons") {
			var polygon orb.Polygon
			for range rapid.IntRange(1, 3).Draw(t, "rings") {
				var r orb.Ring
				for range rapid.IntRange(1, 6).Draw(t, "points") {
					r = append(r, orb.Point{coordinate.Draw(t, "x"), coordinate.Draw(t, "y")})
				}
				polygon, rings = append(polygon, r), append(rings, r)
			}
			mp = append(mp, polygon)
		}
		// orb's own box of a polygon is that of its shell.
		want := rings[0].Bound()
		for _, r := range rings {
			want = want.Union(r.Bound())
		}
		if got, some := geo.Bound(mp); got != want || !some {
			t.Fatalf("Bound is %v, want %v", got, want)
		}
		if got, some := geo.RingsBound(rings); got != want || !some {
			t.Fatalf("RingsBound is %v, want %v", got, want)
		}
	})
}

func TestBoundOfNothing(t *testing.T) {
	for _, mp := range []orb.MultiPolygon{nil, {}, {{}}, {{nil}}, {{ring(math.NaN(), 1)}}} {
		if box, some := geo.Bound(mp); some {
			t.Errorf("%v has the box %v", mp, box)
		}
	}
	nan := ring(math.NaN(), 1, 2, math.NaN(), 3, 4)
	if box, some := geo.Bound(orb.MultiPolygon{{nan}}); !some || box.Min != (orb.Point{2, 1}) || box.Max != (orb.Point{3, 4}) {
		t.Errorf("NaN left out, the box is %v", box)
	}
}

func BenchmarkBound(b *testing.B) {
	mp := orb.MultiPolygon{{circle(16)}}
	b.Run("ours", func(b *testing.B) {
		for b.Loop() {
			geo.Bound(mp)
		}
	})
	b.Run("orb", func(b *testing.B) {
		for b.Loop() {
			mp.Bound()
		}
	})
}
