package topology_test

import (
	"testing"

	"github.com/paulmach/orb"

	"jiyue/pipeline/topology"
)

// blocks are parcels of 40 m by 40 m in rows and columns, with a corner every
// 5 m, as surveyed parcels have: streets of a width between them, and each row
// shifted against the one before, so that no corner is a neighbour's.
func blocks(side int, streetM, shiftM float64) (extent orb.MultiPolygon, pieces []orb.MultiPolygon) {
	const sizeM, stepM, east, north = 40.0, 5.0, 37_500_000.0, 4_000_000.0
	pitch := sizeM + streetM
	for row := range side {
		for column := range side {
			x, y := east+float64(column)*pitch+float64(row)*shiftM, north+float64(row)*pitch
			var r orb.Ring
			for s := 0.0; s < sizeM; s += stepM {
				r = append(r, orb.Point{x + s, y})
			}
			for s := 0.0; s < sizeM; s += stepM {
				r = append(r, orb.Point{x + sizeM, y + s})
			}
			for s := 0.0; s < sizeM; s += stepM {
				r = append(r, orb.Point{x + sizeM - s, y + sizeM})
			}
			for s := 0.0; s < sizeM; s += stepM {
				r = append(r, orb.Point{x, y + sizeM - s})
			}
			pieces = append(pieces, orb.MultiPolygon{{append(r, r[0])}})
		}
	}
	w, h := float64(side)*pitch+float64(side)*shiftM, float64(side)*pitch
	extent = orb.MultiPolygon{{{{east - 1, north - 1}, {east + w, north - 1}, {east + w, north + h}, {east - 1, north + h}, {east - 1, north - 1}}}}
	return extent, pieces
}

// BenchmarkExamine is the look at how 2025 pieces cover an extent: neighbours
// that share their corners, that share none, and that do not touch.
func BenchmarkExamine(b *testing.B) {
	for _, c := range []struct {
		name            string
		streetM, shiftM float64
	}{{"shared corners", 0, 0}, {"T-junctions", 0, 1.5}, {"streets", 2, 0}} {
		extent, pieces := blocks(45, c.streetM, c.shiftM)
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				r := topology.Examine(extent, pieces, topology.Options{SliverM: 0.1})
				if r.ExcessM2 > 1 {
					b.Fatal(r.ExcessM2)
				}
			}
		})
	}
}
