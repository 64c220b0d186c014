package overlay_test

import (
	"fmt"
	"math"
	"os"
	"runtime"
	"strconv"
	"sync"
	"testing"

	"github.com/paulmach/orb"

	"jiyue/geo"
	"jiyue/geo/overlay"
	"jiyue/geo/overlay/pairs"
)

// tolerance is how exact areas have to be.
func tolerance(parcelAreaM2 float64) float64 { return 1e-9*parcelAreaM2 + 1e-6 }

// judge holds one pair to the laws and says which it breaks.
func judge(parcel, extent orb.MultiPolygon) error {
	c := overlay.NewClipper()
	p := overlay.Prepare(extent)
	got := c.Clip(p, parcel)
	exact, _ := overlay.ExactIntersectionArea(parcel, extent).Float64()
	slack := tolerance(evenOddAreaM2(parcel))
	if math.Abs(got.AreaM2-exact) > slack {
		return fmt.Errorf("area: %v %v m², exactly %v m²", got.Relation, got.AreaM2, exact)
	}
	if got.AreaM2 < 0 || got.AreaM2 > got.ParcelAreaM2 {
		return fmt.Errorf("clip never gains area: %v of %v m²", got.AreaM2, got.ParcelAreaM2)
	}
	if rings := geo.AreaM2(got.Polygon); math.Abs(rings-exact) > slack {
		return fmt.Errorf("rings hold the area: %v m², exactly %v m²", rings, exact)
	}
	if err := consistent(got); err != nil {
		return err
	}
	measured := c.Measure(p, parcel)
	measured.Polygon = got.Polygon
	if fmt.Sprint(measured) != fmt.Sprint(got) {
		return fmt.Errorf("measure agrees with clip: %v, %v", measured, got)
	}
	if got.Relation == overlay.Cut {
		if s := invalid(got.Polygon); s != "" {
			return fmt.Errorf("rings are valid: %s", s)
		}
		if second := overlay.EdgePairAreaM2(overlay.Repair(parcel), overlay.Repair(extent)); math.Abs(second-exact) > slack {
			return fmt.Errorf("edge pairs: %v m², exactly %v m²", second, exact)
		}
		again := c.Clip(p, got.Polygon)
		if again.Relation != overlay.Inside {
			return fmt.Errorf("clip of a clip changes nothing: %v, %v m² of %v", again.Relation, again.AreaM2, again.ParcelAreaM2)
		}
	}
	back := overlay.NewClipper().Clip(overlay.Prepare(parcel), extent)
	// Each is right to the accuracy for its own parcel.
	if math.Abs(back.AreaM2-got.AreaM2) > slack+tolerance(evenOddAreaM2(extent)) {
		return fmt.Errorf("order of arguments: %v m², %v m²", got.AreaM2, back.AreaM2)
	}
	return nil
}

// evenOddAreaM2 is a parcel's own area. Only a ring that crosses itself, or
// several, need the slow judge.
func evenOddAreaM2(mp orb.MultiPolygon) float64 {
	if _, crosses := geo.Crossing(mp); !crosses && len(mp) == 1 && len(mp[0]) == 1 {
		return geo.AreaM2(mp)
	}
	area, _ := overlay.ExactIntersectionArea(mp, mp).Float64()
	return area
}

// consistent checks the parts of a result against each other.
func consistent(r overlay.Result) error {
	switch r.Relation {
	case overlay.Outside:
		if r.AreaM2 != 0 || r.Polygon != nil {
			return fmt.Errorf("outside, but %v", r)
		}
	case overlay.Inside:
		if r.AreaM2 != r.ParcelAreaM2 || r.AreaM2 != geo.AreaM2(r.Polygon) {
			return fmt.Errorf("inside, but %v of %v m²", r.AreaM2, r.ParcelAreaM2)
		}
	}
	return nil
}

// pairCount is the number of random pairs to try: a few thousand, or what
// JIYUE_PAIRS says. A million take some three quarters of an hour of one
// core.
func pairCount(t *testing.T) int {
	s := os.Getenv("JIYUE_PAIRS")
	if s == "" {
		return 2400
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatalf("JIYUE_PAIRS: %v", err)
	}
	return n
}

// TestPairs holds random pairs of every kind, at every place, to
// the laws. Pair number i is always the same pair.
func TestPairs(t *testing.T) {
	n, workers := pairCount(t), runtime.GOMAXPROCS(0)
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() {
			for i := w; i < n && !t.Failed(); i += workers {
				judgePair(t, i)
			}
		})
	}
	all.Wait()
}

// TestTellingPairs holds pairs to the laws that few others of a million tell apart
// from a clipper that leaves something out.
func TestTellingPairs(t *testing.T) {
	for _, i := range []int{
		8103, // corners that the lattice does not resolve: nothing local can be trusted
	} {
		judgePair(t, i)
	}
}

func judgePair(t *testing.T, i int) {
	p := pairs.New(37, i)
	if err := judge(p.Parcel, p.Extent); err != nil {
		t.Errorf("pair %d (%s): %v\nparcel %v\nextent %v", i, p.Kind, err, p.Parcel, p.Extent)
	}
}
