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

// benchParcels sorts small parcels of 5 to 12 corners by how they lie, 256 of
// each kind.
func benchParcels(extent orb.MultiPolygon) map[overlay.Relation][]*overlay.Known {
	r := rand.New(rand.NewPCG(9, 9))
	p, c := overlay.Prepare(extent), overlay.NewClipper()
	byRelation := map[overlay.Relation][]*overlay.Known{}
	for len(byRelation[overlay.Cut]) < 256 || len(byRelation[overlay.Inside]) < 256 || len(byRelation[overlay.Outside]) < 256 {
		x, y := east+2400*(r.Float64()-0.5), north+2400*(r.Float64()-0.5)
		parcel := known(orb.MultiPolygon{{star(r, x, y, 25, 40, 5+r.IntN(8))}})
		if !p.Bound().Intersects(parcel.Box) {
			continue // an index of boxes spares the clipper these
		}
		relation := c.Clip(p, parcel.Shape).Relation
		byRelation[relation] = append(byRelation[relation], parcel)
	}
	return byRelation
}

// clippers are the ways to hold a parcel against an extent.
var clippers = []struct {
	name string
	clip func(*overlay.Clipper, *overlay.Prepared, *overlay.Known)
}{
	{"rings", func(c *overlay.Clipper, p *overlay.Prepared, k *overlay.Known) { c.ClipKnown(p, k) }},
	{"area", func(c *overlay.Clipper, p *overlay.Prepared, k *overlay.Known) { c.MeasureKnown(p, k) }},
	{"unvetted", func(c *overlay.Clipper, p *overlay.Prepared, k *overlay.Known) { c.Clip(p, k.Shape) }},
}

// BenchmarkClip is the price of one parcel by class of extent, by how the parcel
// lies, and by what is asked: pieces with rings, their areas only, or pieces of
// parcels of which nothing is known.
func BenchmarkClip(b *testing.B) {
	for _, e := range benchExtents() {
		extent := moved(e.extent, east, north)
		p, parcels := overlay.PrepareForMany(extent), benchParcels(extent)
		for _, relation := range []overlay.Relation{overlay.Outside, overlay.Inside, overlay.Cut} {
			for _, way := range clippers {
				b.Run(fmt.Sprintf("%s/%v/%s", e.name, relation, way.name), func(b *testing.B) {
					b.ReportAllocs()
					c := overlay.NewClipper()
					for i := 0; b.Loop(); i++ {
						way.clip(c, p, parcels[relation][i%256])
					}
				})
			}
		}
	}
}

// BenchmarkMix is the load of a night: of the parcels near an extent 8 % are
// cut, the others lie inside or outside in equal parts.
func BenchmarkMix(b *testing.B) {
	extent := moved(benchExtents()[2].extent, east, north)
	p, by := overlay.PrepareForMany(extent), benchParcels(extent)
	for _, way := range clippers {
		b.Run(way.name, func(b *testing.B) {
			b.ReportAllocs()
			c := overlay.NewClipper()
			for i := 0; b.Loop(); i++ {
				relation := overlay.Relation(i & 1)
				if i%25 < 2 {
					relation = overlay.Cut
				}
				way.clip(c, p, by[relation][i%256])
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "parcels/s")
		})
	}
}

// BenchmarkPrepare is the price of an extent.
func BenchmarkPrepare(b *testing.B) {
	for _, e := range benchExtents() {
		extent := moved(e.extent, east, north)
		b.Run("plain/"+e.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				overlay.Prepare(extent)
			}
		})
		b.Run("for many/"+e.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				overlay.PrepareForMany(extent)
			}
		})
	}
}

// BenchmarkRoad clips a ring of thousands of corners, of which few are near the
// extent: the cost goes by those.
func BenchmarkRoad(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 3))
	extent := orb.MultiPolygon{{star(r, east+50_000, north, 700, 1000, 60)}}
	for _, n := range []int{100, 1000, 10_000} {
		road := known(orb.MultiPolygon{{star(r, east, north, 49_000, 51_000, n)}})
		b.Run(fmt.Sprintf("corners=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			p, c := overlay.PrepareForMany(extent), overlay.NewClipper()
			for b.Loop() {
				c.ClipKnown(p, road)
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
		p, land := overlay.Prepare(extent), benchParcels(extent)[overlay.Cut]
		b.Run(e.name, func(b *testing.B) {
			b.ReportAllocs()
			c := overlay.NewClipper()
			for i := 0; b.Loop(); i++ {
				c.SecondOpinionM2(p, land[i%len(land)])
			}
		})
	}
}
