package overlay_test

import (
	"github.com/paulmach/orb"

	"jiyue/geo/overlay/pairs"
)

// Land in a Chinese map zone.
const east, north = pairs.East, pairs.North

// The random shapes of package pairs, under short names.
var (
	mill         = pairs.Mill
	star         = pairs.Star
	convexRing   = pairs.Convex
	scaled       = pairs.Scaled
	withHole     = pairs.WithHole
	rotatedStart = pairs.RotatedStart
)

func ring(coordinates ...float64) orb.Ring {
	var r orb.Ring
	for i := 0; i < len(coordinates); i += 2 {
		r = append(r, orb.Point{coordinates[i], coordinates[i+1]})
	}
	return append(r, r[0])
}

func one(coordinates ...float64) orb.MultiPolygon {
	return orb.MultiPolygon{{ring(coordinates...)}}
}

func box(x0, y0, x1, y1 float64) orb.MultiPolygon {
	return one(x0, y0, x1, y0, x1, y1, x0, y1)
}

func moved(mp orb.MultiPolygon, dx, dy float64) orb.MultiPolygon {
	out := mp.Clone()
	for _, polygon := range out {
		for _, r := range polygon {
			for i := range r {
				r[i][0] += dx
				r[i][1] += dy
			}
		}
	}
	return out
}

func reversed(mp orb.MultiPolygon) orb.MultiPolygon {
	out := mp.Clone()
	for _, polygon := range out {
		for _, r := range polygon {
			r.Reverse()
		}
	}
	return out
}
