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
	extent, piece int32 // whose boundary it is: piece counts within the extent
}

// key returns the hash of the segment, the same in both directions.
func (s *segment) key() uint32 {
	return keyOf(hashPoint(&s.a), hashPoint(&s.b), s.extent)
}

// keyOf returns the hash of a segment from those of its ends, never 0.
func keyOf(a, b uint64, extent int32) uint32 {
	return uint32((a+b+uint64(extent)*0xd6e8feb86659fd93)>>32) | 1<<31
}

// hashPoint mixes the bits of both coordinates: it multiplies to 128 bits and
// folds them into 64, so that every bit of either takes part in every bit of the
// result (as wyhash does). Adding 0 makes -0 the 0 that it equals.
func hashPoint(p *orb.Point) uint64 {
	hi, lo := bits.Mul64(math.Float64bits(p[0]+0)^0x9e3779b97f4a7c15, math.Float64bits(p[1]+0)^0xe7037ed1a0b428db)
	return hi ^ lo
}

// openSegments is a multiset of segments that wait for their reverse: a list in
// the order in which they came, under a hash table with linear probing. What has
// met its reverse stays as a gap until the table is half full and is laid out
// anew. A boundary is walked along a neighbour's backwards: the next reverse is
// nearly always the one before the last in the list, and needs no table.
type openSegments struct {
	list  []segment
	slots []slot // a power of two, or none
	used  int    // slots, those of gaps included
	count int    // segments that wait
	next  int    // in list, from 1: where the next reverse may be; 0 for nowhere
}

// slot is one place of the table: small, so that the table keeps to the cache.
type slot struct {
	key uint32 // of the segment; 0 for none
	at  int32  // in list
}

// gap is the piece of a segment that waits no more.
const gap = -1

// fewestSlots is the size of a table that holds anything at all.
const fewestSlots = 1 << 12

// meet takes a reverse of the segment from a to b, with its key, out and reports
// so; where none waits, the segment waits.
func (o *openSegments) meet(a, b *orb.Point, extent, piece int32, key uint32) bool {
	if o.next > 0 && o.list[o.next-1].cancels(a, b, extent) {
		o.remove(o.next - 1)
		return true
	}
	if 2*o.used >= len(o.slots) {
		o.layOut()
	}
	mask := len(o.slots) - 1
	i := int(key) & mask
	for ; o.slots[i].key != 0; i = (i + 1) & mask {
		if at := int(o.slots[i].at); o.slots[i].key == key && o.list[at].cancels(a, b, extent) {
			o.remove(at)
			return true
		}
	}
	o.slots[i] = slot{key, int32(len(o.list))}
	o.list = append(o.list, segment{*a, *b, extent, piece})
	o.used++
	o.count++
	o.next = 0
	return false
}

// cancels reports whether s waits and is the segment from b to a.
func (s *segment) cancels(a, b *orb.Point, extent int32) bool {
	return s.a == *b && s.b == *a && s.extent == extent && s.piece != gap
}

func (o *openSegments) remove(at int) {
	o.list[at].piece = gap
	o.count--
	o.next = at // the one before, counted from 1
}

// drop takes out the segments that are not to wait any longer.
func (o *openSegments) drop(which func(*segment) bool) {
	for i := range o.list {
		if s := &o.list[i]; s.piece != gap && which(s) {
			o.remove(i)
		}
	}
	o.layOut()
}

// layOut closes the gaps and makes a table of which the segments fill a quarter
// at most: as many may come before it is half full.
func (o *openSegments) layOut() {
	n := max(len(o.slots), fewestSlots)
	for n < 4*o.count {
		n *= 2
	}
	if n != len(o.slots) {
		o.slots = make([]slot, n)
	} else {
		clear(o.slots)
	}
	waiting := o.list[:0]
	mask := n - 1
	for k := range o.list {
		s := o.list[k]
		if s.piece == gap {
			continue
		}
		key := s.key()
		i := int(key) & mask
		for o.slots[i].key != 0 {
			i = (i + 1) & mask
		}
		o.slots[i] = slot{key, int32(len(waiting))}
		waiting = append(waiting, s)
	}
	o.list, o.used, o.next = waiting, len(waiting), 0
}

// appendTo appends the segments that wait to a list, in the order in which they
// came.
func (o *openSegments) appendTo(list []segment) []segment {
	for i := range o.list {
		if o.list[i].piece != gap {
			list = append(list, o.list[i])
		}
	}
	return list
}

// clear empties the multiset and keeps its memory.
func (o *openSegments) clear() {
	clear(o.slots)
	o.list, o.used, o.count, o.next = o.list[:0], 0, 0, 0
}
