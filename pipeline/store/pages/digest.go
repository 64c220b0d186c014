package pages

// Digest stands for a collection of pairs in whatever order: two of the same
// Digest hold the same pairs, but for one case in 2^64.
type Digest struct {
	Count int64  // of the pairs
	Sum   uint64 // of a word for each pair, modulo 2^64
}

// Add takes in a pair.
func (d *Digest) Add(a, b uint64) {
	d.Count++
	d.Sum += mix(a, b)
}

// AddBox takes in a box under its rowid, as an R-tree has it.
func (d *Digest) AddBox(rowid int64, b Box) { d.Add(newRTreeBox(rowid, b).words()) }

// mix makes one word of two, such that every bit depends on every bit (the
// finalizer of SplitMix64, twice).
func mix(a, b uint64) uint64 { return scatter(scatter(a) + b) }

func scatter(z uint64) uint64 {
	z += 0x9E3779B97F4A7C15
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}
