package overlay

import (
	"math"

	"github.com/paulmach/orb"
)

// pieceRings is the rings of a piece that [arrangement.settle] has found to be
// land. Slivers no wider than rounding are left out, unless all of them together
// are more than an area may be off, or nothing else is there: then they are land.
func (a *arrangement) pieceRings() orb.MultiPolygon {
	if left, shells := a.slivers(); left > noiseOf(a.outline.areaM2) || shells == 0 {
		a.keepSlivers()
	}
	return a.polygons()
}

// landRings is the same of land that was not settled, and of which nothing may be
// left.
func (a *arrangement) landRings() orb.MultiPolygon {
	var areaM2 float64
	for i := range a.loops {
		areaM2 += a.loops[i].areaM2
	}
	if left, _ := a.slivers(); left > noiseOf(areaM2) {
		a.keepSlivers()
	}
	return a.polygons()
}

// slivers is the area that the loops no wider than rounding have together, and
// how many shells are wider.
func (a *arrangement) slivers() (areaM2 float64, shells int) {
	for i := range a.loops {
		switch l := &a.loops[i]; {
		case l.noise:
			areaM2 += math.Abs(l.areaM2)
		case l.shell:
			shells++
		}
	}
	return areaM2, shells
}

func (a *arrangement) keepSlivers() {
	for i := range a.loops {
		a.loops[i].noise = false
	}
}

// polygons writes the rings found into memory of their own, at map coordinates.
// Slivers no wider than rounding are left out, with their holes.
func (a *arrangement) polygons() orb.MultiPolygon {
	shells, rings, points := a.countLoops()
	if shells == 0 {
		return nil
	}
	out := writer{a: a, points: take(&a.memory.points, points), rings: take(&a.memory.rings, rings)}
	mp := orb.MultiPolygon(take(&a.memory.polygons, shells))
	for i := range a.loops {
		if l := &a.loops[i]; l.shell && !l.noise {
			mp = append(mp, out.polygon(&a.loops[i]))
		}
	}
	return mp
}

func (a *arrangement) countLoops() (shells, rings, points int) {
	for i := range a.loops {
		l := &a.loops[i]
		if l.noise {
			continue
		}
		rings++
		points += l.end - l.start + 1
		if l.shell {
			shells++
		}
	}
	return shells, rings, points
}

// memory is where results are written. What was taken is never taken again:
// results are their owners', and what is theirs is freed when all that were cut
// from one piece of memory are gone. The zero value gives each result memory of
// its own.
type memory struct {
	points   []orb.Point
	rings    []orb.Ring
	polygons []orb.Polygon
}

// memoryPoints is how many points results share memory for: 4 KB, some twenty
// pieces, small enough that keeping one of them costs little.
const memoryPoints = 256

// shared is memory that serves several results.
func shared() memory {
	return memory{make([]orb.Point, 0, memoryPoints), make([]orb.Ring, 0, memoryPoints/16), make([]orb.Polygon, 0, memoryPoints/16)}
}

// take cuts room for n values from memory, which is made anew, as large as it
// was, once it is used up.
func take[T any](from *[]T, n int) []T {
	if n > cap(*from)-len(*from) {
		if n > cap(*from) {
			return make([]T, 0, n)
		}
		*from = make([]T, 0, cap(*from))
	}
	start := len(*from)
	*from = (*from)[:start+n]
	return (*from)[start : start : start+n]
}

// writer writes the rings of a result.
type writer struct {
	a      *arrangement
	rings  []orb.Ring
	points []orb.Point
}

func (w *writer) polygon(shell *loop) orb.Polygon {
	start := len(w.rings)
	w.ring(shell)
	for i := shell.hole; i != none; i = w.a.loops[i].sibling {
		if l := &w.a.loops[i]; !l.noise {
			w.ring(l)
		}
	}
	return w.rings[start:len(w.rings):len(w.rings)]
}

func (w *writer) ring(l *loop) {
	start := len(w.points)
	for _, n := range w.a.rings[l.start:l.end] {
		w.points = append(w.points, w.a.world(w.a.at(n)))
	}
	w.points = append(w.points, w.points[start])
	w.rings = append(w.rings, w.points[start:len(w.points):len(w.points)])
}
