package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// Bytes are flushed by the amount, and a small file not at all.
func TestFlusherBegins(t *testing.T) {
	for _, c := range []struct {
		name   string
		writes []int
		begun  bool
	}{
		{"nothing", nil, false},
		{"a small file", []int{flushBytes / 2, flushBytes/2 - 1}, false},
		{"a large file", []int{flushBytes / 2, flushBytes / 2}, true},
		{"a larger one", []int{flushBytes, flushBytes, flushBytes, 1}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), FileName)
			ok(t, os.WriteFile(path, []byte("x"), 0o644))
			f, err := newFlusher(path)
			ok(t, err)
			for _, n := range c.writes {
				f.wrote(n)
			}
			f.complete()
			if f.begun != c.begun {
				t.Errorf("begun: %v", f.begun)
			}
			ok(t, f.close())
		})
	}
}

// What a disk says while the night goes on is told when the file is closed, and
// keeps the night from being published.
func TestFlusherTellsOfTheDisk(t *testing.T) {
	night := loadedNight(t)
	ok(t, night.flush.file.Close()) // to sync it is an error from here on
	night.flush.wrote(flushBytes)
	ok(t, night.Finish(night.run))
	if err := night.Publish(); !errors.Is(err, os.ErrClosed) {
		t.Errorf("published: %v", err)
	}
	if _, err := os.Stat(PathIn(night.dir)); err == nil {
		t.Error("the store is in its place")
	}
}

// Of what is not published nothing need reach the disk.
func TestRehearsalFlushesNothing(t *testing.T) {
	night, err := Create(t.TempDir(), Options{Rehearsal: true})
	ok(t, err)
	ok(t, night.PiecesDone())
	if night.flush != nil {
		t.Error("a rehearsal has a flusher")
	}
	ok(t, night.Discard())
}
