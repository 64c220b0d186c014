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

// shape is a record whose counts have been checked against its bytes. One
// without points has no rings, and without content no box either.
type shape struct {
	content []byte // in the scanner's block
	parts   int
	points  int
}

// parse checks a record with length bytes of content, of which b holds all or
// the neededBytes. The z and m values behind the points of PolygonZ and
// PolygonM are not looked at: some writers leave out m, others both, and
// neither matters to an area.
func (s *shape) parse(b []byte, length int64) error {
	if len(b) < minContentBytes {
		return flawed(ContentShort, counted(int64(len(b)), minContentBytes, " B"), "%d bytes of content, a shape type takes %d", len(b), minContentBytes)
	}
	t := ShapeType(int32(binary.LittleEndian.Uint32(b)))
	if t == Null {
		return nil
	}
	if !t.IsPolygon() {
		return flawed(OtherShape, sides{found: t.String()}, "%s, not a polygon", t)
	}
	if len(b) < partsAt {
		return flawed(ContentShort, counted(int64(len(b)), partsAt, " B"), "%d bytes of content, a polygon takes %d at least", len(b), partsAt)
	}
	parts := int64(binary.LittleEndian.Uint32(b[partCountAt:]))
	points := int64(binary.LittleEndian.Uint32(b[pointCountAt:]))
	if need := partsAt + parts*partBytes + points*pointBytes; need > length {
		return flawed(ContentShort, counted(length, need, " B"), "%d parts and %d points take %d bytes, the record has %d", parts, points, need, length)
	}
	whole := shape{content: b, parts: int(parts), points: int(points)}
	if points > 0 {
		if err := whole.checkStarts(); err != nil {
			return err
		}
	}
	*s = whole
	return nil
}

// neededBytes tells how much of a record's content parse and decode look at,
// from its first partsAt bytes: a null shape may be stated to hold gigabytes.
func neededBytes(head []byte, length int64) int64 {
	if len(head) < partsAt || !ShapeType(int32(binary.LittleEndian.Uint32(head))).IsPolygon() {
		return int64(len(head))
	}
	parts := int64(binary.LittleEndian.Uint32(head[partCountAt:]))
	points := int64(binary.LittleEndian.Uint32(head[pointCountAt:]))
	if need := partsAt + parts*partBytes + points*pointBytes; need <= length {
		return need
	}
	return partsAt
}

// checkStarts makes sure that the rings cover all points in order.
func (s *shape) checkStarts() error {
	if s.parts == 0 {
		return flawed(PartsAstray, counted(0, 1, ""), "%d points in no part", s.points)
	}
	if first := s.start(0); first != 0 {
		return flawed(PartsAstray, counted(int64(first)+1, 1, ""), "part 1 starts at point %d, not at the first", first+1)
	}
	for i, before := 1, 0; i < s.parts; i++ {
		at := s.start(i)
		if at < before || at > s.points {
			return flawed(PartsAstray, sides{fmt.Sprint(at + 1), fmt.Sprintf("%d–%d", before+1, s.points+1)},
				"part %d starts at point %d, between %d and %d expected", i+1, at+1, before+1, s.points+1)
		}
		before = at
	}
	return nil
}

// start is the index of the first point of ring i.
func (s *shape) start(i int) int {
	return int(int32(binary.LittleEndian.Uint32(s.content[partsAt+i*partBytes:])))
}

// box is the box that the record states.
func (s *shape) box() orb.Bound {
	if len(s.content) < partCountAt {
		return orb.Bound{}
	}
	return readBox(s.content[boxAt:])
}

// size tells how many points there are and how many rings at most: parts may
// be empty.
func (s *shape) size() (points, rings int) { return s.points, min(s.parts, s.points) }

// decode fills points and rings, which have the lengths that size gives, and
// returns the rings that are not empty.
func (s *shape) decode(points []orb.Point, rings []orb.Ring) []orb.Ring {
	xy := s.content[partsAt+s.parts*partBytes:]
	for i := range points {
		if len(xy) < pointBytes {
			break // never: parse has counted the bytes; this spares the bounds checks
		}
		points[i] = orb.Point{readFloat(xy), readFloat(xy[8:])}
		xy = xy[pointBytes:]
	}
	if s.parts == 1 {
		rings[0] = orb.Ring(points)
		return rings
	}
	n := 0
	for i, from := 0, 0; i < s.parts; i++ {
		to := s.points
		if i+1 < s.parts {
			to = s.start(i + 1)
		}
		if from < to {
			rings[n] = orb.Ring(points[from:to:to])
			n++
		}
		from = to
	}
	return rings[:n]
}
