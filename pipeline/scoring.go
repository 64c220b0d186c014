package pipeline

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"jiyue/indicators"
	"jiyue/indicators/performance"
	"jiyue/pipeline/land"
	"jiyue/pipeline/score"
	"jiyue/pipeline/store"
)

// loadSet reads the indicator set that the configuration names, with the
// user's own ideals and weights put in.
func (n *night) loadSet() error {
	choice := n.cfg.Indicators
	set, err := readSet(choice.Set, choice.Path)
	if err == nil {
		set, err = set.Override(indicators.Values{Ideals: choice.Ideals, Weights: choice.Weights, Thresholds: choice.Thresholds})
	}
	if err != nil {
		return land.Fail(land.Usage, n.placeOf(err), refusal("指标体系：", "indicator set: ", err),
			remedyFor(err), err)
	}
	n.set = set
	return nil
}

// refusal says in both languages what is wrong with what a night is judged by.
func refusal(zh, en string, err error) land.Text {
	words := indicators.Words(err)
	return land.Text{ZH: zh + words.ZH, EN: en + words.EN}
}

// remedyFor says what helps: a mistake in the user's own set or in a value is
// mended there, a set that there is not is one of those that there are.
func remedyFor(err error) land.Text {
	var refused *indicators.ValueError
	var place *indicators.SourceError
	switch {
	case errors.As(err, &place):
		return land.Textf("请在该文件的该行修改", "mend the file at that line")
	case errors.As(err, &refused):
		return land.Textf("请修改该取值；键和取值范围见指标手册（indicators/README.md）", "mend the value; the manual of the indicators (indicators/README.md) has the keys and what they take")
	}
	return land.Textf("内置体系：%s", "built-in sets: %s", strings.Join(indicators.BuiltinNames(), ", "))
}

// placeOf says where in the configuration a set's error comes from: the value
// that it refuses, or the line that names the set.
func (n *night) placeOf(err error) string {
	var refused *indicators.ValueError
	if !errors.As(err, &refused) {
		if at := n.cfg.At("indicators.set"); at != n.cfg.Path {
			return at
		}
		return n.cfg.At("indicators")
	}
	if refused.Key == "" {
		return n.cfg.At("indicators." + refused.Section)
	}
	return n.cfg.At("indicators." + refused.Section + "." + refused.Key)
}

