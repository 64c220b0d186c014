package report

import (
	"math"

	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// mapPiece is what a map shows of a piece.
type mapPiece struct {
	parcelID string
	status   int // index in statusOrder
	cut      bool
	share    float64
	areaM2   float64
	shape    orb.MultiPolygon
}

func newMapPiece(p *store.Piece) mapPiece {
	return mapPiece{parcelID: p.ParcelID, status: statusIndex(p.Status), cut: p.Relation == string(land.Cut),
		share: p.Share, areaM2: p.AreaM2, shape: p.Shape}
}

// statusIndex is the place of a status in statusOrder; one that the table
// lacks is unknown, the last.
func statusIndex(status string) int {
	for i, s := range statusOrder {
		if string(s.status) == status {
			return i
		}
	}
	return len(statusOrder) - 1
}

// statusClasses are the styles of statuses, in the order of statusOrder.
var statusClasses = func() []string {
	classes := make([]string, len(statusOrder))
	for i, s := range statusOrder {
		classes[i] = "s-" + string(s.status)
	}
	classes[len(classes)-1] = "s-unknown"
	return classes
}()

// parkMap is the map of one extent with its pieces, before it is settled how
// finely it is drawn.
type parkMap struct {
	*composer
	name   string // of the park
	extent *store.Extent
	pieces []mapPiece
	frame  frame
	rings  map[bool][][]orb.LineString // of the pieces on the drawing, by frame.snap
}

// newParkMap needs an extent with a shape.
func (c *composer) newParkMap(name string, e *store.Extent, pieces []mapPiece) *parkMap {
	return &parkMap{composer: c, name: name, extent: e, pieces: pieces, rings: map[bool][][]orb.LineString{},
		frame: frameFor(e.Shape.Bound(), mapWidth, mapMinHeight, mapMaxHeight, mapMargin)}
}

// draw draws the extent with its pieces.
func (m *parkMap) draw(detail mapDetail) *Drawing {
	f := m.frame
	f.snap = detail.whole
	d := &Drawing{Width: mapWidth, Height: f.height + mapStrip}
	d.Title = m.say("%s %s地块图", "Map of %s, %s", m.name, m.kind(m.extent.Kind))
	outline := f.rings(m.extent.Shape)
	d.Marks = append(d.Marks, Mark{Class: "ground", Rings: outline})
	if detail.cell > 0 {
		m.paintCells(d, f, detail.cell)
	} else {
		m.paintPieces(d, f.snap, detail.titled)
		m.paintCut(d, f.snap)
	}
	d.outline(outline, "")
	d.furniture(m.composer, f)
	return d
}

// pieceRings returns the rings of every piece on the drawing, simplified once
// for all ways to draw them.
func (m *parkMap) pieceRings(snap bool) [][]orb.LineString {
	if rings, ok := m.rings[snap]; ok {
		return rings
	}
	f := m.frame
	f.snap = snap
	rings := make([][]orb.LineString, len(m.pieces))
	for i := range m.pieces {
		rings[i] = f.rings(m.pieces[i].shape)
	}
	m.rings[snap] = rings
	return rings
}

// paintCells adds the pieces by status, gathered in cells, and says so.
func (m *parkMap) paintCells(d *Drawing, f frame, side float64) {
	g := newCells(f, m.pieces, side)
	for i, s := range statusOrder {
		if boxes := g.boxes(uint8(1 + i)); boxes != nil {
			d.Marks = append(d.Marks, Mark{Class: cellsOf(statusClasses[i]), Rings: boxes})
			d.Legend = append(d.Legend, LegendEntry{Class: statusClasses[i], Name: s.name.In(m.lang)})
		}
	}
	d.Note = m.say("共 %s 块，图中按 %s 的方格概括，方格取其中心所在地块的状态。", "%s pieces, drawn in cells of %s that take the status of the piece in their middle.",
		count(int64(len(m.pieces)), "").Text, distance(math.Round(side*f.perUnit)))
}

// paintPieces adds the pieces by status. Titled pieces can be pointed at one
// by one; else they are painted as one mark a status, which keeps the page
// light.
func (m *parkMap) paintPieces(d *Drawing, snap, titled bool) {
	rings := m.pieceRings(snap)
	for status, s := range statusOrder {
		class, any := statusClasses[status], false
		var all []orb.LineString
		for i := range m.pieces {
			p := &m.pieces[i]
			if p.status != status {
				continue
			}
			any = true
			switch {
			case rings[i] == nil:
			case titled:
				d.Marks = append(d.Marks, Mark{Class: class, Rings: rings[i], Title: m.pieceTitle(p)})
			default:
				all = append(all, rings[i]...)
			}
		}
		if all != nil {
			d.Marks = append(d.Marks, Mark{Class: class, Rings: all})
		}
		if any {
			d.Legend = append(d.Legend, LegendEntry{Class: class, Name: s.name.In(m.lang)})
		}
	}
}

// paintCut hatches the pieces of parcels that reach beyond the extent.
func (m *parkMap) paintCut(d *Drawing, snap bool) {
	var cut []orb.LineString
	for i, rings := range m.pieceRings(snap) {
		if m.pieces[i].cut {
			cut = append(cut, rings...)
		}
	}
	if cut != nil {
		d.Marks = append(d.Marks, Mark{Class: "cut", Rings: cut})
		d.Legend = append(d.Legend, LegendEntry{Class: "cut", Name: m.say("被范围线切割", "cut by the extent")})
	}
}

func (m *parkMap) pieceTitle(p *mapPiece) string {
	return m.say("地块 %s · %s · %s · 占比 %s", "parcel %s · %s · %s · share %s",
		orNone(p.parcelID), statusOrder[p.status].name.In(m.lang), m.hectares(&p.areaM2), number(fromFloat(&p.share), 4, "").Text)
}

// leastTitled is less than any piece that can be pointed at takes on the page:
// the shortest path and title have 88 bytes.
const leastTitled = 80

// leastBytes is a number of bytes that the drawing takes at least, known
// without drawing it; 0 where nothing is known.
func (m *parkMap) leastBytes(detail mapDetail) int {
	if !detail.titled {
		return 0
	}
	shown := 0
	for _, rings := range m.pieceRings(detail.whole) {
		if rings != nil {
			shown++
		}
	}
	return shown * leastTitled
}
