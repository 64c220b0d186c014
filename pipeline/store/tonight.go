package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"jiyue/pipeline/land"
)

// stagingName is the folder beside the store in which a night is prepared. It
// lies on the same file system, so that publication is a rename.
const stagingName = ".jiyue-tonight"

// Options are what a night's file has to know from its start.
type Options struct {
	Started   time.Time // stands in the lock, and as gpkg_contents.last_change
	Version   string    // of the program
	Lang      land.Lang // of finding.message
	Rehearsal bool      // the night will be discarded: nothing of it need reach the disk
	KeepRuns  int       // runs of the history that Create keeps, tonight's among them; 0 for all
}

// CRS is the coordinate system of the layers.
type CRS struct {
	EPSG int    // 0 where no code fits
	Name string // for people
	WKT  string // well-known text, ESRI's or OGC's dialect
}

// Tonight is a store in the making, not to be used by several goroutines at
// once. A land run writes in this order: Begin, SetCRS, WriteSources,
// WriteParks, WriteExtents, WritePieces as often as there are batches (each may
// go through Pack before, on any goroutine), PiecesDone; then totals, ledger,
// metrics, scores, findings and performance in any order; Finish, Publish.
// Discard ends it at any point.
type Tonight struct {
	dir      string
	options  Options
	lock     *lock
	w        *writer // nil for a reprint and after publication
	reader   *Store
	staged   []string // names of further files
	seal     *sealing // nil for none
	remarks  []land.Text
	findings []land.Finding

	run      Run
	finished bool
	layers   layers
	done     bool // published or discarded

	past      *carriedPast     // nil where there is none, or SQLite has written it
	positions map[string]int64 // of the last row of each table of spans

	flush *flusher // from the first piece on; nil before, and in a rehearsal
	audit *audit   // of the pieces, under way from PiecesDone on
	proof *proof   // of the rest, from Finish on

	damagedAs string // name under which the old store is to be kept because it is damaged; "" where it is whole
}

// Create takes the lock of the output folder, which it makes where it is
// missing, and begins a new store with the history of the old one: runs,
// sources, totals, metrics, scores, self-evaluations, findings and ledgers.
// The error is a land.Failure; its kind is land.Locked while another run is at
// work.
func Create(dir string, o Options) (*Tonight, error) {
	return begin(dir, o, func(t *Tonight) error {
		if err := t.open(); err != nil {
			return err
		}
		if err := t.w.createSchema(); err != nil {
			return folderFailure(dir, err)
		}
		if err := t.carryHistory(); err != nil {
			return err
		}
		return t.openLayers()
	})
}

// Amend is Create with everything carried over, pieces too, for a run that
// scores the published store again. Without a store it fails.
func Amend(dir string, o Options) (*Tonight, error) {
	return begin(dir, o, func(t *Tonight) error {
		old, err := Open(PathIn(dir))
		if err != nil {
			return err
		}
		defer old.Close()
		version, err := old.schemaVersion()
		if err != nil {
			return err
		}
		if err := t.open(); err != nil {
			return err
		}
		if err := t.w.copyAll(PathIn(dir)); err != nil {
			return folderFailure(dir, err)
		}
		return t.w.applySteps(version)
	})
}

// Reprint takes the lock and a place for further files; the store stays as it
// is. Without a store it fails.
func Reprint(dir string, o Options) (*Tonight, error) {
	return begin(dir, o, func(t *Tonight) error {
		var err error
		t.reader, err = Open(PathIn(dir))
		return err
	})
}

// begin takes the lock, clears what a killed run has left, and prepares.
func begin(dir string, o Options, prepare func(*Tonight) error) (*Tonight, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, folderFailure(dir, err)
	}
	l, err := lockFolder(dir, o)
	if err != nil {
		return nil, err
	}
	t := &Tonight{dir: dir, options: o, lock: l, positions: map[string]int64{}}
	if err := t.freshStaging(); err != nil {
		t.Discard()
		return nil, folderFailure(dir, err)
	}
	if err = t.settleOld(); err == nil {
		err = t.settleSeal()
	}
	if err == nil {
		err = prepare(t)
	}
	if err != nil {
		t.Discard()
		return nil, err
	}
	return t, nil
}

func (t *Tonight) stagingDir() string { return filepath.Join(t.dir, stagingName) }

// freshStaging makes an empty staging folder.
func (t *Tonight) freshStaging() error {
	if _, err := os.Lstat(t.stagingDir()); err == nil {
		t.remarks = append(t.remarks, land.Textf("上一次运行中途停止，已清理其残留", "an earlier run stopped half-way; what it left was removed"))
	}
	if err := os.RemoveAll(t.stagingDir()); err != nil {
		return err
	}
	return os.Mkdir(t.stagingDir(), 0o755)
}

