package score

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

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
	Parcels     []Contribution `json:"parcels,omitempty"`  // largest contribution first; only where one indicator was asked for

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
}

// FindingSummary is a data problem of the park.
type FindingSummary struct {
	Severity string `json:"severity"`
	Code     string `json:"code"`
	Source   string `json:"source,omitempty"`
	Record   int    `json:"record,omitempty"`
	Message  string `json:"message"`
}

// Explain reads from the published store why the park has its figures; what
// other parks have is not read. With an indicator it adds the parcels behind
// that one. An unknown park or indicator is a Usage failure that names what
// there is.
func Explain(s *store.Store, park, indicator string, lang land.Lang) (*Explanation, error) {
	of, err := findPark(s, park)
	if err != nil {
		return nil, err
	}
	part, err := s.OfPark(park)
	if err != nil {
		return nil, err
	}
	defer part.Close()
	run, err := part.LastRun()
	if err != nil {
		return nil, err
	}
	e := &explaining{Explanation: &Explanation{RunID: run.ID, Set: run.IndicatorSet, ParkCode: park, Name: of.Name},
		store: part, run: run, park: of, asked: indicator, lang: lang}
	if e.set, err = setOf(part, run); err != nil {
		return nil, err
	}
	for _, step := range []func() error{
		e.readExtents,
		e.readParcels,
		e.readCauses,
		e.readFindings,
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return e.Explanation, nil
}

// explaining is an Explanation in the making.
type explaining struct {
	*Explanation
	store *store.Store // as if it held the one park
	run   store.Run
	park  store.Park
	asked string // the one indicator; "" for all
	set   *indicators.Set
	lang  land.Lang
}

func findPark(s *store.Store, code string) (store.Park, error) {
	parks, err := s.Parks()
	if err != nil {
		return store.Park{}, err
	}
	var codes []string
	for _, p := range parks {
		if p.Code == code {
			return p, nil
		}
		codes = append(codes, p.Code)
	}
	return store.Park{}, land.Fail(land.Usage, s.Path(), land.Textf("没有代码为 %s 的园区", "there is no park %s", code),
		land.Textf("有：%s", "there are: %s", strings.Join(codes, " ")), nil)
}

// readExtents reads figures, losses and conclusions of every extent.
func (x *explaining) readExtents() error {
	extents, err := x.store.Extents()
	if err != nil {
		return err
	}
	metrics, err := x.store.Metrics(x.run.ID)
	if err != nil {
		return err
	}
	scores, err := x.store.Scores(x.run.ID)
	if err != nil {
		return err
	}
	conclusions, err := x.readConclusions()
	if err != nil {
		return err
	}
	about := describe(x.set)
	bases, err := readBases(x.store, x.run.ID, x.ParkCode, x.set, x.lang)
	if err != nil {
		return err
	}
	for _, e := range extents {
		of := outline{e.ParkCode, e.Kind}
		r := ExtentReasons{Kind: e.Kind, AreaM2: e.AreaM2}
		r.takeScores(scores, of, x.lang)
		for _, m := range metrics {
			if m.ExtentKind == e.Kind {
				reason := reasonOf(about, m, x.lang)
				reason.Basis = bases.of(m.Indicator, e.Kind)
				r.Metrics = append(r.Metrics, reason)
			}
		}
		conclusions.put(&r, of, about, x.lang)
		x.Extents = append(x.Extents, r)
	}
	return nil
}

// readConclusions reads what follows from the figures. Where one figure was
// asked for, the places among other parks are left out: to find them takes longer
// than all the rest.
func (x *explaining) readConclusions() (*conclusions, error) {
	if x.asked == "" {
		return readConclusions(x.store, x.run.ID)
	}
	c := &conclusions{}
	for _, step := range []func() error{
		func() (err error) { c.evaluations, err = x.store.Evaluations(x.run.ID); return },
		func() (err error) { c.potentials, err = x.store.Potentials(); return },
		func() (err error) { c.applications, err = x.store.Applications(); return },
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// readParcels reads the parcels behind the one indicator that was asked for, or
// the enterprises of the park.
func (x *explaining) readParcels() error {
	if x.asked == "" {
		return x.readEnterprises(x.store)
	}
	return x.narrow(x.store, x.set, x.asked)
}

// readCauses tells why points were lost and what changed since the run before.
func (x *explaining) readCauses() error {
	var files []string
	for i := range x.Extents {
		e := &x.Extents[i]
		groups, err := x.store.LandGroups(x.ParkCode, e.Kind)
		if err != nil {
			return err
		}
		for _, g := range groups {
			files = append(files, g.Source)
		}
		e.explainLosses(newLandView(x.set, (&scored{outline: outline{x.ParkCode, e.Kind}, roster: x.park}).parkType(), e.Metrics, groups), x.lang)
	}
	var err error
	if x.Since, err = readSince(x.store, x.run, files, x.lang); err != nil || x.Since == nil {
		return err
	}
	for i := range x.Extents {
		e := &x.Extents[i]
		trend, err := x.store.Trend(x.ParkCode, e.Kind, comparedRuns)
		if err != nil {
			return err
		}
		e.Moves = e.moves(trend, x.Since.RunID, x.run.ID, x.lang)
		e.Moves = slices.DeleteFunc(e.Moves, func(m Move) bool { return x.asked != "" && m.Figure != x.asked })
	}
	x.Since.keepMovers(x.Extents, x.asked, x.lang)
	return nil
}

// comparedRuns are the last run and the one before.
const comparedRuns = 2

// setOf returns the indicator set with which the run was scored: the built-in
// one, or the user's own from the text that the store keeps, with the single
// values of the configuration put in.
func setOf(s *store.Store, run store.Run) (*indicators.Set, error) {
	kept, err := s.IndicatorSet(run.ID)
	if err != nil {
		return nil, err
	}
	if kept.Name == "" {
		return setOfEarlierRun(run)
	}
	key := fmt.Sprint(kept)
	lastSet.Lock()
	defer lastSet.Unlock()
	if lastSet.key != key {
		set, err := parseSet(kept)
		if err != nil {
			return nil, land.Fail(land.Broken, s.Path(), land.Textf("成果库中的指标体系已不能读取：%v", "the indicator set in the store can't be read any more: %v", err),
				land.Textf("请重新运行 jiyue score", "do jiyue score again"), err)
		}
		lastSet.key, lastSet.set = key, set
	}
	return lastSet.set, nil
}

// lastSet is the set that was read last: one explanation after the other asks
// for the same, and reading it takes longer than a park.
var lastSet struct {
	sync.Mutex
	key string
	set *indicators.Set
}

func parseSet(kept store.IndicatorSet) (*indicators.Set, error) {
	set, err := indicators.Builtin(kept.Name)
	if kept.Text != "" {
		set, err = indicators.Parse([]byte(kept.Text), kept.Path)
	}
	if err != nil {
		return nil, err
	}
	return set.Override(indicators.Values{Ideals: kept.Ideals, Weights: kept.Weights, Thresholds: kept.Thresholds})
}

// setOfEarlierRun is for stores that don't keep the set. Of a user's own set
// only the raw indicators, which every set has, can be explained in full.
func setOfEarlierRun(run store.Run) (*indicators.Set, error) {
	if set, err := indicators.Builtin(run.IndicatorSet); err == nil {
		return set, nil
	}
	return indicators.Builtin(indicators.BuiltinNames()[0])
}

// reasonOf joins a stored metric with what its set says about it.
func reasonOf(about map[string]indicators.Metric, m store.Metric, lang land.Lang) MetricReason {
	r := MetricReason{Indicator: m.Indicator, Name: m.Indicator, Value: m.Value, Unit: m.Unit,
		Numerator: m.Numerator, Denominator: m.Denominator, Note: m.Note}
	if a, ok := about[m.Indicator]; ok {
		r.Name, r.Formula = land.Text{ZH: a.NameZH, EN: a.NameEN}.In(lang), a.Formula
	}
	return r
}

// describe lists the set's indicators and potentials by name, for titles and formulas.
func describe(set *indicators.Set) map[string]indicators.Metric {
	about := map[string]indicators.Metric{}
	for _, m := range append(set.Evaluate(indicators.Totals{}), set.Potential(indicators.Totals{}, nil, "")...) {
		about[m.Indicator] = m
	}
	return about
}

func (x *explaining) readFindings() error {
	rows, err := x.store.Findings(x.run.ID)
	if err != nil {
		return fmt.Errorf("reading findings: %w", err)
	}
	for _, f := range rows {
		if slices.Contains((land.Finding{ParkCode: f.ParkCode}).Parks(), x.ParkCode) {
			x.Findings = append(x.Findings, FindingSummary{f.Severity, f.Code, f.Source, f.Record, f.Message})
		}
	}
	return nil
}
