package report

import (
	"github.com/shopspring/decimal"

	"jiyue/pipeline/store"
)

// extentTable lists the outlines: blocks, corners, areas in the plane and on
// the ellipsoid, how they differ from the approved area, and between which
// coordinates of the working CRS they lie.
func (c *composer) extentTable() *Table {
	ha := c.unit(unitHa)
	area := func(key, zh, en string, formula string) Column {
		return Column{Key: key, Name: c.say(zh, en), Unit: ha, Numeric: true, Places: 4, Width: 12, Formula: formula, Total: sumFormula(key)}
	}
	edge := func(key, zh, en string) Column {
		return Column{Key: key, Name: c.say(zh, en), Unit: "m", Numeric: true, Places: 2, Width: 14}
	}
	t := &Table{ID: "extents", Caption: c.say("四至范围", "Extents"), Sort: true, Columns: []Column{
		{Key: "code", Name: c.say("代码", "Code"), Width: 10},
		{Key: "name", Name: c.say("园区名称", "Park"), Width: 26},
		{Key: "kind", Name: c.say("范围", "Extent"), Width: 12},
		{Key: "blocks", Name: c.say("片区", "Blocks"), Numeric: true, Width: 6, Total: sumFormula("blocks")},
		{Key: "corners", Name: c.say("界址点", "Corners"), Numeric: true, Width: 8, Total: sumFormula("corners")},
		area("area", "平面面积", "Planar area", ""),
		{Key: "mu", Name: c.say("平面面积", "Planar area"), Unit: c.unit(unitMu), Numeric: true, Places: 2, Width: 12, Formula: "{area}*" + muPerHectare, Total: sumFormula("mu")},
		area("ellipsoidal", "椭球面积", "Ellipsoidal area", ""),
		area("distortion", "平面减椭球", "Planar less ellipsoidal", "{area}-{ellipsoidal}"),
		area("approved", "核准面积", "Approved area", ""),
		{Key: "deviation", Name: c.say("较核准", "Against approved"), Unit: "%", Numeric: true, Places: 2, Width: 9, Formula: "ROUND(({area}-{approved})/{approved},4)"},
		edge("west", "西至", "West"), edge("east", "东至", "East"), edge("south", "南至", "South"), edge("north", "北至", "North"),
	}}
	for _, p := range c.parks {
		for i := range p.extents {
			t.Rows = append(t.Rows, Row{Cells: c.outlineCells(p, &p.extents[i]), Aside: i > 0})
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	t.Rows = append(t.Rows, c.totalRow(t))
	t.Notes = []string{c.say("合计中同一园区有两种范围时只计核定范围。四至为工作坐标系中的坐标范围。",
		"A park with two extents counts in the total by the approved one. West to north are coordinates of the working CRS.")}
	return t
}

// outlineCells are the cells of one outline.
func (c *composer) outlineCells(p *park, e *store.Extent) []Cell {
	area, ellipsoidal := scaled(fromFloat(&e.AreaM2), perHectareM2), scaled(fromFloat(&e.EllipsoidalAreaM2), perHectareM2)
	approved := scaled(fromFloat(p.ApprovedAreaM2), perHectareM2)
	ha := func(d *decimal.Decimal) Cell { return valued(number(d, 4, c.unit(unitHa))) }
	cells := []Cell{word(p.Code), {Figure: Figure{Text: orNone(p.Name)}, Link: p.anchor, Strong: true}, word(c.kind(e.Kind)), blocks(*e), valued(count(corners(e), "")),
		ha(area), valued(number(scaled(area, muInHectare), 2, c.unit(unitMu))), ha(ellipsoidal), valued(signed(less(area, ellipsoidal), 4, c.unit(unitHa))),
		ha(approved), valued(c.deviation(area, approved))}
	b := e.Shape.Bound()
	for _, v := range []float64{b.Min[0], b.Max[0], b.Min[1], b.Max[1]} {
		if len(e.Shape) == 0 {
			cells = append(cells, word(none))
			continue
		}
		f := number(fromFloat(&v), 2, "m")
		f.Text, f.Name = f.Number.StringFixed(2), true // coordinates are looked for as they are
		cells = append(cells, valued(f))
	}
	return cells
}

// corners counts the corners of an outline, each ring's first once.
func corners(e *store.Extent) int64 {
	n := 0
	for _, polygon := range e.Shape {
		for _, ring := range polygon {
			n += max(len(ring)-1, 0)
		}
	}
	return int64(n)
}

// less is a less b; nil where one of them is unknown.
func less(a, b *decimal.Decimal) *decimal.Decimal {
	if a == nil || b == nil {
		return nil
	}
	d := a.Sub(*b)
	return &d
}

// deviation is by how much an area differs from the approved one, in per cent
// of it.
func (c *composer) deviation(area, approved *decimal.Decimal) Figure {
	if area == nil || approved == nil || approved.IsZero() {
		return Figure{Text: none, Unit: "%"}
	}
	rate := area.Sub(*approved).Mul(hundred).DivRound(*approved, 2) // as its formula: −0.00 % is no difference
	return signed(&rate, 2, "%")
}
