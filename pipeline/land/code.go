package land

// Code names a kind of data problem. Codes are English in every language and
// never change their meaning: users filter by them.
type Code string

// Codes of sources and their records.
const (
	SourceMissing      Code = "source_missing"        // a .shp that a glob would name is not there, its other parts are
	SourceEmpty        Code = "source_empty"          // no record
	SourceDamaged      Code = "source_damaged"        // read on request although it can't be trusted as a whole
	HeaderLength       Code = "header_length"         // the header's length is wrong, every record is whole
	IndexRebuilt       Code = "index_rebuilt"         // .shx missing or wrong, the .shp was walked
	EncodingDeduced    Code = "encoding_deduced"      // no mark of encoding
	EncodingMark       Code = "encoding_mark"         // the mark of encoding lies
	CRSDeduced         Code = "crs_deduced"           // CRS from the zone prefix
	CRSContradicts     Code = "crs_contradicts"       // coordinates that don't fit the CRS
	CRSFar             Code = "crs_far"               // extents far from the central meridian of the working CRS
	Reprojected        Code = "reprojected"           // brought to the working CRS
	RowsSurplus        Code = "rows_surplus"          // more attribute rows than shapes
	AttributesMissing  Code = "attributes_missing"    // shape without an attribute row
	RecordUnreadable   Code = "record_unreadable"     // rejected
	RecordDeleted      Code = "record_deleted"        // the row is marked as deleted, the land counts
	ShapeEmpty         Code = "shape_empty"           // rejected: null or empty shape, or no area
	CoordinateInfinite Code = "coordinate_not_finite" // rejected
	NumberUnreadable   Code = "number_unreadable"
	NumberNegative     Code = "number_negative"
	NumberAsterisks    Code = "number_asterisks" // how GDAL writes NULL, and others a number too wide for its field
)

// Codes of parcels.
const (
	ParcelRepeated   Code = "parcel_repeated"    // rejected: same id, same geometry
	ParcelIDRepeated Code = "parcel_id_repeated" // one id on two shapes
	ParcelIDMissing  Code = "parcel_id_missing"
	RingUnclosed     Code = "ring_unclosed"
	PointRepeated    Code = "point_repeated"
	RingTurned       Code = "ring_turned"        // orientation against the role
	RingSelfCrossing Code = "ring_self_crossing" // repaired by the even-odd rule
	ShareAboveOne    Code = "share_above_one"    // the share over the delivered area would exceed 1
	ParcelsOverlap   Code = "parcels_overlap"
	OverlapSettled   Code = "overlap_settled" // parcels overlap, and a policy says who keeps the common land
	StatusUnknown    Code = "status_unknown"
	StatusMissing    Code = "status_missing"
	LandUseUnknown   Code = "land_use_unknown"
	LandUseMissing   Code = "land_use_missing"
	LandCodeUnknown  Code = "land_code_unknown" // built, supply or high-tech code that DOMAIN §1.3 doesn't have
	OutputMissing    Code = "output_missing"    // built industrial land without output
	DeclaredArea     Code = "declared_area"
	EnterpriseTotals Code = "enterprise_totals" // rows of one enterprise disagree
)

// Codes of parks and extents.
const (
	ParkWithoutExtent  Code = "park_without_extent"
	ParkCodeMissing    Code = "park_code_missing"
	ParkCodeForm       Code = "park_code_form"
	RosterCode         Code = "roster_code"          // the code says another level, province or scope than the roster
	RosterName         Code = "roster_name"          // one name under several codes
	RosterScope        Code = "roster_scope"         // survey scope and kind of extent don't fit
	RosterScopeUnknown Code = "roster_scope_unknown" // a survey scope that there is not
	RosterRepeated     Code = "roster_repeated"      // a park in several rows of the roster
	RosterUnlisted     Code = "roster_unlisted"      // an extent whose park only a source without roster has
	ZonePartUnknown    Code = "zone_part_unknown"    // neither main area nor growth-direction area
	ParkRowsDisagree   Code = "park_rows_disagree"   // blocks of one park with different names, levels, …
	BlocksOverlap      Code = "blocks_overlap"
	ExtentsOverlap     Code = "extents_overlap"
	ExtentArea         Code = "extent_area" // outline against the approved area of the roster
	ExtentWithoutLand  Code = "extent_without_land"
	Gap                Code = "gap"                // a place in an extent that no parcel covers
	Sliver             Code = "sliver"             // narrow gaps and overlaps of an extent, all together
	StatisticsUnknown  Code = "statistics_unknown" // figures for what the roster lacks
	StatisticsDisagree Code = "statistics_disagree"
	StatisticsByName   Code = "statistics_by_name"
	StatisticsShared   Code = "statistics_shared"    // one figure for both extents of a park
	StatisticsNoExtent Code = "statistics_no_extent" // figures for an extent that the park does not have
	DeclaredFigure     Code = "declared_figure"      // a county's figure against its own land
	IdentityBroken     Code = "identity_broken"      // T = A+B+C = D+E+F and the like
	TypeAdvisory       Code = "type_advisory"        // computed type differs from the given one
	Implausible        Code = "implausible"          // an indicator outside the plausibility band
	CoverageGap        Code = "coverage_gap"         // part of the extent holds no parcel
	ScoreImpossible    Code = "score_impossible"
	PerformanceAudit   Code = "performance_audit" // something odd in the self-evaluation table
	PerformanceWrong   Code = "performance_wrong" // something in it that must be put right before it is filed
)

// OfScoring reports whether the finding comes from scoring: a run that scores
// anew finds it anew, while findings about the land stay those of the land run.
func (c Code) OfScoring() bool {
	switch c {
	case RosterCode, RosterName, RosterScope, RosterScopeUnknown, RosterRepeated, RosterUnlisted, DeclaredFigure, IdentityBroken, TypeAdvisory, Implausible, CoverageGap, ScoreImpossible, PerformanceAudit, PerformanceWrong:
		return true
	}
	return false
}

// The codes of the store and its publication.
const (
	PublishedInPart    Code = "published_in_part"    // a file beside the published store could not be replaced
	StorePiecesDamaged Code = "store_pieces_damaged" // the pieces of the last store could not be read; its history could
	StoreDamaged       Code = "store_damaged"        // the last store could not be read, and its history is not in the new one
)

// meaning is what a code says to people.
type meaning struct {
	severity Severity
	title    Text
	remedy   Text
}

// Codes lists every code in the order of the catalogue.
func Codes() []Code { return append([]Code(nil), catalogueOrder...) }

// SeverityOf returns the severity of a code; "" for a code that doesn't exist.
func SeverityOf(c Code) Severity { return catalogue[c].severity }

// Title returns what the code means.
func (c Code) Title() Text { return catalogue[c].title }

// Remedy returns what to do about it.
func (c Code) Remedy() Text { return catalogue[c].remedy }
