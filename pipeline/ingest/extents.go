package ingest

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"jiyue/geo"
	"jiyue/geo/index"
	"jiyue/geo/overlay"
	"jiyue/pipeline/land"
)

// overlapToleranceM2 is the common area up to which blocks and extents are
// taken as neighbours. Outlines come from several hands, and slivers below 1 m²
// are the field's own measure of a topology that holds (DOMAIN §5.5).
const overlapToleranceM2 = 1

// unite makes extents of blocks: one for each park and kind, in the order of
// first mention.
func (in *Input) unite(blocks []block) {
	type key struct {
		park string
		kind land.ExtentKind
	}
	groups := map[key][]block{}
	var order []key
	for _, b := range blocks {
		k := key{b.park, b.kind}
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], b)
	}
	for _, k := range order {
		in.Extents = append(in.Extents, in.extent(groups[k]))
	}
}

// extent unites the blocks of one park and kind. Where they overlap, the land
// counts once.
func (in *Input) extent(blocks []block) land.Extent {
	first := blocks[0]
	e := land.Extent{ParkCode: first.park, Kind: first.kind, Blocks: len(blocks), Shape: first.shape.polygons, Source: first.source}
	var sumM2 float64
	shapes := make([]orb.MultiPolygon, len(blocks))
	for i, b := range blocks {
		shapes[i] = b.shape.polygons
		sumM2 += b.shape.areaM2
		if b.source == first.source {
			e.Records = append(e.Records, b.record)
		}
	}
	if len(blocks) > 1 {
		e.Shape = overlay.Union(shapes...)
	}
	e.AreaM2 = geo.AreaM2(e.Shape)
	e.EllipsoidalAreaM2 = in.CRS.EllipsoidalAreaM2(e.Shape)
	if twice := sumM2 - e.AreaM2; twice > overlapToleranceM2 {
		in.Findings = append(in.Findings, land.Finding{
			Code: land.BlocksOverlap, Source: in.Sources[first.source].Path, Record: first.record, ParkCode: first.park,
			AreaM2: land.Known(twice), Found: squareMetres(twice),
		})
	}
	return e
}

// checkApproved holds the outlines against the approved areas.
func (in *Input) checkApproved(index map[string]int) {
	for _, e := range in.Extents {
		approved := in.Parks[index[e.ParkCode]].ApprovedAreaM2
		if e.Kind != land.Approved || approved.Value <= 0 {
			continue
		}
		diff := e.AreaM2 - approved.Value
		if math.Abs(diff) <= in.cfg.Checks.ApprovedArea*approved.Value {
			continue
		}
		in.Findings = append(in.Findings, land.Finding{
			Code: land.ExtentArea, Source: in.Sources[e.Source].Path, Record: e.Records[0], ParkCode: e.ParkCode, AreaM2: land.Known(diff),
			Found:    fmt.Sprintf("%s (%+.1f%%)", hectares(e.AreaM2), 100*diff/approved.Value),
			Expected: hectares(approved.Value),
		})
	}
}

// checkExtentsOverlap finds extents of one kind, of different parks, that
// share land: it counts in both.
func (in *Input) checkExtentsOverlap() {
	boxes := make([]orb.Bound, len(in.Extents))
	for i, e := range in.Extents {
		boxes[i] = e.Shape.Bound()
	}
	candidates := index.New(boxes)
	clipper := overlay.NewClipper()
	clipper.Vetted = true // extents are valid: repaired or united where they had to be
	for i, e := range in.Extents {
		var later []int
		candidates.Query(boxes[i], func(j int) bool {
			if j > i && in.Extents[j].Kind == e.Kind {
				later = append(later, j)
			}
			return true
		})
		slices.Sort(later)
		if len(later) == 0 {
			continue
		}
		prepared := overlay.Prepare(e.Shape)
		for _, j := range later {
			in.noteOverlap(e, in.Extents[j], clipper.Clip(prepared, in.Extents[j].Shape))
		}
	}
}

func (in *Input) noteOverlap(e, other land.Extent, r overlay.Result) {
	if r.Relation == overlay.Outside || r.AreaM2 <= overlapToleranceM2 {
		return
	}
	in.Overlaps = append(in.Overlaps, land.ExtentOverlap{ParkCode: e.ParkCode, OtherParkCode: other.ParkCode, Kind: e.Kind, AreaM2: r.AreaM2})
	in.Findings = append(in.Findings, land.Finding{
		Code: land.ExtentsOverlap, Source: in.Sources[other.Source].Path, Record: other.Records[0],
		ParkCode: e.ParkCode + "," + other.ParkCode, AreaM2: land.Known(r.AreaM2), Shape: r.Polygon,
		Found: fmt.Sprintf("%s × %s: %s", e.ParkCode, other.ParkCode, squareMetres(r.AreaM2)),
	})
}

func hectares(m2 float64) string { return fmt.Sprintf("%.4f ha", m2/10_000) }
