package score

import (
	"slices"
	"strconv"
	"strings"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// Since says what differs from the run before, of what can move a park's
// figures.
type Since struct {
	RunID      int64         `json:"run_id"` // the run before
	FinishedAt string        `json:"finished_at"`
	Inputs     []InputChange `json:"inputs,omitempty"`
	Settings   []string      `json:"settings,omitempty"` // configuration, indicator set, kind of area, program
	Text       string        `json:"text"`               // one sentence: the cause, where only one thing differs
}

// InputChange is a file that differs from the run before.
type InputChange struct {
	Role          string `json:"role"`
	Path          string `json:"path"`
	Change        string `json:"change"` // changed, new or gone
	RecordsBefore int    `json:"records_before,omitempty"`
	Records       int    `json:"records,omitempty"`
	Parcels       *int   `json:"parcels_changed,omitempty"` // of the park, in parcel files; nil where the land was not compared
}

// Move is a figure of an extent that differs from the run before. The root of
// the tree is called score.
type Move struct {
	Figure string   `json:"figure"`
	Name   string   `json:"name"`
	Unit   string   `json:"unit,omitempty"`
	Before *float64 `json:"before"`
	After  *float64 `json:"after"`
}

// readSince compares the run with the one before; nil where there is none.
// parcelFiles are the files that the park's parcels come from.
func readSince(s *store.Store, run store.Run, parcelFiles []string, lang land.Lang) (*Since, error) {
	before, _, err := s.RunsBefore()
	if err != nil || before == nil {
		return nil, err
	}
	since, err := Between(s, *before, run, parcelFiles, lang)
	if err != nil {
		return nil, err
	}
	if err := since.takeParcels(s, before.LandRun, run.LandRun); err != nil {
		return nil, err
	}
	since.Text = since.sentence(lang)
	return since, nil
}

// inputChanges lists the files that differ between two runs and can move the
// park: those of its parcels, those that are gone, and all that are not parcels.
func inputChanges(s *store.Store, from, to int64, parcelFiles []string) ([]InputChange, error) {
	before, err := s.Sources(from)
	if err != nil {
		return nil, err
	}
	after, err := s.Sources(to)
	if err != nil {
		return nil, err
	}
	find := func(files []store.SourceFile, like store.SourceFile) *store.SourceFile {
		at := slices.IndexFunc(files, func(f store.SourceFile) bool { return f.Role == like.Role && f.Path == like.Path })
		if at < 0 {
			return nil
		}
		return &files[at]
	}
	var list []InputChange
	for _, f := range after {
		concerns := f.Role != string(land.RoleParcels) || slices.Contains(parcelFiles, f.Path)
		switch was := find(before, f); {
		case was == nil && concerns:
			list = append(list, InputChange{Role: f.Role, Path: f.Path, Change: "new", Records: f.Records})
		case was != nil && was.Hash != f.Hash: // parcels that it has no more may have been the park's
			list = append(list, InputChange{Role: f.Role, Path: f.Path, Change: "changed", RecordsBefore: was.Records, Records: f.Records})
		}
	}
	for _, f := range before {
		if find(after, f) == nil {
			list = append(list, InputChange{Role: f.Role, Path: f.Path, Change: "gone", RecordsBefore: f.Records})
		}
	}
	return list, nil
}

// takeParcels counts the changed parcels of the park by file. A parcel file that
// changed elsewhere only is no cause here.
func (s *Since) takeParcels(from *store.Store, before, now int64) error {
	compared, err := landCompared(from, before, now)
	if err != nil || !compared {
		return err
	}
	changes, err := from.PieceChanges(now, "")
	if err != nil {
		return err
	}
	counts := map[string]int{}
	for i := range changes {
		counts[fileOf(&changes[i])]++
	}
	s.Inputs = slices.DeleteFunc(s.Inputs, func(in InputChange) bool { return in.Role == string(land.RoleParcels) && counts[in.Path] == 0 })
	for i := range s.Inputs {
		if in := &s.Inputs[i]; in.Role == string(land.RoleParcels) {
			n := counts[in.Path]
			in.Parcels = &n
		}
	}
	return nil
}

// keepMovers leaves the inputs that can have moved one of the figures that did
// move, by what these rest on. Where none did, there is nothing to give a cause
// of.
func (s *Since) keepMovers(extents []ExtentReasons, asked string, lang land.Lang) {
	moved := false
	var bases []*Basis
	for i := range extents {
		e := &extents[i]
		moved = moved || len(e.Moves) > 0
		for _, m := range e.Moves {
			if at := slices.IndexFunc(e.Metrics, func(x MetricReason) bool { return x.Indicator == m.Figure }); at >= 0 {
				bases = append(bases, e.Metrics[at].Basis)
			}
		}
	}
	if len(s.Inputs)+len(s.Settings) == 0 {
		return
	}
	if !moved {
		s.Text = land.Textf("与第 %d 次运行相比，各项数值均未变，仅有下列不同：%s。", "since run %d no figure has moved, though this differs: %s.", s.RunID, s.differences(lang)).In(lang)
		if asked != "" {
			s.Inputs, s.Settings = nil, nil
			s.Text = land.Textf("与第 %d 次运行相比，该指标未变。", "since run %d the figure has not moved.", s.RunID).In(lang)
		}
		return
	}
	s.Inputs = slices.DeleteFunc(s.Inputs, func(in InputChange) bool {
		return len(bases) > 0 && !slices.ContainsFunc(bases, func(b *Basis) bool { return b.moves(land.Role(in.Role)) })
	})
	s.Text = s.sentence(lang)
}

// fileOf is the file in which a piece stands, or stood before it was removed.
func fileOf(c *store.PieceChange) string {
	if c.After != nil {
		return c.After.Source
	}
	return c.Before.Source
}

// landCompared says whether every changed piece of the store's extents is known
// between two land runs.
func landCompared(s *store.Store, before, now int64) (bool, error) {
	comparisons, err := s.LandComparisons()
	if err != nil {
		return false, err
	}
	compared := slices.ContainsFunc(comparisons, func(c store.LandComparison) bool {
		return c.RunID == now && c.PreviousRun == before && c.Verdict == store.Compared
	})
	extents, err := s.ExtentChanges(now)
	return compared && !slices.ContainsFunc(extents, func(c store.ExtentChange) bool { return c.Change != store.ExtentChanged }), err
}

// settingChanges words what beside files differs between two runs.
func settingChanges(before, after *store.Run, lang land.Lang) []string {
	var list []string
	// To name another set or kind of area is to edit the configuration: one thing.
	named := before.IndicatorSet != after.IndicatorSet || before.AreaKind != after.AreaKind
	for _, c := range []struct {
		differs bool
		what    land.Text
	}{
		{before.ConfigHash != after.ConfigHash && !named, land.Text{ZH: "配置（或其引用的指标体系、绩效表）", EN: "the configuration, or the set or table that it names"}},
		{before.IndicatorSet != after.IndicatorSet, land.Textf("指标体系 %s → %s", "the indicator set, %s → %s", before.IndicatorSet, after.IndicatorSet)},
		{before.AreaKind != after.AreaKind, land.Textf("面积类型 %s → %s", "the kind of area, %s → %s", before.AreaKind, after.AreaKind)},
		{before.Version != after.Version, land.Textf("程序版本 %s → %s", "the program, %s → %s", before.Version, after.Version)},
	} {
		if c.differs {
			list = append(list, c.what.In(lang))
		}
	}
	return list
}

// changeWords word what became of a file.
var changeWords = map[string]land.Text{
	"changed": {ZH: "内容有变", EN: "changed"}, "new": {ZH: "新读入", EN: "new"}, "gone": {ZH: "不再读入", EN: "gone"},
}

// sentence names the cause: certain where one thing differs, and else the list
// among which it is.
func (s *Since) sentence(lang land.Lang) string {
	list := s.differences(lang)
	switch n := len(s.Inputs) + len(s.Settings); n {
	case 0:
		return land.Textf("与第 %d 次运行相比，本园所依据的输入、配置与程序均未变。", "since run %d nothing has changed that the park rests on: neither its inputs nor configuration nor program.", s.RunID).In(lang)
	case 1:
		return land.Textf("与第 %d 次运行相比只有一处不同，变化由此引起：%s。", "since run %d one thing has changed and so is the cause: %s.", s.RunID, list).In(lang)
	default:
		return land.Textf("与第 %d 次运行相比有 %d 处不同，变化由其中的一处或几处引起：%s。", "since run %d %d things have changed, one or more of which are the cause: %s.", s.RunID, n, list).In(lang)
	}
}

// differences lists the files and settings that differ.
func (s *Since) differences(lang land.Lang) string {
	var differs []string
	for _, in := range s.Inputs {
		text := land.Textf("文件 %s（%s", "the file %s (%s", in.Path, title(changeWords, in.Change).In(lang)).In(lang)
		if in.RecordsBefore != in.Records {
			text += land.Textf("，记录 %s → %s", ", records %s → %s", strconv.Itoa(in.RecordsBefore), strconv.Itoa(in.Records)).In(lang)
		}
		if in.Parcels != nil {
			text += land.Textf("，本园 %d 宗地有变", ", %d parcels of the park differ", *in.Parcels).In(lang)
		}
		differs = append(differs, text+land.Text{ZH: "）", EN: ")"}.In(lang))
	}
	differs = append(differs, s.Settings...)
	return strings.Join(differs, land.Text{ZH: "；", EN: "; "}.In(lang))
}

// moves lists the figures of an extent that differ between the last two runs of
// its trend.
func (r *ExtentReasons) moves(trend []store.Moment, before, now int64, lang land.Lang) []Move {
	was := map[string]store.Moment{}
	for _, m := range trend {
		if m.RunID == before {
			was[m.Figure] = m
		}
	}
	var list []Move
	for _, m := range trend {
		b, had := was[m.Figure]
		if m.RunID != now || !had || equal(b.Value, m.Value) {
			continue
		}
		list = append(list, Move{m.Figure, r.figureName(m.Figure, lang), m.Unit, b.Value, m.Value})
	}
	return list
}

func equal(a, b *float64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// scoreFigure is what histories call the root of the tree.
const scoreFigure = "score"

func (r *ExtentReasons) figureName(figure string, lang land.Lang) string {
	if figure == scoreFigure {
		return land.Text{ZH: "集约度得分", EN: "intensity score"}.In(lang)
	}
	for _, m := range r.Metrics {
		if m.Indicator == figure {
			return m.Name
		}
	}
	return figure
}
