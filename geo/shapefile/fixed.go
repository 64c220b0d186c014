package shapefile

import (
	"encoding/binary"
	"math/bits"
)

const (
	maxFixedDigits = 18 // surely fit into 64 bits
	maxExact       = 1 << 53

	lanes       = 0x0101010101010101 // times a byte: eight of it
	eightBlanks = ' ' * lanes
)

// parseFixed reads a cell as nearly all programs write numbers: blanks, digits,
// and as many behind a point as the field has decimals. ok is false for
// anything else, also for another way to write a number and for cells of fewer
// than eight bytes.
//
// Where the blanks of a cell end no processor can predict, so eight bytes are
// looked at together. As in parsePlain both sides of the one division are exact.
func parseFixed(cell []byte, decimals int) (v float64, ok bool) {
	whole := len(cell) // bytes before the point
	if decimals > 0 {
		whole -= decimals + 1
	}
	if len(cell) < 8 || whole <= 0 || whole > 16 || decimals > 8 || whole+decimals > maxFixedDigits {
		return 0, false
	}
	digits, blanks, ok := eightDigits(eightBefore(cell, whole))
	if !ok || blanks == 8 {
		return 0, false
	}
	if whole > 8 {
		high, empty, ok := eightDigits(eightBefore(cell, whole-8))
		if !ok || empty < 8 && blanks > 0 {
			return 0, false
		}
		digits += 1e8 * high
	}
	if decimals > 0 {
		behind, empty, ok := eightDigits(lastOf(cell, decimals))
		if !ok || empty != 8-decimals || cell[whole] != '.' {
			return 0, false
		}
		digits = digits*uint64(exactPowers[decimals]) + behind
	}
	return float64(digits) / exactPowers[decimals], digits <= maxExact
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

// lastOf gives the last n bytes of a cell, eight at most, behind blanks.
func lastOf(cell []byte, n int) uint64 {
	missing := 8 * (8 - n)
	return binary.LittleEndian.Uint64(cell[len(cell)-8:])>>missing<<missing | eightBlanks>>(64-missing)
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
