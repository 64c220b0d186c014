package clip

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"jiyue/geo/overlay"
	"jiyue/pipeline/land"
)

// Clipper cuts batches: the scratch memory of one goroutine.
type Clipper struct {
	extents *Extents
	area    func(orb.MultiPolygon) float64 // the area the configuration asks for; nil for planar
	overlay *overlay.Clipper
	near    []int // extents whose box the parcel's box meets, in order
	record  int   // in work, for the message should anything go wrong
}

// NewClipper returns a clipper over the extents. area measures a piece where
// the configuration asks for another than the planar area; nil for planar.
func NewClipper(x *Extents, area func(orb.MultiPolygon) float64) *Clipper {
	return &Clipper{extents: x, area: area, overlay: vetted()}
}

// vetted returns an overlay clipper that takes shapes as valid: ingest has
// looked at every parcel and repaired what had to be, and pieces of valid
// shapes are valid.
func vetted() *overlay.Clipper {
	c := overlay.NewClipper()
	c.Vetted = true
	return c
}

// Clip fills b.Pieces from b.Parcels, in the order of the parcels, then of the
// extents. Figures of pieces are left empty: see package measure.
func (c *Clipper) Clip(b *land.Batch) {
	b.Pieces = b.Pieces[:0]
	for i := range b.Parcels {
		if p := &b.Parcels[i]; !p.Rejected {
			c.record = p.Record
			c.clipParcel(b, p)
		}
	}
}

func (c *Clipper) clipParcel(b *land.Batch, p *land.Parcel) {
	c.near = c.near[:0]
	c.extents.boxes.Query(p.Box, func(i int) bool { c.near = append(c.near, i); return true })
	slices.Sort(c.near)
	first := len(b.Pieces)
	for _, i := range c.near {
		r := c.overlay.Clip(c.extents.prepared[i], p.Shape)
		if r.Relation != overlay.Outside {
			b.Pieces = append(b.Pieces, c.piece(i, p, r))
		}
	}
	pieces := b.Pieces[first:]
	p.CoveredM2 = c.covered(p, pieces)
	p.CutOffM2 = c.cutOff(p, pieces)
	if f, above := shareAboveOne(p, pieces); above {
		b.Findings = append(b.Findings, f)
	}
}

// piece makes a piece of the parcel from what the overlay found.
func (c *Clipper) piece(extent int, p *land.Parcel, r overlay.Result) land.Piece {
	piece := land.Piece{
		Extent: extent, Source: p.Source, Record: p.Record, ParcelID: p.ID, Classes: p.Classes,
		Relation: land.Inside, Share: 1, PlanarM2: r.AreaM2, AreaM2: r.AreaM2, Shape: r.Polygon,
	}
	if r.Relation == overlay.Cut {
		piece.Relation = land.Cut
		piece.Share = min(r.AreaM2/p.AreaM2, mostOfCut)
	}
	if c.area != nil {
		piece.AreaM2 = c.area(piece.Shape)
	}
	return piece
}

// cutOff returns the planar area of a cut parcel outside all extents. It does
// not look at the pieces but sums over pairs of edges, so that the ledger has a
// second hand. Of land in several extents only what they share is taken from
// the pieces.
func (c *Clipper) cutOff(p *land.Parcel, pieces []land.Piece) float64 {
	if len(pieces) == 0 || p.CoveredM2 == p.AreaM2 {
		return 0
	}
	inside, shared := 0.0, -p.CoveredM2
	for _, piece := range pieces {
		inside += c.overlay.SecondOpinionM2(c.extents.prepared[piece.Extent], p.Shape)
		shared += piece.PlanarM2
	}
	return p.AreaM2 - (inside - shared)
}

// mostOfCut is the largest share of a cut piece: where all but a few roundings
// of a parcel lies inside, the quotient may be 1, which means the whole.
var mostOfCut = math.Nextafter(1, 0)

// covered returns the planar area of the parcel inside any extent, each m²
// counted once.
func (c *Clipper) covered(p *land.Parcel, pieces []land.Piece) float64 {
	var sum float64
	for _, piece := range pieces {
		if piece.Relation == land.Inside {
			return p.AreaM2
		}
		sum += piece.PlanarM2
	}
	if len(pieces) < 2 {
		return sum
	}
	for i, piece := range pieces {
		sum -= c.common(piece.Shape, piece.Extent, pieces[i+1:])
	}
	return sum
}

// common returns how much of shape, which lies in the extent, the later pieces
// cover too, by inclusion and exclusion over the extents that meet it.
func (c *Clipper) common(shape orb.MultiPolygon, extent int, later []land.Piece) float64 {
	var sum float64
	for i, piece := range later {
		if !slices.Contains(c.extents.meets[extent], piece.Extent) {
			continue
		}
		r := c.overlay.Clip(c.extents.prepared[piece.Extent], shape)
		if r.Relation == overlay.Outside {
			continue
		}
		sum += r.AreaM2 - c.common(r.Polygon, piece.Extent, later[i+1:])
	}
	return sum
}

// shareAboveOne says where dividing by the area as delivered would have made a
// share above 1, as desktop tools do on a figure-eight: its loops cancel.
func shareAboveOne(p *land.Parcel, pieces []land.Piece) (land.Finding, bool) {
	for _, piece := range pieces {
		if piece.PlanarM2 > p.DeliveredAreaM2*(1+1e-9)+1e-6 {
			return land.Finding{
				Code: land.ShareAboveOne, Record: p.Record, ParcelID: p.ID,
				AreaM2:   land.Known(piece.PlanarM2),
				Found:    fmt.Sprintf("%.2f m² / %.2f m²", piece.PlanarM2, p.DeliveredAreaM2),
				Expected: "≤ 1",
			}, true
		}
	}
	return land.Finding{}, false
}
