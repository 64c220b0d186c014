package score

// Explanation says why a park has its figures and its score.
type Explanation struct {
	RunID    int64            `json:"run_id"`
	Set      string           `json:"indicator_set"`
	ParkCode string           `json:"park_code"`
	Name     string           `json:"name"`
	Extents  []ExtentReasons  `json:"extents"`
	Since    *Since           `json:"since,omitempty"` // nil of a first run
	Findings []FindingSummary `json:"findings"`
}

// ExtentReasons are the figures of one extent and the points it lost.
type ExtentReasons struct {
	Kind   string   `json:"extent_kind"`
	AreaM2 float64  `json:"area_m2"`
	Score  *float64 `json:"score"`
	Rank   *int64   `json:"rank"`
	Losses []Loss   `json:"losses"`

	Closing *Closing `json:"closing,omitempty"` // nil of a run that kept none, and where one indicator was asked for

	Demonstration bool           `json:"demonstration,omitempty"` // a weight or an ideal value behind score and rank is confirmed by no source
	Metrics       []MetricReason `json:"metrics"`
	Moves         []Move         `json:"moves,omitempty"` // figures that differ from the run before

	Conclusion *Conclusion    `json:"conclusion,omitempty"` // nil in stores of earlier programs
	Potentials []MetricReason `json:"potentials,omitempty"`
	Uses       []UseReason    `json:"applications,omitempty"`

	Enterprises []EnterpriseReason `json:"enterprises,omitempty"` // best first; where the parcels name them and no indicator was asked for
}

// Loss is an indicator of the tree and the points of the root that it cost.
type Loss struct {
	Node          string   `json:"node"`
	Name          string   `json:"name"`
	Value         *float64 `json:"value"`
	Ideal         *float64 `json:"ideal"`
	Weight        float64  `json:"weight_in_root"` // product of the weights up to the root, those of gaps spread over their siblings
	Score         *float64 `json:"score"`
	Lost          *float64 `json:"points_lost"` // Weight × (100 − Score); nil where not computable. All of a tree add up to 100 less its score
	Demonstration bool     `json:"demonstration"`
	Note          string   `json:"note,omitempty"`
	Causes        []Cause  `json:"causes,omitempty"` // of the three largest and of what can't be computed; the weightiest first
}

// MetricReason is a metric with its formula and the parcels behind it.
type MetricReason struct {
	Indicator   string         `json:"indicator"`
	Name        string         `json:"name"`
	Value       *float64       `json:"value"`
	Unit        string         `json:"unit"`
	Formula     string         `json:"formula"`
	Numerator   *float64       `json:"numerator"`
	Denominator *float64       `json:"denominator"`
	Note        string         `json:"note,omitempty"`
	Basis       *Basis         `json:"rests_on,omitempty"` // nil of potentials
	Lower       bool           `json:"less_is_better,omitempty"`
	Parcels     []Contribution `json:"parcels,omitempty"` // those that cost the figure most first, of a sum the largest; only where one indicator was asked for

	Demonstration bool `json:"demonstration,omitempty"` // of a potential: rests on an ideal that no source confirms
}

// Contribution is what one parcel adds to a metric.
type Contribution struct {
	ParcelID    string   `json:"parcel_id"`
	Source      string   `json:"source"`
	Record      int      `json:"record"`
	Relation    string   `json:"relation"`
	Share       float64  `json:"share"`
	AreaM2      float64  `json:"area_m2"`
	Numerator   *float64 `json:"numerator"` // nil where the parcel lacks the attribute
	Denominator *float64 `json:"denominator"`

	Effect *float64 `json:"effect"`                // value of the figure less what it would be without the parcel, in the unit of the figure; nil of what is no quotient of sums over parcels
	Lost   *float64 `json:"points_lost,omitempty"` // points of the root that would come back without the parcel, below 0 of one that earns points; nil of a figure that has no score
}

// FindingSummary is a data problem of the park.
type FindingSummary struct {
	Severity string `json:"severity"`
	Code     string `json:"code"`
	Source   string `json:"source,omitempty"`
	Record   int    `json:"record,omitempty"`
	Message  string `json:"message"`
}
