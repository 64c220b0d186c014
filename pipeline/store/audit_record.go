package store

import (
	"encoding/binary"
	"fmt"
	"math"
)

// valueKinds are what a column may hold, one bit for each.
type valueKinds uint8

const (
	kindNull valueKinds = 1 << iota
	kindInteger
	kindReal
	kindText
	kindBlob
)

// recordReader takes records apart, the counterpart of [record]. It refuses a
// value that its column may not hold, a float that is no finite number, and a
// record that is not as long as its header says.
type recordReader struct {
	allowed []valueKinds // by column
	types   []uint64     // serial types of the last record, by column
	values  [][]byte     // and its values, valid as long as the record
}

func newRecordReader(allowed ...valueKinds) *recordReader {
	return &recordReader{allowed, make([]uint64, len(allowed)), make([][]byte, len(allowed))}
}

// read takes the next record apart.
func (r *recordReader) read(payload []byte) error {
	size, n := uvarint(payload)
	if n == 0 || size < uint64(n) || size > uint64(len(payload)) {
		return fmt.Errorf("%w: a record's header of %d bytes", errProof, size)
	}
	header, body := payload[n:size], payload[size:]
	for i, allowed := range r.allowed {
		t, n := uvarint(header)
		var value serialType
		if t < uint64(len(shortTypes)) {
			value = shortTypes[t]
		} else {
			value = wideType(t)
		}
		if n == 0 || allowed&value.kind == 0 || value.size > uint64(len(body)) {
			return fmt.Errorf("%w: column %d has a value of type %d, %d bytes left", errProof, i, t, len(body))
		}
		r.types[i], r.values[i] = t, body[:value.size]
		if value.kind == kindReal && binary.BigEndian.Uint64(body)&notFinite == notFinite {
			return fmt.Errorf("%w: column %d is no finite number", errProof, i)
		}
		header, body = header[n:], body[value.size:]
	}
	if len(header) > 0 || len(body) > 0 {
		return fmt.Errorf("%w: %d bytes too many in a record", errProof, len(header)+len(body))
	}
	return nil
}

// notFinite are the bits that infinities and NaN have.
const notFinite = 0x7FF << 52

// serialType is what values of a type are and how many bytes they take.
type serialType struct {
	size uint64
	kind valueKinds
}

// shortTypes are the types of one byte, which nearly all values have.
var shortTypes = func() (types [128]serialType) {
	for i, size := range [...]uint64{1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 8: 0, 9: 0} {
		types[i] = serialType{size, kindInteger}
	}
	types[0] = serialType{0, kindNull}
	types[7] = serialType{8, kindReal}
	for t := 12; t < len(types); t++ { // 10 and 11 are reserved
		types[t] = wideType(uint64(t))
	}
	return types
}()

// wideType is the type of a text or a blob.
func wideType(t uint64) serialType {
	if t%2 == 0 {
		return serialType{(t - 12) / 2, kindBlob}
	}
	return serialType{(t - 13) / 2, kindText}
}

// null says whether a column is NULL.
func (r *recordReader) null(column int) bool { return r.types[column] == 0 }

// integer returns the value of a column that holds whole numbers.
func (r *recordReader) integer(column int) int64 {
	if t := r.types[column]; t >= 8 {
		return int64(t - 8)
	}
	v := r.values[column]
	if len(v) == 0 {
		return 0
	}
	n := int64(int8(v[0])) // carries the sign
	for _, b := range v[1:] {
		n = n<<8 | int64(b)
	}
	return n
}

// real returns the value of a column that holds numbers.
func (r *recordReader) real(column int) float64 {
	if r.types[column] == 7 {
		return math.Float64frombits(binary.BigEndian.Uint64(r.values[column]))
	}
	return float64(r.integer(column))
}

// uvarint reads a SQLite varint and returns how many bytes it has, 0 where b
// ends before it does.
func uvarint(b []byte) (v uint64, n int) {
	if len(b) > 0 && b[0] < 0x80 {
		return uint64(b[0]), 1
	}
	return longUvarint(b)
}

func longUvarint(b []byte) (v uint64, n int) {
	for i, c := range b {
		if i == maxVarint-1 {
			return v<<8 | uint64(c), maxVarint
		}
		v = v<<7 | uint64(c&0x7f)
		if c < 0x80 {
			return v, i + 1
		}
	}
	return 0, 0
}
