package measure_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/measure"
)

func set(t testing.TB) *indicators.Set {
	t.Helper()
	s, err := indicators.Builtin("tdt1029-2014")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// built is an industrial parcel of 3 mu (2000 m²) with all figures but tax.
func built() land.Parcel {
	p := land.Parcel{Record: 1, ID: "D1", AreaM2: 2000,
		Classes: land.Classes{LandUse: "0601", Scheme: "gbt21010-2017", Status: land.Built}}
	p.Figures[land.Footprint] = land.Known(800)
	p.Figures[land.FloorArea] = land.Known(1500)
	p.Figures[land.Output] = land.Known(600)
	return p
}

func pieceOf(p land.Parcel, extent int, share float64) land.Piece {
	relation := land.Cut
	if share == 1 {
		relation = land.Inside
	}
	return land.Piece{Extent: extent, Record: p.Record, ParcelID: p.ID, Classes: p.Classes,
		Relation: relation, Share: share, PlanarM2: p.AreaM2 * share, AreaM2: p.AreaM2 * share}
}

// TestApportion: a quarter of the parcel has a quarter of each figure, and what
// the parcel lacks stays unknown, not 0.
func TestApportion(t *testing.T) {
	p := built()
	b := &land.Batch{Parcels: []land.Parcel{p}, Pieces: []land.Piece{pieceOf(p, 0, 0.25), pieceOf(p, 1, 0.75)}}
	measure.Apportion(b)
	first := b.Pieces[0].Figures
	if first[land.Footprint] != land.Known(200) || first[land.Output] != land.Known(150) || first[land.Tax].Known {
		t.Errorf("the quarter has %+v", first)
	}
	if sum := first[land.FloorArea].Value + b.Pieces[1].Figures[land.FloorArea].Value; sum != 1500 {
		t.Errorf("the floor area of both pieces is %v, want 1500", sum)
	}
}

// TestNothingIsLostByDividing: over any division of a parcel the pieces'
// figures add up to the parcel's.
func TestNothingIsLostByDividing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := built()
		value := rapid.Float64Range(0, 1e7).Draw(t, "output")
		p.Figures[land.Output] = land.Known(value)
		b := &land.Batch{Parcels: []land.Parcel{p}}
		left := 1.0
		for i := 0; left > 1e-3 && i < 8; i++ {
			share := left * rapid.Float64Range(0.01, 0.99).Draw(t, "share")
			b.Pieces = append(b.Pieces, pieceOf(p, i, share))
			left -= share
		}
		b.Pieces = append(b.Pieces, pieceOf(p, 9, left))
		measure.Apportion(b)
		var sum float64
		for _, piece := range b.Pieces {
			sum += piece.Figures[land.Output].Value
		}
		if math.Abs(sum-value) > 1e-12*value {
			t.Fatalf("pieces have %v of %v 万元", sum, value)
		}
	})
}

// TestMeter works a small park by hand: 1500 m² of the parcel of 2000 m² above
// and a whole unsupplied one of 500 m². Output 600 × 0.75 = 450 万元 over
// 2000 m² = 3 mu gives 150 万元 per mu; built ratio 1500/2000; plot ratio
// 1500 × 0.75 / 2000 = 0.5625.
func TestMeter(t *testing.T) {
	extents := []land.Extent{{ParkCode: "A", AreaM2: 2500, EllipsoidalAreaM2: 2499}}
	m, err := measure.NewMeter(set(t), extents, []string{"gbt21010-2017"})
	if err != nil {
		t.Fatal(err)
	}
	p := built()
	bare := land.Parcel{Record: 2, ID: "D2", AreaM2: 500, Classes: land.Classes{LandUse: "9999", Scheme: "gbt21010-2017", Status: land.Unsupplied}}
	b := &land.Batch{Parcels: []land.Parcel{p, bare}, Pieces: []land.Piece{pieceOf(p, 0, 0.75), pieceOf(bare, 0, 1)}}
	measure.Apportion(b)
	ledger := land.NewLedger(nil, extents)
	m.Add(b, ledger)

	if got := ledger.Parks[0].Measured; got.Count != 2 || got.AreaM2.Value() != 2000 {
		t.Errorf("ledger: %+v", got)
	}
	if len(b.Findings) != 1 || b.Findings[0].Code != land.LandUseUnknown || b.Findings[0].Record != 2 {
		t.Errorf("findings: %+v", b.Findings)
	}
	want := map[string]float64{"land_area": 2500, "parcel_area": 2000, "built_area": 1500, "built_ratio": 0.75,
		"plot_ratio": 0.5625, "output_per_mu": 150, "coverage": 0.8}
	for _, metric := range set(t).Evaluate(m.Totals(land.Planar)[0]) {
		w, asked := want[metric.Indicator]
		if !asked {
			continue
		}
		delete(want, metric.Indicator)
		if metric.Value == nil || math.Abs(*metric.Value-w) > 1e-12*w {
			t.Errorf("%s is %v (%s), want %v", metric.Indicator, metric.Value, metric.Note.EN, w)
		}
	}
	if len(want) > 0 {
		t.Errorf("never computed: %v", want)
	}
	if got := m.Totals(land.Ellipsoidal)[0]["land_area"].Value; got != 2499 {
		t.Errorf("ellipsoidal land area is %v", got)
	}
}

func TestUnknownSchemeIsAnError(t *testing.T) {
	if _, err := measure.NewMeter(set(t), nil, []string{"gbt1"}); err == nil {
		t.Error("no error")
	}
}
