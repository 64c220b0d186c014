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
	areaM2      float64
	deliveredM2 float64 // what the rings as delivered add up to, each with its sign
	usable      bool
}

// shaper makes land of delivered rings, in the working CRS.
type shaper struct {
	transform *crs.Transform
	near      func(orb.Bound) bool // nil: everything is near
	findings  *recorder
}

// read makes the shape of a scanner's record. The rings are copied into the
// arena. far tells that the shape lies far from every extent and was therefore
// only measured.
func (s *shaper) read(scan *shapefile.Scanner, arena *land.Arena) (result shape, far bool) {
	if err := scan.Problem(); err != nil {
		s.findings.add(land.Finding{Code: land.RecordUnreadable, Found: err.Error()})
		return shape{}, false
	}
	if scan.Null() {
		s.findings.add(land.Finding{Code: land.ShapeEmpty})
		return shape{}, false
	}
	rings := arena.Copy(scan.Rings())
	if !s.place(rings) {
		return shape{}, false
	}
	result.deliveredM2 = delivered(rings)
	box, _ := geo.RingsBound(rings)
	if s.near != nil && result.deliveredM2 >= noAreaM2 && !s.near(box) {
		result.polygons, _ = geo.Assemble(closed(rings))
		result.areaM2, result.usable = result.deliveredM2, true
		return result, true
	}
	s.repair(&result, s.clean(rings))
	return result, false
}

// farthestM is farther from the origin than any coordinate of a map: 250 times
// round the Earth. Garbage beyond it (a "no data" of 1e308, say) would make an
// area in which all others vanish.
const farthestM = 1e10

// place brings rings to the working CRS; false, with a finding, where a
// coordinate is not a finite number or no place.
func (s *shaper) place(rings []orb.Ring) bool {
	for k, r := range rings {
		at := firstNowhere(r)
		if at < 0 && !s.transform.Identity() {
			s.transform.Apply(r)
			at = firstNowhere(r)
		}
		if at >= 0 {
			s.findings.add(land.Finding{Code: land.CoordinateInfinite, Found: fmt.Sprintf("ring %d point %d: (%g, %g)", k+1, at+1, r[at][0], r[at][1])})
			return false
		}
	}
	return true
}

// firstNowhere returns the index of the first point that is no place, or -1.
func firstNowhere(r orb.Ring) int {
	for i, p := range r {
		if !(math.Abs(p[0]) <= farthestM && math.Abs(p[1]) <= farthestM) { // NaN too
			return i
		}
	}
	return -1
}

// delivered is the area that the rings have as they came: their signed areas
// added up, as a program would that trusts them.
func delivered(rings []orb.Ring) float64 {
	var sum float64
	for _, r := range rings {
		sum += geo.RingAreaM2(r)
	}
	return math.Abs(sum)
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
	if (repeated > 0 || dropped > 0) && len(kept) > 0 {
		found := fmt.Sprintf("%d", repeated)
		if dropped > 0 {
			found += fmt.Sprintf(", %d × ring < 3 points", dropped)
		}
		s.findings.add(land.Finding{Code: land.PointRepeated, Found: found})
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

// repair assembles clean rings into polygons; where they cross, the even-odd
// rule says what is land.
func (s *shaper) repair(result *shape, rings []orb.Ring) {
	polygons, turned := geo.Assemble(rings)
	at, crosses := geo.Crossing(polygons)
	if crosses {
		polygons = overlay.Repair(polygons)
	}
	result.areaM2 = geo.AreaM2(polygons)
	if result.areaM2 < noAreaM2 {
		result.areaM2 = 0
		s.findings.add(land.Finding{Code: land.ShapeEmpty, Found: fmt.Sprintf("%g m²", result.areaM2)})
		return
	}
	result.polygons, result.usable = polygons, true
	change := result.areaM2 - result.deliveredM2
	switch {
	case crosses:
		s.findings.add(land.Finding{
			Code: land.RingSelfCrossing, AreaM2: land.Known(change),
			Found:    fmt.Sprintf("(%.3f, %.3f); %.2f m²", at[0], at[1], result.deliveredM2),
			Expected: squareMetres(result.areaM2),
		})
	case turned > 0:
		s.findings.add(land.Finding{Code: land.RingTurned, AreaM2: land.Known(change), Found: fmt.Sprintf("%d/%d", turned, len(rings))})
	}
}

func squareMetres(v float64) string { return fmt.Sprintf("%.2f m²", v) }
