package shapefile

import (
	"encoding/binary"
	"fmt"
	"math/bits"
)

const (
	maxFixedBytes    = 24
	maxFixedDecimals = 7 // so that the point is among the last eight bytes
	maxExact         = 1 << 53

	lanes       = 0x0101010101010101 // times a byte: eight of it
	eightBlanks = ' ' * lanes
)

// zeros are the last eight bytes of a cell that says 0, by the number of
// decimals: most parcels make nothing and employ nobody.
var zeros = func() (z [maxFixedDecimals + 1]uint64) {
	for decimals := range z {
		zero := fmt.Appendf(nil, "%8.*f", decimals, 0.0)
		z[decimals] = binary.LittleEndian.Uint64(zero[len(zero)-8:])
	}
	return z
}()

// parseFixed reads a cell as nearly all programs write numbers: blanks, digits,
// and as many behind a point as the field has decimals. ok is false for
// anything else, also for another way to write a number, for cells of fewer
// than eight bytes or more than 24, for more than seven decimals and for
// numbers of more than 16 digits.
//
// Where the blanks of a cell end no processor can predict, so eight bytes are
// looked at together. As in parsePlain both sides of the one division are exact.
func parseFixed(cell []byte, decimals int) (v float64, ok bool) {
	n := len(cell)
	if n < 8 || n > maxFixedBytes || uint(decimals) > maxFixedDecimals || n-decimals < 2 {
		return 0, false
	}
	low := binary.LittleEndian.Uint64(cell[n-8:])
	if eightBefore(cell, n-8) != eightBlanks || n > 16 && eightBefore(cell, n-16) != eightBlanks {
		return parseLong(cell, low, decimals)
	}
	if low == zeros[decimals] {
		return 0, true
	}
	before := 8 // digits and blanks before the point
	if decimals > 0 {
		if cell[n-1-decimals] != '.' {
			return 0, false
		}
		low = withoutPoint(low, decimals)
		before -= decimals
	}
	digits, blanks, ok := eightDigits(low)
	return float64(digits) / exactPowers[decimals], ok && blanks < before
}

// parseLong is parseFixed for a number that begins before the last eight bytes,
// which are low.
func parseLong(cell []byte, low uint64, decimals int) (v float64, ok bool) {
	rest := len(cell) - 8
	if decimals > 0 {
		if cell[len(cell)-1-decimals] != '.' {
			return 0, false
		}
		rest--
		low = withoutPoint(low, decimals)&^0xFF | uint64(cell[rest])
	}
	if rest > 8 && eightBefore(cell, rest-8) != eightBlanks {
		return 0, false
	}
	digits, blanks, ok := eightDigits(low)
	if !ok || blanks >= 8-decimals {
		return 0, false
	}
	if w := eightBefore(cell, rest); w != eightBlanks {
		high, empty, ok := eightDigits(w)
		if !ok || empty < 8 && blanks > 0 {
			return 0, false
		}
		digits += 1e8 * high
	}
	return float64(digits) / exactPowers[decimals], digits <= maxExact
}

// withoutPoint closes the gap that the point before the decimals leaves among
// the last eight bytes of a cell: those before it move up, behind a blank.
func withoutPoint(w uint64, decimals int) uint64 {
	above := 8 * (8 - decimals)
	return w>>above<<above | w<<8&(1<<above-1) | ' '
}

// eightBefore gives the eight bytes before an index, with blanks for those that
// would lie before the cell, which has eight bytes at least.
func eightBefore(cell []byte, end int) uint64 {
	if end >= 8 {
		return binary.LittleEndian.Uint64(cell[end-8:])
	}
	missing := 8 * (8 - end)
	return binary.LittleEndian.Uint64(cell)<<missing | eightBlanks>>(64-missing)
}

// eightDigits reads eight bytes, the first of them lowest: blanks, of which it
// gives the number, then digits. ok is false where there is anything else.
func eightDigits(w uint64) (value uint64, blanks int, ok bool) {
	w ^= '0' * lanes // a digit becomes its value, a blank 0x10
	blank := w & (0x10 * lanes)
	w ^= blank
	mask := blank >> 4 * 0xFF
	carried := w + 6*lanes // into the upper half of a byte above 9
	aboveNine := (w | carried) & (0xF0 * lanes)
	if aboveNine|w&mask|mask&(mask+1) != 0 { // the last: a blank behind a digit
		return 0, 0, false
	}
	// Pairs of digits, then of pairs, then of fours (Lemire, Parsing series of
	// integers with SIMD, 2018).
	w = w*10 + w>>8
	w &= 0x00FF00FF00FF00FF
	w = w*100 + w>>16
	w &= 0x0000FFFF0000FFFF
	w = w*10000 + w>>32
	return w & 0xFFFFFFFF, bits.OnesCount64(blank), true
}
