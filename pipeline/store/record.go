package store

import (
	"encoding/binary"
	"math"
	"math/bits"
	"slices"
)

// record makes rows in SQLite's record format: a header of serial types, then
// the values, in the order of the columns. Rows lie one after the other in its
// memory until reset. The zero value is ready.
type record struct {
	types  []byte // serial types of the open row, as varints
	memory []byte
	start  int // of the values of the open row in memory
}

// headerRoom is kept before the values of a row for their header, which is
// known when they are. It fits the widest table of the store, piece, whose
// texts are shorter than 58 bytes each but for a few; a longer header has the
// values moved.
const headerRoom = 32

var noHeader [headerRoom]byte

// reset forgets every row and keeps the memory.
func (r *record) reset() { r.memory = r.memory[:0] }

// open begins a row.
func (r *record) open() {
	r.types = r.types[:0]
	r.memory = append(r.memory, noHeader[:]...)
	r.start = len(r.memory)
}

// close ends the row and returns it, valid until reset.
func (r *record) close() []byte {
	n := r.header()
	if more := n - headerRoom; more > 0 {
		r.memory = slices.Insert(r.memory, r.start, make([]byte, more)...)
		r.start += more
	}
	row := r.memory[r.start-n:]
	copy(row[putVarint(row, uint64(n)):], r.types)
	return row
}

// header returns the size of the header with its own length in front, which
// counts itself.
func (r *record) header() int {
	n := 1 + len(r.types)
	if varintLen(uint64(n)) > 1 {
		n = len(r.types) + varintLen(uint64(len(r.types)+2))
	}
	return n
}

// null adds NULL; it also stands for the INTEGER PRIMARY KEY, which is the rowid.
func (r *record) null() { r.types = append(r.types, 0) }

// integer adds a whole number in as few bytes as it needs.
func (r *record) integer(v int64) {
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

// real adds a value of a column of REAL, a whole number as an integer of at most
// six bytes: SQLite does so too, and reads a float again. The caller has refused
// NaN and infinities.
func (r *record) real(v float64) {
	const below = 1 << 47
	if math.Abs(v) < below {
		if n := int64(v); float64(n) == v && (n != 0 || !math.Signbit(v)) { // -0 is no integer
			r.integer(n)
			return
		}
	}
	r.types = append(r.types, 7)
	r.memory = binary.BigEndian.AppendUint64(r.memory, math.Float64bits(v))
}

// text adds a string, bytes as they are, NULs too.
func (r *record) text(s string) {
	if len(s) < 58 {
		r.types = append(r.types, byte(2*len(s)+13))
	} else {
		r.types = appendVarint(r.types, uint64(2*len(s)+13))
	}
	r.memory = append(r.memory, s...)
}

// textOrNull adds a string, or NULL for "".
func (r *record) textOrNull(s string) {
	if s == "" {
		r.null()
		return
	}
	r.text(s)
}

// blob adds n bytes of any content and returns the place to write them, valid
// until the next value.
func (r *record) blob(n int) []byte {
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
