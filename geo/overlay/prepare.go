package overlay

import (
	"github.com/paulmach/orb"

	"jiyue/geo"
)

// Prepared is an extent made ready to cut many parcels. It never changes and is
// safe for concurrent use.
type Prepared struct {
	extent orb.MultiPolygon // valid, shells counter-clockwise
	bound  orb.Bound
	areaM2 float64
	lattice
	rounded bool // some corner did not stand on the lattice
	strips
	cells   cells   // none unless asked for
	columns columns // for the second opinion on an area
}

// Prepare readies an extent for [Clipper.Clip]. An extent that is not valid
// (rings that cross, parts that overlap or share an edge) is first made so by
// the even-odd rule, see [Repair]; to have overlapping blocks count as one, give
// it their [Union].
func Prepare(extent orb.MultiPolygon) *Prepared {
	valid := normal(finite(extent))
	p := &Prepared{extent: valid, areaM2: geo.AreaM2(valid)}
	bound, some := geo.Bound(valid)
	if !some {
		return p
	}
	p.bound = bound
	p.columns = newColumns(valid, bound)
	p.ready(newLattice(bound))
	return p
}

// PrepareForMany is Prepare for an extent that hundreds of parcels or more will
// be held against: it takes 4 KB and some 20 µs, and lets most parcels be told
// inside from outside in 50 ns. Results are the same.
func PrepareForMany(extent orb.MultiPolygon) *Prepared {
	p := Prepare(extent)
	p.cells = newCells(&p.strips)
	return p
}

// widened is the same extent on a lattice that spans other, too.
func (p *Prepared) widened(other orb.Bound) *Prepared {
	q := &Prepared{extent: p.extent, bound: p.bound, areaM2: p.areaM2, columns: p.columns}
	q.ready(newLattice(p.bound.Union(other)))
	return q
}

func (p *Prepared) ready(l lattice) {
	var a arrangement
	a.reset(l)
	a.addLand(p.extent, ofExtent)
	p.lattice, p.rounded = l, l.rounds(p.extent)
	p.strips = newStrips(a.segments)
}

// Clear reports whether a box, in map coordinates, certainly meets no edge of the
// extent: it lies wholly inside or wholly outside. Only an extent that was
// prepared for many says so of any.
func (p *Prepared) Clear(box *orb.Bound) bool {
	return p.cells.state != nil && p.holds(box) && p.cells.look(p.point(box.Min), p.point(box.Max)) != unknown
}

// Bound is the extent's bounding box, in map coordinates.
func (p *Prepared) Bound() orb.Bound { return p.bound }

// AreaM2 is the extent's area in square metres.
func (p *Prepared) AreaM2() float64 { return p.areaM2 }

// addLand adds the edges of a valid multi-polygon so that land lies on their
// left, whatever way its rings run.
func (a *arrangement) addLand(mp orb.MultiPolygon, s source) {
	for _, polygon := range mp {
		for i, r := range polygon {
			clockwise := geo.RingAreaM2(r) < 0
			a.addRing(r, clockwise == (i == 0), s)
		}
	}
}

// finite is mp without rings that have coordinates that are not numbers or that
// lie beyond all maps. A polygon without its shell is none.
func finite(mp orb.MultiPolygon) orb.MultiPolygon {
	if b, some := geo.Bound(mp); !some || withinLargest(b) && allFinite(mp) {
		return mp
	}
	var kept orb.MultiPolygon
	for _, polygon := range mp {
		var rings orb.Polygon
		for i, r := range polygon {
			if geo.Finite(r) && withinLargest(r.Bound()) {
				rings = append(rings, r)
			} else if i == 0 {
				break
			}
		}
		if len(rings) > 0 {
			kept = append(kept, rings)
		}
	}
	return kept
}

func withinLargest(b orb.Bound) bool {
	return b.Min[0] >= -largest && b.Max[0] <= largest && b.Min[1] >= -largest && b.Max[1] <= largest
}

func allFinite(mp orb.MultiPolygon) bool {
	for _, polygon := range mp {
		for _, r := range polygon {
			if !geo.Finite(r) {
				return false
			}
		}
	}
	return true
}

// normal is mp itself if it is valid and what [Repair] makes of it if not.
func normal(mp orb.MultiPolygon) orb.MultiPolygon {
	if _, crosses := geo.Crossing(mp); crosses {
		return repaired(mp)
	}
	rings := 0
	for _, polygon := range mp {
		rings += len(polygon)
	}
	if rings <= 1 {
		return mp
	}
	return withRoles(mp, rings)
}

// withRoles gives rings that do not cross their roles by containment, which for
// such rings is the even-odd rule. Where they have them already, and the areas
// tell, mp itself is returned.
func withRoles(mp orb.MultiPolygon, n int) orb.MultiPolygon {
	rings := make([]orb.Ring, 0, n)
	for _, polygon := range mp {
		for _, r := range polygon {
			rings = append(rings, r.Clone())
		}
	}
	assembled, _ := geo.Assemble(rings)
	if sameRoles(mp, assembled) {
		return mp
	}
	return assembled
}

// sameRoles compares polygon by polygon: Assemble keeps the order of shells,
// and of the holes of each.
func sameRoles(a, b orb.MultiPolygon) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if len(a[i]) != len(b[i]) {
			return false
		}
		for j := range a[i] {
			if len(a[i][j]) != len(b[i][j]) || a[i][j].Bound() != b[i][j].Bound() {
				return false
			}
		}
	}
	return true
}
