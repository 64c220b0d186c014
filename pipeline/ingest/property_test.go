package ingest_test

import (
	"fmt"
	"math"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"jiyue/geo"
	"jiyue/pipeline/land"
)

// Whatever the rings, each record is land that is valid and has an area, or is
// rejected and says why; and the ledger balances (readAll demands it).
func TestAnyRings(tb *testing.T) {
	coordinate := rapid.OneOf(rapid.Map(rapid.IntRange(0, 5), func(i int) float64 { return float64(i) }), rapid.SampledFrom([]float64{math.NaN(), math.Inf(-1), 1e300, 2.5}))
	steady := rapid.Map(rapid.IntRange(0, 5), func(i int) float64 { return float64(i) })
	rapid.Check(tb, func(t *rapid.T) {
		var records []record
		for i := range rapid.IntRange(1, 6).Draw(t, "records") {
			from := steady
			if rapid.IntRange(0, 9).Draw(t, "odd") == 0 {
				from = coordinate
			}
			var rs []orb.Ring
			for range rapid.IntRange(0, 4).Draw(t, "rings") {
				xy := rapid.SliceOfN(from, 2, 16).Draw(t, "xy")
				r := ring(xy[:len(xy)/2*2]...)
				if rapid.Bool().Draw(t, "close") {
					r = append(r, r[0])
				}
				rs = append(rs, r)
			}
			records = append(records, parcel(fmt.Sprint("DK", i%2), rs...))
		}
		dir := county(tb, records...)
		got := readAll(tb, mustOpen(tb, dir, parksConfig+parcelsConfig))
		why := map[int]bool{}
		for _, f := range got.findings {
			switch f.Code {
			case land.ShapeEmpty, land.CoordinateInfinite, land.RecordUnreadable, land.ParcelRepeated:
				why[f.Record] = true
			}
		}
		for _, p := range got.parcels {
			if p.Rejected != why[p.Record] {
				t.Fatalf("record %d: rejected %t, with reason %t", p.Record, p.Rejected, why[p.Record])
			}
			if p.Rejected {
				continue
			}
			if at, crosses := geo.Crossing(p.Shape); crosses || !(p.AreaM2 > 0) || p.AreaM2 != geo.AreaM2(p.Shape) {
				t.Fatalf("record %d: %g m², crosses %t at %v: %v", p.Record, p.AreaM2, crosses, at, p.Shape)
			}
		}
	})
}

// Batches that are read at once are those that are read one after the other.
func TestReadAtOnce(t *testing.T) {
	var records []record
	for i := range 5000 {
		r := parcel(fmt.Sprint("DK", i), square(float64(i), 0, 100))
		if i%7 == 0 {
			r = with(r, colStatus, "?")
		}
		records = append(records, r)
	}
	in := mustOpen(t, county(t, records...), parksConfig+parcelsConfig)
	batches := make([]land.Batch, in.Batches())
	var work sync.WaitGroup
	for i := range batches {
		work.Go(func() {
			if err := in.Read(i, &batches[i]); err != nil {
				t.Error(err)
			}
		})
	}
	work.Wait()
	for i := range batches {
		var alone land.Batch
		if err := in.Read(i, &alone); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(alone.Parcels, batches[i].Parcels) + cmp.Diff(alone.Findings, batches[i].Findings); diff != "" {
			t.Errorf("batch %d: %s", i, diff)
		}
	}
}
