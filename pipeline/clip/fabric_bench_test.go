package clip_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"jiyue/pipeline/clip"
	"jiyue/pipeline/land"
	"jiyue/pipeline/topology"
)

// cadastre is a grid of n × n parcels of 16 corners on their boundaries, row by
// row. With streets, every fifth row and column of cells is no parcel; with
// shifts, every parcel is moved by up to 2 mm, so that no two share a corner.
func cadastre(n int, streets, shifts bool) []orb.MultiPolygon {
	rng := rand.New(rand.NewPCG(5, 8))
	bends := map[orb.Point]orb.Point{}
	point := func(i, j int) orb.Point { // of a lattice with 4 points to a side
		at := orb.Point{float64(i), float64(j)}
		if _, known := bends[at]; !known {
			bends[at] = orb.Point{east + 10*at[0] + 4*rng.Float64() - 2, north + 10*at[1] + 4*rng.Float64() - 2}
		}
		return bends[at]
	}
	var shapes []orb.MultiPolygon
	for j := range n {
		for i := range n {
			if streets && (i%5 == 4 || j%5 == 4) {
				continue
			}
			var r orb.Ring
			for _, side := range [][4]int{{0, 0, 1, 0}, {4, 0, 0, 1}, {4, 4, -1, 0}, {0, 4, 0, -1}} {
				for k := range 4 {
					r = append(r, point(4*i+side[0]+k*side[2], 4*j+side[1]+k*side[3]))
				}
			}
			shape := orb.MultiPolygon{{append(r, r[0])}}
			if shifts {
				moved(shape, 0.004*rng.Float64()-0.002, 0.004*rng.Float64()-0.002)
			}
			shapes = append(shapes, shape)
		}
	}
	return shapes
}

// BenchmarkFabric compares finding overlaps by the fabric, from the clipped
// batches to the last pair, with holding all pairs against one another, and
// with the clip itself. All is in ns/parcel; of the fabric it says what the
// workers take (weave), what the sink takes (sew), and the search where there is
// doubt.
func BenchmarkFabric(b *testing.B) {
	const n = 120
	extent := box(100, 100, 40*n-300, 40*n-200)
	extents := clip.Prepare([]land.Extent{{Shape: extent}})
	for _, c := range []struct {
		name             string
		streets, shifted bool
	}{{"whole", false, false}, {"streets", true, false}, {"nothing shared", false, true}} {
		src := batchesBy(1024, cadastre(n, c.streets, c.shifted))
		batches, pieces, parcels := clipped(b, src, extents)
		each := func(b *testing.B, took time.Duration) float64 {
			return float64(took.Nanoseconds()) / float64(b.N) / float64(parcels)
		}
		b.Run(c.name+"/clip", func(b *testing.B) {
			for b.Loop() {
				clipped(b, src, extents)
			}
			b.ReportMetric(each(b, b.Elapsed()), "ns/parcel")
		})
		b.Run(c.name+"/fabric", func(b *testing.B) {
			var weave, sew time.Duration
			for b.Loop() {
				f := clip.NewFabric(extents)
				begun := time.Now()
				for _, batch := range batches {
					f.Weave(batch)
				}
				woven := time.Now()
				for _, batch := range batches {
					f.Add(batch)
				}
				weave, sew = weave+woven.Sub(begun), sew+time.Since(woven)
				if f.Doubtful(0) {
					topology.Examine(extent, pieces, topology.Options{Policy: land.CountTwice})
				}
			}
			b.ReportMetric(each(b, b.Elapsed()), "ns/parcel")
			b.ReportMetric(each(b, weave), "weave-ns/parcel")
			b.ReportMetric(each(b, sew), "sew-ns/parcel")
		})
		b.Run(c.name+"/all pairs", func(b *testing.B) {
			for b.Loop() {
				topology.Overlaps(pieces)
			}
			b.ReportMetric(each(b, b.Elapsed()), "ns/parcel")
		})
	}
}

// clipped runs the clip and returns what it hands to the sink.
func clipped(t testing.TB, src memory, x *clip.Extents) (batches []*land.Batch, pieces []orb.MultiPolygon, parcels int) {
	t.Helper()
	err := clip.Run(context.Background(), src, x, clip.Options{Jobs: 1}, func(b *land.Batch) error {
		batches = append(batches, &land.Batch{Parcels: slices.Clone(b.Parcels), Pieces: slices.Clone(b.Pieces)})
		for _, p := range b.Pieces {
			pieces = append(pieces, p.Shape)
		}
		parcels += len(b.Parcels)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return batches, pieces, parcels
}
