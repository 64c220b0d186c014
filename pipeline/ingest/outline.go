package ingest

import (
	"fmt"
	"math"
	"strconv"

	"github.com/paulmach/orb"

	"jiyue/geo"
	"jiyue/pipeline/land"
)

// readInto makes blocks of the corners.
func (s *cornerSource) readInto(r *roster) error {
	if all := s.survey.Degrees + s.survey.Metres; 2*s.survey.EastFirst > all {
		r.input.Findings = append(r.input.Findings, land.Finding{Code: land.AxesSwapped, Source: s.path, Field: s.file.axes,
			Found: fmt.Sprintf("%d/%d", s.survey.EastFirst, all)})
	}
	findings := recorder{list: &r.input.Findings, source: s.path}
	for i := range s.file.blocks {
		b := &s.file.blocks[i]
		findings.begin(b.record)
		b.park.Source = s.index
		entered := r.enter(&b.park, s.file.labels, &findings)
		findings.end("", b.park.Code)
		if entered && s.listsOnly() {
			r.input.Roster = append(r.input.Roster, land.RosterRow{ParkCode: b.park.Code, Source: s.index, Record: b.record})
		}
		if entered && len(b.corners) > 0 {
			s.draw(r, b)
		}
	}
	return nil
}

// listsOnly reports whether the file is a table of parks without outlines.
func (s *cornerSource) listsOnly() bool {
	return s.file.text == nil && !s.config.Corners.Points() && !s.config.Corners.Bounds()
}

// draw makes the outline of a block.
func (s *cornerSource) draw(r *roster, b *cornerBlock) {
	findings := recorder{list: &r.input.Findings, source: s.path}
	d := drawing{source: s, block: b, list: &r.input.Findings}
	rings := d.rings()
	findings.begin(b.record)
	if b.box {
		findings.add(land.Finding{Code: land.ExtentIsBox})
	}
	if len(rings) == 0 {
		findings.add(land.Finding{Code: land.ShapeEmpty})
		findings.end("", b.park.Code)
		return
	}
	shaper := shaper{transform: s.transform, findings: &findings}
	outline := block{park: b.park.Code, kind: s.config.Extent, source: s.index, record: b.record}
	outline.shape, _ = shaper.shape(rings, &land.Arena{})
	if outline.shape.usable {
		r.blocks = append(r.blocks, outline)
		s.checkStated(r.input, b, &outline.shape, &findings)
	}
	findings.end("", b.park.Code)
}

// checkStated holds an outline against the area that its headline states. That
// may have been measured in the plane or on the ellipsoid.
func (s *cornerSource) checkStated(in *Input, b *cornerBlock, drawn *shape, findings *recorder) {
	if stated := b.statedM2.Value; stated > 0 {
		planar, ellipsoidal := drawn.areaM2-stated, in.CRS.EllipsoidalAreaM2(drawn.polygons)-stated
		if math.Min(math.Abs(planar), math.Abs(ellipsoidal)) > in.cfg.Checks.ApprovedArea*stated {
			findings.add(land.Finding{Code: land.StatedArea, AreaM2: land.Known(planar), Expected: hectares(stated),
				Found: fmt.Sprintf("%s (%+.1f%%)", hectares(drawn.areaM2), 100*planar/stated)})
		}
	}
}

// drawing makes rings of the corners of a block, and findings about them.
type drawing struct {
	source *cornerSource
	block  *cornerBlock
	list   *[]land.Finding
}

func (d *drawing) add(f land.Finding) {
	f.Source, f.ParkCode = d.source.path, d.block.park.Code
	*d.list = append(*d.list, f)
}

// rings returns the rings of the block in the shapefile's order, shells
// clockwise.
func (d *drawing) rings() []orb.Ring {
	d.checkCount()
	var rings []orb.Ring
	for _, list := range d.parts(d.source.place(d.block)) {
		d.checkNumbers(list)
		if ring := d.ring(list); len(ring) > 0 {
			rings = append(rings, ring)
		}
	}
	if len(rings) == 0 {
		return nil
	}
	polygons, _ := geo.Assemble(rings)
	d.checkHoles(polygons)
	var turned []orb.Ring
	for _, polygon := range polygons {
		for _, r := range polygon {
			r.Reverse() // Assemble has shells counter-clockwise
			turned = append(turned, r)
		}
	}
	return turned
}

// checkCount holds the number of points that the headline states against those
// that are there, with or without the point that closes each ring.
func (d *drawing) checkCount() {
	there := len(d.block.corners)
	if stated := d.block.stated; stated != 0 && stated != there {
		rings := map[int]bool{}
		for _, c := range d.block.corners {
			rings[c.Ring] = true
		}
		closing := closedRings(d.block.corners)
		if stated != there-closing && stated != there+max(len(rings)-closing, 0) {
			d.add(land.Finding{Code: land.CornerCount, Record: d.block.record, Found: strconv.Itoa(there), Expected: strconv.Itoa(stated)})
		}
	}
}
