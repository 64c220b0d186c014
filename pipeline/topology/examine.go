package topology

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"

	"jiyue/geo"
	"jiyue/geo/overlay"
	"jiyue/pipeline/land"
)

// Options says how to look at the pieces of an extent.
type Options struct {
	SliverM float64 // mean width up to which a gap or an overlap is a sliver, m
	Policy  land.Policy
}

// Report is what the pieces of an extent come to. Areas are planar, m².
type Report struct {
	GapM2    float64            // of the extent, covered by no piece: gaps and slivers, however narrow
	ExcessM2 float64            // of the pieces, counted beyond the extent: land that n of them cover counts n-1 times
	Gaps     []Face             // wider than a sliver, the largest first
	Slivers  Slivers            // all others, but for what is no wider than rounding
	Overlaps []Overlap          // pairs, in the order of the pieces
	Common   []orb.MultiPolygon // of each of the first CommonShapes of Overlaps, the land that the pair shares
	Losses   []Loss             // what the policy takes, in the order of the pieces
}

// CommonShapes is for how many overlaps of an extent the common land is kept. A
// cadastre drawn twice over has one for each parcel, whose number says enough.
const CommonShapes = 1000

// Face is connected land that is covered alike.
type Face struct {
	Shape  orb.MultiPolygon
	AreaM2 float64
}

// Slivers are narrow gaps and narrow overlaps of an extent taken together.
// Overlaps that are named as such are not among them.
type Slivers struct {
	Gaps, Overlaps   int
	GapM2, OverlapM2 float64
	Shape            orb.MultiPolygon // of all
}

// Count returns how many there are.
func (s *Slivers) Count() int { return s.Gaps + s.Overlaps }

// Examine looks at the pieces of an extent. They are valid and lie within it,
// shells counter-clockwise and holes clockwise, as the clip leaves them.
func Examine(extent orb.MultiPolygon, pieces []orb.MultiPolygon, o Options) Report {
	coverage := overlay.NewCoverage(extent)
	for _, p := range pieces {
		coverage.Add(p)
	}
	depths := coverage.Depths()
	r := Report{GapM2: depths.GapM2, ExcessM2: depths.ExcessM2}
	r.sortGaps(depths.Gaps, o.SliverM)
	if len(depths.Twice) > 0 {
		s := newSearch(pieces, o.Policy)
		r.Overlaps = s.overlaps(depths.Twice[0])
		for _, o := range r.Overlaps[:min(len(r.Overlaps), CommonShapes)] {
			r.Common = append(r.Common, s.pairs.common(o.I, o.J))
		}
		r.sortOverlaps(depths.Twice[0], o.SliverM)
		r.Losses = s.losses(o.Policy, depths.Twice)
	}
	return r
}

// widthM is the mean width of a polygon, m: what remains of a long one when its
// area is divided by half its outline.
func widthM(p orb.MultiPolygon, areaM2 float64) float64 { return areaM2 / (geo.PerimeterM(p) / 2) }

// roundingM is the mean width up to which a face is nothing anyone drew: twice
// the micrometre up to which geo/overlay takes pieces for rounding.
const roundingM = 2e-6

// sortGaps tells gaps from slivers.
func (r *Report) sortGaps(gaps orb.MultiPolygon, sliverM float64) {
	for _, polygon := range gaps {
		shape := orb.MultiPolygon{polygon}
		areaM2 := geo.AreaM2(shape)
		switch width := widthM(shape, areaM2); {
		case width <= roundingM:
		case width <= sliverM:
			r.Slivers.Gaps++
			r.Slivers.GapM2 += areaM2
			r.Slivers.Shape = append(r.Slivers.Shape, polygon)
		default:
			r.Gaps = append(r.Gaps, Face{shape, areaM2})
		}
	}
	slices.SortStableFunc(r.Gaps, func(a, b Face) int { return cmp.Compare(b.AreaM2, a.AreaM2) })
}

// sortOverlaps picks the slivers among land that is covered twice.
func (r *Report) sortOverlaps(twice orb.MultiPolygon, sliverM float64) {
	for _, polygon := range twice {
		shape := orb.MultiPolygon{polygon}
		areaM2 := geo.AreaM2(shape)
		if width := widthM(shape, areaM2); width > roundingM && width <= sliverM && areaM2 <= OverlapToleranceM2 {
			r.Slivers.Overlaps++
			r.Slivers.OverlapM2 += areaM2
			r.Slivers.Shape = append(r.Slivers.Shape, polygon)
		}
	}
}
