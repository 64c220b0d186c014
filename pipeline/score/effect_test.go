package score_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"jiyue/pipeline/land"
	"jiyue/pipeline/score"
)

func TestEffectOn(t *testing.T) {
	v := func(f float64) *float64 { return &f }
	for _, c := range []struct {
		name       string
		N, D, n, d *float64
		want       *float64
	}{
		{"without it the quotient is higher", v(10), v(10), v(0), v(5), v(-1)},
		{"without it lower", v(10), v(10), v(9), v(5), v(0.8)},
		{"an unknown numerator adds nothing", v(10), v(10), nil, v(5), v(-1)},
		{"land that the denominator leaves out", v(10), v(10), v(1), nil, v(0.1)},
		{"the only part", v(10), v(10), v(10), v(10), nil},
		{"a sum", v(10), nil, v(5), nil, nil},
		{"no figure", nil, v(10), v(5), v(5), nil},
	} {
		got := score.EffectOn(c.N, c.D, c.n, c.d)
		if (got == nil) != (c.want == nil) || got != nil && math.Abs(*got-*c.want) > 1e-12 {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// mixedPieces are built and idle plots of sizes and yields of their own.
func mixedPieces(seed uint64) []land.Piece {
	random := rand.New(rand.NewPCG(seed, 7))
	return parcelsOf(8, 1, func(p *land.Piece) {
		p.AreaM2 = 500 + 1000*random.Float64()
		p.PlanarM2 = p.AreaM2
		p.Figures[land.FloorArea] = land.Known(2000 * random.Float64())
		p.Figures[land.Output] = land.Known(400 * random.Float64())
		if random.IntN(3) == 0 {
			p.Status, p.Figures = land.Idle, land.Figures{}
		}
	})
}

// What a parcel is said to cost is the difference between the park with it and
// the park without it, which is evaluated as a night of its own: of figures of
// which more is better, of which less is better, in percent, with and without
// points.
func TestEffectIsThatOfTheParkWithout(t *testing.T) {
	const tolerance = 1e-9 // of values and points up to some 100
	for _, figure := range []string{"idle_rate", "built_up_rate", "industrial_plot_ratio", "output_per_mu"} {
		pieces := mixedPieces(uint64(len(figure)))
		all := explained(t, pieces, figure, land.EN).Extents[0]
		if len(all.Metrics[0].Parcels) != len(pieces) {
			t.Fatalf("%s: %d parcels", figure, len(all.Metrics[0].Parcels))
		}
		for _, c := range all.Metrics[0].Parcels {
			at := slices.IndexFunc(pieces, func(p land.Piece) bool { return p.ParcelID == c.ParcelID })
			without := explained(t, slices.Delete(slices.Clone(pieces), at, at+1), figure, land.EN).Extents[0]
			if want := *all.Metrics[0].Value - *without.Metrics[0].Value; c.Effect == nil || math.Abs(*c.Effect-want) > tolerance {
				t.Errorf("%s: the effect of %s is %v, want %v", figure, c.ParcelID, c.Effect, want)
			}
			if len(all.Losses) == 0 {
				if c.Lost != nil {
					t.Errorf("%s: points of a figure without a score", figure)
				}
				continue
			}
			if want := all.Losses[0].Weight * (*without.Losses[0].Score - *all.Losses[0].Score); c.Lost == nil || math.Abs(*c.Lost-want) > tolerance {
				t.Errorf("%s: %s loses %v points, want %v", figure, c.ParcelID, c.Lost, want)
			}
		}
	}
}

// The list begins with what costs most, and Worst ends where parcels begin to
// help: the largest idle plot raises the idle rate most, built land lowers it.
func TestTheWorstComeFirst(t *testing.T) {
	var pieces []land.Piece
	for i, area := range []float64{900, 3000, 2000, 700} {
		pieces = append(pieces, parcelsOf(1, i+1, func(p *land.Piece) {
			p.AreaM2, p.PlanarM2 = area, area
			if i > 0 {
				p.Status, p.Figures = land.Idle, land.Figures{}
			}
		})...)
	}
	pieces = append(pieces, parcelsOf(9, 11, func(*land.Piece) {})...)
	ids := func(list []score.Contribution) (ids []string) {
		for _, c := range list {
			ids = append(ids, c.ParcelID)
		}
		return ids
	}
	m := explained(t, pieces, "idle_rate", land.EN).Extents[0].Metrics[0]
	if got := ids(m.Worst(9)); !m.Lower || !slices.Equal(got, []string{"P2", "P3", "P4"}) {
		t.Errorf("the worst of the idle rate: %v", got)
	}
	if last := m.Parcels[len(m.Parcels)-1]; *last.Effect >= 0 || last.ParcelID[0] != 'P' || *last.Lost > 0 {
		t.Errorf("the last: %+v", last)
	}
	if got := ids(m.Worst(2)); !slices.Equal(got, []string{"P2", "P3"}) {
		t.Errorf("the two worst: %v", got)
	}
	if m := explained(t, pieces, "tax", land.EN).Extents[0].Metrics[0]; len(m.Worst(3)) != 0 || *m.Parcels[0].Numerator < *m.Parcels[8].Numerator {
		t.Errorf("a sum: %+v", m.Parcels[0])
	}
}