func readSet(name, path string) (*indicators.Set, error) {
	if path == "" {
		return indicators.Builtin(name)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return indicators.Parse(text, path)
}

// loadRules reads what the night is judged by, before the night's work: a
// mistake in it must not show only after an hour.
func (n *night) loadRules() error {
	if err := n.loadSet(); err != nil {
		return err
	}
	return n.loadPerformance()
}

// loadPerformance reads the self-evaluation table, if there is one.
func (n *night) loadPerformance() error {
	if n.cfg.Performance == "" {
		return nil
	}
	text, err := os.ReadFile(n.cfg.Performance)
	if err != nil {
		return land.Fail(land.Usage, n.cfg.Performance, land.Textf("无法读取绩效自评表", "cannot read the self-evaluation table"), land.Text{}, err)
	}
	n.table, err = performance.Parse(text, n.cfg.Performance)
	if err == nil {
		err = n.table.Check(score.ResultNames(n.set))
	}
	if err != nil {
		return land.Fail(land.Usage, "", refusal("绩效自评表：", "self-evaluation table: ", err), land.Text{}, err)
	}
	return nil
}

// totalRows turns measured totals, statistics and declared figures into the
// rows that score reads.
func (n *night) totalRows() []store.Total {
	var rows []store.Total
	for i, totals := range n.meter.Totals(n.cfg.Area) {
		e := n.input.Extents[i]
		for _, name := range sortedKeys(totals) {
			t := totals[name]
			row := store.Total{ParkCode: e.ParkCode, ExtentKind: string(e.Kind), Name: name, Unit: t.Unit, Pieces: t.Pieces, Missing: t.Missing}
			if t.Known {
				row.Value = &t.Value
			}
			rows = append(rows, row)
		}
		if e.Kind == land.Growth {
			continue // a park's statistics and declared figures are those of its main area
		}
		rows = append(rows, givenRows(e, indicators.StatisticPrefix, n.input.Statistics.Of(&e))...)
		rows = append(rows, givenRows(e, score.DeclaredPrefix, n.input.Declared.Of(&e))...)
	}
	return rows
}

// givenRows are figures that were handed in for the park, not measured.
func givenRows(e land.Extent, prefix string, figures map[string]float64) []store.Total {
	var rows []store.Total
	for _, key := range sortedKeys(figures) {
		value := figures[key]
		rows = append(rows, store.Total{ParkCode: e.ParkCode, ExtentKind: string(e.Kind), Name: prefix + key, Value: &value})
	}
	return rows
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// evaluate writes what the land of the night adds up to, and scores it.
func (n *night) evaluate(context.Context) error {
	if err := n.compareLand(); err != nil {
		return err
	}
	if err := n.tonight.WriteGivenPlaces(n.givenPlaces()); err != nil {
		return err
	}
	if err := n.tonight.WriteEnterpriseLands(n.enterpriseRows()); err != nil {
		return err
	}
	if err := n.writeCity(); err != nil {
		return err
	}
	totals := n.totalRows()
	n.letGo()
	if err := n.tonight.WriteTotals(totals); err != nil {
		return err
	}
	return n.score(totals)
}

// letGo frees what the land's stages needed: with thousands of parks it is as
// much as their scores take.
func (n *night) letGo() {
	n.extents, n.fabric, n.meter = nil, nil, nil
}

// score writes metrics and scores of the parks, then of the project.
func (n *night) score(totals []store.Total) error {
	if err := n.tonight.WriteFindings(n.findings.List()); err != nil {
		return err
	}
	if err := n.tonight.WriteIndicatorSet(n.setRow()); err != nil {
		return err
	}
	found, err := score.Parks(n.tonight, n.run, totals, n.set, n.options.Lang)
	if err != nil {
		return err
	}
	if err := n.addFindings(found); err != nil {
		return err
	}
	n.countParcels()
	if n.table != nil {
		if err := n.scoreProject(); err != nil {
			return err
		}
	}
	return n.refuseIfStrict()
}

// addFindings writes what scoring found beside what the land's stages did.
func (n *night) addFindings(found []land.Finding) error {
	var rolled land.Findings
	rolled.Add(found...)
	n.findings.Add(found...)
	return n.tonight.WriteFindings(rolled.List())
}

// setRow says with what the run is scored.
func (n *night) setRow() store.IndicatorSet {
	choice := n.cfg.Indicators
	row := store.IndicatorSet{
		Name: n.set.Name(), TitleZH: n.set.Title("zh"), TitleEN: n.set.Title("en"), Provenance: n.set.Provenance(),
		Demonstration: n.set.Demonstration(),
		Ideals:        choice.Ideals, Weights: choice.Weights, Thresholds: choice.Thresholds,
	}
	if choice.Path != "" {
		row.Path, row.Text = filepath.Base(choice.Path), n.set.Text()
	}
	return row
}

// givenPlaces says where the figures that were handed in stand. One that is
// about an extent goes before one that is about its park.
func (n *night) givenPlaces() map[store.GivenKey]store.GivenPlace {
	kinds := map[string][]land.ExtentKind{}
	for _, e := range n.input.Extents {
		kinds[e.ParkCode] = append(kinds[e.ParkCode], e.Kind)
	}
	places := map[store.GivenKey]store.GivenPlace{}
	for _, s := range n.input.Sources {
		prefix := indicators.StatisticPrefix
		if s.Role == land.RoleDeclared {
			prefix = score.DeclaredPrefix
		}
		for _, g := range s.Given {
			of := []land.ExtentKind{g.Kind}
			if g.Kind == "" {
				of = kinds[g.ParkCode]
			}
			for _, kind := range of {
				key := store.GivenKey{ParkCode: g.ParkCode, ExtentKind: string(kind), Name: prefix + g.Figure}
				if _, own := places[key]; !own || g.Kind != "" {
					places[key] = store.GivenPlace{Source: s.Path, Record: g.Record}
				}
			}
		}
	}
	return places
}

func (n *night) scoreProject() error {
	total, remarks, err := score.Project(n.tonight, n.run, n.set, n.table, n.options.Lang)
	if err != nil {
		return land.Fail(land.Usage, "", refusal("绩效评分：", "performance score: ", err), land.Text{}, err)
	}
	n.summary.Score, n.summary.Grade = total.Score, total.Grade
	return n.addFindings(remarks)
}

// refuseIfStrict ends a strict run that has error findings.
func (n *night) refuseIfStrict() error {
	count := n.findings.Count(land.Error)
	if !n.options.Strict || count == 0 {
		return nil
	}
	first := firstError(n.findings.List())
	return land.Fail(land.Broken, n.cfg.Path, land.Textf(
		"--strict：有 %d 个错误级问题，未发布任何结果；第一个：%s %s", "--strict: %d error findings, nothing was published; the first: %s %s",
		count, first.Place(n.options.Lang), first.Message(n.options.Lang)),
		land.Textf("用 jiyue check %s 查看全部问题", "see all of them with jiyue check %s", n.cfg.Path), nil)
}

func firstError(list []land.Finding) land.Finding {
	for _, f := range list {
		if f.Severity() == land.Error {
			return f
		}
	}
	return land.Finding{}
}

// finishRun completes the run's record, from which reports take their times.
func (n *night) finishRun() error {
	end := n.options.Now()
	n.run.FinishedAt = end.UTC().Format("2006-01-02T15:04:05Z")
	n.run.Seconds = end.Sub(n.begun).Seconds()
	n.run.Findings = n.findings.Total()
	return n.tonight.Finish(n.run)
}

// countParcels puts what was read into the run's record, which the project's
// formulas look at; a run that scores stored land has the counts of that.
func (n *night) countParcels() {
	if n.ledger != nil {
		total := n.ledger.Total()
		n.run.ParcelsRead, n.run.ParcelsRejected, n.run.Pieces = total.In.Count, total.Rejected.Count, n.pieces
	}
}

// rescore opens a run of its own over the published pieces and scores it.
func (n *night) rescore(context.Context) error {
	if err := n.loadRules(); err != nil {
		return err
	}
	var err error
	if n.tonight, err = store.Amend(n.cfg.Output, n.storeOptions()); err != nil {
		return err
	}
	n.passOnRemarks()
	last, err := n.tonight.Read().LastRun()
	if err != nil {
		return err
	}
	if string(n.cfg.Area) != last.AreaKind {
		return land.Fail(land.Usage, n.cfg.Path, land.Textf("area 已由 %s 改为 %s，已发布的地块面积仍是前者", "area was changed from %s to %s; the published pieces are measured in the former", last.AreaKind, n.cfg.Area),
			land.Textf("请运行 jiyue run %s", "do jiyue run %s", n.cfg.Path), nil)
	}
	run := n.newRun(store.KindScore)
	run.LandRun, run.InputHash, run.CRS, run.AreaKind = last.LandRun, last.InputHash, last.CRS, last.AreaKind
	run.ParcelsRead, run.ParcelsRejected, run.Pieces = last.ParcelsRead, last.ParcelsRejected, last.Pieces
	if n.run, err = n.tonight.Begin(run); err != nil {
		return err
	}
	if err := n.recallFindings(); err != nil {
		return err
	}
	totals, err := n.tonight.Read().Totals(n.run.LandRun)
	if err != nil {
		return err
	}
	if err := n.score(totals); err != nil {
		return err
	}
	return n.finishRun()
}

// recallFindings puts what the store says of the land into the summary: a run
// that scores or reports anew does not make the errors of the data go away.
func (n *night) recallFindings() error {
	rows, err := n.tonight.Read().Findings(n.run.ID)
	for _, r := range rows {
		n.recalled = append(n.recalled, land.Finding{Code: land.Code(r.Code), Source: r.Source, Record: r.Record, Field: r.Field,
			ParcelID: r.ParcelID, ParkCode: r.ParkCode, Found: r.Found, Expected: r.Expected, Count: r.Count})
	}
	return err
}

// recallTotal puts the project's score of the published run into the summary.
func (n *night) recallTotal() error {
	p, err := n.tonight.Read().Performance(n.run.ID)
	n.summary.Score, n.summary.Grade = p.Total.Score, p.Total.Grade
	return err
}

// summarize says what the run did.
func (n *night) summarize() *Summary {
	s := &n.summary
	s.RunID, s.Seconds, s.Pieces = n.run.ID, n.options.Now().Sub(n.begun).Seconds(), n.pieces
	s.Ledger, s.Findings = n.ledger, n.findings
	s.Findings.Add(n.recalled...)
	if n.input != nil {
		s.Parks, s.Extents = int64(len(n.input.Parks)), int64(len(n.input.Extents))
	}
	if s.Published {
		s.Store = store.PathIn(n.cfg.Output)
	}
	return s
}

// plan says what the run is going to do.
func (n *night) plan() Plan {
	p := Plan{
		Project: n.cfg.Project.Name, Stages: n.stages, Sources: n.input.Sources, CRS: n.input.CRS.String(),
		Parks: len(n.input.Parks), Extents: len(n.input.Extents), Parcels: n.input.Records(),
		Area: n.cfg.Area, Set: n.set.Name(), Output: n.cfg.Output,
	}
	if n.rehearsal {
		p.Output = ""
	}
	return p
}
