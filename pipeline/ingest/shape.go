package ingest

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"jiyue/geo"
	"jiyue/geo/crs"
	"jiyue/geo/overlay"
	"jiyue/geo/shapefile"
	"jiyue/pipeline/land"
)

// noAreaM2 is the area below which a shape is no land: the square of a
// millimetre. Survey coordinates are written to 0.1 mm at best, and a line
// drawn to and fro leaves no more than the rounding of its coordinates (4e-9 m
// at an easting of 37 million) times its length.
const noAreaM2 = 1e-6

// shape is a record's land.
type shape struct {
	polygons    orb.MultiPolygon
	box         orb.Bound // around the polygons
	areaM2      float64
	deliveredM2 float64 // what the rings as delivered add up to, each with its sign
	usable      bool
	repaired    bool // by the even-odd rule: the polygons have points of their own
}

// shaper makes land of delivered rings, in the working CRS.
type shaper struct {
	transform *crs.Transform
	vicinity  vicinity
	findings  *recorder
}

// read makes the shape of a scanner's record, in the arena's memory. far tells
// that the shape lies far from every extent and was therefore only measured.
func (s *shaper) read(scan *shapefile.Scanner, arena *land.Arena) (result shape, far bool) {
	if err := scan.Problem(); err != nil {
		s.findings.add(land.Finding{Code: land.RecordUnreadable, Words: flawWords(err)})
		return shape{}, false
	}
	if scan.Null() {
		s.findings.add(land.Finding{Code: land.ShapeEmpty})
		return shape{}, false
	}
	return s.shape(scan.RingsInto(arena.Take(scan.Size())), arena)
}

// shape makes land of rings as they were delivered, in place where it can.
func (s *shaper) shape(rings []orb.Ring, arena *land.Arena) (result shape, far bool) {
	l, ok := s.place(rings)
	if !ok {
		return shape{}, false
	}
	result.deliveredM2 = math.Abs(l.areaM2)
	if far = result.deliveredM2 >= noAreaM2 && s.vicinity.far(&l.box); far {
		if !l.tidy {
			rings = closed(rings)
		}
		result.polygons, _ = assemble(rings, &l, arena)
		result.areaM2, result.usable = result.deliveredM2, true
	} else {
		if !l.tidy {
			rings = s.clean(rings)
		}
		s.repair(&result, rings, &l, arena)
	}
	if result.box = l.box; !l.tidy || result.repaired {
		result.box, _ = geo.Bound(result.polygons)
	}
	return result, far
}

// farthestM is farther from the origin than any coordinate of a map: 250 times
// round the Earth. Garbage beyond it (a "no data" of 1e308, say) would make an
// area in which all others vanish.
const farthestM = 1e10

// place brings rings to the working CRS and looks at them; false, with a
// finding, where a coordinate is not a finite number or no place.
func (s *shaper) place(rings []orb.Ring) (look, bool) {
	if !s.transform.Identity() {
		for k, r := range rings {
			if s.nowhere(k, r) {
				return look{}, false
			}
			if s.transform.Apply(r); s.nowhere(k, r) {
				return look{}, false
			}
		}
	}
	l := lookAt(rings)
	if l.placed() {
		return l, true
	}
	for k, r := range rings {
		if s.nowhere(k, r) {
			break
		}
	}
	return l, false
}

// nowhere reports, with a finding, that a point of ring k is no place.
func (s *shaper) nowhere(k int, r orb.Ring) bool {
	at := firstNowhere(r)
	if at < 0 {
		return false
	}
	s.findings.add(land.Finding{Code: land.CoordinateInfinite, Words: land.Textf("第 %d 圈第 %d 点 (%g, %g)", "ring %d point %d: (%g, %g)", k+1, at+1, r[at][0], r[at][1])})
	return true
}

// firstNowhere returns the index of the first point that is no place, or -1.
func firstNowhere(r orb.Ring) int {
	for i, p := range r {
		if !isPlace(p) {
			return i
		}
	}
	return -1
}

// isPlace reports whether a point is on any map; one with a NaN is not.
func isPlace(p orb.Point) bool {
	return math.Abs(p[0]) <= farthestM && math.Abs(p[1]) <= farthestM
}

