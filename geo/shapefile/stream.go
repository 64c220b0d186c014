package shapefile

import (
	"crypto/sha256"
	"hash"
)

// streamBlock is how much of a part Open reads at once: it stays in the
// second-level cache until it has been digested and looked at.
const streamBlock = 128 << 10

// stream reads a part once from front to back, as Open does with .shp and
// .dbf, and takes the digest of the same bytes on the way. Each part has a
// goroutine to itself; a further one for the digests would cost more in blocks
// handed to and fro, and in caches filled twice, than it saves.
type stream struct {
	part *part
	buf  []byte    // what was read last, behind what is still wanted of the block before
	at   int64     // offset of buf[0] in the part
	sha  hash.Hash // of everything before end; nil where no digest is asked for
}

// newStream starts a stream.
func newStream(p *part, digest bool) *stream {
	s := &stream{part: p}
	if digest {
		s.sha = sha256.New()
	}
	return s
}

// end is the offset behind what was read last.
func (s *stream) end() int64 { return s.at + int64(len(s.buf)) }

// slice returns the n bytes at offset off, valid until the next call. The
// caller has checked that off and n lie within the part; offsets of later calls
// must not lie before it.
func (s *stream) slice(off int64, n int) ([]byte, error) {
	b, err := s.ahead(off, n)
	return b[:min(n, len(b))], err
}

// ahead is slice with everything behind the n bytes that is in memory already.
func (s *stream) ahead(off int64, n int) ([]byte, error) {
	for off+int64(n) > s.end() {
		if err := s.advance(off); err != nil {
			return nil, err
		}
	}
	return s.buf[min(off, s.end())-s.at:], nil
}

// advance reads the next block and forgets what lies before off. Without a
// digest to take it leaves out what lies between the last block and off.
func (s *stream) advance(off int64) error {
	from := s.end()
	kept := s.buf[len(s.buf)-int(max(from-off, 0)):]
	if s.sha == nil {
		from = max(from, off)
	}
	size := int(max(min(streamBlock, s.part.size-from), 1)) // a byte beyond the end: let the read say so
	buf := s.buf
	if cap(buf) < len(kept)+size {
		buf = make([]byte, len(kept)+size)
	}
	buf = buf[:len(kept)+size]
	fresh := buf[copy(buf, kept):]
	if err := s.part.read(fresh, from); err != nil {
		return err
	}
	s.buf, s.at = buf, from-int64(len(kept))
	if s.sha != nil {
		s.sha.Write(fresh)
	}
	return nil
}

// finish reads what is left, where a digest is asked for.
func (s *stream) finish() error {
	for s.sha != nil && s.end() < s.part.size {
		if err := s.advance(s.end()); err != nil {
			return err
		}
	}
	return nil
}

// digest is the digest of the whole part, which the stream has finished.
func (s *stream) digest() Digest {
	return Digest{s.part.path, s.part.size, [sha256.Size]byte(s.sha.Sum(nil))}
}
