package overlay

import "github.com/paulmach/orb"

// polygons writes the rings found into memory of their own, at map coordinates.
// Slivers no wider than rounding are left out, with their holes.
func (a *arrangement) polygons() orb.MultiPolygon {
	shells, rings, points := a.countLoops()
	if shells == 0 {
		return nil
	}
	out := writer{
		a:      a,
		rings:  make([]orb.Ring, 0, rings),
		points: make([]orb.Point, 0, points),
	}
	mp := make(orb.MultiPolygon, 0, shells)
	for i := range a.loops {
		if l := &a.loops[i]; l.shell && !l.noise {
			mp = append(mp, out.polygon(i, rings > shells))
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

// writer cuts all rings of a result from two pieces of memory.
type writer struct {
	a      *arrangement
	rings  []orb.Ring
	points []orb.Point
}

func (w *writer) polygon(shell int, holes bool) orb.Polygon {
	start := len(w.rings)
	w.ring(&w.a.loops[shell])
	if holes {
		for i := range w.a.loops {
			if l := &w.a.loops[i]; l.parent == shell && !l.noise {
				w.ring(l)
			}
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
