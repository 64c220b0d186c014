package diff

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/score"
	"jiyue/pipeline/store"
)

// Comparison is what differs between two runs of a store.
type Comparison struct {
	From        RunName      `json:"from"`
	To          RunName      `json:"to"`
	Why         *score.Since `json:"why"`                    // files and settings that differ
	NotCompared string       `json:"not_compared,omitempty"` // why the pieces were not compared one by one; "" where they were
	Remark      string       `json:"remark,omitempty"`       // which runs to compare for what changed on the land, where these are of one land
	Extents     []Extent     `json:"extents"`                // that changed, by park and kind

	store    *store.Store
	lang     land.Lang
	from, to store.Run
	set      *indicators.Set // of to
	sameSet  bool
	chain    []int64                // land runs after from's up to to's; their changes lead from one to the other
	outlines map[[2]string]outlines // by park and kind
	names    map[string]string
	about    map[string]indicators.Metric
}

// RunName says which run is meant.
type RunName struct {
	RunID     int64  `json:"run_id"`
	StartedAt string `json:"started_at"` // RFC 3339, UTC
}

// Extent is an extent that changed.
type Extent struct {
	ParkCode string   `json:"park_code"`
	Name     string   `json:"name"`
	Kind     string   `json:"extent_kind"`
	Change   string   `json:"change,omitempty"`  // store.ExtentNew, ExtentGone, ExtentChanged, ExtentAltered; "" where its pieces are the same
	Outline  *Outline `json:"outline,omitempty"` // what became of its outline; nil where that is the same, or not on record
	Counts
	Moves []Move `json:"figures"` // that differ
}

// Counts are how many pieces changed, by kind of change.
type Counts struct {
	Added        int64 `json:"added"`
	Removed      int64 `json:"removed"`
	Reshaped     int64 `json:"reshaped"`
	Reclassified int64 `json:"reclassified"`
	Edited       int64 `json:"edited"`
}

// Total is the number of pieces that changed.
func (c Counts) Total() int64 { return c.Added + c.Removed + c.Reshaped + c.Reclassified + c.Edited }

// Move is a figure that differs. The root of the tree is called score.
type Move struct {
	Figure string   `json:"figure"`
	Name   string   `json:"name"`
	Unit   string   `json:"unit,omitempty"`
	Before *float64 `json:"before"` // nil where it could not be computed
	After  *float64 `json:"after"`
}

// Difference is After less Before; nil where one of them is not known.
func (m *Move) Difference() *float64 { return minus(m.After, m.Before) }

// Figures that conclude from others: what histories call the root of the tree, and
// the points by which extents are put into the classes A to D.
const (
	scoreFigure = "score"
	classFigure = "class_points"
)

var conclusionNames = map[string]land.Text{
	scoreFigure: {ZH: "集约度得分", EN: "intensity score"}, classFigure: {ZH: "亩均得分", EN: "points per mu"},
}

// Between compares two runs of the history; 0 for to means the last run, 0 for
// from the run before to. An unknown run is a Usage failure that names what there
// is, as is a store with one run. The store has to stay open for Park.
func Between(s *store.Store, from, to int64, lang land.Lang) (*Comparison, error) {
	c := &Comparison{store: s, lang: lang}
	if err := c.pickRuns(from, to); err != nil {
		return nil, err
	}
	for _, read := range []func() error{c.readWhy, c.readSets, c.readChain, c.readOutlines, c.readNames, c.readExtents} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	if len(c.Extents) == 0 {
		c.withoutCause(c.Why)
	}
	return c, nil
}

func (c *Comparison) pickRuns(from, to int64) error {
	runs, err := c.store.Runs()
	if err != nil {
		return err
	}
	if len(runs) < 2 {
		return land.Fail(land.Usage, c.store.Path(), land.Textf("成果库中只有 %d 次运行，没有可比较的", "the store has %d run, and nothing to compare it with", len(runs)),
			land.Textf("输入改变后再运行 jiyue run", "do jiyue run again when the input has changed"), nil)
	}
	at := len(runs) - 1
	if to != 0 {
		if at, err = c.find(runs, to); err != nil {
			return err
		}
	}
	c.to = runs[at]
	switch {
	case from != 0:
		if at, err = c.find(runs, from); err != nil {
			return err
		}
		c.from = runs[at]
	case at == 0:
		return land.Fail(land.Usage, c.store.Path(), land.Textf("第 %d 次运行之前没有别的运行", "there is no run before run %d", c.to.ID), c.remedy(runs), nil)
	default:
		c.from = runs[at-1]
		c.remarkOfLand(runs)
	}
	c.From, c.To = RunName{c.from.ID, c.from.StartedAt}, RunName{c.to.ID, c.to.StartedAt}
	return nil
}

