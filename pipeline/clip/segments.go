package clip

import (
	"math"
	"math/bits"

	"github.com/paulmach/orb"
)

// segment is one step of a parcel's boundary inside an extent, walked from a to
// b with the land on the left.
type segment struct {
	a, b          orb.Point
	extent, piece int32  // whose boundary it is: piece counts within the extent
	hash          uint32 // of the ends, whichever comes first, and of the extent
	used          bool   // the slot of the table is
}

// cancels reports whether the two are the same step of one extent, walked in
// opposite directions.
func (s *segment) cancels(t *segment) bool {
	return s.hash == t.hash && s.extent == t.extent && s.a == t.b && s.b == t.a
}

// hashStep is the hash of a step in an extent from those of its ends. Adding
// them makes it the same in both directions.
func hashStep(a, b uint64, extent int32) uint32 {
	return uint32((a + b + uint64(extent)*0xd6e8feb86659fd93) >> 32)
}

// hashPoint mixes the bits of both coordinates: it multiplies to 128 bits and
// folds them into 64, so that every bit of either takes part in every bit of the
// result (as wyhash does). Adding 0 makes -0 the 0 that it equals.
func hashPoint(p orb.Point) uint64 {
	hi, lo := bits.Mul64(math.Float64bits(p[0]+0)^0x9e3779b97f4a7c15, math.Float64bits(p[1]+0)^0xe7037ed1a0b428db)
	return hi ^ lo
}

// openSegments is a multiset of segments that wait for their reverse: a hash
// table with linear probing and without tombstones, because nearly everything
// that goes in comes out again.
type openSegments struct {
	slots []segment // a power of two, or none
	count int
}

// fewestSlots is the size of a table that holds anything at all.
const fewestSlots = 1 << 10

// meet takes a reverse of s out and reports so; where none waits, s waits.
func (o *openSegments) meet(s segment) bool {
	if 4*(o.count+1) > 3*len(o.slots) {
		o.rebuild(max(2*len(o.slots), fewestSlots), func(*segment) bool { return true })
	}
	s.used = true
	mask := len(o.slots) - 1
	i := int(s.hash) & mask
	for ; o.slots[i].used; i = (i + 1) & mask {
		if o.slots[i].cancels(&s) {
			o.remove(i)
			return true
		}
	}
	o.slots[i] = s
	o.count++
	return false
}

// remove empties slot i and moves up those behind it that had to evade.
func (o *openSegments) remove(i int) {
	mask := len(o.slots) - 1
	for k := (i + 1) & mask; o.slots[k].used; k = (k + 1) & mask {
		// k may move to i unless its own place lies between the two.
		if home := int(o.slots[k].hash) & mask; (k-home)&mask >= (k-i)&mask {
			o.slots[i] = o.slots[k]
			i = k
		}
	}
	o.slots[i].used = false
	o.count--
}

// drain appends the segments to a list and empties the table.
func (o *openSegments) drain(into []segment) []segment {
	if o.count == 0 {
		return into
	}
	for i := range o.slots {
		if s := &o.slots[i]; s.used {
			into = append(into, *s)
			s.used = false
		}
	}
	o.count = 0
	return into
}

// rebuild makes a table of n slots with the segments to be kept.
func (o *openSegments) rebuild(n int, keep func(*segment) bool) {
	old := o.slots
	*o = openSegments{slots: make([]segment, n)}
	mask := n - 1
	for j := range old {
		s := &old[j]
		if !s.used || !keep(s) {
			continue
		}
		i := int(s.hash) & mask
		for o.slots[i].used {
			i = (i + 1) & mask
		}
		o.slots[i] = *s
		o.count++
	}
}
