package ingest

import (
	"hash/maphash"
	"math"

	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
)

// fingerprint is what is remembered of a parcel to know it again: 64 bits for
// its id, 64 for its shape. That two of ten million parcels share the one by
// chance has a probability of 3e-6, and a parcel is rejected only where both
// agree.
type fingerprint struct{ id, shape uint64 }

// doubt is a parcel of a batch whose id may stand on another parcel too.
type doubt struct {
	fingerprint
	parcel int // index in the batch
}

var idSeed = maphash.MakeSeed()

func hashID(id string) uint64 { return maphash.String(idSeed, id) }

func hashBytes(id []byte) uint64 { return maphash.Bytes(idSeed, id) }

// fingerprintOf returns the fingerprint of a parcel whose id has the hash.
func fingerprintOf(id uint64, p *land.Parcel) fingerprint {
	return fingerprint{id, hashShape(p.Shape)}
}

// hashShape is the same for every way of writing the same edges: whatever
// point a ring starts at, whichever way it runs, in whatever order rings come.
func hashShape(mp orb.MultiPolygon) uint64 {
	var sum uint64
	for _, polygon := range mp {
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				sum += mix(hashPoint(ring[i-1]) + hashPoint(ring[i]))
			}
		}
	}
	return sum
}

func hashPoint(p orb.Point) uint64 {
	return mix(math.Float64bits(p[0]+0) ^ mix(math.Float64bits(p[1]+0))) // +0 makes -0 the same as 0
}

// mix scatters the bits of x (the finisher of SplitMix64, Steele et al. 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
