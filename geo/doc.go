// Package geo holds what there is to know about land as a shape in the plane:
// areas, lengths, rings and their roles, and whether edges cross.
//
// Coordinates are planar metres (x east, y north) in the value types of
// paulmach/orb. The package knows no parks, no files and no projections (see
// geo/crs) and it does not cut polygons (see geo/overlay).
//
// Chinese map coordinates carry the zone in the easting, so x is about
// 37 500 000 m: products of raw coordinates lose seven digits. All sums here
// are therefore taken in coordinates shifted to a vertex of the ring, and all
// yes-or-no questions are answered by [Orient], which is exact.
//
// Start with [AreaM2], [Assemble] and [Crossing].
package geo
