package shapefile_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"

	"github.com/paulmach/orb"

	"jiyue/geo/shapefile"
)

// parcelFile writes n parcels of eight points with Chinese names, once per run.
func parcelFile(b *testing.B, n int) *shapefile.File {
	path := filepath.Join(b.TempDir(), "parcels.shp")
	write(b, path, parcelFields, shapefile.WriterOptions{Encoding: "GBK"}, func(w *shapefile.Writer) error {
		for i := range n {
			x, y := 37500000+float64(i%1000)*60, 4000000+float64(i/1000)*60
			ring := orb.Ring{{x, y}, {x, y + 20}, {x, y + 50}, {x + 20, y + 50}, {x + 50, y + 50}, {x + 50, y + 20}, {x + 50, y}, {x, y}}
			if err := w.WriteRings([]orb.Ring{ring}, []any{fmt.Sprintf("D%08d", i), fmt.Sprintf("第%d号地块", i%500), float64(i) / 4, i % 1000}); err != nil {
				return err
			}
		}
		return nil
	})
	return open(b, path, shapefile.Options{})
}

var sink float64

func BenchmarkScan(b *testing.B) {
	const n = 200_000
	f := parcelFile(b, n)
	cases := []struct {
		name    string
		columns []int
		visit   func(s *shapefile.Scanner)
	}{
		{"boxes", nil, func(s *shapefile.Scanner) { sink += s.Box().Min[0] }},
		{"boxes+points", nil, func(s *shapefile.Scanner) { sink += s.Box().Min[0] + s.Rings()[0][0][0] }},
		{"points+name", []int{1}, func(s *shapefile.Scanner) { sink += s.Rings()[0][0][0] + float64(len(s.Text(0))) }},
		{"points+id+name+2 numbers", []int{0, 1, 2, 3}, func(s *shapefile.Scanner) {
			a, _, _ := s.Number(2)
			c, _, _ := s.Number(3)
			sink += s.Rings()[0][0][0] + float64(len(s.Text(0))+len(s.Text(1))) + a + c
		}},
	}
	for _, c := range cases {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(bytesRead(b, f, len(c.columns) > 0))
			b.ReportAllocs()
			for b.Loop() {
				s := f.Scan(0, n, c.columns...)
				for s.Next() {
					c.visit(s)
				}
				if s.Err() != nil {
					b.Fatal(s.Err())
				}
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mparcels/s")
		})
	}
	b.Run("boxes+points, all cores, ranges of 4096", func(b *testing.B) {
		b.SetBytes(bytesRead(b, f, false))
		for b.Loop() {
			scanParallel(f, 4096)
		}
		b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mparcels/s")
	})
}

// bytesRead is the size of the .shp, and of the .dbf where attributes are read.
func bytesRead(b *testing.B, f *shapefile.File, attributes bool) int64 {
	var sum int64
	for _, path := range f.Parts() {
		if ext := filepath.Ext(path); ext == ".shp" || ext == ".dbf" && attributes {
			info, err := os.Stat(path)
			if err != nil {
				b.Fatal(err)
			}
			sum += info.Size()
		}
	}
	return sum
}

func scanParallel(f *shapefile.File, step int) {
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for k := range workers {
		wg.Go(func() {
			sum := 0.0
			for first := k * step; first < f.Records(); first += workers * step {
				s := f.Scan(first, first+step)
				for s.Next() {
					sum += s.Rings()[0][0][0]
				}
			}
		})
	}
	wg.Wait()
}

func BenchmarkOpen(b *testing.B) {
	const n = 200_000
	f := parcelFile(b, n)
	for _, digest := range []bool{false, true} {
		b.Run(fmt.Sprintf("digest=%t", digest), func(b *testing.B) {
			b.SetBytes(f.Bytes())
			b.ReportAllocs()
			for b.Loop() {
				again, err := shapefile.Open(f.Path(), shapefile.Options{Digest: digest})
				if err != nil {
					b.Fatal(err)
				}
				again.Close()
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mparcels/s")
		})
	}
}

func BenchmarkWrite(b *testing.B) {
	dir := b.TempDir()
	ring := square(37500000, 4000000, 50)
	n := 0
	for b.Loop() {
		n = 20_000
		write(b, filepath.Join(dir, "p.shp"), parcelFields, shapefile.WriterOptions{Encoding: "GBK"}, func(w *shapefile.Writer) error {
			for i := range n {
				if err := w.WriteRings([]orb.Ring{ring}, []any{"D1", "地块", 12.5, i}); err != nil {
					return err
				}
			}
			return nil
		})
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "parcels/s")
}
