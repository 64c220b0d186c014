package pipeline

import (
	"context"
	"fmt"

	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// findOverlaps names the extents without land, and the parcels that claim the
// same land.
func (n *night) findOverlaps(ctx context.Context) error {
	if err := n.tonight.PiecesDone(); err != nil {
		return err
	}
	for i, e := range n.input.Extents {
		if err := ctx.Err(); err != nil {
			return err
		}
		if n.ledger.Parks[i].Clipped.Count == 0 {
			n.findings.Add(land.Finding{Code: land.ExtentWithoutLand, ParkCode: e.ParkCode, AreaM2: land.Known(e.AreaM2)})
		}
		if n.fabric.Doubtful(i) {
			if err := n.overlapsIn(i); err != nil {
				return err
			}
		}
	}
	return nil
}

// overlapsIn reads the pieces of one extent back to see which of them overlap.
func (n *night) overlapsIn(extent int) error {
	e := n.input.Extents[extent]
	var shapes []orb.MultiPolygon
	var about []land.Finding
	err := n.tonight.Read().Outlines(e.ParkCode, string(e.Kind), func(o store.Outline) error {
		shapes = append(shapes, o.Shape)
		about = append(about, land.Finding{Source: o.Source, Record: o.Record, ParcelID: o.ParcelID})
		return nil
	})
	if err != nil {
		return err
	}
	for _, o := range n.fabric.Overlaps(extent, shapes) {
		first, second := about[o.I], about[o.J]
		second.Code, second.ParkCode, second.AreaM2 = land.ParcelsOverlap, e.ParkCode, land.Known(o.AreaM2)
		second.Found = fmt.Sprintf("%s × %s (%s #%d): %.2f m²", second.ParcelID, first.ParcelID, first.Source, first.Record, o.AreaM2)
		n.findings.Add(second)
	}
	return nil
}

// closeLedger writes the store's side of the ledger and demands its balance.
func (n *night) closeLedger(context.Context) error {
	tallies, err := n.tonight.StoredTallies()
	if err != nil {
		return err
	}
	for i := range n.ledger.Parks {
		n.ledger.Parks[i].Stored = tallies[i]
	}
	if err := n.ledger.Balance(); err != nil {
		return land.Fail(land.Broken, n.cfg.Path, land.Textf(
			"台账不平：%v，未发布任何结果", "the ledger does not balance: %v; nothing was published", err),
			land.Textf("这是程序错误，请连同日志报告；上一次的成果未动", "this is a fault of the program: report it with the log; the last results are untouched"), err)
	}
	if err := n.tonight.WriteLedger(n.ledger); err != nil {
		return err
	}
	return n.tonight.WriteTotals(n.totalRows())
}