// clean closes rings, drops repeated points and rings that have too few points
// to hold land, and notes what it did.
func (s *shaper) clean(rings []orb.Ring) []orb.Ring {
	var gapM float64
	opened, repeated, dropped := 0, 0, 0
	kept := rings[:0]
	for _, r := range rings {
		ring, report := geo.Clean(r)
		if report.Closed {
			opened++
			gapM = max(gapM, report.GapM)
		}
		repeated += report.Repeated
		if len(ring) < 4 {
			dropped++
			continue
		}
		kept = append(kept, ring)
	}
	if opened > 0 {
		s.findings.add(land.Finding{Code: land.RingUnclosed, Found: fmt.Sprintf("%.3f m", gapM)})
	}
	switch {
	case len(kept) == 0:
	case dropped > 0:
		s.findings.add(land.Finding{Code: land.PointRepeated, Words: land.Textf("%d；另有 %d 圈不足 3 点", "%d, %d × ring < 3 points", repeated, dropped)})
	case repeated > 0:
		s.findings.add(land.Finding{Code: land.PointRepeated, Found: fmt.Sprintf("%d", repeated)})
	}
	return kept
}

// closed returns the rings closed, without a word.
func closed(rings []orb.Ring) []orb.Ring {
	for i := range rings {
		rings[i], _ = geo.Clean(rings[i])
	}
	return rings
}

// assemble is geo.Assemble. One tidy ring, as nearly every parcel is, needs no
// second look at its area and no memory beyond the arena's.
func assemble(rings []orb.Ring, l *look, arena *land.Arena) (mp orb.MultiPolygon, turned int) {
	if len(rings) != 1 || !l.tidy {
		return geo.Assemble(rings)
	}
	switch {
	case l.areaM2 < 0: // clockwise, as a shapefile has its shells
		rings[0].Reverse()
	case l.areaM2 > 0:
		turned = 1
	}
	return arena.Polygon(rings), turned
}

// repair assembles clean rings into polygons; where they cross, the even-odd
// rule says what is land.
func (s *shaper) repair(result *shape, rings []orb.Ring, l *look, arena *land.Arena) {
	var polygons orb.MultiPolygon
	turned := 0
	if len(rings) == 1 && l.tidy && l.areaM2 <= -noAreaM2 {
		areaM2, seen := l.turn(rings[0])
		polygons = arena.Polygon(rings)
		if seen && areaM2 >= noAreaM2 {
			result.polygons, result.areaM2, result.usable = polygons, areaM2, true
			return
		}
	} else {
		polygons, turned = assemble(rings, l, arena)
	}
	at, crosses := geo.Crossing(polygons)
	if result.repaired = crosses; crosses {
		polygons = overlay.Repair(polygons)
	}
	result.areaM2 = geo.AreaM2(polygons)
	if result.areaM2 < noAreaM2 {
		result.areaM2 = 0
		s.findings.add(noLand(rings))
		return
	}
	result.polygons, result.usable = polygons, true
	change := result.areaM2 - result.deliveredM2
	switch {
	case crosses:
		s.findings.add(land.Finding{
			Code: land.RingSelfCrossing, AreaM2: land.Known(change),
			Found: fmt.Sprintf("(%.3f, %.3f)", at[0], at[1]),
			Words: land.Textf("修复前 %.2f m²，修复后 %.2f m²", "%.2f m² before the repair, %.2f m² after", result.deliveredM2, result.areaM2),
		})
	case turned > 0:
		s.findings.add(land.Finding{Code: land.RingTurned, AreaM2: land.Known(change), Found: fmt.Sprintf("%d/%d", turned, len(rings))})
	}
}

// noLand is the finding about rings without land, and why: a ring that repeats
// another takes its land away.
func noLand(rings []orb.Ring) land.Finding {
	if r, found := geo.FindRepeated(rings); found && r.AreaM2 >= noAreaM2 {
		return land.Finding{
			Code: land.ShapeEmpty, AreaM2: land.Known(-r.AreaM2), Expected: squareMetres(r.AreaM2),
			Words: land.Textf("0 m²；第 %d 圈与第 %d 圈相同", "0 m²; ring %d = ring %d", r.Again+1, r.First+1),
		}
	}
	return land.Finding{Code: land.ShapeEmpty, Found: "0 m²"}
}

func squareMetres(v float64) string { return fmt.Sprintf("%.2f m²", v) }
