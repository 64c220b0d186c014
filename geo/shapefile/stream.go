package shapefile

import "crypto/sha256"

// streamBlock is how much of a part Open reads at once: it stays in the
// second-level cache until it has been looked at.
const streamBlock = 128 << 10

// stream reads a part once from front to back, as Open does with .shp and
// .dbf, and has the same bytes digested beside the looking.
type stream struct {
	part    *part
	buf     []byte    // what was read last, behind what is still wanted of the block before
	at      int64     // offset of buf[0] in the part
	digests *digester // nil where no digest is asked for
}

// newStream starts a stream, which must be closed.
func newStream(p *part, digest bool) *stream {
	s := &stream{part: p}
	if digest && p != nil {
		s.digests = startDigester()
	}
	return s
}

// close ends the digesting.
func (s *stream) close() {
	if s.digests != nil {
		s.digests.stop()
	}
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
	if s.digests == nil {
		from = max(from, off)
	}
	size := int(max(min(streamBlock, s.part.size-from), 1)) // a byte beyond the end: let the read say so
	buf := s.room(len(kept) + size)
	copy(buf, kept)
	if err := s.part.read(buf[len(kept):], from); err != nil {
		s.close() // a digest with a gap is none
		return err
	}
	s.buf, s.at = buf, from-int64(len(kept))
	if s.digests != nil {
		s.digests.blocks <- digestBlock{buf, len(kept)}
	}
	return nil
}

// room returns memory of n bytes that nobody is digesting.
func (s *stream) room(n int) []byte {
	buf := s.buf
	if s.digests != nil {
		buf = <-s.digests.free
	}
	if cap(buf) < n {
		buf = make([]byte, n)
	}
	return buf[:n]
}

// digest reads what is left and returns the SHA-256 of the whole part.
func (s *stream) digest() (sum [sha256.Size]byte, err error) {
	for s.end() < s.part.size {
		if err := s.advance(s.end()); err != nil {
			return sum, err
		}
	}
	return s.digests.sum(), nil
}
