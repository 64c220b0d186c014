package indicators

import "math/bits"

// kinds finds the bucket of a kind of land: a table of open places, at most half
// full. A map of Go's would hash six strings by calls; most codes are of eight
// bytes or fewer, each of which is one word here.
type kinds struct {
	places []*bucket // as many as a power of two; nil where free
	filled int
}

// fewKinds is how many places a table has at first.
const fewKinds = 16

// find returns the bucket of a kind, nil where there is none yet, and its place.
func (k *kinds) find(key *classKey) (b *bucket, place int) {
	if len(k.places) == 0 {
		k.places = make([]*bucket, fewKinds)
	}
	last := len(k.places) - 1
	for place = int(key.hash()) & last; k.places[place] != nil; place = (place + 1) & last {
		if k.places[place].class == *key {
			return k.places[place], place
		}
	}
	return nil, place
}

// put enters the bucket of a new kind at the place that find gave.
func (k *kinds) put(b *bucket, place int) {
	k.places[place] = b
	if k.filled++; 2*k.filled <= len(k.places) {
		return
	}
	old := k.places
	k.places = make([]*bucket, 2*len(old))
	for _, b := range old {
		if b != nil {
			_, place := k.find(&b.class)
			k.places[place] = b
		}
	}
}

// hash scatters kinds over a table. Long codes may share it: it takes of each
// text its length, its beginning and its end.
func (c *classKey) hash() uint64 {
	h := scatter(0, c.landUse)
	h = scatter(h, c.status)
	h = scatter(h, c.built)
	h = scatter(h, c.supply)
	h = scatter(h, c.hightech)
	h = scatter(h, c.scheme)
	return h ^ h>>32
}

// scatter adds a text to a hash.
func scatter(h uint64, s string) uint64 {
	const odd = 0x9e3779b97f4a7c15 // 2^64 over the golden ratio: multiples of it spread evenly
	return bits.RotateLeft64((h^word(s))*odd, 29)
}

// word packs a text of up to eight bytes, and of a longer one the ends.
func word(s string) uint64 {
	n := len(s)
	switch {
	case n >= 8:
		return eight(s) ^ bits.RotateLeft64(eight(s[n-8:]), 8) + uint64(n)
	case n >= 4:
		return four(s) | four(s[n-4:])<<32
	}
	var w uint64
	for i := range n {
		w = w<<8 | uint64(s[i])
	}
	return w
}

func four(s string) uint64 {
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}

func eight(s string) uint64 { return four(s) | four(s[4:])<<32 }
