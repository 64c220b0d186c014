package overlay

import "math"

// step is one edge of a piece's boundary, walked from a to b with the land on
// the left.
type step struct{ a, b xy }

// cancels reports whether s waits and is the step from b to a.
func (s *step) cancels(a, b xy) bool { return s.a == b && s.b == a }

func (s *step) waits() bool { return !math.IsNaN(s.a.x) }

// met stands for the start of a step that waits no more: equal to nothing.
var met = xy{math.NaN(), math.NaN()}

// openSteps is a multiset of steps in which a step and its reverse take each
// other out: a list in the order in which they came, under a hash table with
// linear probing. What has met its reverse stays in the list until the table is
// half full and is laid out anew. A boundary is walked along a neighbour's
// backwards: the next reverse is nearly always the one before the last in the
// list, and needs no table.
type openSteps struct {
	list  []step
	slots []stepSlot // a power of two, or none
	used  int        // slots, those of steps that wait no more included
	count int        // steps that wait
	next  int        // in list, from 1: where the next reverse may be; 0 for nowhere
}

// stepSlot is one place of the table: small, so that the table keeps to the cache.
type stepSlot struct {
	key uint32 // of the step; 0 for none
	at  int32  // in list
}

// fewestStepSlots is the size of a table that holds anything at all.
const fewestStepSlots = 1 << 12

// stepKey is the hash of a step with ends of the given hashes, the same in both
// directions, never 0.
func stepKey(a, b uint32) uint32 { return (a+b)*0x9e3779b1 | 1 }

// meet takes a reverse of the step from a to b, with its key, out and reports
// so; where none waits, the step waits.
func (o *openSteps) meet(a, b xy, key uint32) bool {
	if o.next > 0 && o.list[o.next-1].cancels(a, b) {
		o.remove(o.next - 1)
		return true
	}
	if 2*o.used >= len(o.slots) {
		o.layOut()
	}
	mask := uint32(len(o.slots) - 1)
	i := key >> 1 & mask
	for ; o.slots[i].key != 0; i = (i + 1) & mask {
		if at := int(o.slots[i].at); o.slots[i].key == key && o.list[at].cancels(a, b) {
			o.remove(at)
			return true
		}
	}
	o.slots[i] = stepSlot{key, int32(len(o.list))}
	o.list = append(o.list, step{a, b})
	o.used++
	o.count++
	o.next = 0
	return false
}

func (o *openSteps) remove(at int) {
	o.list[at].a = met
	o.count--
	o.next = at // the one before, counted from 1
}

// layOut drops the steps that wait no more and makes a table of which the others
// fill a quarter at most: as many may come before it is half full.
func (o *openSteps) layOut() {
	n := max(len(o.slots), fewestStepSlots)
	for n < 4*o.count {
		n *= 2
	}
	if n != len(o.slots) {
		o.slots = make([]stepSlot, n)
	} else {
		clear(o.slots)
	}
	waiting := o.list[:0]
	mask := uint32(n - 1)
	for _, s := range o.list {
		if !s.waits() {
			continue
		}
		key := stepKey(hash(s.a), hash(s.b))
		i := key >> 1 & mask
		for o.slots[i].key != 0 {
			i = (i + 1) & mask
		}
		o.slots[i] = stepSlot{key, int32(len(waiting))}
		waiting = append(waiting, s)
	}
	o.list, o.used, o.next = waiting, len(waiting), 0
}
