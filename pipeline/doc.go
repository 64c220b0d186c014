// Package pipeline is one night's run, and this comment is the architecture
// page.
//
// # The way of the data
//
//	.shp, tables ─ ingest ─▶ Extent, Parcel ─ clip ─▶ Piece ─ measure ─▶ Totals ─▶ store ─ score ─▶ store ─ report ─▶ docx xlsx html
//	                  └─────────── findings ──────────────────────────────▶
//
// Data goes one way. Only ingest reads the users' files, only store speaks
// SQL, only report writes documents; the stages share the nouns of package
// land and never import one another. The driver (run.go) wires them and does
// no work of its own.
//
// # Phase by phase
//
// Ingest opens every source, refuses what can't be trusted, decides the
// working CRS, and unites the blocks of each park into extents. Parcels are
// read in batches of consecutive records by several goroutines at once.
//
// Clip prepares every extent once and cuts each batch right where it was
// read; measure gives the pieces their share of the parcel's figures. The
// batches then leave in input order through one sink: repeated parcels are
// struck out, the ledger is written, totals are added and pieces go to the
// store. Sums are added in input order, so the number of jobs changes no digit,
// and what is under way is bounded, so memory does not grow with the input.
//
// The pieces of each extent are then read back and held against one another:
// land that two parcels claim is an error finding. The ledger is closed: count
// and area in = inside + cut (kept and cut off) + outside + rejected, the
// pieces clipped = measured = stored. Where it does not balance the run fails
// and last night's store stays.
//
// Score reads totals from the store and writes metrics and scores into it, of
// the parks and then of the project; report reads the store and writes the
// documents. So new weights need no new clipping: Rescore starts from the
// published store, and Reprint writes the reports again.
//
// Publication is the last step and the only one that the outside sees: the new
// store and the reports, written beside the old ones, take their names.
package pipeline
