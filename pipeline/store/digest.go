package store

// digest stands for a collection of pairs in whatever order: two of the same
// digest hold the same pairs, but for one case in 2^64.
type digest struct {
	count int64
	sum   uint64
}

func (d *digest) add(a, b uint64) {
	d.count++
	d.sum += mix(a, b)
}

// mix makes one word of two, such that every bit depends on every bit (the
// finalizer of SplitMix64, twice).
func mix(a, b uint64) uint64 { return scatter(scatter(a) + b) }

func scatter(z uint64) uint64 {
	z += 0x9E3779B97F4A7C15
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}
