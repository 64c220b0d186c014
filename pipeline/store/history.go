package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/mattn/go-sqlite3"

	"jiyue/pipeline/land"
)

// historyTables keep every run, beside the spans; the others hold the last land
// run.
var historyTables = []string{
	"run", "source_file", "performance", "performance_total",
	"performance_budget", "performance_remark", "performance_goal", "indicator_set",
	"land_comparison", "extent_change", "piece_change", "outline_change",
}

// damagedName begins the names under which stores that can't be read are put
// aside: jiyue.gpkg.damaged, jiyue.gpkg.damaged-2, jiyue.gpkg.damaged-3.
const damagedName = FileName + ".damaged"

// damagedKept is how many of them are kept. The first hold the longest histories
// and stay; whatever comes when there are so many takes the place of the last.
const damagedKept = 3

// carryHistory copies the earlier runs from the published store. A damaged
// store is put aside at publication, and tonight begins a history of its own: a
// broken disk must not stop the nights that follow.
func (t *Tonight) carryHistory() error {
	old := PathIn(t.dir)
	if _, err := os.Stat(old); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	err := t.takeOver(old)
	if err == nil && !t.sealedHistory(old) {
		err = t.w.proveHistory() // whole records were copied unseen: better found now than before publication
	}
	if err == nil {
		return nil
	}
	if !damaged(err) && !isEmpty(old) {
		if _, told := land.AsFailure(err); told {
			return err
		}
		return land.Fail(land.Broken, old, land.Textf("无法读取上一次的成果库", "cannot read the last store"), land.Text{}, err)
	}
	t.giveUpOld(old, err)
	return t.startOver()
}

// giveUpOld has the old store put aside, and says so: to whoever looks on, and as
// a finding that stays in the new store.
func (t *Tonight) giveUpOld(old string, cause error) {
	var inPlace bool
	t.damagedAs, inPlace = damagedNameIn(t.dir)
	kept := land.Textf("另存为 %s", "it is kept as %s", t.damagedAs)
	if inPlace {
		kept = land.Textf("另存为 %s（取代以前的一份，最多保留 %d 份）", "it is kept as %s, in place of an earlier one (at most %d are kept)", t.damagedAs, damagedKept)
	}
	t.remarks = append(t.remarks, land.Textf("上一次的成果库已损坏（%[1]v），%[2]s，历史从今晚重新开始", "the last store is damaged (%[1]v); %[3]s and the history begins anew",
		cause, kept.ZH, kept.EN))
	t.findings = append(t.findings, land.Finding{Code: land.StoreDamaged, Source: old, Found: cause.Error() + land.Text{ZH: "；", EN: "; "}.In(t.options.Lang) + kept.In(t.options.Lang)})
}

// nextSetText is the text of the user's own indicator set in the next run that has
// one after the run of s: of equal texts the history keeps the last.
const nextSetText = "(SELECT n.text FROM indicator_set n WHERE n.run_id > s.run_id AND n.text <> '' ORDER BY n.run_id LIMIT 1)"

// takeOver fills the history with what the old store has to be kept of it.
func (t *Tonight) takeOver(old string) error {
	reader, err := Open(old)
	if err != nil {
		return err
	}
	defer reader.Close()
	version, err := reader.schemaVersion()
	if err != nil {
		return err
	}
	if err := t.w.copyHistory(old); err != nil {
		return err
	}
	err = t.w.inTransaction(func() error {
		if err := t.keepRuns(); err != nil {
			return err
		}
		if err := t.w.exec("UPDATE indicator_set AS s SET text = '' WHERE text <> '' AND text = " + nextSetText); err != nil {
			return fmt.Errorf("history of indicator_set: %w", err)
		}
		return t.w.foldRuns(version < spanStep)
	})
	if err != nil {
		return err
	}
	return t.carryPast(reader)
}

// sealGain is how many bytes of a file its seal is held against in the time in
// which SQLite proves one byte of it: 240 MB of history took 2.5 s to prove, and
// the sum of as much takes 0.07 s.
const sealGain = 30

// sealedHistory reports whether the old store is byte for byte as it was proved
// and published, so that what was copied from it needs no proof. Where that
// would take longer to tell than the proof, it says no.
func (t *Tonight) sealedHistory(old string) bool {
	was, err := os.Stat(old)
	if err != nil {
		return false
	}
	copied, err := os.Stat(t.storePath())
	if err != nil || was.Size() > sealGain*copied.Size() {
		return false
	}
	seal, sealed := ReadSeal(t.dir)
	if !sealed {
		return false
	}
	holds := seal.Holds(t.dir, FileName, "")
	if !holds {
		t.remarks = append(t.remarks, land.Textf("%s 与上次运行结束时不一致：其他程序写过它，或上次运行在最后一步中断；其历史已全部核验",
			"%s is not as the last run left it: another program has written into it, or that run was stopped at its last step; all of its history was checked", FileName))
	}
	return holds
}

// damageCodes are SQLite's words for a broken file; a constraint that fails on
// rows of the old store is one that they were written under.
var damageCodes = []sqlite3.ErrNo{sqlite3.ErrCorrupt, sqlite3.ErrNotADB, sqlite3.ErrConstraint}

