package report

import (
	"cmp"
	"math"
	"slices"

	"jiyue/pipeline/diff"
	"jiyue/pipeline/store"
)

// Parcels behind changes: those of the extents where most changed, a few of each;
// jiyue diff tells the rest.
const (
	explainedExtents = 20
	parcelsBehind    = 5
)

// changedParcel is a parcel that moved a figure since the run before.
type changedParcel struct {
	park, kind, figure, unit string
	parcel                   diff.Parcel
	effect                   float64
}

// readChangedParcels returns the parcels that moved the extents most, by extent,
// each by the figure that its change is told by; the greatest effect first.
func readChangedParcels(c *diff.Comparison) ([]changedParcel, error) {
	var err error
	extents := slices.DeleteFunc(slices.Clone(c.Extents), func(e diff.Extent) bool { return e.Total() == 0 || len(e.Moves) == 0 })
	slices.SortStableFunc(extents, func(a, b diff.Extent) int { return cmp.Compare(b.Total(), a.Total()) })
	extents = extents[:min(len(extents), explainedExtents)]
	parks := map[string]*diff.Park{}
	var list []changedParcel
	for _, e := range extents {
		if parks[e.ParkCode] == nil {
			if parks[e.ParkCode], err = c.Park(e.ParkCode, ""); err != nil {
				return nil, err
			}
		}
		for i := range parks[e.ParkCode].Extents {
			if x := &parks[e.ParkCode].Extents[i]; x.Kind == e.Kind {
				list = append(list, parcelsOf(x)...)
			}
		}
	}
	return list, nil
}

// parcelsOf are the parcels that moved the headline of an extent most.
func parcelsOf(e *diff.ParkExtent) []changedParcel {
	f := e.Headline()
	if f == nil {
		return nil
	}
	var list []changedParcel
	for i := range f.Parcels[:min(len(f.Parcels), parcelsBehind)] {
		if x := &f.Parcels[i]; x.Effect != nil && *x.Effect != 0 {
			list = append(list, changedParcel{e.ParkCode, e.Kind, f.Figure, f.Unit, e.Parcels[x.Parcel], *x.Effect})
		}
	}
	return list
}

// changedParcels is the table of the parcels behind the changes; nil where none
// is on record.
func (c *composer) changedParcels() *Table {
	t := &Table{ID: "changed_parcels", Caption: c.say("变化背后的地块", "Parcels behind the changes"), Small: true, Sort: true}
	t.Columns = append(c.firstColumns(), Column{Key: "figure", Name: c.say("指标", "Figure"), Width: 16}, Column{Key: "effect", Name: c.say("影响", "Effect"), Numeric: true, Places: 2, Width: 10},
		Column{Key: "unit", Name: c.say("单位", "Unit"), Width: 8}, Column{Key: "parcel", Name: c.say("地块", "Parcel"), Width: 18}, Column{Key: "source", Name: c.say("文件", "File"), Width: 16},
		Column{Key: "record", Name: c.say("记录", "Record"), Numeric: true, Width: 7}, Column{Key: "change", Name: c.say("变化", "Change"), Width: 28})
	parks := c.parkNames()
	for i := range c.history.parcels {
		x := &c.history.parcels[i]
		p := parks[x.park]
		if p == nil {
			continue
		}
		effect := c.effectFigure(x)
		unit := effect.Unit
		effect.Unit = ""
		t.Rows = append(t.Rows, Row{Cells: append(c.firstCells(p, x.kind), word(c.comparedName(x.figure)), valued(effect), word(unit),
			word(orNone(x.parcel.ParcelID)), word(x.parcel.Source), valued(identifier(int64(x.parcel.Record))), word(x.parcel.Told(c.lang)))})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	t.Notes = []string{c.say("每个范围至多列 %d 宗，按影响大小；各宗影响之和即该项的变化，其余见 jiyue diff。", "Up to %d of each extent, the greatest effect first; the effects of all add up to the change: jiyue diff has the others.", parcelsBehind)}
	return t
}

// effectFigure prints an effect with decimals enough to show it.
func (c *composer) effectFigure(x *changedParcel) Figure {
	f := c.metricFigure(store.Metric{Indicator: x.figure, Unit: x.unit, Value: &x.effect})
	if f.Number == nil {
		return f
	}
	const mostPlaces = 6
	places, size := f.Places, math.Abs(f.Number.InexactFloat64())
	for places < mostPlaces && size*math.Pow10(int(places)) < 100 { // three digits of it
		places++
	}
	if f.Unit == "%" {
		f.Unit = c.unit("percent_point")
	}
	return signed(f.Number, places, f.Unit)
}
