package shapefile

import (
	"fmt"
	"math"
)

// How a Scanner gets at the content of its record: by walking, or through the .shx.

// walkedContent reads the record at s.pos and steps behind it.
func (s *Scanner) walkedContent() (content []byte, length int64, err error) {
	if content := s.inBlock(); content != nil {
		return content, int64(len(content)), nil
	}
	if s.pos < 0 {
		if err := s.seek(); err != nil {
			return nil, 0, err
		}
	}
	if length, err = s.lengthAt(s.pos); err != nil {
		return nil, 0, err
	}
	content, err = s.content(s.pos, length, s.limit)
	s.pos += recordHeaderBytes + length
	return content, length, err
}

// content reads what is needed of the content of the record at an offset.
func (s *Scanner) content(at, length, limit int64) ([]byte, error) {
	need := length
	if length > shapeBlock {
		head, err := s.shp.slice(at+recordHeaderBytes, partsAt, limit)
		if err != nil {
			return nil, err
		}
		need = neededBytes(head, length)
	}
	return s.shp.slice(at+recordHeaderBytes, int(need), limit)
}

// inBlock is walkedContent for a record that lies whole in the block that was
// read last, as nearly all do; nil where it doesn't or where something is odd.
func (s *Scanner) inBlock() []byte {
	i := s.pos - s.shp.at
	if i < 0 || i >= int64(len(s.shp.buf)) {
		return nil
	}
	b := s.shp.buf[i:]
	if len(b) < recordHeaderBytes {
		return nil
	}
	length := words(b[4:])
	if length < minContentBytes || length > int64(len(b)-recordHeaderBytes) {
		return nil
	}
	s.pos += recordHeaderBytes + length
	return b[recordHeaderBytes:][:length]
}

// seek steps from the mark before the first record to the record.
func (s *Scanner) seek() error {
	mark := s.record / markStride
	s.pos = s.file.layout.marks[mark]
	for i := mark * markStride; i < s.record; i++ {
		length, err := s.lengthAt(s.pos)
		if err != nil {
			return err
		}
		s.pos += recordHeaderBytes + length
	}
	return nil
}

// lengthAt reads the length of the content of the record at an offset. Open has
// seen whole records all the way, so anything else means that the file changed.
func (s *Scanner) lengthAt(at int64) (int64, error) {
	left := s.end - at - recordHeaderBytes
	if left < minContentBytes {
		return 0, s.moved(at)
	}
	b, err := s.shp.slice(at, recordHeaderBytes, s.limit)
	if err != nil {
		return 0, err
	}
	length := words(b[4:])
	if length < minContentBytes || length > left {
		return 0, s.moved(at)
	}
	return length, nil
}

func (s *Scanner) moved(at int64) error {
	return fmt.Errorf("%s: record %d at offset %d: %w", s.file.Path(), s.record+1, at, ErrShrank)
}

// indexedContent reads the record that the .shx leads to. An entry that leads
// nowhere is a problem of its record.
func (s *Scanner) indexedContent() (content []byte, length int64, err error) {
	b, err := s.lane.shx.slice(headerBytes+int64(s.record)*entryBytes, entryBytes, math.MaxInt64)
	if err != nil {
		return nil, 0, err
	}
	at, length := words(b), words(b[4:])
	size := s.file.parts.shp.size
	if at < headerBytes || length < minContentBytes || length > size-at-recordHeaderBytes {
		s.problem = flawed(IndexAstray, counted(at+recordHeaderBytes+length, size, " B"), "the .shx leads to %d bytes at offset %d, the .shp has %d", length, at, size)
		return nil, 0, nil
	}
	limit := at + recordHeaderBytes + length
	if s.file.layout.ordered {
		limit = math.MaxInt64
	}
	if b, err = s.shp.slice(at, recordHeaderBytes, limit); err != nil {
		return nil, 0, err
	}
	if stated := words(b[4:]); stated != length {
		s.problem = flawed(IndexDiffers, counted(length, stated, " B"), "the .shx states %d bytes of content, the record at offset %d states %d", length, at, stated)
		return nil, 0, nil
	}
	content, err = s.content(at, length, limit)
	return content, length, err
}
