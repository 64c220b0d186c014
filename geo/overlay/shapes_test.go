package overlay_test

import (
	"math"
	"math/rand/v2"

	"github.com/paulmach/orb"
)

// Land in a Chinese map zone: central meridian plus false easting with zone 37.
const east, north = 37_500_000.0, 4_038_000.0

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

// mill rounds to the millimetre, as survey data comes.
func mill(v float64) float64 { return math.Round(v*1000) / 1000 }

// star is a ring of n corners round a centre, radii between inner and outer.
func star(r *rand.Rand, cx, cy, inner, outer float64, n int) orb.Ring {
	out := make(orb.Ring, 0, n+1)
	turn := r.Float64() * 2 * math.Pi
	for i := range n {
		angle := turn + (float64(i)+0.9*r.Float64())/float64(n)*2*math.Pi
		radius := inner + (outer-inner)*r.Float64()
		out = append(out, orb.Point{mill(cx + radius*math.Cos(angle)), mill(cy + radius*math.Sin(angle))})
	}
	return append(out, out[0])
}

// convexRing is the outline of n points on an ellipse.
func convexRing(r *rand.Rand, cx, cy, radius float64, n int) orb.Ring {
	out := make(orb.Ring, 0, n+1)
	turn, flat := r.Float64()*2*math.Pi, 0.4+0.6*r.Float64()
	for i := range n {
		angle := (float64(i) + 0.5*r.Float64()) / float64(n) * 2 * math.Pi
		x, y := radius*math.Cos(angle), flat*radius*math.Sin(angle)
		out = append(out, orb.Point{mill(cx + x*math.Cos(turn) - y*math.Sin(turn)), mill(cy + x*math.Sin(turn) + y*math.Cos(turn))})
	}
	return append(out, out[0])
}

// scaled is a ring drawn in towards a centre and turned the other way: a hole.
func scaled(r orb.Ring, cx, cy, by float64) orb.Ring {
	out := make(orb.Ring, len(r))
	for i, p := range r {
		out[len(r)-1-i] = orb.Point{mill(cx + by*(p[0]-cx)), mill(cy + by*(p[1]-cy))}
	}
	return out
}
