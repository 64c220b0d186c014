// Package store is the SQLite file of a night: jiyue.gpkg, written by this
// package only and read by anybody. It is an ordinary SQLite database and a
// valid GeoPackage 1.3, so that desktop GIS opens extent and piece as layers.
// It computes no figure: what it is given it keeps, refusing only numbers that
// are not finite.
//
// Start with [Open] and [Store] to read, with [Create] and [Tonight] to write;
// the tables stand in schema/*.sql with the meaning and the unit of every
// column.
//
// # Whole or not at all
//
// [Create] takes the lock of the output folder and begins a new file in a
// staging folder beside the published one. [Tonight.Publish] demands a proof of
// every page, syncs the file, renames it over the old one and syncs the folder.
// Whatever happens at any moment, a reader finds last night's store or tonight's.
// The lock belongs to the process, so a crash leaves nothing to unlock, and the
// next [Create] clears the staging folder.
//
// # History
//
// Runs of the past are kept by what changes: see schema/0006_history.sql. What a
// run writes stands for it alone, until the next land run folds it into what
// stood before (spanTable).
//
// # Fast
//
// Pieces take no way through SQL. SQLite makes their tables and leaves them
// empty; [Tonight.Pack] turns pieces into records on the goroutines that clip,
// and [Tonight.WritePieces] lays the records into pages of b-trees that are
// appended to the file (load, and package pages). Entries of the index and nodes
// of the R-tree, packed along a Hilbert curve, are written in the same way. When the
// last piece is in, the header of the file says that it has grown, and SQLite
// goes on with it as with any file that another process has written. What SQLite
// did not look at on the way in is read back and proved before publication: NOT
// NULL, CHECK, types, and the trees (audit).
//
// Format: the OGC GeoPackage Encoding Standard 1.3 (12-128r18).
package store
