package topology

import (
	"slices"

	"github.com/paulmach/orb"

	"jiyue/geo/index"
	"jiyue/geo/overlay"
)

// OverlapToleranceM2 is the common area up to which two parcels are taken as
// neighbours: a boundary of 100 m drawn twice with corners rounded to the
// millimetre differs by at most 100 m × 2 × 0.5 mm = 0.1 m².
const OverlapToleranceM2 = 0.1

// Overlap is land that two shapes share: it would count twice.
type Overlap struct {
	I, J   int // indices of the shapes, I < J
	AreaM2 float64
}

// Overlaps returns the pairs of shapes that share more land than the
// tolerance, in the order of I, then J. Shapes are valid polygons. Every shape
// is held against all whose box meets its own: [Examine] finds the same faster.
func Overlaps(shapes []orb.MultiPolygon) []Overlap {
	boxes := boundsOf(shapes)
	candidates := index.New(boxes)
	pairs := newPairing(shapes)
	var found []Overlap
	var later []int
	for i := range shapes {
		later = later[:0]
		candidates.Query(boxes[i], func(j int) bool {
			if j > i && boxArea(boxes[i], boxes[j]) > OverlapToleranceM2 {
				later = append(later, j)
			}
			return true
		})
		slices.Sort(later)
		for _, j := range later {
			if area := pairs.commonM2(i, j); area > OverlapToleranceM2 {
				found = append(found, Overlap{i, j, area})
			}
		}
	}
	return found
}

// pairing measures pairs of shapes. Of each pair the one with more corners
// serves as the extent, which is prepared once: a road that winds past five
// hundred parcels is not looked at as a whole five hundred times.
type pairing struct {
	shapes   []orb.MultiPolygon
	prepared []*overlay.Prepared
	clipper  *overlay.Clipper
}

func newPairing(shapes []orb.MultiPolygon) pairing {
	c := overlay.NewClipper()
	c.Vetted = true // pieces of valid shapes are valid
	return pairing{shapes: shapes, prepared: make([]*overlay.Prepared, len(shapes)), clipper: c}
}

// commonM2 returns the area that two shapes share.
func (p *pairing) commonM2(i, j int) float64 {
	return p.clipper.Measure(p.prepare(i, j)).AreaM2
}

// common returns the land that two shapes share.
func (p *pairing) common(i, j int) orb.MultiPolygon {
	return p.clipper.Clip(p.prepare(i, j)).Polygon
}

func (p *pairing) prepare(i, j int) (*overlay.Prepared, orb.MultiPolygon) {
	if corners(p.shapes[i]) < corners(p.shapes[j]) {
		i, j = j, i
	}
	if p.prepared[i] == nil {
		p.prepared[i] = overlay.Prepare(p.shapes[i])
	}
	return p.prepared[i], p.shapes[j]
}

func boundsOf(shapes []orb.MultiPolygon) []orb.Bound {
	boxes := make([]orb.Bound, len(shapes))
	for i, s := range shapes {
		boxes[i] = s.Bound()
	}
	return boxes
}

// corners returns how many points a shape has.
func corners(mp orb.MultiPolygon) int {
	n := 0
	for _, polygon := range mp {
		for _, ring := range polygon {
			n += len(ring)
		}
	}
	return n
}

// boxArea returns the area that two boxes share.
func boxArea(a, b orb.Bound) float64 {
	w := min(a.Max[0], b.Max[0]) - max(a.Min[0], b.Min[0])
	h := min(a.Max[1], b.Max[1]) - max(a.Min[1], b.Min[1])
	return max(w, 0) * max(h, 0)
}
