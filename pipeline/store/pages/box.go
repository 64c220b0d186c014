package pages

import "math"

// Box is an envelope in the units of the layer.
type Box struct{ MinX, MinY, MaxX, MaxY float64 }

// NoBox is the envelope of nothing.
var NoBox = Box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}

// Union returns the smallest box around both.
func (b Box) Union(o Box) Box {
	return Box{min(b.MinX, o.MinX), min(b.MinY, o.MinY), max(b.MaxX, o.MaxX), max(b.MaxY, o.MaxY)}
}

// Empty says whether the box holds nothing, not even a point.
func (b Box) Empty() bool { return !(b.MinX <= b.MaxX) }

// rtreeBox is an envelope in the numbers of the tree: 32-bit floats, rounded
// outwards so that they cover what they stand for.
type rtreeBox struct {
	rowid                  int64
	minX, maxX, minY, maxY float32
}

func newRTreeBox(rowid int64, b Box) rtreeBox {
	return rtreeBox{rowid, roundDown(b.MinX), roundUp(b.MaxX), roundDown(b.MinY), roundUp(b.MaxY)}
}

// roundDown returns the largest 32-bit float that is not above v, a finite number.
func roundDown(v float64) float32 {
	f := float32(v)
	if float64(f) <= v {
		return f
	}
	return below(f)
}

// roundUp returns the smallest 32-bit float that is not below v, a finite number.
func roundUp(v float64) float32 {
	f := float32(v)
	if float64(f) >= v {
		return f
	}
	return -below(-f)
}

// below returns the largest 32-bit float below f, which is -Inf for the lowest of
// all: of one sign, floats rise with their bits.
func below(f float32) float32 {
	switch b := math.Float32bits(f); {
	case f > 0:
		return math.Float32frombits(b - 1)
	case f < 0:
		return math.Float32frombits(b + 1)
	}
	return -math.SmallestNonzeroFloat32
}

func (b rtreeBox) union(o rtreeBox) rtreeBox {
	return rtreeBox{b.rowid, min(b.minX, o.minX), max(b.maxX, o.maxX), min(b.minY, o.minY), max(b.maxY, o.maxY)}
}
