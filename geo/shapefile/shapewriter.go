package shapefile

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"os"

	"github.com/paulmach/orb"
)

// shapeWriter writes .shp and .shx, record by record, in large blocks. Headers
// come last, when lengths and box are known.
type shapeWriter struct {
	files  [2]*os.File // .shp and .shx
	out    [2]*bufio.Writer
	at     int64  // offset of the next record
	count  uint32 // records written
	record []byte // reused
	bound  orb.Bound
	any    bool // bound is set
}

const (
	toShp = iota
	toShx
)

const formatVersion = 1000 // of both files

// createShapes starts base.shp and base.shx.
func createShapes(base string) (*shapeWriter, error) {
	w := &shapeWriter{at: headerBytes}
	for i, ext := range []string{".shp", ".shx"} {
		file, err := os.Create(base + ext)
		if err == nil {
			_, err = file.Seek(headerBytes, io.SeekStart)
		}
		if err != nil {
			return nil, errors.Join(err, w.closeFiles())
		}
		w.files[i], w.out[i] = file, bufio.NewWriterSize(file, rowBlock)
	}
	return w, nil
}

// write adds a record of rings as they are; without points it is a null shape. A
// bufio.Writer keeps its error for Flush.
func (w *shapeWriter) write(rings []orb.Ring) error {
	points := 0
	for _, r := range rings {
		points += len(r)
	}
	content := int64(minContentBytes)
	if points > 0 {
		content = int64(partsAt + partBytes*len(rings) + pointBytes*points)
	}
	if w.at+recordHeaderBytes+content > maxShpBytes {
		return ErrTooLarge
	}
	w.count++
	b := binary.BigEndian.AppendUint32(w.record[:0], w.count)
	b = binary.BigEndian.AppendUint32(b, uint32(content/2))
	if points == 0 {
		b = append(b, make([]byte, minContentBytes)...)
	} else {
		b = w.appendPolygon(b, rings, points)
	}
	w.record = b
	w.out[toShp].Write(b)
	var entry [8]byte
	binary.BigEndian.PutUint32(entry[:], uint32(w.at/2))
	binary.BigEndian.PutUint32(entry[4:], uint32(content/2))
	w.out[toShx].Write(entry[:])
	w.at += recordHeaderBytes + content
	return nil
}

// appendPolygon appends the content of a record.
func (w *shapeWriter) appendPolygon(b []byte, rings []orb.Ring, points int) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(Polygon))
	b = appendBox(b, boxOfRings(rings))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(rings)))
	b = binary.LittleEndian.AppendUint32(b, uint32(points))
	start := 0
	for _, r := range rings {
		b = binary.LittleEndian.AppendUint32(b, uint32(start))
		start += len(r)
	}
	for _, r := range rings {
		for _, p := range r {
			w.extend(p)
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(p[0]))
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(p[1]))
		}
	}
	return b
}

func (w *shapeWriter) extend(p orb.Point) {
	if !w.any {
		w.bound, w.any = orb.Bound{Min: p, Max: p}, true
	}
	w.bound = w.bound.Extend(p)
}

// boxOfRings is the box of all points. A coordinate that is not a number counts
// only where it stands first.
func boxOfRings(rings []orb.Ring) orb.Bound {
	var box orb.Bound
	first := true
	for _, r := range rings {
		for _, p := range r {
			if first {
				box, first = orb.Bound{Min: p, Max: p}, false
			}
			for axis, v := range p {
				if v < box.Min[axis] {
					box.Min[axis] = v
				}
				if v > box.Max[axis] {
					box.Max[axis] = v
				}
			}
		}
	}
	return box
}

func appendBox(b []byte, box orb.Bound) []byte {
	for _, v := range []float64{box.Min[0], box.Min[1], box.Max[0], box.Max[1]} {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
	}
	return b
}

// close writes what is left, and the headers.
func (w *shapeWriter) close() error {
	var err error
	for i, length := range []int64{w.at, headerBytes + 8*int64(w.count)} {
		err = errors.Join(err, w.out[i].Flush())
		if err == nil {
			_, err = w.files[i].WriteAt(w.header(length), 0)
		}
	}
	return errors.Join(err, w.closeFiles())
}

// header is the header of a file of so many bytes.
func (w *shapeWriter) header(length int64) []byte {
	b := binary.BigEndian.AppendUint32(make([]byte, 0, headerBytes), fileCode)
	b = append(b, make([]byte, 5*4)...)
	b = binary.BigEndian.AppendUint32(b, uint32(length/2))
	b = binary.LittleEndian.AppendUint32(b, formatVersion)
	b = binary.LittleEndian.AppendUint32(b, uint32(Polygon))
	b = appendBox(b, w.bound)
	return b[:headerBytes] // no heights, no measures
}

func (w *shapeWriter) closeFiles() error {
	var err error
	for _, f := range w.files {
		if f != nil {
			err = errors.Join(err, f.Close())
		}
	}
	return err
}
