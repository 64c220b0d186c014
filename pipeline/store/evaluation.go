package store

// Rows of what the scores lead to (schema/0002_evaluation.sql). A pointer is a
// column that may be NULL.

// IndicatorSet is a row of indicator_set: with what a run was scored.
type IndicatorSet struct {
	Name, TitleZH, TitleEN, Provenance string
	Demonstration                      bool
	Path, Text                         string // of the user's own set; "" for a built-in one
	Ideals, Weights, Thresholds        map[string]float64
}

// Figure is a row of figure: what an indicator or a potential is.
type Figure struct {
	Role                                        string // "indicator" or "potential"
	Name, NameZH, NameEN, Unit, Formula, Source string
	Lower                                       bool // less is better
}

// Threshold is a row of threshold.
type Threshold struct {
	Key, NameZH, NameEN, Relation string
	Value                         float64
	Unit, Source                  string
	Demonstration                 bool
}

// Evaluation is a row of evaluation: what a run says of one extent.
type Evaluation struct {
	ParkCode, ExtentKind, Tree string
	Score, ZoneScore           *float64
	ScoreDemonstration         bool // a weight or an ideal value behind the scores is confirmed by no source
	Grade                      string
	GradeDemonstration         bool
	ClassPoints                *float64
	Class                      string
	ClassDemonstration         bool
	Note                       string
}

// Ranking is a row of the view ranking: the place of an extent in a group.
type Ranking struct {
	ParkCode, ExtentKind        string
	Measure, Grouping, MemberOf string
	Value                       float64
	Place, Members              int
	Demonstration               bool
}

// Potential is a row of potential.
type Potential struct {
	ParkCode, ExtentKind, Potential string
	Value, Shown                    *float64
	Unit                            string
	Numerator, Denominator          *float64
	Demonstration                   bool
	Note                            string
}

// Application is a row of application.
type Application struct {
	ParkCode, ExtentKind, Application, NameZH, NameEN string
	Answer, Rule, Reason                              string
	Demonstration                                     bool
	Conditions                                        []Condition
}

// Condition is a condition of an application with its figure. The names of
// its keys are those of the view application_condition.
type Condition struct {
	Figure        string   `json:"figure"`
	NameZH        string   `json:"name_zh"`
	NameEN        string   `json:"name_en"`
	Value         *float64 `json:"value"`
	Relation      string   `json:"relation"`
	Bound         float64  `json:"bound"`
	Unit          string   `json:"unit"`
	Holds         string   `json:"holds"` // yes, no or undecided
	Demonstration bool     `json:"demonstration"`
	Note          string   `json:"note"` // why the value is missing
}

// Region is a row of region with its rows of region_metric.
type Region struct {
	Level, Region, ExtentKind string
	Parks, Scored             int
	TwiceM2                   float64
	Metrics                   []Metric // ParkCode and ExtentKind are empty
}

// GivenKey names a figure that was handed in, as in total, and the extent that
// has it.
type GivenKey struct{ ParkCode, ExtentKind, Name string }

// GivenPlace is where it stands.
type GivenPlace struct {
	Source string
	Record int // from 1
}

// Audit is a row of audit with its rows of audit_parcel.
type Audit struct {
	ParkCode, ExtentKind, Indicator string
	Declared                        float64
	Computed, Difference, Tolerance *float64
	Unit, Verdict                   string
	WholeParcels                    *float64
	Unexplained                     *float64 // what Parcels leave of Difference; nil where the figures agree
	Source                          string
	Record                          int
	Note                            string
	Parcels                         []AuditParcel
}

// AuditParcel is a row of audit_parcel.
type AuditParcel struct {
	ParcelID, Source string
	Record           int
	Share, AreaM2    float64
	Effect           *float64
	Reason           string // "cut", "problem" or "left_out"
}

// ParcelList is a row of parcel_list.
type ParcelList struct {
	List, NameZH, NameEN, Land, Figure string
	Below                              *float64
	Unit                               string
	Demonstration                      bool
}

// ListedParcel is a row of the view listed_parcel.
type ListedParcel struct {
	List, ParkCode, ExtentKind, ParcelID, Source string
	Record                                       int
	Share, AreaM2                                float64
	LandUse, Status                              string
	Value, Below                                 *float64
	Unit                                         string
	Demonstration                                bool
}

// LandClass is a row of land_class.
type LandClass struct {
	Scheme, Code, NameZH, NameEN string
	Industrial                   bool
	BuiltCode                    string
	Refined                      bool // longer codes that begin with it stand for it
}

// Comparison is a row of the view comparison.
type Comparison struct {
	ParkCode, ExtentKind, Figure, Unit string
	Value, Before, SinceBefore         *float64
	Year, SinceYear                    *float64
}

// Goals are the goals of a self-evaluation; "" where the table has none.
type Goals struct{ Period, Year string }

// StudyUse is a row of the view study_results_use: the results in land plans,
// market allocation and dynamic management of zones.
type StudyUse struct {
	ParkCode, ExtentKind                                      string
	SuppliableHa, SupplyYears, ReleaseHa, AllocatedHa, PaidHa *float64
	PaidUsePercent, TenderPercent                             *float64
	NewQuota, ReleaseLand, Enlargement, Warning               string // yes, no, undecided; "" where the set does not ask
	Demonstration                                             bool
}

// StudyLink is a row of the view study_plan_link: the results and the yearly
// construction-land plan and tract development (成片开发).
type StudyLink struct {
	ParkCode, ExtentKind                                 string
	ReadyHa, NotReadyHa, RuralBuiltHa, SuppliableHa      *float64
	YearlySupplyHa, SupplyYears, FromStockHa, NewQuotaHa *float64
	TractDevelopmentHa, PublicLandPercent                *float64
}
