package shapefile

import "github.com/paulmach/orb"

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
	cells   []cell // by position in the columns named to Scan
	next    int    // record that Next reads
	last    int    // where it ends
	pos     int64  // offset of the next record; -1 until a walk has begun
	limit   int64  // no need to read the .shp beyond
	end     int64  // of the last record of the file
	indexed bool
	bare    bool    // of rows without their shapes
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
	s := &Scanner{file: f, record: -1, next: first, last: last, pos: -1, end: f.layout.end, indexed: f.layout.indexed}
	if s.cells, s.err = f.cells(columns); s.err != nil {
		return s
	}
	if first < last {
		s.lane = f.lanes.Get().(*lane)
		s.shp = &s.lane.shp
		s.limit = f.layout.behind(last)
	}
	return s
}

// ScanRows is Scan without a look at the .shp: every record passes for one
// without a shape.
func (f *File) ScanRows(first, last int, columns ...int) *Scanner {
	s := f.Scan(first, last, columns...)
	s.bare = true
	return s
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
	if s.bare {
		return true
	}
	if s.err = s.readShape(); s.err != nil {
		s.finish()
		return false
	}
	return true
}

// readShape reads the shape of the record; what is wrong with it is its problem.
func (s *Scanner) readShape() (err error) {
	var content []byte
	var length int64
	if s.indexed {
		content, length, err = s.indexedContent()
	} else {
		content, length, err = s.walkedContent()
	}
	if err == nil && s.problem == nil {
		s.problem = s.shape.parse(content, length)
	}
	return err
}

// finish hands the scanner's memory on. A walk must have arrived where the
// walk of Open was after as many records.
func (s *Scanner) finish() {
	if s.lane == nil {
		return
	}
	s.file.release(s.lane)
	s.lane = nil
	if at, known := s.file.layout.offset(s.last); s.err == nil && known && !s.bare && s.pos != at {
		s.err = s.moved(s.pos)
	}
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

// Box is the box that the record states, zero where Null or Problem. A file can
// state a wrong one: no land may be left out because of it.
func (s *Scanner) Box() orb.Bound { return s.shape.box() }

// Rings gives the rings as they were delivered, without empty ones; nil where
// Null or Problem. They are valid until the next call of Next and must not be
// appended to.
func (s *Scanner) Rings() []orb.Ring {
	if s.shape.points == 0 || s.lane == nil {
		return nil
	}
	if !s.decoded {
		s.lane.rings = s.RingsInto(s.lane.room(s.shape.size()))
		s.decoded = true
	}
	return s.lane.rings
}

// Size tells how much room [Scanner.RingsInto] needs, nothing where Null or
// Problem.
func (s *Scanner) Size() (points, rings int) {
	if s.shape.points == 0 || s.lane == nil {
		return 0, 0
	}
	return s.shape.size()
}

// RingsInto is [Scanner.Rings] in memory of the caller's, which is of the
// lengths that Size gives: shapes that outlive the record need not be copied.
func (s *Scanner) RingsInto(points []orb.Point, rings []orb.Ring) []orb.Ring {
	if s.shape.points == 0 || s.lane == nil {
		return nil
	}
	return s.shape.decode(points, rings)
}
