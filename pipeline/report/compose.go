package report

import (
	"fmt"
	"sort"
	"strings"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
	"jiyue/pipeline/wording"
)

// data is everything that a report needs of the store, as rows. Pieces are
// visited one extent at a time, so that a county's cadastre never has to be
// in memory at once.
type data struct {
	run         store.Run
	landRun     store.Run // that the run rests on; itself unless it only scored again
	parks       []store.Park
	extents     []store.Extent
	metrics     []store.Metric
	scores      []store.Score
	goals       store.Goals
	history     *history          // nil of the first run
	performance store.Performance // without items where the project has no self-evaluation
	findings    []store.Finding
	sources     []store.SourceFile
	ledger      []store.LedgerRow
	closings    []land.Closing       // how the land of every extent adds up; none of an earlier program
	weigher     *weigher             // nil where the set is not on record
	conclusions *conclusions         // nil where nothing was concluded
	names       map[string]land.Text // of the set's indicators
	formulas    map[string]land.Text
	pieceCounts map[extentKey]int64 // how many pieces each extent has; empty where not on record
	totals      map[extentKey]map[string]store.Total
	pieces      func(park, kind string, visit func(*store.Piece) error) error
}

// extentKey finds the rows of one outline of one park.
type extentKey struct{ park, kind string }

// park is a park with what belongs to it.
type park struct {
	store.Park
	number   int    // in the roster, from 1
	anchor   string // of its section
	extents  []store.Extent
	findings []store.Finding
}

// kind returns the extent kind by which the park is counted in totals and
// ranked: the approved one where there are two, which are never added.
func (p *park) kind() string {
	if len(p.extents) == 0 {
		return ""
	}
	return p.extents[0].Kind
}

// composer turns rows into the model.
type composer struct {
	*data
	lang     land.Lang
	opt      Options
	parks    []*park
	mixed    bool // extents are of more than one kind
	byExtent map[extentKey]map[string]store.Metric
	trees    map[extentKey][]store.Score
	lines    map[string]int // place of an indicator among those of an extent
	beyond   []string       // indicators beyond the raw view, in the order in which the store has them

	derived   []derivedFigure // behind the metrics among the lines of an extent
	derivedAt map[string]int
	derivedOf map[extentKey]map[string]derivedValue
}

// compose makes the model of the rows.
func compose(d *data, o Options) (*Model, error) {
	c := newComposer(d, o)
	texts, err := wording.In(c.lang, o.Wording)
	if err != nil {
		return nil, err
	}
	uses, listed, changes := c.useTables(), c.listedParcels(), c.changesSection()
	maps := c.drawMaps(bytesOf(uses, listed, changes))
	m := &Model{
		Lang: c.lang, Project: c.run.ProjectName, Version: c.run.Version, Finished: c.run.FinishedAt, FiledParks: c.opt.FiledParks,
		Title:    c.say("土地集约利用评价报告", "Land-intensity evaluation"),
		BaseDate: c.date(c.run.BaseDate),
		Run:      c.runFacts(),
		Overview: c.overviewMap(),
		Roster:   c.rosterTables(),
		Extents:  c.extentTable(),
		Metrics:  c.metricTables(),
		Parts:    c.partsTable(),
		RollUps:  c.rollUps(),
		Formulas: c.formulaLines(),
		Charts:   c.charts(),
		Scores:   c.scoreTable(),
		Uses:     uses,
		Listed:   listed,
		Changes:  changes,
		Findings: c.findingTables(),
		Ledger:   c.ledgerTables(),
		Sources:  c.sourceTables(),
	}
	if o.Project != "" {
		m.Project = o.Project
	}
	m.Performance = c.selfEvaluationTables()
	m.Summary = c.summary(m)
	if err := c.parkSections(m, maps); err != nil {
		return nil, err
	}
	c.word(m, texts)
	return m, nil
}

