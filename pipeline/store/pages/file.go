package pages

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"sync/atomic"
)

// File appends pages to a SQLite file that no connection writes to
// meanwhile. SQLite's own pages stay as they are; until Finish has written the
// header of the file, nobody sees the new ones. Large blocks go to the disk from
// a goroutine of their own.
type File struct {
	file    *os.File
	wrote   func(bytes int) // is told of every block
	size    int             // bytes of a page
	locks   uint32          // page that SQLite locks bytes of, which is never used
	first   uint32          // number of the first page that was appended
	next    uint32          // number that the next page gets
	counter uint32          // the file's count of changes when it was opened

	block  []byte // pages that are not on their way to the disk yet
	offset int64  // of block in the file
	full   chan pageBlock
	free   chan []byte
	failed atomic.Bool // a write has, and the others are left out
	ended  chan error  // of the goroutine
	closed bool
	err    error       // of everything, once closed
	late   []pageBlock // written by Finish: pages in the midst of the file
}

// Layout says where in a file the pages stand that were appended to it.
type Layout struct {
	PageSize     int    // bytes of a page
	First, Count uint32 // the first page that was appended, and how many pages the file has
	Locks        uint32 // page that SQLite locks bytes of, which is never used
}

// pageBlock is content with its place in the file.
type pageBlock struct {
	offset int64
	bytes  []byte
}

// Offsets in the header of a file.
const (
	atPageSize      = 16
	atReserved      = 20
	atChangeCounter = 24
	atPageCount     = 28
	atValidFor      = 92 // the change counter for which the page count holds
)

// lockOffset is the byte of a file that SQLite begins its locks at.
const lockOffset = 1 << 30

// blockBytes go to the disk at once: beyond a megabyte nothing is gained.
const blockBytes = 1 << 20

// blocksInFlight: one is filled, one is written, one waits.
const blocksInFlight = 3

var errNotQuiet = errors.New("the file was changed while pages were written")

// Open begins to append to the file at path. The caller sees to it that no
// transaction is open and none begins before Finish or Close: those also let go of
// every lock that SQLite may have on the file in this process. wrote is told, on
// another goroutine, how many bytes have gone to the system; it may be nil. A file
// whose header is not as SQLite leaves it is refused.
func Open(path string, wrote func(bytes int)) (*File, error) {
	if wrote == nil {
		wrote = func(int) {}
	}
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	f := &File{file: file, wrote: wrote}
	if err := f.readHeader(); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	f.full, f.free, f.ended = make(chan pageBlock), make(chan []byte, blocksInFlight), make(chan error, 1)
	for range blocksInFlight {
		f.free <- make([]byte, 0, blockBytes+f.size)
	}
	f.block = <-f.free
	go f.write()
	return f, nil
}

// readHeader learns where the file ends.
func (f *File) readHeader() error {
	var h [fileHeader]byte
	if _, err := io.ReadFull(io.NewSectionReader(f.file, 0, fileHeader), h[:]); err != nil {
		return err
	}
	f.size = int(binary.BigEndian.Uint16(h[atPageSize:]))
	if f.size == 1 {
		f.size = 65536
	}
	f.counter = binary.BigEndian.Uint32(h[atChangeCounter:])
	count := binary.BigEndian.Uint32(h[atPageCount:])
	valid := binary.BigEndian.Uint32(h[atValidFor:])
	if f.size < 512 || h[atReserved] != 0 || count == 0 || valid != f.counter {
		return fmt.Errorf("header of the file: %d pages of %d bytes, %d reserved, change %d counted at %d", count, f.size, h[atReserved], f.counter, valid)
	}
	f.locks = uint32(lockOffset/f.size + 1)
	f.first = f.following(count)
	f.next = f.first
	return nil
}

// following returns the number of the page after n.
func (f *File) following(n uint32) uint32 {
	if n+1 == f.locks {
		return n + 2
	}
	return n + 1
}

func (f *File) place(n uint32) int64 { return int64(n-1) * int64(f.size) }

// append gives a page the next number and takes a copy of it.
func (f *File) append(page []byte) (uint32, error) {
	number, at := f.next, f.place(f.next)
	gap := len(f.block) > 0 && at != f.offset+int64(len(f.block)) // the page of the locks
	if gap || len(f.block) >= blockBytes {
		if err := f.hand(); err != nil {
			return 0, err
		}
	}
	if len(f.block) == 0 {
		f.offset = at
	}
	f.block = append(f.block, page...)
	f.next = f.following(number)
	return number, nil
}

// hand gives the block to the goroutine that writes, and takes an empty one.
func (f *File) hand() error {
	if f.closed || f.failed.Load() {
		return f.Close()
	}
	f.full <- pageBlock{f.offset, f.block}
	f.block = <-f.free
	return nil
}

// write takes blocks until there are no more. After an error it only takes them.
func (f *File) write() {
	var err error
	for b := range f.full {
		if err == nil {
			if _, err = f.file.WriteAt(b.bytes, b.offset); err != nil {
				f.failed.Store(true)
			}
			f.wrote(len(b.bytes))
		}
		f.free <- b.bytes[:0]
	}
	f.ended <- err
}

// Close ends the writing and returns what went wrong in it, again where it is
// called again. Nobody sees the new pages unless Finish has made them part of the
// file.
func (f *File) Close() error {
	if !f.closed {
		f.closed = true
		close(f.full)
		f.err = errors.Join(<-f.ended, f.file.Close())
	}
	return f.err
}

// put has Finish write over a page that SQLite has made.
func (f *File) put(number uint32, page []byte) {
	f.late = append(f.late, pageBlock{f.place(number), slices.Clone(page)})
}

// patch has Finish write over the last bytes of a page, after whatever put and
// patch were given before.
func (f *File) patch(number uint32, end []byte) {
	f.late = append(f.late, pageBlock{f.place(number) + int64(f.size-len(end)), slices.Clone(end)})
}

// Finish writes what is left and makes the pages part of the file. A file that
// SQLite has written to since Open is left as it is: an error.
func (f *File) Finish() (Layout, error) {
	layout := Layout{PageSize: f.size, First: f.first, Locks: f.locks}
	if err := f.hand(); err != nil {
		return layout, err
	}
	last := f.next - 1
	if last == f.locks {
		last--
	}
	close(f.full)
	f.closed = true
	f.err = <-f.ended
	for _, b := range f.late {
		if f.err == nil {
			_, f.err = f.file.WriteAt(b.bytes, b.offset)
		}
	}
	if f.err == nil {
		f.err = f.writeHeader(last)
	}
	f.err = errors.Join(f.err, f.file.Close())
	layout.Count = last
	return layout, f.err
}

// writeHeader tells SQLite's connections that the file has changed and how many
// pages it has.
func (f *File) writeHeader(count uint32) error {
	var h [fileHeader]byte
	if _, err := f.file.ReadAt(h[:], 0); err != nil {
		return err
	}
	if binary.BigEndian.Uint32(h[atChangeCounter:]) != f.counter {
		return errNotQuiet
	}
	binary.BigEndian.PutUint32(h[atChangeCounter:], f.counter+1)
	binary.BigEndian.PutUint32(h[atPageCount:], count)
	binary.BigEndian.PutUint32(h[atValidFor:], f.counter+1)
	_, err := f.file.WriteAt(h[:], 0)
	return err
}
