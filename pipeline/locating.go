package pipeline

import (
	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// workingCRS is the working CRS as the store writes it.
func (n *night) workingCRS() store.CRS {
	c := n.input.CRS
	return store.CRS{EPSG: c.EPSG, Name: c.Name, WKT: c.ESRI()}
}

// locateInBatch gives the findings about parcels of the batch the parcels'
// shapes, in memory of their own: the batch's is used again.
func locateInBatch(b *land.Batch) {
	for i := range b.Findings {
		f := &b.Findings[i]
		k := f.Record - b.First
		if f.Shape == nil && k >= 0 && k < len(b.Parcels) && len(b.Parcels[k].Shape) > 0 {
			f.Shape = b.Parcels[k].Shape.Clone()
		}
	}
}

// locateInParks gives the findings about parks, as far as they have no place
// yet, the outline of the first park that they are about.
func (n *night) locateInParks(findings []land.Finding) {
	outlines := map[string]orb.MultiPolygon{}
	for _, e := range n.input.Extents {
		if outlines[e.ParkCode] == nil || e.Kind == land.Approved {
			outlines[e.ParkCode] = e.Shape
		}
	}
	for i := range findings {
		f := &findings[i]
		if parks := f.Parks(); f.Shape == nil && f.ParcelID == "" && len(parks) > 0 && f.Times() == 1 {
			f.Shape = outlines[parks[0]]
		}
	}
}
