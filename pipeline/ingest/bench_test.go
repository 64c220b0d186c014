package ingest_test

import (
	"fmt"
	"testing"

	"jiyue/pipeline/land"
)

// BenchmarkRead reads parcels of ten corners with all attributes, in one
// goroutine.
func BenchmarkRead(b *testing.B) {
	const parcels = 10_240
	var records []record
	for i := range parcels {
		x, y := float64(i%100)*10, float64(i/100)*10
		records = append(records, with(parcel(fmt.Sprintf("DK%05d", i),
			ring(x, y, x, y+5, x, y+10, x+5, y+10, x+10, y+10, x+10, y+5, x+5, y+5, x+5, y+2, x+5, y, x+2, y, x, y)), colDeclared, 75.0))
	}
	in := mustOpen(b, county(b, records...), parksConfig+parcelsConfig)
	var batch land.Batch
	for b.Loop() {
		for i := range in.Batches() {
			if err := in.Read(i, &batch); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/parcels, "ns/parcel")
}
