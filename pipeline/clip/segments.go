package clip

import "github.com/paulmach/orb"

// alikeM is how near points lie that are taken for one: those that round to the
// same multiple of it, 2^-20 m. geo/overlay leaves the corners of cut pieces on a
// lattice, which is some nanometres off where its extent's coordinates are small.
const alikeM = 0x1p-20

// rounded rounds a point to multiples of alikeM: where, from 2^32 m on, doubles
// lie.
func rounded(p *orb.Point) orb.Point {
	const far = 3 << 31
	return orb.Point{p[0] + far - far, p[1] + far - far}
}

// segment is one step of a piece's boundary, walked from a to b with the land on
// the left.
type segment struct {
	a, b  orb.Point
	piece int32 // whose boundary it is
}

// key returns the hash of the segment, the same in both directions, never 0.
func (s *segment) key() uint32 {
	a, b := rounded(&s.a), rounded(&s.b)
	return keyOf(scatter(&a).u, scatter(&b).u)
}

func keyOf(a, b uint64) uint32 { return uint32((a+b)>>32) | 1<<31 }

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
func (o *openSegments) meet(a, b *orb.Point, piece int32, key uint32) bool {
	if o.next > 0 && o.list[o.next-1].cancels(a, b) {
		o.remove(o.next - 1)
		return true
	}
	if 2*o.used >= len(o.slots) {
		o.layOut()
	}
	mask := len(o.slots) - 1
	i := int(key) & mask
	for ; o.slots[i].key != 0; i = (i + 1) & mask {
		if at := int(o.slots[i].at); o.slots[i].key == key && o.list[at].cancels(a, b) {
			o.remove(at)
			return true
		}
	}
	o.slots[i] = slot{key, int32(len(o.list))}
	o.list = append(o.list, segment{*a, *b, piece})
	o.used++
	o.count++
	o.next = 0
	return false
}

// cancels reports whether s waits and is the segment from b to a.
func (s *segment) cancels(a, b *orb.Point) bool {
	return rounded(&s.a) == rounded(b) && rounded(&s.b) == rounded(a) && s.piece != gap
}

func (o *openSegments) remove(at int) {
	o.list[at].piece = gap
	o.count--
	o.next = at // the one before, counted from 1
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

// addShape pairs off the steps of a piece's boundary. It returns how many there
// are.
func (o *openSegments) addShape(shape orb.MultiPolygon, piece int32) (steps int) {
	for _, polygon := range shape {
		for _, ring := range polygon {
			a := &ring[len(ring)-1]
			from := rounded(a)
			last := scatter(&from).u
			for i := range ring {
				to := rounded(&ring[i])
				if from == to {
					continue
				}
				hash := scatter(&to).u
				o.meet(a, &ring[i], piece, keyOf(last, hash))
				a, from, last = &ring[i], to, hash
				steps++
			}
		}
	}
	return steps
}
