package store_test

import (
	"testing"

	"jiyue/pipeline/store"
)

// BenchmarkPieces reads pieces with their shapes back.
func BenchmarkPieces(b *testing.B) {
	n := benchNight(100_000, 17)
	dir := b.TempDir()
	n.publish(b, dir)
	s, err := store.Open(store.PathIn(dir))
	must(b, err)
	defer s.Close()
	b.ResetTimer()
	count := 0
	for range b.N {
		for _, e := range n.extents {
			must(b, s.Pieces(e.ParkCode, string(e.Kind), func(*store.Piece) error { count++; return nil }))
		}
	}
	b.ReportMetric(float64(count)/b.Elapsed().Seconds(), "pieces/s")
	b.ReportMetric(0, "ns/op")
}
