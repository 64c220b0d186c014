package topology

import "jiyue/pipeline/land"

// Claims says what a policy takes from which pieces of a night. The zero value
// takes nothing; after that it is safe for concurrent use as long as nothing is
// added.
type Claims struct {
	lost map[claimant]float64 // planar, m²
}

// claimant is a piece: the part of a record in an extent.
type claimant struct{ extent, source, record int }

// Add takes so much land, planar m², from the piece of a record of a source in an
// extent.
func (c *Claims) Add(extent, source, record int, areaM2 float64) {
	if c.lost == nil {
		c.lost = map[claimant]float64{}
	}
	c.lost[claimant{extent, source, record}] += areaM2
}

// Count returns from how many pieces something is taken.
func (c *Claims) Count() int { return len(c.lost) }

// nothingLeft is the part of a piece up to which nothing is left of it: two sums
// of its area may differ by as much.
const nothingLeft = 1e-9

// Apply takes from the pieces of a clipped batch what they lose: share and area
// shrink, the shape stays. A piece that loses all has share 0; drop it once the
// ledger knows, by [Drop]. Call it before figures are apportioned.
func (c *Claims) Apply(b *land.Batch) {
	if len(c.lost) == 0 {
		return
	}
	for i := range b.Pieces {
		p := &b.Pieces[i]
		lost, some := c.lost[claimant{p.Extent, b.Source, p.Record}]
		if !some {
			continue
		}
		left := max(0, 1-lost/p.PlanarM2)
		if left <= nothingLeft {
			left = 0
		}
		p.Relation = land.Cut // a part of the parcel, like any other piece that is not the whole
		p.Share *= left
		p.RemovedM2 = p.AreaM2 * (1 - left)
		p.AreaM2 -= p.RemovedM2
	}
}

// Drop takes out of the batch the pieces of which nothing is left.
func Drop(b *land.Batch) {
	n := 0
	for i := range b.Pieces {
		if b.Pieces[i].Share == 0 {
			continue
		}
		if n < i {
			b.Pieces[n] = b.Pieces[i]
		}
		n++
	}
	b.Pieces = b.Pieces[:n]
}
