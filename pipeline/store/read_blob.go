package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// envelopeBytes are the bytes of the envelope by its indicator in the flags.
var envelopeBytes = [8]int{0, 32, 48, 48, 64, -1, -1, -1}

var errShape = errors.New("not a GeoPackage geometry of polygons")

// shapeOf reads a GeoPackage geometry back: ours, or one that a desktop GIS has
// written into the layer, in either byte order, as polygon or multipolygon. Z
// and m are dropped. NULL gives nil.
func shapeOf(blob []byte) (orb.MultiPolygon, error) {
	if blob == nil {
		return nil, nil
	}
	if len(blob) < envelopeStart || blob[0] != 'G' || blob[1] != 'P' {
		return nil, errShape
	}
	envelope := envelopeBytes[blob[3]>>1&7]
	if envelope < 0 || len(blob) < envelopeStart+envelope {
		return nil, errShape
	}
	r := wkbReader{left: blob[envelopeStart+envelope:]}
	shape := r.shape()
	if r.broken || len(r.left) > 0 {
		return nil, fmt.Errorf("%w (%d bytes of WKB)", errShape, len(blob)-envelopeStart-envelope)
	}
	return shape, nil
}

// wkbReader reads well-known binary. Every count is held against the bytes that
// are left before memory is taken for it. The first thing that does not fit
// sets broken, after which everything reads as nothing.
type wkbReader struct {
	left   []byte
	points []orb.Point // backs the rings
	broken bool
}

// wkbHeader is what stands before every geometry.
type wkbHeader struct {
	order binary.ByteOrder
	kind  uint32 // without the dimensions
	point int    // bytes of a point
	count int    // of members
}

// header reads a header. ISO WKB adds 1 000 to the type for z, 2 000 for m and
// 3 000 for both.
func (r *wkbReader) header() wkbHeader {
	if len(r.left) < wkbHead || r.left[0] > littleEndian {
		r.broken = true
		return wkbHeader{order: binary.LittleEndian, point: wkbPoint}
	}
	h := wkbHeader{order: binary.BigEndian}
	if r.left[0] == littleEndian {
		h.order = binary.LittleEndian
	}
	kind := h.order.Uint32(r.left[1:])
	h.kind = kind % 1000
	switch kind / 1000 {
	case 0:
		h.point = wkbPoint
	case 1, 2:
		h.point = wkbPoint + 8
	case 3:
		h.point = wkbPoint + 16
	default:
		r.broken = true
		h.point = wkbPoint
	}
	r.left = r.left[5:]
	h.count = r.count(h.order, wkbRingHead)
	return h
}

// count reads a count of members that take at least so many bytes each.
func (r *wkbReader) count(order binary.ByteOrder, member int) int {
	if r.broken || len(r.left) < wkbRingHead {
		r.broken = true
		return 0
	}
	n := int64(order.Uint32(r.left))
	r.left = r.left[wkbRingHead:]
	if n > int64(len(r.left)/member) {
		r.broken = true
		return 0
	}
	return int(n)
}

func (r *wkbReader) shape() orb.MultiPolygon {
	r.points = make([]orb.Point, 0, len(r.left)/wkbPoint)
	h := r.header()
	switch {
	case r.broken:
		return nil
	case h.kind == wkbPolygon:
		return orb.MultiPolygon{r.polygon(h)}
	case h.kind != wkbMulti:
		r.broken = true
		return nil
	}
	shape := make(orb.MultiPolygon, 0, h.count)
	for range h.count {
		part := r.header()
		if part.kind != wkbPolygon {
			r.broken = true
		}
		if r.broken {
			return nil
		}
		shape = append(shape, r.polygon(part))
	}
	return shape
}

// polygon reads the rings that follow the header of a polygon.
func (r *wkbReader) polygon(h wkbHeader) orb.Polygon {
	polygon := make(orb.Polygon, 0, h.count)
	for range h.count {
		count := r.count(h.order, h.point)
		start := len(r.points)
		for range count {
			r.points = append(r.points, orb.Point{
				math.Float64frombits(h.order.Uint64(r.left)),
				math.Float64frombits(h.order.Uint64(r.left[8:])),
			})
			r.left = r.left[h.point:]
		}
		polygon = append(polygon, orb.Ring(r.points[start:len(r.points):len(r.points)]))
	}
	return polygon
}
