package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/paulmach/orb"

	"jiyue/indicators"
	"jiyue/indicators/performance"
	"jiyue/pipeline/clip"
	"jiyue/pipeline/config"
	"jiyue/pipeline/ingest"
	"jiyue/pipeline/land"
	"jiyue/pipeline/measure"
	"jiyue/pipeline/store"
	"jiyue/pipeline/topology"
)

// night is what the stages of one run share. Each stage fills what the next
// ones need.
type night struct {
	cfg       *config.Config
	options   Options
	observer  Observer
	rehearsal bool // check: nothing is published

	begun     time.Time
	stages    []string
	temporary string // folder of a rehearsal's store

	set         *indicators.Set
	table       *performance.Table // nil without a self-evaluation
	input       *ingest.Input
	extents     *clip.Extents
	fabric      *clip.Fabric
	meter       *measure.Meter
	enterprises *measure.Enterprises // nil where no source names them
	ledger      *land.Ledger
	findings    land.Findings
	recalled    []land.Finding // of the published run that this one rests on
	pieces      int64
	contents    []ingest.Content // of the configured files; nil where they can't be told

	closings        []land.Closing  // by extent
	closingFindings []land.Finding  // of gaps and overlaps: they stay when the land is walked through again
	claims          topology.Claims // what the policy for overlaps takes from pieces

	tonight *store.Tonight
	run     store.Run
	summary Summary
}

func newNight(cfg *config.Config, o Options) *night {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	n := &night{cfg: cfg, options: o, observer: o.Observer, begun: o.Now()}
	if n.observer == nil {
		n.observer = silent{}
	}
	return n
}

// close releases everything; what was not published is gone.
func (n *night) close() {
	if n.input != nil {
		n.input.Close()
	}
	if n.tonight != nil {
		n.tonight.Discard()
	}
	if n.temporary != "" {
		os.RemoveAll(n.temporary)
	}
}

// ingest opens the store of tonight, which takes the lock, then the inputs.
func (n *night) ingest(context.Context) error {
	if err := n.loadRules(); err != nil {
		return err
	}
	dir, err := n.folder()
	if err != nil {
		return err
	}
	if n.tonight, err = store.Create(dir, n.storeOptions()); err != nil {
		return err
	}
	n.passOnRemarks()
	if n.input, err = ingest.Open(n.cfg); err != nil {
		return err
	}
	n.findings.Add(append(n.tonight.Findings(), n.input.Findings...)...)
	n.extents = clip.Prepare(n.input.Extents)
	n.input.SkipFar()
	n.fabric = clip.NewFabric(n.extents)
	n.ledger = land.NewLedger(n.input.Sources, n.input.Extents)
	if n.meter, err = measure.NewMeter(n.set, n.input.Extents, schemesOf(n.input.Sources)); err != nil {
		return err
	}
	n.countEnterprises()
	if n.claims.Count() == 0 { // the second time it has been said
		n.observer.Plan(n.plan())
	}
	return n.openRun()
}

// folder returns the folder of the store: the output, or for a rehearsal a
// temporary one.
func (n *night) folder() (string, error) {
	if !n.rehearsal {
		return n.cfg.Output, nil
	}
	if n.temporary != "" {
		return n.temporary, nil
	}
	var err error
	n.temporary, err = os.MkdirTemp("", "jiyue-check-")
	return n.temporary, err
}

func (n *night) storeOptions() store.Options {
	return store.Options{Started: n.begun, Version: n.options.Version, Lang: n.options.Lang, Rehearsal: n.rehearsal, KeepRuns: n.cfg.KeepRuns}
}

// passOnRemarks tells the observer what the store found in its folder.
func (n *night) passOnRemarks() {
	for _, what := range n.tonight.Remarks() {
		n.observer.Remark(what)
	}
}

// openRun writes what is known before the first parcel is read.
func (n *night) openRun() error {
	run := n.newRun(store.KindLand)
	run.InputHash = inputHash(n.input.Sources)
	run.CRS = n.input.CRS.String()
	var err error
	if n.run, err = n.tonight.Begin(run); err != nil {
		return err
	}
	if err := n.tonight.SetCRS(n.workingCRS()); err != nil {
		return err
	}
	if err := n.tonight.WriteSources(n.input.Sources); err != nil {
		return err
	}
	if err := n.tonight.WriteParks(n.input.Parks); err != nil {
		return err
	}
	return n.tonight.WriteExtents(n.input.Extents)
}

// newRun fills the run's record with what the configuration says.
func (n *night) newRun(kind string) store.Run {
	return store.Run{
		Kind: kind, StartedAt: n.begun.UTC().Format(time.RFC3339), Version: n.options.Version,
		ConfigHash: n.cfg.Hash, ProjectName: n.cfg.Project.Name, BaseDate: n.cfg.Project.BaseDate,
		IndicatorSet: n.setName(), AreaKind: string(n.cfg.Area),
	}
}

// setName is how the run's record names the set. A user's own set is named by
// its file too, so that nobody takes it for the built-in one of its name.
func (n *night) setName() string {
	if path := n.cfg.Indicators.Path; path != "" {
		return n.set.Name() + " (" + filepath.Base(path) + ")"
	}
	return n.set.Name()
}

func (n *night) records() int64 { return n.input.Records() }

// clip reads, cuts, apportions and stores every parcel.
func (n *night) clip(ctx context.Context) error {
	return clip.Run(ctx, n.input, n.extents, clip.Options{
		Jobs: n.options.Jobs, Area: n.areaOfPieces(), Work: n.workOn,
	}, n.take)
}

// workOn does to a clipped batch what needs no other batch, on one of several
// goroutines.
func (n *night) workOn(b *land.Batch) {
	n.claims.Apply(b)
	measure.Apportion(b)
	n.tonight.Pack(b)
	n.fabric.Weave(b)
}

// areaOfPieces returns how pieces are measured; nil stands for the plane.
func (n *night) areaOfPieces() func(orb.MultiPolygon) float64 {
	if n.cfg.Area == land.Ellipsoidal {
		return n.input.CRS.EllipsoidalAreaM2
	}
	return nil
}

// take is the one sink of the clipped batches, in input order.
func (n *night) take(b *land.Batch) error {
	n.input.Admit(b, n.ledger)
	clip.Settle(b, n.ledger)
	topology.Drop(b)
	n.fabric.Add(b)
	n.meter.Add(b, n.ledger)
	n.enterprises.Add(b)
	b.AttributeFindings(n.input.Sources, n.input.Extents)
	if n.rehearsal {
		locateInBatch(b)
	}
	n.findings.Add(b.Findings...)
	n.pieces += int64(len(b.Pieces))
	if err := n.tonight.WritePieces(b.Pieces); err != nil {
		return err
	}
	n.observer.Advance(int64(len(b.Parcels)))
	return nil
}

// inputHash is one hash over the content of every source.
func inputHash(sources []land.Source) string {
	h := sha256.New()
	for _, s := range sources {
		fmt.Fprintf(h, "%s %s %s\n", s.Role, s.Path, s.Hash)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// schemesOf lists the land-use classifications of the sources.
func schemesOf(sources []land.Source) []string {
	var names []string
	for _, s := range sources {
		if s.Scheme != "" {
			names = append(names, s.Scheme)
		}
	}
	return names
}
