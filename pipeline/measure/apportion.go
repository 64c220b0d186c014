package measure

import "jiyue/pipeline/land"

// Apportion (分摊) gives each piece of the batch the parcel's additive figures
// times its share; a figure that the parcel lacks stays unknown.
func Apportion(b *land.Batch) {
	next := 0
	for i := range b.Parcels {
		p := &b.Parcels[i]
		for next < len(b.Pieces) && b.Pieces[next].Record == p.Record {
			piece := &b.Pieces[next]
			piece.Figures = p.Figures.Times(piece.Share)
			next++
		}
	}
}