// open begins the new file. It would take the place of a link by which the store
// lies in another folder, and leave the file there as it was; what is meant, only
// the user knows, so a link is refused.
func (t *Tonight) open() error {
	if target, err := os.Readlink(PathIn(t.dir)); err == nil {
		return land.Fail(land.Broken, PathIn(t.dir), land.Textf("成果库是指向 %s 的链接，未作任何改动", "the store is a link to %s; nothing was changed", target),
			land.Textf("请将 output 设为该文件所在的文件夹，或以文件代替链接", "set output to the folder of that file, or put the file in place of the link"), nil)
	}
	var err error
	if t.w, err = openWriter(t.storePath()); err != nil {
		return folderFailure(t.dir, err)
	}
	return nil
}

// storePath is where the unpublished store lies.
func (t *Tonight) storePath() string { return filepath.Join(t.stagingDir(), FileName) }

// Remarks says what was worth telling about the old store, for the log: what a
// killed run has left, a damaged store that was put aside.
func (t *Tonight) Remarks() []land.Text { return t.remarks }

// Findings says what of the old store belongs on record: that it was damaged, and
// where it is kept.
func (t *Tonight) Findings() []land.Finding { return t.findings }

// Read reads what has been written so far, pieces only after PiecesDone; for a
// reprint, the published store.
// The Store is valid until Publish or Discard, and nothing may be written while
// one of its visits is under way.
func (t *Tonight) Read() *Store {
	if t.reader != nil {
		return t.reader
	}
	reader, err := openReader(t.storePath())
	if err != nil {
		return &Store{path: t.storePath(), err: fmt.Errorf("store: %w", err)}
	}
	t.reader = reader
	return reader
}

// Staged returns the path at which to write a further file, as report.html,
// that is published with the store. The name is a plain file name; Publish
// refuses any other.
func (t *Tonight) Staged(name string) string {
	t.staged = append(t.staged, name)
	return filepath.Join(t.stagingDir(), filepath.Base(name))
}

// Begin inserts the run's row and returns it with its ID and LandRun. A kind
// that is not given is that of a land run.
func (t *Tonight) Begin(run Run) (Run, error) {
	if run.Kind == "" {
		run.Kind = KindLand
	}
	var last, lastLand int64
	err := t.w.value(&last, "SELECT coalesce(max(run_id), 0) FROM run")
	if err == nil {
		err = t.w.value(&lastLand, "SELECT coalesce(max(land_run), 0) FROM run")
	}
	if err != nil {
		return run, fmt.Errorf("store: run: %w", err)
	}
	run.ID, run.LandRun = last+1, lastLand
	if run.Kind == KindLand {
		run.LandRun = run.ID
	}
	t.run = run
	return run, t.writeRun(run)
}

// Finish completes the run's row and the layers. Nothing is written after it:
// the second part of the proof that Publish demands begins here and goes on while
// Read is used. (A write has to wait for it, and has the proof made again.)
func (t *Tonight) Finish(run Run) error {
	if run.ID != t.run.ID {
		return fmt.Errorf("store: finish of run %d in the night of run %d", run.ID, t.run.ID)
	}
	if err := t.dropProof(); err != nil {
		return fmt.Errorf("store: proof: %w", err)
	}
	if err := t.PiecesDone(); err != nil {
		return err
	}
	if err := t.writeRun(run); err != nil {
		return err
	}
	if err := t.register(); err != nil {
		return t.w.failed("register of layers", err)
	}
	t.finished = true
	if err := t.proveRest(); err != nil {
		return t.w.failed("proof", err)
	}
	return nil
}

func (t *Tonight) writeRun(r Run) error {
	if t.layers.load != nil {
		return errLoading
	}
	if err := finite("seconds", r.Seconds); err != nil {
		return fmt.Errorf("store: run %d: %w", r.ID, err)
	}
	err := t.w.exec("INSERT OR REPLACE INTO run ("+runColumns+") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
		r.ID, r.Kind, r.LandRun, r.StartedAt, r.FinishedAt, r.Version, r.ConfigHash, r.InputHash, r.ProjectName,
		r.BaseDate, r.IndicatorSet, r.AreaKind, r.CRS, r.ParcelsRead, r.ParcelsRejected, r.Pieces, r.Findings, r.Seconds)
	if err != nil {
		return t.w.failed("run", err)
	}
	return nil
}

// Discard gives up what was not published, removes it and releases the lock.
// After Publish, or a second time, it does nothing.
func (t *Tonight) Discard() error {
	if t.done {
		return nil
	}
	t.done = true
	err := t.closeFiles()
	err = errors.Join(err, os.RemoveAll(t.stagingDir()))
	t.lock.release()
	return err
}

func (t *Tonight) closeFiles() error {
	err := t.dropProofs()
	if t.layers.load != nil {
		_ = t.layers.load.pages.Close() // given up: what failed in it has been told, or is of no interest
		t.layers.load = nil
	}
	err = errors.Join(err, t.flush.close())
	t.flush = nil
	if t.reader != nil {
		err = errors.Join(err, t.reader.Close())
		t.reader = nil
	}
	if t.w != nil {
		err = errors.Join(err, t.w.close())
		t.w = nil
	}
	return err
}
