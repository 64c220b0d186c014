package store

import "github.com/paulmach/orb"

// Rows of the store as readers see them. A pointer is a column that may be NULL.

// Kinds of runs.
const (
	KindLand  = "land"  // with new pieces
	KindScore = "score" // the stored land scored again
)

// Run is a row of run: one execution.
type Run struct {
	ID              int64
	Kind            string // "land" for a run with new pieces, "score" for one that scored the published store again
	LandRun         int64  // the run whose pieces, totals and ledger this one rests on; its own ID for a land run
	StartedAt       string // RFC 3339, UTC
	FinishedAt      string
	Version         string
	ConfigHash      string
	InputHash       string
	ProjectName     string
	BaseDate        string
	IndicatorSet    string
	AreaKind        string
	CRS             string
	ParcelsRead     int64
	ParcelsRejected int64
	Pieces          int64
	Findings        int64
	Seconds         float64
}

// Park is a row of park.
type Park struct {
	Code, Name, Level, Scope, Type, County string
	ApprovedAreaM2                         *float64
}

// Extent is a row of extent, with its shape.
type Extent struct {
	ParkCode, Kind            string
	Blocks                    int
	AreaM2, EllipsoidalAreaM2 float64
	Shape                     orb.MultiPolygon
}

// Piece is a row of piece, with its shape. Extensive figures are apportioned.
type Piece struct {
	ParkCode, ExtentKind, ParcelID, Source string
	Record                                 int
	Relation                               string
	Share, AreaM2                          float64
	LandUse, Scheme, Status                string
	BuiltCode, SupplyCode, HightechCode    string
	Figures                                map[string]*float64 // by land.MeasureNames: footprint (m²), output (万元), …
	Shape                                  orb.MultiPolygon
}

// Total is one aggregate of one park's extent, or one of its statistics.
type Total struct {
	ParkCode, ExtentKind, Name string
	Value                      *float64 // NULL where no piece has the attribute
	Unit                       string
	Pieces, Missing            int64 // pieces in the aggregate; those of them that lack the attribute
}

// Metric is a row of metric.
type Metric struct {
	ParkCode, ExtentKind, Indicator string
	Value                           *float64
	Unit                            string
	Numerator, Denominator          *float64
	Note                            string // the reason where Value is NULL, or a remark
}

// Score is a row of score: one node of the tree. The root's node is the set's name.
type Score struct {
	ParkCode, ExtentKind, Node  string
	Parent                      string
	NameZH, NameEN              string
	Value, Ideal, Weight, Score *float64
	Rank                        *int64 // among the parks of the same type, of the root only
	Demonstration               bool   // weight or ideal is not confirmed by a source
	Note                        string
}

// PerformanceItem is a row of performance. Decimals stand as text, exactly.
type PerformanceItem struct {
	Number                               int
	Dimension, Class, Indicator          string
	Weight, Target, Achieved, Completion string // as printed: 10, 100%, 39.41%, 合规; "" where not computable
	Score                                string // decimal with the digits that are printed
	Reason                               string
	Formula                              string // how achieved was computed; "" where it was given
}

// PerformanceTotal is a row of performance_total.
type PerformanceTotal struct{ Score, Grade string }

// BudgetRow is a row of the budget table of the self-evaluation.
type BudgetRow struct {
	Number  int
	Name    string
	Formula string
	Amounts []string // by the columns of Budget; "" where empty; percent rows hold e.g. 39.41%
}

// Performance is the self-evaluation of one run.
type Performance struct {
	Items   []PerformanceItem
	Total   PerformanceTotal
	Columns []string // of the budget table
	Budget  []BudgetRow
	Remarks []string
}

// Finding is a row of finding.
type Finding struct {
	RunID                         int64
	Severity, Code, Source, Field string
	Record                        int
	ParcelID, ParkCode            string
	AreaM2                        *float64
	Found, Expected, Message      string
	Count                         int64 // how many problems the row stands for
	Records                       []int // the first records of a rolled-up finding
}

// SourceFile is a row of source_file.
type SourceFile struct {
	RunID                           int64
	Role, Path                      string
	Bytes                           int64
	Hash                            string
	Records                         int
	CRS, CRSRule, Encoding, EncRule string
	Scheme                          string // land-use classification of a parcel source
}

// LedgerRow is one account of the ledger: scope is "source" or "park".
type LedgerRow struct {
	Scope, Name, ExtentKind string
	Account                 string // promised, in, repaired, rejected, inside, cut, kept, cut_off, outside, twice of a source; inside, cut, clipped, measured, stored of a park
	Count                   *int64
	AreaM2                  *float64
}
