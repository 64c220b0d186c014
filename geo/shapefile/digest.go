package shapefile

import (
	"crypto/sha256"
	"sync"
)

// Digest is the SHA-256 of one of a shapefile's files.
type Digest struct {
	Path   string
	Bytes  int64
	SHA256 [sha256.Size]byte
}

// Digests lists the digests of the files, in the order of Parts; nil unless
// Options.Digest asked for them.
func (f *File) Digests() []Digest { return append([]Digest(nil), f.digests...) }

// digest gathers the digests: of .shp and .dbf those of the streams through
// which they were examined, of the small files by reading them again.
func (f *File) digest(shapes, rows *stream) error {
	for _, p := range f.parts.all() {
		s := shapes
		if p == f.parts.dbf {
			s = rows
		} else if p != f.parts.shp {
			s = newStream(p, true)
		}
		sum, err := s.digest()
		s.close()
		if err != nil {
			return err
		}
		f.digests = append(f.digests, Digest{p.path, p.size, sum})
	}
	return nil
}

// digester takes the SHA-256 of blocks in a goroutine of its own: of all that
// Open does it takes the longest.
type digester struct {
	blocks  chan digestBlock
	free    chan []byte // buffers that nobody reads any more
	result  chan [sha256.Size]byte
	stopped sync.Once
}

// digestBlock is a buffer whose bytes from an index on are to be digested.
type digestBlock struct {
	buf  []byte
	from int
}

// startDigester starts a digester, which must be stopped.
func startDigester() *digester {
	const buffers = 2 // one is filled or looked at while the other is digested
	d := &digester{blocks: make(chan digestBlock, buffers), free: make(chan []byte, buffers), result: make(chan [sha256.Size]byte, 1)}
	for range buffers {
		d.free <- nil
	}
	go d.run()
	return d
}

func (d *digester) run() {
	sum := sha256.New()
	for b := range d.blocks {
		sum.Write(b.buf[b.from:])
		d.free <- b.buf
	}
	d.result <- [sha256.Size]byte(sum.Sum(nil))
}

// stop lets the goroutine end, and may be called again.
func (d *digester) stop() { d.stopped.Do(func() { close(d.blocks) }) }

// sum is the digest of all blocks; there can be none after it.
func (d *digester) sum() [sha256.Size]byte {
	d.stop()
	return <-d.result
}
