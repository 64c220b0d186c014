package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"github.com/paulmach/orb"

	"jiyue/indicators"
	"jiyue/indicators/performance"
	"jiyue/pipeline/clip"
	"jiyue/pipeline/config"
	"jiyue/pipeline/ingest"
	"jiyue/pipeline/land"
	"jiyue/pipeline/measure"
	"jiyue/pipeline/report"
	"jiyue/pipeline/store"
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

	set      *indicators.Set
	table    *performance.Table // nil without a self-evaluation
	input    *ingest.Input
	extents  *clip.Extents
	fabric   *clip.Fabric
	meter    *measure.Meter
	ledger   *land.Ledger
	findings land.Findings
	recalled []land.Finding // of the published run that this one rests on
	pieces   int64

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
	n.findings.Add(n.input.Findings...)
	n.extents = clip.Prepare(n.input.Extents)
	n.input.Near = n.extents.Near
	n.fabric = clip.NewFabric(n.extents)
	n.ledger = land.NewLedger(n.input.Sources, n.input.Extents)
	if n.meter, err = measure.NewMeter(n.set, n.input.Extents, schemesOf(n.input.Sources)); err != nil {
		return err
	}
	n.observer.Plan(n.plan())
	return n.openRun()
}

// folder returns the folder of the store: the output, or for a rehearsal a
// temporary one.
func (n *night) folder() (string, error) {
	if !n.rehearsal {
		return n.cfg.Output, nil
	}
	var err error
	n.temporary, err = os.MkdirTemp("", "jiyue-check-")
	return n.temporary, err
}

func (n *night) storeOptions() store.Options {
	return store.Options{Started: n.begun, Version: n.options.Version, Lang: n.options.Lang}
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
	if err := n.tonight.SetCRS(store.CRS{EPSG: n.input.CRS.EPSG, Name: n.input.CRS.Name, WKT: n.input.CRS.ESRI()}); err != nil {
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
		Jobs: n.options.Jobs, Area: n.areaOfPieces(), Work: measure.Apportion,
	}, n.take)
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
	n.fabric.Add(b)
	n.meter.Add(b, n.ledger)
	b.AttributeFindings(n.input.Sources, n.input.Extents)
	n.findings.Add(b.Findings...)
	n.pieces += int64(len(b.Pieces))
	if err := n.tonight.WritePieces(b.Pieces); err != nil {
		return err
	}
	n.observer.Advance(int64(len(b.Parcels)))
	return nil
}

// findOverlaps names the extents without land, and the parcels that claim the
// same land.
func (n *night) findOverlaps(ctx context.Context) error {
	if err := n.tonight.PiecesDone(); err != nil {
		return err
	}
	for i, e := range n.input.Extents {
		if err := ctx.Err(); err != nil {
			return err
		}
		if n.ledger.Parks[i].Clipped.Count == 0 {
			n.findings.Add(land.Finding{Code: land.ExtentWithoutLand, ParkCode: e.ParkCode, AreaM2: land.Known(e.AreaM2)})
		}
		if n.fabric.Doubtful(i) {
			if err := n.overlapsIn(i); err != nil {
				return err
			}
		}
	}
	return nil
}

// overlapsIn reads the pieces of one extent back to see which of them overlap.
func (n *night) overlapsIn(extent int) error {
	e := n.input.Extents[extent]
	var shapes []orb.MultiPolygon
	var about []land.Finding
	err := n.tonight.Read().Outlines(e.ParkCode, string(e.Kind), func(o store.Outline) error {
		shapes = append(shapes, o.Shape)
		about = append(about, land.Finding{Source: o.Source, Record: o.Record, ParcelID: o.ParcelID})
		return nil
	})
	if err != nil {
		return err
	}
	for _, o := range n.fabric.Overlaps(extent, shapes) {
		first, second := about[o.I], about[o.J]
		second.Code, second.ParkCode, second.AreaM2 = land.ParcelsOverlap, e.ParkCode, land.Known(o.AreaM2)
		second.Found = fmt.Sprintf("%s × %s (%s #%d): %.2f m²", second.ParcelID, first.ParcelID, first.Source, first.Record, o.AreaM2)
		n.findings.Add(second)
	}
	return nil
}

// closeLedger writes the store's side of the ledger and demands its balance.
func (n *night) closeLedger(context.Context) error {
	tallies, err := n.tonight.StoredTallies()
	if err != nil {
		return err
	}
	for i := range n.ledger.Parks {
		n.ledger.Parks[i].Stored = tallies[i]
	}
	if err := n.ledger.Balance(); err != nil {
		return land.Fail(land.Broken, n.cfg.Path, land.Textf(
			"台账不平：%v，未发布任何结果", "the ledger does not balance: %v; nothing was published", err),
			land.Textf("这是程序错误，请连同日志报告；上一次的成果未动", "this is a fault of the program: report it with the log; the last results are untouched"), err)
	}
	if err := n.tonight.WriteLedger(n.ledger); err != nil {
		return err
	}
	return n.tonight.WriteTotals(n.totalRows())
}

// report writes the documents beside the store, to be published with it.
func (n *night) report(context.Context) error {
	names, err := report.Write(n.tonight.Read(), report.Options{Lang: n.options.Lang}, n.tonight.Staged)
	for _, name := range names {
		n.summary.Files = append(n.summary.Files, filepath.Join(n.cfg.Output, name))
	}
	return err
}

// reprint takes the lock and writes the documents of the published store.
func (n *night) reprint(ctx context.Context) error {
	var err error
	if n.tonight, err = store.Reprint(n.cfg.Output, n.storeOptions()); err != nil {
		return err
	}
	n.passOnRemarks()
	if n.run, err = n.tonight.Read().LastRun(); err != nil {
		return err
	}
	if err := errors.Join(n.recallTotal(), n.recallFindings()); err != nil {
		return err
	}
	return n.report(ctx)
}

// publish makes tonight's results the results.
func (n *night) publish(context.Context) error {
	err := n.tonight.Publish()
	var partial *store.Partial
	if err != nil && !errors.As(err, &partial) {
		return err
	}
	n.summary.Published = true
	if partial != nil {
		n.admitPartial(partial)
	}
	return nil
}

// admitPartial says what of the publication failed. The results are out, so
// that it is a finding like those of the data and not a failed run.
func (n *night) admitPartial(p *store.Partial) {
	n.observer.Remark(p.Text())
	left := p.Left
	if len(left) == 0 {
		left = []string{store.FileName}
	}
	for _, name := range left {
		path := filepath.Join(n.cfg.Output, name)
		n.summary.Files = slices.DeleteFunc(n.summary.Files, func(f string) bool { return f == path })
		n.findings.Add(land.Finding{Code: land.PublishedInPart, Source: path, Found: p.Cause()})
	}
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