// remarkOfLand says which runs to compare where the last two, by default, are of
// one land: the later has but scored it again, and the night before is not seen.
func (c *Comparison) remarkOfLand(runs []store.Run) {
	night := slices.IndexFunc(runs, func(r store.Run) bool { return r.ID == c.to.LandRun })
	if c.to.ID == c.to.LandRun || c.from.LandRun != c.to.LandRun || night < 1 {
		return
	}
	c.Remark = land.Textf("第 %d 次运行只是重新评分，土地与第 %d 次运行相同；土地的变化见 --from %d --to %[2]d",
		"run %d has only scored the land of run %d again; for what changed on the land: --from %d --to %[2]d", c.to.ID, runs[night].ID, runs[night-1].ID).In(c.lang)
}

func (c *Comparison) find(runs []store.Run, id int64) (int, error) {
	at := slices.IndexFunc(runs, func(r store.Run) bool { return r.ID == id })
	if at < 0 {
		return 0, land.Fail(land.Usage, c.store.Path(), land.Textf("没有第 %d 次运行", "there is no run %d", id), c.remedy(runs), nil)
	}
	return at, nil
}

// remedyRuns is how many of the last runs an error names.
const remedyRuns = 10

func (c *Comparison) remedy(runs []store.Run) land.Text {
	var ids []string
	for _, r := range runs[max(len(runs)-remedyRuns, 0):] {
		ids = append(ids, strconv.FormatInt(r.ID, 10))
	}
	return land.Textf("最近的运行：%s", "the last runs: %s", strings.Join(ids, " "))
}

func (c *Comparison) readWhy() error {
	files, err := c.store.Sources(c.to.ID)
	if err != nil {
		return err
	}
	var paths []string
	for _, f := range files {
		paths = append(paths, f.Path)
	}
	c.Why, err = score.Between(c.store, c.from, c.to, paths, c.lang)
	return err
}

func (c *Comparison) readSets() error {
	var err error
	if c.set, err = score.SetOf(c.store, c.to); err != nil {
		return err
	}
	before, err := c.store.IndicatorSet(c.from.ID)
	if err != nil {
		return err
	}
	after, err := c.store.IndicatorSet(c.to.ID)
	c.sameSet = reflect.DeepEqual(before, after) && c.from.Version == c.to.Version
	c.about = map[string]indicators.Metric{}
	for _, m := range c.set.Evaluate(indicators.Totals{}) {
		c.about[m.Indicator] = m
	}
	return err
}

// readChain finds the land runs whose changes lead from the one run to the
// other, or says why there is no way.
func (c *Comparison) readChain() error {
	rows, err := c.store.LandComparisons()
	if err != nil {
		return err
	}
	compared := map[int64]store.LandComparison{}
	for _, r := range rows {
		compared[r.RunID] = r
	}
	older, newer := min(c.from.LandRun, c.to.LandRun), max(c.from.LandRun, c.to.LandRun)
	for at := newer; at > older; {
		r, known := compared[at]
		if !known || r.Verdict != store.Compared {
			c.NotCompared = noWay(at, r.Verdict).In(c.lang)
			return nil
		}
		c.chain = append(c.chain, at)
		at = r.PreviousRun
	}
	slices.Reverse(c.chain)
	return nil
}

