package shapefile

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// Scanner goes through a range of records:
//
//	s := f.Scan(first, last, columns...)
//	for s.Next() {
//		if s.Problem() != nil { … }
//		… s.Box(), s.Rings(), s.Text(0) …
//	}
//	if err := s.Err(); err != nil { … }
//
// A scanner belongs to one goroutine. Before the first Next and after the last
// its accessors give zero values.
type Scanner struct {
	file    *File
	lane    *lane
	columns []int
	next    int   // record that Next reads
	last    int   // where it ends
	pos     int64 // offset of the next record; -1 until a walk has begun
	limit   int64 // no need to read the .shp beyond
	end     int64 // of the last record of the file
	indexed bool
	shp     *window // the lane's
	err     error

	record  int
	problem error
	shape   shape
	decoded bool // the lane's rings are those of this record
	row     []byte
	rowRead bool
}

// Scan starts a scanner over the records first ≤ i < last, counted from 0 and
// clipped to the file. columns are the fields that Text and Number give, by
// their position in Fields. Ranges that begin at a multiple of 1024 begin
// without stepping over records.
func (f *File) Scan(first, last int, columns ...int) *Scanner {
	first, last = max(first, 0), min(last, f.layout.count)
	s := &Scanner{file: f, columns: columns, next: first, last: last, pos: -1, end: f.layout.end, indexed: f.layout.indexed}
	for _, c := range columns {
		if c < 0 || c >= len(f.table.columns) {
			s.err = fmt.Errorf("%s: no field %d among %d", f.Path(), c, len(f.table.columns))
			return s
		}
	}
	if first < last {
		s.lane = f.lanes.Get().(*lane)
		s.shp = &s.lane.shp
		s.limit = f.layout.behind(last)
	}
	return s
}

// behind gives an offset behind record last-1 that is near to it.
func (l *layout) behind(last int) int64 {
	if i := (last + markStride - 1) / markStride; !l.indexed && i < len(l.marks) {
		return l.marks[i]
	}
	if l.indexed {
		return math.MaxInt64
	}
	return l.end
}

// Next goes to the next record; false at the end of the range and after an error.
func (s *Scanner) Next() bool {
	s.problem, s.shape, s.decoded, s.row, s.rowRead = nil, shape{}, false, nil, false
	if s.err != nil || s.next >= s.last {
		s.finish()
		return false
	}
	s.record = s.next
	s.next++
	var content []byte
	var length int64
	var err error
	if s.indexed {
		content, length, err = s.indexedContent()
	} else {
		content, length, err = s.walkedContent()
	}
	if err != nil {
		s.err = err
		s.finish()
		return false
	}
	if s.problem == nil {
		s.problem = s.shape.parse(content, length)
	}
	return true
}

// finish hands the scanner's memory on.
func (s *Scanner) finish() {
	if s.lane != nil {
		s.file.release(s.lane)
		s.lane = nil
	}
}

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
	if length < minContentBytes || length > int64(len(b)-recordHeaderBytes) || length > s.end-s.pos-recordHeaderBytes {
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
		s.problem = fmt.Errorf("the .shx leads to %d bytes at offset %d, the .shp has %d", length, at, size)
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
		s.problem = fmt.Errorf("the .shx states %d bytes of content, the record at offset %d states %d", length, at, stated)
		return nil, 0, nil
	}
	content, err = s.content(at, length, limit)
	return content, length, err
}

// Err is what ended the scan before its time, nil where nothing did: reading
// failed, or the file changed while it was read.
func (s *Scanner) Err() error { return s.err }

// Record is the index of the record in the file, counted from 0.
func (s *Scanner) Record() int { return s.record }

// Problem says why the shape of this record cannot be decoded; nil where it
// can. Its attributes can be read all the same.
func (s *Scanner) Problem() error { return s.problem }

// Null tells whether the record has no shape: a null shape, or a polygon
// without points.
func (s *Scanner) Null() bool { return s.problem == nil && s.shape.points == 0 }

// Box is the box that the record states. A file can state a wrong one: compare
// it with [Scanner.PointsBox] before land is left out because of it.
func (s *Scanner) Box() orb.Bound { return s.shape.box() }

// Rings gives the rings as they were delivered, without empty ones; nil where
// Null or Problem. They are valid until the next call of Next and must not be
// appended to.
func (s *Scanner) Rings() []orb.Ring {
	if s.shape.points == 0 || s.lane == nil {
		return nil
	}
	if !s.decoded {
		s.lane.decode(&s.shape)
		s.decoded = true
	}
	return s.lane.rings
}

// PointsBox is the smallest box around all points of the rings, the truth of
// which Box is a claim. Coordinates that are not finite may be left out of it.
func (s *Scanner) PointsBox() orb.Bound {
	var box orb.Bound
	if len(s.Rings()) > 0 {
		box = boxOf(s.lane.points)
	}
	return box
}
