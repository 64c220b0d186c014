package shapefile

import (
	"encoding/binary"
	"fmt"

	"github.com/paulmach/orb"
)

// Offsets in the content of a polygon record.
const (
	boxAt        = 4
	partCountAt  = 36
	pointCountAt = 40
	partsAt      = 44
	partBytes    = 4
	pointBytes   = 16
)

// shape is a polygon record whose counts have been checked; the zero value is
// a null shape. starts and xy point into the scanner's block.
type shape struct {
	box    orb.Bound
	points int
	starts []byte // index of the first point of each ring
	xy     []byte
}

// parseShape checks a record. The z and m values behind the points of
// PolygonZ and PolygonM are not looked at: some writers leave out m, others
// both, and neither matters to an area.
func parseShape(b []byte) (shape, error) {
	if len(b) < minContentBytes {
		return shape{}, fmt.Errorf("%d bytes of content, a shape type takes %d", len(b), minContentBytes)
	}
	switch t := ShapeType(int32(binary.LittleEndian.Uint32(b))); {
	case t == Null:
		return shape{}, nil
	case !t.IsPolygon():
		return shape{}, fmt.Errorf("%s, not a polygon", t)
	}
	if len(b) < partsAt {
		return shape{}, fmt.Errorf("%d bytes of content, a polygon takes %d at least", len(b), partsAt)
	}
	parts := int64(binary.LittleEndian.Uint32(b[partCountAt:]))
	points := int64(binary.LittleEndian.Uint32(b[pointCountAt:]))
	xyAt := partsAt + parts*partBytes
	if need := xyAt + points*pointBytes; need > int64(len(b)) {
		return shape{}, fmt.Errorf("%d parts and %d points take %d bytes, the record has %d", parts, points, need, len(b))
	}
	s := shape{box: readBox(b[boxAt:]), points: int(points), starts: b[partsAt:xyAt], xy: b[xyAt : xyAt+points*pointBytes]}
	if err := s.checkStarts(); err != nil {
		return shape{}, err
	}
	return s, nil
}

// checkStarts makes sure that the rings cover all points in order.
func (s *shape) checkStarts() error {
	if s.points == 0 {
		return nil
	}
	if len(s.starts) == 0 {
		return fmt.Errorf("%d points in no part", s.points)
	}
	if first := s.start(0); first != 0 {
		return fmt.Errorf("part 1 starts at point %d, not at the first", first+1)
	}
	for i, before := 1, int64(0); i < len(s.starts)/partBytes; i++ {
		at := s.start(i)
		if at < before || at > int64(s.points) {
			return fmt.Errorf("part %d starts at point %d, behind point %d of %d expected", i+1, at+1, before+1, s.points)
		}
		before = at
	}
	return nil
}

// start is the index of the first point of ring i.
func (s *shape) start(i int) int64 {
	return int64(int32(binary.LittleEndian.Uint32(s.starts[i*partBytes:])))
}

// decode fills the lane's points and rings.
func (l *lane) decode(s *shape) {
	if cap(l.points) < s.points {
		l.points = make([]orb.Point, s.points+s.points/4)
	}
	l.points = l.points[:s.points]
	xy := s.xy
	for i := range l.points {
		if len(xy) < pointBytes {
			break // never: parseShape cut xy to the points; this spares bound checks
		}
		l.points[i] = orb.Point{readFloat(xy), readFloat(xy[8:])}
		xy = xy[pointBytes:]
	}
	l.rings = l.rings[:0]
	rings := len(s.starts) / partBytes
	for i := range rings {
		from, to := s.start(i), int64(s.points)
		if i+1 < rings {
			to = s.start(i + 1)
		}
		if from < to {
			l.rings = append(l.rings, orb.Ring(l.points[from:to:to]))
		}
	}
}

// boxOf gives the bounds of the points; a NaN never compares and is left out
// unless it comes first.
func boxOf(points []orb.Point) orb.Bound {
	box := orb.Bound{Min: points[0], Max: points[0]}
	for _, p := range points[1:] {
		if p[0] < box.Min[0] {
			box.Min[0] = p[0]
		}
		if p[0] > box.Max[0] {
			box.Max[0] = p[0]
		}
		if p[1] < box.Min[1] {
			box.Min[1] = p[1]
		}
		if p[1] > box.Max[1] {
			box.Max[1] = p[1]
		}
	}
	return box
}
