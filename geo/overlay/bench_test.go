package overlay_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"jiyue/geo/overlay"
)

// extents of the classes that occur, about two kilometres across, in zone 37.
func benchExtents() []struct {
	name   string
	extent orb.MultiPolygon
} {
	r := rand.New(rand.NewPCG(7, 7))
	concave := func(n int) orb.MultiPolygon { return orb.MultiPolygon{{star(r, 0, 0, 700, 1000, n)}} }
	hole := concave(60)
	hole[0] = append(hole[0], scaled(hole[0][0], 0, 0, 0.4))
	parts := orb.MultiPolygon{{star(r, -700, 0, 500, 650, 30)}, {star(r, 700, 0, 500, 650, 30)}}
	return []struct {
		name   string
		extent orb.MultiPolygon
	}{
		{"quadrilateral/vertices=4", one(-950, -900, 900, -1000, 1000, 950, -880, 870)},
		{"convex/vertices=12", orb.MultiPolygon{{convexRing(r, 0, 0, 1000, 12)}}},
		{"concave/vertices=60", concave(60)},
		{"concave/vertices=500", concave(500)},
		{"hole/vertices=120", hole},
		{"multipart/vertices=60", parts},
	}
}

// benchParcels sorts small parcels of 5 to 12 corners by how they lie.
func benchParcels(extent orb.MultiPolygon) map[overlay.Relation][]orb.MultiPolygon {
	r := rand.New(rand.NewPCG(9, 9))
	p, c := overlay.Prepare(extent), overlay.NewClipper()
	byRelation := map[overlay.Relation][]orb.MultiPolygon{}
	for len(byRelation[overlay.Cut]) < 256 || len(byRelation[overlay.Inside]) < 256 || len(byRelation[overlay.Outside]) < 256 {
		x, y := east+2400*(r.Float64()-0.5), north+2400*(r.Float64()-0.5)
		parcel := orb.MultiPolygon{{star(r, x, y, 25, 40, 5+r.IntN(8))}}
		if !p.Bound().Intersects(parcel.Bound()) {
			continue // an index of boxes spares the clipper these
		}
		relation := c.Clip(p, parcel).Relation
		byRelation[relation] = append(byRelation[relation], parcel)
	}
	return byRelation
}

func BenchmarkClip(b *testing.B) {
	for _, e := range benchExtents() {
		extent := moved(e.extent, east, north)
		p, parcels := overlay.Prepare(extent), benchParcels(extent)
		for _, relation := range []overlay.Relation{overlay.Outside, overlay.Inside, overlay.Cut} {
			b.Run(fmt.Sprintf("%s/%v", e.name, relation), func(b *testing.B) {
				b.ReportAllocs()
				c := overlay.NewClipper()
				c.Vetted = true
				for i := 0; b.Loop(); i++ {
					c.Clip(p, parcels[relation][i%256])
				}
			})
		}
		b.Run(e.name+"/cut-measure", func(b *testing.B) {
			b.ReportAllocs()
			c := overlay.NewClipper()
			c.Vetted = true
			for i := 0; b.Loop(); i++ {
				c.Measure(p, parcels[overlay.Cut][i%256])
			}
		})
		b.Run(e.name+"/cut-unvetted", func(b *testing.B) {
			b.ReportAllocs()
			c := overlay.NewClipper()
			for i := 0; b.Loop(); i++ {
				c.Clip(p, parcels[overlay.Cut][i%256])
			}
		})
	}
}

// BenchmarkMix is the load of a night: of the parcels near an extent 8 % are
// cut, the others lie inside or outside in equal parts.
func BenchmarkMix(b *testing.B) {
	extent := moved(benchExtents()[2].extent, east, north)
	p, by := overlay.Prepare(extent), benchParcels(extent)
	for _, rings := range []bool{true, false} {
		b.Run(fmt.Sprintf("rings=%v", rings), func(b *testing.B) {
			b.ReportAllocs()
			c := overlay.NewClipper()
			c.Vetted = true
			for i := 0; b.Loop(); i++ {
				relation := overlay.Relation(i & 1)
				if i%25 < 2 {
					relation = overlay.Cut
				}
				if parcel := by[relation][i%256]; rings {
					c.Clip(p, parcel)
				} else {
					c.Measure(p, parcel)
				}
			}
		})
	}
}

func BenchmarkUnion(b *testing.B) {
	for _, n := range []int{2, 16, 128} {
		r := rand.New(rand.NewPCG(uint64(n), 1))
		blocks := make([]orb.MultiPolygon, n)
		for i := range blocks {
			reach := 300 * math.Sqrt(float64(n))
			blocks[i] = orb.MultiPolygon{{star(r, east+reach*r.Float64(), north+reach*r.Float64(), 200, 400, 20)}}
		}
		b.Run(fmt.Sprintf("blocks=%d/vertices=%d", n, 20*n), func(b *testing.B) {
			for b.Loop() {
				overlay.Union(blocks...)
			}
		})
	}
}

// BenchmarkSecondOpinion is what the books' second hand costs for a parcel that
// is cut.
func BenchmarkSecondOpinion(b *testing.B) {
	for _, e := range benchExtents() {
		extent := moved(e.extent, east, north)
		p := overlay.Prepare(extent)
		var land []*overlay.Known
		for _, parcel := range benchParcels(extent)[overlay.Cut] {
			land = append(land, known(parcel))
		}
		b.Run(e.name, func(b *testing.B) {
			b.ReportAllocs()
			c := overlay.NewClipper()
			for i := 0; b.Loop(); i++ {
				c.SecondOpinionM2(p, land[i%len(land)])
			}
		})
	}
}
