package shapefile

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"
	"strconv"
	"unicode/utf8"

	"golang.org/x/text/encoding"
)

const (
	dbaseIII      = 0x03 // version byte: dBASE III+ without memos
	tableEnd      = 0x1A
	maxTextWidth  = 254
	maxDigits     = 32 // width of a number
	maxFields     = 255
	fieldNameSize = fieldNameBytes - 1
)

// tableDate is the date of the last change in every table that is written
// (years since 1900, month, day): the same input must give the same bytes.
var tableDate = [3]byte{100, 1, 1}

// tableWriter writes a .dbf row by row.
type tableWriter struct {
	file    *os.File
	out     *bufio.Writer
	codec   *codec
	encoder *encoding.Encoder // nil for UTF-8
	columns []column
	row     []byte
	count   uint32
}

func createTable(path string, fields []Field, c *codec, unmarked bool) (*tableWriter, error) {
	t := &tableWriter{codec: c}
	if c.encode != nil {
		t.encoder = c.encode.NewEncoder()
	}
	if err := t.setFields(fields); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var err error
	if t.file, err = os.Create(path); err != nil {
		return nil, err
	}
	t.out = bufio.NewWriterSize(t.file, rowBlock)
	t.out.Write(t.header(unmarked)) // a bufio.Writer keeps its error for Flush
	return t, nil
}

func (t *tableWriter) setFields(fields []Field) error {
	if len(fields) == 0 || len(fields) > maxFields {
		return fmt.Errorf("%d fields, 1 to %d expected", len(fields), maxFields)
	}
	at := 1
	seen := map[string]bool{}
	for _, f := range fields {
		if err := f.check(); err != nil {
			return err
		}
		name, err := t.encodeText(nil, f.Name, fieldNameSize)
		if err != nil {
			return fmt.Errorf("field %q: %w", f.Name, err)
		}
		if seen[string(name)] {
			return fmt.Errorf("field %q: another has the same first ten bytes", f.Name)
		}
		seen[string(name)] = true
		t.columns = append(t.columns, column{Field: f, rawName: name, at: at})
		at += f.Width
	}
	if at > math.MaxUint16 {
		return fmt.Errorf("rows of %d bytes, %d at most", at, math.MaxUint16)
	}
	t.row = make([]byte, at)
	return nil
}

// check refuses what the format cannot hold.
func (f Field) check() error {
	most := maxTextWidth
	switch f.Type {
	case 'C', 'D', 'L':
	case 'N', 'F':
		most = maxDigits
	default:
		return fmt.Errorf("field %q: type %q; C, N, F, D and L can be written", f.Name, f.Type)
	}
	if f.Name == "" || f.Width < 1 || f.Width > most || f.Decimals < 0 || f.Decimals > 0 && f.Decimals > f.Width-2 {
		return fmt.Errorf("field %q: width %d with %d decimals", f.Name, f.Width, f.Decimals)
	}
	return nil
}

func (t *tableWriter) header(unmarked bool) []byte {
	size := tableHeaderBytes + fieldBytes*len(t.columns) + 1
	b := make([]byte, size)
	b[0] = dbaseIII
	copy(b[1:], tableDate[:])
	binary.LittleEndian.PutUint16(b[8:], uint16(size))
	binary.LittleEndian.PutUint16(b[10:], uint16(len(t.row)))
	if !unmarked {
		b[29] = t.codec.language
	}
	for i, c := range t.columns {
		d := b[tableHeaderBytes+fieldBytes*i:]
		copy(d[:fieldNameSize], c.rawName)
		d[11], d[16], d[17] = c.Type, byte(c.Width), byte(c.Decimals)
	}
	b[size-1] = fieldsEnd
	return b
}

// write adds a row.
func (t *tableWriter) write(values []any) error {
	if len(values) != len(t.columns) {
		return fmt.Errorf("%d values for %d fields", len(values), len(t.columns))
	}
	t.row[0] = ' '
	for i := range t.columns {
		c := &t.columns[i]
		if err := t.writeCell(t.row[c.at:c.at+c.Width], c, values[i]); err != nil {
			return fmt.Errorf("field %q: %w", c.Name, err)
		}
	}
	t.count++
	_, err := t.out.Write(t.row)
	return err
}

// writeCell fills a cell: texts to the left and cut at a whole character,
// numbers to the right. A number that does not fit is an error, never asterisks.
func (t *tableWriter) writeCell(cell []byte, c *column, value any) error {
	for i := range cell {
		cell[i] = ' '
	}
	if text, ok := value.(string); ok {
		_, err := t.encodeText(cell[:0:len(cell)], text, len(cell))
		return err
	}
	var scratch [64]byte
	b, err := appendValue(scratch[:0], value, c.Decimals)
	if err != nil {
		return err
	}
	if len(b) > len(cell) {
		return fmt.Errorf("%s takes %d bytes, the field has %d", b, len(b), len(cell))
	}
	copy(cell[len(cell)-len(b):], b)
	return nil
}

func appendValue(b []byte, value any, decimals int) ([]byte, error) {
	switch v := value.(type) {
	case nil:
		return b, nil
	case bool:
		if v {
			return append(b, 'T'), nil
		}
		return append(b, 'F'), nil
	case int:
		return appendNumber(b, int64(v), decimals), nil
	case int64:
		return appendNumber(b, v, decimals), nil
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, fmt.Errorf("%v cannot be written", v)
		}
		return strconv.AppendFloat(b, v, 'f', decimals, 64), nil
	}
	return nil, fmt.Errorf("values of type %T cannot be written", value)
}

func appendNumber(b []byte, v int64, decimals int) []byte {
	b = strconv.AppendInt(b, v, 10)
	if decimals > 0 {
		b = append(append(b, '.'), bytes.Repeat([]byte{'0'}, decimals)...)
	}
	return b
}

// encodeText appends as many whole characters of text as fit into width bytes.
// A character that the encoding lacks is an error.
func (t *tableWriter) encodeText(dst []byte, text string, width int) ([]byte, error) {
	start := len(dst)
	for _, r := range text {
		var char [utf8.UTFMax]byte
		encoded := utf8.AppendRune(char[:0], r)
		if t.encoder != nil && r >= utf8.RuneSelf {
			var out [8]byte
			t.encoder.Reset()
			n, _, err := t.encoder.Transform(out[:], encoded, true)
			if err != nil {
				return nil, fmt.Errorf("%q cannot be written in %s", r, t.codec.name)
			}
			encoded = append(char[:0], out[:n]...)
		}
		if len(dst)-start+len(encoded) > width {
			break
		}
		dst = append(dst, encoded...)
	}
	return dst, nil
}

// close ends the table and puts the number of rows into its header.
func (t *tableWriter) close() error {
	t.out.WriteByte(tableEnd)
	err := t.out.Flush()
	var count [4]byte
	binary.LittleEndian.PutUint32(count[:], t.count)
	if err == nil {
		_, err = t.file.WriteAt(count[:], 4)
	}
	return errors.Join(err, t.file.Close())
}

// abandon closes a table that will not be finished.
func (t *tableWriter) abandon() { t.file.Close() }
