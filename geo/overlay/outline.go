package overlay

import (
	"math"

	"github.com/paulmach/orb"

	"jiyue/geo"
)

// outline is the whole boundary of a parcel on the lattice, with the land on
// its left. It is scratch memory.
type outline struct {
	// corners holds all rings, one after the other, each closed by its first
	// corner once more. Edge k runs from corners[k] to corners[k+1]. No corner
	// stands twice in a row.
	corners []xy
	ends    []int32 // each ring ends before corners[ends[i]], where the next begins
	areaM2  float64 // geo.AreaM2 of the parcel
	rounded bool    // some corner did not stand on the lattice
}

// read takes a valid multi-polygon, whatever way its rings run.
func (o *outline) read(l *lattice, mp orb.MultiPolygon) {
	o.corners, o.ends, o.areaM2, o.rounded = o.corners[:0], o.ends[:0], 0, false
	for _, polygon := range mp {
		for i, r := range polygon {
			areaM2 := geo.RingAreaM2(r)
			if i == 0 {
				o.areaM2 += math.Abs(areaM2)
			} else {
				o.areaM2 -= math.Abs(areaM2)
			}
			o.readRing(l, r, (areaM2 < 0) == (i == 0))
		}
	}
}

func (o *outline) readRing(l *lattice, r orb.Ring, reverse bool) {
	start := len(o.corners)
	for k := range r {
		p := &r[k]
		if reverse {
			p = &r[len(r)-1-k]
		}
		v := l.point(*p)
		o.rounded = o.rounded || l.world(v) != *p
		o.corner(v, start)
	}
	if len(o.corners) > start {
		o.corner(o.corners[start], start)
	}
	o.ends = append(o.ends, int32(len(o.corners)))
}

// corner adds a corner to the ring that begins at start.
func (o *outline) corner(v xy, start int) {
	if last := len(o.corners) - 1; last < start || o.corners[last] != v {
		o.corners = append(o.corners, v)
	}
}

// contains tells whether a lattice point that lies on no edge is inside.
func (o *outline) contains(v xy) bool {
	in, start := false, int32(0)
	for _, end := range o.ends {
		ring := o.corners[start:end]
		for k := 1; k < len(ring); k++ {
			if crossesRay(ring[k-1], ring[k], v) {
				in = !in
			}
		}
		start = end
	}
	return in
}

// crossesRay tells whether the edge from p to q crosses the horizontal ray from
// v to the right. An edge owns its lower end and not its upper one.
func crossesRay(p, q, v xy) bool {
	if (p.y > v.y) == (q.y > v.y) || p.x < v.x && q.x < v.x {
		return false
	}
	return (side(p, q, v) > 0) == (q.y > p.y)
}

// lengthM is the length of all edges in metres.
func (o *outline) lengthM(l *lattice) float64 {
	sum, start := 0.0, int32(0)
	for _, end := range o.ends {
		for k := start + 1; k < end; k++ {
			sum += l.lengthM(o.corners[k-1], o.corners[k])
		}
		start = end
	}
	return sum
}
