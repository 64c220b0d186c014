// Package clip cuts parcels to the approved extents: parcels × extents →
// pieces, in parallel, in constant memory, in input order.
//
// It knows nothing of files, units or indicators; the geometry is geo/overlay's.
// What it adds is the traffic: which extents a parcel may meet (an index over
// boxes), batches on several goroutines whose results leave in the order in
// which they came, and the ledger's account of what became of every parcel.
//
// Start with Prepare and Run. Laws: the pieces do not depend on the number of
// jobs; a parcel is wholly inside, cut or outside, never two of these; a
// piece's share is in (0, 1], and 1 only when the whole parcel lies inside.
package clip
