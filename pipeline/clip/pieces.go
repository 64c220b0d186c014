package clip

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"jiyue/geo/index"
	"jiyue/geo/overlay"
	"jiyue/pipeline/land"
)

// Clipper cuts batches: the scratch memory of one goroutine.
type Clipper struct {
	extents *Extents
	area    func(orb.MultiPolygon) float64 // the area the configuration asks for; nil for planar
	overlay *overlay.Clipper
	boxes   *index.Cursor // of the extents
	near    []int         // extents whose box the parcel's box meets, in order
	record  int           // in work, for the message should anything go wrong
}

// NewClipper returns a clipper over the extents. area measures a piece where
// the configuration asks for another than the planar area; nil for planar.
func NewClipper(x *Extents, area func(orb.MultiPolygon) float64) *Clipper {
	return &Clipper{extents: x, area: area, overlay: vetted(), boxes: x.boxes.Cursor()}
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
	p.CoveredM2, p.CutOffM2 = 0, 0
	c.near = c.boxes.Query(&p.Box, c.near[:0])
	if len(c.near) == 0 {
		return
	}
	known := overlay.Known{Shape: p.Shape, Box: p.Box, AreaM2: p.AreaM2}
	first := len(b.Pieces)
	for _, i := range c.near {
		r := c.overlay.ClipKnown(c.extents.prepared[i], &known)
		if r.Relation != overlay.Outside {
			b.Pieces = append(b.Pieces, land.Piece{})
			c.fill(&b.Pieces[len(b.Pieces)-1], i, p, &r)
		}
	}
	pieces := b.Pieces[first:]
	if len(pieces) == 0 {
		return
	}
	p.CoveredM2 = c.covered(p, pieces)
	p.CutOffM2 = c.cutOff(p, &known, pieces)
	if f, above := shareAboveOne(p, pieces); above {
		b.Findings = append(b.Findings, f)
	}
}

// fill makes a piece of the parcel from what the overlay found.
func (c *Clipper) fill(piece *land.Piece, extent int, p *land.Parcel, r *overlay.Result) {
	piece.Extent, piece.Source, piece.Record, piece.ParcelID = extent, p.Source, p.Record, p.ID
	piece.Classes = p.Classes
	piece.Relation, piece.Share = land.Inside, 1
	if r.Relation == overlay.Cut {
		piece.Relation, piece.Share = land.Cut, min(r.AreaM2/p.AreaM2, mostOfCut)
	}
	piece.PlanarM2, piece.AreaM2, piece.Shape = r.AreaM2, r.AreaM2, r.Polygon
	if c.area != nil {
		piece.AreaM2 = c.area(piece.Shape)
	}
}

// cutOff returns the planar area of a cut parcel outside all extents. It does
// not look at the pieces but sums over pairs of edges, so that the ledger has a
// second hand. Of land in several extents only what they share is taken from
// the pieces.
func (c *Clipper) cutOff(p *land.Parcel, known *overlay.Known, pieces []land.Piece) float64 {
	if len(pieces) == 0 || p.CoveredM2 == p.AreaM2 {
		return 0
	}
	inside, shared := 0.0, -p.CoveredM2
	for i := range pieces {
		inside += c.overlay.SecondOpinionM2(c.extents.prepared[pieces[i].Extent], known)
		shared += pieces[i].PlanarM2
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
	for i := range pieces {
		if pieces[i].Relation == land.Inside {
			return p.AreaM2
		}
		sum += pieces[i].PlanarM2
	}
	for i := range pieces {
		sum -= c.common(pieces[i].Shape, pieces[i].Extent, pieces[i+1:])
	}
	return sum
}

// common returns how much of shape, which lies in the extent, the later pieces
// cover too, by inclusion and exclusion over the extents that meet it.
func (c *Clipper) common(shape orb.MultiPolygon, extent int, later []land.Piece) float64 {
	var sum float64
	for i := range later {
		piece := &later[i]
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
	for i := range pieces {
		piece := &pieces[i]
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
