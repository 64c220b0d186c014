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

// told is what the store has of a run's extents.
type told struct {
	metrics     []store.Metric
	scores      []store.Score
	closings    []land.Closing
	conclusions *conclusions
	bases       *bases
	words       dictionary
}

func (x *explaining) readTold() (*told, error) {
	t := &told{}
	for _, step := range []func() error{
		func() (err error) { t.metrics, err = x.store.Metrics(x.run.ID); return },
		func() (err error) { t.scores, err = x.store.Scores(x.run.ID); return },
		func() (err error) { t.closings, err = x.store.Closings(); return },
		func() (err error) { t.conclusions, err = x.readConclusions(); return },
		func() (err error) { t.bases, err = readBases(x.store, x.run.ID, x.ParkCode, x.set, x.lang); return },
		func() (err error) {
			t.words, err = readDictionary(x.store, x.run.ID, x.set, t.conclusions.evaluations, x.lang)
			return
		},
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// readExtents reads figures, losses and conclusions of every extent.
func (x *explaining) readExtents() error {
	extents, err := x.store.Extents()
	if err != nil {
		return err
	}
	t, err := x.readTold()
	if err != nil {
		return err
	}
	about := describe(x.set)
	for _, e := range extents {
		of := outline{e.ParkCode, e.Kind}
		r := ExtentReasons{Kind: e.Kind, AreaM2: e.AreaM2}
		r.takeScores(t.scores, of, x.lang)
		if x.asked == "" {
			r.Closing = closingOf(t.closings, of)
		}
		for _, m := range t.metrics {
			if m.ExtentKind == e.Kind {
				reason := reasonOf(about, m, x.lang)
				reason.Basis = t.bases.of(m.Indicator, e.Kind)
				r.Metrics = append(r.Metrics, reason)
			}
		}
		t.conclusions.put(&r, of, about, x.lang)
		t.words.translate(&r)
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
	return x.narrow()
}

// parkType is the type under which an extent of the park is scored.
func (x *explaining) parkType(kind string) string {
	return (&scored{outline: outline{x.ParkCode, kind}, roster: x.park}).parkType()
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
		e.explainLosses(newLandView(x.set, x.parkType(e.Kind), e.Metrics, groups), x.lang)
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
			words := indicators.Words(err)
			return nil, land.Fail(land.Broken, s.Path(), land.Text{ZH: "成果库中的指标体系已不能读取：" + words.ZH, EN: "the indicator set in the store can't be read any more: " + words.EN},
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
func reasonOf(about map[string]indicators.Definition, m store.Metric, lang land.Lang) MetricReason {
	r := MetricReason{Indicator: m.Indicator, Name: m.Indicator, Value: m.Value, Unit: m.Unit,
		Numerator: m.Numerator, Denominator: m.Denominator, Note: m.Note}
	if a, ok := about[m.Indicator]; ok {
		r.Name, r.Formula, r.Lower = land.Text{ZH: a.NameZH, EN: a.NameEN}.In(lang), a.Formula, a.Lower
	}
	return r
}

// describe lists what the set says of its indicators and potentials, by name.
func describe(set *indicators.Set) map[string]indicators.Definition {
	about := map[string]indicators.Definition{}
	for _, d := range slices.Concat(set.Definitions(), set.Potentials()) {
		about[d.Name] = d
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
			_, message := Worded(f, x.lang)
			x.Findings = append(x.Findings, FindingSummary{f.Severity, f.Code, f.Source, f.Record, message})
		}
	}
	return nil
}
