package score

import (
	"fmt"
	"slices"
	"sort"
	"strings"

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
	Findings []FindingSummary `json:"findings"`
}

// ExtentReasons are the figures of one extent and the points it lost.
type ExtentReasons struct {
	Kind    string         `json:"extent_kind"`
	AreaM2  float64        `json:"area_m2"`
	Score   *float64       `json:"score"`
	Rank    *int64         `json:"rank"`
	Losses  []Loss         `json:"losses"`
	Metrics []MetricReason `json:"metrics"`
}

// Loss is an indicator of the tree and the points of the root that it cost.
type Loss struct {
	Node          string   `json:"node"`
	Name          string   `json:"name"`
	Value         *float64 `json:"value"`
	Ideal         *float64 `json:"ideal"`
	Weight        float64  `json:"weight_in_root"` // product of the weights up to the root
	Score         *float64 `json:"score"`
	Lost          *float64 `json:"points_lost"` // Weight × (100 − Score); nil where not computable
	Demonstration bool     `json:"demonstration"`
	Note          string   `json:"note,omitempty"`
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
	Parcels     []Contribution `json:"parcels,omitempty"` // largest contribution first; only where one indicator was asked for
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

// Explain reads from the published store why the park has its figures. With an
// indicator it adds the parcels behind that one. An unknown park or indicator
// is a Usage failure that names what there is.
func Explain(s *store.Store, park, indicator string, lang land.Lang) (*Explanation, error) {
	run, err := s.LastRun()
	if err != nil {
		return nil, err
	}
	x := &Explanation{RunID: run.ID, Set: run.IndicatorSet, ParkCode: park}
	if x.Name, err = parkName(s, park); err != nil {
		return nil, err
	}
	if err := x.readExtents(s, run, park, lang); err != nil {
		return nil, err
	}
	if indicator != "" {
		if err := x.narrow(s, run, indicator); err != nil {
			return nil, err
		}
	}
	return x, x.readFindings(s, run, park)
}

func parkName(s *store.Store, code string) (string, error) {
	parks, err := s.Parks()
	if err != nil {
		return "", err
	}
	var codes []string
	for _, p := range parks {
		if p.Code == code {
			return p.Name, nil
		}
		codes = append(codes, p.Code)
	}
	return "", land.Fail(land.Usage, s.Path(), land.Textf("没有代码为 %s 的园区", "there is no park %s", code),
		land.Textf("有：%s", "there are: %s", strings.Join(codes, " ")), nil)
}

func (x *Explanation) readExtents(s *store.Store, run store.Run, park string, lang land.Lang) error {
	extents, err := s.Extents()
	if err != nil {
		return err
	}
	metrics, err := s.Metrics(run.ID)
	if err != nil {
		return err
	}
	scores, err := s.Scores(run.ID)
	if err != nil {
		return err
	}
	set, err := setOf(run)
	if err != nil {
		return err
	}
	about := describe(set)
	for _, e := range extents {
		if e.ParkCode != park {
			continue
		}
		r := ExtentReasons{Kind: e.Kind, AreaM2: e.AreaM2}
		r.takeScores(scores, outline{park, e.Kind}, lang)
		for _, m := range metrics {
			if m.ParkCode == park && m.ExtentKind == e.Kind {
				r.Metrics = append(r.Metrics, reasonOf(about, m, lang))
			}
		}
		x.Extents = append(x.Extents, r)
	}
	return nil
}

// setOf returns the indicator set of the run, for names and formulas. Of a
// user's own set, whose text the store does not hold, only the raw indicators,
// which every set has, can be explained in full.
func setOf(run store.Run) (*indicators.Set, error) {
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

// describe lists the set's indicators by name, for titles and formulas.
func describe(set *indicators.Set) map[string]indicators.Metric {
	about := map[string]indicators.Metric{}
	for _, m := range set.Evaluate(indicators.Totals{}) {
		about[m.Indicator] = m
	}
	return about
}

// takeScores puts the leaves of the tree in the order of the points they cost.
func (r *ExtentReasons) takeScores(scores []store.Score, of outline, lang land.Lang) {
	nodes, parents := map[string]store.Score{}, map[string]bool{}
	var order []string
	for _, n := range scores {
		if n.ParkCode == of.park && n.ExtentKind == of.kind {
			nodes[n.Node] = n
			parents[n.Parent] = true
			order = append(order, n.Node)
		}
	}
	for _, name := range order {
		n := nodes[name]
		switch {
		case n.Parent == "":
			r.Score, r.Rank = n.Score, n.Rank
		case !parents[name]:
			r.Losses = append(r.Losses, lossOf(n, nodes, lang))
		}
	}
	sort.SliceStable(r.Losses, func(i, j int) bool { return points(r.Losses[i].Lost) > points(r.Losses[j].Lost) })
}

// points puts what can't be computed before everything that can: it is the
// first thing to mend.
func points(lost *float64) float64 {
	if lost == nil {
		return 101
	}
	return *lost
}

func lossOf(n store.Score, nodes map[string]store.Score, lang land.Lang) Loss {
	l := Loss{Node: n.Node, Name: land.Text{ZH: n.NameZH, EN: n.NameEN}.In(lang), Value: n.Value, Ideal: n.Ideal,
		Score: n.Score, Demonstration: n.Demonstration, Note: n.Note, Weight: 1}
	for at := n; at.Parent != ""; at = nodes[at.Parent] {
		if at.Weight != nil {
			l.Weight *= *at.Weight
		}
	}
	if n.Score != nil {
		lost := l.Weight * (100 - *n.Score)
		l.Lost = &lost
	}
	return l
}

// narrow keeps the one indicator and adds its parcels.
func (x *Explanation) narrow(s *store.Store, run store.Run, indicator string) error {
	set, err := setOf(run)
	if err != nil {
		return err
	}
	found := false
	for i := range x.Extents {
		e := &x.Extents[i]
		var names []string
		var keep []MetricReason
		for _, m := range e.Metrics {
			names = append(names, m.Indicator)
			if m.Indicator == indicator {
				keep = append(keep, m)
			}
		}
		if len(keep) == 0 {
			return land.Fail(land.Usage, s.Path(), land.Textf("没有指标 %s", "there is no indicator %s", indicator),
				land.Textf("有：%s", "there are: %s", strings.Join(names, " ")), nil)
		}
		found = true
		e.Metrics = keep
		e.Losses = slices.DeleteFunc(e.Losses, func(l Loss) bool { return l.Node != indicator })
		if e.Metrics[0].Parcels, err = contributions(s, set, x.ParkCode, e.Kind, indicator); err != nil {
			return err
		}
	}
	if !found {
		return land.Fail(land.Usage, s.Path(), land.Textf("园区 %s 没有四至范围", "park %s has no extent", x.ParkCode), land.Text{}, nil)
	}
	return nil
}

// contributions evaluates the set for each piece by itself: its numerator and
// denominator are what the piece adds to the park's.
func contributions(s *store.Store, set *indicators.Set, park, kind, indicator string) ([]Contribution, error) {
	names := land.MeasureNames()
	var list []Contribution
	err := s.Pieces(park, kind, func(p *store.Piece) error {
		tally := set.NewTally(names)
		tally.Add(factsOf(p, names))
		c := Contribution{ParcelID: p.ParcelID, Source: p.Source, Record: p.Record, Relation: p.Relation, Share: p.Share, AreaM2: p.AreaM2}
		for _, m := range set.Evaluate(tally.Totals()) {
			if m.Indicator == indicator {
				c.Numerator, c.Denominator = m.Numerator, m.Denominator
				if c.Numerator == nil {
					c.Numerator = m.Value
				}
			}
		}
		list = append(list, c)
		return nil
	})
	sort.SliceStable(list, func(i, j int) bool { return weight(list[i]) > weight(list[j]) })
	return list, err
}

func weight(c Contribution) float64 {
	if c.Numerator == nil {
		return -1
	}
	return *c.Numerator
}

func factsOf(p *store.Piece, names []string) *indicators.Facts {
	f := &indicators.Facts{LandUse: p.LandUse, Scheme: p.Scheme, Status: p.Status, BuiltCode: p.BuiltCode,
		SupplyCode: p.SupplyCode, HightechCode: p.HightechCode, AreaM2: p.AreaM2}
	for _, name := range names {
		var a indicators.Amount
		if v := p.Figures[name]; v != nil {
			a = indicators.Amount{Value: *v, Known: true}
		}
		f.Amounts = append(f.Amounts, a)
	}
	return f
}

func (x *Explanation) readFindings(s *store.Store, run store.Run, park string) error {
	rows, err := s.Findings(run.ID)
	if err != nil {
		return fmt.Errorf("reading findings: %w", err)
	}
	for _, f := range rows {
		for _, code := range (land.Finding{ParkCode: f.ParkCode}).Parks() {
			if code == park {
				x.Findings = append(x.Findings, FindingSummary{f.Severity, f.Code, f.Source, f.Record, f.Message})
			}
		}
	}
	return nil
}
