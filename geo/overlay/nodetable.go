package overlay

import "math"

// nodeTable finds nodes by their lattice point: a hash table with open
// addressing that is emptied by counting on, not by writing.
type nodeTable struct {
	slots []slot
	age   uint32
	used  int
}

type slot struct {
	node int32
	age  uint32
}

func (t *nodeTable) reset() {
	t.used = 0
	t.age++
	if t.age == 0 || t.slots == nil { // the count has gone round: empty in earnest
		t.slots = make([]slot, max(64, len(t.slots)))
		t.age = 1
	}
}

// reserve makes room for so many nodes in an empty table.
func (t *nodeTable) reserve(nodes int) {
	n := len(t.slots)
	for n < 2*nodes {
		n *= 2
	}
	if n > len(t.slots) {
		t.slots = make([]slot, n)
		t.age = 1
	}
}

// find returns the entry for v: a node, or a negative number to be replaced.
// The entry must be filled before the next call.
func (t *nodeTable) find(v xy, nodes []node) *int32 {
	mask := uint32(len(t.slots) - 1)
	for i := hash(v) & mask; ; i = (i + 1) & mask {
		s := &t.slots[i]
		if s.age != t.age {
			s.age, s.node = t.age, none
			return &s.node
		}
		if nodes[s.node].xy == v {
			return &s.node
		}
	}
}

// grew tells the table that an entry was filled.
func (t *nodeTable) grew(nodes []node) {
	t.used++
	if 2*t.used <= len(t.slots) {
		return
	}
	t.slots = make([]slot, 4*len(t.slots))
	t.age = 1
	for k := range nodes {
		*t.find(nodes[k].xy, nodes) = int32(k)
	}
}

// hash mixes the bits of both coordinates. Adding 0 turns the other zero, -0,
// which is equal but has other bits, into 0.
func hash(v xy) uint32 {
	h := math.Float64bits(v.x+0)*0x9e3779b97f4a7c15 ^ math.Float64bits(v.y+0)*0xc2b2ae3d27d4eb4f
	h ^= h >> 29
	h *= 0xbf58476d1ce4e5b9
	return uint32(h >> 32)
}
