package shapefile

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

const (
	headerBytes       = 100  // of a .shp and of a .shx
	fileCode          = 9994 // first word of both
	recordHeaderBytes = 8    // record number and content length
	minContentBytes   = 4    // the shape type
	entryBytes        = 8    // one record in the .shx

	// markStride is the number of records between two remembered offsets of a
	// walked file: 8 bytes for 1024 records, 80 KB for ten million. A scan
	// that does not start at a multiple of it steps over the records before.
	markStride = 1024
)

// shpHeader is what the first 100 bytes of a .shp state.
type shpHeader struct {
	bytes int64 // length of the file
	shape ShapeType
	bound orb.Bound
}

// readShpHeader reads the header and refuses what is no shapefile at all.
func readShpHeader(p *part) (shpHeader, error) {
	b, err := p.head(headerBytes)
	if err != nil {
		return shpHeader{}, err
	}
	if len(b) < headerBytes {
		return shpHeader{}, &ForeignError{Path: p.path, Bytes: p.size}
	}
	if code := binary.BigEndian.Uint32(b); code != fileCode {
		return shpHeader{}, &ForeignError{Path: p.path, Bytes: p.size, Code: code}
	}
	return shpHeader{
		bytes: words(b[24:]),
		shape: ShapeType(int32(binary.LittleEndian.Uint32(b[32:]))),
		bound: readBox(b[36:]),
	}, nil
}

// ForeignError says that a file is no shapefile at all, whatever its name.
type ForeignError struct {
	Path  string
	Bytes int64  // its length; a header takes HeaderBytes
	Code  uint32 // the file code in it, where it is long enough to have one; that of a shapefile is FileCode
}

// What every .shp and .shx has.
const (
	HeaderBytes = headerBytes
	FileCode    = fileCode
)

// Short reports whether the file is too short for a header.
func (e *ForeignError) Short() bool { return e.Bytes < HeaderBytes }

// Error says what was found and what was expected.
func (e *ForeignError) Error() string {
	if e.Short() {
		return fmt.Sprintf("%s: not a shapefile: %d bytes found, the header alone takes %d", e.Path, e.Bytes, HeaderBytes)
	}
	return fmt.Sprintf("%s: not a shapefile: file code %d found, %d expected", e.Path, e.Code, FileCode)
}

// words reads a length or offset, kept in 16-bit words, as bytes. The format
// calls the number signed; taken as unsigned, files up to 8 GB work.
func words(b []byte) int64 { return 2 * int64(binary.BigEndian.Uint32(b)) }

func readBox(b []byte) orb.Bound {
	_ = b[31]
	return orb.Bound{
		Min: orb.Point{readFloat(b), readFloat(b[8:])},
		Max: orb.Point{readFloat(b[16:]), readFloat(b[24:])},
	}
}

func readFloat(b []byte) float64 { return math.Float64frombits(binary.LittleEndian.Uint64(b)) }

// walk is what stepping through the .shp from record to record found.
type walk struct {
	count    int       // whole records
	end      int64     // offset behind the last of them
	marks    []int64   // offset of every markStride-th record
	atHeader int       // number of records that end where the header says the file ends; -1 where none does
	numbered bool      // records carry the numbers 1, 2, 3 …
	first    ShapeType // type of the first record that is not null; Null where there is none
	same     int       // leading records on which the .shx agrees
	stop     string    // why the walk ended before the end of the file; "" where it didn't
}

// whole tells whether the walk reached the end of the file.
func (w *walk) whole() bool { return w.stop == "" }

// walkShapes visits every record header. ix may be nil.
func walkShapes(shapes *stream, h shpHeader, ix *index) (*walk, error) {
	w := &walk{end: headerBytes, atHeader: -1, numbered: true}
	agree := ix != nil
	for ; ; w.count++ {
		if w.end == h.bytes {
			w.atHeader = w.count
		}
		length, ok, err := w.step(shapes)
		if err != nil || !ok {
			return w, err
		}
		if agree && w.count < ix.count {
			at, n, err := ix.entry(w.count)
			if err != nil {
				return w, err
			}
			if agree = at == w.end && n == length; agree {
				w.same++
			}
		}
		w.end += recordHeaderBytes + length
	}
}

// step looks at the record at w.end and gives the length of its content; ok
// is false at the end of the file and at what cannot be a record.
func (w *walk) step(shapes *stream) (length int64, ok bool, err error) {
	left := shapes.part.size - w.end
	if left == 0 {
		return 0, false, nil
	}
	if left < recordHeaderBytes+minContentBytes {
		w.stop = fmt.Sprintf("%d bytes are left at offset %d, too few for a record", left, w.end)
		return 0, false, nil
	}
	b, err := shapes.slice(w.end, recordHeaderBytes+minContentBytes)
	if err != nil {
		return 0, false, err
	}
	length = words(b[4:])
	if length < minContentBytes || length > left-recordHeaderBytes {
		w.stop = fmt.Sprintf("record %d at offset %d states %d bytes of content, %d are left", w.count+1, w.end, length, left-recordHeaderBytes)
		return 0, false, nil
	}
	w.numbered = w.numbered && binary.BigEndian.Uint32(b) == uint32(w.count+1)
	if w.first == Null {
		w.first = ShapeType(int32(binary.LittleEndian.Uint32(b[8:])))
	}
	if w.count%markStride == 0 {
		w.marks = append(w.marks, w.end)
	}
	return length, true, nil
}
