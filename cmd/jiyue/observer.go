package main

import (
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/schollz/progressbar/v3"

	"jiyue/pipeline"
	"jiyue/pipeline/land"
)

// observer returns who watches the run: nobody, a log, or a person.
func (e *environment) observer(f *flags) pipeline.Observer {
	switch {
	case f.quiet:
		return nil
	case f.logFormat == "json":
		return &logObserver{log: slog.New(slog.NewJSONHandler(e.stderr, nil))}
	}
	return &talkObserver{out: e.stderr, bars: e.bars, lang: e.talkLang(f), terminal: e.terminal, now: e.now}
}

// stageNames says the stages to people.
var stageNames = map[string]land.Text{
	pipeline.StageIngest:  {ZH: "读取资料", EN: "ingest"},
	pipeline.StageClip:    {ZH: "按四至范围裁切", EN: "clip"},
	pipeline.StageOverlap: {ZH: "检查空隙与重叠", EN: "overlap"},
	pipeline.StageSettle:  {ZH: "按规则处理重叠", EN: "settle"},
	pipeline.StageLedger:  {ZH: "核对台账", EN: "ledger"},
	pipeline.StageScore:   {ZH: "计算与评分", EN: "score"},
	pipeline.StageReport:  {ZH: "编制报告", EN: "report"},
	pipeline.StagePublish: {ZH: "发布", EN: "publish"},
}

// sayEvery is how often a long stage says how far it is where there is no
// terminal to draw a bar on.
const sayEvery = 10 * time.Second

// talkObserver tells a person: a bar on a terminal, elsewhere a line a stage
// and one every sayEvery.
type talkObserver struct {
	out      io.Writer
	bars     io.Writer
	lang     land.Lang
	terminal bool
	now      func() time.Time

	bar         *progressbar.ProgressBar
	total, done int64
	said        time.Time
}

// Plan says what is about to happen.
func (t *talkObserver) Plan(p pipeline.Plan) {
	say := func(zh, en string, args ...any) { fmt.Fprintln(t.out, land.Textf(zh, en, args...).In(t.lang)) }
	if p.Project != "" {
		say("项目：%s", "project: %s", p.Project)
	}
	for _, s := range p.Sources {
		crs := ""
		if s.CRS != "" {
			crs = "  " + s.CRS
		}
		say("  %-10s %s  %d 条%s", "  %-10s %s  %d records%s", s.Role, s.Path, s.Records, crs)
	}
	say("坐标系：%s", "working CRS: %s", p.CRS)
	say("园区 %d 个，四至范围 %d 个，地块 %d 宗；指标体系 %s；面积 %s",
		"%d parks, %d extents, %d parcels; indicators %s; area %s", p.Parks, p.Extents, p.Parcels, p.Set, p.Area)
	if p.Output != "" {
		say("成果：%s", "output: %s", p.Output)
	}
}

// Start begins a stage.
func (t *talkObserver) Start(stage string, total int64) {
	t.total, t.done, t.said = total, 0, t.now()
	if t.terminal && total > 0 {
		t.bar = progressbar.NewOptions64(total,
			progressbar.OptionSetWriter(t.bars), progressbar.OptionSetDescription(t.name(stage)),
			progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString("parcels"),
			progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
	}
}

// Advance counts records.
func (t *talkObserver) Advance(n int64) {
	t.done += n
	if t.bar != nil {
		_ = t.bar.Add64(n) // a bar that can't be drawn must not end a run
		return
	}
	if now := t.now(); t.total > 0 && now.Sub(t.said) >= sayEvery {
		t.said = now
		fmt.Fprintf(t.out, "  %d / %d\n", t.done, t.total)
	}
}

// Done ends a stage.
func (t *talkObserver) Done(stage string, took time.Duration) {
	if t.bar != nil {
		_ = t.bar.Finish()
		t.bar = nil
	}
	fmt.Fprintf(t.out, "✓ %s  %.2f s\n", t.name(stage), took.Seconds())
}

// Remark says what was put right.
func (t *talkObserver) Remark(what land.Text) { fmt.Fprintln(t.out, what.In(t.lang)) }

func (t *talkObserver) name(stage string) string { return stageNames[stage].In(t.lang) }

// logObserver writes one JSON object a line.
type logObserver struct {
	log   *slog.Logger
	count int64
}

// Plan logs the plan.
func (l *logObserver) Plan(p pipeline.Plan) {
	for _, s := range p.Sources {
		l.log.Info("source", "role", s.Role, "path", s.Path, "records", s.Records, "crs", s.CRS, "crs_rule", s.CRSRule,
			"encoding", s.Encoding, "encoding_rule", s.EncRule, "hash", s.Hash)
	}
	l.log.Info("plan", "project", p.Project, "crs", p.CRS, "parks", p.Parks, "extents", p.Extents, "parcels", p.Parcels,
		"area", p.Area, "indicators", p.Set, "output", p.Output, "stages", p.Stages)
}

// Start logs that a stage begins.
func (l *logObserver) Start(stage string, total int64) {
	l.count = 0
	l.log.Info("start", "stage", stage, "total", total)
}

// Advance counts records for Done.
func (l *logObserver) Advance(n int64) { l.count += n }

// Done logs how long the stage took.
func (l *logObserver) Done(stage string, took time.Duration) {
	l.log.Info("done", "stage", stage, "seconds", took.Seconds(), "records", l.count)
}

// Remark logs what was put right.
func (l *logObserver) Remark(what land.Text) { l.log.Warn("remark", "text", what.EN) }
