package report

import (
	"github.com/shopspring/decimal"

	"jiyue/pipeline/land"
)

// parkCell is the name of a park, with a link; the code of one that has no
// section.
func parkCell(byCode map[string]*park, code string) Cell {
	p := byCode[code]
	if p == nil {
		return Cell{Figure: Figure{Text: code}}
	}
	return Cell{Figure: Figure{Text: orNone(p.Name)}, Link: p.anchor}
}

// policyNames say who keeps land that several parcels claim.
var policyNames = map[land.Policy]land.Text{
	land.CountTwice: {ZH: "各自计入", EN: "counts for each"},
	land.FirstWins:  {ZH: "归先列者", EN: "the first keeps it"},
	land.LastWins:   {ZH: "归后列者", EN: "the last keeps it"},
	land.Split:      {ZH: "均分", EN: "in equal parts"},
}

// closingTable shows how the land of every extent adds up (面积闭合).
func (c *composer) closingTable() Table {
	m2 := func(key, zh, en string) Column {
		return Column{Key: key, Name: c.say(zh, en), Unit: "m²", Numeric: true, Places: 2, Width: 15}
	}
	n := func(key, zh, en string) Column {
		return Column{Key: key, Name: c.say(zh, en), Numeric: true, Width: 8}
	}
	t := Table{ID: "closing", Caption: c.say("面积闭合", "How the extents close"), Columns: []Column{
		{Key: "name", Name: c.say("园区", "Park"), Width: 24}, {Key: "kind", Name: c.say("范围", "Extent"), Width: 12},
		m2("extent", "范围面积", "Extent"), m2("pieces", "地块片合计", "Pieces"), m2("gaps", "空隙", "Gaps"), m2("overlaps", "重复计算", "Counted again"),
		m2("closing", "闭合差", "Closing error"), n("gap_n", "空隙数", "Gaps"), n("sliver_n", "狭缝数", "Slivers"), n("overlap_n", "重叠数", "Overlaps"),
		m2("removed", "按规则扣除", "Taken by policy"), {Key: "policy", Name: c.say("重叠处理", "Policy"), Width: 12},
	}}
	names := c.parkNames()
	area := func(v float64) Cell { return square(decimal.NewFromFloat(v)) }
	number := func(v int) Cell { return whole(decimal.NewFromInt(int64(v))) }
	for i := range c.closings {
		x := &c.closings[i]
		t.Rows = append(t.Rows, Row{Cells: []Cell{parkCell(names, x.ParkCode), word(c.kind(string(x.Kind))),
			area(x.ExtentM2), area(x.PiecesM2), area(x.GapM2), area(x.OverlapM2),
			live(area(x.DifferenceM2()), "ROUND({extent}-{pieces}-{gaps}+{overlaps},2)"),
			number(x.Gaps), number(x.Slivers), number(x.Overlaps), area(x.RemovedM2), word(policyNames[x.Policy].In(c.lang))}})
	}
	t.Notes = []string{c.say("范围面积 = 地块片合计 + 空隙 − 重复计算，均为平面面积。空隙是范围内没有地块的土地；重复计算是几个地块都覆盖的土地多算的部分。",
		"Extent = pieces + gaps − land counted again, all in the plane. Gaps are land of the extent in no parcel; land that several parcels cover counts again for all but one.")}
	return t
}
