package store

import (
	"errors"
	"os"
)

// flusher has a file go to the disk while it grows and while it is proved, so
// that little is left for the sync of publication to wait for. What it is told of
// a broken disk it keeps for close: a system tells it once, and the sync of
// publication might not hear of it.
type flusher struct {
	file  *os.File
	wake  chan struct{} // holds one wish, which stands for all before it
	ended chan error    // of the goroutine
	since int           // bytes that were written since the last wish
	begun bool          // there was a wish
}

// flushBytes are written before the disk gets to work again: some tenths of a
// second for a disk, and more than most stores have.
const flushBytes = 32 << 20

// newFlusher opens the file to write, as some systems sync no other.
func newFlusher(path string) (*flusher, error) {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	f := &flusher{file: file, wake: make(chan struct{}, 1), ended: make(chan error, 1)}
	go f.run()
	return f, nil
}

func (f *flusher) run() {
	var err error
	for range f.wake {
		if err == nil {
			err = f.file.Sync()
		}
	}
	f.ended <- err
}

// wrote says that so many more bytes were written. A nil flusher does nothing.
func (f *flusher) wrote(bytes int) {
	if f == nil {
		return
	}
	if f.since += bytes; f.since < flushBytes {
		return
	}
	f.since, f.begun = 0, true
	select {
	case f.wake <- struct{}{}:
	default: // a sync that has not begun yet will do for these too
	}
}

// complete says that the file is written, but for a little. One that never came
// to flushBytes is left to the sync of publication.
func (f *flusher) complete() {
	if f != nil && f.begun {
		f.wrote(flushBytes)
	}
}

// close waits for the sync under way and returns what went wrong in any.
func (f *flusher) close() error {
	if f == nil {
		return nil
	}
	close(f.wake)
	return errors.Join(<-f.ended, f.file.Close())
}
