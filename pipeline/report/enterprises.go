package report

import "jiyue/pipeline/store"

// largestEnterprises is how many enterprises of each kind of extent the
// documents name: those with the most land.
const largestEnterprises = 30

// perMuNames are the heads of figures per mu.
var perMuNames = []string{"output_per_mu", "tax_per_mu", "value_added_per_mu"}

func (c *composer) perMuColumns() []Column {
	var columns []Column
	for _, key := range perMuNames {
		columns = append(columns, Column{Key: key, Name: c.indicatorName(key), Unit: c.unit("万元/亩"), Numeric: true, Places: 2, Width: 11})
	}
	return columns
}

func perMuCells(p store.PerMu) []Cell {
	var cells []Cell
	for _, v := range []*float64{p.Output, p.Tax, p.ValueAdded} {
		cells = append(cells, valued(number(fromFloat(v), 2, "")))
	}
	return cells
}

// enterpriseClassTable says what the enterprises of each class have together.
func (c *composer) enterpriseClassTable() *Table {
	t := &Table{ID: "enterprise_classes", Small: true, Columns: []Column{
		{Key: "kind", Name: c.say("范围", "Extent"), Width: 12}, {Key: "class", Name: c.say("类别", "Class"), Width: 8},
		{Key: "enterprises", Name: c.say("企业数", "Enterprises"), Numeric: true, Width: 9},
		{Key: "mu", Name: c.say("用地", "Land"), Unit: c.unit(unitMu), Numeric: true, Places: 1, Width: 10}}}
	t.Columns = append(t.Columns, c.perMuColumns()...)
	demonstration := false
	for _, e := range c.conclusions.enterpriseClasses {
		demonstration = demonstration || e.Demonstration && e.Class != ""
		class := e.Class
		if class == "" {
			class = c.say("未分类", "none")
		}
		t.Rows = append(t.Rows, Row{Cells: append([]Cell{word(c.kind(e.ExtentKind)), word(class), valued(count(int64(e.Enterprises), "")),
			valued(number(fromFloat(&e.AreaMu), 1, ""))}, perMuCells(e.PerMu)...)})
	}
	t.Caption = c.demonstrated(c.say("企业亩均效益分类汇总", "Enterprises by class of yield per mu"), demonstration)
	t.Notes = append(c.boundsNote(demonstration), c.say("亩均值为有该项数据的用地上的合计之比，不是各企业比值的平均。",
		"Figures per mu divide sums by the land that has the figure; they are no means of ratios."))
	return t
}

// enterpriseTable names the enterprises with the most land, and counts the rest.
func (c *composer) enterpriseTable() *Table {
	t := &Table{ID: "enterprises", Small: true, Sort: true, Columns: []Column{
		{Key: "kind", Name: c.say("范围", "Extent"), Width: 12}, {Key: "enterprise", Name: c.say("企业", "Enterprise"), Width: 20},
		{Key: "parks", Name: c.say("园区", "Parks"), Width: 12}, {Key: "mu", Name: c.say("用地", "Land"), Unit: c.unit(unitMu), Numeric: true, Places: 1, Width: 10}}}
	t.Columns = append(t.Columns, c.perMuColumns()...)
	t.Columns = append(t.Columns, Column{Key: "points", Name: c.say("亩均得分", "Points"), Numeric: true, Places: 2, Width: 9},
		Column{Key: "class", Name: c.say("类别", "Class"), Width: 6}, Column{Key: "place", Name: c.say("名次", "Place"), Numeric: true, Width: 6})
	all, demonstration := 0, false
	for _, e := range c.conclusions.enterpriseClasses {
		all += e.Enterprises
		demonstration = demonstration || e.Demonstration && e.Class != ""
	}
	for _, e := range c.conclusions.enterprises {
		place := word(none)
		if e.Place > 0 {
			place = valued(count(int64(e.Place), ""))
		}
		row := append([]Cell{word(c.kind(e.ExtentKind)), word(e.Enterprise), word(e.Parks), valued(number(fromFloat(&e.AreaMu), 1, ""))}, perMuCells(e.PerMu)...)
		t.Rows = append(t.Rows, Row{Cells: append(row, valued(number(fromFloat(e.ClassPoints), 2, "")), word(orNone(e.Class)), place)})
	}
	t.Caption = c.demonstrated(c.say("企业亩均效益（用地最多的企业）", "Enterprises by yield per mu (those with the most land)"), demonstration)
	if left := all - len(t.Rows); left > 0 {
		t.Notes = append(t.Notes, c.say("列出每种范围内用地最多的 %d 家，其余 %d 家见 jiyue.gpkg 的视图 enterprise_yield。",
			"The %d with the most land of each kind of extent; the other %d are in the view enterprise_yield of jiyue.gpkg.", largestEnterprises, left))
	}
	t.Notes = append(t.Notes, c.boundsNote(demonstration)...)
	return t
}
