package ingest

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"jiyue/geo"
	"jiyue/geo/corners"
	"jiyue/pipeline/land"
)

// station is a corner with its place.
type station struct {
	corners.Corner
	at orb.Point
}

// parts splits the corners into rings: by the ring's number, and where a ring
// has closed and corners follow.
func (d *drawing) parts(placed []corners.Placed) [][]station {
	d.noteMends(placed)
	var parts [][]station
	open := map[int]int{} // ring number → index of its open part, from 1
	for i, p := range placed {
		if !p.OK {
			continue
		}
		c := station{d.block.corners[i], p.Point}
		k := open[c.Ring]
		if k == 0 {
			parts = append(parts, nil)
			k = len(parts)
			open[c.Ring] = k
		}
		parts[k-1] = append(parts[k-1], c)
		if list := parts[k-1]; len(list) > 3 && list[0].at == c.at {
			open[c.Ring] = 0
		}
	}
	return parts
}

// mendCodes are the findings of what Place put right.
var mendCodes = []struct {
	mend corners.Mend
	code land.Code
}{{corners.Swapped, land.AxesSwapped}, {corners.NoZone, land.ZoneMissing}, {corners.TwoZones, land.ZoneDoubled}, {corners.OtherZone, land.ZoneOther}}

// noteMends notes what was put right in the coordinates, one finding a kind,
// and each corner that is left out.
func (d *drawing) noteMends(placed []corners.Placed) {
	for _, m := range mendCodes {
		var f land.Finding
		for i, p := range placed {
			if !p.OK || p.Mend&m.mend == 0 {
				continue
			}
			c := d.block.corners[i]
			if f.Count++; f.Count == 1 {
				f.Code, f.Record = m.code, c.Line
				f.Found, f.Expected = spell(c), fmt.Sprintf("%.3f, %.3f", p.Point[1], p.Point[0])
			}
		}
		if f.Count > 0 {
			d.add(f)
		}
	}
	for i, p := range placed {
		if c := d.block.corners[i]; !p.OK {
			d.add(land.Finding{Code: land.CornerUnreadable, Record: c.Line, Found: spell(c)})
		}
	}
}

// spell writes a corner for a message: number, X, Y.
func spell(c corners.Corner) string {
	return strings.TrimSpace(fmt.Sprintf("%s %s, %s", c.Label, strconv.FormatFloat(c.X, 'f', -1, 64), strconv.FormatFloat(c.Y, 'f', -1, 64)))
}

// checkNumbers finds a number that stands on two places of a ring. The corner
// that closes it repeats the first with its number.
func (d *drawing) checkNumbers(list []station) {
	seen := map[string]station{}
	for _, c := range list {
		first, twice := seen[c.Label]
		if c.Label != "" && twice && first.at != c.at {
			d.add(land.Finding{Code: land.CornerNumber, Record: c.Line, Found: spell(c.Corner), Expected: spell(first.Corner)})
		}
		if !twice {
			seen[c.Label] = c
		}
	}
}

// ring makes a ring of stations, in an order in which its sides don't cross if
// there is a plain one: four corners by angle, more by their numbers.
func (d *drawing) ring(list []station) orb.Ring {
	ring := make(orb.Ring, len(list))
	for i, c := range list {
		ring[i] = c.at
	}
	if !d.source.file.strict || d.block.box {
		ring = corners.Close(ring)
	}
	before := math.Abs(geo.RingAreaM2(ring))
	ordered, untangled := corners.Untangle(ring)
	if !untangled {
		ordered, untangled = byNumber(list, ring)
	}
	if untangled {
		d.add(land.Finding{Code: land.CornerOrder, Record: list[0].Line, Found: squareMetres(before), Expected: squareMetres(math.Abs(geo.RingAreaM2(ordered)))})
	}
	return ordered
}

// byNumber orders the corners of a crossing ring by their numbers, where each
// has one and the sides then don't cross.
func byNumber(list []station, ring orb.Ring) (orb.Ring, bool) {
	if _, crosses := geo.Crossing(orb.MultiPolygon{{ring}}); !crosses {
		return ring, false
	}
	type numbered struct {
		number int
		at     orb.Point
	}
	var all []numbered
	for _, c := range list {
		n, err := strconv.Atoi(strings.TrimLeft(c.Label, "JjKkPp#"))
		if err != nil {
			return ring, false
		}
		all = append(all, numbered{n, c.at})
	}
	if last := len(all) - 1; all[last] == all[0] {
		all = all[:last]
	}
	slices.SortStableFunc(all, func(a, b numbered) int { return cmp.Compare(a.number, b.number) })
	ordered := make(orb.Ring, len(all))
	for i, c := range all {
		ordered[i] = c.at
	}
	ordered = corners.Close(ordered)
	_, crosses := geo.Crossing(orb.MultiPolygon{{ordered}})
	return ordered, !crosses
}

// checkHoles notes rings that are numbered as holes and lie in no outline.
func (d *drawing) checkHoles(polygons orb.MultiPolygon) {
	numbers := map[int]bool{}
	for _, c := range d.block.corners {
		numbers[c.Ring] = true
	}
	if extra := len(polygons) - 1; numbers[1] && len(numbers) > 1 && extra > 0 {
		d.add(land.Finding{Code: land.RingNotHole, Record: d.block.record, Count: int64(extra)})
	}
}
