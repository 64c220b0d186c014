package score

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// Rates are the fast way to what the set itself says of a piece: over pieces of
// every kind, with attributes given, given as 0 and not given, both agree for
// every figure of the set.
func TestRatesAreWhatTheSetSays(t *testing.T) {
	set, err := indicators.Builtin("tdt1029-2014")
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(5, 6))
	pick := func(words ...string) string { return words[random.IntN(len(words))] }
	var pieces []*store.Piece
	for range 150 {
		p := &store.Piece{AreaM2: 1 + 1e5*random.Float64(), Scheme: pick("gbt21010-2017", "sandiao"), LandUse: pick("0601", "0701", "0103", "", "x"),
			Status: pick("built", "built", "idle", "unsupplied", ""), BuiltCode: pick("", "", "A31", "A2", "B21"), SupplyCode: pick("", "D21", "E21"),
			HightechCode: pick("", "H1"), Figures: map[string]*float64{}}
		for _, name := range land.MeasureNames() {
			switch random.IntN(3) {
			case 0:
				p.Figures[name] = new(float64)
			case 1:
				v := 1e4 * random.Float64()
				p.Figures[name] = &v
			}
		}
		pieces = append(pieces, p)
	}
	seen := map[bool]int{}
	for _, figure := range set.IndicatorNames() {
		r := newRates(set, figure)
		for _, p := range pieces {
			n, d := r.of(p)
			wantN, wantD := r.evaluate(p)
			if !sameSum(n, wantN) || !sameSum(d, wantD) {
				t.Fatalf("%s of %+v: %s / %s, want %s / %s", figure, p, text(n), text(d), text(wantN), text(wantD))
			}
			seen[wantN == nil]++
		}
		for kind, rate := range r.kinds {
			if rate.direct {
				t.Errorf("%s is evaluated piece by piece for %+v", figure, kind)
			}
		}
	}
	if seen[true] < 100 || seen[false] < 1000 {
		t.Errorf("%v: too few of a kind", seen)
	}
}

func text(v *float64) string {
	if v == nil {
		return "nil"
	}
	return fmt.Sprint(*v)
}

// A figure that is no sum over pieces is evaluated for every piece.
func TestRatesOfAFormulaThatIsNoSum(t *testing.T) {
	set, err := indicators.Parse([]byte(`
name: ours
extends: tdt1029-2014
indicators:
  - {name: odd, zh: 怪, en: odd, unit: 1, formula: "max(floor_area, parcel_area) / parcel_area", source: test}
`), "ours.yaml")
	if err != nil {
		t.Fatal(err)
	}
	r := newRates(set, "odd")
	for _, floor := range []float64{0, 500, 5000} {
		p := &store.Piece{AreaM2: 1000, Figures: map[string]*float64{"floor_area": &floor}}
		if n, d := r.of(p); n == nil || d == nil || *n != max(floor, 1000) || *d != 1000 {
			t.Errorf("floor area %v: %s / %s", floor, text(n), text(d))
		}
	}
}
