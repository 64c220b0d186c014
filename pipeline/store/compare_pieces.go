package store

import (
	"encoding/json"
	"errors"
	"io/fs"

	"jiyue/pipeline/store/pages"
)

// changesStep is the step of the schema that brought the tables of changes.
const changesStep = 7

// Verdicts of a comparison of two land runs.
const (
	Compared        = "compared"
	ComparedFirst   = "first"     // there was nothing to compare with
	ComparedCRS     = "crs"       // the runs are in two coordinate systems, so every piece differs
	ComparedArea    = "area_kind" // one has planar areas, the other ellipsoidal ones, so every piece differs
	ComparedDamaged = "damaged"   // the last store could not be read
	ComparedDropped = "dropped"   // compared, but the list of changes was kept for one night only
)

// LandComparison is a row of land_comparison: how the pieces of a land run were
// held against those of the land run before.
type LandComparison struct {
	RunID, PreviousRun int64 // PreviousRun is 0 of the first
	Verdict            string
	Changes            int64 // pieces that changed
}

// ComparePieces holds tonight's pieces against those of the published store and
// writes what differs. It comes after PiecesDone, and once. Extents whose pieces
// come to the digest of last night are passed over, the others are read from
// both stores, one after the other: time and memory go with what changed.
func (t *Tonight) ComparePieces() (LandComparison, error) {
	c := LandComparison{RunID: t.run.ID}
	if err := t.PiecesDone(); err != nil {
		return c, err
	}
	if err := t.writeDigests(); err != nil {
		return c, err
	}
	old, err := t.lastStore(&c)
	if err != nil {
		return c, err
	}
	if old != nil {
		defer old.Close()
		if err := t.compareWith(old, &c); err != nil {
			return c, err
		}
	}
	return c, t.write("land_comparison", "run_id, previous_run, verdict, changes", 1, func(int) ([]any, error) {
		var previous any
		if c.PreviousRun != 0 {
			previous = c.PreviousRun
		}
		return []any{c.RunID, previous, c.Verdict, c.Changes}, nil
	})
}

