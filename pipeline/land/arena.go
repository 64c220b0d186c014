package land

import (
	"strings"

	"github.com/paulmach/orb"
)

// Arena is memory for the shapes and ids of one batch, so that a parcel costs
// no allocation of its own.
type Arena struct {
	points   []orb.Point
	rings    []orb.Ring
	polygons []orb.Polygon
	texts    *strings.Builder
}

// textBlock is how many bytes of texts are allocated at once: the ids of half a
// batch or so.
const textBlock = 16 << 10

// Reset forgets the shapes and keeps the memory.
func (a *Arena) Reset() {
	a.points, a.rings, a.polygons = a.points[:0], a.rings[:0], a.polygons[:0]
}

// Take returns memory for so many points and rings, to be filled by the caller:
// what is in it has no meaning. It is the caller's until Reset, even when the
// arena has to grow: what was taken earlier stays where it is.
func (a *Arena) Take(points, rings int) ([]orb.Point, []orb.Ring) {
	return take(&a.points, points), take(&a.rings, rings)
}

// Polygon returns a multi-polygon of one polygon, whose rings it shares.
func (a *Arena) Polygon(rings []orb.Ring) orb.MultiPolygon {
	one := take(&a.polygons, 1)
	one[0] = rings
	return one
}

// Text returns the bytes as a string. It outlives the arena as any string does,
// but keeps those around it in memory too: who keeps one for long should clone it.
func (a *Arena) Text(b []byte) string {
	if a.texts == nil || a.texts.Cap()-a.texts.Len() < len(b) {
		a.texts = new(strings.Builder)
		a.texts.Grow(max(textBlock, len(b)))
	}
	from := a.texts.Len()
	a.texts.Write(b)
	return a.texts.String()[from:]
}

// take cuts n elements off the memory behind s. Where there is too little left
// it goes on in a new block; who has taken of the old one keeps it.
func take[T any](s *[]T, n int) []T {
	if cap(*s)-len(*s) < n {
		*s = make([]T, 0, max(2*cap(*s), n))
	}
	from := len(*s)
	*s = (*s)[:from+n]
	return (*s)[from : from+n : from+n]
}
