package land

// Codes of sources of other kinds than shapefiles, and of checks.
const (
	SourceUnusable Code = "source_unusable" // a file that can't be used at all, in a check, which goes on without it; a run fails
	CRSAssumed     Code = "crs_assumed"     // corner points without a word on their CRS
)

// Codes of outlines that come as corner points.
const (
	AxesSwapped      Code = "axes_swapped"      // east where north should be, or the reverse
	ZoneMissing      Code = "zone_missing"      // eastings without the zone number of their system
	ZoneDoubled      Code = "zone_doubled"      // the zone number stands in front twice
	ZoneOther        Code = "zone_other"        // an easting with another zone's number
	CornerUnreadable Code = "corner_unreadable" // left out: no number, or no place
	CornerOrder      Code = "corner_order"      // the sides crossed in the order as delivered
	CornerCount      Code = "corner_count"      // the headline states another number of points
	CornerNumber     Code = "corner_number"     // one number on two corners of a ring
	BoundsTurned     Code = "bounds_turned"     // east and west, or north and south, changed places
	ExtentIsBox      Code = "extent_is_box"     // an outline of four bounding values
	RingNotHole      Code = "ring_not_hole"     // numbered as a hole, but not within the outline
	StatedArea       Code = "stated_area"       // the area in the headline against that of the corners
)