// lastStore opens the published store and says which of its runs is compared;
// nil where the two cannot be.
func (t *Tonight) lastStore(c *LandComparison) (*Store, error) {
	if t.damagedAs != "" {
		c.Verdict = ComparedDamaged
		return nil, nil
	}
	old, err := Open(PathIn(t.dir))
	if errors.Is(err, fs.ErrNotExist) {
		c.Verdict = ComparedFirst
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	runs, err := old.Runs()
	if err != nil || len(runs) == 0 {
		c.Verdict = ComparedFirst
		return nil, errors.Join(err, old.Close())
	}
	c.PreviousRun = runs[len(runs)-1].LandRun
	for _, r := range runs {
		switch {
		case r.ID != c.PreviousRun:
		case r.CRS != t.run.CRS:
			c.Verdict = ComparedCRS
		case r.AreaKind != t.run.AreaKind:
			c.Verdict = ComparedArea
		}
	}
	if c.Verdict != "" {
		return nil, old.Close()
	}
	c.Verdict = Compared
	return old, nil
}

// comparing is the comparison under way.
type comparing struct {
	night   *Tonight
	old     *Store
	now     *Store
	earlier int64                      // the earlier run
	digests map[extentKey]pages.Digest // of the old store, empty where it has none

	was, is       map[extentKey]outline // extents of the old store, and of tonight's
	touched       map[extentKey]bool    // extents of both stores that are not the same
	before, after map[extentKey][]mark  // their pieces; before is nil where SQL has to read them
	extents       []extentChange
	outlines      []outlineChange
	listed        int64 // pieces in piece_change
}

type extentChange struct {
	extentKey
	change        string
	before, after int64
	kinds         map[string]int64
}

// compareWith writes the differences from the old store. An old store that turns
// out to be damaged on the way is not compared with: its history, which was
// proved when it was copied, stands.
func (t *Tonight) compareWith(old *Store, c *LandComparison) error {
	x := &comparing{night: t, old: old, now: t.Read(), earlier: c.PreviousRun}
	err := x.compare()
	if damaged(err) {
		c.Verdict = ComparedDamaged
		return t.w.exec("DELETE FROM piece_change WHERE run_id = ?", c.RunID)
	}
	if err != nil {
		return err
	}
	c.Changes = x.listed
	if err := x.writeExtents(); err != nil {
		return err
	}
	return x.writeOutlines(x.outlines)
}

func (x *comparing) compare() error {
	var err error
	if x.digests, err = x.old.pieceDigests(); err != nil {
		return err
	}
	var old []extentKey
	if x.was, old, err = x.old.outlines(); err != nil {
		return err
	}
	if x.is, _, err = x.now.outlines(); err != nil {
		return err
	}
	x.outlines = x.compareOutlines(old)
	if err := x.readMarks(); err != nil {
		return err
	}
	l := &x.night.layers
	for i, key := range l.extents {
		_, there := x.was[key]
		switch {
		case !there:
			x.extents = append(x.extents, extentChange{extentKey: key, change: ExtentNew, after: l.digests[i].Count})
		case x.touched[key]:
			if err := x.compareExtent(key); err != nil {
				return err
			}
		}
	}
	for _, key := range old {
		if _, there := x.is[key]; !there {
			x.extents = append(x.extents, extentChange{extentKey: key, change: ExtentGone, before: x.digests[key].Count})
		}
	}
	return nil
}

// readMarks reads the pieces of the extents that both stores have and that are
// not the same in them.
func (x *comparing) readMarks() error {
	x.touched = map[extentKey]bool{}
	for i, key := range x.night.layers.extents {
		_, there := x.was[key]
		if was, known := x.digests[key]; there && (!known || was != x.night.layers.digests[i]) {
			x.touched[key] = true
		}
	}
	if len(x.touched) == 0 {
		return nil
	}
	var err error
	if x.after, err = x.now.marksOf(x.touched); err != nil {
		return err
	}
	// An old store without digests may have other columns, and one that another
	// program has written into has other pages: SQL reads any.
	if len(x.digests) > 0 {
		if x.before, err = x.old.marksOf(x.touched); err == nil || !errors.Is(err, errProof) {
			return err
		}
	}
	x.before = nil
	return nil
}

// marksBefore returns the old pieces of an extent.
func (x *comparing) marksBefore(key extentKey) ([]mark, error) {
	if x.before != nil {
		return x.before[key], nil
	}
	return x.old.marksThroughSQL(key)
}

// compareExtent compares the pieces of one extent by their contents. Those that
// the other store lacks are read with all that they are.
func (x *comparing) compareExtent(key extentKey) error {
	marks, err := x.marksBefore(key)
	if err != nil {
		return err
	}
	var was pages.Digest
	missed := map[uint64]int{}
	for _, m := range marks {
		missed[m.content]++
		was.Add(m.content, 0)
	}
	if digest, known := x.digests[key]; known && was != digest {
		x.extents = append(x.extents, extentChange{extentKey: key, change: ExtentAltered, before: was.Count})
		return nil
	}
	var added, removed []int64
	for _, m := range x.after[key] {
		if missed[m.content] > 0 {
			missed[m.content]--
		} else {
			added = append(added, m.fid)
		}
	}
	for i := len(marks) - 1; i >= 0; i-- { // of equal ones the last is the one too many
		if m := marks[i]; missed[m.content] > 0 {
			missed[m.content]--
			removed = append(removed, m.fid)
		}
	}
	before, err := x.old.changedPieces(key, removed, true)
	if err != nil {
		return err
	}
	after, err := x.now.changedPieces(key, added, x.redrawn(key))
	if err != nil {
		return err
	}
	return x.writePairs(key, int64(len(marks)), int64(len(x.after[key])), pair(before, after))
}

// changedPieces reads pieces of an extent by their numbers.
func (s *Store) changedPieces(of extentKey, fids []int64, withShape bool) ([]changedPiece, error) {
	if len(fids) == 0 {
		return nil, nil
	}
	list, err := json.Marshal(fids)
	if err != nil {
		return nil, err
	}
	pieces := make([]changedPiece, 0, len(fids))
	err = s.storedPieces(of, string(list), func(p storedPiece) error {
		pieces = append(pieces, clonePiece(p, withShape))
		return nil
	})
	return pieces, err
}

// writePairs writes the changed pieces of one extent.
func (x *comparing) writePairs(key extentKey, before, after int64, pairs []pairing) error {
	if len(pairs) == 0 { // an old store without digests
		return nil
	}
	sortPairs(pairs)
	e := extentChange{key, ExtentChanged, before, after, map[string]int64{}}
	columns := "run_id, previous_run, park_code, extent_kind, parcel_id, change, " + stateColumns("before_") + ", " + stateColumns("after_") +
		", before_content, after_content, before_geom, by_extent"
	err := x.night.write("piece_change", columns, len(pairs), func(i int) ([]any, error) {
		p := pairs[i]
		e.kinds[p.kind()]++
		values := []any{x.night.run.ID, x.earlier, key.parkCode, key.kind, orNull(p.id()), p.kind()}
		return append(append(values, p.columns()...), x.byExtent(key, p)), nil
	})
	x.extents = append(x.extents, e)
	x.listed += int64(len(pairs))
	return err
}

// id is the id of the parcel, the later one where it has two.
func (p pairing) id() string {
	if p.after != nil {
		return p.after.state.ParcelID
	}
	return p.before.state.ParcelID
}

// columns are both states, their contents, and the old shape where the new one is
// another.
func (p pairing) columns() []any {
	var before, after *PieceState
	var was, is, shape any
	if p.before != nil {
		before, was = p.before.state, int64(p.before.content)
		if p.before.shape != nil && (p.after == nil || p.after.outline != p.before.outline) {
			shape = p.before.shape
		}
	}
	if p.after != nil {
		after, is = p.after.state, int64(p.after.content)
	}
	return append(append(before.values(), after.values()...), was, is, shape)
}

func (x *comparing) writeExtents() error {
	columns := "run_id, previous_run, park_code, extent_kind, change, pieces_before, pieces_after, added, removed, reshaped, reclassified, edited"
	return x.night.write("extent_change", columns, len(x.extents), func(i int) ([]any, error) {
		e := &x.extents[i]
		return []any{x.night.run.ID, x.earlier, e.parkCode, e.kind, e.change, e.before, e.after,
			e.kinds[PieceAdded], e.kinds[PieceRemoved], e.kinds[PieceReshaped], e.kinds[PieceReclassified], e.kinds[PieceEdited]}, nil
	})
}

// ChangesKept is up to how many changed pieces a night's list stays in the
// history: some 12 MB. A night that changed more, a new survey of everything,
// say, keeps its list until the next one, whose history would otherwise carry it
// for ever.
const ChangesKept = 50_000

// dropLargeChanges takes the lists of earlier nights that are too long to keep
// out of the history, and says so there.
func (w *writer) dropLargeChanges() error {
	const large = "verdict = ?1 AND changes > ?2"
	err := w.exec("DELETE FROM main.piece_change WHERE run_id IN (SELECT run_id FROM main.land_comparison WHERE "+large+")", Compared, ChangesKept)
	if err != nil {
		return err
	}
	return w.exec("UPDATE main.land_comparison SET verdict = ?3 WHERE "+large, Compared, ChangesKept, ComparedDropped)
}