// damaged reports whether SQLite has found the file broken, as opposed to
// unreadable for a reason that may pass.
func damaged(err error) bool {
	var e sqlite3.Error
	return errors.Is(err, errProof) || errors.As(err, &e) && slices.Contains(damageCodes, e.Code)
}

// isEmpty reports whether a file of no bytes is all that is left.
func isEmpty(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Size() == 0
}

// startOver replaces a half-filled file by an empty one.
func (t *Tonight) startOver() error {
	t.past = nil
	if err := t.w.close(); err != nil {
		return folderFailure(t.dir, err)
	}
	if err := os.Remove(t.storePath()); err != nil {
		return folderFailure(t.dir, err)
	}
	if err := t.open(); err != nil {
		return err
	}
	if err := t.w.createSchema(); err != nil {
		return folderFailure(t.dir, err)
	}
	return nil
}

// oldSchema is the name under which the old store is attached.
const oldSchema = "old"

// copyHistory copies the tables of earlier runs, column by column where the old
// store is of an earlier schema.
func (w *writer) copyHistory(path string) error {
	if err := w.exec("ATTACH ? AS "+oldSchema, dataSource(path, "mode=ro")); err != nil {
		return err
	}
	err := w.inTransaction(func() error {
		for _, table := range historyTables {
			if err := w.copyTable(table); err != nil {
				return fmt.Errorf("history of %s: %w", table, err)
			}
		}
		if err := w.dropLargeChanges(); err != nil {
			return fmt.Errorf("history of changes: %w", err)
		}
		for _, s := range spanTables {
			if err := w.copySpan(s); err != nil {
				return fmt.Errorf("history of %s: %w", s.view, err)
			}
		}
		return nil
	})
	return errors.Join(err, w.exec("DETACH "+oldSchema))
}

func (w *writer) copyTable(table string) error {
	before, err := w.columns(oldSchema, table)
	if err != nil || len(before) == 0 {
		return err
	}
	now, err := w.columns("main", table)
	if err != nil {
		return err
	}
	if slices.Equal(before, now) { // whole records, indexes too, without decoding
		return w.exec(fmt.Sprintf("INSERT INTO main.%[1]s SELECT * FROM %[2]s.%[1]s", table, oldSchema))
	}
	common := slices.DeleteFunc(now, func(c string) bool { return !slices.Contains(before, c) })
	list := strings.Join(common, ", ")
	return w.exec(fmt.Sprintf("INSERT INTO main.%[1]s (%[3]s) SELECT %[3]s FROM %[2]s.%[1]s", table, oldSchema, list))
}

// columns lists the columns of a table; none where there is no such table.
func (w *writer) columns(schema, table string) ([]string, error) {
	rows, err := w.conn.QueryContext(unbounded, "SELECT name FROM pragma_table_info(?, ?)", table, schema)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

// copyAll replaces the empty file by a page for page copy of the store at path,
// as its readers see it, changes in a write-ahead log included.
func (w *writer) copyAll(path string) error {
	source, err := (&sqlite3.SQLiteDriver{}).Open(dataSource(path, "mode=ro&_busy_timeout=10000"))
	if err != nil {
		return err
	}
	defer source.Close()
	return w.conn.Raw(func(c any) error {
		backup, err := c.(*sqlite3.SQLiteConn).Backup("main", source.(*sqlite3.SQLiteConn), "main")
		if err != nil {
			return err
		}
		_, err = backup.Step(-1)
		return errors.Join(err, backup.Finish())
	})
}

// damagedNameIn returns the first name under which nothing is kept yet, or the last
// of all, whose file is to be replaced. The lock of the folder keeps it free until
// publication.
func damagedNameIn(dir string) (name string, inPlace bool) {
	name = damagedName
	for n := 2; ; n++ {
		path := filepath.Join(dir, name)
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) && len(sidecars(path)) == 0 {
			return name, false
		}
		if n > damagedKept {
			return name, true
		}
		name = fmt.Sprintf("%s-%d", damagedName, n)
	}
}

// putAside keeps a store that could not be read, and the journals beside it,
// for whoever wants to save what is left in them. The store goes to its second
// name by a link, so that it also stands under its first one until tonight's
// takes its place.
func putAside(old, kept string) error {
	if err := os.Link(old, kept); err != nil { // a file system without links, or the place of an earlier one
		if err := errors.Join(os.Rename(old, kept), removeSidecars(kept)); err != nil {
			return err
		}
	}
	return moveSidecars(old, kept)
}

// takeBack undoes putAside, as far as that has come.
func takeBack(old, kept string) error {
	if _, err := os.Lstat(kept); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	back := os.Remove // of the second name, as long as the first one stands
	if _, err := os.Lstat(old); errors.Is(err, fs.ErrNotExist) {
		back = func(kept string) error { return os.Rename(kept, old) }
	}
	return errors.Join(back(kept), moveSidecars(kept, old))
}

func moveSidecars(from, to string) error {
	for _, end := range sidecarEnds {
		if err := os.Rename(from+end, to+end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
