package clip_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/paulmach/orb"

	"jiyue/pipeline/clip"
	"jiyue/pipeline/land"
)

// BenchmarkClip clips parcels of seventeen points that an extent leaves
// outside, holds or cuts, and a cadastre of all three: 60 × 60 parcels of
// 60 m, a square extent of 2.4 km among them.
func BenchmarkClip(b *testing.B) {
	extent := box(600, 600, 2400, 2400)
	for _, c := range []struct {
		name           string
		x, y, columns  int
		rows           int
		insideExpected int64
	}{
		{"outside", 4000, 4000, 32, 32, 0},
		{"inside", 630, 630, 32, 32, 1024},
		{"cut", 570, 630, 1, 32, 0},
		{"cadastre", 10, 10, 60, 60, 39 * 39},
	} {
		b.Run(c.name, func(b *testing.B) {
			src, parcels := cadastreOf(float64(c.x), float64(c.y), c.columns, c.rows)
			extents := []land.Extent{{ParkCode: "A", Shape: extent, AreaM2: 2400 * 2400}}
			for _, jobs := range []int{1, 2} {
				b.Run(fmt.Sprintf("jobs=%d", jobs), func(b *testing.B) {
					x := clip.Prepare(extents)
					b.ReportAllocs()
					var inside int64
					for b.Loop() {
						inside = 0
						err := clip.Run(context.Background(), src, x, clip.Options{Jobs: jobs}, func(batch *land.Batch) error {
							for i := range batch.Pieces {
								if batch.Pieces[i].Relation == land.Inside {
									inside++
								}
							}
							return nil
						})
						if err != nil {
							b.Fatal(err)
						}
					}
					if inside != c.insideExpected {
						b.Fatalf("%d parcels inside, want %d", inside, c.insideExpected)
					}
					b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(parcels), "ns/parcel")
				})
			}
		})
	}
}

// cadastreOf is a grid of square parcels of 60 m from (x, y) on, with three
// further points on each side, in batches.
func cadastreOf(x, y float64, columns, rows int) (src memory, parcels int) {
	const side = 60
	var batch []land.Parcel
	for i := range columns * rows {
		px, py := x+east+side*float64(i%columns), y+north+side*float64(i/columns)
		var r orb.Ring
		for k := range 16 {
			along := side / 4 * float64(k%4)
			r = append(r, [4]orb.Point{{px + along, py}, {px + side, py + along}, {px + side - along, py + side}, {px, py + side - along}}[k/4])
		}
		batch = append(batch, parcel(i+1, orb.MultiPolygon{{append(r, r[0])}}, side*side))
		if len(batch) == 1000 {
			src, batch = append(src, batch), nil
		}
	}
	return append(src, batch), columns * rows
}
