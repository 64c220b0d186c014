package report

import (
	"jiyue/pipeline/store"
)

// Bytes of the page. It must open from a mail: 10 MB with 500 parks, of which
// 800 kB are kept back for texts that are longer than reckoned. What the texts
// leave is for the maps of parks, up to mapBytes: more is not worth waiting
// for. A map that had less than leastShare would show cells where a few
// thousand pieces can well be seen; rather than that, fewer parks get one.
const (
	pageBytes  = 92 * 100_000
	mapBytes   = 5_000_000
	leastShare = 60_000
)

// Bytes that rows of the store take in the texts of the page, with what leads
// up to them, measured in Chinese, which takes more than English.
const (
	fixedBytes   = 100_000 // style, script, overview, charts
	extentBytes  = 3_000   // heads of its section, its lines in roster, scores and ledger
	metricBytes  = 270     // once in its park's section, once in a wide table, and the link between them
	formulaBytes = 60      // of it, where formulas stand with the figures
	partBytes    = 190     // the parcels behind a metric, of the parks that get a map
	derivedBytes = 340     // a figure that follows from metrics, with what its formula names
	scoreBytes   = 110
	findingBytes = 600
	cellBytes    = 24 // of a table's cell, besides its text
)

// bytesOf reckons the tables of what the scores lead to and of what changed.
func bytesOf(uses []Table, listed *Listing, changes *Changes) int {
	tables := tablesOf(uses)
	if listed != nil {
		tables = append(tables, &listed.Short)
	}
	if changes != nil && changes.Parks != nil {
		tables = append(tables, changes.Parks)
	}
	if changes != nil && changes.Figures != nil {
		tables = append(tables, &changes.Figures.Short)
	}
	n := 0
	for _, t := range tables {
		for i := range t.Rows {
			for j := range t.Rows[i].Cells {
				c := &t.Rows[i].Cells[j]
				n += cellBytes + len(c.Text) + len(c.Link)
				if t.Sort && c.Number != nil {
					n += cellBytes // the number that it sorts by
				}
			}
		}
	}
	return n
}

// textBytes estimates the page without the maps of parks.
func (c *composer) textBytes() int {
	listed := min(len(c.findings), c.opt.ListedFindings)
	for _, p := range c.parks {
		listed += min(len(p.findings), c.opt.ParkFindings)
	}
	derived := 0
	for _, values := range c.derivedOf {
		derived += min(len(values), len(c.derived))
	}
	parts, metric := 0, metricBytes
	if c.formulasApart() {
		metric -= formulaBytes
	}
	if c.weigher != nil && len(c.parks) > 0 {
		parts = partBytes * len(c.metrics) * min(c.opt.ParkMaps, len(c.parks)) / len(c.parks)
	}
	return parts + fixedBytes + extentBytes*max(len(c.extents), len(c.parks)) + metric*len(c.metrics) + derivedBytes*derived + scoreBytes*len(c.scores) + findingBytes*listed
}

// mapDetail is how finely the pieces of a park are drawn.
type mapDetail struct {
	titled bool    // every piece can be pointed at
	whole  bool    // corners lie at whole units of the drawing, about a pixel, which takes fewer digits
	cell   float64 // side of the cells into which pieces are gathered, in units of the drawing; 0 to draw each
}

// mapDetails are the ways to draw a park, the finest first. Gathering in cells
// bounds a map whatever the number of pieces; of the largest cells a map has
// some ten thousand, a hundred kilobytes.
var mapDetails = []mapDetail{{titled: true}, {}, {whole: true}, {whole: true, cell: 4}, {whole: true, cell: 8}}

// mapBudget shares the bytes of the page among the maps that are still to be
// drawn.
type mapBudget struct {
	bytes int // left
	maps  int // still to be drawn
}

// newBudget takes what the texts leave, and no more maps than it feeds.
func (c *composer) newBudget(otherBytes int) *mapBudget {
	b := &mapBudget{bytes: max(0, min(mapBytes, pageBytes-otherBytes-c.textBytes()))}
	for i, p := range c.parks {
		if i < c.opt.ParkMaps {
			b.maps += len(p.extents)
		}
	}
	b.maps = min(b.maps, b.bytes/leastShare)
	return b
}

// draw returns the finest map that fits into the share of the extent: what
// smaller parks leave is for those after them. Where not even the coarsest
// fits into what is left, there is none, as for an extent without a shape.
func (b *mapBudget) draw(c *composer, p *park, e *store.Extent, pieces []mapPiece) *Drawing {
	if b.maps == 0 {
		return nil
	}
	share := b.bytes / b.maps
	b.maps--
	if len(e.Shape) == 0 {
		return nil
	}
	m := c.newParkMap(p.Name, e, pieces)
	for i, detail := range mapDetails {
		if detail.titled && len(pieces) > c.opt.TitledPieces || m.leastBytes(detail) > share {
			continue
		}
		d := m.draw(detail)
		d.svg = d.SVG()
		coarsest := i == len(mapDetails)-1
		if cost := len(d.svg); cost <= share || coarsest && cost <= b.bytes {
			b.bytes -= cost
			return d
		}
	}
	return nil
}
