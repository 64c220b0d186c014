package indicators_test

import (
	"fmt"
	"math"
	"testing"

	"jiyue/indicators"
)

var measures = []string{
	"footprint", "floor_area", "site_coverage", "hightech_area",
	"output", "tax", "value_added", "investment", "employees",
}

// piece makes facts of gbt21010-2017 land; amounts by measure name.
func piece(landUse, status string, areaM2 float64, amounts map[string]float64) indicators.Facts {
	f := indicators.Facts{
		LandUse: landUse, Scheme: "gbt21010-2017", Status: status, AreaM2: areaM2,
		Amounts: make([]indicators.Amount, len(measures)),
	}
	for i, name := range measures {
		if v, ok := amounts[name]; ok {
			f.Amounts[i] = indicators.Amount{Value: v, Known: true}
		}
	}
	return f
}

func totalsOf(t *testing.T, pieces ...indicators.Facts) indicators.Totals {
	t.Helper()
	tally := builtin(t, "tdt1029-2014").NewTally(measures)
	for i := range pieces {
		tally.Add(&pieces[i])
	}
	return tally.Totals()
}

func TestTotals(t *testing.T) {
	factory := piece("0601", "built", 4000, map[string]float64{"floor_area": 6000, "footprint": 2000, "output": 900})
	noOutput := piece("0604", "built", 1000, map[string]float64{"floor_area": 1000})
	housing := piece("0701", "built", 500, map[string]float64{"floor_area": 1500})
	vacant := piece("0601", "unsupplied", 2000, nil)
	idle := piece("0601", "idle", 300, nil)
	rural := piece("0702", "built", 90, nil)
	unknownUse := piece("", "built", 70, map[string]float64{"floor_area": 10})
	tests := []struct {
		name, total string
		pieces      []indicators.Facts
		want        indicators.Total
	}{
		{"every piece counts in the parcel area", "parcel_area", []indicators.Facts{factory, vacant}, indicators.Total{Value: 6000, Known: true, Unit: "m²", Pieces: 2}},
		{"no piece at all is a known 0 of land", "parcel_area", nil, indicators.Total{Known: true, Unit: "m²"}},
		{"no piece at all says nothing of output", "output", nil, indicators.Total{Unit: "万元"}},
		{"a piece without output is counted as missing", "output", []indicators.Facts{factory, noOutput}, indicators.Total{Value: 900, Known: true, Unit: "万元", Pieces: 2, Missing: 1}},
		{"no piece has output: unknown, not 0", "output", []indicators.Facts{noOutput, housing}, indicators.Total{Unit: "万元", Pieces: 2, Missing: 2}},
		{"industry by land-use class, built or not", "industrial_area", []indicators.Facts{factory, vacant, housing}, indicators.Total{Value: 6000, Known: true, Unit: "m²", Pieces: 2}},
		{"A2 derived from built industry alone", "A2", []indicators.Facts{factory, noOutput, housing, vacant}, indicators.Total{Value: 5000, Known: true, Unit: "m²", Pieces: 2}},
		{"idle land", "G", []indicators.Facts{factory, idle}, indicators.Total{Value: 300, Known: true, Unit: "m²", Pieces: 1}},
		{"a park without idle land has 0", "G", []indicators.Facts{factory, vacant}, indicators.Total{Known: true, Unit: "m²"}},
		{"supplied: built and idle", "D", []indicators.Facts{factory, idle, vacant}, indicators.Total{Value: 4300, Known: true, Unit: "m²", Pieces: 2}},
		{"existing rural construction is not supplied", "D", []indicators.Facts{factory, rural}, indicators.Total{Value: 4000, Known: true, Unit: "m²", Pieces: 1}},
		{"existing rural construction can be supplied", "E", []indicators.Facts{factory, rural}, indicators.Total{Value: 90, Known: true, Unit: "m²", Pieces: 1}},
		{"existing rural construction is not urban", "A", []indicators.Facts{factory, rural}, indicators.Total{Value: 4000, Known: true, Unit: "m²", Pieces: 1}},
		{"status alone doesn't tell B21 from B22", "B21", []indicators.Facts{factory, vacant, idle}, indicators.Total{Unit: "m²", Missing: 2}},
		{"all built: B21 is 0", "B21", []indicators.Facts{factory, housing}, indicators.Total{Known: true, Unit: "m²"}},
		{"built land of no class may be industrial", "A2", []indicators.Facts{factory, unknownUse}, indicators.Total{Value: 4000, Known: true, Unit: "m²", Pieces: 1, Missing: 1}},
		{"built land of no class is built", "A", []indicators.Facts{factory, unknownUse}, indicators.Total{Value: 4070, Known: true, Unit: "m²", Pieces: 2}},
		{"an attribute of the park's that the filter's pieces lack", "floor_A2", []indicators.Facts{housing}, indicators.Total{Known: true, Unit: "m²"}},
		{"codes that were derived are counted", "derived.built_code", []indicators.Facts{factory, vacant}, indicators.Total{Value: 6000, Known: true, Unit: "m²", Pieces: 2}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := totalsOf(t, tt.pieces...)[tt.total]; got != tt.want {
				t.Errorf("%s: got %+v, want %+v", tt.total, got, tt.want)
			}
		})
	}
}

