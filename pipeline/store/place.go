package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"jiyue/pipeline/land"
)

// Partial is the error of a publication that went through in part. What it
// names as placed is published and stays; what it names as left is as it was
// before. A store, once renamed, counts as published whatever follows.
type Partial struct {
	Placed []string // names of the files that are published, the store first
	Left   []string // names of the files that are not
	Err    error    // a cause for every file that was left, or what went wrong in clearing up
}

// Error says in English what is published and what is not, and why.
func (p *Partial) Error() string { return "store: " + p.Text().EN }

// Unwrap returns the causes.
func (p *Partial) Unwrap() error { return p.Err }

// Cause returns the causes in one line.
func (p *Partial) Cause() string { return strings.ReplaceAll(p.Err.Error(), "\n", "; ") }

// Text says what is published and what is not, and why.
func (p *Partial) Text() land.Text {
	cause, placed := p.Cause(), strings.Join(p.Placed, ", ")
	if len(p.Left) == 0 {
		return land.Textf("已发布 %s，但收尾未完成：%s", "published: %s; the clearing up after it failed: %s", placed, cause)
	}
	return land.Textf("已发布 %s；未能更新 %s，仍是旧文件：%s", "published: %s; not replaced, still the old file: %s (%s)",
		placed, strings.Join(p.Left, ", "), cause)
}

// checkTargets fails when a further file could not take its place, as long as
// nothing has been published: a folder has the name, or a program on Windows
// has the file open.
func (t *Tonight) checkTargets() error {
	for _, name := range t.written() {
		target := filepath.Join(t.dir, name)
		info, err := os.Lstat(target)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return folderFailure(t.dir, err)
		case info.IsDir():
			return land.Fail(land.Broken, target, land.Textf("此处是文件夹，无法写入文件；未发布任何结果", "a folder stands where the file belongs; nothing was published"),
				land.Textf("请移走或改名该文件夹", "move the folder away or rename it"), nil)
		}
		if err := os.Rename(target, target); err != nil { // does nothing, where it may
			return land.Fail(land.Broken, target, land.Textf("无法替换此文件；未发布任何结果", "the file cannot be replaced; nothing was published"),
				land.Textf("请关闭打开它的程序", "close the program that has it open"), err)
		}
	}
	return nil
}

// written lists the further files that were asked for and written.
func (t *Tonight) written() []string {
	var names []string
	for _, name := range t.staged {
		if _, err := os.Lstat(filepath.Join(t.stagingDir(), name)); err == nil {
			names = append(names, name)
		}
	}
	return names
}

// rename moves the store and then the further files into place. Where the store
// fails nothing is moved; where a further file fails the others are. The seal is
// there before them and holds when they are.
func (t *Tonight) rename() error {
	p := &Partial{}
	if err := t.announceSeal(); err != nil {
		return folderFailure(t.dir, err)
	}
	if _, err := os.Stat(t.storePath()); err == nil {
		if err := t.renameStore(); err != nil {
			return folderFailure(t.dir, err)
		}
		p.Placed = append(p.Placed, FileName)
		p.Err = removeSidecars(PathIn(t.dir))
	}
	for _, name := range t.written() {
		if err := os.Rename(filepath.Join(t.stagingDir(), name), filepath.Join(t.dir, name)); err != nil {
			p.Left, p.Err = append(p.Left, name), errors.Join(p.Err, fmt.Errorf("%s: %w", name, causeOf(err)))
			continue
		}
		p.Placed = append(p.Placed, name)
	}
	if len(p.Placed) == 0 && p.Err != nil {
		return folderFailure(t.dir, p.Err)
	}
	p.Err = errors.Join(p.Err, t.confirmSeal(), syncFolder(t.dir))
	if p.Err == nil {
		return nil
	}
	return p
}

// causeOf leaves out the paths of a failed rename: one of them is of the staging
// folder, which is gone when the message is read.
func causeOf(err error) error {
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err
	}
	return err
}

// renameStore puts tonight's store in the place of the old one, which stands
// there still if that fails.
func (t *Tonight) renameStore() error {
	old := PathIn(t.dir)
	if t.damagedAs == "" {
		if err := settle(old); err != nil {
			return err
		}
		return os.Rename(t.storePath(), old)
	}
	kept := filepath.Join(t.dir, t.damagedAs)
	err := putAside(old, kept)
	if err == nil {
		err = os.Rename(t.storePath(), old)
	}
	if err != nil {
		return errors.Join(err, takeBack(old, kept))
	}
	return nil
}
