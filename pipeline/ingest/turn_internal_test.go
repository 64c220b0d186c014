package ingest

import (
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"jiyue/geo"
)

// A turned ring is the ring reversed, with the area that geo.AreaM2 finds, bit by
// bit; where it is said to be seen from its centre its edges don't cross.
func TestTurn(t *testing.T) {
	offset := rapid.SampledFrom([]orb.Point{{}, {37_500_000, 4_000_000}, {1e9, 1e10}, {-500, 100}})
	grid := rapid.Map(rapid.IntRange(0, 5), func(i int) float64 { return float64(i) })
	step := rapid.SampledFrom([]float64{1, 0.1, 1e-4, 1e3})
	seen, hidden := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		at, unit := offset.Draw(t, "offset"), step.Draw(t, "unit")
		var r orb.Ring
		if rapid.Bool().Draw(t, "star") {
			n := rapid.IntRange(3, 20).Draw(t, "corners")
			turns := rapid.SampledFrom([]float64{1, 1, 1, 2}).Draw(t, "turns")
			for k := range n {
				sin, cos := math.Sincos(-2 * math.Pi * turns * float64(k) / float64(n))
				radius := rapid.Float64Range(1, 5).Draw(t, "radius")
				r = append(r, orb.Point{at[0] + unit*radius*cos, at[1] + unit*radius*sin})
			}
		} else {
			for range rapid.IntRange(3, 9).Draw(t, "corners") {
				r = append(r, orb.Point{at[0] + unit*grid.Draw(t, "x"), at[1] + unit*grid.Draw(t, "y")})
			}
		}
		r = append(r, r[0])
		l := lookAt([]orb.Ring{r})
		if !l.tidy || l.areaM2 > -noAreaM2 {
			return
		}
		want := slices.Clone(r)
		want.Reverse()
		areaM2, whole := l.turn(r)
		if exact := geo.AreaM2(orb.MultiPolygon{{want}}); !slices.Equal(r, want) || math.Float64bits(areaM2) != math.Float64bits(exact) {
			t.Fatalf("%v, %v m²; want %v, %v m²", r, areaM2, want, exact)
		}
		if !whole {
			hidden++
			return
		}
		seen++
		if corner, crosses := geo.Crossing(orb.MultiPolygon{{r}}); crosses {
			t.Fatalf("%v is said to be seen whole and crosses at %v", r, corner)
		}
	})
	if seen == 0 || hidden == 0 {
		t.Errorf("%d rings are seen whole, %d are not: one of both is not tried", seen, hidden)
	}
}
