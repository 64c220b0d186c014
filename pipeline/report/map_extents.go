package report

import (
	"github.com/shopspring/decimal"

	"jiyue/pipeline/store"
)

// extentMap is what is drawn and counted of the pieces of one extent.
type extentMap struct {
	park   *park
	extent *store.Extent
	pieces []mapPiece // until the map is drawn

	drawing *Drawing // nil where there is no shape or the page has no room
	status  []StatusShare
	parts   map[string]*contributors // the parcels behind the extent's figures
}

// parkMaps are the maps of parks in the making.
type parkMaps struct {
	done chan struct{}
	list []*extentMap
	err  error
}

// drawMaps begins to draw the maps of the parks that get one: the first
// Options.ParkMaps, within the page's budget, for beyond that a page would not
// open any more; otherBytes are those of the page's tables that textBytes does
// not reckon. One goroutine reads pieces while another draws those before;
// no more than three extents' pieces are in memory.
func (c *composer) drawMaps(otherBytes int) *parkMaps {
	budget := c.newBudget(otherBytes)
	maps := &parkMaps{done: make(chan struct{}), list: c.mapped(budget.maps)}
	read := make(chan *extentMap, 1)
	go func() {
		defer close(read)
		for _, m := range maps.list {
			if maps.err = c.gather(m); maps.err != nil {
				return
			}
			read <- m
		}
	}()
	go func() {
		defer close(maps.done)
		for m := range read {
			m.status = c.statusShares(m.pieces)
			m.drawing = budget.draw(c, m.park, m.extent, m.pieces)
			m.drawing.explain(m.status)
			m.pieces = nil
		}
	}()
	return maps
}

// wait returns the maps once they are drawn.
func (m *parkMaps) wait() (map[*store.Extent]*extentMap, error) {
	<-m.done
	drawn := make(map[*store.Extent]*extentMap, len(m.list))
	for _, e := range m.list {
		drawn[e.extent] = e
	}
	return drawn, m.err
}

// mapped lists the first n extents of the parks that may get a map.
func (c *composer) mapped(n int) []*extentMap {
	var list []*extentMap
	for _, p := range c.parks[:min(c.opt.ParkMaps, len(c.parks))] {
		for i := range p.extents {
			if len(list) < n {
				list = append(list, &extentMap{park: p, extent: &p.extents[i]})
			}
		}
	}
	return list
}

// gather reads the pieces of one extent: what its map shows, and which of them
// are the largest behind its figures.
func (c *composer) gather(m *extentMap) error {
	m.parts = map[string]*contributors{}
	return c.pieces(m.park.Code, m.extent.Kind, func(p *store.Piece) error {
		m.pieces = append(m.pieces, newMapPiece(p))
		if c.weigher != nil {
			c.weigher.weigh(p, m.parts)
		}
		return nil
	})
}

// explain notes in the legend how much land has each status.
func (d *Drawing) explain(shares []StatusShare) {
	if d == nil {
		return
	}
	for i := range d.Legend {
		for _, s := range shares {
			if s.Status == d.Legend[i].Class {
				d.Legend[i].Note = s.Share.String() + " · " + s.Area.String()
			}
		}
	}
}

// statusShares adds up the land of an extent by status.
func (c *composer) statusShares(pieces []mapPiece) []StatusShare {
	sums, found := make([]decimal.Decimal, len(statusOrder)), make([]bool, len(statusOrder))
	var total decimal.Decimal
	for i := range pieces {
		area, status := decimal.NewFromFloat(pieces[i].areaM2), pieces[i].status
		sums[status], found[status], total = sums[status].Add(area), true, total.Add(area)
	}
	var out []StatusShare
	for i, s := range statusOrder {
		if !found[i] || total.IsZero() {
			continue
		}
		share := sums[i].Mul(hundred).DivRound(total, 12)
		out = append(out, StatusShare{Status: statusClasses[i], Name: s.name.In(c.lang),
			Area: number(scaled(&sums[i], perHectareM2), 2, c.unit(unitHa)), Share: number(&share, 2, "%")})
	}
	return out
}
