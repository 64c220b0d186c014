// Package pages writes tables, indexes and R-trees into a SQLite file page by
// page, and reads them back to prove them: what SQLite needs a statement for each
// row for, a million rows at the price of their bytes.
//
// SQLite makes the tables and indexes, empty. [Open] then appends pages to the
// file while no connection writes to it; a [Record] lays out a row, a [Tree] the
// b-tree of rows or entries that come in their order, an [RTree] the tables of a
// packed R-tree. [File.Finish] makes the pages part of the file, which SQLite goes
// on with as with its own. A [Reader] walks through such trees and believes
// nothing, a [RecordReader] takes rows apart, [ReadRTree] an R-tree.
//
// It knows the file format, no table of any program, and no SQL.
//
// Formats: https://www.sqlite.org/fileformat2.html, https://www.sqlite.org/rtree.html
package pages
