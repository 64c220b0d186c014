package pages

import (
	"encoding/binary"
	"math"
	"math/bits"
	"slices"
)

// Record makes rows in SQLite's record format: a header of serial types, then
// the values, in the order of the columns. Rows lie one after the other in its
// memory until Reset. The zero value is ready.
type Record struct {
	types  []byte // serial types of the open row, as varints
	memory []byte
	start  int // of the values of the open row in memory
}

// NewRecord makes rows behind what memory holds.
func NewRecord(memory []byte) Record { return Record{memory: memory} }

// Memory returns the rows made so far, one after the other.
func (r *Record) Memory() []byte { return r.memory }

// headerRoom is kept before the values of a row for their header, which is
// known when they are. It fits the widest table of the store, piece, whose
// texts are shorter than 58 bytes each but for a few; a longer header has the
// values moved.
const headerRoom = 32

var noHeader [headerRoom]byte

// Reset forgets every row and keeps the memory.
func (r *Record) Reset() { r.memory = r.memory[:0] }

// Open begins a row.
func (r *Record) Open() {
	r.types = r.types[:0]
	r.memory = append(r.memory, noHeader[:]...)
	r.start = len(r.memory)
}

// Close ends the row and returns it, valid until Reset.
func (r *Record) Close() []byte {
	n := r.header()
	if more := n - headerRoom; more > 0 {
		r.memory = slices.Insert(r.memory, r.start, make([]byte, more)...)
		r.start += more
	}
	row := r.memory[r.start-n:]
	copy(row[putVarint(row, uint64(n)):], r.types)
	return row
}

// CloseWith ends the row as Close does and returns it with n more bytes behind it,
// which are the caller's and no part of the record.
func (r *Record) CloseWith(n int) []byte {
	row := len(r.Close())
	have := len(r.memory)
	r.memory = slices.Grow(r.memory, n)[:have+n]
	return r.memory[have-row : have+n : have+n]
}

// header returns the size of the header with its own length in front, which
// counts itself.
func (r *Record) header() int {
	n := 1 + len(r.types)
	if varintLen(uint64(n)) > 1 {
		n = len(r.types) + varintLen(uint64(len(r.types)+2))
	}
	return n
}

// Null adds NULL; it also stands for the INTEGER PRIMARY KEY, which is the rowid.
func (r *Record) Null() { r.types = append(r.types, 0) }

// Integer adds a whole number in as few bytes as it needs.
func (r *Record) Integer(v int64) {
	const int24, int48 = 1 << 23, 1 << 47
	switch {
	case v == 0:
		r.types = append(r.types, 8)
	case v == 1:
		r.types = append(r.types, 9)
	case v >= math.MinInt8 && v <= math.MaxInt8:
		r.types = append(r.types, 1)
		r.memory = append(r.memory, byte(v))
	case v >= math.MinInt16 && v <= math.MaxInt16:
		r.types = append(r.types, 2)
		r.memory = binary.BigEndian.AppendUint16(r.memory, uint16(v))
	case v >= -int24 && v < int24:
		r.types = append(r.types, 3)
		r.memory = append(r.memory, byte(v>>16), byte(v>>8), byte(v))
	case v >= math.MinInt32 && v <= math.MaxInt32:
		r.types = append(r.types, 4)
		r.memory = binary.BigEndian.AppendUint32(r.memory, uint32(v))
	case v >= -int48 && v < int48:
		r.types = append(r.types, 5)
		r.memory = binary.BigEndian.AppendUint32(append(r.memory, byte(v>>40), byte(v>>32)), uint32(v))
	default:
		r.types = append(r.types, 6)
		r.memory = binary.BigEndian.AppendUint64(r.memory, uint64(v))
	}
}

// Real adds a value of a column of REAL, a whole number as an integer of at most
// six bytes: SQLite does so too, and reads a float again. The caller has refused
// NaN and infinities.
func (r *Record) Real(v float64) {
	const below = 1 << 47
	if math.Abs(v) < below {
		if n := int64(v); float64(n) == v && (n != 0 || !math.Signbit(v)) { // -0 is no integer
			r.Integer(n)
			return
		}
	}
	r.types = append(r.types, 7)
	r.memory = binary.BigEndian.AppendUint64(r.memory, math.Float64bits(v))
}

// Text adds a string, bytes as they are, NULs too.
func (r *Record) Text(s string) {
	if len(s) < 58 {
		r.types = append(r.types, byte(2*len(s)+13))
	} else {
		r.types = appendVarint(r.types, uint64(2*len(s)+13))
	}
	r.memory = append(r.memory, s...)
}

// TextOrNull adds a string, or NULL for "".
func (r *Record) TextOrNull(s string) {
	if s == "" {
		r.Null()
		return
	}
	r.Text(s)
}

// Blob adds n bytes of any content and returns the place to write them, valid
// until the next value.
func (r *Record) Blob(n int) []byte {
	r.types = appendVarint(r.types, uint64(2*n+12))
	have := len(r.memory)
	r.memory = slices.Grow(r.memory, n)[:have+n]
	return r.memory[have:]
}

// varintLen returns the bytes of v as a SQLite varint.
func varintLen(v uint64) int {
	if v >= 1<<56 {
		return maxVarint
	}
	return max(1, (bits.Len64(v)+6)/7)
}

// putVarint writes v, seven bits a byte and the most significant first; a
// ninth byte has all eight.
func putVarint(dst []byte, v uint64) int {
	n := varintLen(v)
	i := n - 1
	if n == maxVarint {
		dst[i] = byte(v)
		v >>= 8
		i--
		for ; i >= 0; i-- {
			dst[i] = byte(v) | 0x80
			v >>= 7
		}
		return n
	}
	dst[i] = byte(v & 0x7f)
	for i--; i >= 0; i-- {
		v >>= 7
		dst[i] = byte(v) | 0x80
	}
	return n
}

func appendVarint(dst []byte, v uint64) []byte {
	if v < 0x80 {
		return append(dst, byte(v))
	}
	var b [maxVarint]byte
	return append(dst, b[:putVarint(b[:], v)]...)
}
