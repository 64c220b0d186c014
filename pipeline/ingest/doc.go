// Package ingest reads the users' files: park outlines and parcels from
// shapefiles and from what is brought into their form (deliver.go: archives,
// GeoPackage, GeoJSON), outlines from corner points (corners.go: tables and
// coordinate text), per-park figures from CSV and XLSX; docs/formats.md says
// what is accepted. What comes out is land in one
// coordinate system, in metres, with attributes in the units that jiyue counts
// in; what is wrong with the data comes out as findings, record by record.
//
// Start with [Open], which settles everything but the parcels (roster, extents,
// statistics, coordinate systems), then [Input.Read], which gives the parcels
// batch by batch to as many goroutines as there are, then [Input.Admit], which
// sees the batches once more in input order: it finds repeated parcels and
// writes what came in into the ledger. [Input.SkipFar] spares reading what
// nobody asks of parcels far from every extent.
//
// What grows with the parcels is small: nothing where their ids ascend; otherwise
// eight bytes of counters for each id, but 32 MiB at most, and some 40 for each
// id that may stand twice. Shapes and ids of a batch lie in the batch's arena.
//
// Every record of a parcel source becomes one [land.Parcel], also those that
// have no usable area; these are marked as rejected, so that the ledger can
// hold each record to account. A file that can't be trusted as a whole ends
// the run with a [land.Failure] (DESIGN §9), unless its source says
// on_damage: keep_readable. In a check (config.KeepGoing) it is a finding, and
// the others are read all the same.
//
// The package does not clip and computes no metric, and it never writes to the
// files that it reads.
package ingest
