package report

import (
	"flag"
	"io"
	"path/filepath"
	"testing"

	"jiyue/pipeline/store"
)

// folder names a folder with a store of the reader's own for the benchmarks:
//
//	go run ./fixtures/generate -parks 500 -parcels 1000000 /tmp/county
//	go run ./cmd/jiyue run /tmp/county/jiyue.yaml --output /tmp/county/out
//	go test ./pipeline/report -run '^$' -bench Write -benchtime 3x -store /tmp/county/out
var folder = flag.String("store", "", "folder of the store for the benchmarks (default: a sample of 500 parks)")

func benchStore(b *testing.B) *store.Store {
	b.Helper()
	dir := *folder
	if dir == "" {
		d := sample(500, 12)
		d.ledger = nil
		dir = publishedSample(b, d)
	}
	s, err := store.Open(store.PathIn(dir))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return s
}

// BenchmarkWrite writes the three documents of a store, as a night does.
func BenchmarkWrite(b *testing.B) {
	s, out := benchStore(b), b.TempDir()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Write(s, Options{}, func(name string) string { return filepath.Join(out, name) }); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBuild reads the store and makes the model.
func BenchmarkBuild(b *testing.B) {
	s := benchStore(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Build(s, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPrint prints the documents one by one.
func BenchmarkPrint(b *testing.B) {
	m, err := Build(benchStore(b), Options{})
	if err != nil {
		b.Fatal(err)
	}
	for _, document := range documents {
		b.Run(document.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := document.print(io.Discard, m); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
