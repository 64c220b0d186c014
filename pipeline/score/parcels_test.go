package score_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// The view listed_parcel says in SQL what the set says in Go: which parcels are
// idle, expired, or built industrial land below a bound. Both are held against
// each other over pieces with codes of every kind, known and unknown.
func TestListedParcelsAreThoseOfTheSet(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	pick := func(words ...string) string { return words[random.IntN(len(words))] }
	var pieces []land.Piece
	for i := range 1500 {
		p := land.Piece{Record: i + 1, ParcelID: fmt.Sprint("P", i), Relation: land.Inside, Share: 1, PlanarM2: 1000, AreaM2: 1000}
		p.Status = land.Status(pick("built", "built", "built", "unbuilt", "idle", "unsupplied", "unbuildable", ""))
		p.BuiltCode = pick("", "", "", "A2", "A1", "A", "B21", "Z9")
		p.SupplyCode = pick("", "D22", "D21", "D", "E21", "X")
		p.Scheme = pick("gbt21010-2017", "gbt21010-2007", "sandiao", "ydyh-2023")
		p.LandUse = pick("", "0601", "0604", "06", "060101", "0508", "061", "063", "0613", "1001", "100101", "1101", "110101", "0701", "10019999", "0810A")
		for m, top := range map[land.Measure]float64{land.Tax: 9, land.FloorArea: 1000} {
			if random.IntN(4) > 0 {
				p.Figures[m] = land.Known(random.Float64() * top)
			}
		}
		pieces = append(pieces, p)
	}
	n, run := auditNight(t, pieces, nil)
	_, err := scoreParks(n, run, set(t), land.EN)
	check(t, err)
	got := map[string][]string{}
	check(t, n.Read().ListedParcels(func(p *store.ListedParcel) error {
		got[p.List] = append(got[p.List], p.ParcelID)
		return nil
	}))
	want, judge := map[string][]string{}, set(t)
	for i := range pieces {
		for _, list := range listsOf(judge, &pieces[i]) {
			want[list] = append(want[list], pieces[i].ParcelID)
		}
	}
	for _, list := range set(t).ParcelLists() {
		slices.Sort(got[list.Name])
		slices.Sort(want[list.Name])
		if len(want[list.Name]) == 0 || !slices.Equal(got[list.Name], want[list.Name]) {
			t.Errorf("%s: the view lists %d parcels, the set %d", list.Name, len(got[list.Name]), len(want[list.Name]))
			for i := range pieces {
				if in := slices.Contains(got[list.Name], pieces[i].ParcelID); in != slices.Contains(want[list.Name], pieces[i].ParcelID) {
					t.Errorf("listed by the view: %v: %+v", in, pieces[i].Classes)
				}
			}
		}
	}
}

// listsOf judges one piece by the aggregates of the set.
func listsOf(s *indicators.Set, p *land.Piece) []string {
	tally := s.NewTally(land.MeasureNames())
	f := indicators.Facts{LandUse: p.LandUse, Scheme: p.Scheme, Status: string(p.Status), BuiltCode: p.BuiltCode, SupplyCode: p.SupplyCode, AreaM2: p.AreaM2}
	for _, q := range p.Figures {
		f.Amounts = append(f.Amounts, indicators.Amount(q))
	}
	tally.Add(&f)
	totals := tally.Totals()
	has := func(name string) bool { return totals[name].Known && totals[name].Value > 0 }
	var lists []string
	for _, l := range s.ParcelLists() {
		listed := has(map[string]string{indicators.LandIdle: "G", indicators.LandExpired: "D22", indicators.LandIndustrial: "A2"}[l.Land])
		switch l.Figure {
		case "tax_per_mu":
			listed = listed && p.Figures[land.Tax].Known && p.Figures[land.Tax].Value/1.5 < l.Below // 1 000 m² are 1.5 mu
		case "plot_ratio":
			listed = listed && p.Figures[land.FloorArea].Known && p.Figures[land.FloorArea].Value/1000 < l.Below
		}
		if listed {
			lists = append(lists, l.Name)
		}
	}
	return lists
}
