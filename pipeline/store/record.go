package store

import (
	"encoding/binary"
	"math"
	"math/bits"
)

// record is one row in SQLite's record format: serial types, then values, in
// the order of the columns. The zero value is an empty record; reset keeps the
// memory.
type record struct {
	types []byte // serial types as varints
	body  []byte
}

func (r *record) reset() { r.types, r.body = r.types[:0], r.body[:0] }

// null adds NULL; it also stands for the INTEGER PRIMARY KEY, which is the rowid.
func (r *record) null() { r.types = append(r.types, 0) }

// integer adds a whole number in as few bytes as it needs.
func (r *record) integer(v int64) {
	switch {
	case v == 0:
		r.types = append(r.types, 8)
	case v == 1:
		r.types = append(r.types, 9)
	case v >= math.MinInt8 && v <= math.MaxInt8:
		r.types = append(r.types, 1)
		r.body = append(r.body, byte(v))
	case v >= math.MinInt16 && v <= math.MaxInt16:
		r.types = append(r.types, 2)
		r.body = binary.BigEndian.AppendUint16(r.body, uint16(v))
	case v >= math.MinInt32 && v <= math.MaxInt32:
		r.types = append(r.types, 4)
		r.body = binary.BigEndian.AppendUint32(r.body, uint32(v))
	default:
		r.types = append(r.types, 6)
		r.body = binary.BigEndian.AppendUint64(r.body, uint64(v))
	}
}

// real adds a float. The caller has refused NaN and infinities.
func (r *record) real(v float64) {
	r.types = append(r.types, 7)
	r.body = binary.BigEndian.AppendUint64(r.body, math.Float64bits(v))
}

// text adds a string, bytes as they are, NULs too.
func (r *record) text(s string) {
	r.types = appendVarint(r.types, uint64(2*len(s)+13))
	r.body = append(r.body, s...)
}

// textOrNull adds a string, or NULL for "".
func (r *record) textOrNull(s string) {
	if s == "" {
		r.null()
		return
	}
	r.text(s)
}

// blob adds n bytes and returns the place to write them.
func (r *record) blob(n int) []byte {
	r.types = appendVarint(r.types, uint64(2*n+12))
	start := len(r.body)
	if cap(r.body) < start+n {
		grown := make([]byte, start, 2*cap(r.body)+n)
		copy(grown, r.body)
		r.body = grown
	}
	r.body = r.body[:start+n]
	return r.body[start:]
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

// size returns the bytes of the whole record.
func (r *record) size() int { return r.header() + len(r.body) }

// copyTo copies the record from offset on, as much as there is room for, and
// returns how much that was.
func (r *record) copyTo(dst []byte, offset int) int {
	header := r.header()
	if offset == 0 {
		if len(dst) < header { // only overflow pages and leaves call: both have room for any header of ours
			return 0
		}
		n := putVarint(dst, uint64(header))
		n += copy(dst[n:], r.types)
		return n + copy(dst[n:], r.body)
	}
	return copy(dst, r.body[offset-header:])
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
	var b [maxVarint]byte
	return append(dst, b[:putVarint(b[:], v)]...)
}
