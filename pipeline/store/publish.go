package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"jiyue/pipeline/land"
)

// Publish makes tonight's files the published ones: it proves the store, syncs
// everything, renames the store over the old one and then the further files,
// syncs the folder and releases the lock. On an error nothing is published,
// except when the error says that the store already is.
func (t *Tonight) Publish() error {
	if t.done {
		return errors.New("store: published or discarded already")
	}
	if err := t.checkNames(); err != nil {
		return err
	}
	if t.w != nil {
		if err := t.complete(); err != nil {
			return err
		}
	}
	if err := t.syncStaged(); err != nil {
		return folderFailure(t.dir, err)
	}
	if err := t.rename(); err != nil {
		return err
	}
	t.done = true
	err := os.RemoveAll(t.stagingDir())
	t.lock.release()
	if err != nil {
		return folderFailure(t.dir, err)
	}
	return nil
}

// Names of further files are plain and not those of the store.
func (t *Tonight) checkNames() error {
	for _, name := range t.staged {
		if name != filepath.Base(name) || !filepath.IsLocal(name) || name == "." || name == FileName || name == lockName || name == stagingName {
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

// rename moves store and further files into place.
func (t *Tonight) rename() error {
	if _, err := os.Stat(t.storePath()); err == nil {
		if err := t.renameStore(); err != nil {
			return folderFailure(t.dir, err)
		}
	}
	for _, name := range t.staged {
		err := os.Rename(filepath.Join(t.stagingDir(), name), filepath.Join(t.dir, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) { // a file that was asked for and not written
			return land.Fail(land.Broken, filepath.Join(t.dir, name),
				land.Textf("成果库已发布，但无法写入此文件", "the store is published, but this file cannot be written"),
				land.Textf("关闭打开它的程序，然后运行 jiyue report", "close the program that has it open, then run jiyue report"), err)
		}
	}
	if err := syncFolder(t.dir); err != nil {
		return folderFailure(t.dir, err)
	}
	return nil
}

func (t *Tonight) renameStore() error {
	if t.oldDamaged {
		if err := putAside(t.dir); err != nil {
			return err
		}
	}
	if err := settle(PathIn(t.dir)); err != nil {
		return err
	}
	if err := os.Rename(t.storePath(), PathIn(t.dir)); err != nil {
		return err
	}
	return removeSidecars(PathIn(t.dir))
}
