// Package overlay cuts polygons by polygons: parcels by the extent they may lie
// in. It knows nothing of parks or units of land; coordinates are planar metres.
// It does not judge whether input is valid (see geo.Crossing), but takes all of
// it.
//
// Start with [Prepare] or [PrepareForMany], once for each extent, and
// [Clipper.Clip] or [Clipper.ClipKnown], for each parcel. [Repair], [Union] and
// [Intersect] serve single shapes.
//
// # Method
//
// Everything is decided on a lattice that double coordinates of a map zone lie
// on already, see [lattice]: there coordinates, shifted to an origin nearby, are
// integers below 2^49, and the sign of a determinant of their differences is
// exact with one fused multiplication, see [determinant]. No tolerance takes part
// in any decision about what crosses, touches or contains what.
//
//   - A parcel whose box meets only [cells] of the extent that lie wholly inside,
//     or wholly outside, does so, too.
//   - Otherwise the extent's edges near the parcel's box are looked up ([strips]).
//     If there are none, again the parcel lies wholly inside or outside, and one
//     point decides.
//   - Otherwise the edges of both are broken at their common points by snap
//     rounding ([arrangement.build]): crossings are rounded to the lattice, which
//     is where doubles could hold them anyway, and every edge that passes within
//     half a step of a node is led through it. Rounding then cannot make edges
//     cross.
//   - Of a parcel whose edges keep clear of each other ([arrangement.roomy]), and
//     nearly all do, only edges in contact with the extent's enter
//     ([arrangement.findContacts]); those between go along as chains.
//   - Each fragment is told inside from outside by the order of directions around
//     the nodes where boundaries meet ([arrangement.labelLocally]); or, for any
//     input whatever, by winding numbers ([arrangement.keepByWinding]).
//   - The fragments that bound the common land are measured, with the places of
//     the crossings before rounding, and led into rings ([arrangement.trace]).
//
// # Laws
//
// They are tested under these names, against rational arithmetic
// ([ExactIntersectionArea]) among others:
//
//   - Clip never gains area: 0 ≤ AreaM2 ≤ ParcelAreaM2.
//   - Area is right: to 10^-9 of the parcel's and 10^-6 m², in zone coordinates.
//   - Clip of a clip changes nothing: its relation is Inside.
//   - Order of arguments does not matter, nor where rings start or how they run.
//   - Order of clips does not matter: by A, then by B, is by B, then by A.
//   - Shifting both by whole metres shifts the piece.
//   - A partition adds up: pieces of extents that tile a parcel add up to it.
//   - Measure agrees with Clip to the last bit; so do ClipKnown and
//     PrepareForMany.
//   - Rings are valid and hold the area.
//   - Nothing panics, whatever the coordinates.
//
// # Input that is not valid
//
// The even-odd rule holds: a place is land if the rings run round it an odd
// number of times. A bow-tie is two triangles, a spike is nothing, two parts that
// overlap leave out what both cover. No share exceeds 1, as the parcel's own area
// (Result.ParcelAreaM2) is taken by the same rule.
//
// # Cost
//
// What is near a segment is found by place ([raster], [strips]), in cells as many as
// segments and shaped as they are. So cost grows with segments and crossings; n long
// segments that cross little, such as teeth of a comb that runs askew, pass √n cells
// each. A ring of n corners may cross itself n²/2 times, and each crossing is a node
// of the result. n boundaries through one node cost n² looks there.
//
// # Rounding
//
// What rounding corners to doubles leaves behind is no land: pieces of a mean
// width up to [noiseSteps] steps of the lattice, which is 10^-6 m at eastings of
// 37 million metres, as long as their area is within what areas are right to.
// Such a piece counts as none, and a parcel that misses no more is inside. All
// that is wider or larger is kept, however small: a piece of 3 mm by 3 mm is.
// A piece's rings leave out parts of that width by the same measure: all of them
// together, or none (a comb whose thousand teeth reach a hair over the edge is
// a thousand polygons).
package overlay