func TestTotalsFromDetailedCodes(t *testing.T) {
	coded := func(built, supply, hightech string, area float64) indicators.Facts {
		f := piece("0601", "", area, map[string]float64{"hightech_area": area / 2})
		f.BuiltCode, f.SupplyCode, f.HightechCode = built, supply, hightech
		return f
	}
	totals := totalsOf(t, coded("A2", "D1", "H1", 100), coded("A31", "D21", "", 20), coded("B21", "E21", "", 30),
		coded("B22", "E22", "", 7), coded("C1", "F", "", 3), coded("X9", "D22", "", 5))
	for name, want := range map[string]float64{
		"A": 120, "A2": 100, "A31": 20, "B": 37, "B21": 30, "C": 3, "D": 125, "D22": 5, "E": 37, "E21": 30, "F": 3,
		"H": 50, "built_area": 120,
	} {
		if got := totals[name]; got.Value != want || !got.Known {
			t.Errorf("%s = %+v, want %g", name, got, want)
		}
	}
	// A code that doesn't exist leaves the construction status open.
	if got := totals["A"].Missing; got != 1 {
		t.Errorf("A: %d pieces missing, want the one with the code X9", got)
	}
	// B with D may be idle or not: codes alone don't tell.
	if g := totals["G"]; g.Known {
		t.Errorf("idle land is not known from codes with an open piece, got %+v", g)
	}
}

// B without a supply code may have been supplied or not, and may be idle.
func TestCodeWithoutSupplyLeavesTheStatusOpen(t *testing.T) {
	f := piece("", "", 50, nil)
	f.BuiltCode = "B22"
	totals := totalsOf(t, piece("0601", "built", 100, nil), f)
	for name, wantMissing := range map[string]int64{"D": 1, "E": 1, "G": 1, "built_area": 0, "B": 0, "C": 0} {
		if got := totals[name].Missing; got != wantMissing {
			t.Errorf("%s: %d pieces don't tell, want %d", name, got, wantMissing)
		}
	}
}

func TestAddAllocatesNothing(t *testing.T) {
	tally := builtin(t, "tdt1029-2014").NewTally(measures)
	f := piece("0601", "built", 1000, map[string]float64{"output": 5})
	tally.Add(&f)
	if n := testing.AllocsPerRun(100, func() { tally.Add(&f) }); n != 0 {
		t.Errorf("Add allocates %g times", n)
	}
}

func TestSumsKeepTheirDigits(t *testing.T) {
	// 10 million times 0.1 m² beside one parcel of 1e9 m²: naive sums lose
	// the sixth digit behind the point.
	tally := builtin(t, "tdt1029-2014").NewTally(nil)
	tally.Add(&indicators.Facts{AreaM2: 1e9})
	small := indicators.Facts{AreaM2: 0.1}
	const n = 1_000_000
	for range n {
		tally.Add(&small)
	}
	got, want := tally.Totals()["parcel_area"].Value, 1e9+n*0.1
	if math.Abs(got-want) > 2e-7 { // one step of a float64 near 1e9 is 1.2e-7
		t.Errorf("sum %.9f, want %.9f", got, want)
	}
}

func TestNothingInfiniteLeavesATally(t *testing.T) {
	for _, area := range []float64{math.NaN(), math.Inf(1), math.MaxFloat64} {
		f := indicators.Facts{Status: "built", AreaM2: area, Amounts: []indicators.Amount{{Value: area, Known: true}}}
		s := builtin(t, "tdt1029-2014")
		tally := s.NewTally([]string{"output"})
		tally.Add(&f)
		tally.Add(&f)
		totals := tally.Totals()
		for name, total := range totals {
			if math.IsNaN(total.Value) || math.IsInf(total.Value, 0) {
				t.Errorf("area %g: %s is %g", area, name, total.Value)
			}
		}
		for _, m := range s.Evaluate(totals) {
			for _, v := range []*float64{m.Value, m.Numerator, m.Denominator} {
				if v != nil && (math.IsNaN(*v) || math.IsInf(*v, 0)) {
					t.Errorf("area %g: metric %s has %g", area, m.Indicator, *v)
				}
			}
		}
	}
}

func BenchmarkAdd(b *testing.B) {
	s, err := indicators.Builtin("tdt1029-2014")
	if err != nil {
		b.Fatal(err)
	}
	for _, kinds := range []int{1, 8, 64} {
		b.Run(fmt.Sprintf("kinds=%d", kinds), func(b *testing.B) {
			pieces := make([]indicators.Facts, kinds)
			for i := range pieces {
				pieces[i] = piece(fmt.Sprintf("06%02d", i), "built", 1000, map[string]float64{
					"footprint": 1, "floor_area": 2, "output": 3, "tax": 4, "employees": 5,
				})
			}
			tally := s.NewTally(measures)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				tally.Add(&pieces[i%kinds])
			}
		})
	}
}

func BenchmarkTotals(b *testing.B) {
	s, err := indicators.Builtin("tdt1029-2014")
	if err != nil {
		b.Fatal(err)
	}
	scheme, err := indicators.Scheme("gbt21010-2017")
	if err != nil {
		b.Fatal(err)
	}
	for _, kinds := range []int{10, 50} {
		b.Run(fmt.Sprintf("kinds=%d", kinds), func(b *testing.B) {
			tally := s.NewTally(measures)
			for i := range kinds {
				f := piece(scheme.Codes()[i], []string{"built", "unsupplied"}[i%2], 1000, map[string]float64{"output": 3})
				tally.Add(&f)
			}
			for b.Loop() {
				tally.Totals()
			}
		})
	}
}
