package pages

import (
	"encoding/binary"
	"fmt"
	"math"
)

// ValueKinds are what a column may hold, one bit for each kind.
type ValueKinds uint8

// What a value may be.
const (
	NullValue ValueKinds = 1 << iota
	IntegerValue
	RealValue
	TextValue
	BlobValue
)

// RecordReader takes records apart, the counterpart of [Record]. It refuses a
// value that its column may not hold, a float that is no finite number, and a
// record that is not as long as its header says.
type RecordReader struct {
	allowed []ValueKinds // by column
	types   []uint64     // serial types of the last record, by column
	values  [][]byte     // and its values, valid as long as the record
}

// NewRecordReader takes what each column may hold.
func NewRecordReader(allowed ...ValueKinds) *RecordReader {
	return &RecordReader{allowed, make([]uint64, len(allowed)), make([][]byte, len(allowed))}
}

// Read takes the next record apart; what is wrong with it wraps [ErrDamaged].
func (r *RecordReader) Read(payload []byte) error {
	header, body, err := split(payload)
	if err != nil {
		return err
	}
	for i, allowed := range r.allowed {
		t, n := uvarint(header)
		value := typeOf(t)
		if n == 0 || allowed&value.kind == 0 || value.size > uint64(len(body)) {
			return fmt.Errorf("%w: column %d has a value of type %d, %d bytes left", ErrDamaged, i, t, len(body))
		}
		r.types[i], r.values[i] = t, body[:value.size]
		if value.kind == RealValue && binary.BigEndian.Uint64(body)&notFinite == notFinite {
			return fmt.Errorf("%w: column %d is no finite number", ErrDamaged, i)
		}
		header, body = header[n:], body[value.size:]
	}
	if len(header) > 0 || len(body) > 0 {
		return fmt.Errorf("%w: %d bytes too many in a record", ErrDamaged, len(header)+len(body))
	}
	return nil
}

// split parts a record into the types of its columns and their values.
func split(row []byte) (types, values []byte, err error) {
	size, n := uvarint(row)
	if n == 0 || size < uint64(n) || size > uint64(len(row)) {
		return nil, nil, fmt.Errorf("%w: a record's header of %d bytes", ErrDamaged, size)
	}
	return row[n:size], row[size:], nil
}

// notFinite are the bits that infinities and NaN have.
const notFinite = 0x7FF << 52

// serialType is what values of a type are and how many bytes they take.
type serialType struct {
	size uint64
	kind ValueKinds
}

// shortTypes are the types of one byte, which nearly all values have.
var shortTypes = func() (types [128]serialType) {
	for i, size := range [...]uint64{1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 8: 0, 9: 0} {
		types[i] = serialType{size, IntegerValue}
	}
	types[0] = serialType{0, NullValue}
	types[7] = serialType{8, RealValue}
	for t := 12; t < len(types); t++ { // 10 and 11 are reserved
		types[t] = wideType(uint64(t))
	}
	return types
}()

func typeOf(t uint64) serialType {
	if t < uint64(len(shortTypes)) {
		return shortTypes[t]
	}
	return wideType(t)
}

// wideType is the type of a text or a blob.
func wideType(t uint64) serialType {
	if t%2 == 0 {
		return serialType{(t - 12) / 2, BlobValue}
	}
	return serialType{(t - 13) / 2, TextValue}
}

// IsNull says whether a column is NULL.
func (r *RecordReader) IsNull(column int) bool { return r.types[column] == 0 }

// Integer returns the value of a column that holds whole numbers.
func (r *RecordReader) Integer(column int) int64 {
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

// Real returns the value of a column that holds numbers.
func (r *RecordReader) Real(column int) float64 {
	if r.types[column] == 7 {
		return math.Float64frombits(binary.BigEndian.Uint64(r.values[column]))
	}
	return float64(r.Integer(column))
}

// Bytes returns the value of a column as it stands in the record: a text or a
// blob. It is valid as long as the record.
func (r *RecordReader) Bytes(column int) []byte { return r.values[column] }

// Without returns what a record has but for the columns from first to last: the
// types and then the values before them, the types and then the values behind.
// Columns count from 0; a record that ends before them wraps [ErrDamaged].
func Without(row []byte, first, last int) (parts [4][]byte, err error) {
	types, values, err := split(row)
	if err != nil {
		return parts, err
	}
	at, offset := 0, uint64(0)
	for column := 0; column <= last; column++ {
		if column == first {
			parts[0], parts[1] = types[:at], values[:offset]
		}
		t, n := uvarint(types[at:])
		at += n
		if offset += typeOf(t).size; n == 0 || offset > uint64(len(values)) {
			return parts, fmt.Errorf("%w: a record ends in column %d", ErrDamaged, column)
		}
	}
	parts[2], parts[3] = types[at:], values[offset:]
	return parts, nil
}

// First appends the values of the first n columns of a record, as they stand in
// it, to values. A record that has fewer wraps [ErrDamaged].
func First(row []byte, n int, values [][]byte) ([][]byte, error) {
	types, body, err := split(row)
	if err != nil {
		return values, err
	}
	for column := range n {
		t, at := uvarint(types)
		length := typeOf(t).size
		if at == 0 || length > uint64(len(body)) {
			return values, fmt.Errorf("%w: a record ends in column %d", ErrDamaged, column)
		}
		values = append(values, body[:length])
		types, body = types[at:], body[length:]
	}
	return values, nil
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
