package pages

// alongCurve returns the positions of the boxes in the order of their centres
// along a Hilbert curve, ties by position, so that neighbours in the list are
// neighbours on the ground.
func alongCurve(boxes []rtreeBox) []int32 {
	if len(boxes) == 0 {
		return nil
	}
	frame := boxes[0]
	for i := range boxes {
		frame = frame.union(boxes[i])
	}
	keys := make([]curveKey, len(boxes), 2*len(boxes))
	x, y := newCurveScale(frame.minX, frame.maxX), newCurveScale(frame.minY, frame.maxY)
	for i := range boxes {
		b := &boxes[i]
		keys[i] = curveKey{hilbert(x.step(b.minX, b.maxX), y.step(b.minY, b.maxY)), int32(i)}
	}
	sortKeys(keys, keys[len(keys):cap(keys)])
	order := make([]int32, len(boxes))
	for i, k := range keys {
		order[i] = k.position
	}
	return order
}

// curveKey is a place on the curve with the position of the box that has it.
type curveKey struct {
	place    uint32
	position int32
}

// sortKeys sorts by place and leaves keys of one place in their order: digit by
// digit from the lowest, which takes a fifth of the time of a sort by comparison.
// spare is as long as keys.
func sortKeys(keys, spare []curveKey) {
	from, to := keys, spare
	for shift := 0; shift < 2*curveOrder; shift += radixBits {
		var starts [1 << radixBits]int32
		for _, k := range from {
			starts[k.place>>shift&(1<<radixBits-1)]++
		}
		sum := int32(0)
		for i, n := range starts {
			starts[i] = sum
			sum += n
		}
		for _, k := range from {
			digit := k.place >> shift & (1<<radixBits - 1)
			to[starts[digit]] = k
			starts[digit]++
		}
		from, to = to, from
	}
}

// radixBits of a place are a digit. Four digits, an even number, leave the result
// in keys, and 256 counters stay in the nearest cache.
const radixBits = 8

// curveOrder is how often the curve halves the frame in each direction.
const curveOrder = 16

// curveScale turns coordinates of one axis into steps of the curve.
type curveScale struct{ low, steps float64 }

func newCurveScale(low, high float32) curveScale {
	s := curveScale{low: float64(low)}
	if width := float64(high) - s.low; width > 0 {
		s.steps = (1 << curveOrder) / width
	}
	return s
}

// step returns where the middle of low and high lies in the frame, as one of
// 2^curveOrder steps.
func (s curveScale) step(low, high float32) uint32 {
	middle := (float64(low)+float64(high))/2 - s.low
	return uint32(min(max(middle*s.steps, 0), 1<<curveOrder-1))
}

// hilbert returns the distance of a cell along the curve. Method: the
// quadrant-by-quadrant rotation of Warren, Hacker's Delight, chapter 16.
func hilbert(x, y uint32) uint32 {
	var d uint32
	for bit := curveOrder - 1; bit >= 0; bit-- {
		rx, ry := x>>bit&1, y>>bit&1
		d = d<<2 | ((3 * rx) ^ ry)
		swap := ry - 1     // all ones where the quadrant is turned
		flip := -rx & swap // and where it is mirrored too
		x, y = x^flip, y^flip
		both := (x ^ y) & swap
		x, y = x^both, y^both
	}
	return d
}
