package features

import (
	"encoding/binary"
	"errors"
	"math"

	"github.com/paulmach/orb"
)

var errBlob = errors.New("no geometry of a GeoPackage")

// envelopeBytes is the size of a blob's envelope by its kind.
var envelopeBytes = [8]int{0, 32, 48, 48, 64, -1, -1, -1}

// parseBlob reads the geometry of a GeoPackage: nil where it is empty or no
// polygons.
func parseBlob(b []byte) (orb.MultiPolygon, error) {
	if len(b) < 8 || b[0] != 'G' || b[1] != 'P' {
		return nil, errBlob
	}
	flags := b[3]
	envelope := envelopeBytes[flags>>1&7]
	if envelope < 0 || len(b) < 8+envelope {
		return nil, errBlob
	}
	r := wkbReader{b: b[8+envelope:]}
	mp := r.shape(0)
	if r.broken {
		return nil, errBlob
	}
	return mp, nil
}

// The kinds of WKB that are land.
const (
	wkbPolygon      = 3
	wkbMultiPolygon = 6
)

// wkbReader reads well-known binary. After the first thing that doesn't fit it
// is broken and gives zeros.
type wkbReader struct {
	b      []byte
	order  binary.ByteOrder
	stride int // bytes a point
	broken bool
}

func (r *wkbReader) take(n int) []byte {
	if n < 0 || n > len(r.b) {
		r.broken = true
		return nil
	}
	head := r.b[:n]
	r.b = r.b[n:]
	return head
}

func (r *wkbReader) uint32() uint32 {
	if b := r.take(4); b != nil {
		return r.order.Uint32(b)
	}
	return 0
}

// head reads byte order and kind; with heights or measures the kind says so by
// thousands, or in the dialect of PostGIS by its highest bits.
func (r *wkbReader) head() uint32 {
	order := r.take(1)
	if order == nil {
		return 0
	}
	if r.order = binary.ByteOrder(binary.BigEndian); order[0] == 1 {
		r.order = binary.LittleEndian
	}
	kind := r.uint32()
	dimensions := 2 + int(kind>>31) + int(kind>>30&1)
	if kind&0x2000_0000 != 0 {
		r.uint32() // the system, which the layer states too
	}
	kind &= 0x0fff_ffff
	switch thousands := kind / 1000; thousands {
	case 1, 2:
		dimensions = 3
	case 3:
		dimensions = 4
	}
	r.stride = 8 * dimensions
	return kind % 1000
}

// shape reads polygons; any other kind gives none.
func (r *wkbReader) shape(depth int) orb.MultiPolygon {
	switch r.head() {
	case wkbPolygon:
		return orb.MultiPolygon{r.polygon()}
	case wkbMultiPolygon:
		if depth > 0 {
			r.broken = true
			return nil
		}
		var mp orb.MultiPolygon
		for n := r.uint32(); n > 0 && !r.broken; n-- {
			mp = append(mp, r.shape(depth+1)...)
		}
		return mp
	}
	return nil
}

func (r *wkbReader) polygon() orb.Polygon {
	var p orb.Polygon
	for n := r.uint32(); n > 0 && !r.broken; n-- {
		p = append(p, r.ring())
	}
	return p
}

func (r *wkbReader) ring() orb.Ring {
	n := r.uint32()
	if uint64(n)*uint64(r.stride) > uint64(len(r.b)) {
		r.broken = true
		return nil
	}
	ring := make(orb.Ring, n)
	for i := range ring {
		b := r.take(r.stride)
		ring[i] = orb.Point{math.Float64frombits(r.order.Uint64(b)), math.Float64frombits(r.order.Uint64(b[8:]))}
	}
	return ring
}
