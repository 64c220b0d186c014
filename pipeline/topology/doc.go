// Package topology looks at the pieces of one extent together: what land none of
// them covers (gaps, slivers), what several claim (overlaps), and how the areas
// close: the extent is its pieces, and its gaps, less what counts too often.
//
// Start with [Examine]. Its report says what a policy takes from whom; [Claims]
// takes it from the pieces of a night.
//
// Laws: extent = pieces + gaps − excess; every pair of pieces that shares more
// than [OverlapToleranceM2] is found; what a policy takes adds up to the excess.
package topology