// noWay says why the pieces of a land run cannot be told from those of the run
// before it.
func noWay(run int64, verdict string) land.Text {
	switch verdict {
	case store.ComparedCRS:
		return land.Textf("第 %d 次运行换了坐标系，每一片地块的坐标都不同", "run %d is in another coordinate system, so that every piece differs", run)
	case store.ComparedArea:
		return land.Textf("第 %d 次运行换了面积类型，每一片地块的面积都不同", "run %d has areas of another kind, so that every piece differs", run)
	case store.ComparedDamaged:
		return land.Textf("第 %d 次运行时上一个成果库已损坏，无从比较", "the store before run %d was damaged", run)
	case store.ComparedDropped:
		return land.Textf("第 %d 次运行变化的地块太多，清单只保留一晚", "in run %d more pieces changed than are listed for longer than a night", run)
	}
	return land.Textf("第 %d 次运行由旧版程序完成，没有记下地块的变化", "run %d was made by an earlier program, which did not compare pieces", run)
}

func (c *Comparison) readNames() error {
	parks, err := c.store.Parks()
	c.names = make(map[string]string, len(parks))
	for _, p := range parks {
		c.names[p.Code] = p.Name
	}
	for key, o := range c.outlines { // a park that is gone has its name on record there
		if _, known := c.names[key[0]]; !known {
			c.names[key[0]] = o.name
		}
	}
	return err
}

// readExtents gathers what changed by extent: figures, and how many pieces.
func (c *Comparison) readExtents() error {
	at := map[[2]string]int{}
	of := func(park, kind string) *Extent {
		i, known := at[[2]string{park, kind}]
		if !known {
			i = len(c.Extents)
			at[[2]string{park, kind}] = i
			c.Extents = append(c.Extents, Extent{ParkCode: park, Name: c.names[park], Kind: kind})
		}
		return &c.Extents[i]
	}
	moves, err := c.store.ChangesBetween(c.from.ID, c.to.ID)
	if err != nil {
		return err
	}
	points, err := c.classMoves()
	if err != nil {
		return err
	}
	for _, m := range append(moves, points...) {
		e := of(m.ParkCode, m.ExtentKind)
		e.Moves = append(e.Moves, Move{m.Figure, c.nameOf(m.Figure), m.Unit, m.From, m.To})
	}
	for _, run := range c.chain {
		changes, err := c.store.ExtentChanges(run)
		if err != nil {
			return err
		}
		for i := range changes {
			of(changes[i].ParkCode, changes[i].ExtentKind).count(&changes[i])
		}
	}
	if c.from.LandRun > c.to.LandRun {
		for i := range c.Extents {
			c.Extents[i].turn()
		}
	}
	for key, o := range c.outlines {
		if outline := o.told(key[1], c.lang); outline != nil {
			of(key[0], key[1]).Outline = outline
		}
	}
	for i := range c.Extents { // a park whose outlines are not on record may still be named by its code
		if x := &c.Extents[i]; c.names[x.ParkCode] == "" {
			c.names[x.ParkCode] = ""
		}
	}
	slices.SortFunc(c.Extents, func(a, b Extent) int {
		if d := strings.Compare(a.ParkCode, b.ParkCode); d != 0 {
			return d
		}
		return strings.Compare(a.Kind, b.Kind)
	})
	return nil
}

// count adds a night's changes. What one night does and the next undoes counts
// twice here; Park tells what is left of it.
func (e *Extent) count(x *store.ExtentChange) {
	if e.Change == "" || x.Change != store.ExtentChanged {
		e.Change = x.Change
	}
	e.Added += x.Added
	e.Removed += x.Removed
	e.Reshaped += x.Reshaped
	e.Reclassified += x.Reclassified
	e.Edited += x.Edited
}

// turn tells the changes from the later run to the earlier one.
func (e *Extent) turn() {
	e.Added, e.Removed = e.Removed, e.Added
	switch e.Change {
	case store.ExtentNew:
		e.Change = store.ExtentGone
	case store.ExtentGone:
		e.Change = store.ExtentNew
	}
}

// nameOf is the name of a figure in the language of the comparison.
func (c *Comparison) nameOf(figure string) string { return c.figureName(figure).In(c.lang) }

func (c *Comparison) figureName(figure string) land.Text {
	if name, known := conclusionNames[figure]; known {
		return name
	}
	m, known := c.about[figure]
	if !known {
		return land.Text{ZH: figure, EN: figure}
	}
	return land.Text{ZH: m.NameZH, EN: m.NameEN}
}

// minus is a − b; nil where one of them is not known.
func minus(a, b *float64) *float64 {
	if a == nil || b == nil {
		return nil
	}
	d := *a - *b
	return &d
}
