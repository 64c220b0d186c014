package shapefile

import (
	"bytes"
	"encoding/binary"
	"math"
	"testing"
)

// This file makes shapefiles byte by byte, so that tests can break them.

// record is the content of a record: little-endian values one after the other.
func record(values ...any) []byte {
	var b bytes.Buffer
	for _, v := range values {
		if n, ok := v.(int); ok {
			v = int32(n)
		}
		if err := binary.Write(&b, binary.LittleEndian, v); err != nil {
			panic(err)
		}
	}
	return b.Bytes()
}

// box of the square below.
var squareBox = []float64{10, 20, 14, 24}

// squareXY is a closed clockwise square with its corner at (10, 20) and sides of 4.
var squareXY = []float64{10, 20, 10, 24, 14, 24, 14, 20, 10, 20}

// squareRecord is that square as a Polygon.
func squareRecord() []byte { return record(int(Polygon), squareBox, 1, 5, 0, squareXY) }

// nullRecord has no shape.
func nullRecord() []byte { return record(int(Null)) }

// shapes are the bytes of a .shp and a .shx.
type shapes struct{ shp, shx []byte }

// buildShapes numbers the records and lists them in the .shx.
func buildShapes(records ...[]byte) *shapes {
	s := &shapes{shp: make([]byte, headerBytes), shx: make([]byte, headerBytes)}
	for _, r := range records {
		s.add(len(s.shp), r)
	}
	s.seal()
	return s
}

// add appends a record and an index entry that leads to at.
func (s *shapes) add(at int, r []byte) {
	number := uint32(len(s.shx)-headerBytes)/entryBytes + 1
	s.shp = binary.BigEndian.AppendUint32(s.shp, number)
	s.shp = binary.BigEndian.AppendUint32(s.shp, uint32(len(r)/2))
	s.shp = append(s.shp, r...)
	s.shx = binary.BigEndian.AppendUint32(s.shx, uint32(at/2))
	s.shx = binary.BigEndian.AppendUint32(s.shx, uint32(len(r)/2))
}

// seal writes both headers.
func (s *shapes) seal() {
	for _, b := range [][]byte{s.shp, s.shx} {
		binary.BigEndian.PutUint32(b, fileCode)
		putLength(b, len(b))
		binary.LittleEndian.PutUint32(b[28:], 1000)
		binary.LittleEndian.PutUint32(b[32:], uint32(Polygon))
		for i, v := range squareBox {
			binary.LittleEndian.PutUint64(b[36+8*i:], math.Float64bits(v))
		}
	}
}

// putLength states a length in the header of a .shp or .shx.
func putLength(b []byte, n int) { binary.BigEndian.PutUint32(b[24:], uint32(n/2)) }

// dbf makes a table; each row begins with its deletion mark.
func dbf(fields []Field, rows ...string) []byte {
	width := 1
	for _, f := range fields {
		width += f.Width
	}
	size := tableHeaderBytes + fieldBytes*len(fields) + 1
	b := make([]byte, size)
	b[0] = dbaseIII
	binary.LittleEndian.PutUint32(b[4:], uint32(len(rows)))
	binary.LittleEndian.PutUint16(b[8:], uint16(size))
	binary.LittleEndian.PutUint16(b[10:], uint16(width))
	for i, f := range fields {
		d := b[tableHeaderBytes+fieldBytes*i:]
		copy(d[:fieldNameBytes], f.Name)
		d[11], d[16], d[17] = f.Type, byte(f.Width), byte(f.Decimals)
	}
	b[size-1] = fieldsEnd
	for _, row := range rows {
		b = append(b, row...)
		b = append(b, bytes.Repeat([]byte{' '}, max(0, width-len(row)))...)
	}
	return append(b, tableEnd)
}

// memory makes a part of bytes; nil stays a part that is not there.
func memory(name string, b []byte) *part {
	if b == nil {
		return nil
	}
	return &part{path: name, size: int64(len(b)), from: bytes.NewReader(b)}
}

// content are the bytes of a whole shapefile; nil for files that are missing.
type content struct{ shp, shx, dbf, cpg []byte }

func (c content) open(user *codec) (*File, error) {
	return newFile(&parts{shp: memory("a.shp", c.shp), shx: memory("a.shx", c.shx), dbf: memory("a.dbf", c.dbf), cpg: memory("a.cpg", c.cpg)}, user, Options{Digest: true})
}

func (c content) mustOpen(t testing.TB) *File {
	t.Helper()
	f, err := c.open(nil)
	if err != nil {
		t.Fatal(err)
	}
	return f
}
