package shapefile

import (
	"errors"
	"fmt"
	"math"
	"os"
	"strings"

	"github.com/paulmach/orb"
)

// ErrTooLarge says that a file would outgrow the format: lengths are 16-bit
// words in a signed 32-bit number.
var ErrTooLarge = errors.New("a shapefile holds 4 GB at most")

const maxShpBytes = 2 * math.MaxInt32

// WriterOptions say how a shapefile is written.
type WriterOptions struct {
	// Encoding of field names and texts, one of the names that Options knows;
	// "" is UTF-8.
	Encoding string
	// Unmarked leaves out the .cpg and the language byte, as many programs do.
	Unmarked bool
	// PRJ is the text of the .prj; "" writes none.
	PRJ string
}

// Writer writes a shapefile of polygons. The same input gives the same bytes.
// The files are whole only after Close.
type Writer struct {
	base   string // path without .shp
	shapes *shapeWriter
	rows   *tableWriter
	count  int
	err    error
}

// Create starts a shapefile at path, which ends in .shp, and the files beside
// it. Field names of more than ten bytes are cut at a whole character; names
// that are then the same, widths and decimals that don't fit the format are
// errors.
func Create(path string, fields []Field, o WriterOptions) (*Writer, error) {
	if len(path) < 4 || path[len(path)-4:] != ".shp" {
		return nil, fmt.Errorf("%s: the name of a shapefile ends in .shp", path)
	}
	codec := utf8Codec
	if user, err := userCodec(o.Encoding); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	} else if user != nil {
		codec = user
	}
	w := &Writer{base: strings.TrimSuffix(path, ".shp")}
	var err error
	if w.rows, err = createTable(w.base+".dbf", fields, codec, o.Unmarked); err != nil {
		return nil, err
	}
	if w.shapes, err = createShapes(w.base); err != nil {
		w.rows.abandon()
		return nil, err
	}
	if err := writeSideFiles(w.base, codec, o); err != nil {
		w.rows.abandon()
		return nil, errors.Join(err, w.shapes.closeFiles())
	}
	return w, nil
}

// writeSideFiles writes .cpg and .prj, or removes those of an older shapefile
// of the same name, which would be read as ours.
func writeSideFiles(base string, c *codec, o WriterOptions) error {
	cpg := c.name
	if o.Unmarked {
		cpg = ""
	}
	for ext, text := range map[string]string{".cpg": cpg, ".prj": o.PRJ} {
		var err error
		if text == "" {
			if err = os.Remove(base + ext); errors.Is(err, os.ErrNotExist) {
				err = nil
			}
		} else {
			err = os.WriteFile(base+ext, []byte(text), 0o644)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Write adds a record: its polygons and one value a field. Rings are closed and
// turned as the format wants them, shells clockwise and holes the other way; a
// multipolygon without points becomes a null shape. A value is nil, a string,
// a bool, an int, an int64 or a float64.
func (w *Writer) Write(mp orb.MultiPolygon, values []any) error {
	var rings []orb.Ring
	for _, polygon := range mp {
		for i, ring := range polygon {
			if len(ring) == 0 {
				continue
			}
			rings = append(rings, oriented(ring, i == 0))
		}
	}
	return w.WriteRings(rings, values)
}

// oriented gives the ring closed and clockwise, or counter-clockwise for a hole.
func oriented(ring orb.Ring, shell bool) orb.Ring {
	want := orb.CCW
	if shell {
		want = orb.CW
	}
	turn := ring.Orientation() == -want
	closed := ring[0] == ring[len(ring)-1]
	if closed && !turn {
		return ring
	}
	ring = ring.Clone()
	if !closed {
		ring = append(ring, ring[0])
	}
	if turn {
		ring.Reverse()
	}
	return ring
}

// WriteRings is Write with the rings exactly as they are given: unclosed,
// turned the wrong way, degenerate. It serves test files.
func (w *Writer) WriteRings(rings []orb.Ring, values []any) error {
	if w.err != nil {
		return w.err
	}
	if w.err = w.rows.write(values); w.err != nil {
		w.err = fmt.Errorf("%s.dbf: row %d: %w", w.base, w.count+1, w.err)
		return w.err
	}
	if w.err = w.shapes.write(rings); w.err != nil {
		w.err = fmt.Errorf("%s.shp: record %d: %w", w.base, w.count+1, w.err)
	}
	w.count++
	return w.err
}

// Close finishes the files and reads them back: a full disk is an error here, not
// a short file.
func (w *Writer) Close() error {
	if err := errors.Join(w.err, w.shapes.close(), w.rows.close()); err != nil {
		return err
	}
	return w.verify()
}

// verify opens the files and compares what is there with what was written.
func (w *Writer) verify() error {
	f, err := Open(w.base+".shp", Options{Encoding: w.rows.codec.name})
	if err != nil {
		return err
	}
	defer f.Close()
	if f.Records() != w.count {
		return fmt.Errorf("%s: %d records written, %d found", f.Path(), w.count, f.Records())
	}
	for _, d := range f.Damage() {
		return fmt.Errorf("%s: not written whole: %s", f.Path(), d)
	}
	return nil
}
