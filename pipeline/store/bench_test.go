package store_test

import (
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// benchNight has the pieces of a cadastre: a ring of so many points each, the
// texts and figures of an ordinary parcel, 2 000 pieces an extent.
func benchNight(pieces, points int) night {
	n := demoNight()
	n.parks, n.extents, n.pieces = nil, nil, make([]land.Piece, pieces)
	const perExtent = 2000
	for i := range pieces {
		if i%perExtent == 0 {
			code := fmt.Sprintf("S%06d", i/perExtent)
			n.parks = append(n.parks, land.Park{Code: code, Name: code})
			n.extents = append(n.extents, land.Extent{ParkCode: code, Kind: land.Approved, Shape: orb.MultiPolygon{square(float64(i), 0, 1000)}})
		}
		n.pieces[i] = benchPiece(i, points)
		n.pieces[i].Extent = len(n.extents) - 1
	}
	return n
}

func benchPiece(i, points int) land.Piece {
	ring := make(orb.Ring, points)
	x, y := 37_400_000+float64(i%1000)*60, 4_000_000+float64(i/1000)*60
	for k := range ring {
		angle := 2 * math.Pi * float64(k) / float64(points-1)
		ring[k] = orb.Point{x + 25*math.Cos(angle), y + 25*math.Sin(angle)}
	}
	ring[points-1] = ring[0]
	known := land.Known(float64(i) + 0.25)
	return land.Piece{Source: 1, Record: i + 1, ParcelID: fmt.Sprintf("141030001%010d", i), Relation: land.Inside, Share: 1, AreaM2: 1963.5 + float64(i),
		Classes: land.Classes{LandUse: "0601", Scheme: "gbt21010-2017", Status: land.Built},
		Figures: land.Figures{land.Footprint: known, land.FloorArea: known, land.Output: known, land.Tax: known, land.Employees: known},
		Shape:   orb.MultiPolygon{{ring}}}
}

// BenchmarkWritePieces is the hot path alone: pieces into the unpublished file,
// packed, written and done, indexes and R-tree included. With -cpu 1 it is what
// one core does.
func BenchmarkWritePieces(b *testing.B) {
	for _, points := range []int{5, 17, 60} {
		b.Run(fmt.Sprintf("points=%d", points), func(b *testing.B) {
			const batch, batches = 2000, 100
			n := benchNight(batch*batches, points)
			var work land.Batch
			var cpu float64
			b.ResetTimer()
			for range b.N {
				b.StopTimer()
				tonight, err := store.Create(b.TempDir(), options)
				must(b, err)
				_, err = tonight.Begin(n.run)
				must(b, err)
				must(b, tonight.SetCRS(store.CRS{EPSG: 4525, WKT: wkt}))
				must(b, tonight.WriteSources(n.sources))
				must(b, tonight.WriteExtents(n.extents))
				b.StartTimer()
				cpu -= processorSeconds()
				for i := 0; i < len(n.pieces); i += batch {
					work.Pieces = n.pieces[i : i+batch]
					tonight.Pack(&work)
					must(b, tonight.WritePieces(work.Pieces))
				}
				must(b, tonight.PiecesDone())
				cpu += processorSeconds()
				b.StopTimer()
				must(b, tonight.Discard())
				b.StartTimer()
			}
			b.ReportMetric(float64(b.N*len(n.pieces))/b.Elapsed().Seconds(), "pieces/s")
			if cpu > 0 {
				b.ReportMetric(float64(b.N*len(n.pieces))/cpu, "pieces/cpu-s")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// processorSeconds is the processor time of the program so far, 0 where Linux's
// /proc is not at hand: fields 14 and 15 of stat, in hundredths of a second.
func processorSeconds() float64 {
	stat, _ := os.ReadFile("/proc/self/stat")
	_, rest, _ := strings.Cut(string(stat), ") ") // the name of the program, field 2, may hold blanks
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.ParseFloat(fields[11], 64)
	system, _ := strconv.ParseFloat(fields[12], 64)
	return (user + system) / 100
}

// BenchmarkNight is everything that the store does in a night of the size:
// rows, indexes, R-trees, ledger, proof, sync, rename.
func BenchmarkNight(b *testing.B) {
	for _, pieces := range []int{6_000, 200_000} {
		b.Run(fmt.Sprintf("pieces=%d", pieces), func(b *testing.B) {
			n := benchNight(pieces, 17)
			dir := b.TempDir()
			b.ResetTimer()
			for range b.N {
				tonight, err := store.Create(dir, options)
				must(b, err)
				n.writeLand(b, tonight)
				_, err = tonight.StoredTallies()
				must(b, err)
				n.writeResults(b, tonight)
				must(b, tonight.Publish())
			}
			b.ReportMetric(float64(b.N*pieces)/b.Elapsed().Seconds(), "pieces/s")
			info, err := os.Stat(store.PathIn(dir))
			must(b, err)
			b.ReportMetric(float64(info.Size())/float64(pieces), "B/piece")
		})
	}
}
