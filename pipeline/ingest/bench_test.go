package ingest_test

import (
	"flag"
	"fmt"
	"testing"

	"jiyue/pipeline/config"
	"jiyue/pipeline/ingest"
	"jiyue/pipeline/land"
)

// county names a county of the reader's own for the benchmarks:
//
//	go run ./fixtures/generate -parks 500 -parcels 1000000 /tmp/county
//	go test ./pipeline/ingest -run '^$' -bench . -county /tmp/county/jiyue.yaml
var benchCounty = flag.String("county", "", "jiyue.yaml of the county for the benchmarks (default: 10 240 parcels of ten corners)")

// benchConfig is the configuration of the county to read.
func benchConfig(b *testing.B) *config.Config {
	if *benchCounty != "" {
		cfg, err := config.Load(*benchCounty)
		if err != nil {
			b.Fatal(err)
		}
		return cfg
	}
	var records []record
	for i := range 10_240 {
		x, y := float64(i%100)*10, float64(i/100)*10
		records = append(records, with(parcel(fmt.Sprintf("DK%05d", i),
			ring(x, y, x, y+5, x, y+10, x+5, y+10, x+10, y+10, x+10, y+5, x+5, y+5, x+5, y+2, x+5, y, x+2, y, x, y)), colDeclared, 75.0))
	}
	dir := county(b, records...)
	mustOpen(b, dir, parksConfig+parcelsConfig)
	cfg, err := config.Load(dir + "/jiyue.yaml")
	if err != nil {
		b.Fatal(err)
	}
	return cfg
}

// BenchmarkOpen opens a county: encoding, hashes, counts of ids, roster.
func BenchmarkOpen(b *testing.B) {
	cfg := benchConfig(b)
	var parcels, bytes int64
	b.ReportAllocs()
	for b.Loop() {
		in, err := ingest.Open(cfg)
		if err != nil {
			b.Fatal(err)
		}
		parcels, bytes = in.Records(), bytesOf(in)
		in.Close()
	}
	reportParcels(b, parcels, bytes)
}

// BenchmarkRead reads all parcels of a county in one goroutine.
func BenchmarkRead(b *testing.B) {
	in, err := ingest.Open(benchConfig(b))
	if err != nil {
		b.Fatal(err)
	}
	defer in.Close()
	in.SkipFar()
	var batch land.Batch
	b.ReportAllocs()
	for b.Loop() {
		for i := range in.Batches() {
			if err := in.Read(i, &batch); err != nil {
				b.Fatal(err)
			}
		}
	}
	reportParcels(b, in.Records(), bytesOf(in))
}

// bytesOf is the length of the parcel files.
func bytesOf(in *ingest.Input) int64 {
	var bytes int64
	for _, s := range in.Sources {
		if s.Role == land.RoleParcels {
			bytes += s.Bytes
		}
	}
	return bytes
}

func reportParcels(b *testing.B, parcels, bytes int64) {
	b.SetBytes(bytes)
	n := float64(parcels) * float64(b.N)
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/n, "ns/parcel")
	b.ReportMetric(n/b.Elapsed().Seconds(), "parcels/s")
}
