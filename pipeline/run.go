package pipeline

import (
	"context"
	"errors"
	"fmt"
	"time"

	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
)

// Options says how to run.
type Options struct {
	Jobs     int              // goroutines that read and clip; 0 means one per processor
	Strict   bool             // error findings: publish nothing
	NoReport bool             // of a run: publish the store alone; Reprint writes the documents later
	Lang     land.Lang        // of reports and of messages in the store
	Version  string           // of the program, for the run's record
	Build    string           // tells programs of one Version apart; "" where the version does
	Now      func() time.Time // the clock
	Observer Observer         // nil for none
}

// stage is one step of a run.
type stage struct {
	name  string
	total func() int64
	run   func(context.Context) error
}

// Names of the stages, as plan, progress and logs say them.
const (
	StageIngest  = "ingest"
	StageClip    = "clip"
	StageOverlap = "overlap"
	StageSettle  = "settle"
	StageLedger  = "ledger"
	StageScore   = "score"
	StageReport  = "report"
	StagePublish = "publish"
)

// Run does every stage and publishes the store and, unless told not to, the
// reports. Where neither input nor configuration nor program has changed since
// the published run, that run stands, and the summary says so.
func Run(ctx context.Context, cfg *config.Config, o Options) (*Summary, error) {
	n := newNight(cfg, o)
	if stands, err := n.repeat(ctx); stands != nil || err != nil {
		return stands, err
	}
	stages := n.evaluation()
	if !o.NoReport {
		stages = append(stages, stage{StageReport, nil, n.report})
	} else {
		n.noteOldReports()
	}
	return n.through(ctx, append(stages, stage{StagePublish, nil, n.publish})...)
}

// Check reads and validates everything as Run does and publishes nothing; the
// store that the checks need lives in a temporary folder and goes with it. A
// source that can't be used is a finding, and the others are checked all the
// same; the summary's findings say where they are.
func Check(ctx context.Context, cfg *config.Config, o Options) (*Summary, error) {
	lenient := *cfg
	lenient.KeepGoing = true
	n := newNight(&lenient, o)
	n.rehearsal = true
	s, err := n.through(ctx, n.evaluation()...)
	if err != nil {
		return nil, err
	}
	n.locateInParks(s.Findings.List())
	s.CRS = n.workingCRS()
	return s, nil
}

// evaluation are the stages from the files to the scores and the accounts. The
// accounts come last because the store is read back for them beside the scores.
func (n *night) evaluation() []stage {
	stages := []stage{
		{StageIngest, nil, n.ingest},
		{StageClip, n.records, n.clip},
		{StageOverlap, nil, n.closeExtents},
	}
	if n.cfg.Checks.Overlaps != land.CountTwice {
		stages = append(stages, stage{StageSettle, n.recordsToSettle, n.settleOverlaps})
	}
	return append(stages,
		stage{StageScore, nil, n.evaluate},
		stage{StageLedger, nil, n.closeLedger},
	)
}

// Rescore scores the published store again (new weights, ideals, performance
// table) as a run of its own and writes the reports.
func Rescore(ctx context.Context, cfg *config.Config, o Options) (*Summary, error) {
	n := newNight(cfg, o)
	return n.through(ctx,
		stage{StageScore, nil, n.rescore},
		stage{StageReport, nil, n.report},
		stage{StagePublish, nil, n.publish},
	)
}

// Reprint writes the reports of the published store again.
func Reprint(ctx context.Context, cfg *config.Config, o Options) (*Summary, error) {
	n := newNight(cfg, o)
	return n.through(ctx,
		stage{StageReport, nil, n.reprint},
		stage{StagePublish, nil, n.publish},
	)
}

// through runs the stages in order. Whatever happens, nothing half-written
// stays: what was not published is discarded.
func (n *night) through(ctx context.Context, stages ...stage) (*Summary, error) {
	defer n.close()
	for _, s := range stages {
		n.stages = append(n.stages, s.name)
	}
	for _, s := range stages {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var total int64
		if s.total != nil {
			total = s.total()
		}
		begun := time.Now()
		n.observer.Start(s.name, total)
		if err := s.run(ctx); err != nil {
			return nil, stageError(s.name, err)
		}
		n.observer.Done(s.name, time.Since(begun))
	}
	return n.summarize(), nil
}

// stageError says in which stage it went wrong. Failures carry their own place
// and are left as the user should read them.
func stageError(name string, err error) error {
	if _, ok := land.AsFailure(err); ok || errors.Is(err, context.Canceled) {
		return err
	}
	return fmt.Errorf("%s: %w", name, err)
}
