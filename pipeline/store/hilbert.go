package store

import "slices"

// sort puts the boxes in the order of their centres along a Hilbert curve, ties
// by rowid, so that neighbours in the list are neighbours on the ground.
func (t *rtree) sort() {
	type keyed struct {
		key uint32
		box rtreeBox
	}
	frame := cover(t.boxes, 0)
	list := make([]keyed, len(t.boxes))
	for i, b := range t.boxes {
		x := curvePosition(b.minX, b.maxX, frame.minX, frame.maxX)
		y := curvePosition(b.minY, b.maxY, frame.minY, frame.maxY)
		list[i] = keyed{hilbert(x, y), b}
	}
	slices.SortFunc(list, func(a, b keyed) int {
		if a.key != b.key {
			return compareInt(int64(a.key), int64(b.key))
		}
		return compareInt(a.box.rowid, b.box.rowid)
	})
	for i := range list {
		t.boxes[i] = list[i].box
	}
}

// curveOrder is how often the curve halves the frame in each direction.
const curveOrder = 16

// curvePosition returns where the middle of low and high lies in the frame, as
// one of 2^curveOrder steps.
func curvePosition(low, high, frameLow, frameHigh float32) uint32 {
	width := float64(frameHigh) - float64(frameLow)
	if width <= 0 {
		return 0
	}
	middle := (float64(low)+float64(high))/2 - float64(frameLow)
	const steps = 1 << curveOrder
	return uint32(min(max(middle/width*steps, 0), steps-1))
}

// hilbert returns the distance of a cell along the curve. Method: the
// quadrant-by-quadrant rotation of Warren, Hacker's Delight, chapter 16.
func hilbert(x, y uint32) uint32 {
	var d uint32
	for s := uint32(1) << (curveOrder - 1); s > 0; s /= 2 {
		var rx, ry uint32
		if x&s != 0 {
			rx = 1
		}
		if y&s != 0 {
			ry = 1
		}
		d = d<<2 | ((3 * rx) ^ ry)
		if ry == 0 {
			if rx == 1 {
				x, y = ^x, ^y
			}
			x, y = y, x
		}
	}
	return d
}
