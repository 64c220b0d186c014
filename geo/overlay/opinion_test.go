package overlay_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"jiyue/geo"
	"jiyue/geo/overlay"
	"jiyue/geo/overlay/pairs"
)

func known(parcel orb.MultiPolygon) *overlay.Known {
	box, _ := geo.Bound(parcel)
	return &overlay.Known{Shape: parcel, Box: box, AreaM2: geo.AreaM2(parcel)}
}

// TestSecondOpinionIsTheSumOverAllPairs: looking only at the edges near the
// parcel changes nothing, and the opinion agrees with the clip.
func TestSecondOpinionIsTheSumOverAllPairs(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	clipper := overlay.NewClipper()
	for _, kind := range pairs.Kinds {
		t.Run(kind.Name, func(t *testing.T) {
			for range 300 {
				parcel, extent := kind.Make(r)
				parcel, extent = overlay.Repair(parcel), overlay.Repair(extent)
				p := overlay.Prepare(extent)
				got := clipper.SecondOpinionM2(p, known(parcel))
				if want := overlay.EdgePairAreaM2(parcel, extent); math.Abs(got-want) > 1e-9*(1+math.Abs(want)) {
					t.Fatalf("%v near the parcel, %v over all pairs: %v, %v", got, want, parcel, extent)
				}
				whole := geo.AreaM2(parcel)
				if clip := clipper.Clip(p, parcel).AreaM2; math.Abs(got-clip) > 1e-9*whole+1e-5 {
					t.Fatalf("%v by pairs, %v by clipping: %v, %v", got, clip, parcel, extent)
				}
			}
		})
	}
}
