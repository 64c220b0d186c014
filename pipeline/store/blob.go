package store

import (
	"encoding/binary"
	"math"

	"github.com/paulmach/orb"

	"jiyue/pipeline/store/pages"
)

// Layout of a GeoPackage geometry: header with envelope, then WKB, all
// little-endian.
const (
	blobHeader    = 8 + 4*8     // GP, version, flags, srs_id, envelope
	blobFlags     = 0b0000_0011 // envelope of x and y, little-endian
	wkbHead       = 1 + 4 + 4   // byte order, type, count
	wkbRingHead   = 4           // count of points
	wkbPoint      = 16
	wkbPolygon    = 3
	wkbMulti      = 6
	littleEndian  = 1
	envelopeStart = 8
)

// hasPoints says whether the shape is more than an EMPTY, which GeoPackage
// wants as NULL.
func hasPoints(shape orb.MultiPolygon) bool {
	for _, polygon := range shape {
		for _, ring := range polygon {
			if len(ring) > 0 {
				return true
			}
		}
	}
	return false
}

// blobSize returns the bytes of the shape as a GeoPackage geometry.
func blobSize(shape orb.MultiPolygon) int {
	n := blobHeader + wkbHead
	for _, polygon := range shape {
		n += wkbHead
		for _, ring := range polygon {
			n += wkbRingHead + len(ring)*wkbPoint
		}
	}
	return n
}

// putBlob writes the shape into dst, which has blobSize bytes, and returns its
// envelope. It reports false when a coordinate is not a finite number.
func putBlob(dst []byte, shape orb.MultiPolygon, srs int32) (pages.Box, bool) {
	dst[0], dst[1], dst[2], dst[3] = 'G', 'P', 0, blobFlags
	binary.LittleEndian.PutUint32(dst[4:], uint32(srs))
	b, at := pages.NoBox, blobHeader
	at += putWKBHead(dst[at:], wkbMulti, len(shape))
	notFinite := 0.0 // x-x is 0 for every finite x and NaN for all else
	for _, polygon := range shape {
		at += putWKBHead(dst[at:], wkbPolygon, len(polygon))
		for _, ring := range polygon {
			binary.LittleEndian.PutUint32(dst[at:], uint32(len(ring)))
			at += wkbRingHead
			for _, p := range ring {
				x, y := p[0], p[1]
				notFinite += (x - x) + (y - y)
				out := dst[at : at+wkbPoint : at+wkbPoint]
				binary.LittleEndian.PutUint64(out, math.Float64bits(x))
				binary.LittleEndian.PutUint64(out[8:], math.Float64bits(y))
				b.MinX, b.MaxX = min(b.MinX, x), max(b.MaxX, x)
				b.MinY, b.MaxY = min(b.MinY, y), max(b.MaxY, y)
				at += wkbPoint
			}
		}
	}
	for i, v := range [4]float64{b.MinX, b.MaxX, b.MinY, b.MaxY} {
		binary.LittleEndian.PutUint64(dst[envelopeStart+8*i:], math.Float64bits(v))
	}
	return b, notFinite == 0
}

func putWKBHead(dst []byte, kind uint32, count int) int {
	dst[0] = littleEndian
	binary.LittleEndian.PutUint32(dst[1:], kind)
	binary.LittleEndian.PutUint32(dst[5:], uint32(count))
	return wkbHead
}