func newComposer(d *data, o Options) *composer {
	c := &composer{data: d, lang: o.Lang, opt: o.withDefaults(), mixed: kindsDiffer(d.extents)}
	if c.lang != land.EN {
		c.lang = land.ZH
	}
	c.indexParks()
	c.byExtent = map[extentKey]map[string]store.Metric{}
	seen := map[string]bool{}
	for _, m := range d.metrics {
		k := extentKey{m.ParkCode, m.ExtentKind}
		if c.byExtent[k] == nil {
			c.byExtent[k] = map[string]store.Metric{}
		}
		c.byExtent[k][m.Indicator] = m
		if _, raw := rawByKey[m.Indicator]; !raw && !seen[m.Indicator] {
			seen[m.Indicator] = true
			c.beyond = append(c.beyond, m.Indicator)
		}
	}
	c.lines = map[string]int{}
	for i, key := range c.lineKeys() {
		c.lines[key] = i
	}
	c.trees = map[extentKey][]store.Score{}
	for _, s := range d.scores {
		k := extentKey{s.ParkCode, s.ExtentKind}
		c.trees[k] = append(c.trees[k], s)
	}
	c.indexDerived()
	return c
}

// indexParks numbers the parks scope by scope, as the roster lists them, and
// hands each its extents and findings.
func (c *composer) indexParks() {
	byCode := map[string]*park{}
	for _, row := range c.data.parks {
		p := &park{Park: row}
		c.parks = append(c.parks, p)
		byCode[row.Code] = p
	}
	sort.SliceStable(c.parks, func(i, j int) bool { return c.parks[i].Scope < c.parks[j].Scope })
	for i, p := range c.parks {
		p.number, p.anchor = i+1, fmt.Sprintf("park-%d", i+1)
	}
	for _, e := range c.data.extents {
		if p := byCode[e.ParkCode]; p != nil {
			p.extents = append(p.extents, e)
		}
	}
	for _, p := range c.parks {
		sort.SliceStable(p.extents, func(i, j int) bool { return p.extents[i].Kind < p.extents[j].Kind })
	}
	for _, f := range c.data.findings {
		for code := range strings.SplitSeq(f.ParkCode, ",") { // overlaps name both parks
			if p := byCode[code]; p != nil {
				p.findings = append(p.findings, f)
			}
		}
	}
}

// metric returns a metric; one without a value where the store has none.
func (c *composer) metric(park, kind, indicator string) store.Metric {
	if m, ok := c.byExtent[extentKey{park, kind}][indicator]; ok {
		return m
	}
	m := store.Metric{ParkCode: park, ExtentKind: kind, Indicator: indicator}
	if kind == "" {
		m.Note = c.say("没有四至范围", "no extent")
	}
	return m
}

func (c *composer) runFacts() []Fact {
	r, land := c.run, c.landRun
	fact := func(zh, en, text string) Fact { return Fact{Name: c.say(zh, en), Figure: Figure{Text: orNone(text)}} }
	facts := []Fact{fact("运行编号", "Run", fmt.Sprint(r.ID))}
	if r.ID != land.ID {
		facts = append(facts, fact("重新评分", "Scored again", c.moment(r.FinishedAt)), fact("土地数据来自运行", "Land from run", fmt.Sprint(land.ID)))
	}
	return append(facts,
		fact("开始", "Started", c.moment(land.StartedAt)),
		fact("结束", "Finished", c.moment(land.FinishedAt)),
		fact("程序版本", "Version", r.Version),
		fact("指标体系", "Indicator set", c.setTitle()),
		fact("工作坐标系", "Working CRS", r.CRS),
		fact("面积口径", "Area", c.areaKind()),
		fact("配置校验值", "Configuration hash", r.ConfigHash),
		fact("输入校验值", "Input hash", land.InputHash),
	)
}

func (c *composer) areaKind() string {
	if c.run.AreaKind == string(land.Ellipsoidal) {
		return c.say("椭球面积", "ellipsoidal")
	}
	return c.say("平面面积", "planar")
}

// setTitle is the title of the run's indicator set with its key in brackets;
// of a set of the user's own, whose title the store has not, the key alone.
func (c *composer) setTitle() string {
	key := c.run.IndicatorSet
	set, err := indicators.Builtin(key)
	if err != nil || set.Title(string(c.lang)) == "" {
		return key
	}
	return c.say("%s（%s）", "%s (%s)", set.Title(string(c.lang)), key)
}
