package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"jiyue/pipeline/land"
)

// Publish makes tonight's files the published ones: it proves the store, syncs
// everything, renames the store over the old one and then the further files,
// syncs the folder and releases the lock. On an error nothing is published and
// the night can still be discarded, unless the error is a *Partial: that one
// says what is published.
func (t *Tonight) Publish() error {
	if err := t.prepare(); err != nil {
		return err
	}
	return t.place()
}

// prepare does everything that can fail before the first rename.
func (t *Tonight) prepare() error {
	if t.done {
		return errors.New("store: published or discarded already")
	}
	if err := t.checkNames(); err != nil {
		return err
	}
	if err := t.checkTargets(); err != nil {
		return err
	}
	if t.w != nil {
		if err := t.complete(); err != nil {
			return err
		}
	}
	if err := errors.Join(t.writeSeal(), t.syncStaged()); err != nil {
		return folderFailure(t.dir, err)
	}
	return nil
}

// place renames and ends the night.
func (t *Tonight) place() error {
	err := t.rename()
	if partial := (*Partial)(nil); err != nil && !errors.As(err, &partial) {
		return err
	}
	t.done = true
	err = errors.Join(err, t.closeFiles())
	_ = os.RemoveAll(t.stagingDir()) // what can't be removed, the next night clears away and says so
	t.lock.release()
	return err
}

// Names of further files are plain and not those of the store.
func (t *Tonight) checkNames() error {
	for _, name := range t.staged {
		if name != filepath.Base(name) || !filepath.IsLocal(name) || name == "." || name == FileName || name == lockName || name == stagingName || name == sealName || name == nextSealName {
			return fmt.Errorf("store: %q is not a name for a file beside the store", name)
		}
	}
	return nil
}

// complete awaits the proof of the file and closes it.
func (t *Tonight) complete() error {
	if !t.finished {
		return errors.New("store: publish before the run was finished")
	}
	if err := t.proved(); err != nil {
		return land.Fail(land.Broken, t.storePath(), land.Textf("新成果库未通过完整性检查，未发布", "the new store failed its integrity check; nothing was published"),
			land.Textf("请检查磁盘，然后重新运行", "check the disk and run again"), err)
	}
	if err := t.w.exec("PRAGMA journal_mode = DELETE"); err != nil {
		return t.w.failed("journal", err)
	}
	if err := t.closeFiles(); err != nil {
		return folderFailure(t.dir, err)
	}
	return nil
}

// syncStaged syncs the store and every further file that was written.
func (t *Tonight) syncStaged() error {
	entries, err := os.ReadDir(t.stagingDir())
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := syncFile(filepath.Join(t.stagingDir(), e.Name())); err != nil {
			return err
		}
	}
	return nil
}

func syncFile(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}
