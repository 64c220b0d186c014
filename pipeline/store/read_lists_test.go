package store_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// LargestListed is the fast way to what the view listed_parcel says: over
// pieces of every kind both list the same parcels with the same figures, add up
// to the same land, and the largest come first.
func TestLargestListedAreThoseOfTheView(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	pick := func(words ...string) string { return words[random.IntN(len(words))] }
	n := emptyNight(t)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(n.SetCRS(store.CRS{EPSG: 4525, Name: "x", WKT: "LOCAL_CS[\"x\"]"}))
	must(n.WriteSources([]land.Source{{Role: land.RoleParcels, Path: "p.shp"}}))
	must(n.WriteParks([]land.Park{{Code: "A"}, {Code: "B"}}))
	must(n.WriteExtents([]land.Extent{{ParkCode: "A", Kind: land.Approved}, {ParkCode: "B", Kind: land.Managed}}))
	var pieces []land.Piece
	for i := range 800 {
		p := land.Piece{Extent: i / 400, Record: i + 1, ParcelID: fmt.Sprint("P", i), Relation: land.Inside, Share: 1, PlanarM2: 1000, AreaM2: float64(100 + random.IntN(9))}
		p.Status = land.Status(pick("built", "built", "idle", "unsupplied", ""))
		p.BuiltCode, p.SupplyCode = pick("", "", "A2", "A1", "Z9"), pick("", "D22", "E21")
		p.Scheme, p.LandUse = "s", pick("", "0601", "060101", "06", "0701")
		for m, top := range map[land.Measure]float64{land.Tax: 2, land.FloorArea: 100} {
			if random.IntN(4) > 0 {
				p.Figures[m] = land.Known(random.Float64() * top)
			}
		}
		pieces = append(pieces, p)
	}
	must(n.WritePieces(pieces))
	must(n.PiecesDone())
	must(n.WriteLandClasses([]store.LandClass{{Scheme: "s", Code: "0601", BuiltCode: "A2", Refined: true}, {Code: "A1"}, {Code: "A2"}}))
	must(n.WriteParcelLists([]store.ParcelList{{List: "idle", Land: "idle"}, {List: "expired", Land: "expired"},
		{List: "low_tax", Land: "industrial", Figure: "tax_per_mu", Below: ptr(6.5), Unit: "万元/亩", Demonstration: true}, {List: "low_plot", Land: "industrial", Figure: "plot_ratio", Below: ptr(.5)}}))
	want, areas := map[string]store.ListedParcel{}, map[string]float64{}
	must(n.Read().ListedParcels(func(p *store.ListedParcel) error {
		want[p.List+p.ParcelID] = *p
		areas[p.List+p.ParkCode] += p.AreaM2
		return nil
	}))
	listed, all, err := n.Read().LargestListed(len(pieces))
	must(err)
	got := map[string]store.ListedParcel{}
	for i, p := range all {
		got[p.List+p.ParcelID] = p
		if i > 0 && all[i-1].List == p.List && all[i-1].AreaM2 < p.AreaM2 {
			t.Errorf("%s: %v m² after %v m²", p.List, p.AreaM2, all[i-1].AreaM2)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" || len(want) < 100 {
		t.Errorf("%d parcels (-view +fast):\n%s", len(want), diff)
	}
	for _, l := range listed {
		if l.AreaM2 != areas[l.List+l.ParkCode] {
			t.Errorf("%s of %s: %v m², the view has %v", l.List, l.ParkCode, l.AreaM2, areas[l.List+l.ParkCode])
		}
	}
	if _, few, err := n.Read().LargestListed(3); err != nil || len(few) != 12 || few[0] != all[0] {
		t.Errorf("the largest three of four lists: %d, %v", len(few), err)
	}
}
