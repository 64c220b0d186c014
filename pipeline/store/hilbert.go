package store

import "slices"

// alongCurve returns the positions of the boxes in the order of their centres
// along a Hilbert curve, ties by position, so that neighbours in the list are
// neighbours on the ground.
func alongCurve(boxes []rtreeBox) []int32 {
	order := make([]int32, len(boxes))
	if len(boxes) == 0 {
		return order
	}
	frame := boxes[0]
	for _, b := range boxes[1:] {
		frame = frame.union(b)
	}
	keys := make([]uint64, len(boxes)) // place on the curve, then position: plain numbers sort fastest
	for i, b := range boxes {
		x := curvePosition(b.minX, b.maxX, frame.minX, frame.maxX)
		y := curvePosition(b.minY, b.maxY, frame.minY, frame.maxY)
		keys[i] = uint64(hilbert(x, y))<<32 | uint64(i)
	}
	slices.Sort(keys)
	for i, k := range keys {
		order[i] = int32(uint32(k))
	}
	return order
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
