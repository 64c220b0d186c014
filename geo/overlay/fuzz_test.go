package overlay_test

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/paulmach/orb"

	"jiyue/geo"
	"jiyue/geo/overlay"
)

// FuzzClip feeds any coordinates at all. Nothing may panic, no share may exceed
// 1, and results must be valid. On a small grid, where areas can be found out
// quickly, they must be right as well.
func FuzzClip(f *testing.F) {
	f.Add([]byte{0, 0, 9, 0, 9, 9, 0, 9}, []byte{5, 5, 14, 5, 14, 14, 5, 14}, true)
	f.Add([]byte{0, 0, 9, 9, 9, 0, 0, 9}, []byte{0, 0, 9, 9, 9, 0, 0, 9}, true)
	f.Add([]byte{3, 1, 2, 5, 4, 1, 5, 7, 255, 1, 1, 4, 4, 1, 9}, []byte{0, 0, 9, 9, 9, 0, 0, 9}, true)
	f.Add(make([]byte, 64), make([]byte, 64), false)
	f.Fuzz(func(t *testing.T, a, b []byte, grid bool) {
		read := anyRings
		if grid {
			read = gridRings
		}
		parcel, extent := read(a), read(b)
		if grid && corners(parcel)+corners(extent) <= 24 {
			if err := judge(parcel, extent); err != nil {
				t.Fatalf("%v\nparcel %v\nextent %v", err, parcel, extent)
			}
			return
		}
		got := overlay.NewClipper().Clip(overlay.Prepare(extent), parcel)
		if !(got.AreaM2 >= 0 && got.AreaM2 <= got.ParcelAreaM2) {
			t.Fatalf("%v of %v m²", got.AreaM2, got.ParcelAreaM2)
		}
		if s := invalid(got.Polygon); got.Relation == overlay.Cut && s != "" {
			t.Fatal(s)
		}
		overlay.Union(parcel, extent)
	})
}

func corners(mp orb.MultiPolygon) int {
	n := 0
	for _, polygon := range mp {
		for _, r := range polygon {
			n += len(r)
		}
	}
	return n
}

// gridRings reads pairs of bytes as points of a grid of 16; 255 starts a ring.
func gridRings(data []byte) orb.MultiPolygon {
	var r orb.Ring
	mp := orb.MultiPolygon{{}}
	for i := 0; i+1 < len(data); i += 2 {
		if data[i] == 255 {
			mp[0], r = append(mp[0], r), nil
			i--
			continue
		}
		r = append(r, orb.Point{float64(data[i] % 16), float64(data[i+1] % 16)})
	}
	mp[0] = append(mp[0], r)
	return mp
}

// anyRings reads doubles, whatever their bits say; one in 16 starts a ring.
func anyRings(data []byte) orb.MultiPolygon {
	var r orb.Ring
	mp := orb.MultiPolygon{{}}
	for ; len(data) >= 16; data = data[16:] {
		x := math.Float64frombits(binary.LittleEndian.Uint64(data))
		y := math.Float64frombits(binary.LittleEndian.Uint64(data[8:]))
		r = append(r, orb.Point{x, y})
		if data[0]%16 == 15 {
			mp[0], r = append(mp[0], r), nil
		}
	}
	mp[0] = append(mp[0], r)
	return mp
}

// Coordinates at the ends of what a double can hold.
func TestExtremeCoordinates(t *testing.T) {
	values := []float64{0, 1, -1, 0x1p-1074, -0x1p-1074, 0x1p-1022, 1e-300, 1e300, -1e300,
		math.MaxFloat64, -math.MaxFloat64, 1e15, 37.5e6, math.NaN(), math.Inf(1), math.Inf(-1)}
	n := len(values)
	for i := range n * n * n {
		a, b, c := values[i%n], values[i/n%n], values[i/n/n]
		parcel, extent := box(a, b, c, a+1), box(b, a, b+1, c)
		got := clip(parcel, extent)
		if !(got.AreaM2 >= 0 && got.AreaM2 <= got.ParcelAreaM2) {
			t.Errorf("%v %v %v: %v of %v m²", a, b, c, got.AreaM2, got.ParcelAreaM2)
		}
		if s := invalid(got.Polygon); got.Relation == overlay.Cut && s != "" {
			t.Errorf("%v %v %v: %s", a, b, c, s)
		}
		overlay.Repair(parcel)
		overlay.Union(parcel, extent)
		geo.Crossing(parcel)
	}
}

// A parcel that dwarfs its extent, and the reverse.
func TestVeryDifferentSizes(t *testing.T) {
	for _, size := range []float64{1e3, 1e6, 1e8} {
		world, spot := box(-size, -size, size, size), box(0.25, 0.25, 1.25, 1.25)
		got := clip(world, spot)
		if math.Abs(got.AreaM2-1) > 1e-9+1e-14*size || got.Relation != overlay.Cut {
			t.Errorf("size %v: %v %v m², want 1", size, got.Relation, got.AreaM2)
		}
		if got := clip(spot, world); got.Relation != overlay.Inside || got.AreaM2 != 1 {
			t.Errorf("size %v: %v %v m², want inside", size, got.Relation, got.AreaM2)
		}
	}
}
