// Package corners reads the corner points of outlines (界址点, 拐点) as people
// write them down: coordinates of two numbers in either order, with or without
// a zone number, degrees in every notation, the coordinate text of the
// land-approval system, and rings whose corners stand in no order.
//
// Start with [ParseText] for coordinate text, [ParseAngle] for degrees,
// [Survey] for what the numbers of a file are, and [Place], which makes map
// coordinates of them and says what it had to put right. [Untangle] orders the
// four corners of a block.
//
// In Chinese surveying X is north and Y is east; on maps, and everywhere else in
// this program, the easting stands first. The numbers themselves tell which is
// which: within China no northing can be an easting that carries its zone
// number, no latitude a longitude.
//
// The package knows coordinate systems and no parks. It opens no files and
// judges no shapes beyond the order of four corners: see packages geo and
// geo/overlay.
//
// Sources: samples of the coordinate text from practice; no standard covers
// all variants.
package corners
