package pipeline

import (
	"context"
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
	"jiyue/pipeline/topology"
)

// closeExtents looks at the pieces of every extent together: what land no parcel
// covers, what several claim, how the areas add up. Several extents are looked at
// at once.
func (n *night) closeExtents(ctx context.Context) error {
	if err := n.tonight.PiecesDone(); err != nil {
		return err
	}
	pieces := n.tonight.Read()
	return inOrder(ctx, n.options.Jobs, len(n.input.Extents),
		func(i int) (closed, error) { return n.closeExtent(i, pieces) },
		func(c closed) {
			n.closings = append(n.closings, c.closing)
			n.closingFindings = append(n.closingFindings, c.findings...)
			n.findings.Add(c.findings...)
			for _, l := range c.losses {
				n.claims.Add(len(n.closings)-1, l.source, l.record, l.areaM2)
			}
		})
}

// closed is what one extent comes to.
type closed struct {
	closing  land.Closing
	findings []land.Finding
	losses   []loss
}

// loss is what the policy takes from the piece of a record, planar m².
type loss struct {
	source, record int
	areaM2         float64
}

// closeExtent looks at one extent. Where the fabric has no doubt, its pieces
// cover all of it once.
func (n *night) closeExtent(extent int, pieces *store.Store) (closed, error) {
	e, account := n.input.Extents[extent], &n.ledger.Parks[extent]
	c := closed{closing: land.Closing{ParkCode: e.ParkCode, Kind: e.Kind, ExtentM2: e.AreaM2, Policy: n.cfg.Checks.Overlaps,
		PiecesM2: account.Inside.AreaM2.Value() + account.Cut.AreaM2.Value()}}
	if account.Clipped.Count == 0 {
		c.closing.GapM2, c.closing.Gaps = e.AreaM2, len(e.Shape) // a gap of each part
		c.findings = []land.Finding{{Code: land.ExtentWithoutLand, ParkCode: e.ParkCode, AreaM2: land.Known(e.AreaM2)}}
		return c, nil
	}
	if !n.fabric.Doubtful(extent) {
		return c, nil
	}
	err := n.examine(e, pieces, &c)
	return c, err
}

// examine reads the pieces of one extent back to see how they cover it.
func (n *night) examine(e land.Extent, pieces *store.Store, c *closed) error {
	var shapes []orb.MultiPolygon
	var about []land.Finding
	err := pieces.Outlines(e.ParkCode, string(e.Kind), func(o store.Outline) error {
		shapes = append(shapes, o.Shape)
		about = append(about, land.Finding{Source: o.Source, Record: o.Record, ParcelID: o.ParcelID})
		return nil
	})
	if err != nil {
		return err
	}
	r := topology.Examine(e.Shape, shapes, topology.Options{SliverM: n.cfg.Checks.SliverM, Policy: n.cfg.Checks.Overlaps})
	sum := &c.closing
	sum.GapM2, sum.OverlapM2, sum.Gaps, sum.Overlaps = r.GapM2, r.ExcessM2, len(r.Gaps), len(r.Overlaps)
	sum.Slivers, sum.SliverM2 = r.Slivers.Count(), r.Slivers.GapM2+r.Slivers.OverlapM2
	for _, l := range r.Losses {
		sum.RemovedM2 += l.AreaM2
		c.losses = append(c.losses, loss{n.sourceNamed(about[l.Piece].Source), about[l.Piece].Record, l.AreaM2})
	}
	for i, o := range r.Overlaps {
		var common orb.MultiPolygon
		if i < len(r.Common) {
			common = r.Common[i]
		}
		c.findings = append(c.findings, n.overlapFinding(e, o, about, common))
	}
	c.findings = append(c.findings, n.gapFindings(e, &r)...)
	return nil
}

// sourceNamed is the index of the parcel source of that path.
func (n *night) sourceNamed(path string) int {
	for i, s := range n.input.Sources {
		if s.Role == land.RoleParcels && s.Path == path {
			return i
		}
	}
	return -1
}

// overlapFinding says that two parcels claim the same land, where that is, and
// who keeps it. common is that land, or nothing where it is not at hand.
func (n *night) overlapFinding(e land.Extent, o topology.Overlap, about []land.Finding, common orb.MultiPolygon) land.Finding {
	first, f := about[o.I], about[o.J]
	f.Code, f.ParkCode, f.AreaM2 = land.ParcelsOverlap, e.ParkCode, land.Known(o.AreaM2)
	f.Found = fmt.Sprintf("%s × %s (%s #%d): %.2f m²", f.ParcelID, first.ParcelID, first.Source, first.Record, o.AreaM2)
	if len(common) > 0 {
		at := topology.Within(common[0])
		f.Found += fmt.Sprintf(", (%.3f, %.3f)", at[0], at[1])
	}
	if n.rehearsal {
		f.Shape = common
	}
	switch n.cfg.Checks.Overlaps {
	case land.CountTwice:
		return f
	case land.FirstWins:
		f.Words = land.Textf("计给 %s", "%s keeps it", first.ParcelID)
	case land.LastWins:
		f.Words = land.Textf("计给 %s", "%s keeps it", f.ParcelID)
	case land.Split:
		f.Words = land.Textf("各计一份", "each keeps an equal part")
	}
	f.Code = land.OverlapSettled
	return f
}

// gapFindings names the gaps of an extent one by one and its slivers together.
func (n *night) gapFindings(e land.Extent, r *topology.Report) []land.Finding {
	var list []land.Finding
	for _, g := range r.Gaps {
		at := topology.Within(g.Shape[0])
		f := land.Finding{Code: land.Gap, ParkCode: e.ParkCode, AreaM2: land.Known(g.AreaM2), Found: fmt.Sprintf("%.2f m², (%.3f, %.3f)", g.AreaM2, at[0], at[1])}
		list = append(list, n.placed(e, f, g.Shape))
	}
	if s := &r.Slivers; s.Count() > 0 {
		f := land.Finding{Code: land.Sliver, ParkCode: e.ParkCode, AreaM2: land.Known(s.GapM2 + s.OverlapM2),
			Words: land.Textf("缝隙 %d 处 %.4f m²，窄重叠 %d 处 %.4f m²", "%d gaps of %.4f m², %d overlaps of %.4f m²", s.Gaps, s.GapM2, s.Overlaps, s.OverlapM2)}
		list = append(list, n.placed(e, f, s.Shape))
	}
	return list
}

// placed says which of a park's extents a finding is about, where it is not the
// approved one, and gives it its place where somebody will look.
func (n *night) placed(e land.Extent, f land.Finding, shape orb.MultiPolygon) land.Finding {
	if e.Kind != land.Approved {
		f.Found = strings.TrimSpace(f.Found + " (" + string(e.Kind) + ")")
	}
	if n.rehearsal {
		f.Shape = shape
	}
	return f
}

// recordsToSettle is how many records the second walk will read.
func (n *night) recordsToSettle() int64 {
	if n.claims.Count() == 0 {
		return 0
	}
	return n.records()
}

// settleOverlaps walks through the land once more where the configuration says
// who keeps what several parcels claim and some do: what each piece loses is
// known now, and shares, figures and totals come out accordingly.
func (n *night) settleOverlaps(ctx context.Context) error {
	if n.claims.Count() == 0 {
		return nil
	}
	n.input.Close()
	n.tonight.Discard()
	n.findings, n.pieces, n.enterprises = land.Findings{}, 0, nil
	if err := n.ingest(ctx); err != nil {
		return err
	}
	if err := n.clip(ctx); err != nil {
		return err
	}
	n.findings.Add(n.closingFindings...)
	return n.tonight.PiecesDone()
}
