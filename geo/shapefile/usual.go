package shapefile

import "encoding/binary"

// usualGB18030 reports whether a cell is certainly valid GB18030, padding and
// all. A false answer means nothing. Taken as pairs of bytes, each has to be two
// of ASCII or a character of the fuller rows of GB2312, as nearly all texts are
// made of: the punctuation and the wide letters and digits (first bytes A1 and
// A3) and the characters proper (B0 to F7), with second bytes from A1 to FE, but
// for the gap from D7FA to D7FE.
//
// No byte of a character can be taken for padding, so what trimCell leaves of
// such a cell is valid too.
//
// Four pairs are looked at together, without a table and without a branch that
// depends on them. Each byte, without its highest bit, is added to what takes it
// to 80 if it is large enough, or to what takes it there if it is too large; no
// sum carries into the next byte.
func usualGB18030(cell []byte) bool {
	const (
		pairs  = 0x0001000100010001
		high   = 0x80 * lanes
		first  = 0x80 * pairs
		second = first << 8
	)
	var unusual uint64
	for i := 0; i < len(cell); i += 8 {
		w := eightFrom(cell, i)
		v, beyond := w&^high, w&high
		least := v + pairs*(0x100-0xB0|(0x100-0xA1)<<8)
		most := v + pairs*(0xFF-0xF7|(0xFF-0xFE)<<8)
		notA1A3 := (v&(0x7D*pairs) ^ (0xA1-0x80)*pairs) + 0x7F*pairs
		notD7 := (v&(0x7F*pairs) ^ (0xD7-0x80)*pairs) + 0x7F*pairs
		late := (v + (0x100-0xFA)<<8*pairs) & second >> 8
		usual := least&^most&^(late&^notD7) | first&^notA1A3
		unusual |= beyond&^usual | (beyond^beyond>>8)&first
	}
	return unusual == 0
}

// eightFrom gives the eight bytes of a cell from an index on, with NULs for those
// that would lie behind it.
func eightFrom(cell []byte, i int) uint64 {
	if n := len(cell) - 8; n >= i {
		return binary.LittleEndian.Uint64(cell[i:])
	} else if n >= 0 {
		return binary.LittleEndian.Uint64(cell[n:]) >> (8 * (i - n))
	}
	return fewFrom(cell, i)
}

// fewFrom is eightFrom for a cell of fewer than eight bytes.
func fewFrom(cell []byte, i int) (w uint64) {
	for k, c := range cell[i:] {
		w |= uint64(c) << (8 * k)
	}
	return w
}
