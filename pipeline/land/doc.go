// Package land holds the nouns of a night's run: Park, Extent, Parcel, Piece,
// Source, Finding, Ledger, and the words that users hear (Text, Failure).
//
// The stages share these values and never import one another. The package
// reads no files, speaks no SQL and computes no metric; shapes are plain orb
// values in the working CRS, in metres. Units stand in the names: …M2 is
// square metres, …Wan is 万元 (10 000 CNY).
//
// Start with Parcel and Piece; Ledger is the proof that no land was lost
// between them, and Finding is how a stage says that the data are odd.
package land
